"""Comments of the author inside a report."""

from __future__ import annotations

import pytest

from auditor.annotate.opinion import read_voice
from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.model import Article
from auditor.text import prepare

BEFORE = """The city council of Leeds voted on Monday to close the Harbour Bridge until May, officials said.

Police said lorries would be sent over the Station Road crossing from Tuesday. Two bus lines are affected.

"""
COMMENT = "Frankly, this is a shameful decision and we deserve better than these cowards."
AFTER = """

John Doe, the firm's director, said repairs would cost £2.5 million and take until the end of April.
"""


def comments(text, language="en"):
    """The sentences found in *text*."""
    document = prepare(Article("a", "s", text, language=language))
    quotations = find_quotations(document)
    attributions = find_attributions(document, quotations)
    return [
        (text[found.span.start : found.span.end], found.features)
        for found in read_voice(document, quotations, attributions)[1]
    ]


def test_a_comment_in_a_report_is_shown_with_its_reasons():
    """The sentence, and in words why."""
    ((sentence, features),) = comments(BEFORE + COMMENT + AFTER)
    assert sentence == COMMENT
    assert features


@pytest.mark.parametrize(
    "voice",
    [
        f"“{COMMENT}”",
        f"“{COMMENT[:-1]},” said Jane Roe.",
        "Jane Roe said this was frankly a shameful decision and that they deserved better than these cowards.",
        "",
    ],
)
def test_what_others_say_is_no_comment_of_the_author(voice):
    """Quoted and attributed judgements are the report's business."""
    assert comments(BEFORE + voice + AFTER) == []


def test_a_zone_of_opinion_is_not_told_twice():
    """Inside a zone the zone speaks."""
    column = "\n\n".join([COMMENT + " Should we be surprised? Of course not. We must be ashamed of this council."] * 8)
    assert comments(column) == []


@pytest.mark.parametrize("text", ["", " ", "?", "Wir müssen uns schämen!"])
def test_short_and_foreign_texts_have_none(text):
    """Nothing to read, nothing found."""
    assert comments(text, "" if not text.strip() else "de") == []
