"""Two documents compared: align, relate, keep what is worth reporting."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from auditor.model import Document, Kind, Match, Reading
from auditor.reuse.align import DOCUMENTS, NEWS, Alignment, Profile, align
from auditor.reuse.align import profile as profile_called
from auditor.reuse.relate import Side, Sides, joined, relate


def compare_documents(
    left_doc: Document,
    left_reading: Reading,
    right_doc: Document,
    right_reading: Reading,
    profile: Profile | str = NEWS,
) -> tuple[Match, ...]:
    """The passages two documents share, in order of the left one; common phrases are left out.

    *profile* is a profile or its name; ValueError if there is none of that name.
    """
    settings = profile_called(profile) if isinstance(profile, str) else profile
    quoted = quoted_words(left_doc, left_reading), quoted_words(right_doc, right_reading)
    reworded = max(_reworded(left_reading), _reworded(right_reading))
    found = align(left_doc, right_doc, profile=settings, quoted=quoted, reworded=reworded)
    whole = joined(found) if settings.ordered else found
    return _related(whole, left_doc, left_reading, right_doc, right_reading)


def compare_unread(
    left: Document, right: Document, read: Callable[[Document], tuple[Document, Reading]]
) -> tuple[tuple[Match, ...], tuple[Reading, ...]]:
    """The passages two long documents share, and what *read* makes of both: it is called only if they share any.

    *left* and *right* need no more than their words. Nothing the aligner finds is left out.
    """
    found = align(left, right, profile=DOCUMENTS)
    if not found:
        return (), ()
    (left, left_reading), (right, right_reading) = read(left), read(right)
    return _related(found, left, left_reading, right, right_reading), (left_reading, right_reading)


def _related(
    found: Iterable[Alignment], left_doc: Document, left_reading: Reading, right_doc: Document, right_reading: Reading
) -> tuple[Match, ...]:
    sides = Sides(Side(left_doc, left_reading), Side(right_doc, right_reading))
    matches = (relate(alignment, sides) for alignment in found)
    return tuple(sorted((m for m in matches if m.kind is not Kind.COMMON), key=lambda m: (m.left.span, m.right.span)))


def _reworded(reading: Reading) -> float:
    """Probability that an article is another's, its words replaced."""
    return reading.spun.probability if reading.spun.verdict in {"spun", "suspicious"} else 0.0


def quoted_words(document: Document, reading: Reading) -> list[tuple[int, int]]:
    """The word ranges inside quotation marks, scare quotes aside."""
    ranges = (document.tokens.within(q.inner.start, q.inner.end) for q in reading.quotations if not q.scare)
    return [(first, last) for first, last in ranges if last > first]
