"""What of a large audit goes into the one page that is sent by e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.reporters.page.book import Book, Pair

SINGLE_BYTES = 6_000_000  #: what mail servers take, with room for the rest of a message; an estimate is held against it
SMALL = 40  #: articles up to which each part is shown as fully as on a page of its own

_SOURCE, _ARTICLE, _PAIR = 44_000, 8_000, 5_000  #: bytes of a part around its texts, as measured on real audits
_A_LETTER, _A_MATCH = 2.2, 1_500  #: bytes of a letter of an article under its marks, and of a passage side by side


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The parts kept, by what the report calls them → names of their anchors, and how many are left out."""

    articles: dict[str, str]
    sources: dict[str, str]
    pairs: frozenset[Pair]
    scale: float
    articles_left_out: int
    sources_left_out: int
    pairs_left_out: int

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        return not (self.articles_left_out or self.sources_left_out or self.pairs_left_out)


def excerpt(book: Book, budget: int = SINGLE_BYTES) -> Excerpt:
    """Choose articles with most to check or to share, each with its source, then the comparisons between them."""
    ranked = sorted(
        book.names, key=lambda name: (-_weight(book, name), -len(book.matches_of.get(name, ())), book.order[name])
    )
    articles: set[str] = set()
    sources: set[str] = set()
    used = 0.0
    for identifier in ranked:
        source = book.readings[identifier].article.source
        size = _ARTICLE + _A_LETTER * len(book.readings[identifier].article.text) + (source not in sources) * _SOURCE
        if used + size <= budget * 0.75:
            used += size
            articles.add(identifier)
            sources.add(source)
    pairs: set[Pair] = set()
    for pair in sorted(book.paired, key=lambda pair: (-_shared(book, pair), pair)):
        size = _PAIR + _A_MATCH * len(book.pairs[pair])
        if pair[0] in articles and pair[1] in articles and used + size <= budget:
            used += size
            pairs.add(pair)
    bare = {name for name in book.source_names if name not in book.articles_of}  # scored, without an article here
    left = max(0, int((budget - used) / _SOURCE))
    sources |= set(sorted(bare)[:left])
    return Excerpt(
        articles={name: anchor for name, anchor in book.names.items() if name in articles},
        sources={name: anchor for name, anchor in book.source_names.items() if name in sources},
        pairs=frozenset(pairs),
        scale=1.0 if len(book.names) <= SMALL else 0.35,
        articles_left_out=len(book.names) - len(articles),
        sources_left_out=len(book.source_names) - len(sources),
        pairs_left_out=len(book.pairs) - len(pairs),
    )


def _weight(book: Book, article: str) -> int:
    return sum(10 ** int(item.finding.severity) for item in book.by_article.get(article, ()))


def _shared(book: Book, pair: Pair) -> int:
    differing = sum(bool(match.relations) for match in book.pairs[pair])
    return 1000 * differing + sum(match.words for match in book.pairs[pair])
