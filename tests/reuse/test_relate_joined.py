"""Passages that meet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.reuse.align import Alignment, Step
from auditor.reuse.relate import joined


def path(a0: int, a1: int, shift: int) -> Alignment:
    """So many equal words, *shift* words further on at the right."""
    return Alignment(
        (a0, a1), (a0 + shift, a1 + shift), 9.0, 1.0, (Step("equal", a0, a1, a0 + shift, a1 + shift),), evidence=4.0
    )


def test_passages_on_both_sides_of_a_changed_word_are_one_that_holds_the_change():
    """A word put in where two passages meet would else stand in neither."""
    (whole,) = joined([path(0, 3, 0), path(3, 18, 1)])
    assert (whole.left, whole.right) == ((0, 18), (0, 19))
    assert whole.steps == (Step("equal", 0, 3, 0, 3), Step("insert", 3, 3, 3, 4), Step("equal", 3, 18, 4, 19))
    assert (whole.score, whole.evidence) == (18.0, 8.0)
    assert whole.similarity == pytest.approx(36 / 37)


def test_passages_that_overlap_where_both_say_the_same_are_one():
    """The words they share are counted once."""
    (whole,) = joined([path(0, 9, 0), path(6, 18, 0)])
    assert (whole.left, whole.right, whole.similarity) == ((0, 18), (0, 18), 1.0)
    assert whole.steps == (Step("equal", 0, 18, 0, 18),)


def test_a_word_changed_where_one_passage_ends_is_inside_the_whole():
    """The changes on both sides of a meeting point are one change."""
    first = replace(path(0, 9, 0), left=(0, 10), right=(0, 10))
    first = replace(first, steps=(*first.steps, Step("replace", 9, 10, 9, 10)))
    (whole,) = joined([first, path(11, 18, 0)])
    assert whole.steps[1] == Step("replace", 9, 11, 9, 11)
    assert (whole.left, whole.steps[2].a1) == ((0, 18), 18)


@pytest.mark.parametrize(
    "found",
    [
        [path(0, 3, 0), path(8, 15, 0)],  # too far apart
        [path(0, 9, 0), path(6, 15, 2)],  # they overlap, and put other words face to face
        [path(0, 9, 3), path(9, 12, -6)],  # the right side has them the other way round
    ],
)
def test_other_passages_stay_apart(found):
    """What lies further off or elsewhere is a passage of its own."""
    assert joined(found) == sorted(found, key=lambda row: (row.left, row.right))
