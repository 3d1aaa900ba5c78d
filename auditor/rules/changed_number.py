"""FCT001: a number or date that differs between two copies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Comparison, Evidence, Finding, Severity
from auditor.rules.relations import at, is_copy, of_kind


@dataclass(frozen=True, slots=True)
class ChangedNumber:
    """A figure or date that differs between two copies of one passage.

    Why it matters: one of the two is wrong, or one was updated and the other was not.
    Fires on: "killed 14 people" against "killed 41 people" in the same sentence; "three weeks" against "three
    days"; "$4 million" against "£4 million"; the second time against the third.
    Silent on: the same number written differently, rounding; units, currencies, shares and time zones converted,
    as 6ft 2in and 1.88m; tolls each as of its own hour; reports of other days or events in like words. For
    information only where two reports share a sentence and no more: tolls rise.
    To resolve: check the figure with its source; if it was updated, say when.
    """

    code: ClassVar[str] = "FCT001"
    severity: ClassVar[Severity] = Severity.MEDIUM
    subject: ClassVar[type] = Comparison

    def check(self, subject: Comparison, /) -> Iterator[Finding]:
        """Yield one finding per changed figure."""
        match = subject.match
        severity, unsure = (
            (Severity.MEDIUM, "") if is_copy(subject) else (Severity.INFO, "; either may have been updated")
        )
        for relation in of_kind(match, "changed-number", "changed-date"):
            what = "date" if relation.kind == "changed-date" else "number"
            yield Finding(
                code=self.code,
                severity=severity,
                confidence=match.confidence,
                message=(
                    f"{what} differs from {match.right.article} ({subject.right.article.source}): "
                    f"“{relation.before}” / “{relation.after}”"
                    f"{unsure}"
                ),
                primary=at(match, relation, "left"),
                related=(at(match, relation, "right"),),
                evidence=Evidence(relations=(relation,), reasons=match.origin.reasons, match=match.id),
            )
