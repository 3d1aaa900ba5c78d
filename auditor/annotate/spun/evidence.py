"""What speaks for a swap at each position: numbers for a small logistic model, one row per word."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.channel_model import Decoded, Doubles
from auditor.annotate.spun.language_model import Pairs, pair_probability, triple_probability, word_probability
from auditor.annotate.spun.lattice import Lattice
from auditor.annotate.spun.tables import Floats, Ids, counts
from auditor.annotate.spun.word_classes import form_fit

WORD_FEATURES = (
    "posterior",  # log-odds of the channel model
    "bigrams",  # gain of the original over the observed word between its neighbours
    "trigrams",  # the same with trigrams
    "emission",
    "unseen-left",
    "unseen-right",
    "original-left",  # log count of the original after its left neighbour
    "original-right",
    "frequency",  # log probability of the observed word
    "original-frequency",
    "seen-left",
    "seen-right",
    "seen-trigram",  # log of the largest trigram count around the observed word
    "original-trigram",
    "unknown",  # a word the reference news never use
    "quoted",
    "crowd",  # summed probability of the other originals
    "rate",  # log-odds of λ: how often the words around it were swapped
    "repeated",  # log times the same swap is likely in the text
    "kept",  # log times the original stands in the text unswapped
    "standing",  # log times the observed word stands in the text
    "variants",  # log number of other words in the text that likely replace the same original
    "form-left",  # how well the observed word's form fits its neighbours
    "form-right",
    "original-form-left",
    "original-form-right",
)


_NEARBY = 100  # replaceable words on each side that tell how heavily a stretch is spun


class Evidence(NamedTuple):
    """Rows are eligible positions in text order."""

    positions: Ids
    originals: Ids  #: best original of each position
    features: Floats  #: shape (rows, len(WORD_FEATURES))
    observed_counts: Floats  #: best n-gram count of the observed word in its context
    original_counts: Floats
    certainty: Doubles  #: share of the best original among all originals of the position
    telling: NDArray[
        np.bool_
    ]  #: neither pair nor triple of the observed word was ever seen; a triple of the original was


class _Fit(NamedTuple):
    bigrams: Doubles
    trigrams: Doubles
    left: Floats
    right: Floats
    triple: Floats


def _fit(around: NDArray[np.int64], words: Ids) -> _Fit:
    """Log probability of *words* between two neighbours on each side; *around* has shape (rows, 4)."""
    first, before, after, last = (around[:, i] for i in range(4))
    opening: Pairs = pair_probability(first, before)
    left = pair_probability(before, words)
    right = pair_probability(words, after)
    closing = pair_probability(after, last)
    one, count_one = triple_probability(opening, words, left.probability)
    two, count_two = triple_probability(left, after, right.probability)
    three, count_three = triple_probability(right, last, closing.probability)
    return _Fit(
        np.log(left.probability).astype(np.float64) + np.log(right.probability),
        np.log(one).astype(np.float64) + np.log(two) + np.log(three),
        left.counts,
        right.counts,
        np.maximum(np.maximum(count_one, count_two), count_three),
    )


_RIVALS = 3  # originals compared with trigrams, the likeliest by the channel model
_UNSURE = 0.85  # probability of the observed word above which the likeliest original will do
_TRIGRAMS, _COMMON = 0.6, 0.3  # weights of the comparison; common words fit everywhere, so less of them


def _best(posterior: Doubles, states: Ids, around: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which state of each row is the likeliest original, shape (rows,), trigrams taken into account."""
    best: NDArray[np.int64] = posterior[:, 1:].argmax(axis=1) + 1
    rows = np.flatnonzero(posterior[:, 0] < _UNSURE)
    rivals = np.argsort(-posterior[rows, 1:], axis=1, kind="stable")[:, :_RIVALS] + 1
    likely = np.take_along_axis(posterior[rows], rivals, axis=1)
    words = np.take_along_axis(states[rows], rivals, axis=1)
    fit = _fit(np.repeat(around[rows], _RIVALS, axis=0), words.ravel())
    gain = _TRIGRAMS * (fit.trigrams - fit.bigrams) - _COMMON * np.log(word_probability(words.ravel()))
    score = np.log(likely + 1e-30) + gain.reshape(words.shape)
    score[likely <= 0] = -np.inf
    best[rows] = rivals[np.arange(len(rows)), score.argmax(axis=1)]
    return best


def gather(lattice: Lattice, decoded: Decoded, quoted: NDArray[np.bool_], share: Doubles) -> Evidence:
    """Describe the best swap at every eligible position.

    *quoted* says of every token whether it stands in a quotation. Slips of grammar are left out, so
    that they stay independent evidence, and a single misprint cannot tip a word.
    """
    positions = np.flatnonzero(lattice.eligible)
    posterior = decoded.posterior[positions]
    rows = np.arange(len(positions))
    edge = counts().ids["."]
    likeliest = lattice.states[np.arange(len(lattice.ids)), decoded.posterior.argmax(axis=1)]
    padded = np.concatenate([[edge, edge], likeliest, [edge, edge]])
    around = padded[positions[:, None] + np.array([0, 1, 3, 4])]
    best = _best(posterior, lattice.states[positions], around)
    observed, original = lattice.ids[positions], lattice.states[positions, best]

    was, now = _fit(around, original), _fit(around, observed)
    odds = np.log(posterior[rows, best] + 1e-9) - np.log(posterior[:, 0] + 1e-9)
    likely = posterior[rows, best]
    pairs, same = np.unique(observed * counts().size + original, return_inverse=True)
    repeated = np.bincount(same, weights=likely)[same] - likely
    most = np.zeros(len(pairs))
    np.maximum.at(most, same, likely)
    meant, of = np.unique(pairs % counts().size, return_inverse=True)
    variants = (np.bincount(of, weights=most, minlength=len(meant))[of] - most)[same]
    present, times = np.unique(lattice.ids, return_counts=True)
    at = np.minimum(np.searchsorted(present, original), len(present) - 1)
    kept = np.where(present[at] == original, times[at], 0)
    low, high = np.maximum(rows - _NEARBY, 0), np.minimum(rows + _NEARBY + 1, len(rows))
    part = share[positions]
    total = np.concatenate([[0.0], np.cumsum((1 - posterior[:, 0]) * part)])
    every = np.concatenate([[0.0], np.cumsum(part)])
    near = total[high] - total[low] - (1 - posterior[:, 0]) * part
    around_rate = (near + 0.5) / (every[high] - every[low] + 9)
    standing = times[np.searchsorted(present, observed)]
    form_left, form_right = form_fit(around[:, 1], observed, around[:, 2])
    was_left, was_right = form_fit(around[:, 1], original, around[:, 2])
    features = np.stack(
        [
            np.clip(odds, -12, 12),
            np.clip(was.bigrams - now.bigrams, -10, 15),
            np.clip(was.trigrams - now.trigrams, -12, 20),
            lattice.emissions[positions, best],
            now.left == 0,
            now.right == 0,
            np.log1p(was.left),
            np.log1p(was.right),
            np.log(word_probability(observed)),
            np.log(word_probability(original)),
            np.log1p(now.left),
            np.log1p(now.right),
            np.log1p(now.triple),
            np.log1p(was.triple),
            observed >= counts().size,
            quoted[positions],
            1 - posterior[rows, best] - posterior[:, 0],
            np.log(around_rate) - np.log1p(-around_rate),
            np.log1p(repeated),
            np.log1p(kept),
            np.log(standing),
            np.log1p(variants),
            np.clip(form_left, -6, 3),
            np.clip(form_right, -6, 3),
            np.clip(was_left, -6, 3),
            np.clip(was_right, -6, 3),
        ],
        axis=1,
    ).astype(np.float32)
    return Evidence(
        positions,
        original,
        features,
        np.maximum(now.left, now.right),
        np.maximum(was.left, was.right),
        likely / np.maximum(1 - posterior[:, 0], 1e-9),
        (now.left == 0) & (now.right == 0) & (now.triple == 0) & (was.triple > 0),
    )
