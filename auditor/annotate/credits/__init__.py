"""The credit ledger of an article: who is named as the origin of what, where, and how strongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.annotate.credits.claim import claimed_origin
from auditor.annotate.credits.lines import line_credits
from auditor.annotate.credits.metadata import metadata_credits
from auditor.annotate.credits.outlets import (
    Outlets,
    builtin_outlets,
    extended,
    host_of,
    outlets_with,
    parse_rows,
    table,
)
from auditor.annotate.credits.prose import prose_credits
from auditor.annotate.credits.tags import tag_credits
from auditor.annotate.credits.unlisted import looks_like_outlet
from auditor.model import Article, Credit, Document, Outlet, Span

__all__ = [
    "Outlet",
    "Outlets",
    "builtin_outlets",
    "claimed_origin",
    "extended",
    "find_credits",
    "outlets_with",
    "parse_rows",
    "table",
]

_STRETCH = 256


def find_credits(document: Document, outlets: Outlets | None = None) -> tuple[Credit, ...]:
    """Every credit of an article, those in the text by position, then those of its metadata.

    Strength 1 names an origin of the text, ½ only points ("Source link"), less is a mention, a
    quotation given to an outlet, or the credit of a picture. Where two readings of the same words
    compete, the stronger one is kept. Read in the clean view, so look-alike letters hide nothing.
    """
    known = outlets or builtin_outlets()
    text = document.clean.text
    found = [*tag_credits(text, known), *line_credits(text, known), *prose_credits(text, known)]
    found = [_in_full(credit, document.article) for credit in found]
    found = [credit for credit in found if not _writer(credit.who, document, known)]
    kept = sorted(_strongest(found), key=lambda c: (_at(c), c.kind, c.who))
    located = (replace(c, span=document.clean.original(c.span.start, c.span.end)) for c in kept if c.span)
    return (*located, *metadata_credits(document.article, known))


def _in_full(credit: Credit, article: Article) -> Credit:
    """A credit under the last word of a name as one of the article's own source, where that ends so: "the Gazette"."""
    short = re.sub(r"\W", "", credit.who.removeprefix("The ")).casefold()
    home = re.sub(r"\W", "", host_of(article.source).partition(".")[0] if "." in article.source else article.source)
    own = " " not in credit.who and len(short) > 2 and home.casefold().endswith(short)
    return replace(credit, who=article.source) if own else credit


def _writer(name: str, document: Document, outlets: Outlets) -> bool:
    """Whether *name* is that of the article's own author, whom a "Source:" line may name as if of somebody else."""
    if not name or looks_like_outlet(name) or outlets.lists(name):
        return False
    text = document.article.text
    signed = [text[block.span.start : block.span.end] for block in document.blocks if block.kind == "byline"]
    return any(name.casefold() in line.casefold() for line in (document.article.byline, *signed))


def _strongest(found: Iterable[Credit]) -> Iterator[Credit]:
    """Credits without the weaker readings of the same words."""
    # Kept credits by the stretches of text they touch, so that many credits cost linear time.
    touched: dict[int, list[Credit]] = {}
    for credit in sorted(found, key=lambda c: (-c.strength, _at(c), c.kind, c.who)):
        stretches = range(_at(credit).start // _STRETCH, _at(credit).end // _STRETCH + 1)
        if not any(_clash(credit, other) for stretch in stretches for other in touched.get(stretch, ())):
            for stretch in stretches:
                touched.setdefault(stretch, []).append(credit)
            yield credit


def _at(credit: Credit) -> Span:
    return credit.span or Span(0, 0)


def _clash(one: Credit, other: Credit) -> bool:
    if one.span is None or other.span is None or not one.span.overlap(other.span):
        return False
    # One tag may name two agencies, and a line two outlets: that is two credits.
    return one.who == other.who or one.kind != other.kind
