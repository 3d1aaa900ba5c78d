"""Which quotations of two articles face each other in an alignment, found in one pass over its steps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np

from auditor.model import Document
from auditor.reuse.align import Step
from auditor.reuse.align.ordered import steps
from auditor.reuse.relate.edits import paired
from auditor.reuse.relate.passage import Passage
from auditor.reuse.relate.sides import Quoted, Side

ENDING = 4  # most words with which two quotations end differently,
CLAUSE = 2  # strength of the break that none of them may go beyond


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


def other_end(face: Facing, left: Document, right: Document) -> Facing:
    """*face* with the last words of both quotations, if they differ and end the sentence that went alike so far."""
    i, j = face.last
    ours, theirs = list(range(i + 1, face.one.last)), list(range(j + 1, face.two.last))
    ends_alike = face.equal[-1:] == [face.last] and max(len(ours), len(theirs)) <= ENDING and ours and theirs
    broken = any(
        document.tokens.breaks[place] >= CLAUSE
        for document, places in ((left, (i, *ours[:-1])), (right, (j, *theirs[:-1])))
        for place in places
    )
    if not ends_alike or broken or not face.one.bracketed.isdisjoint(ours) or not face.two.bracketed.isdisjoint(theirs):
        return face
    last = ours[-1], theirs[-1]
    return replace(face, changes=[*face.changes, (ours, theirs)], last=last)


def realigned(face: Facing, left: Document, right: Document) -> Iterator[tuple[list[int], list[int]]]:
    """The changes with the fewest edits that make one quotation the other: repeated words may face others there."""
    one, two = face.one, face.two
    ours, theirs = left.tokens.hashes[one.first : one.last], right.tokens.hashes[two.first : two.last]
    words = np.unique(np.concatenate((ours, theirs)), return_inverse=True)[1].astype(np.int32)
    for step in steps(words[: len(ours)], words[len(ours) :], one.first, two.first):
        for part in paired(step, left, right) if step.op == "replace" else ():
            places = list(range(part.a0, part.a1)), list(range(part.b0, part.b1))
            if part.op == "replace" and one.bracketed.isdisjoint(places[0]) and two.bracketed.isdisjoint(places[1]):
                yield places


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
