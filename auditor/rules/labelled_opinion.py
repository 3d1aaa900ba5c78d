"""OPN003: an article that says it is opinion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Finding, Place, Reading, Severity
from auditor.rules.pairing import story


@dataclass(frozen=True, slots=True)
class LabelledOpinion:
    """An article labelled opinion, analysis, satire or press release: for your information.

    Why it matters: a pipeline that takes in news may want to keep such pieces apart.
    Fires on: "Opinion:" in the title, an opinion section in the address, OpinionNewsArticle in metadata.
    Silent on: articles without a label.
    To resolve: nothing; a label is good practice.
    """

    code: ClassVar[str] = "OPN003"
    severity: ClassVar[Severity] = Severity.INFO
    subject: ClassVar[type] = Reading

    def check(self, subject: Reading, /) -> Iterator[Finding]:
        """Yield one informational finding."""
        if subject.label:
            yield Finding(
                code=self.code,
                severity=Severity.INFO,
                confidence=1.0,
                message=f"declared as {subject.label}",
                primary=Place(subject.article.id, story(subject)),
            )
