"""When a report is true: as of an hour that it names, and in a time zone that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from auditor.model import Document
from auditor.reuse.relate.agreement import agree
from auditor.reuse.relate.occasion import moment
from auditor.reuse.relate.passage import SENTENCE
from auditor.reuse.relate.quantities import Quantity

_AS_OF = re.compile(r"\b(?:by|as of|as at|until|up to)\s(?:(?:late|early|noon|midday)\s)?(?:on\s)?\Z", re.IGNORECASE)
MOST = 2.0  # times that a toll rises from one report to the next, before it is another figure
_REACH = 24  # characters before a time
_BESIDE = 40  # characters after a rate
# What a rate is reckoned over: growth of 0.5 percent on the quarter is 2 percent a year.
_OVER = re.compile(
    r"[^.;]{0,20}?\b(?:(?P<annual>annual|annuali[sz]ed)|(?:from|on|over|than|in) (?:the|a) (?:previous |same |last )?"
    r"(?P<time>month|quarter|year)|(?P<each>month|quarter|year)[- ]on[- ](?:month|quarter|year))\b",
    re.IGNORECASE,
)
_ANNUAL = re.compile(
    r"\b(?:annual|annuali[sz]ed|yearly)\s(?:rate|pace|basis)\sof\s(?:about\s|some\s)?\Z", re.IGNORECASE
)
_WEEK = 7
_TIMES = frozenset({"weekday", "day", "clock"})
Pair = tuple[int, Quantity, Quantity]  # the number of a step, and two quantities in the place of one another


def contradicting(
    pairs: Sequence[Pair], sides: tuple[Document, Document], found: tuple[Sequence[Quantity], Sequence[Quantity]]
) -> Iterator[Pair]:
    """Those of *pairs* that cannot both be true for all that the sentences say of time.

    Of two tolls, each as of its own hour, both are right, and "at least" may hold of more a day later; where
    it is Monday in one zone, it may be Sunday in the other. *found* are all quantities of both *sides*.
    """
    as_of = [
        pair
        for pair in pairs
        if pair[1].kind == pair[2].kind and pair[1].kind in _TIMES and all(map(_stands_as_of, sides, pair[1:]))
    ]
    for pair in pairs:
        if any(_beside(sides, pair, time) for time in as_of):
            continue
        if _other_zone(pair, sides, found) or _has_risen(pair, sides):
            continue
        over = [_reckoned_over(*row) for row in zip(sides, pair[1:], strict=True)]
        if not all(over) or over[0] == over[1]:
            yield pair


def _reckoned_over(document: Document, rate: Quantity) -> str:
    """The time that a percentage is reckoned over, month, quarter or year, if it is one and the text says so."""
    text, span = document.article.text, rate.span
    if rate.unit != "share":
        return ""
    if _ANNUAL.search(text, max(0, span.start - _BESIDE), span.start):
        return "year"
    match = _OVER.match(text, span.end, span.end + _BESIDE)
    if not match:
        return ""
    return "year" if match["annual"] else (match["time"] or match["each"]).lower()


def _stands_as_of(document: Document, time: Quantity) -> bool:
    return bool(_AS_OF.search(document.article.text[max(0, time.span.start - _REACH) : time.span.start]))


def _other_zone(
    pair: Pair, sides: tuple[Document, Document], found: tuple[Sequence[Quantity], Sequence[Quantity]]
) -> bool:
    """Whether two days of the week follow one another, and the hour beside them is told in two zones."""
    _, one, two = pair
    if not one.kind == two.kind == "weekday" or (one.number - two.number) % _WEEK not in (1, _WEEK - 1):
        return False
    clocks = ([row for row in rows if row.kind == "clock"] for rows in found)
    return any(
        x.unit != y.unit and x.number != y.number and agree(x, y) and _beside(sides, pair, (0, x, y))
        for x, y in product(*clocks)
    )


def _has_risen(pair: Pair, sides: tuple[Document, Document]) -> bool:
    """Whether the article that is dated later has more of what both have at least: a toll rises."""
    _, one, two = pair
    first, second = (moment(side.article.published) for side in sides)
    if not one.hedge == two.hedge == "least" or first is None or second is None or first == second:
        return False
    early, late = (one, two) if first < second else (two, one)
    return early.value < late.value <= MOST * early.value


def _beside(sides: tuple[Document, Document], pair: Pair, other: Pair) -> bool:
    """Whether both quantities of a pair stand in the sentence of the other pair's."""
    return all(_one_sentence(*row) for row in zip(sides, pair[1:], other[1:], strict=True))


def _one_sentence(document: Document, one: Quantity, two: Quantity) -> bool:
    starts = document.tokens.starts
    first, last = np.searchsorted(starts, sorted((one.span.start, two.span.start)))
    return last - first < 100 and not bool((document.tokens.breaks[first:last] >= SENTENCE).any())
