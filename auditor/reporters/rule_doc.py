"""What a reporter needs to know of a rule: its manual page, taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Rule families by the letters of the code, with a title an editor understands.
FAMILIES = {
    "DUP": "Shared passages",
    "SPN": "Reworded text",
    "QUO": "Altered quotations",
    "FCT": "Facts that differ between copies",
    "OPN": "Opinion",
    "ATT": "Credit",
    "RES": "Template and scraper leftovers",
    "OBF": "Hidden characters and look-alikes",
    "SRC": "Disclosure",
}


@dataclass(frozen=True, slots=True)
class RuleOption:
    """One option of a rule: its name, the value in force and what it means."""

    name: str
    value: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """One measured figure for the methodology page, all in words ready to print."""

    task: str  #: "shared passages, PAN13 test corpus 2"
    figure: str  #: "PlagDet .91"
    published: str = ""  #: the best published figure it stands beside, with its source
    data: str = ""  #: what it was measured on
    interval: str = ""  #: its 95 % interval: ".90 to .92"; empty where none was computed
    script: str = ""  #: file in tests/bench/ that prints it
    date: str = ""  #: day it was measured, ISO 8601
    in_sample: bool = False  #: weights or thresholds were chosen with the same data in view
    codes: tuple[str, ...] = ()  #: rules or families that rest on it


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """The manual page of one rule. *severity* is the usual one of its findings."""

    code: str
    name: str  #: kebab-case or plain words: ``spun-passage``
    summary: str  #: one sentence
    why: str = ""
    fires: str = ""
    silent: str = ""
    resolve: str = ""
    severity: Severity = Severity.MEDIUM
    options: tuple[RuleOption, ...] = ()


def family(code: str) -> str:
    """Return the letters a code begins with, in capitals: ``SPN`` of ``SPN001``."""
    return (code.rstrip("0123456789") or code).upper()


def family_title(code: str) -> str:
    """Return the title of a code's family; of a family not known here, its letters."""
    return FAMILIES.get(family(code), family(code))


def complete(rules: Sequence[RuleDoc], codes: Iterable[str]) -> dict[str, RuleDoc]:
    """Return manual pages by code, with a bare one for each of *codes* that *rules* does not describe."""
    known = {rule.code: rule for rule in rules}
    for code in codes:
        if code not in known:
            known[code] = RuleDoc(code, code, family_title(code))
    return dict(sorted(known.items()))
