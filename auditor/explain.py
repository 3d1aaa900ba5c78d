"""A rule's class docstring is its manual page; this module takes it apart."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, fields
from difflib import get_close_matches

from auditor.errors import SettingsError
from auditor.model import Severity
from auditor.protocols import Rule
from auditor.registry import rule_classes
from auditor.reporters.accuracy import of_rule
from auditor.reporters.rule_doc import Accuracy

HEADINGS = ("Why it matters", "Fires on", "Silent on", "To resolve")


@dataclass(frozen=True, slots=True)
class RuleOption:
    """One option of a rule, as it is set in TOML."""

    name: str
    default: object
    meaning: str


@dataclass(frozen=True, slots=True)
class ManualPage:
    """What a rule does and how to answer it."""

    code: str
    name: str
    summary: str
    why: str
    fires: str
    silent: str
    resolve: str
    severity: Severity = Severity.MEDIUM
    options: tuple[RuleOption, ...] = ()
    measured: tuple[Accuracy, ...] = ()

    def __str__(self) -> str:
        parts = [f"{self.code} {self.name} ({self.severity.label})", "", self.summary]
        for heading, text in zip(HEADINGS, (self.why, self.fires, self.silent, self.resolve), strict=True):
            parts += ["", heading, f"  {text}"]
        if self.options:
            parts += ["", f"Options ([tool.auditor.rules.{self.code}])"]
            parts += [f"  {o.name.replace('_', '-')} = {o.default!r}  {o.meaning}" for o in self.options]
        if self.measured:
            parts += ["", "Measured"]
            parts += [f"  {row.task}: {row.figure}{_ground(row)}" for row in self.measured]
        return "\n".join(parts)


def manual(rule: type[Rule]) -> ManualPage:
    """Read the manual page of *rule*; a missing heading is a ValueError naming it."""
    doc = inspect.cleandoc(rule.__doc__ or "")
    pattern = "|".join(map(re.escape, HEADINGS))
    parts = re.split(rf"^({pattern}):\s*", doc, flags=re.MULTILINE)
    sections = {parts[i]: " ".join(parts[i + 1].split()) for i in range(1, len(parts), 2)}
    missing = [heading for heading in HEADINGS if not sections.get(heading)]
    if missing:
        raise ValueError(f"{rule.__name__} lacks {', '.join(missing)} in its docstring")
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", rule.__name__).lower()
    meanings = _meanings(rule)
    options = tuple(
        RuleOption(f.name, f.default, meanings.get(f.name, ""))
        for f in fields(rule)  # type: ignore[arg-type]  # rules are dataclasses
    )
    why, fires, silent, resolve = (sections[heading] for heading in HEADINGS)
    summary = " ".join(parts[0].split())
    measured = of_rule(rule.code)
    return ManualPage(rule.code, name, summary, why, fires, silent, resolve, rule.severity, options, measured)


def explain(code: str) -> ManualPage:
    """The manual page of one code; SettingsError with a suggestion if there is none."""
    classes = {rule.code: rule for rule in rule_classes()}
    rule = classes.get(code.upper())
    if rule is None:
        close = get_close_matches(code.upper(), list(classes), n=1, cutoff=0.4)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise SettingsError(f"no rule has the code {code!r}{hint}")
    return manual(rule)


def _ground(row: Accuracy) -> str:
    interval = f" (95 % interval {row.interval})" if row.interval else ""
    return f"{interval}; {row.data}{', in-sample' if row.in_sample else ''} (tests/bench/{row.script}, {row.date})"


def _meanings(rule: type[Rule]) -> dict[str, str]:
    """Option comments: the text behind ``#:`` on each field's line."""
    try:
        source = inspect.getsource(rule)
    except (OSError, TypeError):
        return {}
    return dict(re.findall(r"^    (\w+): [^\n]*?#: ([^\n]+)$", source, flags=re.MULTILINE))
