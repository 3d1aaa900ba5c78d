"""Passages that lie directly one after the other in both texts are one, with a word changed where they meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from auditor.reuse.align import Alignment, Step
from auditor.reuse.align.ordered import change, merged

GAP = 2  # most words between two passages, on each side


def joined(found: Iterable[Alignment]) -> list[Alignment]:
    """*found* in order of the left side, those that meet in both texts made one."""
    rows: list[Alignment] = []
    for path in sorted(found, key=lambda path: (path.left, path.right)):
        steps = _steps(rows[-1], path) if rows else ()
        if steps:
            rows[-1] = _one(rows[-1], path, steps)
        else:
            rows.append(path)
    return rows


def _steps(one: Alignment, two: Alignment) -> tuple[Step, ...]:
    """The steps from the beginning of *one* to the end of *two*, or none if they do not meet."""
    if not {one.method, two.method} <= {"grown"} or two.left[1] <= one.left[1] or two.right[1] <= one.right[1]:
        return ()
    gaps = two.left[0] - one.left[1], two.right[0] - one.right[1]
    if min(gaps) >= 0 and max(gaps) <= GAP:
        filled = (change(one.left[1], two.left[0], one.right[1], two.right[0]),) if max(gaps) > 0 else ()
        return (*one.steps, *filled, *two.steps)
    if max(gaps) < 0 and (at := _shared_pair(one.steps, two.steps)):
        return (*_cut(one.steps, at, before=True), *_cut(two.steps, at, before=False))
    return ()


def _shared_pair(ours: Sequence[Step], theirs: Sequence[Step]) -> tuple[int, int] | None:
    """Words that both passages put face to face: the first of the later one that the earlier one has too."""
    late = [step for step in ours if step.op == "equal" and step.a1 > theirs[0].a0]
    for step in (step for step in theirs if step.op == "equal" and step.a0 < ours[-1].a1):
        for other in late:
            first = max(step.a0, other.a0)
            if first < min(step.a1, other.a1) and first - step.a0 + step.b0 == first - other.a0 + other.b0:
                return first, first - step.a0 + step.b0
    return None


def _cut(steps: Sequence[Step], at: tuple[int, int], *, before: bool) -> Iterator[Step]:
    """The steps up to two words that face each other, or from them on."""
    for step in steps:
        if step.op == "equal" and step.a0 <= at[0] < step.a1:
            cut = replace(step, a1=at[0], b1=at[1]) if before else replace(step, a0=at[0], b0=at[1])
            if cut.a1 > cut.a0:
                yield cut
        elif (step.a1 <= at[0] and step.b1 <= at[1]) if before else (step.a0 >= at[0] and step.b0 >= at[1]):
            yield step


def _one(one: Alignment, two: Alignment, steps: tuple[Step, ...]) -> Alignment:
    steps = tuple(merged(steps))
    left, right = (one.left[0], two.left[1]), (one.right[0], two.right[1])
    equal = sum(step.a1 - step.a0 for step in steps if step.op == "equal")
    similarity = 2 * equal / (left[1] - left[0] + right[1] - right[0])
    return Alignment(left, right, one.score + two.score, similarity, steps, one.method, one.evidence + two.evidence)
