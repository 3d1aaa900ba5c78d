"""Reads one article: quotations, credits, residue, wording and voice in one record."""

from __future__ import annotations

from auditor.annotate.credits import find_credits
from auditor.annotate.opinion import declared_opinion, find_zones
from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.annotate.residue import find_residue
from auditor.annotate.spun import read_spun
from auditor.model import Document, Reading


def annotate(document: Document) -> Reading:
    """Read *document* by itself; a pure function, so articles can be read in any order and place."""
    residue = find_residue(document)
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
        credits=find_credits(document),
        residue=residue,
        zones=find_zones(document, quotations, attributions, residue),
        spun=read_spun(document, quotations, residue),
    )
