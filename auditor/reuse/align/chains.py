"""Shared stretches in order: runs of equal words chained across small gaps.

Sparse dynamic programming over exact runs with affine gap costs, as in sequence alignment by
anchor chaining (Abouelhoda & Ohlebusch 2005; Li 2018, minimap2). Chains are local and may stand
in any order, so shuffled sentences and repeated quotations each give a chain of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.align.sides import Floats, Pair
from auditor.reuse.align.swaps import Swaps

REPEATS = 48  # word pairs that occur more often, left times right, start no run
LONG = 12  # words of a run that is a copy however often its words occur
LOOK_BACK = 48  # runs before a run that it may follow
AT_ONCE = 4096  # runs looked at together
GAP = 24  # most words between two runs of a chain, on either side
FAINT = 1.0  # nats below which a pair of synonyms is no run
OPEN = 0.6  # price of a gap,
REPLACED = 0.7  # of a word that has another in its place,
MISSING = 0.35  # of a word that only one side has,
SENTENCE = 2.0  # of a sentence end on both sides, unless the words run on without a gap,
PARAGRAPH = 6.0  # of a paragraph end on either side, unless the words run on,
QUOTE = 1.5  # and of leaving a quotation on both sides, for each word of the gap,
QUOTE_WORDS = 4  # up to so many


# First words on both sides, lengths and nats of runs, shape (r,) each.
Columns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Floats]
_NO = np.zeros(0, np.int64)


class Run(NamedTuple):
    """Equal words (or one pair of synonyms) at the same step on both sides."""

    a: int
    b: int
    length: int
    weight: float  #: nats


@dataclass(frozen=True, slots=True)
class Chain:
    """Runs in order on both sides, and what they are worth less their gaps."""

    runs: tuple[Run, ...]
    score: float

    @property
    def place(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Its words on both sides."""
        first, last = self.runs[0], self.runs[-1]
        return (first.a, last.a + last.length), (first.b, last.b + last.length)

    @property
    def words(self) -> int:
        """Words from the first run to the last, on the shorter side."""
        first, last = self.runs[0], self.runs[-1]
        return min(last.a - first.a, last.b - first.b) + last.length


def runs(
    pair: Pair,
    left: tuple[int, int],
    right: tuple[int, int],
    weight: tuple[Floats, Floats],
    long: tuple[Floats, Floats],
    swaps: Swaps,
) -> list[Run]:
    """Maximal runs of equal words and pairs of synonyms, in order of the left side.

    *weight* holds each side's nats per word, *long* those of words in runs of ``LONG`` or more:
    where an article repeats itself, a long run is a copy all the same. A run starts from two equal
    words in a row, or from one word or pair of synonyms that is not frequent in either range.
    """
    ours, theirs = pair.left.ids[left[0] : left[1]], pair.right.ids[right[0] : right[1]]
    grams = join_all(
        pair.left.grams[left[0] : left[1] - 1], pair.right.grams[right[0] : right[1] - 1], pair.grams, REPEATS
    )
    words = join(ours, theirs, pair.types, REPEATS // 3)
    i = np.concatenate([grams[0], grams[0] + 1, words[0]])
    j = np.concatenate([grams[1], grams[1] + 1, words[1]])
    rows = [_merged(i, j, left[0], right[0], weight, long), _swapped(pair, left, right, weight, swaps)]
    a, b, lengths, values = (np.concatenate(column) for column in zip(*rows, strict=True))
    order = np.lexsort((b, a))
    columns = (column[order].tolist() for column in (a, b, lengths, values))
    return list(map(Run._make, zip(*columns, strict=True)))


def join(
    one: NDArray[np.int32], two: NDArray[np.int32], types: int, repeats: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """All (i, j) with ``one[i] == two[j]``, for values that occur at most *repeats* times, left times right."""
    count_one, count_two = np.bincount(one, minlength=types), np.bincount(two, minlength=types)
    product = count_one * count_two
    wanted = (product > 0) & (product <= repeats)
    i = np.flatnonzero(wanted[one])
    j = np.flatnonzero(wanted[two])
    j = j[np.argsort(two[j], kind="stable")]
    low = np.searchsorted(two[j], one[i], "left")
    counts = count_two[one[i]]
    offsets = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(i, counts), j[np.repeat(low, counts) + offsets]


def join_all(
    one: NDArray[np.int32], two: NDArray[np.int32], types: int, repeats: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """As ``join``, but values that occur more often are paired too: first with first, and so on.

    Text that repeats itself is thereby aligned along its length at a bounded price.
    """
    i, j = join(one, two, types, repeats)
    product = np.bincount(one, minlength=types) * np.bincount(two, minlength=types)
    often = product > repeats
    if not often.any():
        return i, j
    left, right = np.flatnonzero(often[one]), np.flatnonzero(often[two])
    keys = _ranked(one[left], types), _ranked(two[right], types)
    _, at, to = np.intersect1d(*keys, assume_unique=True, return_indices=True)
    return np.concatenate([i, left[at]]), np.concatenate([j, right[to]])


def _ranked(values: NDArray[np.int32], types: int) -> NDArray[np.int64]:
    """A key for each value that holds its type and how many of the type came before it."""
    order = np.argsort(values, kind="stable")
    kinds = values[order]
    index = np.arange(len(values))
    new = np.concatenate([np.ones(min(1, len(values)), np.bool_), kinds[1:] != kinds[:-1]])
    rank = np.empty(len(values), np.int64)
    rank[order] = index - np.maximum.accumulate(np.where(new, index, 0))
    return rank * types + values


def _merged(
    i: NDArray[np.intp],
    j: NDArray[np.intp],
    a0: int,
    b0: int,
    weight: tuple[Floats, Floats],
    long: tuple[Floats, Floats],
) -> Columns:
    """Equal places merged into runs along their diagonals."""
    if not len(i):
        return _NO, _NO, _NO, _NO.astype(np.float64)
    width = int(j.max()) + 2
    places = np.unique((i - j + width).astype(np.int64) * (int(i.max()) + 2) + i)
    diagonal, i = np.divmod(places, int(i.max()) + 2)
    j = i + width - diagonal
    new = np.concatenate([[True], (np.diff(diagonal) != 0) | (np.diff(i) != 1)])
    first = np.flatnonzero(new)
    lengths = np.diff(np.append(first, len(i)))
    short_worth, long_worth = (
        np.add.reduceat(np.minimum(ours[i + a0], theirs[j + b0]), first) for ours, theirs in (weight, long)
    )
    values = np.where(lengths >= LONG, long_worth, short_worth)
    return i[first] + a0, j[first] + b0, lengths, values


def _swapped(
    pair: Pair, left: tuple[int, int], right: tuple[int, int], weight: tuple[Floats, Floats], swaps: Swaps
) -> Columns:
    """Runs of one word whose synonym stands on the other side."""
    ours, theirs = pair.left.ids[left[0] : left[1]], pair.right.ids[right[0] : right[1]]
    count_one, count_two = np.bincount(ours, minlength=pair.types), np.bincount(theirs, minlength=pair.types)
    product = count_one[swaps.left] * count_two[swaps.right]
    rows = np.flatnonzero((product > 0) & (product <= REPEATS // 6))
    one, two, times = swaps.left[rows], swaps.right[rows], product[rows]
    which = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    across = np.repeat(count_two[two], times)
    i = _occurrence(ours, count_one, np.repeat(one, times), which // across)
    j = _occurrence(theirs, count_two, np.repeat(two, times), which % across)
    value = np.repeat(swaps.share[rows], times) * np.minimum(weight[0][left[0] + i], weight[1][right[0] + j])
    kept = value >= FAINT
    return i[kept] + left[0], j[kept] + right[0], np.ones(int(kept.sum()), np.int64), value[kept]


def _occurrence(
    ids: NDArray[np.int32], count: NDArray[np.intp], types: NDArray[np.int32], which: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Where in *ids* the *which*-th word of each of *types* stands."""
    first = np.cumsum(count) - count
    return np.asarray(np.argsort(ids, kind="stable")[first[types] + which])


@dataclass(frozen=True, slots=True, eq=False)
class Borders:
    """Places a chain crosses at a price: counts of ends before each word, and quotation numbers."""

    sentences: tuple[NDArray[np.int64], NDArray[np.int64]]  #: sentence ends before word i
    paragraphs: tuple[NDArray[np.int64], NDArray[np.int64]]  #: paragraph ends before word i
    quotes: tuple[NDArray[np.int64], NDArray[np.int64]]  #: number of the quotation word i stands in, 0 outside


def chains(found: list[Run], least: float, borders: Borders) -> list[Chain]:
    """Disjoint chains worth at least *least*, best first. *found* is sorted by its left side."""
    links = _links(found, borders)
    best = [run.weight for run in found]
    before = [-1] * len(found)
    for k, r, gain in zip(*links, strict=True):
        value = best[r] + gain
        if value > best[k]:
            best[k], before[k] = value, r
    used = [False] * len(found)
    result: list[Chain] = []
    for k in sorted((k for k in range(len(found)) if best[k] >= least), key=lambda k: (-best[k], k)):
        if used[k]:
            continue
        at, rows = k, []
        while at >= 0 and not used[at]:
            rows.append(at)
            used[at] = True
            at = before[at]
        score = best[k] - (best[at] if at >= 0 else 0.0)
        if score >= least:
            result.append(Chain(_disjoint([found[r] for r in reversed(rows)]), score))
    return result


def _links(found: list[Run], borders: Borders) -> tuple[list[int], list[int], list[float]]:
    """Which run may follow which, and what it adds: (later, earlier, nats), later runs in order."""
    if len(found) < 2:
        return [], [], []
    a, b, n = (np.array(column, np.int64) for column in list(zip(*found, strict=True))[:3])
    weight = np.array([run.weight for run in found])
    back = min(LOOK_BACK, len(found) - 1)
    later: list[NDArray[np.intp]] = []
    earlier: list[NDArray[np.intp]] = []
    for low in range(0, len(found), AT_ONCE):
        rows = np.arange(low, min(len(found), low + AT_ONCE))
        before = rows - np.arange(1, back + 1)[:, None]
        inside = np.maximum(before, 0)
        gap_a = a[rows] - (a + n)[inside]
        gap_b = b[rows] - (b + n)[inside]
        lap = np.maximum(0, -np.minimum(gap_a, gap_b))
        fits = (before >= 0) & (gap_a + lap <= GAP) & (gap_b + lap <= GAP) & (lap < np.minimum(n[rows], n[inside]))
        step, column = np.nonzero(fits & (b[rows] > b[inside]) & (a[rows] > a[inside]))
        later.append(rows[column])
        earlier.append(before[step, column])
    k, r = np.concatenate(later), np.concatenate(earlier)
    end_a, end_b = a[r] + n[r], b[r] + n[r]
    lap = np.maximum(0, np.maximum(end_a - a[k], end_b - b[k]))
    gap_a, gap_b = a[k] + lap - end_a, b[k] + lap - end_b
    gap = (gap_a > 0) | (gap_b > 0)
    price = np.where(gap, OPEN, 0.0) + REPLACED * np.minimum(gap_a, gap_b) + MISSING * np.abs(gap_a - gap_b)
    at, last = (a[k], b[k]), (end_a - 1, end_b - 1)
    one, two = (ends[x] > ends[y] for ends, x, y in zip(borders.sentences, at, last, strict=True))
    price += np.where(gap & one & two, SENTENCE, 0.0)
    one, two = (ends[x] > ends[y] for ends, x, y in zip(borders.paragraphs, at, last, strict=True))
    price += np.where(gap & (one | two), PARAGRAPH, 0.0)
    one, two = (quotes[x] != quotes[y] for quotes, x, y in zip(borders.quotes, at, last, strict=True))
    price += np.where(one & two, QUOTE * np.minimum(np.maximum(gap_a, gap_b), QUOTE_WORDS), 0.0)
    # runs may overlap by a word or two; what both hold counts once
    gain = weight[k] * (1 - lap / n[k]) - price
    order = np.lexsort((r, k))
    return k[order].tolist(), r[order].tolist(), gain[order].tolist()


def _disjoint(rows: list[Run]) -> tuple[Run, ...]:
    """Runs cut where they overlap the run before."""
    kept: list[Run] = []
    for run in rows:
        lap = 0
        if kept:
            last = kept[-1]
            lap = max(0, last.a + last.length - run.a, last.b + last.length - run.b)
        if lap < run.length:
            kept.append(Run(run.a + lap, run.b + lap, run.length - lap, run.weight * (1 - lap / run.length)))
    return tuple(kept)
