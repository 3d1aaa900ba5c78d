"""SPN003: the braces a text spinner leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Evidence, Finding, Place, Reading, Severity


@dataclass(frozen=True, slots=True)
class SpintaxResidue:
    """Spintax: braces around alternatives that a spinning program failed to resolve.

    Why it matters: such braces have no other use in news prose; the text went through a spinner.
    Fires on: "{hardware}" or "{quick|rapid|fast} response" inside a sentence.
    Silent on: code, formulas and templates of the site's own.
    To resolve: publish the text it was made from, with its credit.
    """

    code: ClassVar[str] = "SPN003"
    severity: ClassVar[Severity] = Severity.MEDIUM
    subject: ClassVar[type] = Reading

    def check(self, subject: Reading, /) -> Iterator[Finding]:
        """Yield one finding per article, at the first brace."""
        marks = [residue for residue in subject.residue if residue.kind == "spintax"]
        if not marks:
            return
        text = subject.article.text
        first = marks[0].span
        many = f" in {len(marks)} places, the first" if len(marks) > 1 else ""
        yield Finding(
            code=self.code,
            severity=Severity.MEDIUM,
            confidence=0.9,
            message=f"braces of a text spinner{many}: “{text[first.start : first.end]}”",
            primary=Place(subject.article.id, first),
            related=tuple(Place(subject.article.id, mark.span) for mark in marks[1:]),
            evidence=Evidence(reasons=tuple(mark.reason for mark in marks)),
        )
