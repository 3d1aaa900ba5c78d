"""QUO001: one speaker's words, given in two wordings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Comparison, Evidence, Finding, Relation, Severity
from auditor.reuse.differences import wordings
from auditor.rules.relations import at, of_kind


@dataclass(frozen=True, slots=True)
class AlteredQuotation:
    """A direct quotation whose words differ from the same quotation elsewhere.

    Why it matters: what stands in quotation marks is what was said; it cannot differ by synonyms.
    Fires on: "concrete answers" in one article, "concrete solutions" in the other; once for each quotation, however
    often it is repeated.
    Silent on: brackets, ellipses, shortening, case, spelling variants; two translations of one remark; like
    words said on two days or by two people.
    To resolve: check the recording or the transcript and correct the copy that is wrong.
    """

    code: ClassVar[str] = "QUO001"
    severity: ClassVar[Severity] = Severity.HIGH
    subject: ClassVar[type] = Comparison

    def check(self, subject: Comparison, /) -> Iterator[Finding]:
        """Yield one finding per altered quotation, with both wordings; where it is repeated, that too."""
        match = subject.match
        if match.origin.article == match.left.article:
            return
        whose = f" of {match.speaker}" if match.speaker else ""
        altered: dict[tuple[str, str], list[Relation]] = {}
        for relation in of_kind(match, "altered-quotation"):
            altered.setdefault(wordings(relation), []).append(relation)
        for first, *again in altered.values():
            yield Finding(
                code=self.code,
                severity=Severity.HIGH,
                confidence=match.confidence,
                message=(
                    f"quotation{whose} differs from {match.right.article} ({subject.right.article.source}): "
                    f"“{first.before}” / “{first.after}”"
                ),
                primary=at(match, first, "left"),
                related=(at(match, first, "right"), *(at(match, relation, "left") for relation in again)),
                evidence=Evidence(
                    edits=match.edits, relations=(first, *again), reasons=match.origin.reasons, match=match.id
                ),
            )
