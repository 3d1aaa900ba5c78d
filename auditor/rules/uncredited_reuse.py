"""ATT001: text of another source, carried without credit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from auditor.model import Evidence, Finding, Match, Measure, Pairing, Reading, Severity
from auditor.reuse.attribution import REUSED, credit_strength, reused_share
from auditor.rules.pairing import copied, spun

_POINTS = 0.5  # strength of a credit that points to an origin without naming it


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
        other = subject.right.article
        every = sorted((m for m in subject.matches if m.kind in REUSED), key=lambda m: (-m.words, m.left.span))
        matches = [match for match in every if match.origin.article in {other.id, None}]
        words = _words(matches)
        if not matches or not self._enough(words, _share(subject, matches)):
            return
        strength = credit_strength(subject.left, subject.right)
        if strength >= 1 or not copied(subject, every):
            return
        how = "without credit"
        if strength > 0:
            how = f"with no more credit than {_little(subject.left, strength)}"
        of = f"{other.id} ({other.source})"
        first = [match for match in matches if match.origin.article == other.id]
        said, known, sure = matches, True, 1.0
        if first and self._enough(_words(first), _share(subject, first)):
            said, what = first, f"carries {_words(first)} words of {of} {how}"
            if unknown := words - _words(first):
                what += f"; {unknown} more stand in both, and which of the two had those first is not known"
        elif spun(subject):  # a spun text is somebody's, of the other article or of a third one
            what = f"carries {words} words that {of} also has, reworded, {how}; from there or from a third text"
            sure = subject.left.spun.probability
        else:
            known, sure = False, 0.5
            but = f" of all but {_words(first)}" if first else ""
            what = f"shares {words} words with {of} {how}; which of the two had it first is not known{but}"
        share = _share(subject, said)
        high = known and share >= self.high_share and not strength
        yield Finding(
            code=self.code,
            severity=Severity.HIGH if high else Severity.MEDIUM,
            confidence=said[0].confidence * sure,
            message=what,
            primary=said[0].left,
            related=tuple(match.right for match in said),
            evidence=Evidence(
                measures=(
                    Measure("words", _words(said)),
                    Measure("share", share),
                    Measure("credit", strength),
                ),
                reasons=said[0].origin.reasons,
                match=said[0].id,
            ),
        )

    def _enough(self, words: int, share: float) -> bool:
        return share >= self.min_share or words >= self.min_words


def _little(copy: Reading, strength: float) -> str:
    """What gives an article less than a whole credit, in words."""
    best = [credit for credit in copy.credits if credit.covers == "text" and credit.strength == strength and credit.who]
    who = best[0].who if best else ""
    if strength < _POINTS:
        return f"a mention of {who or 'an outlet'}"
    if not who:
        return "a source line that names nobody"
    return (
        f"a line that gives a part of it to {who}"
        if best[0].kind == "contributor"
        else f"a source line that names {who}"
    )


def _words(matches: Sequence[Match]) -> int:
    return sum(match.words for match in matches)


def _share(subject: Pairing, matches: Sequence[Match]) -> float:
    """Share of the left article's body words, unquoted, that stand in *matches*, some of what the two share."""
    every = [match for match in subject.matches if match.kind in REUSED]
    if len(matches) == len(every):
        return subject.left_share
    return reused_share(subject.left, [match.left.span for match in matches])
