from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from auditor.reporters.page.marks import Layer, lines, pieces, windows

ranges = st.tuples(st.integers(-5, 60), st.integers(-5, 60))
layers = st.lists(ranges.map(lambda pair: Layer(min(pair), max(pair), "x", "label")), max_size=8)


@given(st.text(max_size=50), layers)
def test_cutting_loses_nothing_and_marks_exactly(text, found):
    """Whatever overlaps whatever, the text stays whole and every letter is under exactly its marks."""
    cut = pieces(text, 0, len(text), found)
    assert "".join(piece.text for piece in cut) == text
    for piece in cut:
        for at in range(piece.start, piece.start + len(piece.text)):
            expected = [layer for layer in found if layer.start <= at < layer.end]
            assert sorted(map(repr, piece.layers)) == sorted(map(repr, expected))


@given(st.text(max_size=50), layers)
def test_each_mark_opens_and_closes_once(text, found):
    """A mark inside the text is announced once at its start and ended once, however often it is cut."""
    cut = pieces(text, 0, len(text), found)
    inside = [layer for layer in found if 0 <= layer.start < layer.end <= len(text)]
    assert sum(layer in inside for piece in cut for layer in piece.opens) == len(inside)
    assert sum(layer in inside for piece in cut for layer in piece.closes) == len(inside)


@given(st.text(alphabet="ab \n\t", max_size=60))
def test_lines_hold_all_that_is_not_space(text):
    """Paragraphs together hold every letter of the text, in order."""
    kept = "".join(text[start:end] for start, end in lines(text, 0, len(text)))
    assert "".join(kept.split()) == "".join(text.split())


@given(st.integers(0, 9000), st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 500)), max_size=12))
def test_windows_are_apart_in_order_and_within_budget(length, starts):
    """What is shown of a long text is in order, does not repeat, and is short enough."""
    spans = [(start, min(length, start + size)) for start, size in starts if start < length]
    found = windows(length, spans, 3000)
    assert found == sorted(found)
    assert all(left[1] < right[0] for left, right in pairwise(found))
    assert all(0 <= start <= end <= length for start, end in found)
    assert sum(end - start for start, end in found) <= 3000 + 100 * len(spans)
