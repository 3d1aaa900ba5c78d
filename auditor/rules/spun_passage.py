"""SPN001: a passage that is another's, word swapped for word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Comparison, Edit, Evidence, Finding, Kind, Measure, Phrase, Reading, Severity


@dataclass(frozen=True, slots=True)
class SpunPassage:
    """A passage that keeps another's order of facts but swaps its words for synonyms.

    Why it matters: the piece reads as original reporting and is not; swapped words also change
    what people said and what happened.
    Fires on: "police arrested two men" / "officers detained a pair of males", throughout a passage.
    Silent on: two reports that quote the same press release in full; an editor's light changes.
    To resolve: credit the earlier article, or show independent reporting.
    """

    code: ClassVar[str] = "SPN001"
    severity: ClassVar[Severity] = Severity.HIGH
    subject: ClassVar[type] = Comparison

    min_swaps: int = 2  #: synonym swaps needed before a passage is named spun

    def check(self, subject: Comparison, /) -> Iterator[Finding]:
        """Yield the passage with the wording of its counterpart."""
        match = subject.match
        swaps = match.synonym_swaps
        if match.kind is not Kind.SPUN or len(swaps) < self.min_swaps or match.origin.article == match.left.article:
            return
        if subject.right.spun.verdict == "spun" and not _suspect(subject.left):
            return  # the other side is the reworded one
        other = f"{match.right.article} ({subject.right.article.source})"
        swapped = "; ".join(list(dict.fromkeys(f"“{swap.before}” for “{swap.after}”" for swap in swaps))[:3])
        known = match.origin.article == match.right.article
        if known:
            what = f"rewords {other} word by word: {swapped}"
        elif _suspect(subject.left) and not _suspect(subject.right):
            what = f"has the wording of {other} in synonyms, from there or from a third text: {swapped}"
        else:
            what = f"rewords, or is reworded by, {other} word by word, or both reword a third text: {swapped}"
        yield Finding(
            code=self.code,
            severity=Severity.HIGH if known or subject.left.spun.verdict == "spun" else Severity.MEDIUM,
            confidence=match.confidence,
            message=what,
            primary=match.left,
            related=(match.right,),
            evidence=Evidence(
                phrases=tuple(_phrase(swap) for swap in swaps),
                edits=match.edits,
                measures=(Measure("synonym swaps", len(swaps)), Measure("similarity", match.similarity)),
                reasons=match.origin.reasons,
                match=match.id,
            ),
        )


def _suspect(reading: Reading) -> bool:
    return reading.spun.verdict in {"spun", "suspicious"}


def _phrase(swap: Edit) -> Phrase:
    return Phrase(swap.left, swap.before, swap.after, probability=1.0, basis="counterpart")
