"""Two voices over a sequence of sentences: Viterbi for the border, forward-backward for the odds.

A hidden Markov model with the states report and opinion. Sentence evidence is weak, so the border
may fall only where a paragraph begins, costs a fixed amount, and is cheaper where the layout or the
typography shows that another piece begins.
"""

from __future__ import annotations

from math import exp, log, log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.opinion.features import NAMES

_QUOTED, _ATTRIBUTED, _LENGTH = (NAMES.index(name) for name in ("quoted", "attributed", "length"))


class Decoding(NamedTuple):
    """How sentence evidence becomes zones. Costs and gains are in nats."""

    shift: float = -0.64  #: log-odds at which a sentence says nothing: news subjectivity is not zero
    slope: float = 1.5  #: nats of zone evidence per unit of sentence log-odds
    highest: float = 2.7  #: no sentence speaks louder than this for opinion
    lowest: float = 3.2  #: nor louder than this against
    quoted: float = 0.3  #: a quotation speaks against opinion by so much
    quoted_share: float = 0.0  #: what is left of the evidence of a sentence that is mostly quotation
    attributed: float = 0.3  #: an attributed sentence never speaks for opinion by more than this
    short: float = 10.0  #: words below which a sentence says proportionally less
    paragraph: float = 0.8  #: nats per doubling of the author's own words in the paragraph …
    paragraph_words: float = 65.0  #: … against so many words
    paragraph_cap: float = 1.0  #: … in doublings, at most
    paragraph_floor: float = 0.7  #: … in halvings, at most: some columns stand in short paragraphs
    reporting: float = 0.3  #: nats per mark of reporting (source, date) in a sentence hereabouts beyond the usual
    start: float = 1.2  #: cost of an article that opens as opinion
    switch: float = 6.0  #: cost of a border at a paragraph
    announced: float = 2.0  #: cost of a border at an embedded headline, byline or sign-off
    inside: float = 14.0  #: cost of a border inside a paragraph
    style: float = 1.0  #: share of the evidence for a change of hands that lowers the cost …
    style_cap: float = 6.0  #: … by at most so much, at the likeliest place
    style_decay: float = 0.5  #: … and by so much less per nat that a place is less likely than that
    words: int = 70  #: shortest zone, in words
    gain: float = 1.5  #: least evidence of a zone
    opening: float = 16.0  #: least evidence of one that opens an article which is mostly report
    whole: float = 0.75  #: share of the words from which on an article is in one voice …
    hearing: float = 0.2  #: … also if that voice is only heard at so much lower log-odds, …
    half: float = 0.4  #: … unless another share from here on is heard at once
    certain: float = 0.5  #: log-odds of a column from which on such an article is marked all over …
    doubtful: float = -1.25  #: … and from which on at its loudest
    part: int = 250  #: words of the shortest part of it that can be a column by itself …
    most: float = 0.8  #: … and share of its words of the longest …
    parting: float = 3.5  #: … by so many nats against the rest …
    standout: float = 1.5  #: … and so many of its own
    beside: float = -1.0  #: least log-odds of a column for a run with reporting beside it


DECODING = Decoding()
_REPORTING = [NAMES.index(name) for name in ("source", "when")]
_INSTRUCTING = [NAMES.index(name) for name in ("reader-you", "imperative")]
_AUTHOR = [NAMES.index(name) for name in ("author-i", "author-we")]
REPORTING_USUAL = 0.5  #: marks of reporting halfway between a sentence of news and one of opinion


def reporting_marks(matrix: NDArray[np.float32], paragraph: NDArray[np.int32]) -> NDArray[np.float64]:
    """Sources and dates per sentence in the paragraph and its two neighbours; shape (sentences,)."""
    if not len(matrix):
        return np.zeros(0)
    marks = np.minimum(matrix[:, _REPORTING].sum(axis=1), 3.0)
    total = np.bincount(paragraph, weights=marks)
    count = np.bincount(paragraph).astype(np.float64)
    around = np.ones(min(3, len(total)))
    marks_around, count_around = np.convolve(total, around, "same"), np.convolve(count, around, "same")
    return np.asarray((marks_around / np.maximum(count_around, 1))[paragraph])


def instructing(matrix: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which sentences tell the reader what to do, without an author who says I or we; shape (sentences,).

    "You should", "never walk" and "if you have lost it" are the grammar of advice as well as of
    exhortation: by themselves they do not make an opinion.
    """
    return np.asarray((matrix[:, _INSTRUCTING].sum(axis=1) > 0) & (matrix[:, _AUTHOR].sum(axis=1) == 0))


def own_words(matrix: NDArray[np.float32], paragraph: NDArray[np.int32]) -> NDArray[np.float64]:
    """Words outside quotation marks in the paragraph of each sentence; shape (sentences,)."""
    own = np.expm1(matrix[:, _LENGTH].astype(np.float64))
    if not len(own):
        return own
    return np.asarray(np.bincount(paragraph, weights=own)[paragraph])


def evidence(
    matrix: NDArray[np.float32],
    odds: NDArray[np.float64],
    words: NDArray[np.int32],
    paragraph: NDArray[np.int32],
    settings: Decoding = DECODING,
) -> NDArray[np.float64]:
    """Nats for (positive) or against opinion of each sentence; shape (sentences,)."""
    value = (odds - settings.shift) * settings.slope
    doublings = np.log2(np.maximum(own_words(matrix, paragraph), 5) / settings.paragraph_words)
    value += settings.paragraph * np.clip(doublings, -settings.paragraph_floor, settings.paragraph_cap)
    value -= settings.reporting * (reporting_marks(matrix, paragraph) - REPORTING_USUAL)
    value = np.where(matrix[:, _QUOTED] > 0.5, value * settings.quoted_share - settings.quoted, value)
    value = np.where(matrix[:, _ATTRIBUTED] > 0.5, np.minimum(value, settings.attributed), value)
    value = np.clip(value, -settings.lowest, settings.highest)
    return np.asarray(value * np.minimum(1.0, words / settings.short))


def border_costs(
    paragraph: NDArray[np.int32], announced: set[int], style: list[float], settings: Decoding = DECODING
) -> list[float]:
    """Cost of a border in front of each sentence. *announced* and *style* go by paragraph number."""
    if not len(paragraph):
        return []
    costs = []
    previous = int(paragraph[0]) - 1
    likeliest = max(style[previous + 1 : int(paragraph[-1]) + 1], default=0.0)
    bonus = min(settings.style_cap, settings.style * likeliest)
    for number in paragraph.tolist():
        if number == previous:
            costs.append(settings.inside)
            continue
        cost = settings.announced if any(n in announced for n in range(previous + 1, number + 1)) else settings.switch
        change = max(style[previous + 1 : number + 1], default=0.0)
        costs.append(max(0.3, cost - max(0.0, bonus - settings.style_decay * (likeliest - change))))
        previous = number
    return costs


def best_path(value: list[float], costs: list[float], start: float) -> list[bool]:
    """The likeliest voice of each sentence, True for opinion."""
    report, opinion = 0.0, value[0] - start
    came: list[tuple[bool, bool]] = [(False, True)]
    for gain, cost in zip(value[1:], costs[1:], strict=True):
        to_report = opinion - cost > report
        stay = opinion >= report - cost
        report, opinion = (
            opinion - cost if to_report else report,
            (opinion if stay else report - cost) + gain,
        )
        came.append((to_report, stay))
    state = opinion > report
    path = [state]
    for previous in reversed(came[1:]):
        state = previous[state]
        path.append(state)
    return path[::-1]


def _add(a: float, b: float) -> float:
    """log(exp(a) + exp(b))."""
    high, low = (a, b) if a > b else (b, a)
    return high + log1p(exp(low - high)) if high - low < 40 else high


def posterior(value: list[float], costs: list[float], start: float) -> list[float]:
    """Probability that each sentence is in the author's opinion, by forward-backward."""
    forward = [(0.0, value[0] - start)]
    for gain, cost in zip(value[1:], costs[1:], strict=True):
        report, opinion = forward[-1]
        stay = log(max(1e-9, 1 - exp(-cost)))
        forward.append((_add(report + stay, opinion - cost), _add(opinion + stay, report - cost) + gain))
    backward = (0.0, 0.0)
    odds = [0.0] * len(value)
    for index in range(len(value) - 1, -1, -1):
        odds[index] = forward[index][1] + backward[1] - forward[index][0] - backward[0]
        cost, gain = costs[index], value[index]
        stay = log(max(1e-9, 1 - exp(-cost))) if index else 0.0
        report, opinion = backward[0], backward[1] + gain
        backward = (_add(report + stay, opinion - cost), _add(opinion + stay, report - cost))
    return [1 / (1 + exp(-max(-60.0, min(60.0, odd)))) for odd in odds]
