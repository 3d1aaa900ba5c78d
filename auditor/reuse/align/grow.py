"""Grow a pair of places into a passage: an order-free likelihood ratio, one side at a time.

Under the passage hypothesis each word of one side is a copy of a word of the other side's range
with some rate; under chance it stands there as often as its probability says. The score of a
range is the sum of its words' log ratios, and the best range is a maximum sub-array.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    supported: NDArray[np.bool_]  #: whether it is a copy beside a copied neighbour


def score_words(
    pair: Pair,
    sides: tuple[Side, Side],
    place: tuple[int, int],
    core: tuple[int, int],
    bag: tuple[int, int],
    rates: Rates,
    scratch: NDArray[np.bool_],
    profile: Profile,
) -> Scored:
    """Score the words *place* of the first of *sides* against the *bag* of the second one's words."""
    side, other = sides
    lo, hi = place
    ids = side.ids[lo:hi]
    size = bag[1] - bag[0]
    held = np.bincount(other.ids[bag[0] : bag[1]], minlength=pair.types)
    matched = held[ids] > 0
    within = within_capacity(ids, held, lo, core, matched)
    fresh = rates.fresh
    scratch[other.grams[bag[0] : bag[1] - 1]] = True
    joined = scratch[side.grams[max(0, lo - 1) : hi]]
    scratch[other.grams[bag[0] : bag[1] - 1]] = False
    if lo == 0:
        joined = np.concatenate([_NO, joined])
    before, after = joined[:-1], joined[1:]
    supported = (before | after) & within
    score = np.full(len(ids), np.log(fresh))
    copied = np.zeros(len(ids))
    chance = np.ones(len(ids))  # a word that is not in the bag is nobody's copied neighbour
    lone = matched.nonzero()[0]
    chance[lone] = np.minimum(-np.expm1(size * other.absent[ids[lone]]), CERTAIN)
    if len(lone) > np.count_nonzero(within):
        lone = within.nonzero()[0]
    at_lone = chance[lone]
    odds = rates.lone + fresh * at_lone
    score[lone] = np.log(odds / at_lone)
    copied[lone] = rates.lone / odds
    both = supported.nonzero()[0]
    if len(both):
        # the likelier neighbour is the weaker witness, so the rarer of two copied neighbours counts
        near = np.where(before[both], chance[np.maximum(both - 1, 0)], 1.0)
        far = np.where(after[both], chance[np.minimum(both + 1, len(ids) - 1)], 1.0)
        pairwise = np.maximum(0.5 * chance[both] * np.minimum(near, far), 1e-4)
        jointly = np.log((rates.supported + (1 - rates.supported) * pairwise) / pairwise)
        score[both] = np.maximum(np.minimum(jointly, profile.rare_match), score[both])
        copied[both] = 0.0
    if len(side.swaps[0]):
        swapped = np.zeros(pair.types, np.bool_)
        swapped[side.swaps[0][held[side.swaps[1]] > 0]] = True
        swaps = (swapped[ids] & ~matched).nonzero()[0]
        rate = min(0.1, fresh / 2)
        likely = np.minimum(np.maximum(-np.expm1(size * side.swap_absent[ids[swaps]]), 1e-6), CERTAIN)
        score[swaps] = np.log((rate + fresh * likely) / likely)
    return Scored(score, copied, supported)


_NO = np.zeros(1, np.bool_)


def within_capacity(
    ids: NDArray[np.int32], held: NDArray[np.intp], lo: int, core: tuple[int, int], matched: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which words the bag can match: a type counts at most as often as the bag holds it.

    The words of the core come first, the others by their distance from it.
    """
    excess = np.bincount(ids, minlength=len(held)) > held
    places = (excess[ids] & matched).nonzero()[0]
    if not len(places):
        return matched
    # twice the distance from the middle of the core, the same for all words inside it
    distance = np.maximum(np.abs(2 * (places + lo) - (core[0] + core[1] - 1)), core[1] - core[0] - 1)
    order = places[np.lexsort((distance, ids[places]))]
    types = ids[order]
    index = np.arange(len(order))
    first = np.empty(len(order), np.bool_)
    first[0] = True
    np.not_equal(types[1:], types[:-1], out=first[1:])
    rank = index - np.maximum.accumulate(np.where(first, index, 0))
    within = matched.copy()
    within[order] = rank < held[types]
    return within


def best_range(score: Floats, cuts: Floats, core: tuple[int, int]) -> tuple[int, int, float]:
    """The range with the highest score, boundary prices included, that overlaps *core*.

    *cuts* has one more entry than *score*; *core* is in the same coordinates.
    """
    total = np.zeros(len(score) + 1)
    np.cumsum(score, out=total[1:])
    starts = (cuts - total)[: max(1, core[1])]
    best_start = np.maximum.accumulate(starts)
    ends = total + cuts
    low = core[0] + 1
    reach = np.minimum(np.arange(low, len(total)) - 1, len(starts) - 1)
    value = ends[low:] + best_start[reach]
    end = int(value.argmax())
    limit = int(reach[end])
    start = int(starts[: limit + 1].argmax())
    return start, end + low, float(value[end])


def estimate(scored: Scored, start: int, end: int) -> Rates:
    """Rates of copies in a range, drawn a little towards even ones."""
    n = end - start
    lone = (float(scored.lone[start:end].sum()) + 0.6) / (n + 3)
    supported = (float(scored.supported[start:end].sum()) + 0.6) / (n + 3)
    return Rates(max(lone, 0.02), max(supported, 0.02))


def grow(
    pair: Pair, region: Region, profile: Profile, scratch: NDArray[np.bool_], known: Sequence[Region] = ()
) -> Region:
    """Alternate between the sides until the ranges are stable, then at most twice without widening.

    The region may turn out to be one of the *known* ones, which is then the answer.
    """
    rates = Rates(0.3, 0.3)
    seen: set[tuple[int, int, int, int]] = set()
    now = region
    for number in range(ROUNDS * 4):
        now, rates, more = _round(pair, now, rates, profile, scratch, widening=True)
        if now.score <= (0.0 if number == 0 else profile.min_score / 4):
            return now
        same = next((other for other in known if _within(now, other)), None)
        if same is not None:
            return same
        key = (now.a0, now.a1, now.b0, now.b1)
        if key in seen or (number >= ROUNDS and not more):
            break
        seen.add(key)
    if now.score < profile.min_score / 2:
        return now
    for _ in range(2):
        before = now
        now, rates, _ = _round(pair, now, rates, profile, scratch, widening=False)
        if (now.a0, now.a1, now.b0, now.b1) == (before.a0, before.a1, before.b0, before.b1):
            break
    return now


def _within(one: Region, other: Region) -> bool:
    """Whether half of *one* or more lies inside *other*, on both sides."""
    left = min(one.a1, other.a1) - max(one.a0, other.a0)
    right = min(one.b1, other.b1) - max(one.b0, other.b0)
    return 2 * left >= one.a1 - one.a0 and 2 * right >= one.b1 - one.b0


def _round(
    pair: Pair, now: Region, rates: Rates, profile: Profile, scratch: NDArray[np.bool_], *, widening: bool
) -> tuple[Region, Rates, bool]:
    """Each side once; the rates of the better-matched side; whether a range reached its limit."""
    left, right = (pair.left, pair.right), (pair.right, pair.left)
    a0, a1, ours, rates_a, more_a = _step(
        pair, left, (now.a0, now.a1), (now.b0, now.b1), rates, profile, scratch, widening=widening
    )
    b0, b1, theirs, rates_b, more_b = _step(
        pair, right, (now.b0, now.b1), (a0, a1), rates, profile, scratch, widening=widening
    )
    better = rates_a if rates_a.lone + rates_a.supported >= rates_b.lone + rates_b.supported else rates_b
    return Region(a0, a1, b0, b1, ours, theirs), better, more_a or more_b


def _step(
    pair: Pair,
    sides: tuple[Side, Side],
    core: tuple[int, int],
    bag: tuple[int, int],
    rates: Rates,
    profile: Profile,
    scratch: NDArray[np.bool_],
    *,
    widening: bool,
) -> tuple[int, int, float, Rates, bool]:
    """Find the best range of one side against the other side's range."""
    side, other = sides
    lo, hi = max(0, core[0] - profile.reach), min(len(side), core[1] + profile.reach)
    b0, b1 = bag
    if widening:
        widen = int(profile.widen + profile.widen_share * (b1 - b0))
        b0, b1 = max(0, b0 - widen), min(len(other), b1 + widen)
    scored = score_words(pair, sides, (lo, hi), core, (b0, b1), rates, scratch, profile)
    start, end, value = best_range(scored.score, side.cuts[lo : hi + 1], (core[0] - lo, core[1] - lo))
    more = (start == 0 and lo > 0) or (end == hi - lo and hi < len(side))
    return start + lo, end + lo, value, estimate(scored, start, end), more
