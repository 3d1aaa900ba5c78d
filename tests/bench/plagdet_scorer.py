"""PlagDet and its parts, as PAN defines them (Potthast et al. 2010, COLING; macro averaging).

A case and a detection are quadruples ``(a_start, a_end, b_start, b_end)`` of half-open ranges in
the two documents of one pair. A detection detects a case if they overlap in *both* documents.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Quad = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """The four figures of one set of pairs."""

    plagdet: float
    precision: float
    recall: float
    granularity: float


def covered(ranges: Iterable[tuple[int, int]]) -> int:
    """Length of the union of half-open ranges."""
    total, reach = 0, -1
    for start, end in sorted(ranges):
        if end > max(start, reach):
            total += end - max(start, reach)
            reach = end
    return total


def shared(one: Quad, others: Iterable[Quad]) -> float:
    """The share of *one*'s characters, of both documents, that *others* cover."""
    a0, a1, b0, b1 = one
    met = [o for o in others if detects(o, one)]
    left = covered((max(a0, o[0]), min(a1, o[1])) for o in met)
    right = covered((max(b0, o[2]), min(b1, o[3])) for o in met)
    return (left + right) / max(1, a1 - a0 + b1 - b0)


def detects(one: Quad, other: Quad) -> bool:
    """Whether the two overlap in both documents."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def score(pairs: Iterable[tuple[Sequence[Quad], Sequence[Quad]]]) -> Score:
    """Score pooled *pairs* of (gold cases, detections); no case or no detection scores 0 there."""
    recalls: list[float] = []
    precisions: list[float] = []
    hits: list[int] = []
    for gold, found in pairs:
        for case in gold:
            recalls.append(shared(case, found))
            number = sum(detects(detection, case) for detection in found)
            if number:
                hits.append(number)
        precisions.extend(shared(detection, gold) for detection in found)
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    granularity = sum(hits) / len(hits) if hits else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(f1 / math.log2(1 + granularity), precision, recall, granularity)
