"""Turning matches and pairs so that the left side is the likelier copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.model import Edit, Kind, Match, Pairing, Reading, Relation
from auditor.reuse.attribution import REUSED, reused_share
from auditor.reuse.copies import precedence
from auditor.reuse.relate.rarity import rarer_side

_MATERIAL = 0.1  #: difference of shared shares that says something: of two near-copies neither is part of the other
_MIRROR = {"insert": "delete", "delete": "insert", "replace": "replace"}


def flip(match: Match) -> Match:
    """The same match seen from the other side; flipping twice gives the match back."""
    return replace(
        match,
        left=match.right,
        right=match.left,
        edits=tuple(_flip_edit(edit) for edit in match.edits),
        relations=tuple(_flip_relation(relation) for relation in match.relations),
    )


def oriented(match: Match, copy: str) -> Match:
    """The likelier copy on the left: not the inferred origin; where none is known, *copy*, see :func:`pairing`."""
    known = match.origin.article
    return flip(match) if known == match.left.article or (known is None and copy == match.right.article) else match


def pairing(left: Reading, right: Reading, matches: Sequence[Match], *, fixed: bool = False) -> Pairing:
    """All that two articles share; unless *fixed*, the likelier copy comes first.

    *matches* lie left to right. The copy is the side that is not the origin of most shared words;
    where that is unknown the spun side, the one with the rarer words for the same, the one of which
    more is shared text, the later, the shorter. What an article is called decides nothing, unless
    two texts are equal in all they hold.
    """
    taken = [match for match in matches if match.kind in REUSED]
    pair = Pairing(
        left,
        right,
        tuple(matches),
        reused_share(left, [match.left.span for match in taken]),
        reused_share(right, [match.right.span for match in taken]),
    )
    return pair if fixed or _copy_is_left(pair, taken) else mirrored(pair)


def mirrored(pair: Pairing) -> Pairing:
    """The pairing seen from the other side."""
    matches = sorted((flip(match) for match in pair.matches), key=lambda match: match.left.span)
    return Pairing(pair.right, pair.left, tuple(matches), pair.right_share, pair.left_share)


def _copy_is_left(pair: Pairing, matches: Sequence[Match]) -> bool:
    from_left = sum(match.words for match in matches if match.origin.article == pair.left.article.id)
    from_right = sum(match.words for match in matches if match.origin.article == pair.right.article.id)
    if from_left != from_right:
        return from_right > from_left
    if _spun(pair.left) != _spun(pair.right):
        return _spun(pair.left)
    rarer = [(match.words, rarer_side(match.edits)) for match in matches if match.kind is Kind.SPUN]
    left_rarer, right_rarer = (sum(words for words, side in rarer if side * sign > 0) for sign in (-1, 1))
    if left_rarer != right_rarer:
        return left_rarer > right_rarer
    if abs(pair.left_share - pair.right_share) > _MATERIAL:
        return pair.left_share > pair.right_share
    return precedence(pair.left) > precedence(pair.right)


def _spun(reading: Reading) -> bool:
    return reading.spun.verdict == "spun"


def _flip_edit(edit: Edit) -> Edit:
    return replace(edit, op=_MIRROR[edit.op], left=edit.right, right=edit.left, before=edit.after, after=edit.before)


def _flip_relation(relation: Relation) -> Relation:
    return replace(relation, left=relation.right, right=relation.left, before=relation.after, after=relation.before)
