"""A passage that stands several times on one side is told for each of its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.align.record import Alignment
from auditor.reuse.align.sides import Pair, Side

Place = tuple[int, int]
LEAST = 12  # words of a passage sought again: fewer may stand again for other reasons
COVERED = 0.8  # a passage that lies so far within places of repeated ones, on both sides, tells nothing more
# An odd base and its inverse modulo 2^64. The hash of a window is the difference of two prefix sums,
# divided by the power of the base where it begins (Karp & Rabin 1987).
BASE = 0x9E3779B97F4A7C15
INVERSE = np.uint64(pow(BASE, -1, 1 << 64))


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
        copies = [_moved(passage, at - passage.left[0], 0) for at in sides[0].again(passage.left)]
        copies += [_moved(passage, 0, at - passage.right[0]) for at in sides[1].again(passage.right)]
        for one in (passage, *copies):
            told[one.left, one.right] = one
            if copies:
                sides[0].told[slice(*one.left)] = sides[1].told[slice(*one.right)] = True
    return sorted(told.values(), key=lambda one: (one.left, one.right))


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
        powers, sums = self._prefixes()
        length = last - first
        window = (sums[length:] - sums[:-length]) * powers[: len(sums) - length]
        words = self.side.ids[first:last]
        found: list[int] = []
        free = 0
        for at in np.flatnonzero(window == window[first]).tolist():
            if at < free or first - length < at < last or not np.array_equal(self.side.ids[at : at + length], words):
                continue
            found.append(at)
            free = at + length
        return found

    def _prefixes(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Inverse powers of the base, and prefix sums of words times its powers, shape (n,) and (n + 1,)."""
        if self.powers is None or self.sums is None:
            n = len(self.side)
            base = np.full(n, BASE, np.uint64)
            inverse = np.full(n, INVERSE, np.uint64)
            base[0] = inverse[0] = 1
            base = np.cumprod(base)
            self.powers = np.cumprod(inverse)
            self.sums = np.zeros(n + 1, np.uint64)
            np.cumsum((self.side.ids.astype(np.uint64) + np.uint64(1)) * base, out=self.sums[1:])
        return self.powers, self.sums
