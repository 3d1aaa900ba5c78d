"""OPN001: the author's opinion in an article that does not say it is opinion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Evidence, Finding, Measure, Place, Reading, Severity
from auditor.reuse.attribution import words_in


@dataclass(frozen=True, slots=True)
class OpinionZone:
    """A stretch of the author's own opinion in an article not labelled as opinion.

    Why it matters: readers are owed the line between what happened and what somebody thinks of it.
    Fires on: several paragraphs of verdicts, exhortation and rhetorical questions in the author's voice.
    Silent on: opinions quoted from or attributed to others; articles labelled opinion, analysis,
    editorial, column, review, satire or press release.
    To resolve: label the piece, move the commentary out, or attribute it.
    """

    code: ClassVar[str] = "OPN001"
    severity: ClassVar[Severity] = Severity.MEDIUM
    subject: ClassVar[type] = Reading

    min_words: int = 50  #: shorter zones are not reported

    def check(self, subject: Reading, /) -> Iterator[Finding]:
        """Yield one finding per zone; a box that says what it is has its label."""
        if subject.label:
            return
        for zone in subject.zones:
            words = words_in(subject.article.text, (zone.span,))
            if zone.label != "opinion" or zone.opens_with == "label" or words < self.min_words:
                continue
            strongest = sorted(zone.sentences, key=lambda s: -s.score)
            shown = "; ".join(dict.fromkeys(feature for s in strongest[:3] for feature in s.features[:2]))
            yield Finding(
                code=self.code,
                severity=Severity.MEDIUM,
                confidence=zone.probability,
                message=f"{words} words read as the author's opinion, without a label: {shown}",
                primary=Place(subject.article.id, zone.span),
                evidence=Evidence(
                    sentences=zone.sentences,
                    measures=(Measure("words", words),),
                    reasons=("a heuristic reading of wording, not proof",),
                ),
            )
