"""SPN002: wording that betrays a synonym spinner, without a counterpart at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Evidence, Finding, Place, Reading, Severity
from auditor.rules.pairing import story

#: What speaks for it, in words.
_KINDS = {
    "wording": "words that read as if swapped are far more frequent than in news",
    "collocations": "words stand side by side that news does not put together, and their synonyms would",
    "articles": "“a” or “an” stands before the wrong word",
    "forms": "forms of words do not fit their neighbours",
    "names": "names read as if words in them were swapped",
    "spintax": "braces of a text spinner were left in",
    "contrast": "the rest of the article reads otherwise",
}


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
        strongest = sorted(spun.phrases, key=lambda phrase: (-phrase.probability, phrase.span))[: self.max_phrases]
        sure = spun.verdict == "spun"
        reads = "reads as synonym-spun" if sure else "may be synonym-spun"
        what = f"wording {'of this section ' if spun.passages else ''}{reads}"
        for span in spun.passages or (story(subject),):
            phrases = [phrase for phrase in strongest if span.overlap(phrase.span)]
            pairs = dict.fromkeys(f"“{phrase.observed}” for “{phrase.likely}”" for phrase in phrases)
            yield Finding(
                code=self.code,
                severity=Severity.HIGH if sure else Severity.MEDIUM,
                confidence=spun.probability,
                message=f"{what}: {'; '.join(list(pairs)[:3])}",
                primary=Place(subject.article.id, span),
                evidence=Evidence(
                    phrases=tuple(sorted(phrases, key=lambda phrase: phrase.span)),
                    measures=spun.measures,
                    reasons=(*(_KINDS.get(kind, kind) for kind in spun.kinds), "a statistical reading, not proof"),
                ),
            )
