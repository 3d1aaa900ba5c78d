"""Probabilities of word sequences in reference news, for whole arrays of word ids.

Relative frequencies of the n-grams kept in the tables; what is left of a history's mass goes to
the next shorter history (Jelinek & Mercer 1980, with the weights the pruned counts imply).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.tables import Floats, Ids, counts

_LEAST = 0.03  # mass never given away entirely: unseen pairs exist after every word


class Masses(NamedTuple):
    """Probability left for unseen continuations."""

    after_word: Floats
    after_pair: Floats


@cache
def masses() -> Masses:
    """What the kept bigrams leave of each word, and the kept trigrams of each bigram."""
    table = counts()
    seen = np.bincount(table.bigrams.keys // table.size, weights=table.bigrams.counts, minlength=table.size)
    then = np.bincount(
        table.trigrams.keys // table.size, weights=table.trigrams.counts, minlength=len(table.bigrams.keys)
    )
    return Masses(
        np.clip(1 - seen / table.unigrams, _LEAST, 1).astype(np.float32),
        np.clip(1 - then / table.bigrams.counts, _LEAST, 1).astype(np.float32),
    )


def word_probability(words: Ids) -> Floats:
    """P(w); words the news never use count as seen once."""
    table = counts()
    known = (words >= 0) & (words < table.size)
    seen = np.where(known, table.unigrams[np.where(known, words, 0)], 1.0)
    return (seen / table.total).astype(np.float32)


class Pairs(NamedTuple):
    """Bigram probabilities with what they rest on."""

    probability: Floats
    counts: Floats
    rows: Ids


def pair_probability(left: Ids, right: Ids) -> Pairs:
    """P(right | left), elementwise."""
    table = counts()
    known = (left >= 0) & (left < table.size)
    both = known & (right >= 0) & (right < table.size)
    seen, rows = table.bigrams.look(np.where(both, left * table.size + right, -1))
    safe = np.where(known, left, 0)
    rest = np.where(known, masses().after_word[safe], 1.0)
    direct = np.where(known, seen / table.unigrams[safe], 0.0)
    return Pairs((direct + rest * word_probability(right)).astype(np.float32), seen, rows)


def triple_probability(history: Pairs, right: Ids, backoff: Floats) -> tuple[Floats, Floats]:
    """P(right | pair) from the pair's looked-up row, and the trigram's count; *backoff* is P(right | last)."""
    table = counts()
    known = history.rows >= 0
    inside = known & (right >= 0) & (right < table.size)
    seen, _ = table.trigrams.look(np.where(inside, history.rows * table.size + right, -1))
    safe = np.where(known, history.rows, 0)
    rest = np.where(known, masses().after_pair[safe], 1.0)
    direct = np.where(known, seen / np.maximum(history.counts, 1), 0.0)
    return (direct + rest * backoff).astype(np.float32), seen


def floats(values: NDArray[np.floating]) -> Floats:
    """As 32-bit floats."""
    return values.astype(np.float32)
