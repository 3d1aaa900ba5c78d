"""Ordered alignment of two word ranges: rapidfuzz opcodes, bounded for texts of any length."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Levenshtein

from auditor.reuse.align.record import Step

BLOCK = 3_000  # words a side aligned at once: the bit matrix stays below 2 MB


def steps(left: NDArray[np.int32], right: NDArray[np.int32], a0: int = 0, b0: int = 0) -> tuple[Step, ...]:
    """Steps that rebuild *right* from *left*, shifted to begin at words *a0* and *b0*."""
    found: list[Step] = []
    for part in _pieces(left, right):
        i0, i1, j0, j1 = part
        found += [
            Step(
                code.tag,
                a0 + i0 + code.src_start,
                a0 + i0 + code.src_end,
                b0 + j0 + code.dest_start,
                b0 + j0 + code.dest_end,
            )
            for code in Levenshtein.opcodes(left[i0:i1].tolist(), right[j0:j1].tolist())
        ]
    return tuple(merged(found))


def merged(found: Iterable[Step]) -> Iterator[Step]:
    """Join stretches of equal words that touch, and neighbouring changes, so that each change is seen whole."""
    held: Step | None = None
    for step in found:
        if held is not None and (held.op == "equal") == (step.op == "equal"):
            a0, b0, a1, b1 = held.a0, held.b0, step.a1, step.b1
            held = Step("equal", a0, a1, b0, b1) if step.op == "equal" else change(a0, a1, b0, b1)
            continue
        if held is not None:
            yield held
        held = step
    if held is not None:
        yield held


def change(a0: int, a1: int, b0: int, b1: int) -> Step:
    """The step from words *a0* to *a1* on the left to *b0* to *b1* on the right."""
    return Step("delete" if b0 == b1 else "insert" if a0 == a1 else "replace", a0, a1, b0, b1)


def _pieces(left: NDArray[np.int32], right: NDArray[np.int32]) -> Iterator[tuple[int, int, int, int]]:
    """Cut a long pair of ranges at words that are unique on both sides and in order on both."""
    i, j = 0, 0
    if max(len(left), len(right)) > BLOCK:
        for x, y in _anchors(left, right):
            if max(x - i, y - j) >= BLOCK // 2:
                yield from _chopped(i, x, j, y)
                i, j = x, y
    yield from _chopped(i, len(left), j, len(right))


def _chopped(i0: int, i1: int, j0: int, j1: int) -> Iterator[tuple[int, int, int, int]]:
    """Cut what has no anchors into blocks along the diagonal."""
    parts = max(1, -(-max(i1 - i0, j1 - j0) // BLOCK))
    for part in range(parts):
        yield (
            i0 + (i1 - i0) * part // parts,
            i0 + (i1 - i0) * (part + 1) // parts,
            j0 + (j1 - j0) * part // parts,
            j0 + (j1 - j0) * (part + 1) // parts,
        )


def _anchors(left: NDArray[np.int32], right: NDArray[np.int32]) -> list[tuple[int, int]]:
    """Places of words that occur once on each side, the longest increasing run of them."""
    one, first, count = np.unique(left, return_index=True, return_counts=True)
    two, second, number = np.unique(right, return_index=True, return_counts=True)
    one, first = one[count == 1], first[count == 1]
    two, second = two[number == 1], second[number == 1]
    _, at, to = np.intersect1d(one, two, assume_unique=True, return_indices=True)
    rows = sorted(zip(first[at].tolist(), second[to].tolist(), strict=True))
    return _increasing(rows)


def _increasing(rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of *rows*, sorted by their first value, whose second values grow."""
    tails: list[int] = []  # second values
    holders: list[int] = []  # row numbers
    before: list[int] = []
    for number, (_, place) in enumerate(rows):
        at = bisect_left(tails, place)
        before.append(holders[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            holders.append(number)
        else:
            tails[at], holders[at] = place, number
    chain: list[tuple[int, int]] = []
    at = holders[-1] if holders else -1
    while at >= 0:
        chain.append(rows[at])
        at = before[at]
    return chain[::-1]


def similarity(left: NDArray[np.int32], right: NDArray[np.int32]) -> float:
    """Share of words equal in order, 0 to 1 (normalised longest common subsequence)."""
    return float(Indel.normalized_similarity(left.tolist(), right.tolist()))


def between(
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    a: tuple[int, int],
    b: tuple[int, int],
    runs: Sequence[tuple[int, int, int]],
) -> tuple[Step, ...]:
    """Steps over ``left[a]`` and ``right[b]`` that keep the *runs* (left, right, length) in place.

    The gaps between runs, and the ends, are aligned by themselves.
    """
    found: list[Step] = []
    i, j = a[0], b[0]
    for at, to, length in (*runs, (a[1], b[1], 0)):
        found += steps(left[i:at], right[j:to], i, j)
        found += steps(left[at : at + length], right[to : to + length], at, to)
        i, j = at + length, to + length
    return tuple(merged(found))
