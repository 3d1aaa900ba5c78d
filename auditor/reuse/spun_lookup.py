"""From keys of words that spinning leaves alone to the article a text was spun from.

Where every word that has a synonym was swapped, no passage of equal words is left to verify. What
is left are names, numbers and terms in their old order: an article that shares several rare pairs
of them with the query is proposed, those that share most first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from auditor.compiled import compiled
from auditor.reuse import lookup
from auditor.reuse.carriers import Postings, Register, carriers
from auditor.reuse.lookup import Found, Query
from auditor.reuse.matches import Matches, choose, match
from auditor.reuse.segments import Segment

_NO_KEYS = np.empty(0, np.uint64)
MOST = 10  #: articles proposed for a query
_RARE = 16  # articles that may have a key; what more have says what a text is about, not where it came from
_COPIES = 64  # the same where dates are known: the earliest of many copies is wanted
# Bits beyond log2(articles) that the words of a key must have. At 25,000 and 100,000 articles one key in 300 of those
# left out was in so few articles; read they would be the dearest.
_COMMON = 7.0
_STRETCH = 32  # keys that compete for what is read in full
_LEAST_KEYS = 3
_SLACK = 2.0  # bits that a shared key may lack of telling one article apart


def look_up_both(
    segments: Sequence[Segment], queries: Sequence[Query], total: int, *, dead: NDArray[np.int64] | None = None
) -> Iterator[tuple[Found, Found]]:
    """What :func:`lookup.look_up_all` and :func:`look_up_spun` give for each query, at the price of one search."""
    for first, last in lookup.parts_of([len(query.hashes) for query in queries]):
        part = queries[first:last]
        starts, _ = lookup.starts_of(part)
        plain, place = lookup.keys_of(part, starts)
        spun, owners = _keys_of(part, np.log2(max(2, total)) + _COMMON)
        matches = match(segments, np.concatenate([plain, spun]), dead)
        passages = lookup.passages(matches.only(slice(len(plain))), part, place, total)
        yield from zip(
            passages, _from_matches(matches.only(slice(len(plain), None)), len(part), owners, total), strict=True
        )


def look_up_spun(
    segments: Sequence[Segment],
    queries: Sequence[Query],
    total: int,
    *,
    dead: NDArray[np.int64] | None = None,
    register: Register | None = None,
) -> list[Found]:
    """Up to MOST articles for each query, in *segments* as for :func:`lookup.look_up_all`.

    Scores are the bits of the rare keys shared, log2(total / articles that have it) + 1 each.
    """
    keys, owners = _keys_of(queries, 0.0)
    if register is None:
        return _from_matches(match(segments, keys, dead), len(queries), owners, total)
    stretches = owners * len(owners) + np.arange(len(owners)) // _STRETCH
    sources = np.repeat([query.source for query in queries], np.bincount(owners, minlength=len(queries)))
    some = carriers(segments, keys, stretches, _COPIES, dead=dead, register=register, own=sources)
    return _proposed(len(queries), owners, some, some.frequency, total, register)


def _keys_of(queries: Sequence[Query], least: float) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The keys of all queries that have such, where known of *least* bits, and the query that has each."""
    keys = []
    for query in queries:
        spun = query.spun
        if spun is None:
            keys.append(_NO_KEYS)
        else:
            keys.append(spun.keys if spun.bits is None else spun.keys[spun.bits >= least])
    return np.concatenate([_NO_KEYS, *keys]), np.arange(len(keys)).repeat([len(some) for some in keys])


def _from_matches(matches: Matches, count: int, owners: NDArray[np.int64], total: int) -> list[Found]:
    """The answers to *count* queries, to whom the keys in *matches* belong."""
    found = choose(matches, np.where(matches.frequency <= _RARE, _RARE, 0))
    return _proposed(count, owners, found, matches.frequency, total, None)


def _proposed(
    count: int,
    owners: NDArray[np.int64],
    found: Postings,
    frequency: NDArray[np.int64],
    total: int,
    register: Register | None,
) -> list[Found]:
    if not len(found.key):
        return [_none() for _ in range(count)]
    full = np.log2(max(2, total))
    key, serial = found.key, found.serial
    owner = owners.take(key)
    order = np.lexsort((key, serial, owner))
    weight = full - np.log2(np.maximum(frequency, 1)) + 1
    first, scores = np.empty(len(order), np.int64), np.empty(len(order))
    several = _shared(order, owner, serial, weight.take(key), _LEAST_KEYS * (full - _SLACK), first, scores)
    first, scores = first[:several], scores[:several]
    owner, serial = owner[first], serial[first]
    ages = serial if register is None else register.moments(serial)
    ranked = np.lexsort((serial, ages, -scores, owner))
    cuts = owner[ranked].searchsorted(np.arange(count + 1)).tolist()
    best = [ranked[low:high][:MOST] for low, high in pairwise(cuts)]
    return [Found(serial[part], scores[part], scores[part]) for part in best]


@compiled("order")
def _shared(
    order: NDArray[np.int64],
    owners: NDArray[np.int64],
    serials: NDArray[np.int64],
    weights: NDArray[np.float64],
    least: float,
    first: NDArray[np.int64],
    scores: NDArray[np.float64],
) -> int:
    """Write the first hit and the sum of the weights of articles that share keys enough with a query; how many."""
    count = begin = 0
    total = 0.0
    for at in range(len(order)):
        hit, after = order[at], order[at + 1] if at + 1 < len(order) else -1
        total += weights[hit]
        if after < 0 or serials[after] != serials[hit] or owners[after] != owners[hit]:
            if at + 1 - begin >= _LEAST_KEYS and total >= least:
                first[count], scores[count] = order[begin], total
                count += 1
            begin, total = at + 1, 0.0
    return count


def _none() -> Found:
    return Found(np.empty(0, np.int64), np.empty(0), np.empty(0))


def blend(passages: Found, spun: Found, limit: int) -> list[int]:
    """Serials of up to *limit* articles: those with passages first, but room for those spun from.

    A fifth of the places, MOST at the most, go to articles of which only *spun* knows.
    """
    known = set(passages.serials[:limit].tolist())
    others = [serial for serial in spun.serials.tolist() if serial not in known]
    others = others[: max(limit // 5, limit - len(passages.serials))]
    return [*_foremost(passages, limit - len(others)), *others]


def _foremost(passages: Found, limit: int) -> list[int]:
    """The strongest, but up to half of the places for those that held some passage first."""
    known: list[int] = passages.serials.tolist()
    if passages.first is None or len(known) <= limit:
        return known[:limit]
    late = (np.flatnonzero(passages.first[limit:]) + limit)[: limit // 2].tolist()
    strong = [place for place in range(limit) if passages.first[place]]
    rest = [place for place in range(limit) if not passages.first[place]]
    kept = sorted([*strong, *rest[: max(0, limit - len(strong) - len(late))]])
    return [known[place] for place in [*kept, *late][:limit]]
