"""The words every reporter uses for the same thing, so that no two reports disagree in tone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from auditor.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import AuditReport, Credit, Phrase, Reading

KINDS = {
    "verbatim": "word for word",
    "edited": "lightly edited",
    "spun": "reworded word by word",
    "paraphrase": "paraphrased",
    "summary": "summarised",
    "quotation": "shared quotation",
    "boilerplate": "standing text",
    "common": "common wording",
}

RELATIONS = {
    "altered-quotation": "altered quotation",
    "changed-number": "changed number",
    "changed-date": "changed date",
    "changed-name": "changed name",
    "changed-place": "changed place",
    "negation": "negation added or dropped",
    "omission": "left out",
    "reordering": "reordered",
}

#: Dimensions of the score, with what each is about.
DIMENSIONS = {
    "attribution": ("Credit", "text reused without saying where it comes from"),
    "integrity": ("Text integrity", "reworded text, altered quotations, changed facts, hidden characters"),
    "opinion": ("News and opinion", "opinion that is not labelled as such"),
    "disclosure": ("Disclosure", "missing byline or date, template leftovers"),
    "prior": ("Assumed of any source", "what is assumed of any source until it has shown more stories, not a finding"),
}

#: What a credit says, where it names somebody and where it does not.
CREDITS = {
    "agency-tag": ("agency tag: {}", "agencies, none of them named"),
    "byline": ("byline: {}", "a byline that names nobody"),
    "outlet": ("credit line: {}", "agencies, none of them named"),
    "pointer": ("source line: {}", "a source line that names nobody"),
    "link": ("link to {}", "a link to a site that is not named"),
    "first-appeared": ("first published by {}", "says that it was published elsewhere before, not where"),
    "contributor": ("with material of {}", "with material of others who are not named"),
    "told": ("words told to {}", "words told to another outlet"),
    "mention": ("cites {}", "cites another outlet"),
    "house": ("writes as {}", "writes as another outlet"),
    "sign-off": ("signed off as {} does", "signed off as an agency does"),
    "photo": ("picture: {}", "a picture credit that names nobody"),
    "canonical": ("original address at {}, in its metadata", "an original address elsewhere, in its metadata"),
    "based-on": ("based on {}, in its metadata", "based on another text, in its metadata"),
    "credit-text": ("credit to {}, in its metadata", "a credit that names nobody, in its metadata"),
}

#: How serious a difference between copies is when rows are put in order, the gravest first.
RELATION_ORDER = ("altered-quotation", "negation", "changed-number", "changed-name", "changed-date", "changed-place")

SEVERITIES = (Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO)


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 finding``, ``1,204 findings``, ``no findings``."""
    noun = one if number == 1 else many or one + "s"
    return f"{number:,} {noun}" if number else f"no {noun}"


def percent(share: float) -> str:
    """Return a share as a percentage that never rounds up to certainty: .998 is ``99 %``, .002 is ``<1 %``."""
    if 0 < share < 0.01:
        return "<1\u00a0%"
    rounded = int(share * 100 + 0.5)
    return f"{min(rounded, 99) if share < 1 else rounded}\u00a0%"


def sure(probability: float) -> str:
    """Return a probability of the audit's own answer; it is never given as certain."""
    return percent(min(probability, 0.99))


def number(value: float) -> str:
    """Return a number with at most one decimal, without a trailing zero: ``61``, ``7.4``."""
    return f"{value:,.1f}".removesuffix(".0")


def lost(points: float) -> str:
    """Return points lost: as ``number``, but never 0 where something was lost."""
    return "<0.1" if 0 < points < 0.05 else number(points)


def figure(value: float) -> str:
    """Return a measure of any size in a form people read: ``2,710``, ``121``, ``0.133``, ``4``."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def listed(words: list[str]) -> str:
    """Return words as a phrase: ``a``, ``a and b``, ``a, b and c``."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""


def distinct(phrases: Iterable[Phrase]) -> list[tuple[Phrase, int]]:
    """Return each wording with its likely original once, the surest first, with how often it stands in the text."""
    times: Counter[tuple[str, str]] = Counter()
    surest: dict[tuple[str, str], Phrase] = {}
    for phrase in phrases:
        key = (phrase.observed.casefold(), phrase.likely.casefold())
        times[key] += 1
        if key not in surest or phrase.probability > surest[key].probability:
            surest[key] = phrase
    ranked = sorted(surest, key=lambda key: (-surest[key].probability, surest[key].span.start))
    return [(surest[key], times[key]) for key in ranked]


def by_severity(report: AuditReport) -> dict[Severity, int]:
    """Return how many findings each severity has, the gravest first, all four named."""
    counted = Counter(finding.severity for finding in report.findings)
    return {severity: counted[severity] for severity in SEVERITIES}


def audited(report: AuditReport) -> tuple[Reading, ...]:
    """Return the articles the report is about, without those that it names for comparison only."""
    chosen = frozenset(report.checked)
    return tuple(reading for reading in report.articles if not chosen or reading.article.id in chosen)


def severity_phrase(report: AuditReport) -> str:
    """Return ``2 high, 1 low``, leaving out what is not there."""
    return ", ".join(f"{number:,} {severity.label}" for severity, number in by_severity(report).items() if number)


def credited(credit: Credit) -> str:
    """Return what a credit says, in words: ``cites Der Spiegel``, ``a source line that names nobody``."""
    plain = plain_name(credit.kind)
    named, unnamed = CREDITS.get(credit.kind, (f"{plain}: {{}}", plain))
    return named.replace("{}", credit.who) if credit.who else unnamed


def plain_name(name: str) -> str:
    """Return a machine name in words: ``altered-quotation`` and ``news_opinion`` lose their joints."""
    if name in DIMENSIONS:
        return DIMENSIONS[name][0]
    return RELATIONS.get(name) or KINDS.get(name) or re.sub(r"[-_]+", " ", name)
