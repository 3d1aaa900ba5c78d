"""Long lists over several pages: cut by size, and easy to move in."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from auditor.reporters.page.lists import PAGE_TEXT, ROWS, ListPage, _cuts


@given(st.lists(st.integers(0, 2 * PAGE_TEXT), max_size=600))
def test_every_row_is_on_one_page(weights):
    """No row is lost or shown twice; a page is full only by rows or by text, and never empty."""
    cuts = _cuts(weights)
    assert cuts[0] == 0
    assert cuts[-1] == len(weights)
    for first, last in pairwise(cuts):
        assert 0 < last - first <= ROWS or not weights
        assert sum(weights[first:last]) <= PAGE_TEXT or last - first == 1


def page(number, pages):
    return ListPage("x", "articles", "X", number, pages, 0, 1, ())


def test_pages_near_and_far_can_be_reached():
    """A few pages are all linked; of many, the ends and the neighbours, with the gaps shown."""
    assert page(3, 4).near == (1, 2, 3, 4)
    assert page(20, 40).near == (1, 2, 0, 18, 19, 20, 21, 22, 0, 39, 40)
    assert page(1, 40).near == (1, 2, 3, 0, 39, 40)
    assert page(40, 40).near == (1, 2, 0, 38, 39, 40)
