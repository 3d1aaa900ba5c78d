"""Passages that meet within a sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from writing import read

from auditor.reuse.align import Alignment, Step
from auditor.reuse.relate import joined

OLD = "The ferry will return before winter and the council will pay for the pier. The island waits."
NEW = "The ferry will not return before winter and the council will pay for the pier. The island waits."


def path(a0: int, a1: int, shift: int) -> Alignment:
    """So many equal words, *shift* words further on at the right."""
    return Alignment(
        (a0, a1), (a0 + shift, a1 + shift), 9.0, 1.0, (Step("equal", a0, a1, a0 + shift, a1 + shift),), evidence=4.0
    )


def test_passages_on_both_sides_of_a_changed_word_are_one_that_holds_the_change():
    """A word put in where two passages meet would else stand in neither."""
    left, right = read(OLD)[0], read(NEW)[0]
    (whole,) = joined([path(0, 3, 0), path(3, 18, 1)], left, right)
    assert (whole.left, whole.right) == ((0, 18), (0, 19))
    assert whole.steps == (Step("equal", 0, 3, 0, 3), Step("insert", 3, 3, 3, 4), Step("equal", 3, 18, 4, 19))
    assert (whole.score, whole.evidence) == (18.0, 8.0)
    assert whole.similarity == pytest.approx(36 / 37)


def test_passages_that_overlap_where_both_say_the_same_are_one():
    """The words they share are counted once."""
    left = right = read(OLD)[0]
    (whole,) = joined([path(0, 9, 0), path(6, 18, 0)], left, right)
    assert (whole.left, whole.right, whole.similarity) == ((0, 18), (0, 18), 1.0)
    assert whole.steps == (Step("equal", 0, 18, 0, 18),)


@pytest.mark.parametrize(
    "found",
    [
        [path(0, 15, 0), path(15, 18, 0)],  # a sentence ends between them
        [path(0, 3, 0), path(8, 15, 0)],  # too far apart
        [path(0, 9, 0), path(6, 15, 2)],  # they overlap, and put other words face to face
        [path(0, 9, 3), path(9, 12, -6)],  # the right side has them the other way round
    ],
)
def test_other_passages_stay_apart(found):
    """What ends with its sentence, lies further off or elsewhere, is a passage of its own."""
    assert joined(found, read(OLD)[0], read(NEW)[0]) == sorted(found, key=lambda row: (row.left, row.right))
