"""What one article says about its source: the sufficient statistic of the score.

It can be kept beside the article and written out; a source is scored from these records alone, so a
new article never makes the others be read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from auditor.annotate.credits import Outlets, builtin_outlets
from auditor.model import Finding, Kind, Match, Reading, Span
from auditor.reuse.attribution import REUSED
from auditor.scoring.charges import Case, Ground, Syndication, charge, ground_of
from auditor.scoring.method import DIMENSIONS, METHOD, Method
from auditor.scoring.penalties import penalties

#: Classes of words, in order of precedence: every word of an article has exactly one.
CLASSES = ("quoted", "boilerplate", "spun", "reused", "opinion", "own")
_NOT_FOUND_ELSEWHERE = frozenset({Kind.BOILERPLATE, Kind.COMMON})
_REWORDED = frozenset({"spun", "suspicious"})
#: What an editor can do, and the code families it would answer.
_MENDS = (
    ("name the origin of the text", frozenset({"ATT", "DUP"})),
    ("restore the original wording", frozenset({"SPN"})),
    ("correct the quotations and facts", frozenset({"QUO", "FCT"})),
    ("label or move the opinion", frozenset({"OPN"})),
    ("remove the hidden characters", frozenset({"OBF"})),
    ("name author and date, and clear the template residue", frozenset({"SRC", "RES"})),
)


@dataclass(frozen=True, slots=True)
class Mend:
    """What one repair would make of an article's penalties."""

    action: str
    penalties: tuple[float, float, float, float]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleEvidence:
    """One article's penalties per dimension (see ``DIMENSIONS``), each 0 to 1, and their reasons."""

    article: str
    source: str
    story: str  #: articles of one story share one weight
    words: int  #: body words: all words but residue
    penalties: tuple[float, float, float, float]
    findings: tuple[tuple[str, ...], ...] = ((), (), (), ())  #: fingerprints per dimension, sorted
    mends: tuple[Mend, ...] = ()
    own_words: int = 0  #: body words found in no other article, in wording that nothing speaks against
    classes: tuple[int, ...] = (0,) * len(CLASSES)  #: words per class
    method: str = METHOD.version


def article_evidence(
    reading: Reading,
    matches: Iterable[Match] = (),
    findings: Iterable[Finding] = (),
    *,
    others: Mapping[str, Reading] | None = None,
    story: str = "",
    syndication: Syndication = frozenset(),
    outlets: Outlets | None = None,
    method: Method = METHOD,
) -> ArticleEvidence:
    """Everything *reading* contributes to its source's score.

    *matches* and *findings* may be those of the whole audit; only this article's count. *others* are
    the readings at the far side of its matches: what is not among them has no known direction.
    """
    own = reading.article.id
    case = Case(
        reading=reading,
        findings=tuple(finding for finding in findings if finding.primary.article == own),
        matches=tuple(match for match in matches if own in {match.left.article, match.right.article}),
        others=others or {},
        syndication=syndication,
        outlets=outlets or builtin_outlets(),
        method=method,
    )
    ground = ground_of(case)
    charges = charge(case, ground)
    total = penalties(charges, ground, method)
    return ArticleEvidence(
        article=own,
        source=reading.article.source,
        story=story or own,
        words=int(ground.body.sum()),
        penalties=total,
        findings=tuple(tuple(sorted(charges.findings.get(name, ()))) for name in DIMENSIONS),
        mends=tuple(_mends(case, ground, total)) if any(total) else (),
        own_words=_own_words(case, ground),
        classes=_classes(case, ground),
        method=method.version,
    )


def _classes(case: Case, ground: Ground) -> tuple[int, ...]:
    """Words per class: what stands in quotation marks, in the template, in reworded or shared text, or as comment."""
    own = case.reading.article.id
    reworded: list[Span] = []
    shared: list[Span] = []
    for match in case.matches:
        if match.kind in REUSED:
            (reworded if match.kind is Kind.SPUN else shared).append(
                match.left.span if match.left.article == own else match.right.span
            )
    if case.reading.spun.verdict == "spun":
        reworded += case.reading.spun.passages or [Span(0, len(case.reading.article.text))]
    spoken = [zone.span for zone in case.reading.zones if zone.label == "opinion"]
    said = [quotation.span for quotation in case.reading.quotations if not quotation.scare]
    mask = ground.words.mask
    left = np.ones(len(ground.words), dtype=bool)
    counts = []
    for members in (mask(said), ~ground.body, mask(reworded), mask(shared), mask(spoken)):
        counts.append(int((left & members).sum()))
        left &= ~members
    return (*counts, int(left.sum()))


def _own_words(case: Case, ground: Ground) -> int:
    """Body words found in no other article; reworded text is another's, whether that one was seen or not."""
    own = case.reading.article.id
    elsewhere = [
        match.left.span if match.left.article == own else match.right.span
        for match in case.matches
        if match.kind not in _NOT_FOUND_ELSEWHERE
    ]
    spun = case.reading.spun
    if spun.verdict in _REWORDED:
        elsewhere += spun.passages or [Span(0, len(case.reading.article.text))]
    return int((ground.body & ~ground.words.mask(elsewhere)).sum())


def _mends(case: Case, ground: Ground, total: tuple[float, ...]) -> Iterable[Mend]:
    present = {finding.code.rstrip("0123456789") for finding in case.findings}
    for action, families in _MENDS:
        if not families & present:
            continue
        mended = penalties(charge(case, ground, families), ground, case.method)
        if mended != total:
            answered = sorted(f.fingerprint for f in case.findings if f.code.rstrip("0123456789") in families)
            yield Mend(action, mended, tuple(answered))
