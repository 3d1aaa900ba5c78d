"""``report.json``: the whole report in the schema ``auditor.report/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reporters.wire_v1 import dump

if TYPE_CHECKING:
    from auditor.model import AuditReport


def render(report: AuditReport, /) -> str:
    """Return the report as indented JSON."""
    return dump(report)
