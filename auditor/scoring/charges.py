"""What each word of an article is charged with, and by which findings.

A word may be charged as reused, as reworded and as comment. It pays the dearest of them once: reuse and
rewording share what they cost together in proportion to their charges, and comment, of which a source is
excused a little, pays what it adds to that. So one more finding can only add, and no word is paid for twice. An altered
quotation, a changed fact or hidden characters are faults of the whole article, of fixed size however
long it is: they are charged besides, to every word alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from auditor.annotate.credits import Outlets
from auditor.model import Finding, Match, Reading, Severity
from auditor.reuse.origin import taken
from auditor.scoring.credit import CreditLevels
from auditor.scoring.faults import Fault, joined_faults
from auditor.scoring.method import DIMENSIONS, Method
from auditor.scoring.overlaps import Places
from auditor.scoring.words import Charge, Mask, Numbers, Words

_SCRAPED = frozenset({"shortcode", "counter", "comment-form", "spintax", "widget"})
_NOTHING = 1e-9  #: less than this is rounding
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
    pointers: Places  #: lines that point to a source


@dataclass(slots=True)
class Charges:
    """Charges per word and dimension, 0 to 1, faults of the whole article, and the findings behind each dimension."""

    words: dict[str, Charge]
    faults: list[Fault] = field(default_factory=list)
    kept: float = 1.0  #: of disclosure
    findings: dict[str, set[str]] = field(default_factory=dict)
    dearest: dict[str, float] = field(default_factory=dict)  #: other article → highest certainty it was taken from

    def add(self, dimension: str, at: Numbers, value: float, finding: Finding) -> None:
        """Charge the words *at* with at least *value*."""
        if value > _NOTHING and len(at):
            self.words[dimension][at] = np.maximum(self.words[dimension][at], min(1.0, value))
            self.blame(dimension, finding)

    def fault(self, value: float, finding: Finding) -> None:
        """Charge the text as a whole with *value* for each difference the finding shows, or else for its place."""
        if value > _NOTHING:
            places = {finding.primary.span, *(relation.left for relation in finding.evidence.relations)}
            self.faults += [Fault(place, min(1.0, value)) for place in sorted(places)]
            self.blame("integrity", finding)

    def blame(self, dimension: str, finding: Finding) -> None:
        """Name *finding* as a reason of the dimension."""
        self.findings.setdefault(dimension, set()).add(finding.fingerprint)


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
        Places(r.span for r in case.reading.residue if r.kind == "pointer"),
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
        worth = kinds.get(match.kind, 0.0) * _taken_from(case, match)
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
    charges = Charges({name: np.zeros(len(ground.words)) for name in _WORDED})
    own = case.reading.article.id
    if not ground.body.any():
        return charges
    for finding in sorted(case.findings, key=lambda f: (f.code, f.primary, f.fingerprint, f.message)):
        family = finding.code.rstrip("0123456789")
        if finding.primary.article != own or family in without:
            continue
        for handler in _HANDLERS.get(family, ()):
            if finding.severity is not Severity.INFO:
                handler(case, finding, charges, ground)
        if family in _DISCLOSED:
            lost = min(1.0, _DISCLOSED[family](case, finding, ground))
            if lost > _NOTHING:
                charges.kept *= 1 - lost
                charges.blame("disclosure", finding)
    reused = charges.words["attribution"]
    for article, sure in charges.dearest.items():
        at, worth = ground.taken[article]
        reused[at] = np.maximum(reused[at], np.minimum(1.0, worth * sure))
    return charges


def penalties(charges: Charges, ground: Ground, method: Method) -> tuple[float, float, float, float]:
    """Charges as one penalty per dimension, 0 to 1: a share of the article's own prose, and its faults.

    In points of 100, a word that is reused at *r*, comment at *o*, reworded at *w*, in an article
    whose faults come to *f*, pays the larger of *w* joined with *f* and max(*r*, *o*) joined with *f*.
    """
    lost = dict.fromkeys(DIMENSIONS, 0.0) | {"disclosure": 1 - charges.kept}
    if ground.body.any():
        points = dict(zip(DIMENSIONS, method.points, strict=True))
        faulty = joined_faults(charges.faults)
        reused, reworded, comment = (_of_prose(charges.words[name], ground) for name in _WORDED)
        voiced = min(1.0, float(comment.mean()) / method.comment)
        parts = {
            "attribution": reused * points["attribution"],
            "integrity": (1 - (1 - reworded) * (1 - faulty)) * points["integrity"],
        }
        fault = faulty * points["integrity"]
        plain, paid = (
            np.maximum(parts["integrity"], copied + fault - copied * fault / 100)
            for copied in (parts["attribution"], np.maximum(parts["attribution"], voiced * points["opinion"]))
        )
        total = np.maximum(sum(parts.values()), _NOTHING)
        shares = {name: part / total * plain for name, part in parts.items()} | {"opinion": paid - plain}
        for name, part in shares.items():
            lost[name] = min(1.0, float(part.mean() / points[name])) if points[name] else 0.0
    attribution, integrity, opinion, disclosure = (lost[name] for name in DIMENSIONS)
    return attribution, integrity, opinion, disclosure


def _of_prose(charge: Charge, ground: Ground) -> Charge:
    """The charges of the body words outside quotations; where those are few, of half the body words."""
    prose = charge[ground.free]
    return np.append(prose, np.zeros(max(0, int(ground.body.sum()) // 2 - len(prose)))) if len(prose) else np.zeros(1)


_Handler = Callable[[Case, Finding, Charges, Ground], None]


def _weight(case: Case, finding: Finding) -> float:
    """What a finding counts, 0 to 1: nothing up to the confidence that accuses nobody, then more in proportion."""
    least = case.method.accuses
    return max(0.0, (finding.confidence - least) / (1 - least))


def _spun(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    sure = 1.0 if finding.severity is Severity.HIGH else case.method.unsure
    match = ground.by_id.get(finding.evidence.match)
    if match is not None and case.reading.spun.verdict not in {"spun", "suspicious"}:
        sure *= _taken_from(case, match)
    at = ground.words.within(finding.primary.span, ground.free)
    if len(at) < case.method.least_share * ground.free.sum():
        at = ground.words.around(finding.primary.span, case.method.least_share, ground.free)
    charges.add("integrity", at, _weight(case, finding) * sure, finding)


def _altered(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    match = ground.by_id.get(finding.evidence.match)
    sure = 1.0 if match is None else _taken_from(case, match)
    size = case.method.altered if finding.code.startswith("QUO") else case.method.changed
    charges.fault(size * _weight(case, finding) * sure, finding)


def _hidden(case: Case, finding: Finding, charges: Charges, _: Ground) -> None:
    charges.fault(case.method.hidden * _weight(case, finding), finding)


def _reused(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    """Charge what the article shares with the others a finding names, where they had it first.

    The charge rises with the confidence alone, so the surest finding per other article decides it;
    which is settled once, however many findings and passages there are.
    """
    own, sure = case.reading.article.id, _weight(case, finding)
    for article in {place.article for place in finding.related if place.article != own} & ground.taken.keys():
        _, worth = ground.taken[article]
        if sure * worth.max(initial=0.0) > _NOTHING:
            charges.dearest[article] = max(charges.dearest.get(article, 0.0), sure)
            charges.blame("attribution", finding)


def _attributed(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    if finding.related:
        _reused(case, finding, charges, ground)
    else:
        lack = 1.0 - ground.credits.whole
        charges.add(
            "attribution", np.flatnonzero(ground.free), case.method.admitted * _weight(case, finding) * lack, finding
        )


def _voiced(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    own = [p.span for p in (finding.primary, *finding.related) if p.article == case.reading.article.id]
    charges.add("opinion", ground.words.inside(own, ground.free), _weight(case, finding), finding)


def _residue(case: Case, finding: Finding, ground: Ground) -> float:
    places = [p.span for p in (finding.primary, *finding.related) if p.article == case.reading.article.id]
    if all(ground.pointers.meet(place.start, place.end) for place in places):
        return 0.0  # who points to a source gives some credit, which must never cost
    met = sum(any(standing.meet(place.start, place.end) for place in places) for _, standing in ground.residue)
    return finding.confidence * (case.method.scraped * (1 - 0.5**met) if met else case.method.template)


def _undisclosed(case: Case, finding: Finding, ground: Ground) -> float:
    return case.method.undisclosed * finding.confidence * (1.0 - ground.credits.whole)


def _taken_from(case: Case, match: Match) -> float:
    """How sure it is that this article took the passage: 0 where the direction is unknown or licensed."""
    own = case.reading
    other = case.others.get(match.right.article if match.left.article == own.article.id else match.left.article)
    if other is None or case.outlets.same(other.article.source, own.article.source):
        return 0.0
    return 0.0 if _licensed(case, other.article.source) else taken(match, own, other)


def _licensed(case: Case, source: str) -> bool:
    """Whether the article's source may reprint text of *source*, by any of their names."""
    own, same = case.reading.article.source, case.outlets.same
    return any(same(who, own) and same(whom, source) for who, whom in case.syndication)


#: The dimensions whose charges are charges of words, and what charges them, by code family.
_WORDED = ("attribution", "integrity", "opinion")
_HANDLERS: dict[str, tuple[_Handler, ...]] = {
    "SPN": (_spun, _reused),
    "QUO": (_altered,),
    "FCT": (_altered,),
    "OBF": (_hidden,),
    "DUP": (_reused,),
    "ATT": (_attributed,),
    "OPN": (_voiced,),
}
_DISCLOSED: dict[str, Callable[[Case, Finding, Ground], float]] = {"RES": _residue, "SRC": _undisclosed}


def sides(matches: Sequence[Match]) -> dict[str, list[Match]]:
    """Matches by each article they have a side in."""
    found: dict[str, list[Match]] = {}
    for match in matches:
        for article in dict.fromkeys((match.left.article, match.right.article)):
            found.setdefault(article, []).append(match)
    return found
