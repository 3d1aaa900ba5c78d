"""ATT002: a pointer in place of a credit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.annotate.credits import builtin_outlets
from auditor.model import Credit, Evidence, Finding, Place, Reading, Severity
from auditor.rules.pairing import story


@dataclass(frozen=True, slots=True)
class PointerCredit:
    """An article that points to a source without naming it.

    Why it matters: "Source link" tells readers that the text is from elsewhere but not from where;
    once the link is gone, nothing is left.
    Fires on: "Source link" or "Read entire article" where no outlet or agency is named for the text.
    Silent on: articles that name the origin, with or without a link.
    To resolve: name the outlet or agency beside the link.
    """

    code: ClassVar[str] = "ATT002"
    severity: ClassVar[Severity] = Severity.LOW
    subject: ClassVar[type] = Reading

    def check(self, subject: Reading, /) -> Iterator[Finding]:
        """Yield one finding, at the pointer."""
        credits_ = [credit for credit in subject.credits if credit.covers == "text"]
        pointers = [credit for credit in credits_ if not credit.who and credit.strength > 0]
        if not pointers or any(_names_another(credit, subject) for credit in credits_):
            return
        span = pointers[0].span or story(subject)
        text = " ".join(subject.article.text[span.start : span.end].split())
        yield Finding(
            code=self.code,
            severity=Severity.LOW,
            confidence=0.9,
            message=f"points to its source (“{text}”) without naming it",
            primary=Place(subject.article.id, span),
            evidence=Evidence(reasons=("no outlet or agency is credited for the text",)),
        )


def _names_another(credit: Credit, subject: Reading) -> bool:
    """Whether a credit names an origin that is not the article's own source."""
    return bool(credit.who and credit.strength >= 1 and not builtin_outlets().own(credit.who, subject.article))
