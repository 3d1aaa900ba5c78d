"""Words counted by arrays are the words the pattern finds."""

from __future__ import annotations

import re
import sys

from hypothesis import example, given
from hypothesis import strategies as st

from auditor.text.word_places import WORD, word_places

_TEXTS = st.text(st.one_of(st.sampled_from("ab1_'’- .\n-'"), st.characters(codec=None))) | st.text(
    st.sampled_from("ab'’- "), max_size=30
)


@given(_TEXTS)
def test_words_are_those_of_the_pattern(text):
    """Any text, astral letters and lone surrogates included."""
    places = word_places(text)
    assert list(zip(places.starts.tolist(), places.ends.tolist(), strict=True)) == [
        match.span() for match in WORD.finditer(text)
    ]


@example("a-b", 1, 2)
@example("a-b", 1, 3)
@given(_TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_stretch_has_the_words_it_would_have_by_itself(text, start, end):
    """A stretch that begins or ends inside a word counts what is left of it."""
    start, end = min(start, len(text)), min(end, len(text))
    assert word_places(text).count(start, end) == sum(1 for _ in WORD.finditer(text, start, end))


def test_every_character_of_the_basic_plane_is_classed_as_the_pattern_does():
    """The table is built from isalnum; the pattern's own answer is the same on this Python."""
    letter = re.compile(r"\w")
    text = "".join(chr(code) for code in range(0x10000))
    assert len(word_places(text)) == len(list(WORD.finditer(text)))
    assert all(bool(letter.match(chr(code))) == (chr(code).isalnum() or code == 95) for code in range(0x10000))
    assert sys.maxunicode > 0xFFFF
