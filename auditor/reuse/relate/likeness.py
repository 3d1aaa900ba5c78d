"""How much two texts are about the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from auditor.model import Document
from auditor.reuse.align.background import background

RUN = 5  # words in a row that two texts seldom share by chance
_PRIME = np.uint64(0x100000001B3)
COMMON = 6.0  # nats: the four hundred commonest words say nothing of what a text is about


def likeness(left: Document, right: Document) -> float:
    """The cosine of two texts' words, each by how rare it is, 0 to 1."""
    words, weights = _weighed(left)
    others, other_weights = _weighed(right)
    _, at, other_at = np.intersect1d(words, others, assume_unique=True, return_indices=True)
    size = float(np.linalg.norm(weights) * np.linalg.norm(other_weights))
    return float(weights[at] @ other_weights[other_at]) / size if size else 0.0


def contained(left: Document, right: Document) -> float:
    """The share of the shorter text's words that stand in the other in the same company, in whatever order, 0 to 1."""
    short, long = sorted((left, right), key=lambda document: len(document.tokens))
    ours, theirs = (_runs(document.tokens.hashes) for document in (short, long))
    first = np.flatnonzero(np.isin(ours, theirs))
    held = np.zeros(max(1, len(short.tokens)), dtype=bool)
    for more in range(RUN):
        held[first + more] = True
    return float(held.mean())


def _runs(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number for each run of words."""
    count = max(0, len(hashes) - RUN + 1)
    found = np.zeros(count, dtype=np.uint64)
    for more in range(RUN):
        found = found * _PRIME + hashes[more : more + count]
    return found


def _weighed(document: Document) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """The different words of a text and the surprise of each, in nats above that of a common word."""
    words = np.unique(document.tokens.hashes)
    return words, np.maximum(0.0, -np.log(background().of(words)) - COMMON)
