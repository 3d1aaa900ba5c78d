"""SARIF 2.1.0 (OASIS), with what GitHub code scanning reads."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from auditor.model import BASELINE, Severity
from auditor.reporters.location import Locator
from auditor.reporters.rule_doc import RuleDoc, complete, family, family_title
from auditor.reporters.safe import json_output, line, markdown, visible_bidi

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import AuditReport, Finding, Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
RELATED = 20  #: related places of one result; a widely reprinted passage has hundreds
LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note", Severity.INFO: "note"}


def render(report: AuditReport, /, *, rules: Sequence[RuleDoc] = ()) -> str:
    """Return the report as one SARIF run.

    Suppressed findings stay in the run and carry the reason; where a baseline accepted any, every
    result says whether it is new.
    """
    where = Locator(report)
    pages = complete(rules, (finding.code for finding in report.findings))
    index = {code: number for number, code in enumerate(pages)}
    compared = any(finding.suppressed == BASELINE for finding in report.findings)
    results = []
    for finding in report.findings:
        result = _result(finding, where, index[finding.code])
        if finding.suppressed:
            known = finding.suppressed == BASELINE
            reason = "accepted in the baseline" if known else visible_bidi(finding.suppressed)
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
        if compared:
            result["baselineState"] = "unchanged" if finding.suppressed == BASELINE else "new"
        results.append(result)
    run: dict[str, Any] = {
        "tool": {"driver": _driver(report, pages)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "artifacts": [{"location": {"uri": _uri(file)}, "mimeType": "text/plain"} for file in _files(report, where)],
        "results": results,
    }
    return json_output(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)) + "\n"


def _files(report: AuditReport, where: Locator) -> list[str]:
    return sorted({where.file(reading.article.id) for reading in report.articles})


def _uri(file: str) -> str:
    """A relative or file URI; GitHub wants forward slashes and no escape from the root."""
    path = file.replace("\\", "/")
    absolute = path.startswith("/")
    path = "/".join(part for part in path.split("/") if part not in {"", "."})
    escaped = quote(path, safe="/-._~!$&'()*+,;=@", errors="surrogatepass")
    return f"file:///{escaped}" if absolute else escaped or "unnamed"


def _driver(report: AuditReport, pages: dict[str, RuleDoc]) -> dict[str, Any]:
    driver: dict[str, Any] = {"name": "auditor", "fullName": "news auditor"}
    if report.version:
        driver["version"] = report.version
        if re.fullmatch(r"\d+\.\d+\.\d+", report.version):
            driver["semanticVersion"] = report.version
    driver["rules"] = [_rule(page) for page in pages.values()]
    return driver


def _rule(page: RuleDoc) -> dict[str, Any]:
    sections = [
        ("Why it matters", page.why),
        ("Fires on", page.fires),
        ("Silent on", page.silent),
        ("To resolve", page.resolve),
    ]
    told = [(title, text) for title, text in sections if text]
    plain = "\n\n".join(f"{title}: {text}" for title, text in told) or page.summary
    formatted = "\n\n".join(f"**{title}.** {markdown(text)}" for title, text in told) or markdown(page.summary)
    return {
        "id": page.code,
        **_name(page),
        "shortDescription": {"text": _sentence(page.summary)},
        "fullDescription": {"text": _sentence(page.why or page.summary)},
        "help": {"text": plain, "markdown": formatted},
        "defaultConfiguration": {"level": LEVELS[page.severity]},
        "properties": {"tags": ["provenance", family(page.code), family_title(page.code).lower()]},
    }


def _name(page: RuleDoc) -> dict[str, str]:
    """The rule's name in Pascal case; left out where it would only repeat the code (SARIF1001)."""
    name = "".join(word.capitalize() for word in re.split(r"[^0-9A-Za-z]+", page.name))
    return {"name": name} if name and name.upper() != page.code.upper() else {}


def _sentence(text: str) -> str:
    text = line(text)
    return text if text.endswith((".", "!", "?")) else text + "."


def _invocation(report: AuditReport) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if report.skipped:
        invocation["toolExecutionNotifications"] = [
            {"level": "warning", "message": {"text": f"{line(skipped.place)} was not read: {line(skipped.reason)}"}}
            for skipped in report.skipped
        ]
    return invocation


def _location(place: Place, where: Locator) -> dict[str, Any]:
    at = where.of(place)
    region: dict[str, Any] = {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    }
    excerpt = where.excerpt(place, 1000)
    if excerpt:
        region["snippet"] = {"text": visible_bidi(excerpt)}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(at.file)}, "region": region}}


def _result(finding: Finding, where: Locator, rule_index: int) -> dict[str, Any]:
    message = _escape(line(finding.message))
    related = []
    for number, place in enumerate(finding.related[:RELATED], start=1):
        note = f"“{line(where.excerpt(place))}”"
        related.append({"id": number, **_location(place, where), "message": {"text": note}})
        # SARIF §3.11.6: [text](n) in a message links to the related location whose id is n.
        message += f" [{_escape(line(str(where.of(place))))}]({number})"
    if len(finding.related) > RELATED:
        message += f" and {len(finding.related) - RELATED:,} more"
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": {"text": _sentence(message) if not related else message},
        "locations": [_location(finding.primary, where)],
        "partialFingerprints": {
            "primaryLocationLineHash": _line_hash(finding, where),
            "auditorFingerprint/v1": finding.fingerprint or _line_hash(finding, where),
        },
        "rank": round(100 * finding.confidence, 1),
        "properties": {"severity": finding.severity.label, "confidence": round(finding.confidence, 6)},
    }
    if related:
        result["relatedLocations"] = related
    return result


def _escape(text: str) -> str:
    """Text of a message, in which brackets would start a link and braces a placeholder (§3.11.5 and .6)."""
    return re.sub(r"([\\\[\]])", r"\\\1", text).replace("{", "{{").replace("}", "}}")


def _line_hash(finding: Finding, where: Locator) -> str:
    """A hash of code and passage, apart from where in the file it stands, with GitHub's ``:occurrence`` suffix."""
    passage = line(where.excerpt(finding.primary, 100_000))
    digest = hashlib.sha256(f"{finding.code}\n{finding.primary.article}\n{passage}".encode("utf-8", "surrogatepass"))
    return f"{digest.hexdigest()[:16]}:1"
