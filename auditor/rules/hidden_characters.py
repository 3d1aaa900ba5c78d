"""OBF001: characters that hide a text from comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Evidence, Finding, Measure, Place, Reading, Severity


@dataclass(frozen=True, slots=True)
class HiddenCharacters:
    """Invisible or look-alike characters inside ordinary words.

    Why it matters: they make a copy look different to machines while readers see no difference.
    Fires on: zero-width characters inside words, Cyrillic letters in English words, mathematical letters.
    Silent on: soft hyphens, no-break spaces, ligatures, emoji, joiners in scripts that need them, and
    variation selectors, which may carry a provenance manifest (C2PA).
    To resolve: publish plain text; say which tool put the characters there.
    """

    code: ClassVar[str] = "OBF001"
    severity: ClassVar[Severity] = Severity.MEDIUM
    subject: ClassVar[type] = Reading

    min_count: int = 2  #: suspicious places needed; one alone may be a slip of the keyboard
    many: int = 20  #: from this count on the severity is high

    def check(self, subject: Reading, /) -> Iterator[Finding]:
        """Yield one finding per article, at the first place."""
        marks = [change for change in subject.changes if change.suspicious]
        if len(marks) < self.min_count:
            return
        kinds = Counter(mark.kind for mark in marks)
        yield Finding(
            code=self.code,
            severity=Severity.HIGH if len(marks) >= self.many else Severity.MEDIUM,
            confidence=0.9,
            message="hidden or look-alike characters: "
            + ", ".join(f"{count} × {kind}" for kind, count in sorted(kinds.items())),
            primary=Place(subject.article.id, marks[0].span),
            related=tuple(Place(subject.article.id, mark.span) for mark in marks[1 : self.many]),
            evidence=Evidence(changes=tuple(marks[: self.many]), measures=(Measure("places", len(marks)),)),
        )
