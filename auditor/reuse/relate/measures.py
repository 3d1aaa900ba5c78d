"""Numbers that belong together: six feet and two inches are one length, three out of four one share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from auditor.model import Span
from auditor.reuse.relate.lexicon import listed
from auditor.reuse.relate.quantities import Quantity, found

_BETWEEN = re.compile(r"-|\s?,?\s?(?:and\s)?")
_RANGE = re.compile(r"\s?(?:[-–]|to|or|and)\s?")  #: between the ends of a range
_OUT_OF = re.compile(r"\s(?:in|out\sof)\s(?:every\s)?", re.IGNORECASE)
_ONE_IN = re.compile(rf"(?<!\w)one{_OUT_OF.pattern}\Z", re.IGNORECASE)
_PARTS = {"thirds": 3, "quarters": 4} | {f"{word}s": n for n, word in enumerate(listed("ordinals")[3:10], 4)}
_PART = re.compile(rf"[\s-](?:{'|'.join(_PARTS)})(?!\w)", re.IGNORECASE)
SHARE, SHARE_OF = 2.0, 0.1  # percentage points, or a share of itself, by which a share in words is rounded


@lru_cache(maxsize=8)
def quantities(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """Quantities whose digits or words lie inside ``text[start:end]``, in order."""
    return tuple(_shares(text, start, _compound(text, found(text, start, end))))


def _compound(text: str, rows: Iterator[Quantity]) -> Iterator[Quantity]:
    """*rows*, with a measure in two units made one: 5 lb 8 oz, two hours and 40 minutes, 5ft 9."""
    held: Quantity | None = None
    for one in rows:
        if held and (joined := _joined(text, held, one)):
            held = joined
            continue
        if held:
            yield _as_far_as(text, held, one)
        held = one
    if held:
        yield held


def _as_far_as(text: str, one: Quantity, two: Quantity) -> Quantity:
    """*one*; if it is the lower end of a range, in the unit of the upper one, *two*: 20 to 25 degrees Celsius."""
    ends = one.kind == two.kind == "number" and one.number < two.number and not (one.unit or one.others)
    if not ends or not (two.unit or two.others) or not _RANGE.fullmatch(text, one.span.end, two.span.start):
        return one
    others = tuple(replace(one, unit=other.unit, size=other.size) for other in two.others if other.unit)
    return replace(one, unit=two.unit, size=two.size, others=others)


def _joined(text: str, one: Quantity, two: Quantity) -> Quantity | None:
    """Two measures as one, if the second is what is over."""
    if one.number % 1 or not _BETWEEN.fullmatch(text, one.span.end, two.span.start):
        return None
    span = Span(one.span.start, two.span.end)
    for part in (two, *two.others):
        if one.unit and one.unit == part.unit and part.size < one.size and part.value < one.size * 0.9999:
            number = round((one.value + part.value) / part.size, 3)  # 3 stone 2 is 44.00003 pounds
            return replace(part, span=span, number=number, digits=0, hedge=one.hedge, others=())
    inches = one.unit == "length" and abs(one.size - 0.3048) < 1e-9 and two.kind == "number" and not two.unit
    if inches and two.number < 12 and len(text[one.span.end : two.span.start]) <= 1 and text[one.span.start].isdigit():
        return replace(one, span=span, number=12 * one.number + two.number, size=0.0254, digits=0, others=())
    return None


def _shares(text: str, start: int, rows: Iterator[Quantity]) -> Iterator[Quantity]:
    """*rows*, with one in four, 3 out of 10 or two thirds as the percentage it is."""
    held: Quantity | None = None
    for one in rows:
        plain = one.kind == "number" and not one.unit
        if held and plain and held.number < one.number and _OUT_OF.fullmatch(text, held.span.end, one.span.start):
            # "two in 14 games" is "two goals in 14 games" too
            held = _share(Span(held.span.start, one.span.end), held.number / one.number, held, one)
            continue
        if held:
            yield held
        spelled = _ONE_IN.search(text, max(start, one.span.start - 20), one.span.start) if plain else None
        part = _PART.match(text, one.span.end) if plain else None
        if spelled and one.number > 1:
            one = _share(Span(spelled.start(), one.span.end), 1 / one.number)  # noqa: PLW2901
        elif part and one.number < _PARTS[part[0][1:].lower()]:
            one = _share(Span(one.span.start, part.end()), one.number / _PARTS[part[0][1:].lower()])  # noqa: PLW2901
        held = one
    if held:
        yield held


def _share(span: Span, part: float, *others: Quantity) -> Quantity:
    return Quantity(span, "number", part, "share", 100.0, min(SHARE / 100, SHARE_OF * part), others=others)
