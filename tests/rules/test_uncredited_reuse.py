"""What ATT001 claims is what is known: whose text it is, that it is somebody's, or neither."""

from __future__ import annotations

from dataclasses import replace

from auditor.model import (
    Article,
    Credit,
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


def in_parts(*parts: tuple[int, str | None]):
    left, right = side("a", SpunReading("none")), side("b", SpunReading("none"))
    matches, word, start = [], len("story "), 0
    for words, origin in parts:
        span = Span(start * word, (start + words) * word - 1)
        known = Origin(origin, 0.9 if origin else 0.0)
        matches.append(
            Match(f"m{start}", Place("a", span), Place("b", span), Kind.VERBATIM, 1.0, words=words, origin=known)
        )
        start += words
    share = start / WORDS
    (finding,) = UncreditedReuse().check(Pairing(left, right, tuple(matches), share, share))
    return finding, {measure.name: measure.value for measure in finding.evidence.measures}


def test_it_speaks_for_the_passages_whose_origin_is_known():
    """What is known to be the other's is counted and charged; the rest is told apart, however much it is."""
    finding, measures = in_parts((30, "b"), (40, None))
    assert finding.message.startswith("carries 30 words of b (b.example) without credit; 40 more")
    assert finding.confidence == 1.0
    assert [place.span for place in finding.related] == [finding.primary.span] == [Span(0, 179)]
    assert (measures["words"], measures["share"]) == (30, 0.3)
    assert finding.evidence.match == "m0"


def test_its_severity_is_that_of_the_known_part():
    """Words that either of the two may have had first make no finding graver."""
    assert in_parts((30, "b"), (40, None))[0].severity is Severity.MEDIUM
    assert in_parts((55, "b"), (40, None))[0].severity is Severity.HIGH


def test_a_known_part_too_small_to_report_is_named():
    """A line of known origin does not make an accusation of the rest, nor is it said to be unknown."""
    finding, _ = in_parts((8, "b"), (60, None))
    assert finding.message.endswith("which of the two had it first is not known of all but 8")
    assert finding.confidence == 0.5


def test_what_the_other_took_is_not_laid_at_this_door():
    """Passages that this article had first are left out of the count."""
    finding, measures = in_parts((30, "b"), (15, "a"), (10, None))
    assert finding.message.startswith("carries 30 words of b (b.example) without credit; 10 more")
    assert measures["words"] == 30


def test_a_half_credit_is_told_by_what_it_names():
    """A body that a source line names, a part given to an agency and a mention are not called nobody."""
    for credit, told in (
        (Credit("pointer", "Ministry of Tides", 0.5), "a source line that names Ministry of Tides"),
        (Credit("pointer", "", 0.5), "a source line that names nobody"),
        (Credit("contributor", "Reuters", 0.5), "a line that gives a part of it to Reuters"),
        (Credit("mention", "Reuters", 0.3), "a mention of Reuters"),
    ):
        left = replace(side("a", SpunReading("none")), credits=(credit,))
        right = side("b", SpunReading("none"))
        whole = Span(0, len(left.article.text))
        match = Match(
            "m", Place("a", whole), Place("b", whole), Kind.VERBATIM, 1.0, words=WORDS, origin=Origin("b", 0.9)
        )
        (finding,) = UncreditedReuse().check(Pairing(left, right, (match,), 1.0, 1.0))
        assert finding.message.endswith(told)
