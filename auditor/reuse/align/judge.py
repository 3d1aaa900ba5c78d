"""Fitted judgements for long documents: which regions are passages, and which text is a summary.

The weights are computed by ``tests/bench/fit_reuse_documents.py`` from the PAN13 text-alignment
training corpus (Potthast et al. 2013): boosted trees (Friedman 2001) over how a stretch draws on
the whole other document, and others over how a region compares with the pair's best.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log, log1p
from typing import Any

import numpy as np

from auditor.reuse.align.grow import Region
from auditor.reuse.align.sides import Floats, Pair, Side
from auditor.reuse.align.summary import Digest

LEAST_DIGEST = 20.0  # nats below which a stretch is not asked whether it is a summary


@dataclass(frozen=True, slots=True)
class Tree:
    """A decision tree as parallel columns; a leaf has no feature (-1) and a value."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    value: tuple[float, ...]

    def of(self, row: Sequence[float]) -> float:
        """The value of the leaf *row* falls into."""
        node = 0
        while self.feature[node] >= 0:
            below = row[self.feature[node]] <= self.threshold[node]
            node = self.low[node] if below else self.high[node]
        return self.value[node]


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees: log odds to start from, what the trees add, and where to decide."""

    start: float
    trees: tuple[Tree, ...]
    at: float  #: least probability

    def holds(self, row: Sequence[float]) -> bool:
        """Whether *row* is likely enough."""
        return _logistic(self.start + sum(tree.of(row) for tree in self.trees)) >= self.at


@cache
def forest(name: str) -> Forest:
    """The packaged trees called *name*, from ``auditor/data/reuse_documents.json``."""
    held = _packaged()[name]
    return Forest(
        held["start"], tuple(Tree(*(tuple(t[key]) for key in Tree.__slots__)) for t in held["trees"]), held["at"]
    )


@cache
def _packaged() -> dict[str, Any]:
    return dict(json.loads(files("auditor.data").joinpath("reuse_documents.json").read_text(encoding="utf-8")))


def summary_row(pair: Pair, side: Side, other: Side, found: Digest, regions: Sequence[Region]) -> tuple[float, ...]:
    """Features of *found*, a stretch of *side*; *regions* have *side* on the left."""
    words = found.end - found.start
    inside = [r for r in regions if r.a0 < found.end and r.a1 > found.start]
    best = max((r.score for r in regions), default=0.0)
    held = np.bincount(other.ids, minlength=pair.types) > 0
    local = np.zeros(pair.types, np.bool_)
    for r in inside:
        local[other.ids[r.b0 : r.b1]] = True
    ids = side.ids[found.start : found.end]
    rarity: Floats = np.clip(-np.log(pair.common[ids]) - 5, 0, 6)
    shared = float((rarity * held[ids]).sum())
    return (
        log1p(max(0.0, found.score)),
        found.score / words,
        log(words),
        found.rate,
        max(0.0, found.outside) / max(1.0, found.score),
        found.joined,
        found.spread,
        log1p(best),
        best / max(1.0, found.score),
        float(len(inside)),
        min(1.0, float((rarity * local[ids]).sum()) / max(1.0, shared)),
        shared / max(1.0, float(rarity.sum())),
        log(words / len(other)),
        min(1.0, sum(r.b1 - r.b0 for r in inside) / len(other)),
        min(1.0, sum(min(r.a1, found.end) - max(r.a0, found.start) for r in inside) / words),
        log(len(other)),
    )


def keep_row(region: Region, regions: Sequence[Region]) -> tuple[float, ...]:
    """Features of a region beside the best one of its pair: score, length and density."""
    best = max(regions, key=lambda r: r.score)
    (short, long), (best_short, best_long) = _lengths(region), _lengths(best)
    density, best_density = region.score / short, best.score / best_short
    return (
        log(region.score / best.score),
        log(region.score),
        density,
        best_density,
        abs(density - best_density),
        long / short,
        abs(long / short - best_long / best_short),
        log(short),
        log(short / best_short),
        float(len(regions)),
        region.score / long - best.score / best_long,
    )


def _lengths(region: Region) -> tuple[int, int]:
    one, two = region.a1 - region.a0, region.b1 - region.b0
    return min(one, two), max(one, two)


def is_summary(row: Sequence[float]) -> bool:
    """Whether a stretch with these features summarises the other document."""
    return forest("summary").holds(row)


def is_kept(row: Sequence[float]) -> bool:
    """Whether a region with these features is a passage of its own beside the pair's best."""
    return forest("keep").holds(row)


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-max(-60.0, min(60.0, value))))
