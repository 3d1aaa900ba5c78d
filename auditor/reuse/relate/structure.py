"""What moved and what was left out between two copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from auditor.model import Document, Relation
from auditor.reuse.align import Step
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.passage import Passage, words_span
from auditor.reuse.relate.quoted import is_content

MOVED = 0.7  # share of a moved stretch's content words found at the other place
QUALIFIERS = words("qualifiers")
MOVABLE = 4  # least words of a stretch that moved
LONGEST_OMISSION = 40  # more words are another passage, not a clause


def moved_or_omitted(passage: Passage) -> Iterator[Relation]:
    """Stretches that stand elsewhere on the other side, and qualifying clauses one side lacks."""
    path = passage.alignment
    changed = [step for step in path.steps if step.op != "equal"]
    ours, theirs = passage.left.tokens.words, passage.right.tokens.words
    gone = [(step, _meaning(ours[step.a0 : step.a1])) for step in changed if step.a1 - step.a0 >= MOVABLE]
    come = [(step, _meaning(theirs[step.b0 : step.b1])) for step in changed if step.b1 - step.b0 >= MOVABLE]
    moved: set[Step] = set()
    where = _where([after for _, after in come])
    for one, before in gone:
        for two, after in (come[number] for number in _likely(before, where)):
            if one is not two and two not in moved and _same_words(before, after):
                moved |= {one, two}
                yield _relation("reordering", passage, (one.a0, one.a1), (two.b0, two.b1))
                break
    for step in path.steps[1:-1]:
        if step in moved or step.op not in {"insert", "delete"}:
            continue
        first, last = (step.a0, step.a1) if step.op == "delete" else (step.b0, step.b1)
        document = passage.left if step.op == "delete" else passage.right
        if MOVABLE <= last - first <= LONGEST_OMISSION and _qualifies(document, first, last):
            yield _relation("omission", passage, (step.a0, step.a1), (step.b0, step.b1))


def _meaning(words: Sequence[str]) -> Counter[str]:
    return Counter(word for word in words if is_content(word))


def _where(stretches: Sequence[Counter[str]]) -> dict[str, list[int]]:
    """The numbers of the stretches that hold each word."""
    found: dict[str, list[int]] = {}
    for number, stretch in enumerate(stretches):
        for word in stretch:
            found.setdefault(word, []).append(number)
    return found


def _likely(stretch: Counter[str], where: Mapping[str, Sequence[int]]) -> list[int]:
    """The numbers of those that may have most words of *stretch*: one of its rarest, all the others do not suffice."""
    left, numbers = (1 - MOVED) * stretch.total(), set[int]()
    for word in sorted(stretch, key=lambda word: (len(where.get(word, ())), word)):
        numbers.update(where.get(word, ()))
        left -= stretch[word]
        if left < 0:
            break
    return sorted(numbers)


def _same_words(before: Counter[str], after: Counter[str]) -> bool:
    """Whether two stretches have most of their words of meaning in common."""
    short, long = sorted((before.total(), after.total()))
    least = max(2, MOVED * long)
    return short >= least and sum((before & after).values()) >= least


def _qualifies(document: Document, first: int, last: int) -> bool:
    """Whether words *first* up to *last* are a clause that limits what stands around it."""
    words = document.tokens.words[first:last]
    at_comma = first == 0 or document.tokens.breaks[first - 1] >= 1 or document.tokens.breaks[last - 1] >= 1
    return bool(at_comma and QUALIFIERS.intersection(words[:3] if words[0] != "and" else words[:4]))


def _relation(kind: str, passage: Passage, left: tuple[int, int], right: tuple[int, int]) -> Relation:
    one, two = words_span(passage.left, *left), words_span(passage.right, *right)
    return Relation(
        kind, one, two, passage.left.article.text[one.start : one.end], passage.right.article.text[two.start : two.end]
    )
