"""What the audit says of the five articles the project began with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.model import Kind, Span
from auditor.output import render

ROOT = Path(__file__).parent.parent
GOLD = json.loads((ROOT / "tests" / "gold" / "passages.json").read_text("utf-8"))


def _text(report, name):
    return next(reading.article.text for reading in report.articles if reading.article.id == name)


def _codes(report, name):
    return {finding.code for finding in report.findings if finding.primary.article == name}


def _shared(report, *pair):
    return [match for match in report.matches if {match.left.article, match.right.article} == set(pair)]


def _iou(left: Span, right: Span) -> float:
    overlap = left.overlap(right)
    return overlap / (len(left) + len(right) - overlap)


def test_only_003_is_flagged_as_spun(corpus_report):
    """One article reads as spun, with its phrases and their likely originals; the rest stay quiet."""
    flagged = [f for f in corpus_report.findings if f.code == "SPN002"]
    assert {finding.primary.article for finding in flagged} == {"003"}
    phrases = [phrase for finding in flagged for phrase in finding.evidence.phrases]
    assert len(phrases) >= 40
    assert all(phrase.likely and phrase.likely != phrase.observed for phrase in phrases)
    text = _text(corpus_report, "003")
    assert all(text[p.span.start : p.span.end].casefold() == p.observed.casefold() for p in phrases)


def test_phrases_show_the_wording_of_a_counterpart_where_one_exists(corpus_report):
    """Where another article has the passage, its own words are the evidence."""
    spun = [f for f in corpus_report.findings if f.code in {"SPN001", "QUO001"} and f.primary.article == "003"]
    assert spun
    assert any(edit.synonym for finding in spun for edit in finding.evidence.edits)


def test_only_004_has_an_opinion_zone_and_it_starts_at_the_pasted_headline(corpus_report):
    """The zone runs from the second headline to before the comment form."""
    zones = [f for f in corpus_report.findings if f.code == "OPN001"]
    assert [finding.primary.article for finding in zones] == ["004"]
    text = _text(corpus_report, "004")
    zone = text[zones[0].primary.span.start : zones[0].primary.span.end]
    assert zone.startswith("US & Russia meet in Geneva - Barely even LOOKED at Each Other")
    assert zone.rstrip().endswith("You know what comes next.")
    assert [f.primary.article for f in corpus_report.findings if f.code == "OPN002"] == ["004"]


@pytest.mark.parametrize("other", ["000", "004"])
def test_altered_quotations_of_003_are_found(corpus_report, other):
    """Quotations of the spun text differ from the same quotations in 000 and in 004."""
    altered = [
        finding
        for finding in corpus_report.findings
        if finding.code == "QUO001" and {finding.primary.article, finding.related[0].article} == {"003", other}
    ]
    assert altered
    assert all(finding.primary.article == "003" for finding in altered)


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("000", "004"), "warships to join"),
        (("000", "003"), "breakaway"),
    ],
)
def test_known_shared_sentences_have_exact_spans(corpus_report, pair, words):
    """The sentences on Spanish warships and on the breakaway regions lie where a careful reader put them."""
    gold = [
        row
        for row in GOLD["passages"]
        if (row["left"]["article"], row["right"]["article"]) == pair
        and words in _text(corpus_report, pair[0])[row["left"]["start"] : row["left"]["end"]]
    ]
    assert gold
    spans = [(Span(r["left"]["start"], r["left"]["end"]), Span(r["right"]["start"], r["right"]["end"])) for r in gold]
    best = max(
        min(_iou(left, match.left.span), _iou(right, match.right.span))
        for left, right in spans
        for match in _shared(corpus_report, *pair)
    )
    assert best >= 0.8


def test_002_shares_nothing(corpus_report):
    """An older report of the same site family on the same subject is not a copy."""
    assert [m for m in corpus_report.matches if "002" in {m.left.article, m.right.article}] == []


def test_residue_is_flagged_in_all_five(corpus_report):
    """Every one of the five carries template or scraper leftovers."""
    assert {f.primary.article for f in corpus_report.findings if f.code == "RES001"} == {f"00{n}" for n in range(5)}


def test_scores_are_ordered_and_provisional(corpus_report):
    """003 is lowest, 004 next, the three others above both; one story each is little evidence."""
    by_article = {reading.article.source: reading.article.id for reading in corpus_report.articles}
    scores = {by_article[source.source]: source.score for source in corpus_report.sources}
    assert scores["003"] < scores["004"] < min(scores[name] for name in ("000", "001", "002"))
    assert {source.status for source in corpus_report.sources} == {"provisional"}
    for source in corpus_report.sources:
        assert sum(dimension.lost for dimension in source.dimensions) == pytest.approx(100 - source.score, abs=1e-6)
        assert source.low <= source.score <= source.high


def test_every_lost_point_names_its_findings(corpus_report):
    """A dimension that lost more than its prior did says through which findings."""
    known = {finding.fingerprint for finding in corpus_report.findings}
    assert all(set(d.findings) <= known for source in corpus_report.sources for d in source.dimensions)
    worst = min(corpus_report.sources, key=lambda source: source.score)
    assert any(dimension.findings for dimension in worst.dimensions)


def test_common_phrases_stay_out(corpus_report):
    """What every report on the event says in the same words is no passage."""
    assert Kind.COMMON not in {match.kind for match in corpus_report.matches}


def test_all_offsets_lie_in_their_texts(corpus_report):
    """Every place of every match and finding is a non-empty stretch of its article."""
    texts = {reading.article.id: reading.article.text for reading in corpus_report.articles}
    places = [place for m in corpus_report.matches for place in (m.left, m.right)]
    places += [place for f in corpus_report.findings for place in (f.primary, *f.related)]
    assert all(texts[place.article][place.span.start : place.span.end].strip() for place in places)


@pytest.mark.parametrize("name", ["json", "html"])
def test_committed_sample_is_what_the_audit_writes(corpus_report, name):
    """The sample in reports/ is the golden result: a change of behaviour shows as a diff there."""
    written = dict(render(corpus_report, name))
    assert {file: (ROOT / "reports" / file).read_text("utf-8") for file in written} == written
