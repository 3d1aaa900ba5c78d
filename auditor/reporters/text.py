"""Findings for a terminal: file:line:column, the line with carets, and the passage it goes back to."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from auditor.model import Place, Severity
from auditor.reporters.brief import readable
from auditor.reporters.location import Locator
from auditor.reporters.safe import line, no_command
from auditor.reporters.wording import audited, count, distinct, number, plain_name, severity_phrase, sure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import AuditReport, Finding, Reply

WIDTH = 96  #: columns of a snippet; newspaper paragraphs are one long line in most files
NOTES = 8  #: evidence lines of one kind under a finding

_COLOURS = {Severity.HIGH: "31;1", Severity.MEDIUM: "33;1", Severity.LOW: "36", Severity.INFO: "2"}


def render(report: AuditReport, /, *, color: bool = False, sources: bool = True, summary: bool = True) -> str:
    """Return findings in report order, then scores, what was skipped and a count.

    *color* adds ANSI colours; *sources* False leaves the scores out, as a check of one article does;
    *summary* False leaves out all but the findings.
    """
    report = readable(report)
    where = Locator(report)
    parts: list[str] = []
    answers: dict[str, list[Reply]] = {}
    for reply in report.replies:
        answers.setdefault(reply.finding, []).append(reply)
    for finding in report.findings:
        parts.extend(_finding(finding, where, color=color))
        parts.extend(f"  = {_reply(reply)}" for reply in answers.get(finding.fingerprint or " ", ()))
        parts.append("")
    if not summary:
        return no_command("\n".join(parts)) + "\n" if parts else ""
    if sources and report.sources:
        parts.extend(_sources(report))
        parts.append("")
    known = {finding.fingerprint for finding in report.findings} - {""}
    general = [reply for reply in report.replies if reply.finding not in known]
    if general:
        parts += ["replies of publishers; they change no score", *(f"  {_reply(reply)}" for reply in general), ""]
    parts.extend(f"skipped {line(skipped.place)}: {line(skipped.reason)}" for skipped in report.skipped)
    parts.append(_summary(report))
    return no_command("\n".join(parts)) + "\n"


def _paint(text: str, code: str, *, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def _finding(finding: Finding, where: Locator, *, color: bool) -> Iterator[str]:
    label = _paint(f"{finding.code} {finding.severity.label}", _COLOURS[finding.severity], color=color)
    place = _paint(line(str(where.of(finding.primary))), "1", color=color)
    yield f"{place}: {label} ({sure(finding.confidence)} sure): {line(finding.message)}"
    yield from _snippet(finding.primary, where, _COLOURS[finding.severity], color=color)
    for related in finding.related[:NOTES]:
        yield f"  = see {line(str(where.of(related)))}: “{line(where.excerpt(related, 160))}”"
    yield from _left_out(len(finding.related))
    yield from _evidence(finding, where)


def _evidence(finding: Finding, where: Locator) -> Iterator[str]:
    evidence = finding.evidence
    for relation in evidence.relations[:NOTES]:
        here, there = where.sides(finding, relation)
        yield f"  = {line(plain_name(relation.kind))}: here “{line(here)}”, there “{line(there)}”"
    yield from _left_out(len(evidence.relations))
    phrases = distinct(evidence.phrases)
    for phrase, times in phrases[:NOTES]:
        likely = f", likely “{line(phrase.likely)}”" if phrase.likely else ""
        often = f", {times} times" if times > 1 else ""
        yield f"  = wording “{line(phrase.observed)}”{likely} ({sure(phrase.probability)}){often}"
    yield from _left_out(len(phrases))
    for sentence in evidence.sentences[:NOTES]:
        if sentence.features:
            words = where.excerpt(Place(finding.primary.article, sentence.span), 100)
            yield f"  = “{line(words)}”: {line(', '.join(sentence.features))}"
    for reason in evidence.reasons[:NOTES]:
        yield f"  = {line(reason)}"


def _left_out(total: int) -> Iterator[str]:
    if total > NOTES:
        yield f"  = and {total - NOTES:,} more in the JSON report"


def _width(text: str) -> int:
    """Columns that *text* takes in a terminal."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _snippet(place: Place, where: Locator, colour: str, *, color: bool) -> Iterator[str]:
    if where.article(place.article) is None or not place.span:
        return
    at = where.of(place)
    row = where.lines(place.article).line(at.line)
    last = at.end_column - 1 if at.end_line == at.line else len(row)
    first = min(at.column - 1, len(row))
    left = max(0, min(first - 20, len(row) - WIDTH))
    right = min(len(row), left + WIDTH)
    before = ("…" if left else "") + _cell(row[left:first])
    marked = _cell(row[first : min(last, right)])
    after = _cell(row[min(last, right) : right]) + ("…" if right < len(row) else "")
    gutter = str(at.line)
    pad = " " * len(gutter)
    yield f"{pad} |"
    yield f"{gutter} | {before}{_paint(marked, colour, color=color)}{after}"
    more = at.end_line - at.line
    tail = f" … and {count(more, 'more line')}" if more > 0 else ""
    yield f"{pad} | {' ' * _width(before)}{_paint('^' * max(1, _width(marked)), colour, color=color)}{tail}"


def _cell(text: str) -> str:
    """A piece of a line with controls made visible and its spaces kept."""
    return "".join(line(part) if part.strip() else " " for part in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or text[index].isspace() != text[start].isspace():
            yield text[start:index]
            start = index


def _reply(reply: Reply) -> str:
    signed = f", {line(reply.by)}," if reply.by else ""
    about = f" to finding {line(reply.finding)}" if reply.finding else ""
    return f"{line(reply.source)}{signed} replied{about} on {line(reply.date)}: “{line(reply.text)}”"


def _sources(report: AuditReport) -> Iterator[str]:
    yield "provenance score, 0 to 100, with its interval"
    names = [line(source.source) or "(no source)" for source in report.sources]
    width = min(48, max(map(len, names)))
    for name, source in zip(names, report.sources, strict=True):
        interval = f"{number(source.low)} to {number(source.high)}"
        yield (
            f"  {name:<{width}}  {number(source.score):>5}  {interval:<14} "
            f"{count(source.articles, 'article')}, {line(source.status)}"
        )


def _summary(report: AuditReport) -> str:
    severities = f" ({severity_phrase(report)})" if report.findings else ""
    skipped = f", {report_skipped:,} skipped" if (report_skipped := len(report.skipped)) else ""
    return f"{count(len(report.findings), 'finding')}{severities} in {count(len(audited(report)), 'article')}{skipped}"
