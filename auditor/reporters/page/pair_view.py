"""Two articles side by side: each shared passage a row, with its word-level differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.reporters.page.article_view import direction, own_place
from auditor.reporters.page.book import gravity
from auditor.reporters.page.contrast import Runs, told_apart
from auditor.reporters.page.definitions import KIND_MARK
from auditor.reporters.page.finding_view import FindingCard, Shown, card, shown
from auditor.reporters.page.marks import Layer, Piece, pieces
from auditor.reporters.wording import RELATION_ORDER, plain_name

if TYPE_CHECKING:
    from auditor.model import Match, Reading
    from auditor.reporters.page.book import Book, Pair
    from auditor.reporters.page.names import Links

ROWS = 120
CONTEXT = 90  #: code points shown before and after a passage
PASSAGE = 6_000  #: code points of a passage shown; the rest is counted
CARDS = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a passage, with a little of what stands around it."""

    article: str
    at: str
    before: str
    pieces: tuple[Piece, ...]
    after: str
    left_out: int
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Row:
    """One shared passage."""

    anchor: str
    number: int
    kind: str
    mark: str
    similarity: float
    confidence: float
    words: int
    speaker: str
    left: Side
    right: Side
    origin: str  #: id of the likely origin, or empty
    origin_confidence: float
    reasons: tuple[str, ...]
    differences: tuple[str, ...]
    swaps: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of substance with both wordings, and the row it stands in."""

    kind: str
    left: Runs
    right: Runs
    anchor: str


@dataclass(frozen=True, slots=True)
class PairView:
    """All that a comparison shows."""

    left: Reading
    right: Reading
    left_title: str
    right_title: str
    left_opening: str
    right_opening: str
    differences: Shown[Difference]
    rows: Shown[Row]
    passages: int
    words: int
    cards: Shown[FindingCard]
    origins: tuple[tuple[str, int], ...]  #: likely origin (or empty) → passages


def pair_view(pair: Pair, book: Book, links: Links, scale: float = 1.0) -> PairView:
    """Lay out one comparison, altered quotations and changed facts first."""
    left, right = book.readings[pair[0]], book.readings[pair[1]]
    matches = sorted(book.pairs[pair], key=lambda match: (gravity(match), own_place(match, pair[0]).span))
    wanted = {match.id for match in matches}
    origins: dict[str, int] = {}
    for match in matches:
        origins[match.origin.article or ""] = origins.get(match.origin.article or "", 0) + 1
    numbered = [
        item for side in pair for item in book.by_article.get(side, ()) if item.finding.evidence.match in wanted
    ]
    passage = max(300, int(PASSAGE * scale))
    rows = [
        _row(number, match, book, pair, passage) for number, match in enumerate(matches[: int(ROWS * scale) + 1], 1)
    ]
    limit = max(1, int(ROWS * scale))
    return PairView(
        left=left,
        right=right,
        left_title=book.title(pair[0]),
        right_title=book.title(pair[1]),
        left_opening=book.opening(pair[0]),
        right_opening=book.opening(pair[1]),
        differences=shown(_differences(matches, book, pair), max(8, int(40 * scale))),
        rows=Shown(tuple(rows[:limit]), len(matches) - min(limit, len(rows))),
        passages=len(matches),
        words=sum(match.words for match in matches),
        cards=shown((card(item, book, links, 6) for item in numbered), max(4, int(CARDS * scale))),
        origins=tuple(sorted(origins.items(), key=lambda item: (-item[1], item[0]))),
    )


def _differences(matches: list[Match], book: Book, pair: Pair) -> list[Difference]:
    found = []
    for match in matches:
        mirrored = match.left.article != pair[0]
        for relation in match.relations:
            wordings = (relation.after, relation.before) if mirrored else (relation.before, relation.after)
            found.append((relation.kind, (plain_name(relation.kind), wordings, book.anchors[match.id])))
    rank = {kind: place for place, kind in enumerate(RELATION_ORDER)}
    ranked = sorted(found, key=lambda item: rank.get(item[0], len(rank)))
    return [Difference(kind, *told_apart(*wordings), anchor) for _, (kind, wordings, anchor) in ranked]


def _row(number: int, match: Match, book: Book, pair: Pair, passage: int) -> Row:
    return Row(
        anchor=book.anchors[match.id],
        number=number,
        kind=plain_name(str(match.kind)),
        mark=KIND_MARK[str(match.kind)],
        similarity=match.similarity,
        confidence=match.confidence,
        words=match.words,
        speaker=match.speaker,
        left=_side(match, book, pair[0], passage, first=True),
        right=_side(match, book, pair[1], passage, first=False),
        origin=match.origin.article or "",
        origin_confidence=match.origin.confidence,
        reasons=match.origin.reasons,
        differences=tuple(dict.fromkeys(plain_name(relation.kind) for relation in match.relations)),
        swaps=len(match.synonym_swaps),
    )


def _side(match: Match, book: Book, article: str, passage: int, *, first: bool) -> Side:
    """One side; ``<del>`` marks words only the first article has, ``<ins>`` words only the second has."""
    reading = book.readings[article]
    text = reading.article.text
    place = (
        own_place(match, article)
        if match.left.article != match.right.article
        else (match.left if first else match.right)
    )
    uses_left = place is match.left
    tag = "del" if first else "ins"
    layers = []
    for number, edit in enumerate(match.edits):
        span = edit.left if uses_left else edit.right
        label = "synonym" if edit.synonym else f"only in {article}"
        layers.append(Layer(span.start, span.end, tag, label, ref=f"e{number}", tag=tag))
    for number, relation in enumerate(match.relations):
        span = relation.left if uses_left else relation.right
        name = "altered" if relation.kind == "altered-quotation" else "fact"
        layers.append(Layer(span.start, span.end, name, plain_name(relation.kind), ref=f"d{number}"))
    start, end = place.span.start, min(place.span.end, place.span.start + passage)
    at = book.where.of(place)
    language = reading.article.language or reading.language.code
    complete = end == place.span.end
    return Side(
        article=article,
        at=f"{at.line}:{at.column}",
        before=_context(text[max(0, start - CONTEXT) : start], cut=start > CONTEXT, opening=True),
        pieces=tuple(pieces(text, start, end, layers)),
        after=_context(text[end : end + CONTEXT], cut=end + CONTEXT < len(text), opening=False) if complete else "",
        left_out=place.span.end - end,
        language=language,
        direction=direction(language),
    )


def _context(text: str, *, cut: bool, opening: bool) -> str:
    """Words around a passage from its own paragraph, cut at a space."""
    part = text.rsplit("\n", 1)[-1] if opening else text.split("\n", 1)[0]
    if cut and part == text:
        head, space, tail = part.partition(" ") if opening else part.rpartition(" ")
        part = ("… " + tail if opening else head + " …") if space else ""
    return part
