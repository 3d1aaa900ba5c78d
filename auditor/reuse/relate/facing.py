"""Which quotations of two articles face each other in an alignment, found in one pass over its steps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from auditor.reuse.align import Step
from auditor.reuse.relate.edits import paired
from auditor.reuse.relate.passage import Passage
from auditor.reuse.relate.sides import Quoted, Side


@dataclass(slots=True)
class Facing:
    """Two quotations and what the alignment puts face to face inside both: words that are equal, and changes."""

    one: Quoted
    two: Quoted
    equal: list[tuple[int, int]] = field(default_factory=list)
    changes: list[tuple[list[int], list[int]]] = field(default_factory=list)  #: words against words, in order
    first: tuple[int, int] = (-1, -1)
    last: tuple[int, int] = (0, 0)

    def reach(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Take note of words that face each other, from left to right."""
        if self.first[0] < 0:
            self.first = first
        self.last = last


def facing(passage: Passage) -> Iterator[Facing]:
    """The pairs of quotations with any words face to face, in the order of the left side, then the right."""
    left, right, path = passage.left, passage.right, passage.alignment
    ours, theirs = passage.sides.left.quoted(*path.left), passage.sides.right.quoted(*path.right)
    if not ours or not theirs:
        return
    on_left, on_right = _by_word(ours), _by_word(theirs)
    found: dict[tuple[int, int], Facing] = {}
    for step in path.steps:
        if step.op == "equal":
            for i, j in zip(range(step.a0, step.a1), range(step.b0, step.b1), strict=True):
                for m, n in product(on_left.get(i, ()), on_right.get(j, ())):
                    # An editor's insertion is cut off at the edge, never cut in half.
                    if i not in ours[m].bracketed and j not in theirs[n].bracketed:
                        face = found.setdefault((m, n), Facing(ours[m], theirs[n]))
                        face.equal.append((i, j))
                        face.reach((i, j), (i, j))
        elif _any(on_left, step.a0, step.a1) and _any(on_right, step.b0, step.b1):
            for part in paired(step, left, right):
                if part.op == "replace":
                    runs = product(_runs(part.a0, part.a1, on_left), _runs(part.b0, part.b1, on_right))
                    for (m, one), (n, two) in runs:
                        if ours[m].bracketed.isdisjoint(one) and theirs[n].bracketed.isdisjoint(two):
                            face = found.setdefault((m, n), Facing(ours[m], theirs[n]))
                            face.changes.append((one, two))
                            face.reach((one[0], two[0]), (one[-1], two[-1]))
    for _, face in sorted(found.items(), key=lambda row: row[0]):
        yield face


def quoted_share(side: Side, first: int, last: int) -> float:
    """Share of the words *first* up to *last* that stand inside quotation marks."""
    steps = np.zeros(last - first + 1, dtype=np.int64)
    for held in side.quoted(first, last):
        steps[max(first, held.first) - first] += 1
        steps[max(first, min(last, held.last)) - first] -= 1
    return float(np.count_nonzero(np.cumsum(steps[:-1]) > 0)) / max(1, last - first)


def _by_word(quoted: Sequence[Quoted]) -> dict[int, list[int]]:
    """Numbers of the quotations that hold each word."""
    held: dict[int, list[int]] = {}
    for number, row in enumerate(quoted):
        for word in range(row.first, row.last):
            held.setdefault(word, []).append(number)
    return held


def _any(held: dict[int, list[int]], first: int, last: int) -> bool:
    return any(word in held for word in range(first, last))


def _runs(first: int, last: int, held: dict[int, list[int]]) -> list[tuple[int, list[int]]]:
    """Which of the words *first* up to *last* lie in which quotation."""
    runs: dict[int, list[int]] = {}
    for word in range(first, last):
        for number in held.get(word, ()):
            runs.setdefault(number, []).append(word)
    return sorted(runs.items())


def steps_between(steps: Sequence[Step], face: Facing) -> Sequence[Step]:
    """Those of *steps*, in order, that reach into what both quotations have face to face; O(log steps)."""
    first = min(
        bisect_right(steps, face.first[0], key=lambda step: step.a1),
        bisect_right(steps, face.first[1], key=lambda step: step.b1),
    )
    last = min(
        bisect_right(steps, face.last[0], key=lambda step: step.a0),
        bisect_right(steps, face.last[1], key=lambda step: step.b0),
    )
    return steps[first:last]
