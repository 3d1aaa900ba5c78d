"""How firmly sources rank: the ranks each takes when the points of the dimensions are changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import product

from auditor.model import SourceScore
from auditor.scoring.method import METHOD, Method


def rank_ranges(
    scores: Sequence[SourceScore], *, spread: float = 0.5, method: Method = METHOD
) -> dict[str, tuple[int, int]]:
    """Best and worst rank (1 is the highest score) of each source under changed points.

    Each dimension's points are multiplied by 1 − *spread*, 1 and 1 + *spread*, in all combinations,
    and scaled back to 100; sources of equal score share the better rank.
    """
    ranges: dict[str, tuple[int, int]] = {}
    factors = (1 - spread, 1.0, 1 + spread)
    for combination in product(factors, repeat=len(method.points)):
        losses = {row.source: _lost(row, combination, method) for row in scores}
        ordered = sorted(losses.values())
        for source, lost in losses.items():
            rank = 1 + bisect_left(ordered, lost - 1e-9)
            best, worst = ranges.get(source, (rank, rank))
            ranges[source] = (min(best, rank), max(worst, rank))
    return dict(sorted(ranges.items()))


def _lost(row: SourceScore, factors: Sequence[float], method: Method) -> float:
    points = [p * factor for p, factor in zip(method.points, factors, strict=True)]
    scale = 100 / sum(points) if sum(points) else 0.0
    unseen = row.dimensions[-1].rate
    rates = [dimension.rate + unseen * m for dimension, m in zip(row.dimensions, method.prior, strict=False)]
    return sum(p * scale * rate for p, rate in zip(points, rates, strict=True))
