"""The report put in the order a reader looks things up: by article, pair and source."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.reporters.location import Locator
from auditor.reporters.page.names import Links, digest, safe_names
from auditor.reporters.rule_doc import Accuracy, RuleDoc, complete, family
from auditor.reporters.wording import RELATION_ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import AuditReport, Finding, Match, Reading, SourceScore

Pair = tuple[str, str]

PAIR_PAGES = 3000  #: comparisons with a page of their own, those with most shared words first


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding and the anchor it keeps on every page."""

    anchor: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the pages look up; built once a report."""

    report: AuditReport
    rules: dict[str, RuleDoc]
    measured: tuple[Accuracy, ...]
    where: Locator
    readings: dict[str, Reading]
    order: dict[str, int]
    names: dict[str, str]
    source_names: dict[str, str]
    findings: tuple[Numbered, ...]
    by_article: dict[str, list[Numbered]]
    by_source: dict[str, list[Numbered]]
    by_fingerprint: dict[str, Numbered]
    matches: dict[str, Match]
    anchors: dict[str, str]  #: match id → anchor
    matches_of: dict[str, list[Match]]
    pairs: dict[Pair, list[Match]]
    paired: frozenset[Pair]  #: pairs with a page
    scores: dict[str, SourceScore]
    articles_of: dict[str, list[Reading]]
    cluster_names: dict[str, str]
    family_names: dict[str, str]  #: letters of a rule family → part of a file name
    axis: float  #: where the axis of scores begins, the same on every page; it ends at 100

    def links(self, *, up: str = "", single: bool = False) -> Links:
        """Return the addresses as seen from a page *up* leads out of."""
        return Links(self.names, self.source_names, self.paired, up=up, single=single)

    def title(self, article_id: str) -> str:
        """Return an article's title, else the heading it opens with, else that it has none."""
        reading = self.readings.get(article_id)
        if reading is None:
            return article_id
        if reading.article.title.strip():
            return " ".join(reading.article.title.split())
        kind, words = _opening(reading)
        return words if kind == "heading" else f"Untitled article {article_id}"

    def opening(self, article_id: str) -> str:
        """Return the first words of an article without a title, empty for one that has it."""
        reading = self.readings.get(article_id)
        if reading is None or reading.article.title.strip():
            return ""
        kind, words = _opening(reading)
        return "" if kind == "heading" else words

    def source_of(self, article_id: str) -> str:
        """Return the source of an article, empty where the report does not hold it."""
        reading = self.readings.get(article_id)
        return reading.article.source if reading else ""

    def pair(self, match: Match) -> Pair:
        """Return the two articles of a match in the order of the report."""
        return _pair(match, self.order)


def _opening(reading: Reading) -> tuple[str, str]:
    """Kind and first words of the first block of an article that is no template leftover, byline or time."""
    text = reading.article.text
    residue = [item.span for item in reading.residue]
    for block in reading.blocks[:12]:
        leftover = any(span.overlap(block.span) * 2 > len(block.span) for span in residue)
        if block.kind in {"heading", "paragraph"} and not leftover and text[block.span.start : block.span.end].strip():
            return block.kind, _cut(text[block.span.start : min(block.span.end, block.span.start + 400)])
    return "", _cut(text[:400])


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else words[:88].rsplit(" ", 1)[0] + "\u00a0…"


def gravity(match: Match) -> tuple[int, int]:
    """Return how a match is ranked: gravest difference of substance first, then length."""
    kinds = {relation.kind for relation in match.relations}
    rank = next((place for place, kind in enumerate(RELATION_ORDER) if kind in kinds), len(RELATION_ORDER))
    return rank, -match.words


def _pair(match: Match, order: dict[str, int]) -> Pair:
    left, right = match.left.article, match.right.article
    swap = order.get(right, len(order)) < order.get(left, len(order))
    return (right, left) if swap else (left, right)


def _anchored(report: AuditReport) -> tuple[Numbered, ...]:
    """Findings with an anchor from their fingerprint, so that a link survives the next run."""
    seen: Counter[str] = Counter()
    numbered = []
    for finding in report.findings:
        place = finding.primary
        identity = finding.fingerprint or f"{finding.code} {place.article} {place.span.start} {finding.message}"
        stem = f"f-{digest(identity)[:12]}"
        seen[stem] += 1
        numbered.append(Numbered(stem if seen[stem] == 1 else f"{stem}-{seen[stem]}", finding))
    return tuple(numbered)


def _family_names(report: AuditReport) -> dict[str, str]:
    letters = sorted({family(finding.code) for finding in report.findings})
    names = safe_names(text.lower() for text in letters)
    return {text: names[text.lower()] for text in letters}


def build(report: AuditReport, rules: Sequence[RuleDoc] = (), measured: Sequence[Accuracy] = ()) -> Book:
    """Index *report*; nothing is judged or dropped here."""
    readings = {reading.article.id: reading for reading in report.articles}
    order = {identifier: number for number, identifier in enumerate(readings)}
    findings = _anchored(report)
    by_article: dict[str, list[Numbered]] = defaultdict(list)
    by_source: dict[str, list[Numbered]] = defaultdict(list)
    by_fingerprint: dict[str, Numbered] = {}
    for numbered in findings:
        article = numbered.finding.primary.article
        by_article[article].append(numbered)
        if article in readings:
            by_source[readings[article].article.source].append(numbered)
        if numbered.finding.fingerprint:
            by_fingerprint.setdefault(numbered.finding.fingerprint, numbered)
    matches_of: dict[str, list[Match]] = defaultdict(list)
    pairs: dict[Pair, list[Match]] = defaultdict(list)
    for match in report.matches:
        for article in dict.fromkeys((match.left.article, match.right.article)):
            matches_of[article].append(match)
        pairs[_pair(match, order)].append(match)
    whole = [pair for pair in pairs if pair[0] in readings and pair[1] in readings]
    whole.sort(key=lambda pair: (-sum(match.words for match in pairs[pair]), order[pair[0]], order[pair[1]]))
    articles_of: dict[str, list[Reading]] = defaultdict(list)
    for reading in report.articles:
        articles_of[reading.article.source].append(reading)
    match_names = safe_names(match.id for match in report.matches)
    return Book(
        report=report,
        rules=complete(rules, (finding.code for finding in report.findings)),
        measured=tuple(measured),
        where=Locator(report),
        readings=readings,
        order=order,
        names=safe_names(readings),
        source_names=safe_names([*articles_of, *(score.source for score in report.sources)]),
        findings=findings,
        by_article=dict(by_article),
        by_source=dict(by_source),
        by_fingerprint=by_fingerprint,
        matches={match.id: match for match in report.matches},
        anchors={identifier: f"m-{name}" for identifier, name in match_names.items()},
        matches_of=dict(matches_of),
        pairs=dict(pairs),
        paired=frozenset(whole[:PAIR_PAGES]),
        scores={score.source: score for score in report.sources},
        articles_of=dict(articles_of),
        family_names=_family_names(report),
        axis=float(max(0, min(80, min((int(score.low // 10) * 10 for score in report.sources), default=0)))),
        cluster_names=safe_names(cluster.id for cluster in report.clusters),
    )
