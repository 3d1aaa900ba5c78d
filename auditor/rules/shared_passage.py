"""DUP001: a passage that two sources share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Comparison, Evidence, Finding, Kind, Measure, Severity
from auditor.reuse.attribution import REUSED, credit_strength, speaker_of_both, standing

#: How the words stand there.
_HOW = {
    Kind.VERBATIM: "word for word",
    Kind.EDITED: "lightly edited",
    Kind.SPUN: "in synonyms",
    Kind.PARAPHRASE: "in other words",
    Kind.SUMMARY: "summarised",
}


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage that also stands in an article of another source.

    Why it matters: readers take a text for its publisher's own reporting unless told otherwise,
    and two outlets that share a passage are one witness, not two.
    Fires on: a sentence that two outlets carry word for word, lightly edited or reworded.
    Silent on: a speaker's words that both quote, template text, stock phrases and names; the
    article the passage likely comes from.
    To resolve: name the outlet or agency the passage comes from, quote it, or write it anew.
    """

    code: ClassVar[str] = "DUP001"
    severity: ClassVar[Severity] = Severity.LOW
    subject: ClassVar[type] = Comparison

    min_words: int = 8  #: shorter passages are not reported
    long_words: int = 40  #: from this length on an uncredited passage is of medium severity

    def check(self, subject: Comparison, /) -> Iterator[Finding]:
        """Yield the passage, seen from the likelier copy."""
        match = subject.match
        if match.kind not in REUSED or match.words < self.min_words or match.origin.article == match.left.article:
            return
        credited = credit_strength(subject.left, subject.right) >= 1
        group = standing(match, subject.left, subject.right)
        speaker = speaker_of_both(match, subject.left, subject.right)
        spoken = bool(speaker) and "not quoted" not in group and "nor quoted" not in group
        told = [group, *([f"both give them to {speaker}"] if speaker else [])]
        told += [] if match.origin.article else ["which had them first is not known"]
        long = match.words >= self.long_words
        yield Finding(
            code=self.code,
            severity=Severity.INFO if credited or spoken else Severity.MEDIUM if long else Severity.LOW,
            confidence=match.confidence,
            message=(
                f"{match.words} words also stand in {match.right.article} ({subject.right.article.source}), "
                f"{_HOW[match.kind]}; {'; '.join(told)}"
            ),
            primary=match.left,
            related=(match.right,),
            evidence=Evidence(
                edits=match.edits,
                measures=(Measure("words", match.words), Measure("similarity", match.similarity)),
                reasons=match.origin.reasons,
                match=match.id,
                standing=group,
            ),
        )
