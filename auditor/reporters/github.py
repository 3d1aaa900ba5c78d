"""GitHub workflow commands: findings as annotations on the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Severity
from auditor.reporters.location import Locator
from auditor.reporters.safe import command_data, command_property
from auditor.reporters.wording import sure

if TYPE_CHECKING:
    from auditor.model import AuditReport, Finding

LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "notice", Severity.INFO: "notice"}


def render(report: AuditReport, /) -> str:
    """Return one annotation a line; an article that is no file of its own is named in the message instead."""
    where = Locator(report)
    return "".join(_annotation(finding, where) + "\n" for finding in report.findings)


def _annotation(finding: Finding, where: Locator) -> str:
    at = where.of(finding.primary)
    message = f"{finding.code} {finding.severity.label} ({sure(finding.confidence)} sure): {finding.message}"
    for related in finding.related[:3]:
        message += f"\nSee {where.of(related)}: “{where.excerpt(related)}”"
    title = f"{finding.code} {finding.severity.label}"
    properties = [f"title={command_property(title)}"]
    if where.in_file(finding.primary.article):
        # GitHub shows columns only for annotations of one line, and drops the others.
        columns = f",col={at.column},endColumn={max(at.end_column - 1, at.column)}" if at.line == at.end_line else ""
        properties.insert(0, f"file={command_property(at.file)},line={at.line},endLine={at.end_line}{columns}")
    else:
        message = f"{at}: {message}"
    return f"::{LEVELS[finding.severity]} {','.join(properties)}::{command_data(message)}"
