"""Turning matches and pairs so that the left side is the likelier copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.model import Edit, Kind, Match, Pairing, Reading, Relation
from auditor.reuse.attribution import REUSED, reused_share
from auditor.reuse.relate.rarity import rarer_side

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


def oriented(match: Match, left: Reading, right: Reading) -> tuple[Match, Reading, Reading]:
    """The likelier copy first: not the inferred origin, else the spun side, the one with rarer words, or as given."""
    if match.origin.article == match.left.article or (match.origin.article is None and _right_spun(match, left, right)):
        return flip(match), right, left
    return match, left, right


def pairing(left: Reading, right: Reading, matches: Sequence[Match], *, fixed: bool = False) -> Pairing:
    """All that two articles share; unless *fixed*, the likelier copy comes first.

    *matches* lie left to right. The copy is the side that is not the origin of most shared words;
    where that is unknown the spun side, then the side of which more is shared text.
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
    return pair.left_share >= pair.right_share


def _right_spun(match: Match, left: Reading, right: Reading) -> bool:
    if _spun(left) != _spun(right):
        return _spun(right)
    return match.kind is Kind.SPUN and rarer_side(match.edits) > 0


def _spun(reading: Reading) -> bool:
    return reading.spun.verdict == "spun"


def _flip_edit(edit: Edit) -> Edit:
    return replace(edit, op=_MIRROR[edit.op], left=edit.right, right=edit.left, before=edit.after, after=edit.before)


def _flip_relation(relation: Relation) -> Relation:
    return replace(relation, left=relation.right, right=relation.left, before=relation.after, after=relation.before)
