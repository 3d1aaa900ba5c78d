"""Loads the shipped counts and synonyms, and looks them up for whole arrays at once.

Built by ``tests/bench/build_spun_tables.py``. Ids below ``len(Counts.unigrams)`` are words of the
count tables; the channel adds words the news never use, with ids above.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]

_SLOT_BITS = 21
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: multiplicative hashing (Knuth)


class Grams(NamedTuple):
    """Sorted keys with their counts, and a hash table (linear probing) that leads to them.

    A binary search of as many keys takes four times as long: each of its steps waits for memory.
    """

    keys: Ids
    counts: Floats
    slots: NDArray[np.int32]  #: rows of *keys*, −1 in a slot that is free

    def look(self, keys: Ids) -> tuple[Floats, Ids]:
        """Count (0 where never seen) and row number (−1) of each key; any shape."""
        flat = keys.ravel()
        slots = _slot(flat)
        rows = self.slots[slots].astype(np.int64)
        others = np.flatnonzero((rows >= 0) & (self.keys[rows] != flat))
        while len(others):
            slots[others] = _next(slots[others])
            rows[others] = self.slots[slots[others]]
            others = others[(rows[others] >= 0) & (self.keys[rows[others]] != flat[others])]
        counts = np.where(rows >= 0, self.counts[rows], np.float32(0))
        return counts.reshape(keys.shape), rows.reshape(keys.shape)


class Counts(NamedTuple):
    """N-gram counts of reference news."""

    ids: dict[str, int]
    words: tuple[str, ...]
    unigrams: Floats  #: shape (words,)
    bigrams: Grams  #: key left * size + right
    trigrams: Grams  #: key (row of the first two words) * size + third
    total: float

    @property
    def size(self) -> int:
        """Number of words with counts."""
        return len(self.unigrams)


class Channel(NamedTuple):
    """What an observed word may have been: rows ``starts[id]:starts[id + 1]``."""

    ids: dict[str, int]  #: words of the counts and the extra ones
    starts: Ids
    originals: NDArray[np.int32]
    emissions: Floats  #: log probability that a spinner's dictionary gives observed for original
    tags: NDArray[np.uint16]  #: per word: bit set of Penn tags it can carry, in the order of TAGS


TAGS = ("NN", "NNS", "VB", "VBZ", "VBG", "VBD", "VBN", "JJ", "JJR", "JJS", "RB", "RBR", "RBS")


def _slot(keys: Ids) -> Ids:
    return ((keys.astype(np.uint64) * _SPREAD) >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)


def _next(slots: Ids) -> Ids:
    return (slots + 1) & ((1 << _SLOT_BITS) - 1)


def grams(keys: Ids, counts: Floats) -> Grams:
    """A table of *keys*, ascending, none of them negative, and the count of each."""
    slots = np.full(1 << _SLOT_BITS, -1, dtype=np.int32)
    rows, places = np.arange(len(keys), dtype=np.int32), _slot(keys)
    slots[places] = rows
    while len(left := np.flatnonzero(slots[places] != rows)):
        rows, places = rows[left], _next(places[left])
        free = np.flatnonzero(slots[places] < 0)
        slots[places[free]] = rows[free]
    return Grams(keys, counts, slots)


def joined(planes: NDArray[np.uint8]) -> Ids:
    """Sorted keys from their differences, shape (bytes, n), low byte first."""
    steps = np.zeros(planes.shape[1], dtype=np.int64)
    for shift, plane in enumerate(planes):
        steps |= plane.astype(np.int64) << (8 * shift)
    return np.cumsum(steps)


def _counts(eighths: NDArray[np.uint8]) -> Floats:
    return np.exp2(eighths.astype(np.float32) / 8)


def _words(letters: NDArray[np.uint8]) -> tuple[str, ...]:
    text = letters.tobytes().decode()
    return tuple(text.split("\n")) if text else ()


def arrays(name: str) -> dict[str, NDArray[np.uint8]]:
    """The arrays of one packaged file."""
    with (files("auditor.data") / name).open("rb") as stored, np.load(stored, allow_pickle=False) as archive:
        return {key: archive[key] for key in archive.files}


@cache
def counts() -> Counts:
    """The n-gram counts, read on first use."""
    stored = arrays("spun_ngrams.npz")
    words = _words(stored["words"])
    unigrams = _counts(stored["unigrams"])
    return Counts(
        {word: i for i, word in enumerate(words)},
        words,
        unigrams,
        grams(joined(stored["bigram_steps"]), _counts(stored["bigrams"])),
        grams(joined(stored["trigram_steps"]), _counts(stored["trigrams"])),
        float(unigrams.sum()),
    )


@cache
def names() -> dict[str, int]:
    """Capitalised word pairs of reference news, with counts."""
    stored = arrays("spun_names.npz")
    return dict(
        zip(_words(stored["names"]), np.round(_counts(stored["name_counts"])).astype(int).tolist(), strict=True)
    )


@cache
def channel() -> Channel:
    """The synonym channel, read on first use."""
    stored = arrays("spun_channel.npz")
    known = counts()
    extra = _words(stored["extra"])
    ids = dict(known.ids)
    ids.update({word: known.size + i for i, word in enumerate(extra)})
    observed, originals = np.divmod(joined(stored["steps"]), known.size)
    starts = np.searchsorted(observed, np.arange(len(ids) + 1))
    emissions = (stored["emissions"].astype(np.float32) / np.float32(-10)).astype(np.float32)
    return Channel(ids, starts, originals.astype(np.int32), emissions, stored["tags"].astype(np.uint16))


@cache
def phrases() -> dict[str, tuple[tuple[str, float], ...]]:
    """Observed wording → (original, log emission), where either side has several words."""
    stored = arrays("spun_phrases.npz")
    found: dict[str, list[tuple[str, float]]] = {}
    for line, emission in zip(_words(stored["phrases"]), stored["emissions"].tolist(), strict=True):
        observed, original = line.split("\t")
        found.setdefault(observed, []).append((original, emission / -10))
    return {observed: tuple(rows) for observed, rows in found.items()}


def synonyms(word: str) -> tuple[str, ...]:
    """Words that a spinner may have replaced by *word*, likeliest first."""
    table, known = channel(), counts()
    at = table.ids.get(word.lower())
    if at is None:
        return ()
    rows = slice(int(table.starts[at]), int(table.starts[at + 1]))
    order = np.argsort(-(table.emissions[rows] + np.log(known.unigrams[table.originals[rows]])), kind="stable")
    return tuple(known.words[i] for i in table.originals[rows][order].tolist())


@cache
def phrase_openings() -> frozenset[tuple[str, str]]:
    """The first two words of every observed phrase."""
    return frozenset((words[0], words[1]) for words in (phrase.split(" ") for phrase in phrases()) if len(words) > 1)
