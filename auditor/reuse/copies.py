"""Many copies of one text: which of their pairs are compared, and how many are left out.

A text that six hundred sites carry makes 180,000 pairs, which all say the same. Near-copies of one
text are a crowd: each is compared with the likeliest original and with no other of the crowd.
Whatever else many articles share, every word of an article is compared with two dozen others that
have it. What is left out is counted. A dozen copies and fewer are no crowd: all are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.model import Reading
from auditor.reuse.candidates import Fingerprint, Pair
from auditor.reuse.fingerprint import SCHEME, jaccard

NEAR = 0.6  #: estimated Jaccard similarity (3-word shingles) with the likeliest original of a crowd
CROWD = 12  #: copies up to which all pairs are compared
ENOUGH = 24  #: articles compared over the same words, the most promising first
_TRIES = 64  #: texts tried as the original of a crowd among articles that are linked with each other
Precedence = tuple[str, bool, int, str]


@dataclass(frozen=True, slots=True)
class Member:
    """An article with what decides its place in a crowd."""

    prints: Fingerprint
    precedence: Precedence
    source: str  #: articles of one source are no counterparts of each other; empty where that is wanted


@dataclass(frozen=True, slots=True)
class Thinned:
    """The pairs of places to compare, the crowds, and how many others of each place are left out."""

    pairs: tuple[tuple[int, int], ...]  #: ascending, those of a crowd last: the article, then its counterpart
    crowds: tuple[tuple[int, ...], ...] = ()  #: the likeliest original first
    more: tuple[tuple[int, int], ...] = ()  #: (place, others left out), no zeros


def precedence(reading: Reading) -> Precedence:
    """Sorts the likeliest original first: the earliest date, then no claim of another's text, then the longest."""
    return reading.article.published or "~", bool(reading.claims), -reading.words, reading.article.id


def thinned(pairs: Sequence[Pair], members: Sequence[Member]) -> Thinned:
    """What to compare of the candidate *pairs*, which are places in *members*."""
    crowds = _crowds(_linked(pairs), members)
    crowd_of = {place: crowd for crowd in crowds for place in crowd}
    ranked = sorted(pairs, key=lambda pair: (-pair.score, pair))
    counts = Counter(place for pair in pairs for place in (pair.left, pair.right))
    covered = {place: _Covered(members[place].prints) for place, count in counts.items() if count > ENOUGH}
    kept: list[tuple[int, int]] = []
    taken: Counter[tuple[int, int]] = Counter()
    for pair in ranked:
        # a crowd goes by its first member
        one, two = sorted(crowd_of.get(place, (place,))[0] for place in (pair.left, pair.right))
        key = (one, two)
        taken[key] += 1
        if one == two or taken[key] > CROWD:
            continue  # the same crowd, or one article and a dozen of a crowd already
        sides = ((pair.left, pair.right), (pair.right, pair.left))
        needed = [place not in covered or covered[place].needs(members[other].prints) for place, other in sides]
        if any(needed):
            kept.append((pair.left, pair.right))
    chosen = sorted(kept) + [pair for crowd in crowds for pair in _counterparts(crowd, members)]
    return Thinned(tuple(chosen), tuple(crowds), tuple(_left_out(pairs, chosen, crowd_of, members)))


def worth_comparing(own: Member, others: Sequence[Member]) -> list[int]:
    """Places in *others*, which come the most promising first, that one incoming article is compared with."""
    crowds = _crowds([range(len(others))], others)
    crowd_of = {place: crowd for crowd in crowds for place in crowd}
    covered = _Covered(own.prints) if len(others) > ENOUGH else None
    kept: list[int] = []
    taken: Counter[int] = Counter()
    for place, other in enumerate(others):
        crowd = crowd_of.get(place)
        if crowd:
            taken[crowd[0]] += 1
            copy = _near(own.prints, others[crowd[0]].prints)
            if taken[crowd[0]] > CROWD if not copy else place != crowd[0]:
                continue
        if covered is None or covered.needs(other.prints):
            kept.append(place)
    return kept


class _Covered:
    """How often each key of an article was met in others it is compared with."""

    __slots__ = ("_keys", "_times", "_unkeyed")

    def __init__(self, prints: Fingerprint) -> None:
        self._keys = np.sort(prints.sketch.keys)
        self._times = np.zeros(len(self._keys), np.int64)
        self._unkeyed = 0

    def needs(self, other: Fingerprint) -> bool:
        """Whether *other* has words that were not met often enough; if so they are counted as met."""
        shared = np.isin(self._keys, other.sketch.keys)
        if not shared.any():  # found by its passages alone
            self._unkeyed += 1
            return self._unkeyed <= ENOUGH
        if self._times[shared].min() >= ENOUGH:
            return False
        self._times[shared] += 1
        return True


def _crowds(groups: Iterable[Sequence[int]], members: Sequence[Member]) -> list[tuple[int, ...]]:
    found = []
    for group in groups:
        worded = [place for place in group if len(members[place].prints.hashes) >= SCHEME.article_shingle]
        left = np.array(sorted(worded, key=lambda place: members[place].precedence), np.int64)
        if len(left) <= CROWD:
            continue
        table: NDArray[np.uint32] = np.stack([members[place].prints.signature for place in left.tolist()])
        for _ in range(_TRIES):
            if len(left) <= CROWD:
                break
            near = (table == table[0]).mean(axis=1) >= NEAR
            if int(near.sum()) > CROWD:
                found.append(tuple(left[near].tolist()))
            else:
                near[1:] = False  # an original without a crowd: the next one is tried with all that are left
            left, table = left[~near], table[~near]
    return found


def _linked(pairs: Iterable[Pair]) -> list[list[int]]:
    """Places joined by pairs of near-copies, in groups."""
    parent: dict[int, int] = {}

    def top(place: int) -> int:
        while parent.setdefault(place, place) != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for pair in pairs:
        if pair.jaccard >= NEAR:
            one, two = sorted((top(pair.left), top(pair.right)))
            parent[two] = one
    found: dict[int, list[int]] = {}
    for place in sorted(parent):
        found.setdefault(top(place), []).append(place)
    return list(found.values())


def _near(one: Fingerprint, two: Fingerprint) -> bool:
    return len(one.hashes) >= SCHEME.article_shingle and jaccard(one.signature, two.signature) >= NEAR


def _counterparts(crowd: Sequence[int], members: Sequence[Member]) -> Iterator[tuple[int, int]]:
    """Each article of a crowd with the likeliest original of another source."""
    first = crowd[0]
    second = next((place for place in crowd if _comparable(members[place], members[first])), None)
    for place in crowd[1:]:
        if _comparable(members[place], members[first]):
            yield place, first
        elif second is not None:
            yield place, second


def _comparable(one: Member, two: Member) -> bool:
    return one is not two and (not one.source or one.source != two.source)


def _left_out(
    pairs: Iterable[Pair],
    chosen: Iterable[tuple[int, int]],
    crowd_of: Mapping[int, Sequence[int]],
    members: Sequence[Member],
) -> Iterator[tuple[int, int]]:
    """How many others of each place share text with it and are not compared with it."""
    others: dict[int, set[int]] = {}
    for one, two in [(pair.left, pair.right) for pair in pairs]:
        if crowd_of.get(one, one) is not crowd_of.get(two, two):
            others.setdefault(one, set()).add(two)
            others.setdefault(two, set()).add(one)
    beside: Counter[int] = Counter()  # compared within the crowd
    for one, two in chosen:
        if crowd_of.get(one, one) is crowd_of.get(two, two):
            beside.update((one, two))
        else:
            others[one].discard(two)
            others[two].discard(one)
    sources = {id(crowd): Counter(members[place].source for place in crowd) for crowd in crowd_of.values()}
    for place in sorted(others.keys() | crowd_of.keys()):
        count = len(others.get(place, ()))
        if place in crowd_of:
            own = members[place].source
            count += len(crowd_of[place]) - (sources[id(crowd_of[place])][own] if own else 1) - beside[place]
        if count:
            yield place, count
