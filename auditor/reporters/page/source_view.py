"""A source as its page shows it: the score as a waterfall, what it rests on, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.reporters.page.article_view import partners
from auditor.reporters.page.definitions import WORD_CLASSES
from auditor.reporters.page.finding_view import FindingCard, Shown, card, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import SourceScore
    from auditor.reporters.page.book import Book
    from auditor.reporters.page.names import Links

CARDS = 40
ROWS = 150
PARTNERS = 40
ANSWERS = 40


@dataclass(frozen=True, slots=True)
class FindingLink:
    """A short link to a finding."""

    code: str
    message: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step down of the waterfall: from *top* to *bottom* on the scale of 0 to 100."""

    name: str
    points: float
    lost: float
    rate: float
    observed: float
    left: float  #: bounds of the bar on the axis of scores, 0 to 100 across it
    right: float
    top: float
    bottom: float
    findings: Shown[FindingLink]


@dataclass(frozen=True, slots=True)
class Mend:
    """What the score would be if one thing were mended."""

    action: str
    score: float
    gain: float
    findings: Shown[FindingLink]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article with what was found in it."""

    id: str
    title: str
    opening: str
    source: str
    published: str
    words: int
    findings: int
    gravest: str
    passages: int
    href: str | None


@dataclass(frozen=True, slots=True)
class SourcePartner:
    """Another source and what both carry."""

    source: str
    articles: int
    passages: int
    words: int
    href: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply of the publisher; *finding* is the one it answers, None where it answers the audit or an old finding."""

    date: str
    by: str
    paragraphs: tuple[str, ...]
    gone: bool  #: it answers a finding this report does not hold
    finding: FindingLink | None


@dataclass(frozen=True, slots=True)
class WordClass:
    """The words of a source that are of one class: how many, and where they lie on a bar, 0 to 100."""

    name: str
    words: int
    share: float
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class SourceView:
    """All that a source's page shows; *score* is None for a source that was not scored."""

    name: str
    score: SourceScore | None
    steps: tuple[Step, ...]
    mends: tuple[Mend, ...]
    articles: Shown[ArticleRow]
    cards: Shown[FindingCard]
    partners: Shown[SourcePartner]
    findings: int
    reworded: int  #: articles whose words are not counted as own
    assumed: float  #: points lost to no finding
    answers: Shown[Answer]
    words: tuple[WordClass, ...]  #: in the order of ``WORD_CLASSES``, those the source has words of


def article_row(identifier: str, book: Book, links: Links) -> ArticleRow:
    """Return one line of a list of articles."""
    reading = book.readings[identifier]
    numbered = book.by_article.get(identifier, [])
    return ArticleRow(
        id=identifier,
        title=book.title(identifier),
        opening=book.opening(identifier),
        source=reading.article.source,
        published=reading.article.published,
        words=reading.words,
        findings=len(numbered),
        gravest=max(item.finding.severity for item in numbered).label if numbered else "",
        passages=len(book.matches_of.get(identifier, ())),
        href=links.article(identifier),
    )


def source_view(name: str, book: Book, links: Links, scale: float = 1.0) -> SourceView:
    """Lay out one source."""
    score = book.scores.get(name)
    numbered = sorted(book.by_source.get(name, ()), key=lambda item: (-item.finding.severity, -item.finding.confidence))
    readings = book.articles_of.get(name, [])
    rows = max(10, int(ROWS * scale))
    return SourceView(
        name=name,
        score=score,
        steps=_steps(score, book, links) if score else (),
        mends=_mends(score, book, links) if score else (),
        articles=Shown(
            tuple(article_row(reading.article.id, book, links) for reading in readings[:rows]),
            max(0, len(readings) - rows),
        ),
        cards=shown((card(item, book, links, 6) for item in numbered[: int(CARDS * scale) + 1]), int(CARDS * scale)),
        partners=_partners(name, book, links, max(8, int(PARTNERS * scale))),
        findings=len(numbered),
        reworded=sum(reading.spun.verdict in {"spun", "suspicious"} for reading in readings),
        assumed=assumed(score) if score else 0.0,
        answers=shown(_answers(name, book, links), ANSWERS),
        words=tuple(_words(score)) if score else (),
    )


def assumed(score: SourceScore) -> float:
    """Return the points a score lacks without a finding, because few stories were seen."""
    return sum(dimension.lost for dimension in score.dimensions if dimension.name == "prior")


def across(points: float, start: float) -> float:
    """Return where *points* lie on an axis from *start* to 100, in hundredths of it."""
    return max(0.0, min(100.0, 100 * (points - start) / (100 - start)))


def _steps(score: SourceScore, book: Book, links: Links) -> tuple[Step, ...]:
    steps = []
    top = 100.0
    for dimension in score.dimensions:
        bottom = max(0.0, top - dimension.lost)
        steps.append(
            Step(
                dimension.name,
                dimension.points,
                dimension.lost,
                dimension.rate,
                dimension.observed,
                across(bottom, book.axis),
                across(top, book.axis),
                top,
                bottom,
                _links(dimension.findings, book, links),
            )
        )
        top = bottom
    return tuple(steps)


def _mends(score: SourceScore, book: Book, links: Links) -> tuple[Mend, ...]:
    return tuple(
        Mend(mend.action, mend.score, mend.score - score.score, _links(mend.findings, book, links, 500))
        for mend in score.counterfactuals[:30]
    )


def _links(fingerprints: tuple[str, ...], book: Book, links: Links, limit: int = 4) -> Shown[FindingLink]:
    known = [book.by_fingerprint[print_] for print_ in fingerprints if print_ in book.by_fingerprint]
    return shown(
        (
            FindingLink(
                item.finding.code, item.finding.message, links.finding(item.finding.primary.article, item.anchor)
            )
            for item in known
        ),
        limit,
    )


def _words(score: SourceScore) -> Iterator[WordClass]:
    counted = {measure.name: int(measure.value) for measure in score.classes}
    total = sum(counted.values())
    left = 0.0
    for name in [*WORD_CLASSES, *(other for other in counted if other not in WORD_CLASSES)]:
        if words := counted.get(name, 0):
            width = 100 * words / total
            yield WordClass(name, words, words / total, left, width)
            left += width


def _answers(name: str, book: Book, links: Links) -> Iterator[Answer]:
    for reply in book.report.replies:
        if reply.source == name:
            to = _links((reply.finding,), book, links).rows if reply.finding else ()
            paragraphs = tuple(part for part in reply.text.splitlines() if part.strip())
            yield Answer(reply.date, reply.by, paragraphs, bool(reply.finding and not to), to[0] if to else None)


def _partners(name: str, book: Book, links: Links, limit: int) -> Shown[SourcePartner]:
    grouped: dict[str, list[tuple[int, int, str, str | None]]] = {}
    for reading in book.articles_of.get(name, ()):
        for partner in partners(reading.article.id, book, links):
            if partner.source != name:
                row = (partner.words, partner.passages, partner.article, partner.href)
                grouped.setdefault(partner.source, []).append(row)
    rows = []
    for source, found in grouped.items():
        largest = max(found, key=lambda row: row[0])
        articles = len({row[2] for row in found})
        rows.append(
            SourcePartner(source, articles, sum(row[1] for row in found), sum(row[0] for row in found), largest[3])
        )
    return shown(sorted(rows, key=lambda row: (-row.words, row.source)), limit)
