"""Speech reported without quotation marks."""

from __future__ import annotations

import pytest

from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.model import Article
from auditor.text import prepare


def reported(text):
    """Speaker, cue and content of each attribution."""
    document = prepare(Article("a", "s", text))
    return [
        (a.speaker, text[a.cue.start : a.cue.end], text[a.span.start : a.span.end])
        for a in find_attributions(document, find_quotations(document))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Officials said that the bridge was closed.",
            ("Officials", "said", "that the bridge was closed"),
        ),
        (
            "The ministry warned the bridge could fall.",
            ("The ministry", "warned", "the bridge could fall"),
        ),
        (
            "The bridge was closed at noon, police said.",
            ("police", "said", "The bridge was closed at noon"),
        ),
        (
            "According to Jane Roe, the bridge was closed at noon.",
            ("Jane Roe", "According to", "the bridge was closed at noon"),
        ),
        (
            "The bridge was closed at noon, according to Jane Roe.",
            ("Jane Roe", "according to", "The bridge was closed at noon"),
        ),
    ],
)
def test_reported_speech_has_source_cue_and_content(text, expected):
    """Source, cue and content as in PARC: before, after, and "according to"."""
    assert [expected] == reported(text)


def test_the_author_in_the_first_person_is_not_reported():
    """The words "I believe" and "we said" are the author's own voice."""
    assert reported("I believe that the bridge must go. We said that the bridge was a folly.") == []


def test_the_answer_of_the_author_is_not_attributed():
    """What follows ", but" in the sentence is the author again."""
    text = "The council says the bridge is safe for now, but it is plain that nobody looked."
    assert "that nobody looked" not in reported(text)[0][2]


def test_verbs_inside_a_quotation_attribute_nothing():
    """A quoted "he said" is part of what the speaker says."""
    assert all(
        speaker != "he" for speaker, _, _ in reported("“Then he said that it was late and we went,” Jane Roe said.")
    )
