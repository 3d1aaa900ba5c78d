"""Pairing of quotation marks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.annotate.quotations import find_quotations
from auditor.annotate.quotations.marks import pair_marks
from auditor.model import Article
from auditor.text import prepare


def quoted(text):
    """The words between the marks of each quotation."""
    return [text[q.inner.start : q.inner.end] for q in find_quotations(prepare(Article("a", "s", text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said: “We leave at dawn.” They left.", ["We leave at dawn."]),
        ('She said: "We leave at dawn." They left.', ["We leave at dawn."]),
        ("She said: ‘We leave at dawn.’ They left.", ["We leave at dawn."]),
        ("She said: 'We leave at dawn.' They left.", ["We leave at dawn."]),
        ("Elle a dit : « Nous partons à l’aube. »", [" Nous partons à l’aube. "]),
        ("Sie sagte: „Wir gehen im Morgengrauen.“ Dann gingen sie.", ["Wir gehen im Morgengrauen."]),
        ("Sie sagte: »Wir gehen im Morgengrauen.« Dann gingen sie.", ["Wir gehen im Morgengrauen."]),
        ("She said: &quot;We leave at dawn.&quot; They left.", ["We leave at dawn."]),
        ("She said: ``We leave at dawn.'' They left.", ["We leave at dawn."]),
        ("She said: \" 'At dawn' sounds nice.\" They left.", [" 'At dawn' sounds nice."]),
    ],
)
def test_every_style_of_marks_is_paired(text, expected):
    """British, American, French, German and typewriter marks all hold a quotation."""
    assert expected == quoted(text)


@pytest.mark.parametrize(
    "text",
    [
        "It's the workers' rights that don't count, the unions' leaders said.",
        "In the ’90s and the '80s rock ’n’ roll wasn’t what it’s now.",
        "’Tis the season for goin’ home; get ’em while they’re warm.",
        'The 6\'2" guard and the 19" monitor stood in the boys’ room.',
    ],
)
def test_apostrophes_and_inches_are_not_quotations(text):
    """Contractions, possessives, decades, elisions and inch marks open nothing."""
    assert quoted(text) == []


def test_apostrophes_inside_single_marks_do_not_close_them():
    """A British quotation goes on past its contractions and plural possessives."""
    text = "He told reporters: ‘We don’t back the workers’ demands, and that’s final,’ before leaving."
    assert quoted(text) == ["We don’t back the workers’ demands, and that’s final,"]


def test_nested_quotation_belongs_to_the_outer_one():
    """Marks of the other kind inside a quotation are part of its words."""
    assert quoted("“He told me ‘never again’ twice,” she said.") == ["He told me ‘never again’ twice,"]
    assert quoted("‘He told me “never again” twice,’ she said.") == ["He told me “never again” twice,"]


def test_bracketed_inserts_stay_inside():
    """An editor's insert does not end a quotation."""
    assert quoted("He said: “They [the ministers] knew (all of it).”") == ["They [the ministers] knew (all of it)."]


def test_speech_over_several_paragraphs_is_one_quotation_each():
    """Each paragraph opens again, only the last closes."""
    text = "“First we waited,” he said. “Then it rained.\n\n“It rained all night.\n\n“We went home.”\n\nThe end came."
    assert quoted(text) == ["First we waited,", "Then it rained.", "It rained all night.", "We went home."]


def test_speech_that_goes_on_without_marks_is_found():
    """Paragraphs between an unclosed mark and its late partner are speech too."""
    text = 'He wrote: "First we waited.\n\nThen it rained all night.\n\nWe went home."\n\nThe town was quiet.'
    assert quoted(text) == ["First we waited.", "Then it rained all night.", "We went home."]


def test_a_stray_mark_swallows_nothing():
    """A mark without a partner in the middle of a paragraph is ignored."""
    assert quoted('The sign " hung over the door. It was old and nobody read it.') == []


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„&quot;", max_size=300))
@settings(max_examples=80, deadline=None)
def test_spans_are_ordered_and_inside_the_text(text):
    """Whatever the input: quotations do not overlap, and marks enclose the inner range."""
    end = 0
    for pair in pair_marks(text, [(0, len(text))]):
        assert end <= pair.start <= pair.inner_start <= pair.inner_end <= pair.end <= len(text)
        end = pair.end


@pytest.mark.parametrize("mark", ["“", '"a ', " '", "„", "« ", "‘a", "”", "a’ "])
def test_hostile_runs_of_marks_take_linear_time(mark):
    """Doubling a text of nothing but marks no more than about doubles the time."""

    def taken(size):
        text = mark * size
        times = []
        for _ in range(3):
            begin = time.process_time()
            pair_marks(text, [(0, len(text))])
            times.append(time.process_time() - begin)
        return min(times)

    assert taken(8000) < 12 * max(taken(2000), 0.004)


@pytest.mark.parametrize("mark", ["' ", '"a ', "‘a ‹b ", "'a ‘b ’ ", "“ ", "» « ", "' \" "])
def test_marks_without_partners_cost_no_more_by_the_thousand(mark):
    """However marks are arranged, each costs little more than one that finds its partner at once."""

    def cost(text):
        start = time.process_time()
        pair_marks(text, [(0, len(text))])
        return time.process_time() - start

    paired = min(cost("“a” " * 20_000) for _ in range(2))
    assert cost(mark * 20_000) < 15 * paired
