"""Reads one article: quotations, credits, residue, wording and voice in one record."""

from __future__ import annotations

from auditor.annotate.credits import Outlets, builtin_outlets, claimed_origin, find_credits
from auditor.annotate.opinion import declared_opinion, find_zones
from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.annotate.residue import find_residue
from auditor.annotate.spun import read_spun
from auditor.model import Document, Reading


def annotate(document: Document, outlets: Outlets | None = None) -> Reading:
    """Read *document* by itself; a pure function, so articles can be read in any order and place.

    *outlets* are the agencies and outlets whose names count as credits, else those of the package.
    """
    known = outlets or builtin_outlets()
    credited = find_credits(document, known)
    residue = find_residue(document, known)
    quotations = find_quotations(document)
    attributions = find_attributions(document, quotations)
    return Reading(
        article=document.article,
        words=len(document.tokens),
        language=document.language,
        label=declared_opinion(document.article, document),
        blocks=document.blocks,
        changes=document.clean.changes,
        quotations=quotations,
        attributions=attributions,
        credits=credited,
        residue=residue,
        zones=find_zones(document, quotations, attributions, residue),
        spun=read_spun(document, quotations, residue),
        outlet=known.canonical(document.article.source),
        claims=claimed_origin(document.article, credited, known),
    )
