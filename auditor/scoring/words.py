"""Words of a text as numbered places, and masks over them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from auditor.model import Span
from auditor.text.word_places import word_places

Mask = NDArray[np.bool_]
Charge = NDArray[np.float64]
Numbers = NDArray[np.int64]  #: of words, ascending


class Words:
    """The words of one text; masks and charges have the shape (words,)."""

    __slots__ = ("starts",)

    def __init__(self, text: str) -> None:
        self.starts: NDArray[np.int64] = word_places(text).starts

    def __len__(self) -> int:
        return len(self.starts)

    def mask(self, spans: Iterable[Span]) -> Mask:
        """True for words that begin inside one of *spans*; O(words + spans log words)."""
        ranges = np.array([(span.start, span.end) for span in spans if span.end > span.start], dtype=np.int64)
        first, last = np.searchsorted(self.starts, ranges.reshape(-1, 2)).T
        steps = np.bincount(first, minlength=len(self) + 1) - np.bincount(last, minlength=len(self) + 1)
        return np.cumsum(steps[:-1]) > 0

    def within(self, span: Span, allowed: Mask) -> Numbers:
        """The *allowed* words that begin inside *span*."""
        first, last = np.searchsorted(self.starts, (span.start, span.end))
        return _numbers(allowed, int(first), int(last))

    def inside(self, spans: Iterable[Span], allowed: Mask) -> Numbers:
        """The *allowed* words that begin inside any of *spans*; unlike a mask, no longer than what they hold."""
        found = [self.within(span, allowed) for span in spans]
        return found[0] if len(found) == 1 else np.unique(np.concatenate([np.empty(0, np.int64), *found]))

    def around(self, span: Span, share: float, allowed: Mask) -> Numbers:
        """The *allowed* words of *span*, widened on both sides to at least *share* of all words."""
        first, last = (int(i) for i in np.searchsorted(self.starts, (span.start, span.end)))
        wanted = max(1, round(share * len(self.starts)))
        missing = max(0, wanted - (last - first))
        first = max(0, first - missing // 2)
        last = min(len(self.starts), max(last, first + wanted))
        first = max(0, min(first, last - wanted))
        return _numbers(allowed, first, last)


def _numbers(allowed: Mask, first: int, last: int) -> Numbers:
    found: Numbers = np.flatnonzero(allowed[first:last]) + first
    return found
