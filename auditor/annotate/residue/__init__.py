"""Residue: what templates, widgets and scrapers leave in a text, by form, position and repetition."""

from __future__ import annotations

from dataclasses import replace

from auditor.annotate.credits.lines import line_credits
from auditor.annotate.credits.outlets import Outlets, builtin_outlets
from auditor.annotate.credits.tags import tag_credits
from auditor.annotate.residue.forms import inline_residue, kinds_of_piece, line_residue
from auditor.annotate.residue.lines import Places, credited, lines_of
from auditor.annotate.residue.templates import (
    LineKeys,
    Templates,
    find_template_residue,
    learn_templates,
    line_keys,
    merge_residue,
)
from auditor.annotate.residue.widgets import widget_residue
from auditor.model import Document, Residue

__all__ = [
    "LineKeys",
    "Templates",
    "find_residue",
    "find_template_residue",
    "learn_templates",
    "line_keys",
    "merge_residue",
]


def find_residue(document: Document, outlets: Outlets | None = None) -> tuple[Residue, ...]:
    """Residue of a single article, by position; no two overlap.

    Found by form (shortcodes, comment forms, counters, pointers) and by position (short lines that
    share no word with the story and are no heading of it). A credit, other than a bare pointer, is never residue,
    nor is a label that tells readers what kind of piece begins below it.
    """
    text = document.clean.text
    lines = tuple(lines_of(text))
    formal = [*inline_residue(text), *line_residue(lines)]
    known = outlets or builtin_outlets()
    credits_ = (*tag_credits(text, known), *line_credits(text, known))
    named = credited(credits_)
    pointing = Places(credit.span for credit in credits_ if credit.span and not credit.who)
    labels = Places(kinds_of_piece(lines))
    whoever = {"shortcode", "rights"}  # a notice of rights is no part of the story, whomever it names
    formal = [f for f in formal if f.kind in whoever or not (named.touch(f.span) or labels.touch(f.span))]
    # What points to no source, where it stands, is the story's: "Original post" above what an update left.
    formal = [f for f in formal if f.kind != "pointer" or pointing.touch(f.span)]
    widgets = [w for w in widget_residue(lines, [f.span for f in formal], named) if not labels.touch(w.span)]
    located = (replace(f, span=document.clean.original(f.span.start, f.span.end)) for f in (*formal, *widgets))
    return merge_residue(located)
