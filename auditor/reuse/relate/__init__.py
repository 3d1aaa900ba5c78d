"""Say what an alignment is: kind of reuse, word edits, and differences of substance."""

from __future__ import annotations

import xxhash

from auditor.model import Match, Place, Relation
from auditor.reuse.align import Alignment
from auditor.reuse.relate.edits import edits
from auditor.reuse.relate.facts import changed_facts
from auditor.reuse.relate.joined import joined
from auditor.reuse.relate.kinds import confidence_of, kind_of
from auditor.reuse.relate.passage import Passage
from auditor.reuse.relate.quoted import altered_quotations, quoted_shares, speaker
from auditor.reuse.relate.sides import Side, Sides
from auditor.reuse.relate.structure import moved_or_omitted

__all__ = ["Side", "Sides", "joined", "match_id", "relate"]


def relate(alignment: Alignment, sides: Sides) -> Match:
    """The match an alignment stands for, with all that differs between its sides."""
    passage = Passage(alignment, sides)
    left, right = passage.left, passage.right
    places = Place(left.article.id, passage.left_span), Place(right.article.id, passage.right_span)
    changes = edits(alignment, left, right)
    quoted = quoted_shares(passage)
    return Match(
        id=match_id(*places),
        left=places[0],
        right=places[1],
        kind=kind_of(passage, changes, quoted),
        similarity=round(alignment.similarity, 4),
        confidence=confidence_of(passage),
        words=alignment.words,
        edits=changes,
        relations=relations_of(passage),
        speaker=speaker(passage) if min(quoted) > 0.25 else "",
    )


def relations_of(passage: Passage) -> tuple[Relation, ...]:
    """The differences of substance between both sides; one inside an altered quotation is told once, as that."""
    altered = tuple(altered_quotations(passage))
    facts = (fact for fact in changed_facts(passage) if not any(_inside(fact, quotation) for quotation in altered))
    return (*altered, *facts, *moved_or_omitted(passage))


def _inside(fact: Relation, quotation: Relation) -> bool:
    """Whether a fact differs within a quotation, on both sides."""
    return min(quotation.left.overlap(fact.left), quotation.right.overlap(fact.right)) > 0


def match_id(left: Place, right: Place) -> str:
    """Twelve hexadecimal digits that depend on nothing but both places."""
    parts = (
        left.article,
        str(left.span.start),
        str(left.span.end),
        right.article,
        str(right.span.start),
        str(right.span.end),
    )
    return xxhash.xxh3_64_hexdigest("\x1f".join(parts).encode("utf-8", "surrogatepass"))[:12]
