"""Words: what counts as one, where it stands, and what follows it."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
import xxhash
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text import clean, tokenize


def _words(text: str) -> list[str]:
    return list(tokenize(clean(text)).words)


def _shown(text: str) -> list[str]:
    tokens = tokenize(clean(text))
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Moscow has 100,000 troops and S-400 systems.",
            ["moscow", "has", "100,000", "troops", "and", "s-400", "systems"],
        ),
        ("A 3.5% rise, 10:30 GMT", ["a", "3.5", "rise", "10", "30", "gmt"]),
        ("The U.S. and U.K. agreed at 11 a.m.", ["the", "us", "and", "uk", "agreed", "at", "11", "am"]),
        ("Ukraine’s allies’ plan isn't John's", ["ukraine", "allies", "plan", "isn't", "john"]),
        ("It’s what's left; they’re done", ["it's", "what's", "left", "they're", "done"]),
        ("pro-Russian co-operation, 1992-1995", ["pro", "russian", "co", "operation", "1992", "1995"]),
        ("COVID-19 and Su-35s", ["covid-19", "and", "su-35s"]),
        ("R&B @user #tag e_mail", ["r", "b", "user", "tag", "e", "mail"]),
        ("éCOLE Straße ÑANDÚ", ["école", "straße", "ñandú"]),
        ("हिन्दी में समाचार", ["हिन्दी", "में", "समाचार"]),
        ("北京说", ["北", "京", "说"]),
        ("العربية المُتحدة", ["العربية", "المُتحدة"]),
        ("한국어 뉴스", ["한국어", "뉴스"]),
        ("Ukr\u200b\u0430ine", ["ukraine"]),
        ("!!! … — ''", []),
        ("", []),
    ],
)
def test_what_is_a_word(text, words):
    """Numbers, abbreviations and contractions stay whole; the possessive goes; any script gives words."""
    assert _words(text) == words


def test_scripts_without_spaces_give_characters_with_their_vowels():
    """Thai and Khmer words cannot be told apart by spaces: each character is aligned by itself."""
    assert _words("สวัสดี") == ["ส", "วั", "ส", "ดี"]


def test_spans_show_the_original():
    """A span covers the word as it was published: the possessive and hidden characters included."""
    assert _shown("U\u200bkraine&#8217;s ﬁnal “word”") == ["U\u200bkraine&#8217;s", "ﬁnal", "word"]


def test_breaks_tell_what_follows():
    """0 space, 1 comma, 2 colon or newline, 3 sentence end, 4 paragraph end."""
    tokens = tokenize(clean("One, two: three. Four\nfive? Six\n\nSeven and"))
    assert tokens.breaks.tolist() == [1, 2, 3, 2, 3, 4, 0, 4]


def test_abbreviations_do_not_end_sentences():
    """A title stays with its name: "Gen. Smith" goes on, and so does what a small letter follows."""
    tokens = tokenize(clean("Gen. Smith and J. Doe approx. ten said. Then"))
    assert tokens.breaks.tolist() == [0, 0, 0, 0, 0, 0, 0, 3, 4]


def test_a_sentence_can_end_with_an_abbreviation():
    """In "the U.S. The" the full stop counts twice; in "the U.S. Senate" it does not."""
    tokens = tokenize(clean("In the U.S. The U.S. Senate"))
    assert tokens.breaks.tolist() == [0, 0, 3, 0, 0, 4]


def test_capitals_are_flagged():
    """Names can be told from words although the words are lower-cased."""
    assert tokenize(clean("Kyiv said that NATO 5 “Left”")).capital.tolist() == [True, False, False, True, False, True]


def test_hashes_are_the_same_in_every_process():
    """An index written today must be readable tomorrow: hashes never depend on the interpreter's seed."""
    program = "from auditor.text import clean, tokenize; print(tokenize(clean('Kyiv said’s été')).hashes.tolist())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    expected = [xxhash.xxh3_64_intdigest(word.encode()) for word in ("kyiv", "said", "été")]
    assert runs == {f"{expected}\n"}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("ab .'’\n&;\u200b\u0301U.S,9-")), max_size=200))
def test_spans_are_increasing_and_inside_the_text(text):
    """For any Unicode text, words stand in order, without overlap, inside the article."""
    tokens = tokenize(clean(text))
    count = len(tokens)
    assert (
        count
        == len(tokens.starts)
        == len(tokens.ends)
        == len(tokens.hashes)
        == len(tokens.breaks)
        == len(tokens.capital)
    )
    assert all(tokens.words)
    if count:
        assert bool(np.all(tokens.starts < tokens.ends))
        assert bool(np.all(np.diff(tokens.starts) >= 0))
        assert tokens.starts[0] >= 0
        assert tokens.ends[-1] <= len(text)
        assert tokens.breaks[-1] == 4


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Kyiv", "said", "100,000", "troops", "U.S.", "don’t", "Ukraine’s", "S-400", "été", "мир", "北京", "a.m."]
        ),
        max_size=30,
    )
)
def test_words_do_not_depend_on_their_neighbours(pieces):
    """The same piece gives the same words wherever it stands: what an index relies on."""
    alone = [word for piece in pieces for word in _words(piece)]
    assert _words(" ".join(pieces)) == alone
