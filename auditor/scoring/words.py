"""Words of a text as numbered places, and masks over them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from auditor.model import Span

Mask = NDArray[np.bool_]
Charge = NDArray[np.float64]

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")


class Words:
    """The words of one text; masks and charges have the shape (words,)."""

    __slots__ = ("starts",)

    def __init__(self, text: str) -> None:
        self.starts: NDArray[np.int64] = np.fromiter((m.start() for m in _WORD.finditer(text)), dtype=np.int64)

    def __len__(self) -> int:
        return len(self.starts)

    def mask(self, spans: Iterable[Span]) -> Mask:
        """True for words that begin inside one of *spans*."""
        inside = np.zeros(len(self.starts), dtype=np.bool_)
        for span in spans:
            inside[slice(*np.searchsorted(self.starts, (span.start, span.end)))] = True
        return inside

    def around(self, span: Span, share: float) -> Mask:
        """The words of *span*, widened on both sides to at least *share* of all words."""
        first, last = (int(i) for i in np.searchsorted(self.starts, (span.start, span.end)))
        wanted = max(1, round(share * len(self.starts)))
        missing = max(0, wanted - (last - first))
        first = max(0, first - missing // 2)
        last = min(len(self.starts), max(last, first + wanted))
        first = max(0, min(first, last - wanted))
        inside = np.zeros(len(self.starts), dtype=np.bool_)
        inside[first:last] = True
        return inside
