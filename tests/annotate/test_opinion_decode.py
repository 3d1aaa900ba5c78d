"""From sentence evidence to borders."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.annotate.opinion.decode import DECODING, best_path, border_costs, posterior
from auditor.annotate.opinion.style import style_changes
from auditor.model import Span


def score(path, value, costs, start):
    """The value of one labelling, by definition."""
    total = -start if path[0] else 0.0
    for index, voice in enumerate(path):
        total += value[index] if voice else 0.0
        total -= costs[index] if index and voice != path[index - 1] else 0.0
    return total


@given(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(0.3, 8)), min_size=1, max_size=9),
    st.floats(0, 3),
)
@settings(max_examples=70, deadline=None)
def test_best_path_equals_trying_every_labelling(pairs, start):
    """Viterbi finds the value the exhaustive oracle finds."""
    value, costs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    path = best_path(value, costs, start)
    best = max(score(p, value, costs, start) for p in itertools.product([False, True], repeat=len(value)))
    assert score(path, value, costs, start) == pytest.approx(best)


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(0.3, 8)), min_size=1, max_size=40))
@settings(max_examples=80, deadline=None)
def test_posteriors_are_probabilities(pairs):
    """Forward-backward gives numbers between 0 and 1."""
    odds = posterior([pair[0] for pair in pairs], [pair[1] for pair in pairs], 1.0)
    assert all(0 <= odd <= 1 for odd in odds)


def test_posterior_follows_the_evidence():
    """Long agreement drives the probability to either side."""
    odds = posterior([-2.0] * 8 + [2.0] * 8, [5.0] * 16, 1.0)
    assert odds[0] < 0.01
    assert odds[-1] > 0.99


def test_borders_fall_between_paragraphs():
    """Inside a paragraph a border costs more than anything at its start."""
    paragraph = np.array([0, 0, 1, 1, 2], dtype=np.int32)
    costs = border_costs(paragraph, set(), [0.0, 0.0, 0.0])
    assert [costs[1], costs[3]] == [DECODING.inside] * 2
    assert costs[2] == costs[4] == DECODING.switch


def test_an_announced_piece_and_a_change_of_hands_lower_the_cost():
    """An embedded byline or a switch of typography makes a border cheap at that place only."""
    paragraph = np.arange(4, dtype=np.int32)
    assert border_costs(paragraph, {2}, [0.0] * 4)[2] == DECODING.announced
    costs = border_costs(paragraph, set(), [0.0, 0.0, 20.0, 1.0])
    assert costs[2] < costs[1] == costs[3] == DECODING.switch


def test_a_switch_of_typography_is_found_where_it_happens():
    """Straight marks before, curly ones after: the likeliest border lies between."""
    paragraphs = ["It's the town's \"own\" fault, isn't it?"] * 5 + ["It’s the town’s “own” fault, isn’t it?"] * 5
    text = "\n\n".join(paragraphs)
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    changes = style_changes(text, spans)
    assert changes.index(max(changes)) == 5
    assert max(changes) > 10


def test_one_habit_kept_gives_no_border():
    """A text of one hand has no place where two are likelier."""
    text = "It's late.\n\nIt's dark.\n\nIt's cold."
    assert style_changes(text, [Span(0, 10), Span(12, 22), Span(24, 34)]) == [0.0, 0.0, 0.0]
