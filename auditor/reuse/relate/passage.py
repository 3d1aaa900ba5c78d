"""One alignment with everything the relations look at: both documents, quotations and steps."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model import Document, Span
from auditor.reuse.align import Alignment
from auditor.reuse.relate.sides import Sides


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


def words_span(document: Document, first: int, last: int) -> Span:
    """The text range of words *first* up to *last*; of no words, the end of the word before."""
    tokens = document.tokens
    if last > first:
        return tokens.span(first, last)
    at = int(tokens.ends[first - 1]) if first else 0
    return Span(at, at)
