"""Reads one article: quotations, credits, residue, wording and voice in one record."""

from __future__ import annotations

from dataclasses import replace

from auditor.annotate.credits import Outlets, builtin_outlets, claimed_origin, find_credits
from auditor.annotate.opinion import declared_opinion, read_voice
from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.annotate.residue import find_residue
from auditor.annotate.spun import read_spun
from auditor.model import Document, Reading


def annotate(document: Document, outlets: Outlets | None = None) -> Reading:
    """Read *document* by itself; a pure function, so articles can be read in any order and place.

    *outlets* are the agencies and outlets whose names count as credits, else those of the package.
    """
    plain = annotate_plain(document, outlets)
    zones, comments = read_voice(document, plain.quotations, plain.attributions, plain.residue)
    return replace(
        plain,
        label=declared_opinion(document.article, document),
        zones=zones,
        comments=comments,
        spun=read_spun(document, plain.quotations, plain.residue),
    )


def annotate_plain(document: Document, outlets: Outlets | None = None) -> Reading:
    """What it takes to relate the article to another: all of ``annotate`` but its voice and its wording."""
    known = outlets or builtin_outlets()
    credited = find_credits(document, known)
    quotations = find_quotations(document)
    return Reading(
        article=document.article,
        words=len(document.tokens),
        language=document.language,
        blocks=document.blocks,
        changes=document.clean.changes,
        quotations=quotations,
        attributions=find_attributions(document, quotations),
        credits=credited,
        residue=find_residue(document, known),
        outlet=known.canonical(document.article.source),
        claims=claimed_origin(document.article, credited, known),
    )
