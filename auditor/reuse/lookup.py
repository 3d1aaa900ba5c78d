"""From shared keys to candidate articles: gather postings, group by diagonal, verify on words.

A hit says that word i of the query and word j of a filed article start the same key. Hits on one
diagonal j - i inside one block of 64 query words support each other; groups that carry too little
information are dropped, the others are verified on the hashes of the words around the hit. Many
queries are looked up at once at a fraction of the price of one after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from auditor.compiled import compiled
from auditor.reuse.carriers import NOBODY, Postings, Register, carriers, first_of_blocks, strong_or_early
from auditor.reuse.grouping import BLOCK_BITS, alike, groups, heaviest, spare
from auditor.reuse.matches import Matches, choose, match
from auditor.reuse.postings import Sketch, word_bits
from auditor.reuse.segments import Segment, low_words
from auditor.reuse.windows import BEFORE, QUARTERS, UNEQUAL, WIDTH, best_of_filed

HOT = 64  #: texts that a shared bucket joins a text to, at most
BLOCK = 1 << BLOCK_BITS  #: words of the query that compete for the places below
LEAST_BITS = 44.0  #: information of a verified passage below which chance explains it: about five words
SURE_BITS = 60.0  #: the same for passages whose keys many articles have
SLACK = 3.0  #: bits below log2(articles) that the keys of a group may weigh; a lone key in 16 articles does
_RARE_SLACK = 1.5  # down to here keys count as rare
_LOST = int(UNEQUAL) * WIDTH  # less than any run
_SIXTEENTHS = 16  # weights are whole numbers of these, so that sums do not depend on their order
_MOST_WORD = 10  # bits one word can add: a rare word alone is no passage
_GAINS = np.clip(np.arange(256), 1, _MOST_WORD).astype(np.int16) * QUARTERS
_AT_ONCE = 1 << 15  # words looked up together: bounds what is in memory


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is looked at; the price of a query does not grow beyond it, however large the index."""

    earliest: int  #: postings read of a key. Syndicated text stays findable at a fixed price
    hits: int  #: postings read for a block of the query, those of its rarest keys
    groups: int  #: groups verified for a block
    common: bool = False  #: also groups of two keys that everybody has: they weigh little, and yet may be a passage


QUICK = Effort(16, 64, 12)  #: finds planted passages of eight words and more as surely as several times the effort
THOROUGH = Effort(32, 256, 32, common=True)  #: for a corpus, where of many copies more pairs are wanted


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Candidate articles, most promising first; all arrays have shape (n,)."""

    serials: NDArray[np.int64]
    scores: NDArray[np.float64]  #: bits of information in all verified passages together
    best: NDArray[np.float64]  #: bits of the strongest passage
    first: NDArray[np.bool_] | None = None  #: with dates known, which are the earliest to hold some passage


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A text to look up."""

    sketch: Sketch
    hashes: NDArray[np.uint64]
    spun: Sketch | None = None  #: keys under which it meets what it was spun from
    bits: NDArray[np.uint8] | None = None  #: :func:`postings.word_bits` of the words, where known already
    source: int = NOBODY  #: where a register is given, the source whose articles are left out


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Postings met: which word of the queries shares a key with which article; all of shape (n,)."""

    segment: NDArray[np.int64]
    row: NDArray[np.int64]
    serial: NDArray[np.int64]
    diagonal: NDArray[np.int64]
    place: NDArray[np.int64]  # word of the queries, which follow one another
    weight: NDArray[np.int64]

    def only(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> Hits:
        """Some of them."""
        columns = (self.segment, self.row, self.serial, self.diagonal, self.place, self.weight)
        return Hits(*(column[chosen] for column in columns))


def look_up(
    segments: Sequence[Segment],
    sketch: Sketch,
    hashes: NDArray[np.uint64],
    total: int,
    *,
    before: int | None = None,
    dead: NDArray[np.int64] | None = None,
    effort: Effort = QUICK,
) -> Found:
    """Articles in *segments* (oldest first) that likely share a passage with a query.

    *sketch* and *hashes* describe the query, *total* is the number of articles filed. *before*
    leaves out serials from that number on, *dead* leaves out the serials it holds (ascending).
    """
    bounds = None if before is None else [before]
    return look_up_all(segments, [Query(sketch, hashes)], total, before=bounds, dead=dead, effort=effort)[0]


def look_up_all(
    segments: Sequence[Segment],
    queries: Sequence[Query],
    total: int,
    *,
    before: Sequence[int] | None = None,
    dead: NDArray[np.int64] | None = None,
    effort: Effort = QUICK,
    register: Register | None = None,
) -> list[Found]:
    """What :func:`look_up` gives for each of *queries*, *before* apart for each; quickest by the dozen.

    With a *register* of sources and dates, of many articles that hold a passage those published
    first are found, those of a query's own source are left out, and passages that many share count in full.
    """
    out: list[Found] = []
    for first, last in parts_of([len(query.hashes) for query in queries]):
        bounds = None if before is None else np.array(before[first:last], np.int64)
        out += _look_up_part(segments, queries[first:last], total, bounds, dead, effort, register)
    return out


def parts_of(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Queries of so many words in runs that are looked up together."""
    first = words = 0
    for number, length in enumerate(lengths):
        if number > first and words + length > _AT_ONCE:
            yield first, number
            first, words = number, 0
        words += length
    if lengths:
        yield first, len(lengths)


def _look_up_part(
    segments: Sequence[Segment],
    queries: Sequence[Query],
    total: int,
    before: NDArray[np.int64] | None,
    dead: NDArray[np.int64] | None,
    effort: Effort,
    register: Register | None,
) -> list[Found]:
    starts, _ = starts_of(queries)
    keys, place = keys_of(queries, starts)
    if register is None:
        return passages(match(segments, keys, dead), queries, place, total, effort, before)
    own = np.repeat([query.source for query in queries], [len(query.sketch) for query in queries])
    blocks = place >> BLOCK_BITS
    found = carriers(segments, keys, blocks, effort.earliest, dead=dead, register=register, own=own)
    keep = np.flatnonzero(~spare(blocks, found.frequency, effort.earliest, effort.hits)[found.key])
    # In the order of passages(): by segment, then by key.
    keep = keep[np.argsort(found.segment[keep], kind="stable")]
    hits = _hits(found.only(keep), place, key_weights(found.frequency, total))
    return _verified(segments, queries, hits, total, effort, before, register)


def passages(
    matches: Matches,
    queries: Sequence[Query],
    place: NDArray[np.int64],
    total: int,
    effort: Effort = QUICK,
    before: NDArray[np.int64] | None = None,
) -> list[Found]:
    """What :func:`look_up_all` gives where *matches* are those of :func:`keys_of`."""
    spared = spare(place >> BLOCK_BITS, matches.frequency, effort.earliest, effort.hits)
    found = choose(matches, np.where(spared, 0, effort.earliest))
    hits = _hits(found, place, key_weights(matches.frequency, total))
    return _verified(matches.segments, queries, hits, total, effort, before, None)


def _hits(found: Postings, place: NDArray[np.int64], weights: NDArray[np.int64]) -> Hits:
    at = place.take(found.key)
    return Hits(found.segment, found.row, found.serial, found.position - at, at, weights.take(found.key))


def _verified(
    segments: Sequence[Segment],
    queries: Sequence[Query],
    hits: Hits,
    total: int,
    effort: Effort,
    before: NDArray[np.int64] | None,
    register: Register | None,
) -> list[Found]:
    starts, size = starts_of(queries)
    if before is not None:
        hits = hits.only(hits.serial < before[np.searchsorted(starts, hits.place, "right") - 1])
    hits, least = worth_verifying(hits, starts, total, effort, register)
    bits = _best_runs(segments, hits, *laid_out(queries, starts, size))
    good = (bits >= least).nonzero()[0]
    place = hits.place[good]
    owners = starts.searchsorted(place, "right") - 1
    return _by_article(len(queries), owners, hits.serial[good], place >> BLOCK_BITS, bits[good], register)


def starts_of(queries: Sequence[Query]) -> tuple[NDArray[np.int64], int]:
    """Where each query begins if they follow one another, each from a full block on and out of reach; and the end."""
    *starts, end = accumulate((-(-(len(query.hashes) + WIDTH) // BLOCK) * BLOCK for query in queries), initial=0)
    return np.array(starts, np.int64), end


def worth_verifying(
    hits: Hits, starts: NDArray[np.int64], total: int, effort: Effort, register: Register | None
) -> tuple[Hits, NDArray[np.float64]]:
    """The hits around which words are compared, and the bits that the words must share."""
    full = np.log2(max(2, total))
    hits, weights = _groups(hits, starts, (full - SLACK) * _SIXTEENTHS, effort, register)
    return hits, np.where(weights >= (full - _RARE_SLACK) * _SIXTEENTHS, LEAST_BITS, SURE_BITS)


def laid_out(
    queries: Sequence[Query], starts: NDArray[np.int64], size: int
) -> tuple[NDArray[np.uint16], NDArray[np.int16]]:
    """Low bits of all queries' words and what each is worth, with a margin on both sides."""
    words = np.zeros(size + WIDTH, np.uint16)
    # What lies between queries gains nothing even where it is equal by chance.
    gain = np.full(len(words), UNEQUAL, np.int16)
    for query, start in zip(queries, (starts + BEFORE).tolist(), strict=True):
        end = start + len(query.hashes)
        words[start:end] = low_words(query.hashes)
        gain[start:end] = _GAINS.take(word_bits(query.hashes) if query.bits is None else query.bits)
    return words, gain


def keys_of(queries: Sequence[Query], starts: NDArray[np.int64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The keys of all queries, and where each stands."""
    keys = np.concatenate([query.sketch.keys for query in queries])
    place = np.concatenate(
        [query.sketch.positions + start for query, start in zip(queries, starts, strict=True)], dtype=np.int64
    )
    return keys, place


def key_weights(frequency: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """What a key weighs that *frequency* of *total* articles have."""
    weights = np.empty(len(frequency), np.int64)
    _weighed(frequency, float(max(2, total)), weights)
    return weights


@compiled("order")
def _summed(
    order: NDArray[np.int64],
    owners: NDArray[np.int64],
    serials: NDArray[np.int64],
    blocks: NDArray[np.int64],
    bits: NDArray[np.float64],
    each: NDArray[np.int64],
    start: NDArray[np.int64],
    scores: NDArray[np.float64],
    best: NDArray[np.float64],
) -> tuple[int, int]:
    """Write the first hit of each block of each article, which of these begin an article, and its sums; how many."""
    runs = articles = 0
    last, top = -1, 0.0
    for hit in order:
        fresh = last < 0 or serials[hit] != serials[last] or owners[hit] != owners[last]
        if fresh:
            start[articles], scores[articles], best[articles] = runs, 0.0, 0.0
            articles += 1
        if fresh or blocks[hit] != blocks[last]:
            each[runs], top = hit, 0.0
            runs += 1
        scores[articles - 1] += max(bits[hit] - top, 0.0)
        best[articles - 1] = max(best[articles - 1], bits[hit])
        top, last = max(top, bits[hit]), hit
    return runs, articles


@compiled("frequency")
def _weighed(frequency: NDArray[np.int64], total: float, weights: NDArray[np.int64]) -> None:
    for key in range(len(frequency)):
        weights[key] = round((np.log2(total / max(frequency[key], 1)) + 1) * _SIXTEENTHS)


def _groups(
    hits: Hits, starts: NDArray[np.int64], least: float, effort: Effort, register: Register | None
) -> tuple[Hits, NDArray[np.int64]]:
    """The middle hit of each group (article, diagonal, block) worth verifying, and the group's weight."""
    if not len(hits.serial):
        return hits, hits.weight
    codes, place_bits = alike(hits.serial, hits.diagonal, hits.place, starts)
    middle, weight = groups(codes, place_bits, hits.weight, least, common=effort.common)
    blocks, serials = hits.place.take(middle) >> BLOCK_BITS, hits.serial.take(middle)
    if register is None:
        best = heaviest(blocks, weight, serials, effort.groups)
    else:
        diagonals = hits.diagonal.take(middle)
        best = strong_or_early(blocks, serials, diagonals, weight, effort.groups, register)
    return hits.only(middle[best]), weight[best]


def _best_runs(
    segments: Sequence[Segment],
    hits: Hits,
    words: NDArray[np.uint16],
    gain: NDArray[np.int16],
) -> NDArray[np.float64]:
    """Bits of the best passage on the diagonal of each hit, in the words around it."""
    best = np.full(len(hits.place), _LOST, np.int64)
    for number, segment in enumerate(segments):
        filed = segment.words, segment.firsts, segment.counts
        best_of_filed(words, gain, hits.segment, hits.row, hits.place, hits.diagonal, number, *filed, best)
    return best / QUARTERS


def _by_article(
    count: int,
    owners: NDArray[np.int64],
    serials: NDArray[np.int64],
    blocks: NDArray[np.int64],
    bits: NDArray[np.float64],
    register: Register | None,
) -> list[Found]:
    """Sum each article's best passage of every block; strongest articles first, then oldest."""
    order = np.lexsort((blocks, serials, owners))
    columns = np.empty((2, len(order)), np.int64), np.empty((2, len(order)))
    (each, start), (scores, best) = columns
    runs, articles = _summed(order, owners, serials, blocks, bits, each, start, scores, best)
    each, start, scores, best = each[:runs], start[:articles], scores[:articles], best[:articles]
    first = each[start]
    names, owners = serials[first], owners[first]
    rank = np.lexsort((names, -scores, owners))
    early = None
    if register is not None:
        rank = np.lexsort((names, register.moments(names), -scores, owners))
        early = first_of_blocks(serials[each], blocks[each], start, register)
    cuts = np.searchsorted(owners, np.arange(count + 1))
    parts = [rank[low:high] for low, high in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)]
    return [Found(names[part], scores[part], best[part], None if early is None else early[part]) for part in parts]
