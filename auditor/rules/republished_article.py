"""DUP002: an article most of whose words stand in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Evidence, Finding, Kind, Measure, Pairing, Place, Severity
from auditor.reuse.attribution import REUSED, carried_share, credit_strength, reused_share
from auditor.rules.pairing import copied, directed, story


@dataclass(frozen=True, slots=True)
class RepublishedArticle:
    """An article that is largely one article of another source.

    Why it matters: a republished text adds no second source, however many sites carry it.
    Fires on: a story carried whole or nearly whole by another site, credited or not.
    Silent on: two reports that share some sentences or a speech.
    To resolve: nothing, where it is licensed and credited; otherwise credit it or take it down.
    """

    code: ClassVar[str] = "DUP002"
    severity: ClassVar[Severity] = Severity.MEDIUM
    subject: ClassVar[type] = Pairing

    min_share: float = 0.6  #: share of the article's body words found in the other, quotations included
    min_unquoted: float = 0.1  #: share found outside quotations: two reports may carry one speech in full

    def check(self, subject: Pairing, /) -> Iterator[Finding]:
        """Yield one finding per pair, on the likelier copy."""
        matches = [match for match in subject.matches if match.kind in REUSED or match.kind is Kind.QUOTATION]
        share = carried_share(subject.left, matches)
        unquoted = reused_share(subject.left, [match.left.span for match in matches])
        if share < self.min_share or unquoted < self.min_unquoted or not copied(subject, matches):
            return
        other = subject.right.article
        credited = credit_strength(subject.left, subject.right) >= 1
        yield Finding(
            code=self.code,
            severity=Severity.INFO if credited else Severity.MEDIUM,
            confidence=max(match.confidence for match in matches) * (1.0 if directed(subject, matches) else 0.5),
            message=f"{share:.0%} of this article stands in {other.id} ({other.source})",
            primary=Place(subject.left.article.id, story(subject.left)),
            related=tuple(match.right for match in matches),
            evidence=Evidence(
                measures=(Measure("share", share), Measure("share of the other", subject.right_share)),
            ),
        )
