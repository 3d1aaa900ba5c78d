"""Many copies of one text: which of their pairs are compared, and how many are left out.

A text that six hundred sites carry makes 180,000 pairs, which all say the same. Near-copies of one
text are a crowd: each is compared with the likeliest original and with no other of the crowd.
Whatever else many articles share, every word of an article is compared with two dozen others that
have it. What is left out is counted. A dozen copies and fewer are no crowd: all are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from auditor.model import Reading
from auditor.reuse.candidates import Fingerprint, Pair
from auditor.reuse.fingerprint import SCHEME, jaccard
from auditor.reuse.overlooked import among, beyond, hearsay, passage

NEAR = 0.6  #: estimated Jaccard similarity (3-word shingles) with the likeliest original of a crowd
CROWD = 12  #: copies up to which all pairs are compared
ENOUGH = 24  #: articles compared over the same words, the most promising first
_KEY_BITS = 5.0  # information that a shared key stands for, at the least
_TRIES = 64  #: texts tried as the original of a crowd among articles that are linked with each other
Precedence = tuple[str, bool, int, str, str]


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
    """Sorts the likeliest original first: the earliest date, then no claim of another's text, then the longest.

    What an article is called decides only between equal texts.
    """
    article = reading.article
    text = blake2b(article.text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return article.published or "~", bool(reading.claims), -reading.words, text, article.id


def placed(pairs: Iterable[Pair], order: Sequence[int]) -> list[Pair]:
    """*pairs* of places in *order* as pairs of what stands there, ascending."""
    found = []
    for pair in pairs:
        left, right = sorted((order[pair.left], order[pair.right]))
        found.append(replace(pair, left=left, right=right))
    return sorted(found)


def thinned(pairs: Sequence[Pair], members: Sequence[Member]) -> Thinned:
    """What to compare of the candidate *pairs*, which are places in *members*; those of one source lead to others."""
    crowds = _crowds(_linked(pairs), members)
    crowd_of = {place: crowd for crowd in crowds for place in crowd}
    age = _ages(members)
    wanted = [pair for pair in pairs if _comparable(members[pair.left], members[pair.right])]
    wanted += _hearsay(pairs, members, age)
    ranked = sorted(wanted, key=lambda pair: (-pair.score, *sorted((age[pair.left], age[pair.right]))))
    partners: dict[int, list[int]] = {}
    for pair in ranked:
        partners.setdefault(pair.left, []).append(pair.right)
        partners.setdefault(pair.right, []).append(pair.left)
    many = {place for place, others in partners.items() if len(others) > ENOUGH}
    covered = {place: _Covered(members[place].prints) for place in many}
    firsts = {
        place: _firsts(members[place], others, members, age, crowd_of)
        for place, others in partners.items()
        if place not in crowd_of
    }
    kept: list[tuple[int, int]] = []
    taken: Counter[tuple[int, int]] = Counter()
    for pair in ranked:
        # a crowd goes by its first member
        one, two = sorted(crowd_of.get(place, (place,))[0] for place in (pair.left, pair.right))
        if one == two:
            continue
        key = (one, two)
        taken[key] += 1
        sides = ((pair.left, pair.right), (pair.right, pair.left))
        if any(other in firsts.get(place, ()) for place, other in sides):
            kept.append((pair.left, pair.right))
            for place, other in sides:
                if place in covered:
                    covered[place].needs(members[other].prints)
            continue
        if taken[key] > CROWD:
            continue  # one article and a dozen of a crowd already
        needed = [place not in covered or covered[place].needs(members[other].prints) for place, other in sides]
        if any(needed):
            kept.append((pair.left, pair.right))
    inner = [pair for crowd in crowds for pair in _within(crowd, members)]
    chosen = sorted(kept) + inner
    return Thinned(tuple(chosen), tuple(crowds), tuple(_left_out(wanted, chosen, crowd_of, members)))


def consulted(pairs: Sequence[Pair], members: Sequence[Member]) -> set[int]:
    """The places whose fingerprints :func:`thinned` looks at; where they lie elsewhere, no others are fetched."""
    told = {(place, other) for place, others in _told(pairs, members, _ages(members)).items() for other in others}
    every = told | {(pair.left, pair.right) for pair in pairs}
    counts = Counter(place for pair in every for place in pair)
    near = ((pair.left, pair.right) for pair in pairs if pair.jaccard >= NEAR)
    many = (pair for pair in every if max(counts[place] for place in pair) > ENOUGH)
    return {place for chosen in (told, near, many) for pair in chosen for place in pair}


def _ages(members: Sequence[Member]) -> list[int]:
    """The rank of each member by precedence."""
    age = [0] * len(members)
    for rank, place in enumerate(sorted(range(len(members)), key=lambda place: members[place].precedence)):
        age[place] = rank
    return age


def _told(pairs: Iterable[Pair], members: Sequence[Member], age: Sequence[int]) -> dict[int, list[int]]:
    def comparable(one: int, two: int) -> bool:
        return _comparable(members[one], members[two])

    return hearsay(((pair.left, pair.right) for pair in pairs), comparable, age)


def _hearsay(pairs: Iterable[Pair], members: Sequence[Member], age: Sequence[int]) -> Iterator[Pair]:
    """Further pairs, known through articles of one source, that share a passage."""
    found = {}
    for place, others in _told(pairs, members, age).items():
        own = members[place].prints.sketch
        keys = np.sort(own.keys)
        for other in others:
            shared = keys[among(keys, members[other].prints.sketch.keys)]
            if passage(own, shared):
                one, two = sorted((place, other))
                found[one, two] = Pair(one, two, _KEY_BITS * len(shared))
    yield from (found[key] for key in sorted(found))


def _firsts(
    own: Member,
    others: Sequence[int],
    members: Sequence[Member],
    age: Sequence[int],
    crowd_of: Mapping[int, Sequence[int]],
) -> set[int]:
    """Those of many *others* which are the earliest to share some passage with an article."""
    found: set[int] = set()
    heads: dict[int, int] = {}  # the earliest of each crowd
    for other in sorted(others, key=age.__getitem__):
        if other in crowd_of:
            heads.setdefault(crowd_of[other][0], other)
    found.update(heads.values())
    if len(others) <= ENOUGH:
        return found
    keys = np.sort(own.prints.sketch.keys)
    met = np.zeros(len(keys), np.bool_)
    for other in sorted(others, key=age.__getitem__):
        shared = among(keys, members[other].prints.sketch.keys)
        if other in found or passage(own.prints.sketch, keys[shared & ~met]):
            found.add(other)
            met |= shared
    return found


def worth_comparing(own: Member, others: Sequence[Member]) -> list[int]:
    """Places in *others*, which come the most promising first, that one incoming article is compared with."""
    crowds = _crowds([range(len(others))], others)
    crowd_of = {place: crowd for crowd in crowds for place in crowd}
    covered = _Covered(own.prints) if len(others) > ENOUGH else None
    firsts = _firsts(own, range(len(others)), others, _ages(others), crowd_of)
    kept: list[int] = []
    taken: Counter[int] = Counter()
    for place, other in enumerate(others):
        crowd = crowd_of.get(place)
        if crowd:
            taken[crowd[0]] += 1
            copy = _near(own.prints, others[crowd[0]].prints)
            if place not in firsts and (copy or taken[crowd[0]] > CROWD):
                continue
        if covered is None or covered.needs(other.prints) or place in firsts:
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
        shared = among(self._keys, other.sketch.keys)
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


def _within(crowd: Sequence[int], members: Sequence[Member]) -> Iterator[tuple[int, int]]:
    """Each article of a crowd with the likeliest original of another source, and with whom it shares more."""
    first = crowd[0]
    second = next((place for place in crowd if _comparable(members[place], members[first])), None)
    counterpart: dict[int, int] = {}
    for place in crowd[1:]:
        if _comparable(members[place], members[first]):
            counterpart[place] = first
        elif second is not None:
            counterpart[place] = second
    yield from counterpart.items()
    sketches = {place: members[place].prints.sketch for place in crowd}
    known = {frozenset(pair) for pair in counterpart.items()}
    for pair in beyond(crowd, counterpart, sketches, lambda one, two: _comparable(members[one], members[two])):
        if frozenset(pair) not in known:
            known.add(frozenset(pair))
            yield pair


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
