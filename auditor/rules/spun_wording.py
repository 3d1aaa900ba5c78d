"""SPN002: wording that betrays a synonym spinner, without a counterpart at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Evidence, Finding, Place, Reading, Severity
from auditor.rules.pairing import story


@dataclass(frozen=True, slots=True)
class SpunWording:
    """Wording in which a program seems to have swapped words for synonyms.

    Why it matters: spinning hides whose text it is, and changes quotations, names and meaning.
    Fires on: "tall court" for "high court", "at this moment" for "now", again and again.
    Silent on: unusual but human prose: translations, national varieties, older texts, non-native writers.
    To resolve: name the original text; where the wording is the writer's own, show the draft.
    """

    code: ClassVar[str] = "SPN002"
    severity: ClassVar[Severity] = Severity.HIGH
    subject: ClassVar[type] = Reading

    max_phrases: int = 200  #: phrases listed as evidence; the strongest first

    def check(self, subject: Reading, /) -> Iterator[Finding]:
        """Yield one finding per article, or one per section where only sections carry the verdict."""
        spun = subject.spun
        if spun.verdict not in {"spun", "suspicious"}:
            return
        phrases = sorted(spun.phrases, key=lambda phrase: (-phrase.probability, phrase.span))[: self.max_phrases]
        pairs = dict.fromkeys(f"“{p.observed}” for “{p.likely}”" for p in phrases)
        shown = "; ".join(list(pairs)[:3])
        sure = spun.verdict == "spun"
        for span in spun.passages or (story(subject),):
            yield Finding(
                code=self.code,
                severity=Severity.HIGH if sure else Severity.MEDIUM,
                confidence=spun.probability,
                message=f"{'wording reads as synonym-spun' if sure else 'wording may be synonym-spun'}: {shown}",
                primary=Place(subject.article.id, span),
                evidence=Evidence(
                    phrases=tuple(p for p in sorted(phrases, key=lambda p: p.span) if span.overlap(p.span)),
                    measures=spun.measures,
                    reasons=(*spun.kinds, "a statistical reading, not proof"),
                ),
            )
