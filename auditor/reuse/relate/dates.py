"""Dates of several words: a day beside its month, or both with the year, are one date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditor.model import Relation, Span
from auditor.reuse.relate.quantities import MONTHS

_REACH = 32  # characters: no date is longer
_MONTH = "|".join(sorted((name.title() for name in MONTHS), key=len, reverse=True))
_DAY = r"(?<![\w.,:/-])\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"""(?:{_DAY}(?:[ ]of)?\s(?:{_MONTH})\b\.?|\b(?:{_MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?![\w:]))
         (?:,?\s\d{{4}}(?!\w))?""",
    re.VERBOSE,
)


def dated_once(changes: Iterable[Relation], left: str, right: str) -> Iterator[Relation]:
    """*changes*; those to the day, month and year of one date are told once, in the whole wording of both texts."""
    told: set[tuple[Span, Span]] = set()
    for change in changes:
        one, two = whole_date(left, change.left), whole_date(right, change.right)
        if change.kind not in {"changed-date", "changed-number"} or not one or not two:
            yield change
        elif (one, two) not in told:
            told.add((one, two))
            yield Relation("changed-date", one, two, left[one.start : one.end], right[two.start : two.end])


def whole_date(text: str, span: Span) -> Span | None:
    """The date of a day and a month, and maybe a year, that *span* is part of, if of any."""
    for match in _DATE.finditer(text, max(0, span.start - _REACH), span.end + _REACH):
        if match.start() <= span.start and span.end <= match.end():
            return Span(match.start(), match.end())
    return None
