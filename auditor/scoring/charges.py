"""What each word of an article is charged with, and by which findings.

A word may be charged as reused, as reworded and as comment; ``penalties.py`` says what that costs. An altered
quotation, a changed fact or hidden characters are faults of the whole article, of fixed size however
long it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from auditor.annotate.credits import Outlets
from auditor.model import Finding, Match, Reading, Severity
from auditor.reuse.origin import taken
from auditor.scoring.credit import CreditLevels
from auditor.scoring.faults import Fault
from auditor.scoring.method import Method
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
    licensed: Mask  #: words that also stand in an article the source may carry
    credits: CreditLevels
    by_id: Mapping[str, Match]
    taken: Mapping[str, tuple[Numbers, Charge]]  #: other article → words from it and what each may cost
    residue: tuple[tuple[str, Places], ...]  #: kinds that show a scraper at work, and where they stand
    pointers: Places  #: lines that point to a source


@dataclass(slots=True)
class Charges:
    """Charges per word and dimension, 0 to 1, faults of the whole article, and the findings behind each dimension."""

    words: dict[str, Charge]
    voiced: Mask  #: all words that stand in what is charged as comment, quoted or not
    template: Charge  #: how surely each word is left of the page's template
    faults: list[Fault] = field(default_factory=list)
    kept: float = 1.0  #: of disclosure, but for the template
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

    def undisclosed(self, value: float, finding: Finding) -> None:
        """Take *value* of the disclosure that is left."""
        if value > _NOTHING:
            self.kept *= 1 - min(1.0, value)
            self.blame("disclosure", finding)

    def leftover(self, at: Numbers, finding: Finding) -> None:
        """Charge the words *at* as what is left of a page's template."""
        if finding.confidence > _NOTHING and len(at):
            self.template[at] = np.maximum(self.template[at], min(1.0, finding.confidence))
            self.blame("disclosure", finding)

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
        _licensed(case, words),
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
    passages: dict[str, list[tuple[Charge, Numbers]]] = {}
    for match in case.matches:
        mine, other = (match.left, match.right) if match.left.article == own else (match.right, match.left)
        worth = kinds.get(match.kind, 0.0) * _taken_from(case, match)
        if worth > 0:
            at = words.within(mine.span, free)
            given = credited.of(case.others[other.article].article.source, words.starts[at])
            passages.setdefault(other.article, []).append((worth * (1.0 - given), at))
    taken = {}
    for article, found in passages.items():
        worths = np.concatenate([worth for worth, _ in found])
        numbers, places = np.unique(np.concatenate([at for _, at in found]), return_inverse=True)
        dearest = np.zeros(len(numbers))
        np.maximum.at(dearest, places, worths)
        taken[article] = (numbers, dearest)
    return taken


def charge(case: Case, ground: Ground, without: frozenset[str] = frozenset()) -> Charges:
    """All charges of an article, leaving out findings of the code families in *without*."""
    size = len(ground.words)
    charges = Charges({name: np.zeros(size) for name in WORDED}, np.zeros(size, dtype=bool), np.zeros(size))
    own = case.reading.article.id
    if not ground.body.any():
        return charges
    for finding in sorted(case.findings, key=lambda f: (f.code, f.primary, f.fingerprint, f.message)):
        family = finding.code.rstrip("0123456789")
        if finding.primary.article != own or family in without:
            continue
        if finding.severity is not Severity.INFO or family in _DISCLOSED:
            for handler in _HANDLERS.get(family, ()):
                handler(case, finding, charges, ground)
    reused = charges.words["attribution"]
    if "ATT" in without:  # who names the origin of the text owes nothing for it, whatever else is found in it
        reused[:] = 0.0
        return charges
    for article, sure in charges.dearest.items():
        at, worth = ground.taken[article]
        reused[at] = np.maximum(reused[at], np.minimum(1.0, worth * sure))
    return charges


_Handler = Callable[[Case, Finding, Charges, Ground], None]


def _weight(case: Case, finding: Finding) -> float:
    """What a finding counts, 0 to 1: nothing up to the confidence that accuses nobody, then more in proportion."""
    least = case.method.accuses
    return max(0.0, (finding.confidence - least) / (1 - least))


def _spun(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    """Charge the wording, and that what is spun is somebody's, who is not credited."""
    sure = 1.0 if finding.severity is Severity.HIGH else case.method.unsure
    match = ground.by_id.get(finding.evidence.match)
    if match is not None and case.reading.spun.verdict not in {"spun", "suspicious"}:
        sure *= _taken_from(case, match)
    at = ground.words.within(finding.primary.span, ground.free)
    if len(at) < case.method.least_share * ground.free.sum():
        at = ground.words.around(finding.primary.span, case.method.least_share, ground.free)
    sure *= _weight(case, finding)
    charges.add("integrity", at, sure, finding)
    somebodys = at[~ground.licensed[at]]
    charges.add("attribution", somebodys, sure * (1.0 - ground.credits.whole), finding)


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


def _voiced(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    own = [p.span for p in (finding.primary, *finding.related) if p.article == case.reading.article.id]
    sure = _weight(case, finding)
    charges.add("opinion", ground.words.inside(own, ground.free), sure, finding)
    if sure > _NOTHING:
        charges.voiced[ground.words.inside(own, ground.body)] = True


def _residue(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    """Take what a scraper leaves of disclosure; of what is left of the page's own template, the words."""
    places = [p.span for p in (finding.primary, *finding.related) if p.article == case.reading.article.id]
    if all(ground.pointers.meet(place.start, place.end) for place in places):
        return  # who points to a source gives some credit, which must never cost
    met = sum(any(standing.meet(place.start, place.end) for place in places) for _, standing in ground.residue)
    if met:
        charges.undisclosed(finding.confidence * case.method.scraped * (1 - 0.5**met), finding)
    else:
        charges.leftover(ground.words.inside(places, np.ones(len(ground.words), dtype=bool)), finding)


def _undisclosed(case: Case, finding: Finding, charges: Charges, ground: Ground) -> None:
    charges.undisclosed(case.method.undisclosed * finding.confidence * (1.0 - ground.credits.whole), finding)


def _taken_from(case: Case, match: Match) -> float:
    """How sure it is that this article took the passage: 0 where the direction is unknown or licensed."""
    own = case.reading
    other = case.others.get(match.right.article if match.left.article == own.article.id else match.left.article)
    return 0.0 if other is None or _may_carry(case, other.article.source) else taken(match, own, other)


def _may_carry(case: Case, source: str) -> bool:
    """Whether text of *source* is the article's own or licensed to its source, by any of their names."""
    own, same = case.reading.article.source, case.outlets.same
    return same(source, own) or any(same(who, own) and same(whom, source) for who, whom in case.syndication)


def _licensed(case: Case, words: Words) -> Mask:
    """The words that also stand in an article the source may carry."""
    own = case.reading.article.id
    pairs = ((m.left, m.right) if m.left.article == own else (m.right, m.left) for m in case.matches)
    sources = [
        (mine.span, case.others[other.article].article.source) for mine, other in pairs if other.article in case.others
    ]
    carried = {source for source in {source for _, source in sources} if _may_carry(case, source)}
    return words.mask(span for span, source in sources if source in carried)


#: The dimensions whose charges are charges of words, and what charges them, by code family.
WORDED = ("attribution", "integrity", "opinion")
_HANDLERS: dict[str, tuple[_Handler, ...]] = {
    "SPN": (_spun, _reused),
    "QUO": (_altered,),
    "FCT": (_altered,),
    "OBF": (_hidden,),
    "DUP": (_reused,),
    "ATT": (_reused,),
    "OPN": (_voiced,),
    "RES": (_residue,),
    "SRC": (_undisclosed,),
}
_DISCLOSED = frozenset({"RES", "SRC"})  #: what is missing or left over costs by what it is, not by its severity


def sides(matches: Sequence[Match]) -> dict[str, list[Match]]:
    """Matches by each article they have a side in."""
    found: dict[str, list[Match]] = {}
    for match in matches:
        for article in dict.fromkeys((match.left.article, match.right.article)):
            found.setdefault(article, []).append(match)
    return found
