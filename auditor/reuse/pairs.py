"""Two documents compared: align, relate, keep what is worth reporting."""

from __future__ import annotations

import numpy as np

from auditor.model import Document, Kind, Match, Reading
from auditor.reuse.align import NEWS, Profile, align
from auditor.reuse.align import profile as profile_called
from auditor.reuse.relate import relate


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
    found = (
        relate(alignment, left_reading, left_doc, right_reading, right_doc)
        for alignment in align(left_doc, right_doc, profile=settings, quoted=quoted)
    )
    return tuple(sorted((m for m in found if m.kind is not Kind.COMMON), key=lambda m: (m.left.span, m.right.span)))


def quoted_words(document: Document, reading: Reading) -> list[tuple[int, int]]:
    """The word ranges inside quotation marks, scare quotes aside."""
    starts = document.tokens.starts
    ranges = (np.searchsorted(starts, [q.inner.start, q.inner.end]) for q in reading.quotations if not q.scare)
    return [(int(first), int(last)) for first, last in ranges if last > first]
