"""A difference that overlapping passages of two articles share is one difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.model import Kind, Match, Relation

_WORD = re.compile(r"\w+")
_NOBODYS = frozenset({Kind.BOILERPLATE, Kind.COMMON})  #: differences in template text are not told


def told_once(matches: Sequence[Match]) -> list[Match]:
    """*matches* of one pair, in their order, each difference of substance in one of them only.

    On the left of each is the article it is told of. It stays with the passage that is surest to be
    shared, and of which it is surest who had it first. Two differences are one if they are of one
    kind and stand at one place on the left, and on the right at one place or in one wording; a quotation
    altered in the same words is one wherever it is repeated.
    """
    told: set[tuple[object, ...]] = set()
    kept: dict[int, tuple[Relation, ...]] = {}
    for number in sorted(range(len(matches)), key=lambda number: _firmness(matches[number])):
        found = []
        for relation in matches[number].relations:
            names = _names(matches[number], relation)
            if told.isdisjoint(names):
                found.append(relation)
            told |= names
        kept[number] = tuple(found)
    return [
        match if kept[number] == match.relations else replace(match, relations=kept[number])
        for number, match in enumerate(matches)
    ]


def _names(match: Match, relation: Relation) -> set[tuple[object, ...]]:
    """What another telling of the same difference has in common with this one."""
    here, there = (match.left.article, relation.left), (match.right.article, relation.right)
    names: set[tuple[object, ...]] = {
        (relation.kind, *sorted((here, there))),
        (relation.kind, *here, relation.before, relation.after),
    }
    if relation.kind == "altered-quotation":
        names.add((relation.kind, match.left.article, *wordings(relation)))
    return names


def wordings(relation: Relation) -> tuple[str, str]:
    """The words of both sides alone, in lower case: what a difference is wherever it stands."""
    before, after = (" ".join(_WORD.findall(text.casefold())) for text in (relation.before, relation.after))
    return before, after


def _firmness(match: Match) -> tuple[bool, float, float, int, int, int]:
    """Sorts the firmest passage first, whichever of its articles is on the left."""
    starts = match.left.span.start, match.right.span.start
    return (
        match.kind in _NOBODYS,
        -match.confidence,
        -match.origin.confidence,
        -match.words,
        sum(starts),
        max(starts),
    )
