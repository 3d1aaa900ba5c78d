"""The index hashes the same words as the text steps, only faster."""

from __future__ import annotations

import numpy as np
import pytest
import xxhash
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.reuse.words import WordHasher
from auditor.reuse.xxh3 import LONGEST, hash_slice
from auditor.text import clean, tokenize

PIECES = st.sampled_from(
    [
        "the",
        "Kyiv’s",
        "it's",
        "U.S.",
        "a.m.",
        "3.5",
        "100,000",
        "S-400",
        "Covid-19",
        "well-known",
        "“Yes,”",
        "…",
        "—",
        "(no)",
        "AT&T",
        "&amp;",
        "&#8217;",
        "é",
        "Erdoğan",
        "É”",
        "Ã©",
        "â€™",
        "half½",
        "x",
        "I",
        "J.",
        "K r e m l i n",
        "so\u200bft",
        "co\u00adoperate",
        "Мир",
        "日本語",
        "£5m",
        "\u00a0",
        "\n\n",
        "workers’",
        "rock 'n' roll",
        "_x_",
        "a_b",
        "2,",
        "1.",
        "'tis",
        "‘quote’",
        "O’Neill's",
        "e.g.",
        "…and",
        "1990…2000",
        "1\x855",
        "İstanbul",
        "ﬁn",
        "\x00",
        "\t",
        "\u0301",
        "€5",
        "3½",
        "·",
        "Škoda",
        "Ã\u0161",
        "It’s",
        "EVERYONE'S",
        "a3.5",
        "a3,5",
        "3.5’s",
        "1990's",
        "can't've",
        "o'b.c",
        "A.b.C’s",
        "end.Next",
        "voters‘s",
        "tv-4k",
        "counterrevolutionaries’s",
        "ſ",
        "ŀ",
        "™",
        "‚x‘",
        "pm,",
        "bcd fgh",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=25), st.sampled_from([" ", "", ", "]))
def test_hashes_are_those_of_the_tokeniser(pieces, joint):
    """For any text, plain or disguised, both ways give the same words, also on a second look."""
    text = joint.join(pieces)
    hasher = WordHasher()
    expected = tokenize(clean(text)).hashes
    assert np.array_equal(expected, hasher(text))
    assert np.array_equal(expected, hasher(text))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(["minister", "government", "information", "of", "the", "people"]), st.integers(0, 8)),
        min_size=3,
        max_size=30,
    )
)
def test_words_broken_by_spaces_are_mended_alike(words):
    """A text whose words were torn by spaces has the words of the mended one."""
    text = " ".join(word[:at] + " " + word[at:] if 0 < at < len(word) else word for word, at in words)
    assert np.array_equal(tokenize(clean(text)).hashes, WordHasher()(text))


def test_a_word_is_the_same_beside_any_other():
    """Variation selectors and rare marks make no words, whatever marks stand beside them, and are not remembered so."""
    hasher = WordHasher()
    for text in ("❤️ cafe\u0301 a\u2df7b", "❤️ thanks", "a\u2df7b", "cafe\u0301 \u0e01\u0e31 ❤️"):
        assert np.array_equal(tokenize(clean(text)).hashes, hasher(text))
    assert len(hasher("❤️")) == 0


def test_texts_of_a_batch_do_not_mix():
    """Words never join across the texts of a batch; plain, accented and disguised ones alternate."""
    texts = ["ends in U.S", "", ".A café 3", ".5 apples", "t\u200bwo", "&amp", ";x ñ", "o`clock", "’s rest", "x" * 40]
    hasher = WordHasher()
    for expected, found in zip(texts, hasher.many(texts * 3), strict=False):
        assert np.array_equal(tokenize(clean(expected)).hashes, found)
    assert len(list(hasher.many(texts))) == len(texts)
    assert list(hasher.many([])) == []


@given(st.binary(min_size=1, max_size=LONGEST))
def test_short_words_hash_as_the_library_does(word):
    """The hash is xxh3_64 for every word of up to sixteen bytes."""
    with np.errstate(over="ignore"):
        found = hash_slice(np.frombuffer(b"?" + word, np.uint8), 1, len(word))
    assert found == xxhash.xxh3_64_intdigest(word)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "word"])
def test_tiny_texts(text):
    """Texts of no or one word are hashed too."""
    assert np.array_equal(tokenize(clean(text)).hashes, WordHasher()(text))
