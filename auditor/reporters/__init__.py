"""What goes out: each format in a module of its own, imported when it is asked for.

A reporter turns a report into text and computes no verdict. ``render`` is the one way in.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from auditor.errors import SettingsError
from auditor.reporters.safe import json_output

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import AuditReport
    from auditor.reporters.rule_doc import Accuracy, RuleDoc

# Format → module and file name; the html report has a file for every page.
_FORMATS = {
    "html": ("page", "index.html"),
    "html-single": ("page", "report.html"),
    "json": ("json_report", "report.json"),
    "jsonl": ("jsonl", "findings.jsonl"),
    "text": ("text", "report.txt"),
    "markdown": ("markdown", "report.md"),
    "sarif": ("sarif", "report.sarif"),
    "github": ("github", "annotations.txt"),
    "gitlab": ("gitlab", "gl-code-quality-report.json"),
    "junit": ("junit", "junit.xml"),
    "prov": ("prov", "report.prov.json"),
    "jsonld": ("jsonld", "report.jsonld"),
}

_FOREIGN_JSON = frozenset({"prov", "jsonld"})

FORMATS: tuple[str, ...] = tuple(_FORMATS)


def files(
    report: AuditReport,
    format_name: str,
    /,
    *,
    rules: Sequence[RuleDoc] = (),
    measured: Sequence[Accuracy] = (),
) -> Iterator[tuple[str, str]]:
    """Yield relative file name and content, one file at a time, so that no more than one page is held.

    Names use ``/`` for folders. *rules* are the manual pages that html and sarif carry, *measured* the
    accuracy figures on the method page. Raises SettingsError for a format that is not in ``FORMATS``.
    """
    if format_name not in _FORMATS:
        raise SettingsError(f"unknown format {format_name!r}: choose from {', '.join(FORMATS)}")
    module_name, file_name = _FORMATS[format_name]
    module = import_module(f"auditor.reporters.{module_name}")
    if format_name == "html":
        yield from module.pages(report, rules=rules, measured=measured)
    elif format_name == "html-single":
        yield file_name, module.render_single(report, rules=rules, measured=measured)
    elif format_name == "sarif":
        yield file_name, module.render(report, rules=rules)
    elif format_name in _FOREIGN_JSON:
        yield file_name, json_output(module.render(report))
    else:
        yield file_name, module.render(report)


def render(
    report: AuditReport,
    format_name: str,
    /,
    *,
    rules: Sequence[RuleDoc] = (),
    measured: Sequence[Accuracy] = (),
) -> dict[str, str]:
    """Return every file of one format as relative name → content."""
    return dict(files(report, format_name, rules=rules, measured=measured))
