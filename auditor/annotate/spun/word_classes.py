"""How well the form of a word fits its neighbours, whatever the word: grammar learned from the counts.

A class is a set of Penn tags (``value`` is a noun or a verb's base), or a frequent word by itself.
Class n-grams generalise where pairs of words were never seen (Brown et al. 1992), so a wrong form
shows although both words are rare: ``her spouses``, ``the presidents election``.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.tables import Floats, Ids, channel, counts

_GRAMMAR = 250  # the most frequent words are a class each
_LEAST, _TRUST = 0.05, 20.0  # mass and occurrences always left to the habits of a word's class


class _Side(NamedTuple):
    """Classes seen next to words, on one side."""

    keys: Ids  #: word * classes + class, ascending
    chances: Floats  #: probability of the class next to the word, by the word's own pairs
    rest: Floats  #: per word: mass of its pairs that were not kept, left to the habits of its class
    prior: Floats  #: shape (classes, classes): probability of a class next to a class


class Classes(NamedTuple):
    """Everything needed to judge a form between its neighbours."""

    of: Ids  #: class of every word of the channel
    alone: Floats  #: log probability of each class
    after: _Side  #: what follows a word
    before: _Side  #: what stands before a word


@cache
def classes() -> Classes:
    """Counted once from the word pairs."""
    table, tags = counts(), channel().tags
    kinds, of_tags = np.unique(tags, return_inverse=True)
    of: Ids = of_tags.astype(np.int64) + _GRAMMAR
    of[:_GRAMMAR] = np.arange(_GRAMMAR)
    n = len(kinds) + _GRAMMAR
    left, right = np.divmod(table.bigrams.keys, table.size)
    times = table.bigrams.counts
    pairs = np.bincount(of[left] * n + of[right], weights=times.astype(np.float64), minlength=n * n)
    pairs = pairs.reshape(n, n)
    alone = pairs.sum(axis=0) + 1
    return Classes(
        of,
        np.log(alone / alone.sum()).astype(np.float32),
        _side(left * n + of[right], left, times, pairs, table.size),
        _side(right * n + of[left], right, times, pairs.T, table.size),
    )


def _side(keys: Ids, words: Ids, times: Floats, pairs: NDArray[np.number], size: int) -> _Side:
    unique, group = np.unique(keys, return_inverse=True)
    share = (pairs.sum(axis=0) + 1) / (pairs.sum() + pairs.shape[1])
    prior = (pairs + 20 * share) / (pairs.sum(axis=1, keepdims=True) + 20)
    unigrams = counts().unigrams
    rest = np.maximum(_LEAST, 1 - np.bincount(words, weights=times, minlength=size) / unigrams)
    rest = (rest * unigrams + _TRUST) / (unigrams + _TRUST)
    words_of = unique // pairs.shape[0]
    seen = np.bincount(group, weights=times)
    chances = (1 - rest[words_of]) * seen / np.bincount(words, weights=times, minlength=size)[words_of]
    return _Side(unique, chances.astype(np.float32), rest.astype(np.float32), prior.astype(np.float32))


def form_fit(before: Ids, words: Ids, after: Ids) -> tuple[Floats, Floats]:
    """Log ratio of the chance of each word's class after *before*, and before *after*, to its chance anywhere.

    Below zero the neighbour makes the form unlikely; words in no table (−1) say nothing: 0.
    """
    table = classes()
    return _fit(table, table.after, before, words), _fit(table, table.before, after, words)


def _fit(table: Classes, side: _Side, neighbours: Ids, words: Ids) -> Floats:
    n, size = len(table.alone), len(side.rest)
    known = (neighbours >= 0) & (words >= 0)
    near, own = np.where(known, neighbours, 0), table.of[np.where(known, words, 0)]
    counted = near < size
    slot = np.where(counted, near, 0)
    keys = slot * n + own
    at = np.minimum(np.searchsorted(side.keys, keys), len(side.keys) - 1)
    seen = np.where(counted & (side.keys[at] == keys), side.chances[at], 0.0)
    chance = seen + np.where(counted, side.rest[slot], 1.0) * side.prior[table.of[near], own]
    return np.where(known, np.log(chance) - table.alone[own], 0.0).astype(np.float32)
