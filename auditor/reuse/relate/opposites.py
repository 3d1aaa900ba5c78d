"""Words that say the opposite of the word they stand in place of: admitted and denied, rose and fell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from auditor.reuse.align import Step
from auditor.reuse.relate.edits import paired
from auditor.reuse.relate.lexicon import listed
from auditor.reuse.relate.passage import Passage, in_place
from auditor.reuse.relate.wordings import same_word


def turned_around(passage: Passage) -> Iterator[tuple[int, Step]]:
    """The words, with the number of their step, that one side has and the other the opposite of."""
    left, right = passage.left.tokens.words, passage.right.tokens.words
    for number, step in enumerate(passage.alignment.steps):
        if not in_place(passage, number):
            continue
        for part in paired(step, passage.left, passage.right):
            if part.a1 - part.a0 == part.b1 - part.b0 == 1 and opposite(left[part.a0], right[part.b0]):
                yield number, part


def opposite(one: str, two: str) -> bool:
    """Whether two lower-case words, in any form, are listed as opposites."""
    return any((row, 1 - side) in _sides(two) for row, side in _sides(one))


@lru_cache(maxsize=65536)
def _sides(word: str) -> frozenset[tuple[int, int]]:
    """On which side of which rows *word* stands."""
    return frozenset(
        (number, side) for number, row in enumerate(_rows()) for side, one in enumerate(row) if same_word(word, one)
    )


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.split("/")) for row in listed("opposites"))
