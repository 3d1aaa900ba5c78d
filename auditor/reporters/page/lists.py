"""Long lists over several pages: every article, finding, comparison and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.reporters.page.finding_view import card
from auditor.reporters.page.source_view import article_row
from auditor.reporters.wording import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.reporters.page.book import Book, Pair
    from auditor.reporters.page.names import Links

LISTS = ("sources", "articles", "findings", "pairs")
ROWS = 200


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list."""

    name: str
    title: str
    number: int
    pages: int
    total: int
    first: int
    rows: tuple[Any, ...]  #: rows of the kind *name* says; the template knows each


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


def list_pages(name: str, book: Book, links: Links) -> Iterator[ListPage]:
    """Yield the pages of one list; a list without rows has one page that says so."""
    keys: list[Any]
    if name == "sources":
        keys = sorted(book.articles_of)
    elif name == "articles":
        keys = list(book.readings)
    elif name == "findings":
        keys = sorted(book.findings, key=lambda item: (-item.finding.severity, -item.finding.confidence))
    else:
        keys = sorted(book.pairs, key=lambda pair: (-sum(match.words for match in book.pairs[pair]), pair))
    total = max(1, -(-len(keys) // ROWS))
    for number in range(1, total + 1):
        first = (number - 1) * ROWS
        rows = tuple(_row(name, key, book, links) for key in keys[first : first + ROWS])
        yield ListPage(name, _TITLES[name], number, total, len(keys), first + 1, rows)


_TITLES = {"sources": "Sources", "articles": "Articles", "findings": "Findings", "pairs": "Comparisons"}


def _row(name: str, key: Any, book: Book, links: Links) -> Any:
    if name == "sources":
        return (
            key,
            book.scores.get(key),
            len(book.articles_of[key]),
            len(book.by_source.get(key, ())),
            links.source(key),
        )
    if name == "articles":
        return article_row(key, book, links)
    if name == "findings":
        return card(key, book, links, 0)
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
