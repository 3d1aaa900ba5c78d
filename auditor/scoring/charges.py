"""What each word of an article is charged with, and by which findings.

Every word has one class, in the order quoted, boilerplate, spun, reused, opinion, own; a word
that falls under several charges is charged once, with the dearest of them: first what its class
costs, then what the dearer charge costs beyond that. So one more finding can only add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from auditor.annotate.credits import Outlets
from auditor.model import Finding, Match, Reading, Severity, Span
from auditor.scoring.credit import credit_level
from auditor.scoring.method import Method
from auditor.scoring.words import Charge, Mask, Words

_SCRAPED = frozenset({"shortcode", "pointer", "counter", "comment-form", "spintax", "widget"})
Syndication = frozenset[tuple[str, str]]


@dataclass(slots=True)
class Charges:
    """Charges per word and dimension, each 0 to 1, with the findings behind them."""

    attribution: Charge
    integrity: Charge
    opinion: Charge
    disclosure: float = 0.0
    findings: dict[str, set[str]] = field(default_factory=dict)

    def add(self, dimension: str, mask: Mask, value: float, finding: Finding) -> None:
        """Charge the words of *mask* with at least *value*."""
        if value <= 0 or not mask.any():
            return
        charge: Charge = getattr(self, dimension)
        charge[mask] = np.maximum(charge[mask], min(1.0, value))
        self.findings.setdefault(dimension, set()).add(finding.fingerprint)


@dataclass(frozen=True, slots=True)
class Ground:
    """The words of an article: all, those of its body, and those of the body outside quotations."""

    words: Words
    body: Mask
    free: Mask


@dataclass(frozen=True, slots=True)
class Case:
    """One article with everything its charges follow from."""

    reading: Reading
    findings: tuple[Finding, ...]
    matches: tuple[Match, ...]  #: those with a side in this article
    others: Mapping[str, Reading]
    syndication: Syndication
    outlets: Outlets
    method: Method


def charge(case: Case, words: Words, body: Mask, without: frozenset[str] = frozenset()) -> Charges:
    """All charges of an article, leaving out findings of the code families in *without*."""
    empty = len(words)
    charges = Charges(np.zeros(empty), np.zeros(empty), np.zeros(empty))
    spans = [quotation.span for quotation in case.reading.quotations if not quotation.scare]
    ground = Ground(words, body, body & ~words.mask(spans))
    for finding in sorted(case.findings, key=lambda f: (f.code, f.primary, f.fingerprint, f.message)):
        family = finding.code.rstrip("0123456789")
        handler = _FAMILIES.get(family)
        if handler is not None and family not in without and finding.primary.article == case.reading.article.id:
            handler(case, finding, charges, ground)
    return charges


def penalties(charges: Charges, body: Mask, method: Method) -> tuple[float, float, float, float]:
    """Charges as one penalty per dimension, each a share of the body words, 0 to 1."""
    total = int(body.sum())
    if not total:
        return 0.0, 0.0, 0.0, min(1.0, charges.disclosure)
    attribution, integrity, opinion, _ = method.points
    spun = charges.integrity * integrity
    reused = np.maximum(charges.attribution * attribution - spun, 0.0)
    voiced = np.maximum(charges.opinion * opinion - np.maximum(spun, charges.attribution * attribution), 0.0)
    shares = [
        float(part[body].sum() / points / total) if points else 0.0
        for part, points in ((reused, attribution), (spun, integrity), (voiced, opinion))
    ]
    return shares[0], shares[1], shares[2], min(1.0, charges.disclosure)


_Handler = Callable[[Case, Finding, Charges, Ground], None]


def _spun(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    if finding.severity is Severity.INFO:
        return
    sure = 1.0 if finding.severity is Severity.HIGH else case.method.unsure
    match = _match_of(case, finding)
    if match is not None and case.reading.spun.verdict not in {"spun", "suspicious"}:
        sure *= _from_other(case, match)
    place = finding.primary.span
    mask = ground.words.mask([place]) & ground.free
    if mask.sum() < case.method.least_share * ground.body.sum():
        mask = ground.words.around(place, case.method.least_share) & ground.body
    charges.add("integrity", mask, finding.confidence * sure, finding)
    _reused(case, finding, charges, ground)


def _altered(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    if finding.severity is Severity.INFO:
        return
    match = _match_of(case, finding)
    sure = 1.0 if match is None or case.reading.spun.verdict == "spun" else _from_other(case, match)
    mask = ground.words.around(finding.primary.span, case.method.least_share) & ground.body
    charges.add("integrity", mask, finding.confidence * sure, finding)


def _hidden(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    if finding.severity is not Severity.INFO:
        mask = ground.words.around(finding.primary.span, case.method.hidden_share) & ground.body
        charges.add("integrity", mask, finding.confidence, finding)


def _reused(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    """Charge what the article shares with the others a finding names, where they had it first."""
    if finding.severity is Severity.INFO:
        return
    own = case.reading.article.id
    named = {place.article for place in finding.related if place.article != own}
    kinds = dict(case.method.reuse)
    for match in case.matches:
        mine, other = (match.left, match.right) if match.left.article == own else (match.right, match.left)
        if other.article not in named or other.article not in case.others:
            continue
        origin = case.others[other.article]
        value = kinds.get(match.kind, 0.0) * _from_other(case, match) * finding.confidence
        value *= 1.0 - credit_level(case.reading, origin, mine.span, case.outlets)
        charges.add("attribution", ground.words.mask([mine.span]) & ground.free, value, finding)


def _attributed(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    if finding.related:
        _reused(case, finding, charges, ground)
    elif finding.severity is not Severity.INFO:
        lack = 1.0 - credit_level(case.reading, None, None, case.outlets)
        charges.add("attribution", ground.free, case.method.admitted * finding.confidence * lack, finding)


def _voiced(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    if finding.severity is not Severity.INFO:
        own = [p.span for p in (finding.primary, *finding.related) if p.article == case.reading.article.id]
        charges.add("opinion", ground.words.mask(own) & ground.free, finding.confidence, finding)


def _residue(case: Case, finding: Finding, charges: Charges, _ground: Ground) -> None:
    places = [p.span for p in (finding.primary, *finding.related) if p.article == case.reading.article.id]
    kinds = {residue.kind for residue in case.reading.residue if _meets(residue.span, places)} & _SCRAPED
    lost = case.method.scraped * (1 - 0.5 ** len(kinds)) if kinds else case.method.template
    _disclose(charges, lost * finding.confidence, finding)


def _undisclosed(case: Case, finding: Finding, charges: Charges, _ground: Ground) -> None:
    lack = 1.0 - credit_level(case.reading, None, None, case.outlets)
    _disclose(charges, case.method.undisclosed * finding.confidence * lack, finding)


def _disclose(charges: Charges, value: float, finding: Finding) -> None:
    if value > 0:
        charges.disclosure = 1 - (1 - charges.disclosure) * (1 - min(1.0, value))
        charges.findings.setdefault("disclosure", set()).add(finding.fingerprint)


def _match_of(case: Case, finding: Finding) -> Match | None:
    if not finding.evidence.match:
        return None
    return next((match for match in case.matches if match.id == finding.evidence.match), None)


def _from_other(case: Case, match: Match) -> float:
    """How sure it is that this article took the passage: 0 where the direction is unknown or licensed."""
    own = case.reading.article
    other_id = match.right.article if match.left.article == own.id else match.left.article
    other = case.others.get(other_id)
    if other is None or match.origin.article != other_id:
        return 0.0
    if case.outlets.same(other.article.source, own.source) or (own.source, other.article.source) in case.syndication:
        return 0.0
    return match.origin.confidence


def _meets(span: Span, places: Iterable[Span]) -> bool:
    return any(span.overlap(place) for place in places)


_FAMILIES: dict[str, _Handler] = {
    "SPN": _spun,
    "QUO": _altered,
    "FCT": _altered,
    "OBF": _hidden,
    "DUP": _reused,
    "ATT": _attributed,
    "OPN": _voiced,
    "RES": _residue,
    "SRC": _undisclosed,
}


def sides(matches: Sequence[Match]) -> dict[str, list[Match]]:
    """Matches by each article they have a side in."""
    found: dict[str, list[Match]] = {}
    for match in matches:
        for article in dict.fromkeys((match.left.article, match.right.article)):
            found.setdefault(article, []).append(match)
    return found
