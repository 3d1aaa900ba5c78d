"""A passage that stands several times on one side is told for each of its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.align.record import Alignment, Step
from auditor.reuse.align.sides import Ids, Pair, Side

Place = tuple[int, int]
LEAST = 12  # words of a passage sought again: fewer may stand again for other reasons
COVERED = 0.8  # a passage that lies so far within places of repeated ones, on both sides, tells nothing more
# An odd base and its inverse modulo 2^64. The hash of a window is the difference of two prefix sums,
# divided by the power of the base where it begins (Karp & Rabin 1987).
BASE = np.uint64(0x9E3779B97F4A7C15)
INVERSE = np.uint64(pow(int(BASE), -1, 1 << 64))


def everywhere(pair: Pair, found: Sequence[Alignment]) -> list[Alignment]:
    """*found*, and each passage's words again wherever they stand on either side, in order.

    Time is linear in the words of both sides for each passage that is repeated, and in its own otherwise.
    """
    sides = _Repeats(pair.left, pair.grams), _Repeats(pair.right, pair.grams)
    told: dict[tuple[Place, Place], Alignment] = {}
    for passage in sorted(found, key=lambda one: (-one.similarity, -one.score, one.left, one.right)):
        if (passage.left, passage.right) in told or all(
            side.told[slice(*place)].mean() >= COVERED
            for side, place in zip(sides, (passage.left, passage.right), strict=True)
        ):
            continue
        copies = _copies(passage, sides)
        for one in copies or [passage]:
            told[one.left, one.right] = one
            if copies:
                sides[0].told[slice(*one.left)] = sides[1].told[slice(*one.right)] = True
    return sorted(told.values(), key=lambda one: (one.left, one.right))


def _copies(passage: Alignment, sides: tuple[_Repeats, _Repeats]) -> list[Alignment]:
    """The passage in all its places, if it has several.

    Passages found whatever the order of their words may lie across the border of two copies: where
    one side's words stand unchanged on the other, those are its places.
    """
    left, right = passage.left, passage.right
    lefts, rights = sides[0].again(left), sides[1].again(right)
    if not lefts and not rights:
        return []
    length = left[1] - left[0]
    exact = sides[1].places(sides[0].side.ids[slice(*left)]) if rights and passage.similarity < 1 else []
    if exact:
        return [
            replace(
                passage,
                right=(at, at + length),
                similarity=1.0,
                steps=(Step("equal", *left, at, at + length),),
            )
            for at in exact
        ]
    moved = [_moved(passage, at - left[0], 0) for at in lefts]
    return [passage, *moved, *(_moved(passage, 0, at - right[0]) for at in rights)]


def _moved(passage: Alignment, left: int, right: int) -> Alignment:
    """The same passage so many words further on either side."""
    steps = tuple(
        replace(step, a0=step.a0 + left, a1=step.a1 + left, b0=step.b0 + right, b1=step.b1 + right)
        for step in passage.steps
    )
    places = ((passage.left[0] + left, passage.left[1] + left), (passage.right[0] + right, passage.right[1] + right))
    return replace(passage, left=places[0], right=places[1], steps=steps)


class _Repeats:
    """Where stretches of words stand again in one document."""

    def __init__(self, side: Side, grams: int) -> None:
        self.side = side
        self.often = np.bincount(side.grams, minlength=grams) > 1
        self.told: NDArray[np.bool_] = np.zeros(len(side), np.bool_)  #: words of passages told for each place
        self.powers: NDArray[np.uint64] | None = None
        self.sums: NDArray[np.uint64] | None = None

    def again(self, place: Place) -> list[int]:
        """First words of the other places that hold the words at *place*, none overlapping another."""
        first, last = place
        if last - first < LEAST or not self.often[self.side.grams[first : last - 1]].all():
            return []
        return self.places(self.side.ids[first:last], place)

    def places(self, words: Ids, taken: Place = (0, 0)) -> list[int]:
        """First words of the places that hold *words*, from the left, none overlapping another or what is *taken*."""
        length = len(words)
        if not LEAST <= length <= len(self.side):
            return []
        powers, sums = self._prefixes()
        window = (sums[length:] - sums[:-length]) * powers[: len(sums) - length]
        wanted = _terms(words).sum()
        found: list[int] = []
        free = 0
        for at in np.flatnonzero(window == wanted).tolist():
            if at < free or taken[0] - length < at < taken[1]:
                continue
            if np.array_equal(self.side.ids[at : at + length], words):
                found.append(at)
                free = at + length
        return found

    def _prefixes(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Inverse powers of the base, and prefix sums of words times its powers, shape (n,) and (n + 1,)."""
        if self.powers is None or self.sums is None:
            self.powers = _powers(INVERSE, len(self.side))
            self.sums = np.zeros(len(self.side) + 1, np.uint64)
            np.cumsum(_terms(self.side.ids), out=self.sums[1:])
        return self.powers, self.sums


def _terms(words: Ids) -> NDArray[np.uint64]:
    """What each word adds to the hash of the words."""
    return np.asarray((words.astype(np.uint64) + np.uint64(1)) * _powers(BASE, len(words)))


def _powers(base: np.uint64, number: int) -> NDArray[np.uint64]:
    """The first powers of *base* modulo 2^64, from 1."""
    factors = np.full(number, base, np.uint64)
    factors[:1] = 1
    return np.cumprod(factors)
