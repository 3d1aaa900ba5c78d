"""Texts far longer than an article are measured portion by portion."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.annotate.spun import measures, portions, read_spun, weights
from auditor.annotate.spun.tokens import stream, subset
from auditor.model import Article
from auditor.text import prepare

SPUN = (Path(__file__).parents[2] / "corpus" / "003_d3bef91829c7a1d5.txt").read_text("utf-8")


@given(st.lists(st.integers(1, 400), max_size=40))
def test_portions_follow_one_another_and_hold_every_token(lengths: list[int]) -> None:
    """No token is lost or measured twice, and no portion is longer than the most or, but for the text's end, tiny."""
    paragraph = np.repeat(np.arange(len(lengths)), lengths)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portions, "PORTION", 250)
        bounds = portions.portion_bounds(paragraph)
    assert [0, *(last for _, last in bounds)] == [*(first for first, _ in bounds), len(paragraph)]
    assert all(last - first <= 250 for first, last in bounds)
    assert all(last - first > 60 for first, last in bounds[:-1])


def test_portions_end_with_a_paragraph() -> None:
    """Where paragraphs are short, none is cut in two."""
    paragraph = np.repeat(np.arange(100), 40)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portions, "PORTION", 1_000)
        assert {first % 40 for first, _ in portions.portion_bounds(paragraph)} == {0}


def test_what_is_left_out_is_measured_anew_where_it_stood(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of a portion is measured by itself; portions that lose nothing keep their measurements."""
    document, tokens = prepare(Article("long", "s", SPUN)), stream(SPUN)
    quoted = np.zeros(len(tokens.words), dtype=np.bool_)
    monkeypatch.setattr(portions, "PORTION", 700)
    found = portions.measured(document, tokens, quoted, weights.load())
    bounds = portions.portion_bounds(tokens.paragraph)
    assert len(bounds) > 1
    kept = np.ones(len(tokens.words), dtype=np.bool_)
    whole = sum(found.columns[first:last].sum(axis=0) for first, last in bounds)
    assert portions.totals(found, kept, weights.load()).tolist() == whole.tolist()
    first, last = bounds[-1]
    kept[first : first + 100] = False
    alone = measures.measure(subset(tokens, np.arange(first + 100, last)), quoted[first + 100 : last], weights.load())
    rest = sum((found.columns[one:other].sum(axis=0) for one, other in bounds[:-1]), alone.columns.sum(axis=0))
    assert portions.totals(found, kept, weights.load()) == pytest.approx(rest)


def test_an_article_is_measured_as_a_whole() -> None:
    """What is measured of an article is the same with portions as without."""
    tokens = stream(SPUN)
    quoted = np.zeros(len(tokens.words), dtype=np.bool_)
    whole = measures.measure(tokens, quoted, weights.load())
    found = portions.measured(prepare(Article("whole", "s", SPUN)), tokens, quoted, weights.load())
    assert found.columns.tolist() == whole.columns.tolist()


def test_a_text_in_portions_is_judged_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spun text of several portions is found spun, and its wordings are shown wherever they stand."""
    document = prepare(Article("long", "s", SPUN))
    whole = read_spun(document)
    monkeypatch.setattr(portions, "PORTION", 700)
    parted = read_spun(document)
    assert parted.verdict == whole.verdict == "spun"
    shown = {phrase.span for phrase in parted.phrases} & {phrase.span for phrase in whole.phrases}
    assert len(shown) > 0.8 * len(whole.phrases)
