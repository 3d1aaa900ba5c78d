"""OPN004: a single comment of the author inside a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp
from typing import ClassVar

from auditor.model import Evidence, Finding, Place, Reading, Severity


@dataclass(frozen=True, slots=True)
class AuthorComment:
    """A sentence in which the author of a report seems to comment: for your information.

    Why it matters: one remark is no commentary, but an editor may want to see it.
    Fires on: "Frankly, this is a shameful decision and we deserve better" in a report, in nobody's mouth.
    Silent on: what is quoted or attributed; opinion zones, which are findings of their own; articles
    labelled opinion, analysis, editorial, column, review, satire or press release.
    To resolve: nothing, or attribute the judgement to whoever made it.
    """

    code: ClassVar[str] = "OPN004"
    severity: ClassVar[Severity] = Severity.INFO
    subject: ClassVar[type] = Reading

    def check(self, subject: Reading, /) -> Iterator[Finding]:
        """Yield one informational finding per sentence."""
        if subject.label:
            return
        for comment in subject.comments:
            yield Finding(
                code=self.code,
                severity=Severity.INFO,
                confidence=1 / (1 + exp(1 - comment.score)),
                message=f"reads as a comment of the author: {', '.join(comment.features[:2])}",
                primary=Place(subject.article.id, comment.span),
                evidence=Evidence(sentences=(comment,), reasons=("a heuristic reading of wording, not proof",)),
            )
