"""Facts that differ between two copies: numbers, dates, names and negation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from auditor.model import Document, Relation, Span
from auditor.reuse.align import Step
from auditor.reuse.relate.agreement import CONFUSED, agree
from auditor.reuse.relate.dates import dated_once
from auditor.reuse.relate.edits import is_numeral
from auditor.reuse.relate.measures import quantities
from auditor.reuse.relate.moments import Pair, contradicting
from auditor.reuse.relate.names import changed_names
from auditor.reuse.relate.negation import lost_negations, refused, turned_around
from auditor.reuse.relate.occasion import NEXT, are_apart, is_copy, one_occasion
from auditor.reuse.relate.ordinals import changed_ordinals
from auditor.reuse.relate.passage import Passage, in_place, sentence_ends, words_span
from auditor.reuse.relate.quantities import Quantity
from auditor.reuse.relate.surroundings import copied_around, in_address, in_notice
from auditor.reuse.relate.units import is_money, unit_of

PARTICULARS = 3  # least changed names, figures and days that tell another event from a changed fact,
FORM = 0.8  # in a passage less similar than this
MANY = 2  # more differences than this in a passage that is no copy tell of another occasion
KEPT, ANEW = 0.5, 2  # least share of its figures that a copy of another day keeps, if more than one differs
NEARBY = 200  # characters within which a figure may have moved
AROUND = 24  # characters of a figure that may lie outside of a passage
RATE = 4  # words from a figure to what it is per
_BARE = frozenset({"number", "year", "day"})
Change = tuple[int, Relation]  # the number of a step, and what it changed


def changed_facts(passage: Passage) -> Iterator[Relation]:
    """Numbers, dates, names and negations that one copy has otherwise than the other.

    Only where the words around are copied and both texts speak of one occasion. What differs inside
    quotation marks on both sides is a matter of the quotation.
    """
    changes = [
        *changed_quantities(passage),
        *changed_ordinals(passage),
        *_other_rates(passage),
        *changed_names(passage),
        *_negations(passage),
    ]
    if not changes or another_event(passage) or _told_anew(passage):
        return
    ours, theirs = passage.sides.left, passage.sides.right
    found = [
        change
        for number, change in sorted(changes, key=lambda row: row[0])
        if copied_around(passage, number) and not (ours.marks(change.left) and theirs.marks(change.right))
    ]
    found = list(dated_once(found, passage.left.article.text, passage.right.article.text))
    if found and (is_copy(passage) or (len(found) <= MANY and one_occasion(passage))):
        yield from found


def another_event(passage: Passage) -> bool:
    """Whether a set form of words was filled in anew: other names, and no figure or day the same."""
    if passage.alignment.similarity >= FORM:
        return False  # a copy whose facts were changed
    ours, theirs = _quantities(passage)
    if any(_same(one, two) for one in ours for two in theirs):
        return False
    names, figures = len(list(changed_names(passage))), len(list(changed_quantities(passage)))
    return min(names, figures) > 0 and names + figures >= PARTICULARS


def _told_anew(passage: Passage) -> bool:
    """Whether the articles are of two days and most of their figures differ: a daily report fills one form again."""
    if not are_apart(passage, NEXT):
        return False
    least, kept = passage.sides.figures
    return kept < KEPT * least and (least - kept >= ANEW or are_apart(passage))


def _quantities(passage: Passage) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    return _inside(passage.left, passage.left_span), _inside(passage.right, passage.right_span)


def _inside(document: Document, span: Span) -> tuple[Quantity, ...]:
    """The quantities that meet *span*; one may begin before it: "nine | out of ten"."""
    found = quantities(document.article.text, max(0, span.start - AROUND), span.end + AROUND)
    return tuple(quantity for quantity in found if quantity.span.overlap(span))


def changed_quantities(passage: Passage) -> Iterator[Change]:
    """Numbers, times and dates that face each other and cannot both be true."""
    ours, theirs = _quantities(passage)
    texts = passage.left.article.text, passage.right.article.text
    pairs = [*_facing(passage, ours, theirs), *_other_signs(passage, ours, theirs)]
    for number, one, two in contradicting(pairs, (passage.left, passage.right), (ours, theirs)):
        if (_moved(one, two, theirs) and _moved(two, one, ours)) or in_notice(texts[0], one.span):
            continue
        if in_address(texts[0], one.span) or in_address(texts[1], two.span):
            continue
        kind = "changed-number" if {one.kind, two.kind} <= {"number", "clock"} else "changed-date"
        yield number, _relation(kind, passage, one.span, two.span)


def _facing(passage: Passage, ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> Iterator[Pair]:
    """The quantities in the place of one another that do not agree, each pair with the number of its step."""
    used: set[Quantity] = set()
    for number, step in enumerate(passage.alignment.steps if ours and theirs else ()):
        if step.op == "equal":
            continue
        facing = _near(theirs, _reach(passage.right, step.b0, step.b1))
        for one in _near(ours, _reach(passage.left, step.a0, step.a1)):
            rivals = [two for two in facing if two not in used and _comparable(one, two, step)]
            if one not in used and rivals and not any(_same(one, two) for two in rivals):
                used |= {one, rivals[0]}
                yield number, one, rivals[0]


def _other_signs(passage: Passage, ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> Iterator[Pair]:
    """Equal words that are other quantities, as "$4 million" and "£4 million" are: a sign is no word."""
    facing = {_word(passage.right, two): two for two in theirs if is_money(two.unit)}
    for one in ours if facing else ():
        place = _word(passage.left, one)
        number = bisect_right(passage.alignment.steps, place, key=lambda step: step.a1)
        for step in passage.alignment.steps[number : number + 1]:
            two = facing.get(place - step.a0 + step.b0) if step.op == "equal" and step.a0 <= place else None
            if two is not None and is_money(one.unit) and not agree(one, two):
                yield number, one, two


def _other_rates(passage: Passage) -> Iterator[Change]:
    """Equal figures of which so many go to another measure: 200 crowns per tonne, 200 crowns per litre."""
    ours, theirs = passage.left.tokens.words, passage.right.tokens.words
    for number, step in enumerate(passage.alignment.steps):
        if not in_place(passage, number) or (step.a1 - step.a0, step.b1 - step.b0) != (1, 1):
            continue
        same = passage.alignment.steps[number - 1]
        figure = any(map(is_numeral, ours[max(same.a0, step.a0 - RATE) : step.a0]))
        if not figure or ours[step.a0 - 1] != "per" or "cent" in (ours[step.a0], theirs[step.b0]):
            continue
        one, two = unit_of(ours[step.a0]), unit_of(theirs[step.b0])
        alike = (max(x, y) < CONFUSED * min(x, y) for (what, x), (other, y) in product(one, two) if what == other)
        if one and two and not any(alike):
            spans = (words_span(passage.left, step.a0 - 1, step.a1), words_span(passage.right, step.b0 - 1, step.b1))
            yield number, _relation("changed-number", passage, *spans)


def _word(document: Document, quantity: Quantity) -> int:
    """The word a quantity begins with; its sign is no part of it."""
    return int(np.searchsorted(document.tokens.ends, quantity.span.start, side="right"))


def _comparable(one: Quantity, two: Quantity, step: Step) -> bool:
    """Whether two quantities may be versions of one: of a kind, or a bare number just in the place of another."""
    if one.kind == two.kind:
        return True
    alone = step.a1 - step.a0 == step.b1 - step.b0 == 1
    return alone and {one.kind, two.kind} <= _BARE and not (one.unit or two.unit) and min(one.digits, two.digits) > 0


def _same(one: Quantity, two: Quantity) -> bool:
    return one.kind == two.kind and agree(one, two)


def _reach(document: Document, first: int, last: int) -> Span:
    """The words of a step, with one word more at the end for a magnitude or a unit."""
    return words_span(document, first, min(len(document.tokens), max(first + 1, last)))


def _near(found: Sequence[Quantity], span: Span, more: int = 0) -> list[Quantity]:
    """The quantities, in order and apart, that overlap *span*, or come within *more* characters of it."""
    first = bisect_left(found, span.start - more, key=lambda quantity: quantity.span.end)
    last = bisect_left(found, span.end + more, key=lambda quantity: quantity.span.start)
    return [quantity for quantity in found[first:last] if more or quantity.span.overlap(span)]


def _moved(one: Quantity, other: Quantity, rest: Sequence[Quantity]) -> bool:
    """Whether what *one* says stands near *other* in the other text, so that only the order changed."""
    return any(
        two is not other and two.kind == one.kind and two.value == one.value and two.unit == one.unit
        for two in _near(rest, other.span, NEARBY)
    )


def _negations(passage: Passage) -> Iterator[Change]:
    path = passage.alignment
    for number, step in (*lost_negations(passage), *turned_around(passage), *refused(passage)):
        yield (
            number,
            _relation(
                "negation",
                passage,
                _context(passage.left, step.a0, step.a1, path.left),
                _context(passage.right, step.b0, step.b1, path.right),
            ),
        )


def _context(document: Document, first: int, last: int, ends: tuple[int, int]) -> Span:
    """The changed words with a word on each side, so that an absent negator can be shown; none of the next sentence."""
    after = last if sentence_ends(document, last) else last + 1
    return words_span(document, max(ends[0], first - 1), min(ends[1], after))


def _relation(kind: str, passage: Passage, left: Span, right: Span) -> Relation:
    return Relation(
        kind,
        left,
        right,
        passage.left.article.text[left.start : left.end],
        passage.right.article.text[right.start : right.end],
    )
