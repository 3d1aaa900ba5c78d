"""What each word of an article is charged with, and by which findings.

Every word has one class, in the order quoted, boilerplate, spun, reused, opinion, own; a word
that falls under several charges is charged once, with the dearest of them: first what its class
costs, then what the dearer charge costs beyond that. So one more finding can only add. A finding
stands behind a dimension only where its own charge exceeds what the classes before it cost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from auditor.annotate.credits import Outlets
from auditor.model import Finding, Match, Reading, Severity
from auditor.scoring.credit import CreditLevels
from auditor.scoring.method import DIMENSIONS, Method
from auditor.scoring.overlaps import Places
from auditor.scoring.words import Charge, Mask, Numbers, Words

_SCRAPED = frozenset({"shortcode", "pointer", "counter", "comment-form", "spintax", "widget"})
_NOTHING = 1e-9  #: points; less than this is rounding
Syndication = frozenset[tuple[str, str]]


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


@dataclass(frozen=True, slots=True)
class Ground:
    """What the charges of an article have in common: its words, its matches and its credits."""

    words: Words
    body: Mask
    free: Mask  #: body words outside quotations
    credits: CreditLevels
    by_id: Mapping[str, Match]
    taken: Mapping[str, tuple[Numbers, Charge]]  #: other article → words from it and what each may cost
    residue: tuple[tuple[str, Places], ...]  #: kinds that show a scraper at work, and where they stand


@dataclass(slots=True)
class Charges:
    """Charges per word, 0 to 1, and the points they cost; the findings behind each dimension."""

    cost: Charge  #: points per word, of the dimensions before it
    shares: dict[str, float] = field(default_factory=dict)  #: penalty per dimension, 0 to 1
    findings: dict[str, set[str]] = field(default_factory=dict)
    current: Charge = field(default_factory=lambda: np.zeros(0))  #: of the dimension at hand
    dimension: str = ""
    points: float = 0.0
    dearest: dict[str, float] = field(default_factory=dict)  #: other article → highest confidence it was taken from
    margins: dict[str, float] = field(default_factory=dict)  #: other article → confidence from which that costs

    def add(self, at: Numbers, value: float, finding: Finding) -> None:
        """Charge the words *at* with at least *value*."""
        at = at[min(1.0, value) * self.points > self.cost[at] + _NOTHING]
        if len(at):
            self.current[at] = np.maximum(self.current[at], min(1.0, value))
            self.blame(finding)

    def blame(self, finding: Finding) -> None:
        """Name *finding* as a reason of the dimension at hand."""
        self.findings.setdefault(self.dimension, set()).add(finding.fingerprint)


def ground_of(case: Case) -> Ground:
    """Look through an article's text, matches and credits, once for all its findings."""
    words = Words(case.reading.article.text)
    body = ~words.mask(residue.span for residue in case.reading.residue)
    free = body & ~words.mask(quotation.span for quotation in case.reading.quotations if not quotation.scare)
    credited = CreditLevels(case.reading, case.outlets)
    by_id: dict[str, Match] = {}
    for match in sorted(case.matches, key=_firmness):
        by_id.setdefault(match.id, match)
    kinds = sorted({residue.kind for residue in case.reading.residue} & _SCRAPED)
    return Ground(
        words,
        body,
        free,
        credited,
        by_id,
        _taken(case, words, free, credited),
        tuple((kind, Places(r.span for r in case.reading.residue if r.kind == kind)) for kind in kinds),
    )


def _firmness(match: Match) -> tuple[str, str, float]:
    """Of several matches under one id the same one counts, in whatever order they come."""
    return match.id, match.origin.article or "", match.origin.confidence


def _taken(case: Case, words: Words, free: Mask, credited: CreditLevels) -> dict[str, tuple[Numbers, Charge]]:
    """What the article shares with each other, where the other had it first, less the credit it gives."""
    own = case.reading.article.id
    kinds = dict(case.method.reuse)
    passages: dict[str, list[tuple[float, Numbers]]] = {}
    for match in case.matches:
        mine, other = (match.left, match.right) if match.left.article == own else (match.right, match.left)
        worth = kinds.get(match.kind, 0.0) * _from_other(case, match)
        if worth > 0:
            worth *= 1.0 - credited.beside(case.others[other.article].article.source, mine.span)
        if worth > 0:
            passages.setdefault(other.article, []).append((worth, words.within(mine.span, free)))
    taken = {}
    for article, found in passages.items():
        worths = np.concatenate([np.full(len(at), worth) for worth, at in found])
        numbers, places = np.unique(np.concatenate([at for _, at in found]), return_inverse=True)
        dearest = np.zeros(len(numbers))
        np.maximum.at(dearest, places, worths)
        taken[article] = (numbers, dearest)
    return taken


def charge(case: Case, ground: Ground, without: frozenset[str] = frozenset()) -> Charges:
    """All charges of an article, leaving out findings of the code families in *without*."""
    charges = Charges(np.zeros(len(ground.words)))
    total = int(ground.body.sum())
    own = case.reading.article.id
    findings = sorted(case.findings, key=lambda f: (f.code, f.primary, f.fingerprint, f.message))
    counted = [(f, f.code.rstrip("0123456789")) for f in findings if f.primary.article == own]
    points_of = dict(zip(DIMENSIONS, case.method.points, strict=True))
    for name, handlers in _WORDED:
        points = points_of[name]
        charges.dimension, charges.points = name, points
        charges.current = np.zeros(len(ground.words))
        for finding, family in counted:
            if family in handlers and family not in without:
                handlers[family](case, finding, charges, ground)
        for article, sure in charges.dearest.items():
            at, worth = ground.taken[article]
            charges.current[at] = np.maximum(charges.current[at], np.minimum(1.0, worth * sure))
        charges.dearest.clear()
        beyond = np.maximum(charges.current * points - charges.cost, 0.0)
        charges.shares[name] = float(beyond[ground.body].sum() / points / total) if points and total else 0.0
        charges.cost = charges.cost + beyond
    charges.dimension, kept = "disclosure", 1.0
    for finding, family in counted:
        if family in _DISCLOSED and family not in without:
            lost = min(1.0, _DISCLOSED[family](case, finding, ground))
            if lost > _NOTHING:
                kept *= 1 - lost
                charges.blame(finding)
    charges.shares["disclosure"] = 1 - kept
    return charges


def penalties(charges: Charges) -> tuple[float, float, float, float]:
    """Charges as one penalty per dimension, each a share of the body words, 0 to 1."""
    attribution, integrity, opinion, disclosure = (charges.shares[name] for name in DIMENSIONS)
    return attribution, integrity, opinion, disclosure


_Handler = Callable[[Case, Finding, Charges, Ground], None]


def _spun(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    if finding.severity is Severity.INFO:
        return
    sure = 1.0 if finding.severity is Severity.HIGH else case.method.unsure
    match = ground.by_id.get(finding.evidence.match)
    if match is not None and case.reading.spun.verdict not in {"spun", "suspicious"}:
        sure *= _from_other(case, match)
    at = ground.words.within(finding.primary.span, ground.free)
    if len(at) < case.method.least_share * ground.body.sum():
        at = ground.words.around(finding.primary.span, case.method.least_share, ground.body)
    charges.add(at, finding.confidence * sure, finding)


def _altered(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    if finding.severity is Severity.INFO:
        return
    match = ground.by_id.get(finding.evidence.match)
    sure = 1.0 if match is None or case.reading.spun.verdict == "spun" else _from_other(case, match)
    share = case.method.quoted_share if finding.code.startswith("QUO") else case.method.least_share
    at = ground.words.around(finding.primary.span, share, ground.body)
    charges.add(at, finding.confidence * sure, finding)


def _hidden(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    if finding.severity is not Severity.INFO:
        at = ground.words.around(finding.primary.span, case.method.hidden_share, ground.body)
        charges.add(at, finding.confidence, finding)


def _reused(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    """Charge what the article shares with the others a finding names, where they had it first.

    The charge rises with the confidence alone, so the surest finding per other article decides it;
    which is settled once, however many findings and passages there are.
    """
    if finding.severity is Severity.INFO:
        return
    own = case.reading.article.id
    for article in {place.article for place in finding.related if place.article != own} & ground.taken.keys():
        at, worth = ground.taken[article]
        if article not in charges.margins:
            costs = (charges.cost[at] + _NOTHING) / (worth * charges.points) if charges.points else worth + np.inf
            charges.margins[article] = float(costs.min(initial=np.inf))
        if finding.confidence > charges.margins[article]:
            charges.dearest[article] = max(charges.dearest.get(article, 0.0), finding.confidence)
            charges.blame(finding)


def _attributed(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    if finding.related:
        _reused(case, finding, charges, ground)
    elif finding.severity is not Severity.INFO:
        lack = 1.0 - ground.credits.whole
        charges.add(np.flatnonzero(ground.free), case.method.admitted * finding.confidence * lack, finding)


def _voiced(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    if finding.severity is not Severity.INFO:
        own = [p.span for p in (finding.primary, *finding.related) if p.article == case.reading.article.id]
        charges.add(np.flatnonzero(ground.words.mask(own) & ground.free), finding.confidence, finding)


def _residue(case: Case, finding: Finding, ground: Ground) -> float:
    places = [p.span for p in (finding.primary, *finding.related) if p.article == case.reading.article.id]
    met = sum(any(standing.meet(place.start, place.end) for place in places) for _, standing in ground.residue)
    return finding.confidence * (case.method.scraped * (1 - 0.5**met) if met else case.method.template)


def _undisclosed(case: Case, finding: Finding, ground: Ground) -> float:
    return case.method.undisclosed * finding.confidence * (1.0 - ground.credits.whole)


def _from_other(case: Case, match: Match) -> float:
    """How sure it is that this article took the passage: 0 where the direction is unknown or licensed."""
    own = case.reading.article
    other_id = match.right.article if match.left.article == own.id else match.left.article
    other = case.others.get(other_id)
    if other is None or match.origin.article != other_id:
        return 0.0
    if case.outlets.same(other.article.source, own.source) or _licensed(case, other.article.source):
        return 0.0
    return match.origin.confidence


def _licensed(case: Case, source: str) -> bool:
    """Whether the article's source may reprint text of *source*, by any of their names."""
    own, same = case.reading.article.source, case.outlets.same
    return any(same(who, own) and same(whom, source) for who, whom in case.syndication)


#: What charges words: the dimensions in the order in which a word pays them, and the code families of each.
_WORDED: tuple[tuple[str, dict[str, _Handler]], ...] = (
    ("integrity", {"SPN": _spun, "QUO": _altered, "FCT": _altered, "OBF": _hidden}),
    ("attribution", {"SPN": _reused, "DUP": _reused, "ATT": _attributed}),
    ("opinion", {"OPN": _voiced}),
)
_DISCLOSED: dict[str, Callable[[Case, Finding, Ground], float]] = {"RES": _residue, "SRC": _undisclosed}


def sides(matches: Sequence[Match]) -> dict[str, list[Match]]:
    """Matches by each article they have a side in."""
    found: dict[str, list[Match]] = {}
    for match in matches:
        for article in dict.fromkeys((match.left.article, match.right.article)):
            found.setdefault(article, []).append(match)
    return found
