"""SPN004: proper names with a word swapped for a synonym."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Evidence, Finding, Place, Reading, Severity


@dataclass(frozen=True, slots=True)
class CorruptedName:
    """A name or title one synonym away from a well-known one.

    Why it matters: nobody misremembers the Supreme Court as the "Sovereign Tribunal"; programs do.
    Fires on: two or more such names in one article.
    Silent on: a single odd name, new names, translations of names in quotation marks.
    To resolve: restore the name, and name the text it was taken from.
    """

    code: ClassVar[str] = "SPN004"
    severity: ClassVar[Severity] = Severity.MEDIUM
    subject: ClassVar[type] = Reading

    min_names: int = 2  #: different corrupted names needed in one article

    def check(self, subject: Reading, /) -> Iterator[Finding]:
        """Yield one finding per article, at the first name."""
        names = [phrase for phrase in subject.spun.phrases if phrase.basis == "name"]
        if len({phrase.observed.casefold() for phrase in names}) < self.min_names:
            return
        shown = list(dict.fromkeys(f"“{p.observed}”, possibly “{p.likely}”" for p in names))
        yield Finding(
            code=self.code,
            severity=Severity.MEDIUM,
            confidence=max(phrase.probability for phrase in names),
            message=f"names that read as if words were swapped: {'; '.join(shown[:3])}",
            primary=Place(subject.article.id, names[0].span),
            related=tuple(Place(subject.article.id, phrase.span) for phrase in names[1:]),
            evidence=Evidence(phrases=tuple(names)),
        )
