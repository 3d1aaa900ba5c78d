"""Faults of fixed size: an altered quotation is no smaller a fault in a longer article."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from auditor.model import Span

_MOST = 0.99  #: no single fault takes all there is to lose


class Fault(NamedTuple):
    """Where the fault stands and what it takes of what is left, 0 to 1."""

    span: Span
    size: float


def joined_faults(faults: Iterable[Fault]) -> float:
    """What all faults take together, 0 to 1: each its size of what the others leave.

    Several findings on one place are one fault. Of all sets of faults that stand apart the dearest
    counts (weighted interval scheduling, Kleinberg and Tardos 2005, 6.1): one more fault never makes
    it cheaper, and their order does not matter. O(n log n).
    """
    ordered = sorted((max(f.span.end, f.span.start + 1), f.span.start, min(_MOST, f.size)) for f in faults)
    ends = [end for end, _, _ in ordered]
    best = [0.0]
    for number, (_, start, size) in enumerate(ordered):
        before = bisect_right(ends, start, hi=number)
        best.append(max(best[number], best[before] - math.log1p(-size)))
    return -math.expm1(-best[-1])
