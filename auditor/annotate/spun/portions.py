"""A whole text measured, portion by portion where it is far longer than an article.

What a word may stand for is worked out for all words at once, at some kilobytes a word. A portion is
longer than any article, so of an article nothing changes; of a text of millions of words, memory
stays that of one portion, and how readily words are held to be swapped is learned portion by portion.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.channel_model import Doubles
from auditor.annotate.spun.measures import COLUMNS, Features, measure
from auditor.annotate.spun.phrases import flagged, in_braces, wordings
from auditor.annotate.spun.tables import Ids
from auditor.annotate.spun.tokens import Stream, subset
from auditor.annotate.spun.weights import Weights
from auditor.model import Document, Phrase

PORTION = 50_000  #: tokens measured together at most
_ELIGIBLE = COLUMNS.index("eligible")


class Measured(NamedTuple):
    """What is known of a whole text; sums over a range of rows measure that range."""

    stream: Stream
    quoted: NDArray[np.bool_]  #: shape (tokens,): stands in a quotation
    columns: Doubles  #: shape (tokens, len(COLUMNS))
    rate: float  #: share of replaceable words replaced
    articles: int  #: wrong articles
    forms: int
    names: int
    phrases: tuple[Phrase, ...]  #: every wording held to be substituted, in text order


def measured(document: Document, tokens: Stream, quoted: NDArray[np.bool_], weights: Weights) -> Measured:
    """Measure *tokens*, the stream of *document* or part of it, and name the wordings held to be substituted."""
    columns = np.empty((len(tokens.words), len(COLUMNS)))
    articles = forms = names = 0
    phrases: list[Phrase] = []
    rates: list[float] = []
    sizes: list[float] = []
    for rows, found in _portions(tokens, quoted, weights):
        columns[rows] = found.columns
        articles, forms, names = articles + len(found.articles), forms + len(found.forms), names + len(found.names)
        phrases += wordings(document, found)
        rates.append(found.rate)
        sizes.append(float(found.columns[:, _ELIGIBLE].sum()) + 1)
    rate = rates[0] if len(rates) == 1 else float(np.average(rates, weights=sizes))
    return Measured(tokens, quoted, columns, rate, articles, forms, names, flagged((*phrases, *in_braces(document))))


def totals(found: Measured, kept: NDArray[np.bool_], weights: Weights) -> Doubles:
    """The summed columns, shape (len(COLUMNS),), of the tokens *kept*, where a portion loses some measured anew."""
    sums = np.zeros(len(COLUMNS))
    for first, last in portion_bounds(found.stream.paragraph):
        if kept[first:last].all():
            sums += found.columns[first:last].sum(axis=0)
            continue
        at = first + np.flatnonzero(kept[first:last])
        sums += measure(subset(found.stream, at), found.quoted[at], weights).columns.sum(axis=0)
    return sums


def _portions(tokens: Stream, quoted: NDArray[np.bool_], weights: Weights) -> Iterator[tuple[slice, Features]]:
    """The measurements of each portion and the rows they belong to."""
    bounds = portion_bounds(tokens.paragraph)
    if len(bounds) == 1:
        yield slice(0, len(tokens.words)), measure(tokens, quoted, weights)
        return
    for first, last in bounds:
        yield slice(first, last), measure(subset(tokens, np.arange(first, last)), quoted[first:last], weights)


def portion_bounds(paragraph: NDArray[np.int32] | Ids) -> list[tuple[int, int]]:
    """Token ranges of about equal length, cut where a paragraph begins if one does near by.

    *paragraph* gives the number of each token's paragraph, ascending.
    """
    size = len(paragraph)
    wanted = -(-size // max(1, -(-size // PORTION)))
    borders = np.flatnonzero(np.diff(paragraph) > 0) + 1
    bounds = [0]
    while size - bounds[-1] > PORTION:
        place = int(np.searchsorted(borders, bounds[-1] + wanted, "right")) - 1
        border = int(borders[place]) if place >= 0 else 0
        bounds.append(border if border > bounds[-1] + wanted // 2 else bounds[-1] + wanted)
    return list(zip(bounds, [*bounds[1:], size], strict=True))
