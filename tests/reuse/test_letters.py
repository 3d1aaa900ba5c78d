"""One byte a character, and what each stands for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.reuse import letters
from auditor.text import clean, tokenize


@settings(deadline=None)
@given(st.text(max_size=40))
def test_places_stay_where_they_are(text):
    """Every form has as many characters as the text, so that places in one are places in the other."""
    assert len(letters.latin(text)) in {0, len(text)}
    assert len(letters.latin_view(clean(text).text)) == len(clean(text).text)


@pytest.mark.parametrize(
    "text",
    [
        "so\u200bft",
        "Мир",
        "日本",
        "ﬁn",
        "e\u0301",
        "ſ",
        "\u202eabc",
        "‚x‘",
        "x" + "".join(map(chr, range(0x100, 0x120))),
    ],
)
def test_texts_that_cleaning_may_change_have_no_such_form(text):
    """Disguises, other scripts and texts of very many accents take the full way."""
    assert letters.latin(text) == b""


@pytest.mark.parametrize("char", ["ğ", "Š", "ő", "€", "™", "■", "½", "é", "·", "£"])
def test_everyday_characters_keep_their_text_on_the_quick_way(char):
    """A letter stays part of its word, a sign separates, as for the tokeniser."""
    form = letters.latin(f"ab{char}cd")
    kind = form.translate(letters.classes())[2]
    words = tokenize(clean(f"ab{char}cd")).words
    assert (kind == letters.ACCENTED) == (len(words) == 1)
    assert (kind == letters.MARK) == (words == ("ab", "cd"))


def test_only_letters_and_digits_make_words():
    """Classes from DIGIT on are those of which words are made."""
    table = letters.classes()
    for char in map(chr, range(0x20, 0x7F)):
        assert (table[ord(char)] >= letters.DIGIT) == char.isalnum(), char
