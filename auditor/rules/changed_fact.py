"""FCT002: a name or a negation that differs between two copies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Comparison, Evidence, Finding, Severity
from auditor.rules.relations import at, is_copy, of_kind

_WORDING = {"changed-name": "name differs", "negation": "one copy says the opposite of the other"}


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A name, place, negation or opposite that differs between two copies of one passage.

    Why it matters: the copies cannot both be right, and a lost "not" turns a report around.
    Fires on: "will not attack" against "will attack"; "denied" against "admitted"; "resigned" against "refused
    to resign"; "army" against "rebels"; "Minsk" against "Kyiv" in the same sentence; two names exchanged.
    Silent on: fuller or shorter forms of one name, nicknames, spelling variants, titles, a country and its
    capital; "in no danger" and "out of danger"; reports of other events in like words. For information
    only where two reports share a sentence and no more.
    To resolve: check with the source and correct the copy that is wrong.
    """

    code: ClassVar[str] = "FCT002"
    severity: ClassVar[Severity] = Severity.MEDIUM
    subject: ClassVar[type] = Comparison

    def check(self, subject: Comparison, /) -> Iterator[Finding]:
        """Yield one finding per changed name or negation."""
        match = subject.match
        severity, unsure = (
            (Severity.MEDIUM, "") if is_copy(subject) else (Severity.INFO, "; either may have been updated")
        )
        for relation in of_kind(match, *_WORDING):
            yield Finding(
                code=self.code,
                severity=severity,
                confidence=match.confidence,
                message=(
                    f"{_WORDING[relation.kind]}, compared with {match.right.article} "
                    f"({subject.right.article.source}): “{relation.before}” / “{relation.after}”"
                    f"{unsure}"
                ),
                primary=at(match, relation, "left"),
                related=(at(match, relation, "right"),),
                evidence=Evidence(relations=(relation,), reasons=match.origin.reasons, match=match.id),
            )
