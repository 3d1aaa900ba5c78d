"""Which sections of an article carry the verdict, where it is not the whole of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.channel_model import Doubles
from auditor.annotate.spun.measures import Features, document_probability, doubted, rates
from auditor.annotate.spun.portions import Measured, totals
from auditor.annotate.spun.tokens import Stream, subset
from auditor.annotate.spun.weights import Weights

WINDOW = 150  #: words judged together: the least the document model is trusted with
_REST = 0.2  # least share of the words outside the sections: with less, the whole carries the verdict


def sections(found: Measured, weights: Weights, spun: bool) -> list[tuple[int, int]]:  # noqa: FBT001 - the verdict so far
    """Token ranges of runs of paragraphs that read as spun by themselves; empty where all or none does.

    In an article that is *spun* as a whole, sections are told apart only if the rest reads clean.
    """
    bounds, sums = _paragraphs(found.stream, found.columns)
    windows = _windows(sums[:, 0])
    if not len(windows):
        return []
    level = weights.levels["spun" if spun else "passage"]
    chosen = windows[window_probability(sums, windows, weights) >= level]
    merged: list[tuple[int, int]] = []
    for first, last in chosen.tolist():
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    shrunk = [_shrunk(first, last, sums) for first, last in merged]
    rest = sums[-1] - sum((sums[last] - sums[first] for first, last in shrunk), np.zeros(sums.shape[1]))
    if rest[0] < max(WINDOW, _REST * sums[-1, 0]):
        return []
    inside = [(int(bounds[first]), int(bounds[last])) for first, last in shrunk]
    if spun and not _clean_without(inside, found, weights):
        return []
    return inside


def _clean_without(inside: list[tuple[int, int]], found: Measured, weights: Weights) -> bool:
    """Whether nothing speaks against the text outside these ranges: neither wording nor telling collocations.

    It is measured anew by itself, since how readily a word is held to be swapped depends on the words around.
    """
    outside = np.ones(len(found.stream.words), dtype=np.bool_)
    for first, last in inside:
        outside[first:last] = False
    at = np.flatnonzero(outside)
    rest = totals(subset(found.stream, at), found.quoted[at], weights)
    sure = float(doubted(document_probability(rest, weights), rest))
    return sure < weights.levels["spun"] and rates(rest).collocations < weights.levels["collocations"]


def most_suspect(found: Features, weights: Weights) -> float:
    """The highest probability any window reaches, 0 in a text shorter than a window."""
    _, sums = _paragraphs(found.stream, found.columns)
    windows = _windows(sums[:, 0])
    return float(window_probability(sums, windows, weights).max()) if len(windows) else 0.0


def window_probability(sums: Doubles, windows: NDArray[np.int64], weights: Weights) -> Doubles:
    """Probability, less doubt, that each window is spun."""
    totals = sums[windows[:, 1]] - sums[windows[:, 0]]
    return doubted(document_probability(totals, weights), totals)


def _paragraphs(stream: Stream, columns: Doubles) -> tuple[NDArray[np.int64], Doubles]:
    """Token bounds of paragraphs, shape (p + 1,), and column sums up to each bound."""
    starts = np.flatnonzero(np.diff(stream.paragraph, prepend=-1) > 0)
    bounds = np.append(starts, len(stream.words)).astype(np.int64)
    sums = np.zeros((len(bounds), columns.shape[1]))
    for number, column in enumerate(columns.T):
        sums[1:, number] = np.cumsum(column)[bounds[1:] - 1]
    return bounds, sums


def _windows(words: Doubles) -> NDArray[np.int64]:
    """(first, last) paragraph bounds of the shortest windows of at least WINDOW words."""
    last = np.searchsorted(words, words[:-1] + WINDOW)
    first = np.flatnonzero(last < len(words))
    return np.stack([first, last[first]], axis=1)


def _shrunk(first: int, last: int, sums: Doubles) -> tuple[int, int]:
    """The window without edge paragraphs in which nothing is held to be swapped."""
    strong = sums[:, 5]
    while last - first > 1 and strong[first + 1] == strong[first]:
        first += 1
    while last - first > 1 and strong[last] == strong[last - 1]:
        last -= 1
    return first, last
