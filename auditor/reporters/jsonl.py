"""One finding a line, in the shape findings have in ``report.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reporters.wire_v1 import finding_line

if TYPE_CHECKING:
    from auditor.model import AuditReport


def render(report: AuditReport, /) -> str:
    """Return every finding as one line of JSON, in the order of the report."""
    return "".join(finding_line(finding) + "\n" for finding in report.findings)
