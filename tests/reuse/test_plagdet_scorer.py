"""The PlagDet scorer, against cases worked out by hand."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from plagdet_scorer import Score, covered, detects, score


def test_perfect_detection_scores_one() -> None:
    """Detections equal to the gold cases reach 1 in every figure."""
    cases = [(0, 10, 5, 15), (30, 40, 50, 60)]
    assert score([(cases, cases)]) == Score(1.0, 1.0, 1.0, 1.0)


def test_half_covered_case() -> None:
    """Half of the case on the left and all of it on the right is a recall of three quarters."""
    found = score([([(0, 10, 0, 10)], [(0, 5, 0, 10)])])
    assert found.recall == pytest.approx(0.75)
    assert found.precision == pytest.approx(1.0)
    assert found.plagdet == pytest.approx(2 * 0.75 / 1.75)


def test_overlap_on_one_side_only_is_no_detection() -> None:
    """Both documents must overlap: the right place on one side alone counts for nothing."""
    assert not detects((0, 10, 0, 10), (5, 8, 10, 20))
    assert score([([(0, 10, 0, 10)], [(0, 10, 10, 20)])]).plagdet == 0


def test_two_pieces_of_one_case_cost_granularity() -> None:
    """A case found in two pieces has granularity 2, which divides F1 by log2 3."""
    found = score([([(0, 10, 0, 10)], [(0, 5, 0, 5), (5, 10, 5, 10)])])
    assert found.granularity == 2
    assert found.plagdet == pytest.approx(1 / math.log2(3))


def test_false_detection_halves_precision() -> None:
    """Precision is the mean over detections, wherever they are."""
    found = score([([(0, 10, 0, 10)], [(0, 10, 0, 10)]), ([], [(0, 5, 0, 5)])])
    assert found == Score(pytest.approx(2 / 3), 0.5, 1.0, 1.0)


def test_averages_are_over_cases_not_characters() -> None:
    """A long found case and a short missed one give a recall of one half."""
    assert score([([(0, 1000, 0, 1000), (2000, 2001, 2000, 2001)], [(0, 1000, 0, 1000)])]).recall == 0.5


def test_nothing_found_scores_zero() -> None:
    """No detection, or no gold, gives zero without dividing by it."""
    assert score([([(0, 1, 0, 1)], [])]).plagdet == 0
    assert score([]).plagdet == 0


def test_overlapping_ranges_count_once() -> None:
    """The union of ranges never counts a character twice."""
    assert covered([(0, 5), (3, 8), (8, 9), (20, 20)]) == 9
