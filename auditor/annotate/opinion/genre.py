"""Whether a stretch that reads as opinion is built like a column, or like a reporter's analysis.

Sentence by sentence a news analysis and a column look alike: both explain, weigh and characterise.
As wholes they differ. The reporter lets others speak and marks it with the newsroom's neutral verb
(Bell 1991, "The Language of News Media", on "said"), speculates with modals (Biber 1988, dimension
4), divides the text with subheadings and runs long; the columnist says we, approves and condemns,
appeals to values and prescribes (Hyland 2005, attitude and self-mention). Values, spreads and
weights are round numbers set by hand; ``tests/bench/opinion.py`` measures them outlet by outlet.
"""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.opinion.features import NAMES, Sentences
from auditor.annotate.opinion.weights import transform
from auditor.model import Document

_SAID = frozenset({"said", "says", "told"})
_SPECULATION = frozenset({"would", "could", "might", "may"})
_SHORT = 400  #: a shorter stretch is held to be no shorter: boxes are as short as columns get


class _Trait(NamedTuple):
    """A trait of a stretch: what is usual between the genres, how far it spreads, its worth in nats per spread."""

    usual: float
    spread: float
    worth: float


#: numbers per thousand words, unless said otherwise; sentence features as :func:`transform` gives them
_TRAITS = {
    "said": _Trait(4.5, 4.2, -0.4),
    "speculation": _Trait(6.1, 4.9, -0.3),
    "subheadings": _Trait(1.2, 2.0, -0.2),
    "evidence": _Trait(0.4, 0.47, 0.5),  # nats a sentence
    "odds": _Trait(-0.35, 0.35, 0.45),  # log-odds a sentence
    "valence": _Trait(0.34, 0.12, 0.35),
    "good": _Trait(0.076, 0.06, 0.3),
    "bad": _Trait(0.056, 0.058, 0.35),
    "author-we": _Trait(0.05, 0.09, 0.3),
    "obligation": _Trait(0.04, 0.045, 0.2),
    "stance": _Trait(0.025, 0.048, 0.25),
    "generic": _Trait(0.25, 0.16, 0.2),
}
_SIZE = _Trait(6.65, 0.52, -0.45)  #: logarithm of the words: columns are short
_FEATURES = [name for name in _TRAITS if name in NAMES]
_COLUMNS = [NAMES.index(name) for name in _FEATURES]


class Genre(NamedTuple):
    """What each sentence of a document says about the genre; see :func:`genre_of`."""

    nats: NDArray[np.float64]  #: shape (sentences + 1,), running sum of words times nats for a column
    words: NDArray[np.float64]  #: shape (sentences + 1,), running sum of words

    def words_in(self, rows: slice) -> float:
        """Words of the sentences *rows*."""
        return float(self.words[rows.stop] - self.words[rows.start])

    def rate(self, first: int, last: int) -> float:
        """Nats for a column of the sentences *first* up to, not including, *last*, their size apart."""
        words = self.words[last] - self.words[first]
        return float((self.nats[last] - self.nats[first]) / max(words, 1.0))

    def odds(self, rows: slice) -> float:
        """Log-odds that the sentences *rows* are a column rather than reporting or analysis."""
        words = max(_SHORT, self.words[rows.stop] - self.words[rows.start])
        return self.rate(rows.start, rows.stop) + (log(words) - _SIZE.usual) / _SIZE.spread * _SIZE.worth

    def parted(self, rows: slice, paragraph: NDArray[np.int32], words: int) -> tuple[int, float, float] | None:
        """Where *rows* fall into two genres most clearly, and the nats of either part.

        A border stands at a paragraph, with at least so many *words* to either side; it maximises the
        statistic of a change of mean (CUSUM; Page 1954). None if no border is possible.
        """
        first, last = rows.start, rows.stop
        borders = np.nonzero(np.diff(paragraph[first:last]))[0] + first + 1
        front, back = self.words[borders] - self.words[first], self.words[last] - self.words[borders]
        fits = np.minimum(front, back) >= words
        if not fits.any():
            return None
        borders, front, back = borders[fits], front[fits], back[fits]
        before = (self.nats[borders] - self.nats[first]) / front
        after = (self.nats[last] - self.nats[borders]) / back
        best = int(np.argmax(np.abs(after - before) * np.sqrt(front * back / (front + back))))
        return int(borders[best]), float(before[best]), float(after[best])


def genre_of(document: Document, sentences: Sentences, odds: NDArray[np.float64], gains: NDArray[np.float64]) -> Genre:
    """The genre of each sentence of *document*, given their log-*odds* and evidence (*gains*)."""
    words = sentences.words.astype(np.float64)
    features = transform(sentences.matrix)[:, _COLUMNS]
    starts = document.tokens.starts
    ends = np.searchsorted(starts, [span.end for span in sentences.spans])
    headed = np.array([block.kind == "heading" for block in document.blocks])[sentences.paragraph]
    new = np.diff(sentences.paragraph, prepend=-1) > 0
    total = np.zeros(len(words))
    for name, count in (
        ("said", _counted(document, _SAID, ends)),
        ("speculation", _counted(document, _SPECULATION, ends)),
        ("subheadings", (headed & new).astype(np.float64)),
    ):
        trait = _TRAITS[name]
        total += trait.worth / trait.spread * (1000 * count - trait.usual * words)
    for name, values in (("evidence", gains), ("odds", odds), *zip(_FEATURES, features.T, strict=True)):
        trait = _TRAITS[name]
        total += trait.worth / trait.spread * (values - trait.usual) * words
    return Genre(np.concatenate([[0.0], np.cumsum(total)]), np.concatenate([[0.0], np.cumsum(words)]))


def _counted(document: Document, wanted: frozenset[str], ends: NDArray[np.int64]) -> NDArray[np.float64]:
    """How many of the *wanted* words each sentence holds; *ends* are the tokens after each sentence."""
    at = [index for index, word in enumerate(document.tokens.words) if word in wanted]
    count = np.zeros(len(ends))
    number = np.searchsorted(ends, at, side="right")
    np.add.at(count, number[number < len(ends)], 1)
    return count


def chance(odds: float) -> float:
    """The probability that belongs to log-*odds*."""
    return 1 / (1 + exp(-max(-60.0, min(60.0, odds))))
