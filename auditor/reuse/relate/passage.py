"""One alignment with everything the relations look at: both documents, quotations and steps."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model import Document, Span
from auditor.reuse.align import Alignment
from auditor.reuse.relate.sides import Sides

SENTENCE = 3  # strength of the break that ends one


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """An alignment in its two documents."""

    alignment: Alignment
    sides: Sides

    @property
    def left(self) -> Document:
        """The document on the left."""
        return self.sides.left.document

    @property
    def right(self) -> Document:
        """The document on the right."""
        return self.sides.right.document

    @property
    def left_span(self) -> Span:
        """The text range on the left."""
        return self.left.tokens.span(*self.alignment.left)

    @property
    def right_span(self) -> Span:
        """The text range on the right."""
        return self.right.tokens.span(*self.alignment.right)


def in_place(passage: Passage, number: int) -> bool:
    """Whether step *number* puts words in the place of others: equal words before, and after or the sentence ends."""
    steps = passage.alignment.steps
    step = steps[number]
    if step.op != "replace" or number == 0 or steps[number - 1].op != "equal":
        return False
    if number + 1 < len(steps):
        return steps[number + 1].op == "equal"
    return sentence_ends(passage.left, step.a1) and sentence_ends(passage.right, step.b1)


def sentence_ends(document: Document, last: int) -> bool:
    """Whether a sentence ends before word *last*."""
    return last == len(document.tokens) or (last > 0 and int(document.tokens.breaks[last - 1]) >= SENTENCE)


def words_span(document: Document, first: int, last: int) -> Span:
    """The text range of words *first* up to *last*; of no words, the end of the word before."""
    tokens = document.tokens
    if last > first:
        return tokens.span(first, last)
    at = int(tokens.ends[first - 1]) if first else 0
    return Span(at, at)
