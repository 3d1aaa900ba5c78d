"""An article made ready: one call, any input, the five articles of the corpus included."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Article
from auditor.text import prepare

_CORPUS = Path(__file__).parents[2] / "corpus"


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300), st.text(max_size=40), st.text(max_size=8))
def test_no_text_crashes(text, title, language):
    """Any Unicode string, title and language tag give a document whose evidence lies in the text."""
    document = prepare(Article("a", "s", text, title=title, language=language))
    for start, end in zip(document.tokens.starts, document.tokens.ends, strict=True):
        assert 0 <= start < end <= len(text)


def test_the_same_article_gives_the_same_document():
    """No state is carried from one article to the next."""
    text = "Kyiv says tanks moved. “It is war,” he said.\n\nMoscow denies it."
    first = prepare(Article("a", "s", text))
    prepare(Article("b", "s", "An\u200bother text with tr\u0430cks"))
    second = prepare(Article("a", "s", text))
    assert (first.tokens.words, first.blocks, first.language) == (second.tokens.words, second.blocks, second.language)


def _corpus(number: str) -> str:
    (path,) = _CORPUS.glob(f"{number}_*.txt")
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_no_hidden_characters_in_the_corpus(number):
    """The five articles hold none: a report of any would be a false alarm."""
    assert prepare(Article(number, "s", _corpus(number))).clean.changes == ()


def test_the_pasted_piece_in_the_corpus_opens_with_headline_and_name():
    """The commentary under the report is set off by a headline and a bare name."""
    text = _corpus("004")
    blocks = prepare(Article("004", "s", text)).blocks
    (at,) = [at for at, block in enumerate(blocks) if block.kind == "byline"]
    assert blocks[at - 1].kind == "heading"
    assert text[blocks[at].span.start : blocks[at].span.end] == "H Turner"


def test_the_live_blogs_in_the_corpus_have_entries():
    """One is numbered by its headings, one by its time lines; the reports have none."""
    entries = {
        n: max(block.entry for block in prepare(Article(n, "s", _corpus(n))).blocks)
        for n in ("000", "001", "002", "003", "004")
    }
    assert entries == {"000": 13, "001": 0, "002": 4, "003": 0, "004": 0}


def test_long_texts_take_time_proportional_to_their_length():
    """A book-length text costs what its length costs: eight times the text, about eight times the time."""
    piece = "The minister, Mr. Lee, told “reporters” on Tuesday that the U.S. talks would go on.\n\n" * 1_500

    def seconds(text: str) -> float:
        start = time.process_time()
        assert prepare(Article("a", "s", text)).language.code == "en"
        return time.process_time() - start

    seconds(piece[:1000])
    small = seconds(piece)
    assert seconds(piece * 8) < 8 * 4 * small + 0.5


@pytest.mark.parametrize(
    "piece", ["!", "?!", "…", ".", ". ", '."', "。", "'", "“", "U.S. ", "a\n", "1,", "a.", "-", "http://a.b/ "]
)
def test_texts_of_nothing_but_marks_are_read_once(piece):
    """A long run of one mark costs its length, not its square."""

    def seconds(characters: int) -> float:
        start = time.process_time()
        prepare(Article("a", "s", piece * (characters // len(piece))))
        return time.process_time() - start

    small = seconds(18_000)
    assert seconds(144_000) < 8 * 4 * small + 0.5
