"""From shared keys to candidate articles: gather postings, group by diagonal, verify on words.

A hit says that word i of the query and word j of a filed article start the same key. Hits on one
diagonal j - i inside one block of 64 query words support each other; groups that carry too little
information are dropped, the others are verified on the hashes of the words around the hit. Many
queries are looked up at once at a fraction of the price of one after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.carriers import NOBODY, Register, carriers, first_of_blocks, strong_or_early
from auditor.reuse.postings import Sketch, word_bits
from auditor.reuse.segments import Segment, find, low_words, read
from auditor.reuse.windows import BEFORE, QUARTERS, UNEQUAL, WIDTH, shared_bits, windows

HOT = 64  #: texts that a shared bucket joins a text to, at most
BLOCK = 64  #: words of the query that compete for the places below
LEAST_BITS = 44.0  #: information of a verified passage below which chance explains it: about five words
SURE_BITS = 60.0  #: the same for passages whose keys many articles have
SLACK = 3.0  #: bits below log2(articles) that the keys of a group may weigh; a lone key in 16 articles does
_RARE_SLACK = 1.5  # down to here keys count as rare
_SIXTEENTHS = 16  # weights are whole numbers of these, so that sums do not depend on their order
_MOST_WORD = 10  # bits one word can add: a rare word alone is no passage
_MOST_WEIGHT = np.uint16(0xFFFF)  # heavier groups rank alike
_AT_ONCE = 1 << 15  # words looked up together: bounds what is in memory


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is looked at; the price of a query does not grow beyond it, however large the index."""

    earliest: int  #: postings read of a key. Syndicated text stays findable at a fixed price
    hits: int  #: postings read for a block of the query, those of its rarest keys
    groups: int  #: groups verified for a block
    common: bool = False  #: also groups of two keys that everybody has: they weigh little, and yet may be a passage


QUICK = Effort(16, 96, 12)  #: finds planted passages of eight words and more as surely as several times the effort
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
    starts, size = starts_of(queries)
    if register is None and (dead is None or not len(dead)):
        hits = _gather(segments, queries, starts, total, effort)
    else:
        hits = _gather_carriers(segments, queries, starts, total, effort, dead, register)
    if before is not None:
        hits = hits.only(hits.serial < before[np.searchsorted(starts, hits.place, "right") - 1])
    hits, least = worth_verifying(hits, total, effort, register)
    bits = _best_runs(segments, hits, *laid_out(queries, starts, size))
    good = bits >= least
    owners = np.searchsorted(starts, hits.place[good], "right") - 1
    return _by_article(len(queries), owners, hits.serial[good], hits.place[good] // BLOCK, bits[good], register)


def starts_of(queries: Sequence[Query]) -> tuple[NDArray[np.int64], int]:
    """Where each query begins if they follow one another, each from a full block on and out of reach; and the end."""
    blocks = np.array([-(-(len(query.hashes) + WIDTH) // BLOCK) for query in queries], np.int64)
    return (np.cumsum(blocks) - blocks) * BLOCK, int(blocks.sum()) * BLOCK


def worth_verifying(
    hits: Hits, total: int, effort: Effort, register: Register | None
) -> tuple[Hits, NDArray[np.float64]]:
    """The hits around which words are compared, and the bits that the words must share."""
    full = np.log2(max(2, total))
    hits, weights = _groups(hits, (full - SLACK) * _SIXTEENTHS, effort, register)
    return hits, np.where(weights >= (full - _RARE_SLACK) * _SIXTEENTHS, LEAST_BITS, SURE_BITS)


def laid_out(
    queries: Sequence[Query], starts: NDArray[np.int64], size: int
) -> tuple[NDArray[np.uint16], NDArray[np.int16]]:
    """Low bits of all queries' words and what each is worth, with a margin on both sides."""
    words = np.zeros(size + WIDTH, np.uint16)
    # What lies between queries gains nothing even where it is equal by chance.
    gain = np.full(len(words), UNEQUAL, np.int16)
    hashes = np.concatenate([query.hashes for query in queries])
    lengths = np.array([len(query.hashes) for query in queries], np.int64)
    places = np.repeat(starts + BEFORE - np.cumsum(lengths) + lengths, lengths) + np.arange(len(hashes))
    words[places] = low_words(hashes)
    gain[places] = np.clip(word_bits(hashes), 1, _MOST_WORD).astype(np.int16) * QUARTERS
    return words, gain


def keys_of(queries: Sequence[Query], starts: NDArray[np.int64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The keys of all queries, and where each stands."""
    keys = np.concatenate([query.sketch.keys for query in queries])
    place = np.concatenate(
        [query.sketch.positions + start for query, start in zip(queries, starts.tolist(), strict=True)]
    )
    return keys, place


def key_weights(frequency: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """What a key weighs that *frequency* of *total* articles have."""
    weights = np.log2(max(2, total) / np.maximum(frequency, 1)) + 1
    return np.round(weights * _SIXTEENTHS).astype(np.int64)


def _gather_carriers(
    segments: Sequence[Segment],
    queries: Sequence[Query],
    starts: NDArray[np.int64],
    total: int,
    effort: Effort,
    dead: NDArray[np.int64] | None,
    register: Register | None,
) -> Hits:
    """What :func:`_gather` gives where some of the articles filed do not count, or dates decide."""
    keys, place = keys_of(queries, starts)
    own = np.repeat([query.source for query in queries], [len(query.sketch) for query in queries])
    found = carriers(segments, keys, place // BLOCK, effort.earliest, dead=dead, register=register, own=own)
    taken = np.ones(len(keys), np.bool_)
    taken[spare_keys(place // BLOCK, found.frequency, effort)] = False
    keep = np.flatnonzero(taken[found.key])
    # In the order of _gather: by segment, then by key.
    keep = keep[np.argsort(found.segment[keep], kind="stable")]
    key, at = found.key[keep], place[found.key[keep]]
    weight = key_weights(found.frequency, total)[key]
    return Hits(found.segment[keep], found.row[keep], found.serial[keep], found.position[keep] - at, at, weight)


def _gather(
    segments: Sequence[Segment], queries: Sequence[Query], starts: NDArray[np.int64], total: int, effort: Effort
) -> Hits:
    keys, place = keys_of(queries, starts)
    frequency = np.zeros(len(keys), np.int64)
    found = []
    for segment in segments:
        begin, end = find(segment, keys)
        found.append((begin, np.minimum(end - begin, np.maximum(effort.earliest - frequency, 0))))
        frequency += end - begin
    spare = spare_keys(place // BLOCK, frequency, effort)
    weights = key_weights(frequency, total)
    parts = []
    for number, (segment, (begin, take)) in enumerate(zip(segments, found, strict=True)):
        take[spare] = 0
        query = np.repeat(np.arange(len(take)), take)
        step = np.arange(len(query)) - np.repeat(np.cumsum(take) - take, take)
        rows, words = read(segment, begin[query] + step)
        at = place[query]
        parts.append((np.full(len(query), number), rows, segment.serials[rows], words - at, at, weights[query]))
    if not parts:
        return Hits(*(np.empty(0, np.int64) for _ in range(6)))
    return Hits(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def spare_keys(block: NDArray[np.int64], frequency: NDArray[np.int64], effort: Effort) -> NDArray[np.int64]:
    """The commoner keys of blocks whose rarer ones have postings enough."""
    order = np.lexsort((frequency, block))
    block = block[order]
    ends = np.cumsum(np.minimum(frequency[order], effort.earliest))
    earlier = np.concatenate([[0], ends[:-1]])
    spare: NDArray[np.int64] = order[earlier - earlier[_first_alike(block)] >= effort.hits]
    return spare


def _groups(hits: Hits, least: float, effort: Effort, register: Register | None) -> tuple[Hits, NDArray[np.int64]]:
    """The middle hit of each group (article, diagonal, block) worth verifying, and the group's weight."""
    if not len(hits.serial):
        return hits, hits.weight
    order, first = _alike(hits.serial, hits.diagonal, hits.place // BLOCK)
    weight = np.add.reduceat(hits.weight[order], first)
    middle = (first + np.append(first[1:], len(order))) >> 1
    heavy = weight >= least
    if effort.common:
        heavy |= np.diff(np.append(first, len(order))) > 1
    strong = np.flatnonzero(heavy)
    chosen, weight = order[middle[strong]], weight[strong]
    if register is not None:
        part = hits.only(chosen)
        best = strong_or_early(part.place // BLOCK, part.serial, part.diagonal, weight, effort.groups, register)
        return part.only(best), weight[best]
    # The heaviest of each block; of equal ones any, as long as it is the same wherever articles are filed.
    ranked = np.argsort(_MOST_WEIGHT - np.minimum(weight, _MOST_WEIGHT).astype(np.uint16), kind="stable")
    block = hits.place[chosen[ranked]] // BLOCK
    small = block.astype(np.uint16) if block.max(initial=0) < 1 << 16 else block
    by_block = np.argsort(small, kind="stable")
    block = block[by_block]
    best = ranked[by_block[np.arange(len(block)) - _first_alike(block) < effort.groups]]
    return hits.only(chosen[best]), weight[best]


def _first_alike(ascending: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each number the place of the first one equal to it."""
    if not len(ascending):
        return ascending
    first = np.flatnonzero(ascending[1:] != ascending[:-1]) + 1
    sizes = np.diff(first, prepend=0, append=len(ascending))
    return np.repeat(np.append(0, first), sizes)


def _alike(*columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """An order that puts rows equal in all columns together, in their order, and where each such run begins.

    Rows go by 48 bits of a mixed code of their columns, sorted 16 at a time: numpy sorts such
    small numbers by counting. Should two codes agree by chance, their rows count as one group,
    which only ever verifies less.
    """
    code = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        code = (code ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        code ^= code >> np.uint64(29)
    order = np.argsort(code.astype(np.uint16), kind="stable")
    for shift in (16, 32):
        order = order[np.argsort((code >> np.uint64(shift)).astype(np.uint16)[order], kind="stable")]
    code = (code & np.uint64((1 << 48) - 1))[order]
    fresh = np.ones(len(code), np.bool_)
    fresh[1:] = code[1:] != code[:-1]
    return order, np.flatnonzero(fresh)


def _best_runs(
    segments: Sequence[Segment],
    hits: Hits,
    words: NDArray[np.uint16],
    gain: NDArray[np.int16],
) -> NDArray[np.float64]:
    """Bits of the best passage on the diagonal of each hit, in the words around it."""
    if not len(hits.place):
        return np.empty(0)
    starts = hits.place - BEFORE
    query, value = windows(words)[hits.place], windows(gain)[hits.place]
    other, outside = _around(segments, hits, starts)
    equal = query == other
    if outside is not None:
        equal[outside] = False
    return shared_bits(equal, value)


def _around(
    segments: Sequence[Segment], hits: Hits, starts: NDArray[np.int64]
) -> tuple[NDArray[np.uint16], NDArray[np.bool_] | None]:
    """Filed words on the diagonal of each hit, and which lie outside the article."""
    begin = starts + hits.diagonal
    out = np.zeros((len(begin), WIDTH), np.uint16)
    outside = None
    column = np.arange(WIDTH)
    for number, segment in enumerate(segments):
        mine = np.flatnonzero(hits.segment == number)
        if not len(mine):
            continue
        row = hits.row[mine]
        low, first = begin[mine], segment.firsts[row] + begin[mine]
        fits = (first >= 0) & (first + WIDTH <= len(segment.words))
        if fits.any():
            out[mine[fits]] = windows(segment.words)[first[fits]]
        for one, at in zip(mine[~fits].tolist(), first[~fits].tolist(), strict=True):
            out[one] = segment.words[np.clip(at + column, 0, len(segment.words) - 1)]
        past = low + WIDTH - segment.counts[row]
        edge = np.flatnonzero((low < 0) | (past > 0))
        if len(edge):
            if outside is None:
                outside = np.zeros((len(begin), WIDTH), np.bool_)
            outside[mine[edge]] = (column < -low[edge, None]) | (column >= WIDTH - past[edge, None])
    return out, outside


def _by_article(
    count: int,
    owners: NDArray[np.int64],
    serials: NDArray[np.int64],
    blocks: NDArray[np.int64],
    bits: NDArray[np.float64],
    register: Register | None,
) -> list[Found]:
    """Sum each article's best passage of every block; strongest articles first, then oldest."""
    order = np.lexsort((-bits, blocks, serials, owners))
    owners, serials, blocks, bits = owners[order], serials[order], blocks[order], bits[order]
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (serials[1:] != serials[:-1]) | (blocks[1:] != blocks[:-1])
    owners, serials, bits = owners[fresh], serials[fresh], bits[fresh]
    head = np.ones(len(serials), np.bool_)
    head[1:] = (serials[1:] != serials[:-1]) | (owners[1:] != owners[:-1])
    start = np.flatnonzero(head)
    names, owners = serials[start], owners[start]
    scores = np.add.reduceat(bits, start) if len(start) else bits
    best = np.maximum.reduceat(bits, start) if len(start) else bits
    rank = np.lexsort((names, -scores, owners))
    early = None
    if register is not None:
        rank = np.lexsort((names, register.moments(names), -scores, owners))
        early = first_of_blocks(serials, blocks[fresh], start, register)
    cuts = np.searchsorted(owners, np.arange(count + 1))
    ranked = [rank[low:high] for low, high in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)]
    return [Found(names[part], scores[part], best[part], None if early is None else early[part]) for part in ranked]
