"""Who is quoted, and with which verb."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.model import Article
from auditor.text import prepare


def found(text):
    """Quotations of *text*."""
    return find_quotations(prepare(Article("a", "s", text)))


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        ("Jane Roe said: “The bridge is closed.”", "Jane Roe", "said"),
        ("“The bridge is closed,” Jane Roe said on Monday.", "Jane Roe", "said"),
        ("“The bridge is closed,” said Jane Roe, the mayor.", "Jane Roe", "said"),
        ("“The bridge is closed,” said the city's engineer, Jane Roe.", "Jane Roe", "said"),
        ("“The bridge is closed,” Jane Roe, who runs the port, told reporters.", "Jane Roe", "told"),
        ("“The bridge is closed,” according to Jane Roe.", "Jane Roe", "according to"),
        ("“The bridge is closed,” a spokesman for the port said.", "a spokesman for the port", "said"),
        ("Officials in Bern warned that “the bridge is closed”.", "Officials in Bern", "warned"),
        ("The plan, which Jane Roe called “a gift to the harbour lobby”, failed.", "Jane Roe", "called"),
        ("“Is the bridge closed?” asked Roe.", "Roe", "asked"),
        ("“The bridge is closed,” fumed Roe.", "Roe", "fumed"),
        ("“The bridge is closed for good.” — Jane Roe, The Harbour Times", "Jane Roe", ""),
        ("The plan was described by Jane Roe as “a gift to the harbour lobby”.", "Jane Roe", "described"),
        ("Roe instructed reporters: “The bridge is closed.”", "Roe", "instructed"),
    ],
)
def test_attribution_before_after_and_around(text, speaker, verb):
    """The speaker and the verb are found wherever English puts them, spun verbs included."""
    quotation = found(text)[0]
    assert (speaker, verb) == (quotation.speaker, quotation.verb)
    assert quotation.speaker_span is not None
    assert speaker == text[quotation.speaker_span.start : quotation.speaker_span.end]


def test_both_halves_of_a_divided_quotation_have_the_speaker():
    """One person speaks in "X," he said, "Y"."""
    first, second = found("“The bridge,” Jane Roe said, “is closed for the whole of the winter.”")
    assert (first.speaker, second.speaker) == ("Jane Roe", "Jane Roe")


def test_speech_carried_on_keeps_its_speaker():
    """What follows the attribution in the same paragraph is still theirs."""
    text = "“The bridge is closed,” said Jane Roe. “It will open again when the ice has gone.”"
    assert [q.speaker for q in found(text)] == ["Jane Roe", "Jane Roe"]


def test_a_pronoun_stands_for_the_named_speaker():
    """He and she are resolved to the last named speaker; the span stays at the pronoun."""
    text = "“The bridge is closed,” said Jane Roe.\n\n“It will open in spring,” she added."
    second = found(text)[1]
    assert second.speaker == "Jane Roe"
    assert second.speaker_span is not None
    assert text[second.speaker_span.start : second.speaker_span.end] == "she"


def test_a_name_below_a_quotation_is_its_author():
    """Round-ups print the source on the next line."""
    text = "“The bridge should never have been built where it stands.”\n\nJane Roe, The Harbour Times\n\nMore follows."
    assert found(text)[0].speaker == "Jane Roe"


def test_words_set_off_without_a_speaker_are_scare_quotes():
    """A short phrase in marks that nobody said is no quotation of anybody."""
    quotation = found("The so-called “peace bonus” vanished within weeks.")[0]
    assert quotation.scare
    assert quotation.speaker == ""


def test_titles_of_works_are_not_attributed():
    """A show's name in marks after "said" is not what was said."""
    assert found("Jane Roe said on “The Morning Show” that it was late.")[0].scare


def test_nouns_that_look_like_verbs_do_not_attribute():
    """Talks, calls and fears are nouns after an adjective."""
    assert found("After two rounds of high-level talks the word “deal” was gone from all the papers.")[0].speaker == ""


@given(st.text(max_size=250))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_without_a_crash(text):
    """Any Unicode text gives quotations and attributions inside it."""
    document = prepare(Article("a", "s", text))
    quotations = find_quotations(document)
    attributions = find_attributions(document, quotations)
    for item in (*quotations, *attributions):
        assert 0 <= item.span.start < item.span.end <= len(text)
