"""RES001: template and scraper leftovers in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.annotate.residue.standing import is_disclosure
from auditor.model import Evidence, Finding, Place, Reading, Residue, Severity

#: Spintax has a rule of its own; a notice of rights says openly whose the text is.
_OTHER = frozenset({"spintax", "rights"})


@dataclass(frozen=True, slots=True)
class ScraperResidue:
    """Lines that belong to a page template or a scraper, not to the story.

    Why it matters: they show that the text was lifted from a page by a program, and they spoil
    word counts, summaries and training data.
    Fires on: shortcodes, "Source link", comment forms, view counters, stray widget lines.
    Silent on: sub-headings, captions, bylines, credit lines, notices of rights, and what a source
    tells its readers about itself under every article: corrections, funding, licence, writer.
    To resolve: strip the lines; where they came with a copied text, credit it.
    """

    code: ClassVar[str] = "RES001"
    severity: ClassVar[Severity] = Severity.LOW
    subject: ClassVar[type] = Reading

    def check(self, subject: Reading, /) -> Iterator[Finding]:
        """Yield one finding per article, at the first leftover."""
        text = subject.article.text
        lines = sorted(
            (r for r in subject.residue if r.kind not in _OTHER and not _disclosed(r, text)), key=lambda r: r.span
        )
        if not lines:
            return
        shown = "; ".join(" ".join(text[r.span.start : r.span.end].split())[:40] for r in lines[:3])
        yield Finding(
            code=self.code,
            severity=Severity.LOW,
            confidence=0.9,
            message=f"{len(lines)} template or scraper leftover{'s'[: len(lines) > 1]}: {shown}",
            primary=Place(subject.article.id, lines[0].span),
            related=tuple(Place(subject.article.id, line.span) for line in lines[1:]),
            evidence=Evidence(reasons=tuple(dict.fromkeys(f"{line.kind}: {line.reason}" for line in lines))),
        )


def _disclosed(residue: Residue, text: str) -> bool:
    """Whether *residue* is a line the source repeats to tell its readers something about itself."""
    return residue.kind == "template" and is_disclosure(text[residue.span.start : residue.span.end])
