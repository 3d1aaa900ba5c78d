"""An article as its page shows it: the text under its marks, notes beside it, and what it shares."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.reporters.page.definitions import KIND_MARK, MARKS, MarkClass
from auditor.reporters.page.finding_view import FindingCard, Shown, card, shown
from auditor.reporters.page.marks import Layer, Piece, lines, pieces, windows
from auditor.reporters.page.speakers import speakers
from auditor.reporters.wording import credited, plain_name, sure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model import Match, Place, Reading, Relation, Span
    from auditor.reporters.page.book import Book, Numbered
    from auditor.reporters.page.names import Links

TEXT_BUDGET = 70_000  #: code points of a text shown in full; above it, marked stretches with their surroundings
MARK_BUDGET = 700
CARDS = 60
BRIEFS = 400  #: findings in one line each, below those with a card
BRIEF_SCALE = 0.3  #: a page drawn smaller than this has fewer of them
ROWS = 40  #: lines of evidence of one kind under a finding
PARTNERS = 80

_RTL = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """Return ``rtl`` for languages written from right to left, ``ltr`` for the others, ``auto`` if unknown."""
    code = language.split("-", maxsplit=1)[0].lower()
    return "auto" if not code or code == "un" else "rtl" if code in _RTL else "ltr"


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """Margin notes of one kind beside a paragraph."""

    name: str
    label: str
    notes: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A finding in one line."""

    anchor: str
    code: str
    severity: str
    at: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text with its marks. *gap* counts code points left out just before it."""

    kind: str
    pieces: tuple[Piece, ...]
    notes: tuple[NoteGroup, ...]
    opinion: bool
    gap: int
    anchor: str
    findings: tuple[FindingCard, ...]  #: findings that begin here


@dataclass(frozen=True, slots=True)
class Partner:
    """Another article and what it shares with this one."""

    article: str
    source: str
    passages: int
    words: int
    kinds: tuple[str, ...]
    altered: int
    href: str | None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that an article's page shows."""

    reading: Reading
    title: str
    opening: str
    language: str
    direction: str
    paragraphs: tuple[Paragraph, ...]
    legend: tuple[MarkClass, ...]
    cards: Shown[FindingCard]
    rest: Shown[Brief]  #: findings without a card, so that links to them lead somewhere
    begins: dict[str, str]  #: anchor of a finding → anchor of the paragraph it begins in
    partners: Shown[Partner]
    speakers: tuple[tuple[str, int], ...]
    opinion_zones: int
    credits: Shown[str]  #: what its credits say, each once
    standings: tuple[tuple[str, int], ...]  #: how reused passages stand: cited, quoted, both or neither
    left_out: int  #: code points of the text that are not shown
    marks_left_out: int


def article_view(reading: Reading, book: Book, links: Links, scale: float = 1.0) -> ArticleView:
    """Lay out one article; *scale* below 1 shows less, for texts whose page would be too long."""
    text = reading.article.text
    language = reading.article.language or reading.language.code
    every = list(_layers(reading, book, links))
    budget = int(MARK_BUDGET * scale)
    layers = every if len(every) <= budget else sorted(every, key=_importance)[:budget]
    spans = [(layer.start, layer.end) for layer in sorted(layers, key=_importance)]
    ranges = windows(len(text), spans, int(TEXT_BUDGET * scale))
    numbered = book.by_article.get(reading.article.id, [])
    ranked = sorted(numbered, key=lambda item: (-item.finding.severity, -item.finding.confidence))
    cards = [card(item, book, links, max(6, int(ROWS * scale))) for item in ranked[: max(8, int(CARDS * scale))]]
    starts = [(item.finding.primary.span.start, shown_card) for item, shown_card in zip(ranked, cards, strict=False)]
    paragraphs = tuple(_paragraphs(reading, layers, ranges, starts, book.names[reading.article.id]))
    begins = {shown_card.anchor: par.anchor for par in paragraphs for shown_card in par.findings}
    used = {layer.name for layer in layers}
    return ArticleView(
        reading=reading,
        title=book.title(reading.article.id),
        opening=book.opening(reading.article.id),
        language=language,
        direction=direction(language),
        paragraphs=paragraphs,
        legend=tuple(mark for name, mark in MARKS.items() if name in used),
        cards=Shown(tuple(cards), len(ranked) - len(cards)),
        rest=shown(
            (_brief(item, book) for item in ranked[len(cards) :]),
            BRIEFS if scale >= BRIEF_SCALE else int(BRIEFS * scale),
        ),
        begins=begins,
        partners=shown(partners(reading.article.id, book, links), max(8, int(PARTNERS * scale))),
        speakers=speakers((quotation.speaker for quotation in reading.quotations if not quotation.scare), 12),
        opinion_zones=sum(zone.label == "opinion" for zone in reading.zones),
        credits=shown(dict.fromkeys(credited(credit) for credit in reading.credits), 8),
        standings=_standings(item.finding.evidence.standing for item in numbered),
        left_out=len(text) - sum(end - start for start, end in ranges),
        marks_left_out=len(every) - len(layers),
    )


def _brief(item: Numbered, book: Book) -> Brief:
    at = book.where.of(item.finding.primary)
    return Brief(item.anchor, item.finding.code, item.finding.severity.label, f"{at.line}:{at.column}")


def _standings(found: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Count passages by how they stand, those without citation first."""
    counted = Counter(standing for standing in found if standing)
    return tuple(
        sorted(counted.items(), key=lambda item: (not item[0].startswith("neither"), "not" not in item[0], item))
    )


_GRAVEST = tuple(MARKS)


def _weight(name: str) -> int:
    return len(_GRAVEST) - _GRAVEST.index(name)


def _importance(layer: Layer) -> tuple[int, int, int]:
    return _GRAVEST.index(layer.name), layer.start, layer.end


def own_place(match: Match, article: str) -> Place:
    """Return the side of *match* that lies in *article*."""
    return match.left if match.left.article == article else match.right


def other_place(match: Match, article: str) -> Place:
    """Return the side of *match* that lies in the other article."""
    return match.right if match.left.article == article else match.left


def _layers(reading: Reading, book: Book, links: Links) -> Iterator[Layer]:
    article = reading.article.id
    shared: dict[tuple[int, int, str], list[Match]] = {}
    for match in book.matches_of.get(article, []):
        span = own_place(match, article).span
        shared.setdefault((span.start, span.end, str(match.kind)), []).append(match)
    answered = {
        item.finding.evidence.match for item in book.by_article.get(article, []) if item.finding.evidence.relations
    }
    for number, ((start, end, kind), matches) in enumerate(sorted(shared.items(), key=lambda item: item[0]), start=1):
        others = list(dict.fromkeys(other_place(match, article).article for match in matches))
        first = matches[0]
        more = f" and {len(others) - 1:,} more" if len(others) > 1 else ""
        href = links.match(book.pair(first), book.anchors[first.id]) or ""
        name = KIND_MARK[kind]
        ref = f"s{number}"
        yield Layer(
            start, end, name, MARKS[name].label, f"with {others[0]}{more}", ref, href, str(number), weight=_weight(name)
        )
        for position, (match, relation) in enumerate((m, relation) for m in matches for relation in m.relations):
            yield _relation_layer(relation, match, article, f"{ref}d{position}", href, told=match.id in answered)
    for number, phrase in enumerate(reading.spun.phrases, start=1):
        likely = f", likely “{phrase.likely}” ({sure(phrase.probability)})" if phrase.likely else ""
        yield _layer("phrase", phrase.span, f"“{phrase.observed}”{likely}", f"p{number}")
    for number, zone in enumerate(reading.zones, start=1):
        if zone.label == "opinion":
            opening = f", opens with a {zone.opens_with}" if zone.opens_with else ""
            yield _layer("opinion", zone.span, f"{sure(zone.probability)} sure{opening}", f"o{number}")
    for number, comment in enumerate(reading.comments, start=1):
        told = ", ".join(comment.features[:4])
        yield Layer(
            comment.span.start,
            comment.span.end,
            "opinion",
            "author's comment",
            told,
            f"a{number}",
            weight=_weight("opinion"),
        )
    for number, residue in enumerate(reading.residue, start=1):
        yield _layer("residue", residue.span, residue.reason, f"r{number}")
    for number, credit in enumerate(reading.credits, start=1):
        if credit.span is not None:
            yield _layer("credit", credit.span, credited(credit), f"c{number}")
    for number, change in enumerate(reading.changes, start=1):
        if change.suspicious:
            yield _layer(
                "hidden", change.span, f"{plain_name(change.kind)}: {code_points(change.before)}", f"h{number}"
            )


def _layer(name: str, span: Span, detail: str, ref: str) -> Layer:
    return Layer(span.start, span.end, name, MARKS[name].label, detail, ref, weight=_weight(name))


def _relation_layer(relation: Relation, match: Match, article: str, ref: str, href: str, *, told: bool) -> Layer:
    """The mark of a difference; it is an altered quotation or a changed fact only where a finding has *told* so."""
    own = match.left.article == article
    span, there = (relation.left, relation.after) if own else (relation.right, relation.before)
    name = "altered" if relation.kind == "altered-quotation" else "fact"
    other = other_place(match, article).article
    detail = f"{other} has “{_short(there)}”" if there else f"not in {other}"
    label = plain_name(relation.kind) if told else f"{'quotation' if name == 'altered' else 'fact'} differs elsewhere"
    return Layer(span.start, span.end, name, label, detail, ref, href, weight=_weight(name))


def _short(text: str, limit: int = 160) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1] + "…"


def code_points(text: str) -> str:
    """Return up to four characters of *text* as code points: ``U+200B U+0430``."""
    listed = " ".join(f"U+{ord(letter):04X}" for letter in text[:4])
    return listed + (" …" if len(text) > 4 else "")


def _paragraphs(
    reading: Reading,
    layers: list[Layer],
    ranges: list[tuple[int, int]],
    starts: list[tuple[int, FindingCard]],
    name: str,
) -> Iterator[Paragraph]:
    text = reading.article.text
    kinds = sorted((block.span.start, block.span.end, block.kind) for block in reading.blocks)
    ordered = sorted(layers, key=lambda layer: layer.start)
    block = first = 0
    active: list[Layer] = []
    waiting = sorted(starts, key=lambda item: -item[0])
    shown_to = 0
    for left, right in ranges:
        gap = left - shown_to
        for start, end in lines(text, left, right):
            while first < len(ordered) and ordered[first].start < end:
                active.append(ordered[first])
                first += 1
            active = [layer for layer in active if layer.end > start]
            while block < len(kinds) and kinds[block][1] <= start:
                block += 1
            beginning = []
            while waiting and waiting[-1][0] < end:
                beginning.append(waiting.pop()[1])
            inside = block < len(kinds) and kinds[block][0] <= start
            opinion = any(_is_zone(item) and item.start <= start and item.end >= end for item in active)
            inline = [layer for layer in active if not (opinion and layer.name == "opinion")]
            yield Paragraph(
                kind=kinds[block][2] if inside else "paragraph",
                pieces=tuple(pieces(text, start, end, inline)),
                notes=tuple(_notes(active, start, end)),
                opinion=opinion,
                gap=gap,
                anchor=f"t-{name}-{start}",
                findings=tuple(beginning),
            )
            gap = 0
        shown_to = right


def _is_zone(layer: Layer) -> bool:
    """Whether a layer is a zone of opinion, shown beside its paragraphs, and not a single comment in one."""
    return layer.name == "opinion" and layer.label == MARKS["opinion"].label


def _notes(active: list[Layer], start: int, end: int) -> Iterator[NoteGroup]:
    """Yield what begins in this paragraph, one group for each label, in the order of the text."""
    grouped: dict[tuple[str, str], list[Layer]] = {}
    for layer in sorted(active, key=lambda item: (item.start, _GRAVEST.index(item.name))):
        if start <= layer.start < end:
            grouped.setdefault((layer.name, layer.label), []).append(layer)
    for (name, label), layers in grouped.items():
        yield NoteGroup(name, label, tuple(layers))


def partners(article: str, book: Book, links: Links) -> list[Partner]:
    """Return the articles that share passages with *article*, most words first."""
    grouped: dict[str, list[Match]] = {}
    for match in book.matches_of.get(article, []):
        other = other_place(match, article).article
        if other != article:
            grouped.setdefault(other, []).append(match)
    rows = [
        Partner(
            article=other,
            source=book.source_of(other),
            passages=len(matches),
            words=sum(match.words for match in matches),
            kinds=tuple(dict.fromkeys(plain_name(str(match.kind)) for match in matches)),
            altered=sum(len(match.relations) for match in matches),
            href=links.pair(book.pair(matches[0])),
        )
        for other, matches in grouped.items()
    ]
    return sorted(rows, key=lambda row: (-row.words, row.article))
