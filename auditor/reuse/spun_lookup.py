"""From keys of words that spinning leaves alone to the article a text was spun from.

Where every word that has a synonym was swapped, no passage of equal words is left to verify. What
is left are names, numbers and terms in their old order: an article that shares several rare pairs
of them with the query is proposed, those that share most first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.carriers import Register, carriers
from auditor.reuse.lookup import Found, Query
from auditor.reuse.segments import Segment, find, read

MOST = 10  #: articles proposed for a query
_RARE = 16  # articles that may have a key; what more have says what a text is about, not where it came from
_COPIES = 64  # the same where dates are known: the earliest of many copies is wanted
_STRETCH = 32  # keys that compete for what is read in full
_LEAST_KEYS = 3
_SLACK = 2.0  # bits that a shared key may lack of telling one article apart


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
    sketches = [query.spun for query in queries]
    keys = np.concatenate([np.empty(0, np.uint64), *(sketch.keys for sketch in sketches if sketch is not None)])
    owners = np.repeat(np.arange(len(queries)), [0 if sketch is None else len(sketch) for sketch in sketches])
    if not segments:
        return [_none() for _ in queries]
    if register is None and (dead is None or not len(dead)):
        key, serial, frequency = _rare(segments, keys)
    else:
        sources = np.repeat([query.source for query in queries], [0 if s is None else len(s) for s in sketches])
        most = _RARE if register is None else _COPIES
        stretches = owners * len(keys) + np.arange(len(keys)) // _STRETCH
        some = carriers(segments, keys, stretches, most, dead=dead, register=register, own=sources)
        few = np.flatnonzero((some.frequency <= most)[some.key]) if register is None else np.arange(len(some.key))
        key, serial, frequency = some.key[few], some.serial[few], some.frequency
    weights = np.log2(max(2, total) / np.maximum(frequency, 1)) + 1
    owner = owners[key]
    order = np.lexsort((key, serial, owner))
    owner, serial, weight = owner[order], serial[order], weights[key[order]]
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (serial[1:] != serial[:-1]) | (owner[1:] != owner[:-1])
    first = np.flatnonzero(fresh)
    if not len(first):
        return [_none() for _ in queries]
    scores = np.add.reduceat(weight, first)
    counts = np.diff(np.append(first, len(order)))
    good = (counts >= _LEAST_KEYS) & (scores >= _LEAST_KEYS * (np.log2(max(2, total)) - _SLACK))
    owner, serial, scores = owner[first][good], serial[first][good], scores[good]
    ages = serial if register is None else register.moments(serial)
    ranked = np.lexsort((serial, ages, -scores, owner))
    cuts = np.searchsorted(owner[ranked], np.arange(len(queries) + 1)).tolist()
    best = [ranked[low:high][:MOST] for low, high in pairwise(cuts)]
    return [Found(serial[part], scores[part], scores[part]) for part in best]


def _rare(
    segments: Sequence[Segment], keys: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Postings of the rare keys, as places in *keys* and serials, and how many articles have each key."""
    found = [find(segment, keys) for segment in segments]
    frequency = np.zeros(len(keys), np.int64)
    for begin, end in found:
        frequency += end - begin
    parts = []
    for segment, (begin, end) in zip(segments, found, strict=True):
        take = np.where(frequency <= _RARE, end - begin, 0)
        key = np.repeat(np.arange(len(keys)), take)
        step = np.arange(len(key)) - np.repeat(np.cumsum(take) - take, take)
        rows, _ = read(segment, begin[key] + step)
        parts.append((key, segment.serials[rows]))
    key, serial = (np.concatenate(column) for column in zip(*parts, strict=True))
    return key, serial, frequency


def _none() -> Found:
    return Found(np.empty(0, np.int64), np.empty(0), np.empty(0))


def blend(passages: Found, spun: Found, limit: int) -> list[int]:
    """Serials of up to *limit* articles: those with passages first, but room for those spun from.

    A fifth of the places, MOST at the most, go to articles of which only *spun* knows.
    """
    others = [serial for serial in spun.serials.tolist() if serial not in set(passages.serials[:limit].tolist())]
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
