"""Long lists over several pages: every article, finding, comparison and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.reporters.page.finding_view import card
from auditor.reporters.page.source_view import article_row
from auditor.reporters.rule_doc import family, family_title
from auditor.reporters.wording import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.reporters.page.book import Book, Pair
    from auditor.reporters.page.names import Links

ROWS = 200


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
    yield from _cut("sources", "sources", "Sources", sorted(book.articles_of), book, links)
    yield from _cut("articles", "articles", "Articles", list(book.readings), book, links)
    yield from _cut("pairs", "pairs", "Comparisons", pairs, book, links)
    yield from _cut("findings", "findings", "Findings", ranked, book, links)
    for letters, name in book.family_names.items():
        own = [item for item in ranked if family(item.finding.code) == letters]
        yield from _cut(f"findings-{name}", "findings", family_title(letters), own, book, links)


def _cut(name: str, kind: str, title: str, keys: list[Any], book: Book, links: Links) -> Iterator[ListPage]:
    total = max(1, -(-len(keys) // ROWS))
    for number in range(1, total + 1):
        first = (number - 1) * ROWS
        rows = tuple(_row(kind, key, book, links) for key in keys[first : first + ROWS])
        yield ListPage(name, kind, title, number, total, len(keys), first + 1, rows)


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
