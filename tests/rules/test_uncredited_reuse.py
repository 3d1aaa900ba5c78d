"""What ATT001 claims is what is known: whose text it is, that it is somebody's, or neither."""

from __future__ import annotations

from auditor.model import (
    Article,
    Kind,
    Language,
    Match,
    Origin,
    Pairing,
    Place,
    Reading,
    Severity,
    Span,
    SpunReading,
)
from auditor.rules.uncredited_reuse import UncreditedReuse

WORDS = 100


def side(name: str, spun: SpunReading) -> Reading:
    text = " ".join(["story"] * WORDS)
    return Reading(Article(name, f"{name}.example", text), WORDS, Language("en", 1.0), spun=spun)


def found(origin: Origin, spun: SpunReading):
    left, right = side("a", spun), side("b", SpunReading("none"))
    whole = Span(0, len(left.article.text))
    match = Match("m", Place("a", whole), Place("b", whole), Kind.SPUN, 0.8, confidence=1.0, words=WORDS, origin=origin)
    (finding,) = UncreditedReuse().check(Pairing(left, right, (match,), 1.0, 1.0))
    return finding


def test_a_known_origin_is_named():
    """With a known direction the text is said to be the other's."""
    finding = found(Origin("b", 0.9), SpunReading("none"))
    assert finding.message == "carries 100 words of b (b.example) without credit"
    assert finding.severity is Severity.HIGH


def test_a_spun_text_is_somebodys_but_not_surely_the_others():
    """Without a direction a spun text may come from a third one; the finding is as sure as the verdict on it."""
    finding = found(Origin(), SpunReading("spun", 0.9))
    assert "words of b" not in finding.message
    assert "third text" in finding.message
    assert finding.confidence == 0.9


def test_where_nothing_tells_the_direction_the_finding_says_so():
    """Two texts share words; neither is accused of more, and the confidence cannot cost points."""
    finding = found(Origin(), SpunReading("none"))
    assert "not known" in finding.message
    assert finding.confidence == 0.5
    assert finding.severity is Severity.MEDIUM
