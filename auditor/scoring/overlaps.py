"""Whether a range meets any of many others, without looking at each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from auditor.model import Span


class Places:
    """Ranges put in order once, O(n log n); each question after that takes O(log n)."""

    __slots__ = ("_reach", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(span for span in spans if span.end > span.start)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))  #: furthest end so far

    def meet(self, start: int, end: int) -> bool:
        """Whether a range holds a code point of *start* up to, not including, *end*."""
        before = bisect_left(self._starts, end)
        return start < end and before > 0 and self._reach[before - 1] > start
