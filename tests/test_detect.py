"""Findings keep their identity, and a crashing rule is named instead of ending the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from auditor.detect import detect, identified
from auditor.model import Article, Finding, Language, Place, Reading, Severity, Skipped, Span
from auditor.settings import Settings

TEXT = "The council met on Monday.\n\nIt voted to close the bridge, the mayor said.\n\nNobody objected."


def _reading(text=TEXT, name="a", source="s"):
    return Reading(Article(name, source, text), 12, Language("en", 1.0))


def _finding(text, words, code="DUP001", name="a"):
    start = text.index(words)
    return Finding(code, Severity.LOW, 0.5, "m", Place(name, Span(start, start + len(words))))


@dataclass(frozen=True, slots=True)
class Broken:
    code: ClassVar[str] = "ZZZ001"
    severity: ClassVar[Severity] = Severity.LOW
    subject: ClassVar[type] = Reading

    def check(self, subject, /):
        raise KeyError(subject.article.id)


def test_a_crashing_rule_is_named():
    """The rule's code, the article and the error are all in the message."""
    assert list(detect([Broken()], [_reading()])) == [Skipped("a", "rule ZZZ001 failed: KeyError: 'a'")]


def test_fingerprint_survives_unrelated_edits():
    """Text added elsewhere moves the place but not the identity."""
    edited = "An unrelated first line.\n\n" + TEXT.replace("Nobody", "No one at all")
    words = "It voted to close the bridge"
    before = identified([_finding(TEXT, words)], {"a": _reading()}, Settings())
    after = identified([_finding(edited, words)], {"a": _reading(edited)}, Settings())
    assert before[0].primary != after[0].primary
    assert before[0].fingerprint == after[0].fingerprint


def test_fingerprint_tells_apart():
    """Another passage, another code, another article or a second occurrence is another finding."""
    twice = TEXT + "\n\n" + TEXT
    first = _finding(twice, "Nobody objected.")
    second = Finding("DUP001", Severity.LOW, 0.5, "m", Place("a", Span(len(twice) - 16, len(twice))))
    assert twice[second.primary.span.start : second.primary.span.end] == "Nobody objected."
    findings = [
        first,
        second,
        _finding(twice, "Nobody objected.", code="SPN001"),
        _finding(twice, "It voted"),
        _finding(twice, "Nobody objected.", name="b"),
    ]
    readings = {"a": _reading(twice), "b": _reading(twice, "b")}
    assert len({f.fingerprint for f in identified(findings, readings, Settings())}) == 5


def test_order_of_findings_is_of_no_account():
    """The same findings in another order give the same tuple."""
    findings = [_finding(TEXT, "Nobody objected."), _finding(TEXT, "It voted"), _finding(TEXT, "The council")]
    readings = {"a": _reading()}
    assert identified(findings, readings, Settings()) == identified(findings[::-1], readings, Settings())


def test_a_source_may_ignore_a_family():
    """Per-source ignores drop that source's findings and nobody else's."""
    settings = Settings(per_source_ignores=(("s", ("DUP",)),))
    readings = {"a": _reading(), "b": _reading(name="b", source="t")}
    found = identified([_finding(TEXT, "It voted"), _finding(TEXT, "It voted", name="b")], readings, settings)
    assert [finding.primary.article for finding in found] == ["b"]


def test_a_pair_that_defeats_the_aligner_is_named(monkeypatch):
    """The rest of the audit goes on, and the pair is in the report with the reason."""
    from auditor import steps
    from auditor.audit import audit

    def fail(*_):
        raise ZeroDivisionError("no words")

    monkeypatch.setattr(steps, "compare_documents", fail)
    report = audit([Article("a", "s", TEXT), Article("b", "t", TEXT)])
    assert [skip.place for skip in report.skipped] == ["a against b"]
    assert "ZeroDivisionError: no words" in report.skipped[0].reason
    assert len(report.articles) == 2
