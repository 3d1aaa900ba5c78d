"""What a spinner leaves alone: names, numbers and words without synonyms.

DSpin (Zhang, Wang & Voelker, NDSS 2014) finds the original of spun text by these *immutables*.
About one word in seven of a news article is one. A word counts as swappable if it has a synonym
other than its own inflections, belongs to a set phrase, or is among the most frequent words,
unless the news mostly write it inside a name; the list is ``spun_swappable.npz``.

To find the original of a spun copy in an index, file every article under the keys that
:func:`invariant_pairs` gives (two words that a spinner leaves alone, next to each other or with
one more such word between them, whatever else stands there), about one key for four words, beside
the keys of plain word runs. Look a copy up by the same keys, each weighing log2(articles /
articles that have it), and add up the weights per article. ``tests/bench/spun_source.py`` measures
this against other keys; its figures stand in ``auditor/data/spun_synonyms.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import xxhash
from numpy.typing import NDArray

from auditor.annotate.spun.tables import arrays, joined
from auditor.compiled import compiled, inlined

#: Of the list and of the making of keys: keys of different versions cannot be compared.
VERSION = "invariants/1"
#: More invariants than this are no English prose (in 1,000 news articles one reaches a third): other
#: languages have no words in the list, and a text without swappable words cannot have been spun.
MOST = 0.5
_BITS = 22
_LEFT, _RIGHT = np.uint64(0xA0761D6478BD642F), np.uint64(0xE7037ED1A0B428DB)  # wyhash's multipliers (Wang Yi)


class Pairs(NamedTuple):
    """Keys made of words that a spinner leaves alone, in the order of their first words."""

    keys: NDArray[np.uint64]  #: shape (n,); all 64 bits are mixed, so any of them may be kept
    positions: NDArray[np.int32]  #: shape (n,), number of the word a key starts at


@cache
def _sieve() -> NDArray[np.bool_]:
    """Whether a word with these upper bits of its hash is swappable."""
    sieve = np.zeros(1 << _BITS, dtype=np.bool_)
    sieve[joined(arrays("spun_swappable.npz")["steps"]) >> (32 - _BITS)] = True
    return sieve


@cache
def _packed() -> NDArray[np.uint8]:
    """The same, eight to a byte: it stays in the processor's cache."""
    return np.packbits(_sieve(), bitorder="little")


def invariant(hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which words a spinner would leave alone: shape (n,), from the xxh3_64 of each lower-case word.

    The possessive must be dropped from words, as ``Tokens`` does. One invariant word in a hundred
    shares its bits with a swappable one and is left out, always the same one.
    """
    kept = np.empty(len(hashes), np.bool_)
    _sifted(hashes, _packed(), kept)
    return kept


@compiled("hashes")
def _sifted(hashes: NDArray[np.uint64], packed: NDArray[np.uint8], kept: NDArray[np.bool_]) -> None:
    for word in range(len(hashes)):
        slot = np.int64(hashes[word] >> np.uint64(64 - _BITS))
        kept[word] = (packed[slot >> 3] >> (slot & 7)) & 1 == 0


def canonical(words: Sequence[str]) -> tuple[str | None, ...]:
    """Each lower-case word itself if a spinner would leave it alone, None if it may have been swapped."""
    hashes = np.array(
        [xxhash.xxh3_64_intdigest(word.removesuffix("'s").encode("utf-8", "replace")) for word in words],
        dtype=np.uint64,
    )
    return tuple(word if kept else None for word, kept in zip(words, invariant(hashes).tolist(), strict=True))


def invariant_pairs(hashes: NDArray[np.uint64]) -> Pairs:
    """Keys under which a text and its spun copies meet, from the xxh3_64 of each of its words.

    Each invariant word makes a key with the next one and with the one after. Keys that occur more
    than once are kept where they occur first. Empty for texts of MOST invariants and more.
    """
    at = np.flatnonzero(invariant(hashes))
    if len(at) < 2 or len(at) >= MOST * len(hashes):
        return Pairs(np.empty(0, np.uint64), np.empty(0, np.int32))
    words = hashes[at]
    keys = np.concatenate([pair_keys(words[:-1], words[1:]), pair_keys(words[:-2], words[2:])])
    _, first = np.unique(keys, return_index=True)
    place = np.concatenate([at[:-1], at[:-2]])[first]
    order = np.lexsort((first, place))
    return Pairs(keys[first[order]], place[order].astype(np.int32))


def pair_keys(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The :func:`pair_key` of each pair of words; all arrays have shape (n,)."""
    keys = np.empty(len(first), np.uint64)
    _paired(first, second, keys)
    return keys


@compiled("first")
def _paired(first: NDArray[np.uint64], second: NDArray[np.uint64], keys: NDArray[np.uint64]) -> None:
    for pair in range(len(keys)):
        keys[pair] = pair_key(first[pair], second[pair])


@inlined
def pair_key(first: np.uint64, second: np.uint64) -> np.uint64:
    """The key of two invariant words, from their hashes.

    It is scattered by the finaliser of splitmix64 (Steele, Lea & Flood 2014).
    """
    out = first * _LEFT + second * _RIGHT
    out = (out ^ (out >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return out ^ (out >> np.uint64(31))
