"""Whether two texts that differ in a fact or a quotation speak of one occasion.

Two reports of different days, polls or speeches fill the same phrases with other facts, and both are
right. A difference accuses only where one text is a copy of the other, or where both tell one story
at one time.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from auditor.model import Document
from auditor.reuse.align.background import background
from auditor.reuse.relate.passage import Passage

LATEST = 4.0  # days between two reports of one occasion
# So many equal words, or such a share of the shorter text, are a copy, if there are more than a few.
COPY_WORDS, COPY_SHARE, LATER_SHARE, FULLER = 60, 0.3, 0.6, 12
ALIKE = 0.12  # least likeness of two texts about one event: nine in ten of those of one day, one in ten of others

COMMON = 6.0  # nats: the four hundred commonest words say nothing of what a text is about


def is_copy(passage: Passage) -> bool:
    """Whether one text took the passage from the other or both took it from a third, and not just its phrases.

    Texts dated further apart must share more: a market report repeats last month's sentences.
    """
    words = sum(step.a1 - step.a0 for step in passage.alignment.steps if step.op == "equal")
    days = days_apart(passage.left.article.published, passage.right.article.published)
    share = COPY_SHARE if days is None or days <= LATEST else LATER_SHARE
    return words >= COPY_WORDS or (
        words >= FULLER and words >= share * min(len(passage.left.tokens), len(passage.right.tokens))
    )


def one_occasion(passage: Passage, alike: float = ALIKE) -> bool:
    """Whether both articles were published within days of each other, as far as known, and are so much *alike*."""
    days = days_apart(passage.left.article.published, passage.right.article.published)
    return (days is None or days <= LATEST) and likeness(passage.left, passage.right) >= alike


def days_apart(one: str, two: str) -> float | None:
    """Days between two declared moments; None where either cannot be read."""
    first, second = _moment(one), _moment(two)
    return None if first is None or second is None else abs((second - first).total_seconds()) / 86400


def likeness(left: Document, right: Document) -> float:
    """How much two texts are about the same, 0 to 1: the cosine of their words, each by how rare it is."""
    one, two = left.tokens.hashes.tobytes(), right.tokens.hashes.tobytes()
    words, weights = _weighed(one)
    others, other_weights = _weighed(two)
    _, at, other_at = np.intersect1d(words, others, assume_unique=True, return_indices=True)
    size = float(np.linalg.norm(weights) * np.linalg.norm(other_weights))
    return float(weights[at] @ other_weights[other_at]) / size if size else 0.0


@lru_cache(maxsize=64)
def _weighed(hashes: bytes) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """The different words of a text and the surprise of each, in nats above that of a common word."""
    words = np.unique(np.frombuffer(hashes, dtype=np.uint64))
    return words, np.maximum(0.0, -np.log(background().of(words)) - COMMON)


@lru_cache(maxsize=1024)
def _moment(published: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(published.strip().replace(" ", "T", 1))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None
