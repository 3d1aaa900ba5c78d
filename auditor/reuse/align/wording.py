"""How surprising a wording is to a reader of the news: what tells a writer's words from everybody's.

A trigram model with linear interpolation (Jelinek & Mercer 1980) over the counts the spun-wording
reader ships. "For people with pre-existing conditions" has rare words, but each of them follows
from those before it; two writers may well have come by it on their own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.tables import counts
from auditor.model import Tokens

Floats = NDArray[np.float64]
MIX = (0.5, 0.35, 0.15)  # shares of trigram, bigram and word,
SHORT = (0.7, 0.3)  # of bigram and word where the news never have the two words before
UNSEEN = 3.0  # what a word the tables lack is taken to count
MOST = 16.0  # nats of the least likely word


def surprise(tokens: Tokens, first: int, last: int) -> Floats:
    """Nats of each word from *first* up to *last*, given those before it in this stretch, shape (last - first,)."""
    table = counts()
    numbers, places = _numbered(tokens, first, last)
    held = np.where(numbers >= 0, table.unigrams[np.maximum(numbers, 0)], 0.0).astype(np.float64)
    alone = np.where(numbers >= 0, held, UNSEEN) / table.total
    likely = alone.copy()
    if len(numbers) > 1:
        pairs = np.where((numbers[:-1] >= 0) & (numbers[1:] >= 0), numbers[:-1] * table.size + numbers[1:], -1)
        two, rows = table.bigrams.look(pairs)
        after_one = two / np.maximum(held[:-1], 1.0)
        likely[1:] = SHORT[0] * after_one + SHORT[1] * alone[1:]
        triples = np.where((rows[:-1] >= 0) & (numbers[2:] >= 0), rows[:-1] * table.size + numbers[2:], -1)
        three, _ = table.trigrams.look(triples)
        known = two[:-1] > 0
        after_two = three / np.maximum(two[:-1], 1.0)
        mixed = MIX[0] * after_two + MIX[1] * after_one[1:] + MIX[2] * alone[2:]
        likely[2:] = np.where(known, mixed, likely[2:])
    return np.asarray(np.minimum(MOST, -np.log(likely[places])))


def _numbered(tokens: Tokens, first: int, last: int) -> tuple[NDArray[np.int64], list[int]]:
    """The number of each word and mark in the tables, -1 where they lack it, and where the words are."""
    ids = counts().ids
    comma, stop, figure = ids[","], ids["."], ids["#"]
    opens = first == 0 or tokens.breaks[first - 1] >= 3
    numbers = [stop] if opens else []
    places: list[int] = []
    breaks = tokens.breaks[first:last].tolist()
    for word, after in zip(tokens.words[first:last], breaks, strict=True):
        places.append(len(numbers))
        numbers.append(figure if word[0].isdigit() else ids.get(word, -1))
        if after:
            numbers.append(stop if after >= 3 else comma)
    return np.array(numbers, np.int64), places
