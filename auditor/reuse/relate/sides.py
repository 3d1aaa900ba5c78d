"""Two documents that are compared, with what every passage they share asks of them, worked out once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from auditor.model import Document, Quotation, Reading, Span
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.likeness import contained, likeness
from auditor.reuse.relate.measures import quantities

_BRACKETS = re.compile(r"[\[({][^\])}\n]{0,200}[\])}]")
_WORD = re.compile(r"[^\W\d_]+")
_TITLES = words("titles")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as words of its document: *first* up to *last* lie inside the marks, *begins* also those cut off."""

    quotation: Quotation
    first: int
    last: int
    begins: int  #: words that begin inside the marks
    bracketed: frozenset[int]  #: words that an editor put in brackets


class Side:
    """One document with its reading."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self.document = document
        self.reading = reading
        # By place, with how far the quotations up to each reach: one may stand inside another.
        self._quotations = sorted(reading.quotations, key=lambda quotation: quotation.inner)
        self._starts = [quotation.inner.start for quotation in self._quotations]
        self._reach = list(accumulate((quotation.inner.end for quotation in self._quotations), max))

    @cached_property
    def persons(self) -> frozenset[str]:
        """The words of all names of two words or more among those quoted."""
        names = {quotation.speaker for quotation in self.reading.quotations}
        return frozenset(word for full in map(name_words, names) if len(full) > 1 for word in full)

    @cached_property
    def _marked(self) -> tuple[list[int], list[int]]:
        """Starts of the quotations, scare quotes aside, and how far those up to each reach, marks included."""
        spans = sorted(quotation.span for quotation in self.reading.quotations if not quotation.scare)
        return [span.start for span in spans], list(accumulate((span.end for span in spans), max))

    @cached_property
    def _rows(self) -> list[Quoted]:
        tokens = self.document.tokens
        starts = np.array(self._starts, dtype=np.int64)
        ends = np.array([quotation.inner.end for quotation in self._quotations], dtype=np.int64)
        first = np.searchsorted(tokens.starts, starts)
        last = np.searchsorted(tokens.ends, ends, side="right")
        begins = np.searchsorted(tokens.starts, ends) - first
        return [
            Quoted(quotation, *row, self._bracketed(quotation))
            for quotation, row in zip(
                self._quotations, zip(first.tolist(), last.tolist(), begins.tolist(), strict=True), strict=True
            )
        ]

    def _bracketed(self, quotation: Quotation) -> frozenset[int]:
        span, tokens = quotation.inner, self.document.tokens
        found: set[int] = set()
        for match in _BRACKETS.finditer(self.document.article.text[span.start : span.end]):
            first = int(np.searchsorted(tokens.starts, span.start + match.start()))
            last = int(np.searchsorted(tokens.starts, span.start + match.end()))
            found.update(range(first, last))
        return frozenset(found)

    def _overlapping(self, first: int, last: int) -> Iterator[int]:
        """Numbers of the quotations that hold any of the words *first* up to *last*."""
        if last <= first:
            return
        span = self.document.tokens.span(first, last)
        for number in range(bisect_right(self._reach, span.start), bisect_left(self._starts, span.end)):
            if self._quotations[number].inner.overlap(span):
                yield number

    def quotations(self, first: int, last: int) -> list[Quotation]:
        """The quotations that hold any of the words *first* up to *last*, in order; O(log n) for those nearby."""
        return [self._quotations[number] for number in self._overlapping(first, last)]

    def quoted(self, first: int, last: int) -> list[Quoted]:
        """The same as words."""
        return [self._rows[number] for number in self._overlapping(first, last)]

    def marks(self, span: Span) -> bool:
        """Whether *span* begins inside quotation marks."""
        starts, reach = self._marked
        before = bisect_right(starts, span.start) - 1
        return before >= 0 and span.start < reach[before]


class Sides:
    """Both documents of a comparison."""

    def __init__(self, left: Side, right: Side) -> None:
        self.left = left
        self.right = right

    @cached_property
    def likeness(self) -> float:
        """How much both are about the same, 0 to 1."""
        return likeness(self.left.document, self.right.document)

    @cached_property
    def contained(self) -> float:
        """The share of the shorter text that the other has too, 0 to 1."""
        return contained(self.left.document, self.right.document)

    @cached_property
    def figures(self) -> tuple[int, int]:
        """How many figures the text with fewer of them has, and how many of these the other has too."""
        ours, theirs = (
            Counter((quantity.kind, quantity.value) for quantity in quantities(text, 0, len(text)))
            for text in (self.left.document.article.text, self.right.document.article.text)
        )
        return min(ours.total(), theirs.total()), (ours & theirs).total()


def name_words(speaker: str) -> Sequence[str]:
    """The words of a speaker's name, titles left out; nothing for a description: the Russian foreign minister."""
    found = _WORD.findall(speaker)
    if not found or not found[-1][0].isupper():
        return []
    return [word for word in found if word[0].isupper() and word.lower() not in _TITLES]
