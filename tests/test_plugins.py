"""Third parties add rules, readers and reporters through entry points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

import auditor
from auditor import registry
from auditor.model import Finding, Place, Reading, Severity, Span


@dataclass(frozen=True, slots=True)
class Shouting:
    """A text all in capitals.

    Why it matters: it is hard to read.
    Fires on: "STOP PRESS".
    Silent on: ordinary case.
    To resolve: use lower case.
    """

    code: ClassVar[str] = "ZZZ001"
    severity: ClassVar[Severity] = Severity.LOW
    subject: ClassVar[type] = Reading

    def check(self, subject, /):
        text = subject.article.text
        if text.isupper():
            yield Finding(self.code, self.severity, 1.0, "shouts", Place(subject.article.id, Span(0, len(text))))


class MemoReader:
    name: ClassVar[str] = "memo"

    def accepts(self, path: Path, /) -> bool:
        return path.suffix == ".memo"

    def read(self, path: Path, /):
        yield auditor.Article("memo", "desk", path.read_text("utf-8"))


class CountReporter:
    name: ClassVar[str] = "count"

    def render(self, report, /):
        return {"count.txt": f"{len(report.findings)}\n"}


class Entry:
    def __init__(self, target):
        self.name, self.value, self._target = target.__name__, target.__qualname__, target

    def load(self):
        return self._target


@pytest.fixture(autouse=True)
def _plugged(monkeypatch):
    groups = {"auditor.rules": [Shouting], "auditor.readers": [MemoReader], "auditor.reporters": [CountReporter]}
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry(target) for target in groups[group]])


def test_all_three_take_part(tmp_path):
    """A file only the plugged-in reader knows is judged by the plugged-in rule and told by the reporter."""
    (tmp_path / "note.memo").write_text("STOP PRESS, THE HARBOUR IS SHUT", "utf-8")
    report = auditor.audit(tmp_path, settings=auditor.Settings(select=("ZZZ",)))
    assert [(f.code, f.primary.article) for f in report.findings] == [("ZZZ001", "memo")]
    (written,) = auditor.write(report, tmp_path / "out", formats=("count",))
    assert written.read_text("utf-8") == "1\n"
    assert auditor.explain("zzz001").why == "it is hard to read."


def test_a_code_that_is_taken_is_an_error(monkeypatch):
    """Two rules of one code would make findings ambiguous."""
    clash = type("Clash", (), {"code": "DUP001"})
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry(clash)] if group == "auditor.rules" else [])
    with pytest.raises(auditor.SettingsError, match="DUP001 is claimed by"):
        auditor.rules()
