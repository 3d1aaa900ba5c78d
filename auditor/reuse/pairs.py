"""Two documents compared: align, relate, keep what is worth reporting."""

from __future__ import annotations

from auditor.model import Document, Kind, Match, Reading
from auditor.reuse.align import NEWS, Profile, align, profile as profile_called
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
    found = (
        relate(alignment, left_reading, left_doc, right_reading, right_doc)
        for alignment in align(left_doc, right_doc, profile=settings)
    )
    return tuple(sorted((m for m in found if m.kind is not Kind.COMMON), key=lambda m: (m.left.span, m.right.span)))
