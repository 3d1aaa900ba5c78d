"""Accepted findings stop failing, stay visible, and new ones still fail."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.baseline import Suppression, baseline_text, pruned, read_baseline, read_suppressions, settled
from auditor.errors import SettingsError
from auditor.model import AuditReport, Finding, Place, Severity, Span

TODAY = date(2030, 6, 15)
A, B = "a" * 16, "b" * 16


def _finding(fingerprint, article="000"):
    place = Place(article, Span(0, 4))
    return Finding("DUP001", Severity.LOW, 0.9, "m", place, fingerprint=fingerprint)


def _report(*fingerprints):
    return AuditReport((), (), tuple(map(_finding, fingerprints)), ())


def test_file_is_sorted_and_free_of_times(tmp_path):
    """The same findings in any order give the same bytes, one finding a line."""
    text = baseline_text([_finding(B), _finding(A)])
    assert text == baseline_text([_finding(A), _finding(B), _finding(A)])
    assert [line[:16] for line in text.splitlines()[1:]] == [A, B]
    file = tmp_path / "baseline.txt"
    file.write_text(text, "utf-8")
    assert set(read_baseline(file)) == {A, B}


def test_hostile_article_id_stays_on_its_line(tmp_path):
    """A line break in an id cannot smuggle in another entry."""
    file = tmp_path / "baseline.txt"
    file.write_text(baseline_text([_finding(A, f"x\n{B} DUP001 y")]), "utf-8")
    assert set(read_baseline(file)) == {A}


def test_damaged_line_is_named(tmp_path):
    """A merge conflict marker is an error with its line number, not a silently shorter baseline."""
    file = tmp_path / "baseline.txt"
    file.write_text(f"{A} DUP001 000\n<<<<<<< HEAD\n", "utf-8")
    with pytest.raises(SettingsError, match=r"baseline\.txt:2"):
        read_baseline(file)
    with pytest.raises(SettingsError, match="absent"):
        read_baseline(tmp_path / "absent")


def test_accepted_findings_are_marked_and_new_ones_are_not():
    """Nothing is dropped: the report shows which findings were accepted."""
    report, notes = settled(_report(A, B), [A], [], today=TODAY)
    assert [finding.suppressed for finding in report.findings] == ["baseline", ""]
    assert notes == ()


def test_suppression_gives_its_reason_until_it_expires():
    """The last day counts; the day after, the finding fails again and the note says why."""
    for today, expected, notes in ((date(2030, 6, 15), "licensed", 0), (date(2030, 6, 16), "", 1)):
        report, told = settled(_report(A), [], [Suppression(A, "licensed", date(2030, 6, 15))], today=today)
        assert report.findings[0].suppressed == expected
        assert len(told) == notes


def test_unused_suppression_is_reported():
    """A suppression that matches nothing is dead weight somebody should know of."""
    _, notes = settled(_report(A), [], [Suppression(B, "old")], today=TODAY)
    assert notes == (f"suppression {B} matches no finding: old",)


def test_prune_drops_what_is_gone():
    """Only findings that are still there stay accepted."""
    lines = {A: f"{A} DUP001 000", B: f"{B} DUP001 000"}
    text, dropped = pruned(lines, [_finding(A)])
    assert (text.splitlines()[1:], dropped) == ([lines[A]], 1)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[suppress]]\nreason = 'x'", "fingerprint must be"),
        (f"[[suppress]]\nfingerprint = '{A}'", "needs a reason"),
        (f"[[suppress]]\nfingerprint = '{A}'\nreason = ' '", "needs a reason"),
        (f"[[suppress]]\nfingerprint = '{A}'\nreason = 'x'\nexpires = 'soon'", "expires"),
        (f"[[suppress]]\nfingerprint = '{A}'\nreason = 'x'\nuntil = 2030-01-01", "unknown key 'until'"),
        ("[[supress]]\n", "unknown key 'supress'"),
        ("[[suppress", "not valid TOML"),
    ],
)
def test_wrong_suppressions_are_errors(tmp_path, toml, message):
    """The error names the entry and what is missing."""
    file = tmp_path / "suppressions.toml"
    file.write_text(toml, "utf-8")
    with pytest.raises(SettingsError, match=message):
        read_suppressions(file)


def test_dates_may_be_bare_or_quoted(tmp_path):
    """TOML dates and ISO strings both work."""
    file = tmp_path / "suppressions.toml"
    file.write_text(
        f"[[suppress]]\nfingerprint = '{A}'\nreason = 'x'\nexpires = 2030-01-01\n"
        f"[[suppress]]\nfingerprint = '{B}'\nreason = 'y'\nexpires = '2030-01-01'\n",
        "utf-8",
    )
    assert [entry.expires for entry in read_suppressions(file)] == [date(2030, 1, 1)] * 2
