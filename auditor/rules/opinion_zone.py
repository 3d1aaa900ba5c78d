"""OPN001: the author's opinion in an article that does not say it is opinion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Evidence, Finding, Measure, Place, Reading, Severity, Zone
from auditor.reuse.attribution import words_in

_SURE = 0.75  #: a zone no surer than three to one is shown, accuses nobody and costs nothing
_SHOWN = 12  #: words of the loudest sentence in a message …
_LONGEST = 120  #: … in at most so many code points


@dataclass(frozen=True, slots=True)
class OpinionZone:
    """A stretch of the author's own opinion in an article not labelled as opinion.

    Why it matters: readers are owed the line between what happened and what somebody thinks of it.
    Fires on: several paragraphs of verdicts, exhortation and rhetorical questions in the author's voice.
    Silent on: opinions quoted from or attributed to others; texts that are not about public affairs,
    such as recipes, directions, notices and thanks; articles labelled opinion, analysis, editorial,
    column, review, satire or press release; a reporter's analysis, explainer or interview, as far as it
    can be told from a column. Where that is in doubt only the loudest passage is marked.
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
            yield Finding(
                code=self.code,
                severity=Severity.MEDIUM if zone.probability > _SURE else Severity.LOW,
                confidence=zone.probability,
                message=f"{words} words read as the author's opinion, without a label{_loudest(subject, zone)}",
                primary=Place(subject.article.id, zone.span),
                evidence=Evidence(
                    sentences=zone.sentences,
                    measures=(Measure("words", words),),
                    reasons=("a heuristic reading of wording, not proof",),
                ),
            )


def _loudest(subject: Reading, zone: Zone) -> str:
    """The loudest sentence of *zone*, cut short, with the first thing that speaks in it."""
    if not zone.sentences:
        return ""
    loudest = max(zone.sentences, key=lambda sentence: sentence.score)
    words = subject.article.text[loudest.span.start : loudest.span.end].split()
    shown = " ".join(words[:_SHOWN])[:_LONGEST] + " …" * (len(words) > _SHOWN)
    return f": “{shown}” {loudest.features[0]}"
