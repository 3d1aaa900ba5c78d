"""ATT001: text of another source, carried without credit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Evidence, Finding, Measure, Pairing, Severity
from auditor.reuse.attribution import REUSED, credit_strength
from auditor.rules.pairing import copied, directed, traced


@dataclass(frozen=True, slots=True)
class UncreditedReuse:
    """Words of another source that the article carries without naming any origin.

    Why it matters: the outlet that did the reporting loses the credit, and readers lose the means
    to judge where the text comes from.
    Fires on: several sentences of another site's story with no agency tag, credit line or link.
    Silent on: copy credited to an agency or outlet; quotations; the article copied from.
    To resolve: add the credit line the text was taken under, or remove the passages.
    """

    code: ClassVar[str] = "ATT001"
    severity: ClassVar[Severity] = Severity.MEDIUM
    subject: ClassVar[type] = Pairing

    min_share: float = 0.1  #: share of the article's body words, unquoted
    min_words: int = 60  #: or this many words, whatever the share
    high_share: float = 0.5  #: from this share on the severity is high

    def check(self, subject: Pairing, /) -> Iterator[Finding]:
        """Yield one finding per pair, on the likelier copy."""
        matches = sorted((m for m in subject.matches if m.kind in REUSED), key=lambda m: (-m.words, m.left.span))
        words = sum(match.words for match in matches)
        if not matches or (subject.left_share < self.min_share and words < self.min_words):
            return
        strength = credit_strength(subject.left, subject.right)
        if strength >= 1 or not copied(subject, matches):
            return
        other = subject.right.article
        how = "with no more than a pointer" if strength > 0 else "without credit"
        known, of = directed(subject, matches), f"{other.id} ({other.source})"
        high = known and subject.left_share >= self.high_share and not strength
        if traced(subject, matches):
            what, sure = f"carries {words} words of {of} {how}", 1.0
        elif known:  # a spun text is somebody's, of the other article or of a third one
            what = f"carries {words} words that {of} also has, reworded and {how}; from there or from a third text"
            sure = subject.left.spun.probability
        else:
            what = f"shares {words} words with {of} {how}; which of the two had it first is not known"
            sure = 0.5
        yield Finding(
            code=self.code,
            severity=Severity.HIGH if high else Severity.MEDIUM,
            confidence=matches[0].confidence * sure,
            message=what,
            primary=matches[0].left,
            related=tuple(match.right for match in matches),
            evidence=Evidence(
                measures=(Measure("words", words), Measure("share", subject.left_share), Measure("credit", strength)),
                reasons=matches[0].origin.reasons,
                match=matches[0].id,
            ),
        )
