"""Texts for the tests of reuse: invented stories, read as articles are."""

from __future__ import annotations

from auditor.annotate.quotations import find_quotations
from auditor.model import Article, Document, Match, Reading
from auditor.reuse.pairs import compare_documents
from auditor.text import prepare

HARBOUR = (
    "The harbour authority will dredge the eastern channel before the autumn storms arrive, its chief engineer told "
    "the council, because silt has narrowed the fairway to less than forty metres."
)
MUSEUM = (
    "Curators at the maritime museum unpacked a crate of forgotten sextants that had lain beneath the staircase since "
    "the building was a cannery."
)
FARMERS = (
    "Farmers in the upper valley have started planting barley instead of maize after three dry summers emptied the "
    "reservoir that feeds their terraces."
)
CHOIR = "A children's choir sang for the pensioners on the ferry while the crew handed out soup and woollen blankets."


def read(text: str, name: str = "a", source: str = "gazette") -> tuple[Document, Reading]:
    """A text as a document and its reading: blocks and quotations, nothing else."""
    document = prepare(Article(name, source, text, language="en"))
    reading = Reading(
        document.article,
        len(document.tokens),
        document.language,
        document.blocks,
        document.clean.changes,
        quotations=find_quotations(document),
    )
    return document, reading


def compared(left: str, right: str) -> tuple[Match, ...]:
    """What two texts share, with the profile ``news``."""
    return compare_documents(*read(left, "a"), *read(right, "b", "courier"))


def wordings(match: Match, left: str, right: str) -> tuple[str, str]:
    """The text a match points at on both sides."""
    return (
        left[match.left.span.start : match.left.span.end],
        right[match.right.span.start : match.right.span.end],
    )


def kinds(left: str, right: str) -> set[str]:
    """Kinds of relations between two texts."""
    return {relation.kind for match in compared(left, right) for relation in match.relations}
