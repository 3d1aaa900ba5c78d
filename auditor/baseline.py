"""Findings that were accepted before: a baseline file, and suppressions with a reason and an expiry.

Both name findings by fingerprint, which holds no line numbers and no times; the baseline has one
finding a line, sorted, so that it merges like source code. A suppressed finding is not dropped:
it stays in the report with the reason why it does not count.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from auditor.errors import SettingsError
from auditor.model import BASELINE, AuditReport, Finding

_HEADER = "# Accepted findings of the news auditor: fingerprint, rule, article. Written by `auditor baseline write`.\n"
_LINE = re.compile(r"([0-9a-f]{16}) ([A-Z]+\d+) (.*)")
_KEYS = frozenset({"fingerprint", "reason", "expires"})


@dataclass(frozen=True, slots=True)
class Suppression:
    """One finding that somebody answered for."""

    fingerprint: str
    reason: str
    expires: date | None = None  #: last day it counts


def read_baseline(path: Path) -> dict[str, str]:
    """Line by fingerprint. Raises SettingsError naming the file and line that is not one."""
    lines: dict[str, str] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise SettingsError(f"{path}:{number}: not a baseline line: {line[:60]!r}")
        lines[match[1]] = line
    return lines


def baseline_text(findings: Iterable[Finding]) -> str:
    """The content of a baseline file that accepts *findings*."""
    return _content(_line(finding) for finding in findings)


def pruned(lines: dict[str, str], findings: Iterable[Finding]) -> tuple[str, int]:
    """The content without lines that no finding answers to any more, and how many those were."""
    present = {finding.fingerprint for finding in findings}
    kept = [line for fingerprint, line in lines.items() if fingerprint in present]
    return _content(kept), len(lines) - len(kept)


def read_suppressions(path: Path) -> tuple[Suppression, ...]:
    """The ``[[suppress]]`` entries of a TOML file.

    Raises SettingsError for an unknown key, a missing reason or a date that is none.
    """
    try:
        data = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    entries = data.pop("suppress", [])
    if data:
        raise SettingsError(f"{path}: unknown key {min(data)!r}; entries are called [[suppress]]")
    return tuple(_suppression(entry, f"{path}: entry {number}") for number, entry in enumerate(entries, 1))


def settled(
    report: AuditReport, baseline: Iterable[str], suppressions: Iterable[Suppression], *, today: date
) -> tuple[AuditReport, tuple[str, ...]]:
    """The report with accepted findings marked, and notes on suppressions that expired or match nothing."""
    known = set(baseline)
    chosen = {entry.fingerprint: entry for entry in suppressions}
    notes = []
    live: dict[str, str] = {}
    present = {finding.fingerprint for finding in report.findings}
    for fingerprint, entry in sorted(chosen.items()):
        if entry.expires and entry.expires < today:
            notes.append(f"suppression {fingerprint} expired on {entry.expires}: {entry.reason}")
        elif fingerprint not in present:
            notes.append(f"suppression {fingerprint} matches no finding: {entry.reason}")
        else:
            live[fingerprint] = entry.reason
    findings = tuple(
        replace(finding, suppressed=live.get(finding.fingerprint) or (BASELINE if finding.fingerprint in known else ""))
        for finding in report.findings
    )
    return replace(report, findings=findings), tuple(notes)


def _line(finding: Finding) -> str:
    article = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", "\ufffd", finding.primary.article)
    return f"{finding.fingerprint} {finding.code} {article}"


def _content(lines: Iterable[str]) -> str:
    return _HEADER + "".join(f"{line}\n" for line in sorted(set(lines)))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _suppression(entry: object, where: str) -> Suppression:
    if not isinstance(entry, dict):
        raise SettingsError(f"{where}: must be a table [[suppress]]")
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise SettingsError(f"{where}: unknown key {unknown[0]!r}; there are {', '.join(sorted(_KEYS))}")
    fingerprint, reason, expires = entry.get("fingerprint"), entry.get("reason"), entry.get("expires")
    if not isinstance(fingerprint, str) or not re.fullmatch(r"[0-9a-f]{16}", fingerprint):
        raise SettingsError(f"{where}: fingerprint must be the 16 hex digits a report shows")
    if not isinstance(reason, str) or not reason.strip():
        raise SettingsError(f"{where}: a suppression needs a reason")
    if isinstance(expires, str):
        try:
            expires = date.fromisoformat(expires)
        except ValueError as error:
            raise SettingsError(f"{where}: expires: {error}") from error
    if expires is not None and type(expires) is not date:
        raise SettingsError(f"{where}: expires must be a date such as 2027-01-31")
    return Suppression(fingerprint, reason.strip(), expires)
