"""Two documents over one vocabulary: what every step of the aligner looks words up in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.model import Tokens
from auditor.reuse.align.background import background
from auditor.reuse.align.profiles import Profile
from auditor.reuse.align.synonyms import synonym_pairs

Ids = NDArray[np.int32]
Floats = NDArray[np.float64]

COMMONEST = 0.2  # no word is taken to be likelier than this
RARE = 2e-3  # only words rarer than this are matched through synonyms


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One document of a pair; n words, v word types over both documents."""

    ids: Ids  #: shape (n,), word types
    grams: Ids  #: shape (n,), type of the word pair starting here; the last is no pair
    cuts: Floats  #: shape (n + 1,), price of a passage boundary before word i
    likely: Floats  #: shape (v,), probability of a word type in this document
    absent: Floats  #: shape (v,), ln(1 - likely)
    swaps: tuple[Ids, Ids]  #: word types of this side, and their synonyms on the other
    swap_absent: Floats  #: shape (v,), ln(1 - probability of any synonym) in the *other* document

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Both sides, the words' probabilities in the news, and scratch space for word pairs."""

    left: Side
    right: Side
    common: Floats  #: shape (v,)
    grams: int  #: number of types of word pairs

    @property
    def types(self) -> int:
        """Number of word types."""
        return len(self.common)


def pair(left: Tokens, right: Tokens, profile: Profile) -> Pair:
    """Look up both documents' words over one vocabulary."""
    n = len(left)
    hashes, inverse = np.unique(np.concatenate([left.hashes, right.hashes]), return_inverse=True)
    ids: Ids = inverse.astype(np.int32)
    common = background().of(hashes)
    halves = (ids[:n], ids[n:])
    counts = [np.bincount(half, minlength=len(hashes)) for half in halves]
    grams = _grams(ids, n, ((counts[0] > 0) & (counts[1] > 0))[ids])
    likely = [
        np.minimum(COMMONEST, np.maximum(common, 0.5 * (count - 1) / max(len(half), 50)))
        for half, count in zip(halves, counts, strict=True)
    ]
    one, two = _synonyms(hashes, common < RARE, counts[0] > 0, counts[1] > 0)
    sides = []
    for mine, other, swaps, tokens, pairs in (
        (0, 1, (one, two), left, grams[:n]),
        (1, 0, (two, one), right, grams[n:]),
    ):
        any_swap = np.bincount(swaps[0], likely[other][swaps[1]], len(hashes)) if len(one) else np.zeros(len(hashes))
        sides.append(
            Side(
                ids=halves[mine],
                grams=pairs,
                cuts=boundary_prices(tokens, profile),
                likely=likely[mine],
                absent=np.log1p(-likely[mine]),
                swaps=swaps,
                swap_absent=np.log1p(-np.minimum(COMMONEST, any_swap)),
            )
        )
    return Pair(sides[0], sides[1], common, int(grams.max()) + 1)


def _synonyms(
    hashes: NDArray[np.uint64], rare: NDArray[np.bool_], left: NDArray[np.bool_], right: NDArray[np.bool_]
) -> tuple[Ids, Ids]:
    """Types of rare words of the left side, and of their synonyms on the right."""
    at = rare.nonzero()[0].astype(np.int32)
    one, two = synonym_pairs(hashes[at], left[at], right[at])
    return at[one], at[two]


def _grams(ids: Ids, n: int, shared: NDArray[np.bool_]) -> Ids:
    """Types of the word pairs that start at each of *ids*, the first *n* of which are the left side's.

    Pairs of words that both sides have are told apart; the others are all one type, another on each side.
    """
    grams = np.zeros(len(ids), np.int32)
    grams[n:] = 1
    both = shared[:-1] & shared[1:]
    both[n - 1 : n] = False  # a pair across the two documents is none
    at = both.nonzero()[0]
    codes = ids[at].astype(np.int64) * (int(ids.max()) + 1) + ids[at + 1]
    grams[at] = np.unique(codes, return_inverse=True)[1] + 2
    return grams


def boundary_prices(tokens: Tokens, profile: Profile) -> Floats:
    """What it costs a passage to begin or end before each word, shape (n + 1,)."""
    by_break = np.array([profile.cut_word, profile.cut_word, profile.cut_clause, 0.0, 0.0])
    prices = np.zeros(len(tokens) + 1)
    prices[1:-1] = by_break[tokens.breaks[:-1]]
    return prices
