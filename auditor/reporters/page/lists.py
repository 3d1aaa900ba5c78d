"""Long lists over several pages: every article, finding, comparison and source."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from auditor.reporters.page.finding_view import EXCERPT, card
from auditor.reporters.page.source_view import article_row
from auditor.reporters.rule_doc import family, family_title
from auditor.reporters.wording import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.reporters.page.book import Book, Pair
    from auditor.reporters.page.names import Links

ROWS = 200
PAGE_TEXT = 150_000  #: estimated bytes of the rows of a page; their markup is about as much again at most


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list."""

    name: str  #: file name without number and ending
    kind: str  #: sources, articles, findings or pairs
    title: str
    number: int
    pages: int
    total: int
    first: int
    rows: tuple[Any, ...]  #: rows of *kind*; the template knows each

    @property
    def near(self) -> tuple[int, ...]:
        """The pages a reader can jump to: all of few, else the first, the last and those around; 0 is a gap."""
        if self.pages <= 12:
            return tuple(range(1, self.pages + 1))
        kept = sorted(
            {1, 2, self.pages - 1, self.pages, *range(max(1, self.number - 2), min(self.pages, self.number + 2) + 1)}
        )
        told: list[int] = []
        for page in kept:
            told += [0, page] if told and page > told[-1] + 1 else [page]
        return tuple(told)


@dataclass(frozen=True, slots=True)
class PairRow:
    """One comparison in a list."""

    left: str
    right: str
    left_source: str
    right_source: str
    passages: int
    words: int
    kinds: tuple[str, ...]
    differences: int
    href: str | None


def list_pages(book: Book, links: Links) -> Iterator[ListPage]:
    """Yield the pages of every list; a list without rows has one page that says so."""
    ranked = sorted(book.findings, key=lambda item: (-item.finding.severity, -item.finding.confidence))
    pairs = sorted(book.pairs, key=lambda pair: (-sum(match.words for match in book.pairs[pair]), pair))
    yield from _cut(
        "sources", "sources", "Sources", sorted(book.articles_of, key=lambda name: _rank(name, book)), book, links
    )
    yield from _cut("articles", "articles", "Articles", list(book.readings), book, links)
    yield from _cut("pairs", "pairs", "Comparisons", pairs, book, links)
    yield from _cut("findings", "findings", "Findings", ranked, book, links)
    for letters, name in book.family_names.items():
        own = [item for item in ranked if family(item.finding.code) == letters]
        yield from _cut(f"findings-{name}", "findings", family_title(letters), own, book, links)


def _cut(name: str, kind: str, title: str, keys: list[Any], book: Book, links: Links) -> Iterator[ListPage]:
    cuts = _cuts([_weight(kind, key) for key in keys])
    for number, (first, last) in enumerate(pairwise(cuts), start=1):
        rows = tuple(_row(kind, key, book, links) for key in keys[first:last])
        yield ListPage(name, kind, title, number, len(cuts) - 1, len(keys), first + 1, rows)


def _cuts(weights: list[int]) -> list[int]:
    """Return where pages begin and the last one ends: at most ROWS rows each, and no more text than a page holds."""
    cuts = [0]
    filled = 0
    for place, weight in enumerate(weights):
        if place > cuts[-1] and (place - cuts[-1] >= ROWS or filled + weight > PAGE_TEXT):
            cuts.append(place)
            filled = 0
        filled += weight
    return [*cuts, len(weights)]


def _weight(kind: str, key: Any) -> int:
    """Estimate the bytes of a row from the words in it."""
    if kind != "findings":
        return 0 if kind == "sources" else 300
    finding = key.finding
    wordings = sum(len(relation.before) + len(relation.after) for relation in finding.evidence.relations[:1])
    letters = len(finding.message) + wordings + min(EXCERPT, len(finding.primary.span))
    return 450 + 2 * letters


def _rank(source: str, book: Book) -> tuple[bool, float, str]:
    """Order sources as the index does: those that can be ranked first, from the lowest score up."""
    score = book.scores.get(source)
    return (score is None or score.status != "scored", score.score if score else 101.0, source)


def _row(kind: str, key: Any, book: Book, links: Links) -> Any:
    if kind == "sources":
        return (
            key,
            book.scores.get(key),
            len(book.articles_of[key]),
            len(book.by_source.get(key, ())),
            links.source(key),
        )
    if kind == "articles":
        return article_row(key, book, links)
    if kind == "findings":
        return card(key, book, links, 0, compared=1)
    return _pair_row(key, book, links)


def _pair_row(pair: Pair, book: Book, links: Links) -> PairRow:
    matches = book.pairs[pair]
    return PairRow(
        *pair,
        book.source_of(pair[0]),
        book.source_of(pair[1]),
        len(matches),
        sum(match.words for match in matches),
        tuple(dict.fromkeys(plain_name(str(match.kind)) for match in matches)),
        sum(len(match.relations) for match in matches),
        links.pair(pair),
    )
