"""SPN001 and SPN002 say no more than is known: which text is spun, and whose wording it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.model import (
    Article,
    Comparison,
    Edit,
    Kind,
    Language,
    Match,
    Origin,
    Phrase,
    Place,
    Reading,
    Severity,
    Span,
    SpunReading,
)
from auditor.rules.spun_passage import SpunPassage
from auditor.rules.spun_wording import SpunWording

SWAPS = "“officers” for “police”; “detained” for “arrested”"
KNOWN = f"rewords b (b.example) word by word: {SWAPS}"
SPUN = f"has the wording of b (b.example) in synonyms, from there or from a third text: {SWAPS}"
OPEN = f"rewords, or is reworded by, b (b.example) word by word, or both reword a third text: {SWAPS}"
LEFT, RIGHT = "officers detained two males on Friday evening", "police arrested two men on Friday evening"
EDITS = (
    Edit("replace", Span(0, 8), Span(0, 6), "officers", "police", synonym=True),
    Edit("replace", Span(9, 17), Span(7, 15), "detained", "arrested", synonym=True),
)


def _reading(name: str, text: str, verdict: str) -> Reading:
    return Reading(Article(name, f"{name}.example", text), 8, Language("en", 1.0), spun=SpunReading(verdict))


def _found(left: str, right: str, origin: str | None):
    sides = Place("a", Span(0, len(LEFT))), Place("b", Span(0, len(RIGHT)))
    match = Match("m", *sides, Kind.SPUN, 0.7, words=7, confidence=0.9, edits=EDITS, origin=Origin(origin))
    pair = Comparison(match, _reading("a", LEFT, left), _reading("b", RIGHT, right))
    return list(SpunPassage().check(pair))


@pytest.mark.parametrize(
    ("left", "right", "origin", "said", "severity"),
    [
        ("spun", "none", "b", KNOWN, Severity.HIGH),
        ("none", "none", "b", KNOWN, Severity.HIGH),
        ("spun", "none", None, SPUN, Severity.HIGH),
        ("suspicious", "none", None, SPUN, Severity.MEDIUM),
        ("none", "none", None, OPEN, Severity.MEDIUM),
        ("spun", "spun", None, OPEN, Severity.HIGH),
    ],
)
def test_a_source_is_named_as_the_source_only_where_it_is_known(left, right, origin, said, severity):
    """That a text is spun does not tell from which of the texts that have the passage."""
    (finding,) = _found(left, right, origin)
    assert (finding.message, finding.severity) == (said, severity)


def test_the_reworded_side_is_told_of():
    """The original of a spun text has nothing to answer for, nor has the article that had the passage first."""
    assert _found("none", "spun", None) == []
    assert _found("spun", "none", "a") == []


def test_each_section_shows_its_own_phrases():
    """A finding on a section names the phrases that stand in it, and says that it is of a section."""
    text = "officers detained two males. It rained. residents uttered that it was chilly."
    phrases = tuple(
        Phrase(Span(text.index(word), text.index(word) + len(word)), word, likely, 0.9)
        for word, likely in (("officers", "police"), ("uttered", "said"))
    )
    reading = _reading("a", text, "spun")
    spun = replace(reading.spun, phrases=phrases, passages=(Span(0, 28), Span(40, len(text))))
    found = list(SpunWording().check(replace(reading, spun=spun)))
    assert [finding.message for finding in found] == [
        "wording of this section reads as synonym-spun: “officers” for “police”",
        "wording of this section reads as synonym-spun: “uttered” for “said”",
    ]
    assert [[phrase.observed for phrase in finding.evidence.phrases] for finding in found] == [
        ["officers"],
        ["uttered"],
    ]
