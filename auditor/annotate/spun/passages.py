"""Which sections of an article carry the verdict, where it is not the whole of it.

Borders come from a scan statistic (Kulldorff 1997): of all runs of paragraphs the one whose words differ most
from the rest of the article, by likelihood ratio. It is then measured by itself, and the rest by itself, since
how readily a word is held to be swapped depends on the words around. The rest is the control: an unusual
register, which makes the whole of an article odd, cannot explain a section unlike its surroundings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.channel_model import Doubles
from auditor.annotate.spun.measures import (
    COLUMNS,
    DOCUMENT_FEATURES,
    Features,
    document_features,
    document_probability,
    doubted,
    measure,
    rates,
)
from auditor.annotate.spun.portions import Measured, portion_bounds, totals
from auditor.annotate.spun.tokens import subset
from auditor.annotate.spun.weights import Weights

LEAST = 100  #: words of a section
_MOST = 2_000  # words of one section: a longer one is found in pieces
_REST, _REST_SHARE = 150, 0.2  # least words and share of words outside: with less, the whole carries the verdict
_UNIT = 12  # words: shorter paragraphs go with those after them
_RIVALS = 200  # runs of paragraphs, the unlikeliest, that are compared by the document model too
_SECTIONS = 8  # of one portion
_CONTRAST = 4.0  # by how much the log-odds of a section exceed those of the rest
#: Standard errors by which a section's share of word pairs never seen exceeds that of the rest.
_UNLIKE = 4.0


class _Levels(NamedTuple):
    """What is asked of a section and of the rest."""

    apart: float  #: log-likelihood ratio of the section against the rest, log-odds included
    sure: float  #: log-odds that the section is spun
    unseen: float  #: share of word pairs never seen: a rest with more is too odd itself to be a control
    collocations: float  #: telling collocations per word of the rest


#: Hardly any of 1,400 clean texts reaches these, 450 of them news with a passage of another register put in.
_CLEAN = _Levels(12.0, 4.5, 0.29, 0.0045)
_SPUN = _Levels(6.0, 0.0, 1.0, 1.0)

#: The kinds of evidence that summed columns and a probability are.
Judge = Callable[[Doubles, float], tuple[str, ...]]


class Section(NamedTuple):
    """A run of paragraphs that reads as spun by itself, amid text that does not."""

    first: int  #: token
    last: int  #: token after the last one
    probability: float
    kinds: tuple[str, ...]
    features: Features  #: the section measured by itself


def sections(found: Measured, weights: Weights, judge: Judge, *, spun: bool) -> list[Section]:
    """Sections with evidence of their own, in order; none where all or nothing reads as spun.

    In an article that is *spun* as a whole they narrow the accusation down, so less is asked of them.
    """
    levels = _SPUN if spun else _CLEAN
    runs: list[tuple[int, int]] = []
    for first, last in portion_bounds(found.stream.paragraph):
        runs += _unlike_runs(found, first, last, weights, levels.apart)
    if not runs:
        return []
    alone = [measure(subset(found.stream, at), found.quoted[at], weights) for at in (np.arange(*run) for run in runs)]
    if not any(_log_odds(_probability(one, weights)) >= levels.sure for one in alone):
        return []
    outside = np.ones(len(found.stream.words), dtype=np.bool_)
    for first, last in runs:
        outside[first:last] = False
    rest = totals(found, outside, weights)
    if not _plain(rest, weights, levels):
        return []
    judged = [_judged(run, one, rest, weights, judge, levels) for run, one in zip(runs, alone, strict=True)]
    return [section for section in judged if section is not None]


def _unlike_runs(found: Measured, begin: int, end: int, weights: Weights, apart: float) -> list[tuple[int, int]]:
    """Token ranges of the runs of paragraphs of a portion that are unlike its rest, in order."""
    bounds, sums = _paragraphs(found, begin, end)
    runs: list[tuple[int, int]] = []
    taken = np.zeros(len(sums), dtype=np.int64)  # paragraphs of runs before each bound
    while len(runs) < _SECTIONS and (run := _most_unlike(sums, taken, weights, apart)):
        first, last = run
        taken[first + 1 : last + 1] += np.arange(1, last - first + 1)
        taken[last + 1 :] += last - first
        runs.append((int(bounds[first]), int(bounds[last])))
        apart = max(apart, _CLEAN.apart)  # a second section is asked no less for the first
    return sorted(runs)


def _probability(one: Features, weights: Weights) -> float:
    return float(document_probability(one.columns.sum(axis=0), weights))


def _plain(rest: Doubles, weights: Weights, levels: _Levels) -> bool:
    """Whether what is outside the sections reads clean, and is near enough to news to be a control."""
    return (
        float(doubted(document_probability(rest, weights), rest)) < weights.levels["spun"]
        and rates(rest).collocations < levels.collocations
        and _unseen(rest) < levels.unseen
    )


def _judged(
    run: tuple[int, int], alone: Features, rest: Doubles, weights: Weights, judge: Judge, levels: _Levels
) -> Section | None:
    """A run of tokens as a section, if it reads as spun, measured *alone*, and far more so than the *rest*."""
    own = alone.columns.sum(axis=0)
    probability = _probability(alone, weights)
    odds = float(_log_odds(probability))
    if odds < levels.sure or odds - float(_log_odds(float(document_probability(rest, weights)))) < _CONTRAST:
        return None
    kinds = judge(own, probability)
    expected = max(_unseen(rest), 0.05)
    error = np.sqrt(expected * (1 - expected) / max(1.0, float(own[_PAIRS])))
    if kinds and _unseen(own) - expected >= _UNLIKE * error:
        kinds = (*kinds, "contrast")
    return Section(*run, probability, kinds, alone)


def _unseen(sums: Doubles) -> float:
    return float(document_features(sums)[DOCUMENT_FEATURES.index("unseen")])


def _log_odds(probability: float | Doubles) -> np.float64 | Doubles:
    inside = np.clip(probability, 1e-9, 1 - 1e-9)
    odds: np.float64 | Doubles = np.log(inside) - np.log1p(-inside)
    return odds


def _paragraphs(found: Measured, begin: int, end: int) -> tuple[NDArray[np.int64], Doubles]:
    """Token bounds of paragraphs, shape (p + 1,), and column sums up to each; the shortest go with the next."""
    starts = np.flatnonzero(np.diff(found.stream.paragraph[begin:end], prepend=-1) > 0)
    columns = found.columns[begin:end]
    edges = np.append(starts, end - begin)
    words = np.concatenate([[0.0], np.cumsum(columns[:, _WORDS])])[edges]
    kept = [0]
    for number in range(1, len(edges)):
        if words[number] - words[kept[-1]] >= _UNIT or number == len(edges) - 1:
            kept.append(number)
    chosen = edges[kept]
    return chosen + begin, np.concatenate([np.zeros((1, columns.shape[1])), np.cumsum(columns, axis=0)])[chosen]


_WORDS, _KINDS, _PAIRS = COLUMNS.index("words"), COLUMNS.index("kinds"), COLUMNS.index("pairs")
_UNSEEN, _SWAPPED = COLUMNS.index("unseen"), COLUMNS.index("swapped")
_REPLACED, _ELIGIBLE = COLUMNS.index("replaced"), COLUMNS.index("eligible")


def _most_unlike(sums: Doubles, taken: NDArray[np.int64], weights: Weights, apart: float) -> tuple[int, int] | None:
    """The run of paragraphs, as a range of bounds, that is most unlike the rest; None if none reaches *apart*.

    *taken* counts the paragraphs before each bound that are out of account.
    """
    steps = np.diff(taken) == 0
    free = np.concatenate([np.zeros((1, sums.shape[1])), np.cumsum(np.diff(sums, axis=0) * steps[:, None], axis=0)])
    words, whole = free[:, _WORDS], free[-1]
    most = min(_MOST, whole[_WORDS] - max(_REST, _REST_SHARE * sums[-1, _WORDS]))
    first = np.arange(len(words))
    low = np.searchsorted(words, words + LEAST)
    count = np.maximum(0, np.searchsorted(words, words + most, "right") - low)
    left = np.repeat(first, count)
    right = np.repeat(low - np.cumsum(count) + count, count) + np.arange(count.sum())
    alone = taken[right] == taken[left]  # runs over a section that was found are none
    left, right = left[alone], right[alone]
    if not len(left):
        return None
    part = {at: free[right, at] - free[left, at] for at in (_UNSEEN, _PAIRS, _SWAPPED, _KINDS, _REPLACED, _ELIGIBLE)}
    ratio = _more(part[_UNSEEN], part[_PAIRS], whole[_UNSEEN], whole[_PAIRS], both=True)
    ratio += _more(part[_SWAPPED], part[_KINDS], whole[_SWAPPED], whole[_KINDS])
    ratio += _more(part[_REPLACED], part[_ELIGIBLE], whole[_REPLACED], whole[_ELIGIBLE])
    best = np.argsort(-ratio, kind="stable")[:_RIVALS]
    inside = free[right[best]] - free[left[best]]
    odds = _log_odds(document_probability(inside, weights)) - _log_odds(document_probability(whole - inside, weights))
    score = ratio[best] + odds
    chosen = best[int(np.argmax(score))]
    return (int(left[chosen]), int(right[chosen])) if score.max() >= apart else None


def _more(part: Doubles, of: Doubles, whole: float, of_whole: float, *, both: bool = False) -> Doubles:
    """Log-likelihood ratio that *part* in *of* is more frequent inside than outside; 0 where it is not.

    A Poisson model of what is counted; with *both*, a binomial one, which counts what is not so as well.
    """
    rest, of_rest = whole - part, of_whole - of
    frequent = part * of_rest > rest * of
    ratio = _gain(part, of, whole, of_whole) + _gain(rest, of_rest, whole, of_whole)
    if both:
        ratio += _gain(of - part, of, of_whole - whole, of_whole) + _gain(
            of_rest - rest, of_rest, of_whole - whole, of_whole
        )
    return np.where(frequent, ratio, 0.0)


def _gain(part: Doubles, of: Doubles, whole: float, of_whole: float) -> Doubles:
    """Log-likelihood of *part* at its own rate over that at the common rate; 0 log 0 is 0."""
    share = np.maximum(part, 1e-12) * of_whole / (np.maximum(of, 1e-9) * max(whole, 1e-12))
    gain: Doubles = np.where(part > 0, part * np.log(share), 0.0)
    return gain
