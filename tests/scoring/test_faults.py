"""Faults of fixed size, joined so that none is counted twice."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Span
from auditor.scoring.faults import Fault, joined_faults

faults = st.builds(
    lambda start, length, size: Fault(Span(start, start + length), size),
    st.integers(0, 30),
    st.integers(1, 12),
    st.floats(0, 0.9),
)


def test_faults_apart_take_each_their_share_of_what_the_others_leave():
    """Two of .4 leave .36; on one place they are one fault, the larger."""
    one, far, near = Fault(Span(0, 5), 0.4), Fault(Span(9, 12), 0.4), Fault(Span(3, 8), 0.2)
    assert joined_faults([one, far]) == pytest.approx(0.64)
    assert joined_faults([one, near]) == pytest.approx(0.4)
    assert joined_faults([]) == 0


def test_faults_at_a_point_count_as_one():
    """Findings of an absent word have an empty place; several there are still one fault."""
    assert joined_faults([Fault(Span(4, 4), 0.4)] * 3) == pytest.approx(0.4)


@settings(max_examples=60, deadline=None)
@given(st.lists(faults, max_size=7), st.randoms())
def test_the_dearest_set_of_faults_apart_is_found(rows, random):
    """As trying all sets gives it, whatever their order; one more fault never makes it cheaper."""
    best = 0.0
    for count in range(1, len(rows) + 1):
        for chosen in combinations(rows, count):
            if all(x.span.overlap(y.span) == 0 for x, y in combinations(chosen, 2)):
                left = 1.0
                for fault in chosen:
                    left *= 1 - fault.size
                best = max(best, 1 - left)
    assert joined_faults(rows) == pytest.approx(best)
    assert joined_faults(rows[1:]) <= joined_faults(rows) + 1e-12
    mixed = list(rows)
    random.shuffle(mixed)
    assert joined_faults(mixed) == joined_faults(rows)
