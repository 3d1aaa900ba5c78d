"""Markdown for a job summary or a comment: verdict, scores, and the findings as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reporters.brief import readable
from auditor.reporters.location import Locator
from auditor.reporters.safe import markdown, no_command
from auditor.reporters.wording import audited, count, number, severity_phrase, sure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import AuditReport, Finding

ROWS = 200  #: GitHub cuts a job summary at 1 MiB; findings past this stay in the JSON report
EXCERPT = 120


def render(report: AuditReport, /) -> str:
    """Return the report as GitHub-flavoured Markdown, the gravest findings first."""
    return no_command("\n".join(_parts(readable(report)))) + "\n"


def _parts(report: AuditReport) -> Iterator[str]:
    yield "## News audit"
    yield ""
    severities = f" ({severity_phrase(report)})" if report.findings else ""
    total = count(len(report.findings), "finding")
    yield f"{total[0].upper()}{total[1:]}{severities} in {count(len(audited(report)), 'article')}."
    if report.sources:
        yield from _sources(report)
    if report.findings:
        yield from _findings(report)
    if report.replies:
        yield from _replies(report)
    if report.skipped:
        yield ""
        yield "### Not read"
        yield ""
        for skipped in report.skipped[:ROWS]:
            yield f"- {markdown(skipped.place)}: {markdown(skipped.reason)}"
        yield from _left_out(len(report.skipped))


def _sources(report: AuditReport) -> Iterator[str]:
    yield ""
    yield "### Sources"
    yield ""
    yield "The score, 0 to 100, says how openly a source shows where its text comes from, not whether it is true."
    yield ""
    yield "| Source | Score | Interval | Articles | Status |"
    yield "| :-- | --: | :-: | --: | :-- |"
    for source in report.sources[:ROWS]:
        yield (
            f"| {markdown(source.source)} | {number(source.score)} | {number(source.low)} to {number(source.high)} "
            f"| {source.articles:,} | {markdown(source.status)} |"
        )
    yield from _left_out(len(report.sources))


def _replies(report: AuditReport) -> Iterator[str]:
    yield ""
    yield "### Replies of publishers"
    yield ""
    yield "They are shown as sent and change no score."
    yield ""
    for reply in report.replies[:ROWS]:
        signed = f" ({markdown(reply.by)})" if reply.by else ""
        about = f", to finding {markdown(reply.finding)}" if reply.finding else ""
        yield f"- {markdown(reply.source)}{signed}, {markdown(reply.date)}{about}: {markdown(reply.text)}"
    yield from _left_out(len(report.replies))


def _findings(report: AuditReport) -> Iterator[str]:
    where = Locator(report)
    yield ""
    yield "### Findings"
    yield ""
    yield "| Severity | Sure | Code | Where | What | Text |"
    yield "| :-- | --: | :-- | :-- | :-- | :-- |"
    ranked = sorted(report.findings, key=lambda finding: (-finding.severity, -finding.confidence))
    for finding in ranked[:ROWS]:
        yield _row(finding, where)
    yield from _left_out(len(ranked))


def _row(finding: Finding, where: Locator) -> str:
    excerpt = where.excerpt(finding.primary, EXCERPT)
    return (
        f"| {finding.severity.label} | {sure(finding.confidence)} | {markdown(finding.code)} "
        f"| {markdown(str(where.of(finding.primary)))} | {markdown(finding.message)} | {markdown(excerpt)} |"
    )


def _left_out(total: int) -> Iterator[str]:
    if total > ROWS:
        yield ""
        yield f"{total - ROWS:,} more in report.json."
