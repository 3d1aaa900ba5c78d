"""SRC001: an article that says nothing of who wrote it, when, or where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Finding, Place, Reading, Severity
from auditor.rules.pairing import story
from auditor.text.furniture import opens_with_dateline

_HEAD, _FOOT = 8, 3  # blocks in which a story may open, and in which it may be signed


@dataclass(frozen=True, slots=True)
class UndisclosedOrigin:
    """No byline, no date, no dateline and no credit.

    Why it matters: without any of them nobody can be asked, and no claim can be dated.
    Fires on: a text that stands alone, with neither author nor date nor outlet named.
    Silent on: articles with any one of the four, in the text or in metadata.
    To resolve: add the author or agency and the date of publication.
    """

    code: ClassVar[str] = "SRC001"
    severity: ClassVar[Severity] = Severity.INFO
    subject: ClassVar[type] = Reading

    min_words: int = 100  #: shorter texts are items, not articles

    def check(self, subject: Reading, /) -> Iterator[Finding]:
        """Yield one informational finding per article."""
        article, blocks = subject.article, subject.blocks
        disclosed = (
            article.byline
            or article.published
            or any(block.kind in {"byline", "dateline"} for block in blocks[:_HEAD])
            or any(block.kind == "byline" for block in blocks[-_FOOT:])
            or any(opens_with_dateline(article.text[b.span.start : b.span.end]) for b in blocks[:_HEAD])
            or any(credit.covers == "text" for credit in subject.credits)
        )
        if not disclosed and subject.words >= self.min_words:
            yield Finding(
                code=self.code,
                severity=Severity.INFO,
                confidence=0.8,
                message="names no author, no date and no origin",
                primary=Place(article.id, story(subject)),
            )
