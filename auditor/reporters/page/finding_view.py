"""A finding as its card shows it: where, what, how sure, and the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from auditor.model import Place
from auditor.reporters.page.contrast import Runs, told_apart
from auditor.reporters.rule_doc import RuleDoc, family
from auditor.reporters.wording import distinct, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Finding, Measure, Normalisation, Phrase, SentenceEvidence
    from auditor.reporters.page.book import Book, Numbered
    from auditor.reporters.page.names import Links

T = TypeVar("T")

EXCERPT = 280


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """The first rows of a list and how many more there are."""

    rows: tuple[T, ...]
    more: int


def shown(rows: Iterable[T], limit: int) -> Shown[T]:
    """Return at most *limit* of *rows*."""
    known = tuple(rows)
    return Shown(known[:limit], max(0, len(known) - limit))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its words: *href* leads to the article, None where the report does not hold it."""

    article: str
    source: str
    at: str  #: line:column
    excerpt: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Contrast:
    """A difference of substance: the wording here and the wording there, each in runs that are told apart."""

    kind: str
    here: Runs
    there: Runs


@dataclass(frozen=True, slots=True)
class FindingCard:
    """All that a finding's card shows. *evidence* link leads to the aligned passage, where there is one."""

    anchor: str
    permalink: str | None
    code: str
    family: str
    rule: RuleDoc
    severity: str
    confidence: float
    headline: str  #: the message, without wordings that stand below it as a contrast
    spot: Spot
    related: Shown[Spot]
    contrasts: Shown[Contrast]
    phrases: Shown[tuple[Phrase, int]]
    sentences: Shown[tuple[str, SentenceEvidence]]  #: the sentence's words, cut, and what speaks in them
    changes: Shown[Normalisation]
    measures: Shown[Measure]
    reasons: Shown[str]
    passage: str | None


def spot(place: Place, book: Book, links: Links, limit: int = EXCERPT) -> Spot:
    """Return *place* with its words."""
    at = book.where.of(place)
    return Spot(
        place.article,
        book.source_of(place.article),
        f"{at.line}:{at.column}",
        " ".join(book.where.excerpt(place, limit).split()),
        links.article(place.article),
    )


def contrasts(finding: Finding, book: Book) -> Iterable[Contrast]:
    """Yield the relations a finding rests on, told from its own article."""
    for relation in finding.evidence.relations:
        here, there = book.where.sides(finding, relation)
        yield Contrast(plain_name(relation.kind), *told_apart(here, there))


def headline(message: str, *, contrasted: bool) -> str:
    """Return *message* as a heading: with a capital, and without “this” / “that” where both stand below it."""
    head, quoted, rest = message.partition(": “")
    told = head if contrasted and quoted and "” / “" in rest else message
    first = told.split(" ", 1)[0].rstrip(",:")
    return told[:1].upper() + told[1:] if first.isascii() and first.isalpha() and first.islower() else told


def card(numbered: Numbered, book: Book, links: Links, rows: int = 12, compared: int | None = None) -> FindingCard:
    """Return the card of a finding with at most *rows* lines of each kind of evidence, *compared* of contrasts."""
    finding = numbered.finding
    evidence = finding.evidence
    match = book.matches.get(evidence.match)
    compared_rows = shown(contrasts(finding, book), rows if compared is None else compared)
    return FindingCard(
        anchor=numbered.anchor,
        permalink=links.finding(finding.primary.article, numbered.anchor),
        code=finding.code,
        family=family(finding.code),
        rule=book.rules[finding.code],
        severity=finding.severity.label,
        confidence=finding.confidence,
        headline=headline(finding.message, contrasted=bool(compared_rows.rows)),
        spot=spot(finding.primary, book, links),
        related=shown((spot(place, book, links) for place in finding.related[: rows + 1]), rows),
        contrasts=compared_rows,
        phrases=shown(distinct(evidence.phrases), rows),
        sentences=shown(
            (
                (book.where.excerpt(Place(finding.primary.article, sentence.span), 140), sentence)
                for sentence in evidence.sentences
                if sentence.features
            ),
            rows,
        ),
        changes=shown(evidence.changes, rows),
        measures=shown(evidence.measures, rows),
        reasons=shown(evidence.reasons, rows),
        passage=links.match(book.pair(match), book.anchors[match.id]) if match else None,
    )
