"""Facts that differ between two copies: numbers, dates, names and negation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor.model import Document, Relation, Span
from auditor.reuse.align import Step
from auditor.reuse.relate.edits import paired
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.negation import lost_negations
from auditor.reuse.relate.passage import Passage, words_span
from auditor.reuse.relate.quantities import MONTHS, WEEKDAYS, Quantity, agree, quantities
from auditor.reuse.relate.wordings import same_name

CLOSE = 0.5  # least similarity at which a name in another's place is a change, not another sentence
PARTICULARS = 3  # least changed names, figures and days that tell another event from a changed fact,
FORM = 0.8  # in a passage less similar than this
TITLES = words("titles")


def changed_facts(passage: Passage) -> Iterator[Relation]:
    """Numbers, dates, names and negations that one copy has otherwise than the other.

    Nothing where the passage tells of another event in the same words.
    """
    if not another_event(passage):
        yield from changed_quantities(passage)
        yield from _changed_names(passage)
        yield from _negations(passage)


def another_event(passage: Passage) -> bool:
    """Whether a set form of words was filled in anew: other names, and no figure or day the same."""
    if passage.alignment.similarity >= FORM:
        return False  # a copy whose facts were changed
    ours, theirs = _quantities(passage)
    if any(_same(one, two) for one in ours for two in theirs):
        return False
    names, figures = len(list(_changed_names(passage))), len(list(changed_quantities(passage)))
    return min(names, figures) > 0 and names + figures >= PARTICULARS


def _quantities(passage: Passage) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    return (
        quantities(passage.left.article.text, passage.left_span.start, passage.left_span.end),
        quantities(passage.right.article.text, passage.right_span.start, passage.right_span.end),
    )


def changed_quantities(passage: Passage) -> Iterator[Relation]:
    """Numbers, times and dates that face each other and cannot both be true."""
    ours, theirs = _quantities(passage)
    lone_left = [q for q in ours if not any(_same(q, other) for other in theirs)]
    lone_right = [q for q in theirs if not any(_same(q, other) for other in ours)]
    if not lone_left or not lone_right:
        return
    used: set[Quantity] = set()
    for step in passage.alignment.steps:
        if step.op == "equal":
            continue
        left = _near(passage.left, step.a0, step.a1)
        right = _near(passage.right, step.b0, step.b1)
        for one in lone_left:
            if one in used or not one.span.overlap(left):
                continue
            facing = [two for two in lone_right if two.kind == one.kind and two not in used and two.span.overlap(right)]
            if facing and not any(agree(one, two) for two in facing):
                used |= {one, facing[0]}
                kind = "changed-number" if one.kind in {"number", "clock"} else "changed-date"
                yield _relation(kind, passage, one.span, facing[0].span)


def _same(one: Quantity, two: Quantity) -> bool:
    return one.kind == two.kind and agree(one, two)


def _near(document: Document, first: int, last: int) -> Span:
    """The words of a step, with one word more at the end for a magnitude or a unit."""
    return words_span(document, first, min(len(document.tokens), max(first + 1, last)))


def _changed_names(passage: Passage) -> Iterator[Relation]:
    path = passage.alignment
    if path.similarity < CLOSE:
        return
    for number, step in enumerate(path.steps[1:-1], 1):
        if step.op != "replace" or path.steps[number - 1].op != "equal" or path.steps[number + 1].op != "equal":
            continue
        parts = paired(step, passage.left, passage.right)
        for part in _joined(part for part in parts if part.op == "replace" and _other_name(passage, part)):
            spans = words_span(passage.left, part.a0, part.a1), words_span(passage.right, part.b0, part.b1)
            kind = "changed-name"
            if _months(passage.left, part.a0, part.a1) and _months(passage.right, part.b0, part.b1):
                kind = "changed-date"
            yield _relation(kind, passage, *spans)


def _joined(parts: Iterable[Step]) -> Iterator[Step]:
    """Replacements that touch on both sides made one: first name and surname are one name."""
    held: Step | None = None
    for part in parts:
        if held is not None and (held.a1, held.b1) == (part.a0, part.b0):
            held = Step("replace", held.a0, part.a1, held.b0, part.b1)
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _months(document: Document, first: int, last: int) -> bool:
    return all(word in MONTHS for word in document.tokens.words[first:last])


def _other_name(passage: Passage, part: Step) -> bool:
    one, two = _name(passage.left, part.a0, part.a1), _name(passage.right, part.b0, part.b1)
    if not one or not two or len(one) > 3 or len(two) > 3:
        return False
    if (
        any(same_name(x, y) or x[:4] == y[:4] for x in one for y in two)
        or _abbreviates(one, two)
        or _abbreviates(two, one)
    ):
        return False
    elsewhere = passage.right.tokens.words, passage.left.tokens.words
    # A name that both articles use is another way to refer to someone, not another person.
    return not all(word in elsewhere[0] for word in one) and not all(word in elsewhere[1] for word in two)


def _name(document: Document, first: int, last: int) -> list[str]:
    """The words of a name, or nothing if some are no part of a name."""
    tokens = document.tokens
    words = list(tokens.words[first:last])
    opens = first == 0 or tokens.breaks[first - 1] >= 3
    if opens or not all(tokens.capital[first:last]) or any(word in TITLES or word in WEEKDAYS for word in words):
        return []
    return words


def _abbreviates(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one word is the initials of the others: UN, United Nations."""
    return len(short) == 1 and len(long) > 1 and short[0].replace(".", "") == "".join(word[0] for word in long)


def _negations(passage: Passage) -> Iterator[Relation]:
    path = passage.alignment
    for step in lost_negations(passage):
        yield _relation(
            "negation",
            passage,
            _context(passage.left, step.a0, step.a1, path.left),
            _context(passage.right, step.b0, step.b1, path.right),
        )


def _context(document: Document, first: int, last: int, ends: tuple[int, int]) -> Span:
    """The changed words with a word on each side, so that an absent negator can be shown."""
    return words_span(document, max(ends[0], first - 1), min(ends[1], last + 1))


def _relation(kind: str, passage: Passage, left: Span, right: Span) -> Relation:
    return Relation(
        kind,
        left,
        right,
        passage.left.article.text[left.start : left.end],
        passage.right.article.text[right.start : right.end],
    )
