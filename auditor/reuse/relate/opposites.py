"""Words that cannot be true in the place of one another: admitted and denied, rose and fell, army and rebels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from auditor.reuse.relate.lexicon import listed
from auditor.reuse.relate.wordings import beginnings, same_word


def opposite(one: str, two: str) -> bool:
    """Whether two lower-case words, in any form, are listed as opposites."""
    return _listed("opposites", one, two)


def contrary(one: str, two: str) -> bool:
    """Whether what is one of two lower-case words is not the other."""
    return _listed("contraries", one, two)


def _listed(name: str, one: str, two: str) -> bool:
    return any((row, 1 - side) in _sides(name, two) for row, side in _sides(name, one))


@lru_cache(maxsize=65536)
def _sides(name: str, word: str) -> frozenset[tuple[int, int]]:
    """On which side of which rows of a list *word* stands, in any form."""
    return frozenset((row, side) for row, side, one in _index(name).get(word[:2], ()) if same_word(word, one))


@cache
def _index(name: str) -> Mapping[str, Sequence[tuple[int, int, str]]]:
    """By the first two letters of their forms, the words of a list with their row and side."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for number, row in enumerate(listed(name)):
        for side, word in enumerate(row.split("/")):
            for letters in beginnings(word):
                found.setdefault(letters, []).append((number, side, word))
    return found
