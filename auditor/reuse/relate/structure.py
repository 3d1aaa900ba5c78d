"""What moved and what was left out between two copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditor.model import Document, Relation
from auditor.reuse.align import Step
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.passage import Passage, words_span
from auditor.reuse.relate.quoted import is_content

MOVED = 0.7  # share of a moved stretch's content words found at the other place
QUALIFIERS = words("qualifiers")
LONGEST_OMISSION = 40  # more words are another passage, not a clause


def moved_or_omitted(passage: Passage) -> Iterator[Relation]:
    """Stretches that stand elsewhere on the other side, and qualifying clauses one side lacks."""
    path = passage.alignment
    gone = [step for step in path.steps if step.op != "equal" and step.a1 - step.a0 >= 4]
    come = [step for step in path.steps if step.op != "equal" and step.b1 - step.b0 >= 4]
    moved: set[Step] = set()
    for one in gone:
        for two in come:
            if one is not two and two not in moved and _same_words(passage, one, two):
                moved |= {one, two}
                yield _relation("reordering", passage, (one.a0, one.a1), (two.b0, two.b1))
                break
    for step in path.steps[1:-1]:
        if step in moved or step.op not in {"insert", "delete"}:
            continue
        first, last = (step.a0, step.a1) if step.op == "delete" else (step.b0, step.b1)
        document = passage.left if step.op == "delete" else passage.right
        if 4 <= last - first <= LONGEST_OMISSION and _qualifies(document, first, last):
            yield _relation("omission", passage, (step.a0, step.a1), (step.b0, step.b1))


def _same_words(passage: Passage, one: Step, two: Step) -> bool:
    ours = Counter(word for word in passage.left.tokens.words[one.a0 : one.a1] if is_content(word))
    theirs = Counter(word for word in passage.right.tokens.words[two.b0 : two.b1] if is_content(word))
    return sum((ours & theirs).values()) >= max(2, MOVED * max(ours.total(), theirs.total()))


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
