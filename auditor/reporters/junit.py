"""JUnit XML: one suite an article, one failed case a finding, for test views of any CI."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from auditor.reporters.location import Locator
from auditor.reporters.safe import line, visible_bidi, xml, xml_output
from auditor.reporters.wording import audited, sure

if TYPE_CHECKING:
    from auditor.model import AuditReport, Finding


def render(report: AuditReport, /) -> str:
    """Return the report as JUnit XML; an article without findings is a passed case, a skipped input an error."""
    where = Locator(report)
    found: dict[str, list[Finding]] = {reading.article.id: [] for reading in audited(report)}
    for finding in report.findings:
        found.setdefault(finding.primary.article, []).append(finding)
    root = Element("testsuites", name="auditor")
    for article, findings in found.items():
        _suite(root, where.file(article), findings, where)
    for skipped in report.skipped:
        suite = SubElement(root, "testsuite", name=_text(skipped.place), tests="1", failures="0", errors="1")
        case = SubElement(suite, "testcase", name="read", classname=_text(skipped.place), time="0")
        SubElement(case, "error", message=_text(skipped.reason), type="skipped")
    root.set("tests", str(sum(max(1, len(findings)) for findings in found.values()) + len(report.skipped)))
    root.set("failures", str(len(report.findings)))
    root.set("errors", str(len(report.skipped)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml_output(tostring(root, encoding="unicode")) + "\n"


def _text(text: str) -> str:
    return xml(line(text))


def _suite(root: Element, file: str, findings: list[Finding], where: Locator) -> None:
    tests = str(max(1, len(findings)))
    suite = SubElement(
        root, "testsuite", name=_text(file), tests=tests, failures=str(len(findings)), errors="0", skipped="0"
    )
    if not findings:
        SubElement(suite, "testcase", name="no findings", classname=_text(file), time="0")
    for finding in findings:
        at = where.of(finding.primary)
        name = f"{finding.code} {at.line}:{at.column}"
        case = SubElement(suite, "testcase", name=name, classname=_text(file), time="0")
        failure = SubElement(case, "failure", message=_text(finding.message), type=finding.code)
        details = [f"{at}: {finding.severity.label}, {sure(finding.confidence)} sure: {finding.message}"]
        details.append(f"“{where.excerpt(finding.primary)}”")
        details.extend(f"see {where.of(place)}: “{where.excerpt(place)}”" for place in finding.related[:8])
        failure.text = "\n".join(_text(visible_bidi(detail)) for detail in details)
