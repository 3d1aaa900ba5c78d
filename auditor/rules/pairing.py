"""What the rules on pairs of articles agree on: who copied, and where the story stands."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Match, Pairing, Reading, Span
from auditor.reuse.attribution import body_spans


def copied(subject: Pairing, matches: Sequence[Match]) -> bool:
    """Whether the left article may be the copy: it is not the likely origin of most shared words."""
    left = subject.left.article.id
    words = sum(match.words for match in matches)
    return sum(match.words for match in matches if match.origin.article == left) * 2 < words


def directed(subject: Pairing, matches: Sequence[Match]) -> bool:
    """Whether more than a guess says that the left article is the copy: an inferred origin, or spinning."""
    return spun(subject) or traced(subject, matches)


def spun(subject: Pairing) -> bool:
    """Whether of the two articles the left one alone is spun."""
    return subject.left.spun.verdict == "spun" and subject.right.spun.verdict != "spun"


def traced(subject: Pairing, matches: Sequence[Match]) -> bool:
    """Whether the right article is the inferred origin of most shared words, and no third text is likelier."""
    right = subject.right.article.id
    words = sum(match.words for match in matches)
    return sum(match.words for match in matches if match.origin.article == right) * 2 > words


def story(reading: Reading) -> Span:
    """From the first to the last word of the story, residue at the ends left out."""
    text = reading.article.text
    spans = [span for span in body_spans(reading) if text[span.start : span.end].strip()]
    if not spans:
        return Span(0, len(text))
    start, end = spans[0].start, spans[-1].end
    return Span(end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip()))
