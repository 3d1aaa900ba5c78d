"""OPN002: a second piece pasted under a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Evidence, Finding, Place, Reading, Severity, Span


@dataclass(frozen=True, slots=True)
class PastedPiece:
    """Commentary with a headline or byline of its own, pasted under a news report.

    Why it matters: the report lends its authority to a piece that is not its own.
    Fires on: a news story followed, in the same text, by another headline and an opinion piece.
    Silent on: sub-headings of one story, live-blog entries, articles labelled opinion.
    To resolve: publish the second piece by itself, with its author and a label.
    """

    code: ClassVar[str] = "OPN002"
    severity: ClassVar[Severity] = Severity.MEDIUM
    subject: ClassVar[type] = Reading

    def check(self, subject: Reading, /) -> Iterator[Finding]:
        """Yield one finding per pasted piece, at its headline or byline."""
        if subject.label:
            return
        text = subject.article.text
        for zone in subject.zones:
            if zone.label != "opinion" or not zone.opens_with or not text[: zone.span.start].strip():
                continue
            end = text.find("\n", zone.span.start)
            boundary = Span(zone.span.start, min(zone.span.end, end if end > 0 else len(text)))
            boxed = zone.opens_with == "label"
            yield Finding(
                code=self.code,
                severity=Severity.INFO if boxed else Severity.MEDIUM,
                confidence=zone.probability,
                message="a labelled analysis box begins here"
                if boxed
                else f"a second piece begins here, with its own {zone.opens_with}",
                primary=Place(subject.article.id, boundary),
                related=(Place(subject.article.id, zone.span),),
                evidence=Evidence(sentences=zone.sentences[:3]),
            )
