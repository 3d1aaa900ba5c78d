"""Zones of report and opinion with their borders, odds and strongest sentences.

A heuristic, not proof: it weighs how a text is written (see ``features``), where it quotes and
attributes, and how it is laid out. Quotations inside an opinion stay ``reported``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.opinion.declared import labelled_box
from auditor.annotate.opinion.decode import (
    DECODING,
    Decoding,
    best_path,
    border_costs,
    evidence,
    instructing,
    posterior,
)
from auditor.annotate.opinion.evidence import strongest_sentences
from auditor.annotate.opinion.features import Sentences, sentence_features
from auditor.annotate.opinion.style import style_changes
from auditor.annotate.opinion.voices import foreign_blocks, is_furniture, sign_offs
from auditor.annotate.opinion.weights import log_odds
from auditor.model import Attribution, Block, Document, Quotation, Residue, Span, Zone

_SNAP = 2000  #: code points a border may move back to a headline or byline
_UNBROKEN = 160  #: words a block on average from which on a text has lost its paragraphs
_ADVICE = 0.25  #: share of sentences that instruct the reader from which on a text is advice
_TAIL_WORDS = 5  #: shorter unpunctuated lines at the end of a zone are leftovers of a page


class _Stretch(NamedTuple):
    """Blocks *first* up to, not including, *last* in the author's opinion."""

    first: int
    last: int
    probability: float


def find_zones(
    document: Document,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    residue: Sequence[Residue] = (),
) -> tuple[Zone, ...]:
    """Zones of *document* in order, holding all its text that is not blank.

    ``report``, ``opinion`` and ``residue`` zones do not overlap; ``reported`` zones (quotations) and
    residue inside an opinion zone follow it and lie within it. Texts that are not English are one
    report: the features know no other language.
    """
    if not document.blocks:
        return ()
    if document.language.code not in {"en", ""}:
        return tuple(_outside(document, 0, len(document.blocks), set()))
    settings = DECODING
    if len(document.tokens) > _UNBROKEN * len(document.blocks):
        document = _broken_up(document)
        settings = DECODING._replace(paragraph=0.0, shift=DECODING.shift + 0.1, switch=2 * DECODING.switch)
    leftover = _residual(document, residue)
    foreign = foreign_blocks(document) | leftover
    sentences = sentence_features(document, quotations, attributions)
    stretches = [
        _trimmed(document, stretch, leftover) for stretch in _stretches(document, sentences, foreign, settings)
    ]
    zones: list[Zone] = []
    done = 0
    for stretch in stretches:
        if stretch.last <= stretch.first:
            continue
        zones += _outside(document, done, stretch.first, leftover)
        zones += _opinion(document, sentences, stretch, quotations, leftover)
        done = stretch.last
    zones += _outside(document, done, len(document.blocks), leftover)
    return tuple(zones)


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


def _stretches(document: Document, sentences: Sentences, foreign: set[int], settings: Decoding) -> list[_Stretch]:
    """Stretches of opinion in *document*; the entries of a live blog are judged one by one."""
    odds = log_odds(sentences.matrix)
    value = evidence(sentences.matrix, odds, sentences.words, sentences.paragraph, settings)
    value[np.isin(sentences.paragraph, sorted(foreign))] = 0.0
    paragraphs = [block.span for block in document.blocks]
    style = style_changes(document.article.text, paragraphs)
    announced = _announced(document)
    found: list[_Stretch] = []
    entries = [document.blocks[number].entry for number in sentences.paragraph.tolist()]
    low = 0
    for _, group in groupby(entries):
        high = low + len(list(group))
        found += _decode(document, sentences, value, (low, high), (announced, style, settings))
        low = high
    return found


def _announced(document: Document) -> set[int]:
    """Numbers of blocks before which the layout shows that another piece may begin.

    That is after the sign-off of a report, at a line that is nothing but a label ("Opinion"), and at
    a byline inside the text with the headline above it. A plain subheading announces nothing:
    reports are full of them.
    """
    found = {number + 1 for number in sign_offs(document)}
    return found | {number for number in range(1, len(document.blocks)) if _announces(document, number)}


def _announces(document: Document, number: int) -> bool:
    """Whether block *number* opens a piece of its own: a byline, a headline with one, or a label line."""
    block = document.blocks[number]
    if block.kind == "byline" or (block.kind == "heading" and _byline_follows(document, number)):
        return True
    return len(block.span) <= 40 and labelled_box(document.article.text[block.span.start : block.span.end])


def _decode(
    document: Document,
    sentences: Sentences,
    value: NDArray[np.float64],
    bounds: tuple[int, int],
    borders: tuple[set[int], list[float], Decoding],
) -> list[_Stretch]:
    """Stretches among the sentences between *bounds*."""
    low, high = bounds
    announced, style, settings = borders
    if high <= low:
        return []
    gains = value[low:high].tolist()
    paragraph = sentences.paragraph[low:high]
    costs = border_costs(paragraph, announced, style, settings)
    path = best_path(gains, costs, settings.start)
    if not any(path):
        return []
    odds = posterior(gains, costs, settings.start)
    found: list[_Stretch] = []
    begin = 0
    for voice, group in groupby(path):
        end = begin + len(list(group))
        rows = slice(low + begin, low + end)
        leads = begin == 0 and 2 * int(sentences.words[rows].sum()) < int(sentences.words[low:high].sum())
        if voice and _stands(value[rows], sentences, rows, settings, leads=leads):
            first, last = int(paragraph[begin]), int(paragraph[end - 1]) + 1
            floor = found[-1].last if found else (int(paragraph[0]) if low else 0)
            first = _snapped(document, first, last, floor)
            found.append(_Stretch(first, last, sum(odds[begin:end]) / (end - begin)))
        begin = end
    return found


def _stands(gains: NDArray[np.float64], sentences: Sentences, rows: slice, settings: Decoding, *, leads: bool) -> bool:
    """Whether a stretch is long enough, and opinion by positive evidence, not by silence.

    One that *leads* into a longer report must be loud: reports open with a scene or with what is at
    stake, while an author who opens with an opinion seldom turns to plain reporting. Instructions
    to the reader do not carry a zone.
    """
    told = instructing(sentences.matrix[rows])
    carrying = np.where(told, np.minimum(gains, 0.0), gains) if told.mean() >= _ADVICE else gains
    least = settings.opening if leads else settings.gain
    return bool(
        sentences.words[rows].sum() >= settings.words
        and gains.sum() >= least
        and carrying.sum() >= settings.gain
        and (gains > 0).sum() >= 2
    )


def _snapped(document: Document, first: int, last: int, floor: int) -> int:
    """*first*, moved back to an embedded headline or byline if most of that section is opinion."""
    blocks = document.blocks
    limit = blocks[first].span.start - _SNAP
    inside = sum(len(block.span) for block in blocks[first:last])
    target = first
    for number in range(first, max(floor, 0), -1):
        start = blocks[number].span.start
        if start < limit or blocks[first].span.start - start > inside:
            break
        if _announces(document, number):
            target = number
            break
        if blocks[number].kind == "heading" and first - number <= 1:
            target = number
    while target - 1 > floor and blocks[target - 1].kind in {"heading", "byline", "dateline", "time"}:
        target -= 1
    if not any(block.kind == "paragraph" for block in blocks[floor:target]):
        target = floor
    return target


def _byline_follows(document: Document, number: int) -> bool:
    """Whether a byline stands right below block *number*."""
    return any(block.kind == "byline" for block in document.blocks[number + 1 : number + 3])


def _trimmed(document: Document, stretch: _Stretch, leftover: set[int]) -> _Stretch:
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
    return _Stretch(stretch.first, last, stretch.probability)


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
    stretch: _Stretch,
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


def _opens_with(document: Document, stretch: _Stretch) -> str:
    """What announces a second piece at the border: heading, byline, label, or nothing.

    ``label`` is a box that says what it is ("Analysis", the correspondent's byline).
    """
    if stretch.first == 0 or not any(block.kind == "paragraph" for block in document.blocks[: stretch.first]):
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
