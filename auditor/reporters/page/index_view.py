"""The index: the verdict, sources, findings by family, who shares with whom, stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from auditor.reporters.page.finding_view import FindingCard, Shown, card, shown
from auditor.reporters.page.source_view import ArticleRow, article_row, assumed
from auditor.reporters.rule_doc import FAMILIES, family, family_title
from auditor.reporters.wording import SEVERITIES, count, listed

if TYPE_CHECKING:
    from auditor.model import Cluster, Finding, SourceScore
    from auditor.reporters.page.book import Book
    from auditor.reporters.page.names import Links

SOURCES = 25
UNRANKED = 10
FAMILY_ROWS = 8
ARTICLES = 20
CLUSTERS = 12
MATRIX = 14
SKIPPED = 50


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with its place on the axis."""

    score: SourceScore
    findings: int
    high: int
    href: str | None


@dataclass(frozen=True, slots=True)
class FamilyGroup:
    """The findings of one family, the gravest first."""

    letters: str
    title: str
    total: int
    severities: tuple[tuple[str, int], ...]
    cards: Shown[FindingCard]


@dataclass(frozen=True, slots=True)
class Cell:
    """Words two columns of the matrix share; *step* 0 to 4 sets the shade."""

    words: int
    passages: int
    step: int
    href: str | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who shares how many words with whom."""

    of: str  #: articles or sources
    labels: tuple[tuple[str, str, str | None], ...]  #: short label, full name, address
    rows: tuple[tuple[Cell | None, ...], ...]  #: None on the diagonal
    more: int


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story cluster with its members."""

    anchor: str
    title: str
    articles: int
    sources: int
    origins: int
    members: Shown[ArticleRow]
    dots: tuple[tuple[float, str], ...]  #: position 0 to 1 in time, label
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class IndexView:
    """All that the index shows."""

    verdict: str
    ranked: Shown[SourceRow]
    unranked: Shown[SourceRow]
    families: tuple[FamilyGroup, ...]
    matrix: Matrix | None
    stories: Shown[StoryRow]
    articles: Shown[ArticleRow]
    severities: tuple[tuple[str, int], ...]
    words_shared: int
    assumed: tuple[float, ...]  #: points taken from a score without a finding: the fewest and the most


def index_view(book: Book, links: Links, scale: float = 1.0) -> IndexView:
    """Lay out the index; *scale* below 1 shows shorter lists."""
    report = book.report
    scores = sorted(report.sources, key=lambda score: (score.score, score.source))
    rows = [_source_row(score, book, links) for score in scores]
    limit = max(6, int(SOURCES * scale))
    ordered = sorted(book.readings, key=lambda key: (-_weight(book, key), book.order[key]))[
        : max(5, int(ARTICLES * scale))
    ]
    return IndexView(
        verdict=verdict(book),
        ranked=shown((row for row in rows if row.score.status == "scored"), limit),
        unranked=shown((row for row in rows if row.score.status != "scored"), max(6, int(UNRANKED * scale))),
        families=_families(book, links, max(2, int(FAMILY_ROWS * scale))),
        matrix=_matrix(book, links),
        stories=shown(
            (story_row(cluster, book, links, 6) for cluster in _largest(book)[: CLUSTERS + 1]),
            max(3, int(CLUSTERS * scale)),
        ),
        articles=Shown(
            tuple(article_row(identifier, book, links) for identifier in ordered), len(book.readings) - len(ordered)
        ),
        severities=_severities([item.finding for item in book.findings]),
        words_shared=sum(match.words for match in report.matches),
        assumed=(min(lost), max(lost)) if (lost := [assumed(score) for score in scores if assumed(score)]) else (),
    )


def verdict(book: Book) -> str:
    """Return what was found, in one sentence that claims no more than it."""
    report = book.report
    scope = f"{count(len(report.articles), 'article')} from {count(len(book.articles_of), 'source')}"
    if not report.articles:
        return "No article could be read, so nothing was audited."
    if not report.findings:
        return f"Nothing to check was found in {scope}."
    things = count(len(report.findings), "thing") + " to check"
    high = [item.finding for item in book.findings if item.finding.severity.label == "high"]
    if not high:
        return f"The audit found {things} in {scope}, none of high severity."
    by_article: dict[str, int] = {}
    for finding in high:
        by_article[finding.primary.article] = by_article.get(finding.primary.article, 0) + 1
    ranked = sorted(by_article, key=lambda key: (-by_article[key], key))
    names = [book.source_of(key) or key for key in ranked]
    distinct = list(dict.fromkeys(names))
    where = listed(distinct) if len(distinct) <= 3 else f"{distinct[0]} and {len(distinct) - 1:,} other sources"
    verb = "is" if len(high) == 1 else "are"
    return f"The audit found {things} in {scope}; {len(high):,} {verb} of high severity, in text carried by {where}."


def _weight(book: Book, article: str) -> int:
    return sum(10 ** int(item.finding.severity) for item in book.by_article.get(article, ()))


def _severities(findings: list[Finding]) -> tuple[tuple[str, int], ...]:
    return tuple((severity.label, sum(finding.severity is severity for finding in findings)) for severity in SEVERITIES)


def _source_row(score: SourceScore, book: Book, links: Links) -> SourceRow:
    found = book.by_source.get(score.source, ())
    high = sum(item.finding.severity.label == "high" for item in found)
    return SourceRow(score, len(found), high, links.source(score.source))


def _families(book: Book, links: Links, rows: int) -> tuple[FamilyGroup, ...]:
    order = {letters: place for place, letters in enumerate(FAMILIES)}
    grouped: dict[str, list[int]] = {}
    for number, item in enumerate(book.findings):
        grouped.setdefault(family(item.finding.code), []).append(number)
    groups = []
    for letters in sorted(grouped, key=lambda key: (order.get(key, len(order)), key)):
        found = [book.findings[number] for number in grouped[letters]]
        found.sort(key=lambda item: (-item.finding.severity, -item.finding.confidence))
        groups.append(
            FamilyGroup(
                letters,
                family_title(letters),
                len(found),
                tuple((label, n) for label, n in _severities([item.finding for item in found]) if n),
                Shown(tuple(card(item, book, links, 3) for item in found[:rows]), max(0, len(found) - rows)),
            )
        )
    gravest = {
        group.letters: max(book.findings[n].finding.severity for n in grouped[group.letters]) for group in groups
    }
    return tuple(sorted(groups, key=lambda group: -gravest[group.letters]))


def _matrix(book: Book, links: Links) -> Matrix | None:
    """Articles against articles while they fit, else the sources that share most."""
    of_articles = len(book.readings) <= MATRIX
    shared: dict[tuple[str, str], list[int]] = {}
    best: dict[tuple[str, str], tuple[int, str | None]] = {}
    for pair, matches in book.pairs.items():
        left, right = pair if of_articles else (book.source_of(pair[0]), book.source_of(pair[1]))
        if left == right or pair[0] not in book.readings or pair[1] not in book.readings:
            continue
        words = sum(match.words for match in matches)
        for key in ((left, right), (right, left)):
            cell = shared.setdefault(key, [0, 0])
            cell[0] += words
            cell[1] += len(matches)
            if key not in best or words > best[key][0]:
                best[key] = (words, links.pair(pair))
    if not shared:
        return None
    names = list(book.readings) if of_articles else _closest(shared)
    top = max(cell[0] for cell in shared.values())
    rows = tuple(
        tuple(
            None
            if row == column
            else Cell(
                shared[row, column][0],
                shared[row, column][1],
                _step(shared[row, column][0], top),
                best[row, column][1],
            )
            if (row, column) in shared
            else Cell(0, 0, 0, None)
            for column in names
        )
        for row in names
    )
    more = 0 if of_articles else len({left for left, _ in shared}) - len(names)
    labels = tuple(
        (name, book.title(name) if of_articles else name, links.article(name) if of_articles else links.source(name))
        for name in names
    )
    return Matrix("articles" if of_articles else "sources", labels, rows, more)


def _closest(shared: dict[tuple[str, str], list[int]]) -> list[str]:
    """Return the names in the pairs that share most, so that the matrix shows where sharing is."""
    names: dict[str, None] = {}
    for pair in sorted(shared, key=lambda pair: (-shared[pair][0], pair)):
        if len(names.keys() | set(pair)) <= MATRIX:
            names.update(dict.fromkeys(pair))
    return sorted(names)


def _step(words: int, top: int) -> int:
    return 1 + min(3, int(3.999 * (words / top) ** 0.5)) if words else 0


def _largest(book: Book) -> list[Cluster]:
    return sorted(book.report.clusters, key=lambda cluster: (-len(cluster.articles), cluster.id))


def story_row(cluster: Cluster, book: Book, links: Links, members: int) -> StoryRow:
    """Return a story with its members in order of their dates, those without a date last."""
    known = [identifier for identifier in cluster.articles if identifier in book.readings]
    dated = sorted(known, key=lambda key: (not _date(book, key), _date(book, key), book.order[key]))
    dates = [_date(book, key) for key in dated if _date(book, key)]
    dots: list[tuple[float, str]] = []
    if len(set(dates)) > 1:
        low, high = _seconds(dates[0]), _seconds(dates[-1])
        for key in dated[:200]:
            date = _date(book, key)
            if date and high > low:
                dots.append((min(1.0, max(0.0, (_seconds(date) - low) / (high - low))), f"{key}, {date}"))
    return StoryRow(
        anchor=f"story-{book.cluster_names[cluster.id]}",
        title=next((book.title(key) for key in dated if not book.opening(key)), book.title(dated[0]))
        if dated
        else cluster.id,
        articles=len(cluster.articles),
        sources=len({book.source_of(key) for key in known}),
        origins=cluster.origins,
        members=Shown(
            tuple(article_row(key, book, links) for key in dated[:members]),
            len(cluster.articles) - len(dated[:members]),
        ),
        dots=tuple(dots),
        first=dates[0] if dots else "",
        last=dates[-1] if dots else "",
    )


def _date(book: Book, article: str) -> str:
    return book.readings[article].article.published[:19].removesuffix("Z")


def _seconds(date: str) -> float:
    """Seconds of an ISO 8601 date without its zone, enough to place a dot; 0 where it is no date."""
    try:
        return datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0
