"""The same number of something else, three weeks for three days, and another place in a row: third for second."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import numpy as np

from auditor.model import Document, Relation
from auditor.reuse.align import Step
from auditor.reuse.relate.edits import is_numeral, paired
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.passage import Passage, words_span
from auditor.reuse.relate.quantities import HEAT, MONEY, POUND, UNITS, Quantity

CURRENCIES = words("currencies")
_ORDINALS = words("ordinals")
APART = 1.2  # least ratio of two units that are not confused: a ton is a tonne to many


def changed_measures(
    passage: Passage, ours: tuple[Quantity, ...], theirs: tuple[Quantity, ...]
) -> Iterator[tuple[int, Relation]]:
    """Equal numbers whose unit or currency differs, and ordinals that differ, each with the number of its step.

    *ours* and *theirs* are the quantities of both sides, in order.
    """
    yield from _other_units(passage)
    yield from _other_ordinals(passage)
    yield from _other_signs(passage, ours, theirs)


def _other_units(passage: Passage) -> Iterator[tuple[int, Relation]]:
    steps = passage.alignment.steps
    left, right = passage.left.tokens.words, passage.right.tokens.words
    for number, step in enumerate(steps[1:], 1):
        before = steps[number - 1]
        counts = before.a1 - (2 if left[before.a1 - 1] in {"degree", "degrees"} else 1)
        if step.op != "replace" or before.op != "equal" or counts < before.a0 or not is_numeral(left[counts]):
            continue
        part = next(iter(paired(step, passage.left, passage.right)))
        one_for_one = part.op == "replace" and part.a1 - part.a0 == part.b1 - part.b0 == 1
        if one_for_one and _differ(left[part.a0], right[part.b0]):
            yield number, _relation(passage, Step("replace", part.a0 - 1, part.a1, part.b0 - 1, part.b1))


def _differ(one: str, two: str) -> bool:
    """Whether two words are units of different things, or far apart, whatever a pound may be."""
    ours, theirs = _units(one), _units(two)
    return bool(ours and theirs) and not any(
        x == y and max(m, n) < APART * min(m, n) for x, m in ours for y, n in theirs
    )


def _units(word: str) -> list[tuple[str, float]]:
    """What a word may measure, and how much of the base unit it is."""
    single = word.removesuffix("s")
    if word in HEAT:
        return [(HEAT[word], 1.0)]
    if single in CURRENCIES:
        return [(single, 1.0), *([("mass", POUND)] if single == "pound" else [])]
    if single == "point":
        return [("points", 1.0)]
    known = UNITS.get(word, UNITS.get(single))
    return [known] if known else []


def _other_ordinals(passage: Passage) -> Iterator[tuple[int, Relation]]:
    left, right = passage.left.tokens.words, passage.right.tokens.words
    for number, step in enumerate(passage.alignment.steps):
        if step.op == "replace" and step.a1 - step.a0 == step.b1 - step.b0 == 1:
            one, two = left[step.a0], right[step.b0]
            joined = any(
                document.article.text[document.tokens.starts[at] - 1 : document.tokens.starts[at]] == "-"
                for document, at in ((passage.left, step.a0), (passage.right, step.b0))
            )  # "twenty-first" is a quantity
            if one != two and one in _ORDINALS and two in _ORDINALS and not joined:
                yield number, _relation(passage, step)


def _other_signs(
    passage: Passage, ours: tuple[Quantity, ...], theirs: tuple[Quantity, ...]
) -> Iterator[tuple[int, Relation]]:
    steps = passage.alignment.steps
    facing = {_word(passage.right, two): two for two in theirs if two.unit in MONEY}
    for one in ours if facing else ():
        if one.unit not in MONEY:
            continue
        place = _word(passage.left, one)
        number = bisect_right(steps, place, key=lambda step: step.a1)
        step = steps[number] if number < len(steps) else None
        if step is None or step.op != "equal" or place < step.a0:
            continue
        two = facing.get(place - step.a0 + step.b0)
        if two is not None and two.unit != one.unit and two.value == one.value:
            yield number, _told(passage, one, two)


def _word(document: Document, quantity: Quantity) -> int:
    """The word a quantity begins with; its sign is no part of it."""
    return int(np.searchsorted(document.tokens.ends, quantity.span.start, side="right"))


def _told(passage: Passage, one: Quantity, two: Quantity) -> Relation:
    texts = passage.left.article.text, passage.right.article.text
    return Relation(
        "changed-number",
        one.span,
        two.span,
        texts[0][one.span.start : one.span.end],
        texts[1][two.span.start : two.span.end],
    )


def _relation(passage: Passage, step: Step) -> Relation:
    one, two = words_span(passage.left, step.a0, step.a1), words_span(passage.right, step.b0, step.b1)
    texts = passage.left.article.text, passage.right.article.text
    return Relation("changed-number", one, two, texts[0][one.start : one.end], texts[1][two.start : two.end])
