"""Which blocks of an article are in the author's opinion.

Three questions, one after the other: where the voice changes (``decode``), whether what is found is
long and loud enough to stand, and whether it is built like a column or like a reporter's analysis
(``genre``). The last is asked more sternly of an article in one voice from end to end: there is no
reporting beside it that would set it off.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.opinion.declared import labelled_box
from auditor.annotate.opinion.decode import Decoding, best_path, border_costs, evidence, instructing, posterior
from auditor.annotate.opinion.features import Sentences
from auditor.annotate.opinion.genre import Genre, chance, genre_of
from auditor.annotate.opinion.style import style_changes
from auditor.annotate.opinion.voices import sign_offs
from auditor.annotate.opinion.weights import log_odds
from auditor.model import Document

_SNAP = 2000  #: code points a border may move back to a headline or byline
_PASSAGE = 4  #: paragraphs of the longest passage that stands for the rest
_ADVICE = 0.25  #: share of sentences that instruct the reader from which on a text is advice


class Stretch(NamedTuple):
    """Blocks *first* up to, not including, *last* in the author's opinion."""

    first: int
    last: int
    probability: float


@dataclass(frozen=True)
class _Heard:
    """What is known of every sentence or block of a document before voices are told apart.

    Worked out once for all entries of a live blog, and only as far as one of them asks.
    """

    document: Document
    sentences: Sentences
    odds: NDArray[np.float64]  #: shape (sentences,), log-odds that it is subjective
    outside: NDArray[np.bool_]  #: shape (sentences,), not the author's running prose
    announced: set[int]  #: blocks before which another piece may begin
    style: list[float]  #: evidence for a change of hands in front of each block
    settings: Decoding

    @cached_property
    def gains(self) -> NDArray[np.float64]:
        """Nats for or against opinion of each sentence; shape (sentences,)."""
        return self._gains(0.0)

    @cached_property
    def keener(self) -> NDArray[np.float64]:
        """The same, heard at lower log-odds."""
        return self._gains(self.settings.hearing)

    @cached_property
    def genre(self) -> Genre:
        """What each sentence says about the genre."""
        return genre_of(self.document, self.sentences, self.odds, self.gains)

    def _gains(self, keener: float) -> NDArray[np.float64]:
        settings = self.settings._replace(shift=self.settings.shift - keener)
        rows = self.sentences
        value = evidence(rows.matrix, self.odds, rows.words, rows.paragraph, settings)
        value[self.outside] = 0.0
        return value


class _Voice(NamedTuple):
    """Sentences *rows* in the author's opinion; *share* of the words around them."""

    rows: slice
    probability: float
    share: float


def opinion_stretches(document: Document, sentences: Sentences, foreign: set[int], settings: Decoding) -> list[Stretch]:
    """Stretches of opinion in *document*, in order; the entries of a live blog are judged one by one."""
    paragraphs = [block.span for block in document.blocks]
    heard = _Heard(
        document,
        sentences,
        log_odds(sentences.matrix),
        np.isin(sentences.paragraph, sorted(foreign)),
        _announced(document),
        style_changes(document.article.text, paragraphs),
        settings,
    )
    found: list[Stretch] = []
    entries = [document.blocks[number].entry for number in sentences.paragraph.tolist()]
    low = 0
    for _, group in groupby(entries):
        high = low + len(list(group))
        for voice in _accepted(sentences, (low, high), heard):
            floor = found[-1].last if found else (int(sentences.paragraph[low]) if low else 0)
            found.append(_placed(document, sentences, voice, floor))
        low = high
    return found


def _accepted(sentences: Sentences, bounds: tuple[int, int], heard: _Heard) -> list[_Voice]:
    """The runs of opinion between *bounds* that are built like a column, as far as they are.

    A run with enough reporting beside it is set off by that. Where one voice fills the article, or
    would if listened for a little more keenly, it is comment under a report, or a column all over, or
    one of its parts is a column by comparison with the other, or in doubt its loudest passage stands
    for the rest.
    """
    settings = heard.settings
    usual = _voices(sentences, heard.gains, bounds, heard)
    whole = [voice for voice in usual if voice.share >= settings.whole]
    keener: list[_Voice] = []
    if not any(voice.share >= settings.half for voice in usual):
        keener = _voices(sentences, heard.keener, bounds, heard)
    if not usual and not keener:
        return []
    genre = heard.genre
    beside = [v for v in usual if v.share < settings.whole and genre.odds(v.rows) >= settings.beside]
    whole = whole or [voice for voice in keener if voice.share >= settings.whole]
    if not whole:
        return beside
    voice = whole[0]
    column = genre.odds(voice.rows)
    doubted = voice._replace(probability=min(voice.probability, chance(column - settings.doubtful)))
    if column >= settings.certain:
        return _below_report(sentences, voice, heard) or [doubted]
    part = _column_part(genre, sentences, voice, settings)
    if part is not None:
        return [voice._replace(rows=part)]
    if column >= settings.doubtful:
        return [doubted._replace(rows=_loudest(sentences, heard.gains, voice.rows, settings.words))]
    return beside


def _below_report(sentences: Sentences, voice: _Voice, heard: _Heard) -> list[_Voice]:
    """The runs of opinion in the back of *voice*, heard by itself, if its front alone would pass for a report."""
    rows, settings, genre = voice.rows, heard.settings, heard.genre
    parted = genre.parted(rows, sentences.paragraph, settings.words)
    if parted is None:
        return []
    border, before, after = parted
    if after - before < settings.parting or genre.odds(slice(rows.start, border)) >= settings.doubtful:
        return []
    below = _voices(sentences, heard.gains, (border, rows.stop), heard)
    return [run for run in below if genre.odds(run.rows) >= settings.standout]


def _column_part(genre: Genre, sentences: Sentences, voice: _Voice, settings: Decoding) -> slice | None:
    """The front or back of *voice* that is a column where the other is not, if they part so clearly."""
    rows = voice.rows
    parted = genre.parted(rows, sentences.paragraph, settings.part)
    if parted is None:
        return None
    border, before, after = parted
    if abs(after - before) < settings.parting or max(after, before) < settings.standout:
        return None
    part = slice(border, rows.stop) if after > before else slice(rows.start, border)
    return part if genre.words_in(part) < settings.most * genre.words_in(rows) else None


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


def _voices(sentences: Sentences, value: NDArray[np.float64], bounds: tuple[int, int], heard: _Heard) -> list[_Voice]:
    """Runs of opinion among the sentences between *bounds* that stand."""
    low, high = bounds
    settings = heard.settings
    if high <= low:
        return []
    gains = value[low:high].tolist()
    costs = border_costs(sentences.paragraph[low:high], heard.announced, heard.style, settings)
    path = best_path(gains, costs, settings.start)
    if not any(path):
        return []
    odds = posterior(gains, costs, settings.start)
    total = max(1, int(sentences.words[low:high].sum()))
    found: list[_Voice] = []
    begin = 0
    for voice, group in groupby(path):
        end = begin + len(list(group))
        rows = slice(low + begin, low + end)
        share = int(sentences.words[rows].sum()) / total
        if voice and _stands(value[rows], sentences, rows, settings, leads=begin == 0 and share < 0.5):
            found.append(_Voice(rows, sum(odds[begin:end]) / (end - begin), share))
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


def _loudest(sentences: Sentences, gains: NDArray[np.float64], rows: slice, words: int) -> slice:
    """The run of paragraphs that is loudest against the mean of *rows*, of at least *words* words."""
    paragraph = sentences.paragraph[rows]
    begins = np.nonzero(np.diff(paragraph, prepend=paragraph[0] - 1))[0].tolist()
    ends = [*begins[1:], len(paragraph)]
    above = np.concatenate([[0.0], np.cumsum(gains[rows] - gains[rows].mean())])
    size = np.concatenate([[0], np.cumsum(sentences.words[rows])])
    best, chosen = -np.inf, rows
    for number, begin in enumerate(begins):
        for end in ends[number : number + _PASSAGE]:
            if size[end] - size[begin] >= words and above[end] - above[begin] > best:
                best, chosen = above[end] - above[begin], slice(rows.start + begin, rows.start + end)
    return chosen


def _placed(document: Document, sentences: Sentences, voice: _Voice, floor: int) -> Stretch:
    """The blocks of *voice*, from the headline or byline that belongs to it."""
    first, last = (int(sentences.paragraph[row]) for row in (voice.rows.start, voice.rows.stop - 1))
    return Stretch(_snapped(document, first, last + 1, floor), last + 1, voice.probability)


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
    if not any(block.kind == "paragraph" for block in islice(blocks, floor, target)):
        target = floor
    return target


def _byline_follows(document: Document, number: int) -> bool:
    """Whether a byline stands right below block *number*."""
    return any(block.kind == "byline" for block in document.blocks[number + 1 : number + 3])
