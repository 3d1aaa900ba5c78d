"""Grow a pair of places into a passage: an order-free likelihood ratio, one side at a time.

Under the passage hypothesis each word of one side is a copy of a word of the other side's range
with some rate; under chance it stands there as often as its probability says. The score of a
range is the sum of its words' log ratios, and the best range is a maximum sub-array.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.align.profiles import Profile
from auditor.reuse.align.sides import Floats, Pair, Side

ROUNDS = 8  # with widening; two more without
CERTAIN = 0.9999
FLOOR = 0.02  # least rate of words that are no copies


@dataclass(frozen=True, slots=True)
class Rates:
    """Share of a passage's words that are copies: alone, and beside a copied neighbour."""

    lone: float
    supported: float

    @property
    def fresh(self) -> float:
        """Share of words that are no copies."""
        return max(FLOOR, 1.0 - self.lone - self.supported)


@dataclass(frozen=True, slots=True)
class Region:
    """Word ranges on both sides and the score of each, in nats."""

    a0: int
    a1: int
    b0: int
    b1: int
    left: float = 0.0
    right: float = 0.0

    @property
    def score(self) -> float:
        """The weaker side's score."""
        return min(self.left, self.right)


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Per-word log ratios of a stretch of words, and which are copies of which sort."""

    score: Floats
    lone: Floats  #: probability that the word is a lone copy
    supported: Floats  #: probability that it is a copy beside a copied neighbour


def score_words(
    pair: Pair,
    side: Side,
    other: Side,
    lo: int,
    hi: int,
    core: tuple[int, int],
    bag: tuple[int, int],
    rates: Rates,
    scratch: NDArray[np.bool_],
    profile: Profile,
) -> Scored:
    """Score the words *lo*…*hi* of *side* against the *bag* of *other*'s words."""
    ids = side.ids[lo:hi]
    size = bag[1] - bag[0]
    held = np.bincount(other.ids[bag[0] : bag[1]], minlength=pair.types)
    chance = np.minimum(CERTAIN, -np.expm1(size * other.absent[ids]))
    matched = held[ids] > 0
    # capacity: a word counts at most as often as the bag holds it, nearest to the core first
    rank = occurrence(ids, lo, core)
    within = matched & (rank < held[ids])
    fresh = rates.fresh
    scratch[other.grams[bag[0] : bag[1] - 1]] = True
    first = max(0, lo - 1)
    joined = scratch[side.grams[first:hi]]
    if first == lo:
        joined = np.concatenate([np.zeros(1, np.bool_), joined])
    scratch[other.grams[bag[0] : bag[1] - 1]] = False
    before, after = joined[:-1], joined[1:]
    near = np.concatenate([chance[:1], chance[:-1]])
    far = np.concatenate([chance[1:], chance[-1:]])
    neighbour = np.where(before, np.where(after, np.minimum(near, far), near), far)
    pairwise = np.maximum(1e-4, 0.5 * chance * neighbour)
    supported = (before | after) & within
    miss = np.log(fresh)
    lone_score = np.log((rates.lone + fresh * chance) / chance)
    pair_score = np.minimum(profile.rare_match, np.log((rates.supported + (1 - rates.supported) * pairwise) / pairwise))
    score = np.where(within, np.where(supported, np.maximum(pair_score, lone_score), lone_score), miss)
    swap_rate = min(0.1, fresh / 2)
    if len(side.swaps[0]):
        present = side.swaps[0][held[side.swaps[1]] > 0]
        swapped = np.zeros(pair.types, np.bool_)
        swapped[present] = True
        swaps = swapped[ids] & ~matched
        swap_chance = np.clip(-np.expm1(size * side.swap_absent[ids]), 1e-6, CERTAIN)
        score = np.where(swaps, np.log((swap_rate + fresh * swap_chance) / swap_chance), score)
    lone = np.where(within & ~supported, rates.lone / (rates.lone + fresh * chance), 0.0)
    return Scored(score, lone, supported.astype(np.float64))


def occurrence(ids: NDArray[np.int32], lo: int, core: tuple[int, int]) -> NDArray[np.int64]:
    """For each word, how many of its type come before it, the core's words first, then outward."""
    place = np.arange(lo, lo + len(ids))
    distance = np.maximum(0, np.maximum(core[0] - place, place - core[1] + 1))
    order = np.argsort(distance, kind="stable")
    by_type = order[np.argsort(ids[order], kind="stable")]
    sorted_ids = ids[by_type]
    new = np.concatenate([np.ones(1, np.bool_), sorted_ids[1:] != sorted_ids[:-1]])
    index = np.arange(len(ids))
    rank = np.empty(len(ids), np.int64)
    rank[by_type] = index - np.maximum.accumulate(np.where(new, index, 0))
    return rank


def best_range(score: Floats, cuts: Floats, core: tuple[int, int]) -> tuple[int, int, float]:
    """The range with the highest score, boundary prices included, that overlaps *core*.

    *cuts* has one more entry than *score*; *core* is in the same coordinates.
    """
    total = np.concatenate([np.zeros(1), np.cumsum(score)])
    starts = (cuts - total)[: max(1, core[1])]
    best_start = np.maximum.accumulate(starts)
    ends = total + cuts
    low = core[0] + 1
    reach = np.minimum(np.arange(low, len(total)) - 1, len(starts) - 1)
    value = ends[low:] + best_start[reach]
    end = int(np.argmax(value))
    limit = int(reach[end])
    start = int(np.argmax(starts[: limit + 1]))
    return start, end + low, float(value[end])


def estimate(scored: Scored, start: int, end: int) -> Rates:
    """Rates of copies in a range, drawn a little towards even ones."""
    n = end - start
    lone = (float(scored.lone[start:end].sum()) + 0.6) / (n + 3)
    supported = (float(scored.supported[start:end].sum()) + 0.6) / (n + 3)
    return Rates(max(lone, 0.02), max(supported, 0.02))


def grow(pair: Pair, region: Region, profile: Profile, scratch: NDArray[np.bool_]) -> Region:
    """Alternate between the sides until the ranges are stable."""
    rates = Rates(0.3, 0.3)
    seen: set[tuple[int, int, int, int]] = set()
    widening = True
    now = region
    extra = 0
    for _ in range(ROUNDS * 4):
        a0, a1, left, rates_a, more_a = step(
            pair, pair.left, pair.right, (now.a0, now.a1), (now.b0, now.b1), rates, profile, scratch, widening
        )
        b0, b1, right, rates_b, more_b = step(
            pair, pair.right, pair.left, (now.b0, now.b1), (a0, a1), rates, profile, scratch, widening
        )
        rates = rates_a if rates_a.lone + rates_a.supported >= rates_b.lone + rates_b.supported else rates_b
        now = Region(a0, a1, b0, b1, left, right)
        key = (a0, a1, b0, b1)
        if now.score <= 0:
            break
        if not widening:
            extra += 1
            if extra == 2:
                break
        elif key in seen or (len(seen) >= ROUNDS and not (more_a or more_b)):
            widening = False
        seen.add(key)
    return now


def step(
    pair: Pair,
    side: Side,
    other: Side,
    core: tuple[int, int],
    bag: tuple[int, int],
    rates: Rates,
    profile: Profile,
    scratch: NDArray[np.bool_],
    widening: bool,
) -> tuple[int, int, float, Rates, bool]:
    """Find the best range of one side against the other side's range."""
    lo, hi = max(0, core[0] - profile.reach), min(len(side), core[1] + profile.reach)
    b0, b1 = bag
    if widening:
        widen = int(profile.widen + profile.widen_share * (b1 - b0))
        b0, b1 = max(0, b0 - widen), min(len(other), b1 + widen)
    scored = score_words(pair, side, other, lo, hi, core, (b0, b1), rates, scratch, profile)
    start, end, value = best_range(scored.score, side.cuts[lo : hi + 1], (core[0] - lo, core[1] - lo))
    more = (start == 0 and lo > 0) or (end == hi - lo and hi < len(side))
    return start + lo, end + lo, value, estimate(scored, start, end), more
