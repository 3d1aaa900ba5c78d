"""How the rules on differences between copies pick and place them."""

from __future__ import annotations

from typing import Literal

from auditor.model import Match, Place, Relation


def of_kind(match: Match, *kinds: str) -> tuple[Relation, ...]:
    """The relations of *match* of these kinds, in text order."""
    return tuple(relation for relation in match.relations if relation.kind in kinds)


def at(match: Match, relation: Relation, side: Literal["left", "right"]) -> Place:
    """Where *relation* stands on one side."""
    place = match.left if side == "left" else match.right
    return Place(place.article, relation.left if side == "left" else relation.right)
