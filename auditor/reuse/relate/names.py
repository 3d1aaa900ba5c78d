"""Names that stand in one copy where another stands in the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product

from auditor.model import Document, Relation
from auditor.reuse.align import Step
from auditor.reuse.relate.edits import is_swap, paired
from auditor.reuse.relate.lexicon import listed, words
from auditor.reuse.relate.passage import SENTENCE, Passage, in_place, sentence_ends, words_span
from auditor.reuse.relate.quantities import MONTHS, WEEKDAYS
from auditor.reuse.relate.quoted import is_content
from auditor.reuse.relate.surroundings import in_address, in_headline
from auditor.reuse.relate.wordings import same_name

CLOSE = 0.5  # least similarity at which a name in another's place is a change, not another sentence
COPIED = 0.9  # least similarity of a copy
LONGEST = 3  # words of a name
SIGNS = frozenset("$€£¥")
FEW = 3  # letters that a company goes by
APART = 8  # most words between two names that change places
TITLES, MUTUAL = words("titles"), words("mutual")
_WORD = re.compile(r"[^\W\d_]+")


def changed_names(passage: Passage) -> Iterator[tuple[int, Relation]]:
    """Names that face each other and are no two forms of one, each with the number of its step."""
    if passage.alignment.similarity < CLOSE:
        return
    for number, step in enumerate(passage.alignment.steps):
        if exchanged := _exchanged(passage, number):
            yield number, _relation("changed-name", passage, exchanged)
        if not in_place(passage, number):
            continue
        parts = paired(step, passage.left, passage.right)
        for part in _joined(part for part in parts if part.op == "replace" and _other_name(passage, part)):
            months = _months(passage.left, part.a0, part.a1) and _months(passage.right, part.b0, part.b1)
            change = _relation("changed-date" if months else "changed-name", passage, part)
            texts = passage.left.article.text, passage.right.article.text
            if not (in_address(texts[0], change.left) or in_address(texts[1], change.right)):
                yield number, change


def _relation(kind: str, passage: Passage, part: Step) -> Relation:
    one, two = words_span(passage.left, part.a0, part.a1), words_span(passage.right, part.b0, part.b1)
    texts = passage.left.article.text, passage.right.article.text
    return Relation(kind, one, two, texts[0][one.start : one.end], texts[1][two.start : two.end])


def _exchanged(passage: Passage, number: int) -> Step | None:
    """From the first to the last of two names that change places before what step *number* has on both sides.

    What the one did to the other stands between them: "Novak shot Lund", "Lund shot Novak".
    """
    step = passage.alignment.steps[number]
    ours, theirs = passage.left.tokens, passage.right.tokens
    ends = [(step.a0, step.b0)] if step.op == "equal" else []
    if number + 1 == len(passage.alignment.steps) and sentence_ends(passage.left, step.a1):
        ends.append((step.a1, step.b1))
    for a, b in ends:
        if not a or not b or ours.words[a - 1] == theirs.words[b - 1]:
            continue
        for last, first in product(range(1, min(LONGEST, a, b) + 1), repeat=2):
            two, one = _name(passage.left, a - last, a), _name(passage.right, b - first, b)
            if not (one and two):
                continue
            for between in range(1, APART + 1):
                width = first + between + last
                if min(a, b) >= width and _turned(passage, (a - width, b - width), one, two, between):
                    return Step("replace", a - width, a, b - width, b)
    return None


def _turned(passage: Passage, begins: tuple[int, int], one: list[str], two: list[str], between: int) -> bool:
    """Whether *one* did on the left to *two* what *two* did on the right to *one*, in so many words *between*."""
    (a, b), ours, theirs = begins, passage.left.tokens, passage.right.tokens
    width = len(one) + between + len(two)
    done = list(ours.words[a + len(one) : a + len(one) + between])
    if list(ours.words[a : a + width]) != [*one, *done, *two]:
        return False
    if list(theirs.words[b : b + width]) != [*two, *done, *one]:
        return False
    if (ours.breaks[a : a + width - 1] >= SENTENCE).any() or (theirs.breaks[b : b + width - 1] >= SENTENCE).any():
        return False
    if all(any(may_be_one(x, y) for y in two) for x in one):
        return False  # "Moscow said that Russia"
    return any(map(is_content, done)) and MUTUAL.isdisjoint(done)


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
    if not one or not two or len(one) > LONGEST or len(two) > LONGEST:
        return False
    if any(may_be_one(x, y) for x in one for y in two) or _abbreviates(one, two) or _abbreviates(two, one):
        return False
    if is_swap(part, passage.left, passage.right) or (_own(passage.left, one) and _own(passage.right, two)):
        return False  # a synonym is no name; "told CNN" in CNN's own story is "told the BBC" in another
    # A name that both articles use is another way to refer to someone, not another person. In a copy one of the
    # two names may well stand elsewhere on the other side.
    known = (
        all(word in passage.right.tokens.words for word in one),
        all(word in passage.left.tokens.words for word in two),
    )
    return not (all(known) if passage.alignment.similarity >= COPIED else any(known))


def may_be_one(one: str, two: str) -> bool:
    """Whether two lower-case words may name one person or place: spellings, short forms, a country and its capital."""
    if same_name(one, two) or one[:4] == two[:4] or (min(len(one), len(two)) == 1 and one[0] == two[0]):
        return True  # also an initial
    return not _known_as().get(one, frozenset()).isdisjoint(_known_as().get(two, frozenset()))


@cache
def _known_as() -> dict[str, frozenset[int]]:
    """The rows of the lexicon's nicknames and places that hold each word."""
    rows: dict[str, set[int]] = {}
    for number, row in enumerate((*listed("nicknames"), *listed("places"))):
        for word in row.split("/"):
            rows.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in rows.items()}


def _own(document: Document, name: Sequence[str]) -> bool:
    """Whether *name* is the outlet's own."""
    return not {word.casefold() for word in _WORD.findall(document.article.source)}.isdisjoint(name)


def _name(document: Document, first: int, last: int) -> list[str]:
    """The words of a name, or nothing if some are no part of a name."""
    tokens = document.tokens
    found = list(tokens.words[first:last])
    opens = first == 0 or tokens.breaks[first - 1] >= 2
    if opens or not all(tokens.capital[first:last]) or in_headline(document, first, last):
        return []
    end = int(tokens.ends[last - 1])
    if document.article.text[end : end + 1] in SIGNS:
        return []  # US$ and A$
    return [] if any(word in TITLES or word in WEEKDAYS for word in found) else found


def _abbreviates(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one word is the initials of the others, or letters of one other in order: UN, United Nations; VW."""
    letters = short[0].replace(".", "")
    if len(short) != 1 or (len(long) == 1 and not 2 <= len(letters) <= FEW):
        return False
    if len(long) > 1:
        return letters == "".join(word[0] for word in long)
    rest = iter(long[0])
    return letters[0] == long[0][0] and len(long[0]) > FEW and all(letter in rest for letter in letters)
