"""How the rules on differences between copies pick and place them."""

from __future__ import annotations

from typing import Literal

from auditor.model import Comparison, Kind, Match, Place, Relation

_NOBODYS = frozenset({Kind.BOILERPLATE, Kind.COMMON})  #: template text and set forms are filled in anew each time
_COPY_WORDS, _COPY_SHARE = 60, 0.3  #: so many words, or such a share of the shorter article, are a copy


def of_kind(match: Match, *kinds: str) -> tuple[Relation, ...]:
    """The relations of *match* of these kinds, in text order; none in template text."""
    return () if match.kind in _NOBODYS else tuple(relation for relation in match.relations if relation.kind in kinds)


def is_copy(subject: Comparison) -> bool:
    """Whether the passage, or all both share, is copied text; a sentence that two reports share may be updated."""
    if subject.share >= _COPY_SHARE:
        return True
    equal = subject.match.words * subject.match.similarity
    return equal >= _COPY_WORDS or equal >= _COPY_SHARE * min(subject.left.words, subject.right.words)


def at(match: Match, relation: Relation, side: Literal["left", "right"]) -> Place:
    """Where *relation* stands on one side."""
    place = match.left if side == "left" else match.right
    return Place(place.article, relation.left if side == "left" else relation.right)
