"""GitLab Code Quality: a JSON list with the fields GitLab documents, shown in merge requests."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from auditor.model import Severity
from auditor.reporters.location import Locator
from auditor.reporters.safe import json_output, line, visible_bidi
from auditor.reporters.wording import sure

if TYPE_CHECKING:
    from auditor.model import AuditReport, Finding

SEVERITIES = {Severity.HIGH: "critical", Severity.MEDIUM: "major", Severity.LOW: "minor", Severity.INFO: "info"}


def render(report: AuditReport, /) -> str:
    """Return the findings as ``gl-code-quality-report.json``; fingerprints are unique, as GitLab asks."""
    where = Locator(report)
    seen: Counter[str] = Counter()
    entries = []
    for finding in report.findings:
        seen[finding.fingerprint] += 1
        entries.append(_entry(finding, where, seen[finding.fingerprint]))
    return json_output(json.dumps(entries, ensure_ascii=True, indent=2)) + "\n"


def _entry(finding: Finding, where: Locator, occurrence: int) -> dict[str, Any]:
    at = where.of(finding.primary)
    fingerprint = finding.fingerprint or f"{finding.code} {finding.primary.article} {finding.message}"
    identity = hashlib.sha256(f"{fingerprint}\n{occurrence}".encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "description": line(f"{finding.message} ({sure(finding.confidence)} sure)"),
        "check_name": finding.code,
        "fingerprint": identity,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": visible_bidi(at.file).removeprefix("./"),
            "lines": {"begin": at.line, "end": at.end_line},
        },
    }
