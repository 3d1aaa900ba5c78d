"""Summaries: a stretch of one side that draws on all of the other side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from auditor.reuse.align.grow import CERTAIN, FLOOR, best_range
from auditor.reuse.align.sides import Pair, Side

ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Digest:
    """A stretch of words that may summarise the other document."""

    start: int
    end: int
    score: float  #: nats
    rate: float  #: share of its words found in the other document beyond chance
    outside: float  #: score of the best stretch that does not touch it
    joined: float  #: share of its words that stand in the other document beside the same neighbour
    spread: float  #: share of the other document's tenths that hold a rare word of it


def digest(pair: Pair, side: Side, other: Side) -> Digest:
    """The stretch of *side* whose words are best explained by all of *other*."""
    held = np.bincount(other.ids, minlength=pair.types)
    chance = np.minimum(CERTAIN, -np.expm1(len(other) * np.log1p(-pair.common)))[side.ids]
    matched = held[side.ids] > 0
    copied, start, end, score = 0.5, 0, len(side), 0.0
    gain = np.zeros(len(side))
    for _ in range(ROUNDS):
        fresh = max(FLOOR, 1 - copied)
        gain = np.where(matched, np.log((copied + fresh * chance) / chance), np.log(fresh))
        start, end, score = best_range(gain, side.cuts, (0, len(side)))
        inside = slice(start, end)
        posterior = np.where(matched[inside], copied / (copied + fresh * chance[inside]), 0.0)
        copied = min(0.95, max(0.1, float(posterior.sum() + 0.6) / (end - start + 2)))
    rest = gain.copy()
    rest[start:end] = -100.0
    _, _, outside = best_range(rest, side.cuts, (0, len(side)))
    known = np.zeros(pair.grams, np.bool_)
    known[other.grams[:-1]] = True
    joined = float(known[side.grams[start : end - 1]].mean()) if end - start > 1 else 0.0
    rare = np.zeros(pair.types, np.bool_)
    rare[side.ids[start:end][matched[start:end] & (chance[start:end] < 0.2)]] = True
    places = np.flatnonzero(rare[other.ids])
    spread = len(np.unique(places * 10 // max(1, len(other)))) / 10
    return Digest(start, end, score, copied, outside, joined, spread)
