"""How much two texts are about the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from auditor.model import Document
from auditor.reuse.align.background import background

COMMON = 6.0  # nats: the four hundred commonest words say nothing of what a text is about


def likeness(left: Document, right: Document) -> float:
    """The cosine of two texts' words, each by how rare it is, 0 to 1."""
    words, weights = _weighed(left)
    others, other_weights = _weighed(right)
    _, at, other_at = np.intersect1d(words, others, assume_unique=True, return_indices=True)
    size = float(np.linalg.norm(weights) * np.linalg.norm(other_weights))
    return float(weights[at] @ other_weights[other_at]) / size if size else 0.0


def _weighed(document: Document) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """The different words of a text and the surprise of each, in nats above that of a common word."""
    words = np.unique(document.tokens.hashes)
    return words, np.maximum(0.0, -np.log(background().of(words)) - COMMON)
