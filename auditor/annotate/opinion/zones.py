"""Zones of report and opinion with their borders, odds and strongest sentences.

A heuristic, not proof: it weighs how a text is written (see ``features``), where it quotes and
attributes, and how it is laid out. Quotations inside an opinion stay ``reported``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, islice

from auditor.annotate.opinion.comments import comments_between
from auditor.annotate.opinion.concern import of_public_concern
from auditor.annotate.opinion.declared import labelled_box
from auditor.annotate.opinion.decode import DECODING, Decoding
from auditor.annotate.opinion.evidence import strongest_sentences
from auditor.annotate.opinion.features import Sentences, sentence_features
from auditor.annotate.opinion.stretches import Stretch, opinion_stretches
from auditor.annotate.opinion.voices import foreign_blocks, is_furniture
from auditor.model import Attribution, Block, Document, Quotation, Residue, SentenceEvidence, Span, Zone

_UNBROKEN = 160  #: words a block on average from which on a text has lost its paragraphs
_TAIL_WORDS = 5  #: shorter unpunctuated lines at the end of a zone are leftovers of a page


def read_voice(
    document: Document,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    residue: Sequence[Residue] = (),
    settings: Decoding = DECODING,
) -> tuple[tuple[Zone, ...], tuple[SentenceEvidence, ...]]:
    """Zones of *document* in order, holding all its text that is not blank, and single comments in its reports.

    ``report``, ``opinion`` and ``residue`` zones do not overlap; ``reported`` zones (quotations) and
    residue inside an opinion zone follow it and lie within it. Texts that are not English are one
    report without comments: the features know no other language. Texts that are not about public
    affairs have no opinion zone: what praises a cake or thanks the neighbours takes no side.
    """
    if not document.blocks:
        return (), ()
    if document.language.code not in {"en", ""}:
        return tuple(_outside(document, 0, len(document.blocks), set())), ()
    if len(document.tokens) > _UNBROKEN * len(document.blocks):
        document = _broken_up(document)
        settings = settings._replace(paragraph=0.0, shift=settings.shift + 0.1, switch=2 * settings.switch)
    leftover = _residual(document, residue)
    foreign = foreign_blocks(document) | leftover
    sentences = sentence_features(document, quotations, attributions)
    zones: list[Zone] = []
    done = 0
    heard = opinion_stretches(document, sentences, foreign, settings) if of_public_concern(document) else ()
    for found in heard:
        stretch = _trimmed(document, found, leftover)
        if stretch.last <= stretch.first:
            continue
        zones += _outside(document, done, stretch.first, leftover)
        zones += _opinion(document, sentences, stretch, quotations, leftover)
        done = stretch.last
    zones += _outside(document, done, len(document.blocks), leftover)
    return tuple(zones), comments_between(document, sentences, foreign, quotations, zones)


def find_zones(
    document: Document,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    residue: Sequence[Residue] = (),
) -> tuple[Zone, ...]:
    """The zones of :func:`read_voice` alone."""
    return read_voice(document, quotations, attributions, residue)[0]


def _broken_up(document: Document) -> Document:
    """*document* with every sentence as a paragraph: for texts that lost their paragraphs on the way."""
    blocks = tuple(
        Block(sentence, block.kind, (sentence,), block.entry)
        for block in document.blocks
        for sentence in (block.sentences or (block.span,))
    )
    return replace(document, blocks=blocks)


def _residual(document: Document, residue: Sequence[Residue]) -> set[int]:
    """Numbers of blocks that are mostly residue."""
    starts = [block.span.start for block in document.blocks]
    covered: dict[int, int] = {}
    for item in residue:
        number = max(0, bisect_left(starts, item.span.start + 1) - 1)
        while number < len(starts) and starts[number] < item.span.end:
            block = document.blocks[number].span
            covered[number] = covered.get(number, 0) + block.overlap(item.span)
            number += 1
    return {number for number, size in covered.items() if 2 * size > len(document.blocks[number].span)}


def _trimmed(document: Document, stretch: Stretch, leftover: set[int]) -> Stretch:
    """*stretch* without page leftovers at its end."""
    last = stretch.last
    text = document.article.text
    while last > stretch.first:
        block = document.blocks[last - 1]
        line = text[block.span.start : min(block.span.end, block.span.start + 80)].strip()
        short = len(line.split()) <= _TAIL_WORDS and line[-1:] not in set(".!?…\"'”’)")
        if last - 1 in leftover or block.kind in {"heading", "byline", "time", "caption"} or short:
            last -= 1
        else:
            break
    return Stretch(stretch.first, last, stretch.probability)


def _outside(document: Document, first: int, last: int, leftover: set[int]) -> list[Zone]:
    """Report and residue zones over blocks *first* up to *last*."""
    zones = []
    for is_residue, group in groupby(range(first, last), key=leftover.__contains__):
        numbers = list(group)
        span = Span(document.blocks[numbers[0]].span.start, document.blocks[numbers[-1]].span.end)
        zones.append(Zone(span, "residue" if is_residue else "report"))
    return zones


def _opinion(
    document: Document,
    sentences: Sentences,
    stretch: Stretch,
    quotations: Sequence[Quotation],
    leftover: set[int],
) -> list[Zone]:
    """The opinion zone of *stretch*, then what is quoted and left over inside it."""
    blocks = document.blocks
    span = Span(blocks[stretch.first].span.start, blocks[stretch.last - 1].span.end)
    low = bisect_left(quotations, span.start, key=_start)
    high = bisect_left(quotations, span.end, key=_start)
    within = quotations[low:high]
    shown = strongest_sentences(document, sentences, (stretch.first, stretch.last), within)
    zones = [Zone(span, "opinion", round(stretch.probability, 4), shown, _opens_with(document, stretch))]
    inside = [Zone(q.span, "reported") for q in within if span.holds(q.span) and not q.scare]
    inside += [
        Zone(blocks[number].span, "residue") for number in range(stretch.first, stretch.last) if number in leftover
    ]
    return zones + sorted(inside, key=lambda zone: zone.span)


def _start(quotation: Quotation) -> int:
    return quotation.span.start


def _opens_with(document: Document, stretch: Stretch) -> str:
    """What announces a second piece at the border: heading, byline, label, or nothing.

    ``label`` is a box that says what it is ("Analysis", the correspondent's byline).
    """
    if stretch.first == 0 or not any(block.kind == "paragraph" for block in islice(document.blocks, stretch.first)):
        return ""
    kinds = []
    for number in range(stretch.first, stretch.last):
        block = document.blocks[number]
        line = document.article.text[block.span.start : min(block.span.end, block.span.start + 120)]
        if (block.kind in {"heading", "byline"} or len(block.span) <= 60) and labelled_box(line):
            return "label"
        if block.kind not in {"heading", "byline", "dateline", "time", "caption"} and not is_furniture(
            document, number
        ):
            break
        kinds.append(block.kind)
    if "heading" in kinds:
        return "heading"
    return "byline" if "byline" in kinds else ""
