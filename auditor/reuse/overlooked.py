"""Pairs worth comparing that no sketch proposed, as others stood in their way.

A shared key joins an article to the earliest few that carry it. Where those are all of its own
source, whoever else carries it is found through them. And near-copies of one text are compared with
one of them only; what some of them share beyond it is looked for here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.lookup import THOROUGH
from auditor.reuse.postings import GRAM, Sketch

_ASKED = 32  #: articles of the own source that are asked whom they are paired with
_TRIED = 48  #: answers that are looked at
_LEAST_KEYS = 3
_GAP = GRAM  # words between the starts of two keys of one passage: of any seven equal words a key is kept
_LEAST_SPAN = 4  # words between the first key and the last: keys around one changed word lie closer
_EARLIEST = 4  # carriers of a key within a crowd that others are compared with
_MOST = 12  # further articles of its crowd that one is compared with
Comparable = Callable[[int, int], bool]


def hearsay(pairs: Iterable[tuple[int, int]], comparable: Comparable, age: Sequence[int]) -> dict[int, list[int]]:
    """For places with many partners: whom those of their own source, which are not *comparable*, are paired with.

    *age* ranks places, the oldest first. Bounded for each place.
    """
    others: dict[int, list[int]] = {}
    siblings: dict[int, list[int]] = {}
    for one, two in pairs:
        group = others if comparable(one, two) else siblings
        group.setdefault(one, []).append(two)
        group.setdefault(two, []).append(one)
    found: dict[int, list[int]] = {}
    for place, own in siblings.items():
        known = set(others.get(place, ()))
        if len(own) + len(known) < THOROUGH.earliest:
            continue  # nobody stood in the way
        told: Counter[int] = Counter()
        for sibling in sorted(own, key=age.__getitem__)[:_ASKED]:
            told.update(sorted(others.get(sibling, ()), key=age.__getitem__)[:_TRIED])
        answers = (other for other in told if other not in known and comparable(place, other))
        best = sorted(answers, key=lambda other: (-told[other], age[other]))[:_TRIED]
        if best:
            found[place] = best
    return found


def beyond(
    crowd: Sequence[int], counterpart: Mapping[int, int], sketches: Mapping[int, Sketch], comparable: Comparable
) -> Iterator[tuple[int, int]]:
    """Pairs of a crowd, its likeliest original first, that share a passage which their *counterpart* lacks.

    Each article comes with the earliest ones that have the passage, the one with most of it first; of a
    pair the later one is on the left.
    """
    rank = {place: number for number, place in enumerate(crowd)}
    keys, owners = [], []
    extra: dict[int, NDArray[np.uint64]] = {}
    for place in crowd:
        own = sketches[place]
        order = np.argsort(own.positions, kind="stable")
        common = sketches[counterpart[place]].keys if place in counterpart else np.empty(0, np.uint64)
        extra[place] = own.keys[order[~np.isin(own.keys[order], common)]]
        keys.append(own.keys)
        owners.append(np.full(len(own.keys), place))
    carriers = _earliest(np.concatenate(keys), np.concatenate(owners))
    for place in crowd:
        if place not in counterpart:
            continue
        shared: dict[int, set[int]] = {}
        for key in extra[place].tolist():
            mates = (other for other in carriers.get(key, ()) if comparable(place, other))
            for other in list(mates)[:_EARLIEST]:
                shared.setdefault(other, set()).add(key)
        for other in _fewest(sketches[place], shared):
            yield (place, other) if rank[other] < rank[place] else (other, place)


def _earliest(keys: NDArray[np.uint64], owners: NDArray[np.int64]) -> dict[int, list[int]]:
    """Who carries each key that two or more do, in the given order, a bounded number."""
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    heads = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    sizes = np.diff(np.append(heads, len(keys)))
    return {
        int(keys[head]): owners[head : head + min(size, 4 * _EARLIEST)].tolist()
        for head, size in zip(heads.tolist(), sizes.tolist(), strict=True)
        if size > 1
    }


def _fewest(own: Sketch, shared: Mapping[int, set[int]]) -> Iterator[int]:
    """Of those who share keys with an article, the fewest that share all its passages found in any."""
    left = dict(shared)
    for _ in range(_MOST):
        best = max(left, key=lambda other: len(left[other]), default=None)
        if best is None or len(left[best]) < _LEAST_KEYS:
            return
        met = left.pop(best)
        if passage(own, np.fromiter(met, np.uint64, len(met))):
            yield best
            left = {other: keys - met for other, keys in left.items()}


def among(keys: NDArray[np.uint64], others: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of *keys*, which ascend, are among *others*: shape (keys,)."""
    found = np.zeros(len(keys), np.bool_)
    if len(keys):
        place = np.minimum(np.searchsorted(keys, others), len(keys) - 1)
        found[place[keys[place] == others]] = True
    return found


def passage(own: Sketch, keys: NDArray[np.uint64]) -> bool:
    """Whether *keys* stand together in one passage of an article, more than what one changed word may leave."""
    if len(keys) < _LEAST_KEYS:
        return False
    starts = np.sort(own.positions[np.isin(own.keys, keys)])
    runs = np.split(starts, np.flatnonzero(np.diff(starts) > _GAP) + 1)
    return any(len(run) >= _LEAST_KEYS and run[-1] - run[0] >= _LEAST_SPAN for run in runs)
