"""Words as numbered places."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Span
from auditor.scoring.words import Words

TEXT = "Seven, eight; nine-ten \u00e9leven: twelve words' worth of \u4e2d\u6587 text here"
SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: Span(*sorted(pair))), max_size=4
)


@given(SPANS, st.data())
def test_words_inside_are_those_of_the_mask(spans: list[Span], data: st.DataObject) -> None:
    """The places of a few spans are found as a mask over all words finds them."""
    words = Words(TEXT)
    allowed = np.array(data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words))), np.bool_)
    expected = np.flatnonzero(words.mask(spans) & allowed)
    assert words.inside(spans, allowed).tolist() == expected.tolist()
