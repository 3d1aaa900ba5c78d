"""Keys under which a text is filed, so that shared passages of eight words and more can be found.

A key stands for four words in a row (a 4-gram). Of all 4-grams of a text about half are kept:
those whose rarest word is their first or their last one, which is a closed syncmer over words
(Edgar 2021, "Syncmers are more sensitive than minimizers", PeerJ 9:e10805) with an order that
puts rare words first. Whether a 4-gram is kept depends on its own words alone, so an edit
elsewhere changes nothing, and any seven equal words in a row hold at least one kept 4-gram.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.invariant import MOST, invariant, pair_keys

GRAM = 4  #: words in a key
KEY_BITS = 44  #: width of a key
UNKNOWN_BITS = 22  #: information of a word that the frequency table does not hold
_SLOT_BITS = 17
_MORE = 1 << 6  # in an entry of the table: the slot holds further words

_Number = TypeVar("_Number", np.uint8, np.uint64, np.int64)
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64
)


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """The keys of one text."""

    keys: NDArray[np.uint64]  #: shape (n,), 44 bits each
    positions: NDArray[np.int32]  #: shape (n,), number of the word a key starts at
    bits: NDArray[np.uint8] | None = None  #: shape (n,), information of the two words of each key that spinning leaves

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True, eq=False)
class _Rarity:
    """The frequency table as a hash table: slot s holds the entries starts[s] up to starts[s + 1]."""

    common: NDArray[np.uint32]  #: of each slot: 15 bits that tell its commonest word, whether there are more, its bits
    top: NDArray[np.uint32]
    bits: NDArray[np.uint8]
    starts: NDArray[np.int32]
    deepest: int


@cache
def _rarity() -> _Rarity:
    with (
        resources.files("auditor.data").joinpath("index_rarity.npz").open("rb") as stream,
        np.load(stream) as table,
    ):
        top, bits = table["top"], table["bits"]
    slots = top >> np.uint32(32 - _SLOT_BITS)
    sizes = np.bincount(slots, minlength=1 << _SLOT_BITS)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    common = np.full(1 << _SLOT_BITS, UNKNOWN_BITS, np.uint32)
    order = np.argsort(bits, kind="stable")[::-1]  # of two in one slot the commoner one stays
    common[slots[order]] = (top[order] << np.uint32(_SLOT_BITS)) | bits[order]
    common[sizes > 1] |= np.uint32(_MORE)
    return _Rarity(common, np.append(top, np.uint32(0)), np.append(bits, np.uint8(0)), starts, int(sizes.max()))


def word_bits(hashes: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Information of each word in bits, from frequencies in news; rare and unknown words most.

    *hashes* has shape (n,): xxh3_64 of the words; so has the result.
    """
    table = _rarity()
    slot = (hashes >> np.uint64(64 - _SLOT_BITS)).view(np.int64)
    short = (hashes >> np.uint64(32)).astype(np.uint32)
    common = table.common.take(slot)
    same = (common ^ (short << np.uint32(_SLOT_BITS))) < (1 << _SLOT_BITS)
    out = common.astype(np.uint8)
    out &= np.uint8(_MORE - 1)
    out[~same] = UNKNOWN_BITS
    left = (~same & ((common & np.uint32(_MORE)) != 0)).nonzero()[0]
    if len(left):
        # All words of the slots that hold more than one, side by side.
        slot = slot.take(left)
        here = table.starts.take(slot)[:, None] + np.arange(table.deepest)
        found = table.top.take(here, mode="clip") == short.take(left)[:, None]
        found &= here < table.starts.take(slot + 1)[:, None]
        row, column = found.nonzero()
        out[left[row]] = table.bits[here[row, column]]
    return out


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter 64-bit values (finaliser of MurmurHash3, Appleby 2011); a bijection."""
    out = values ^ (values >> np.uint64(33))
    out *= np.uint64(0xFF51AFD7ED558CCD)
    out ^= out >> np.uint64(33)
    out *= np.uint64(0xC4CEB9FE1A85EC53)
    out ^= out >> np.uint64(33)
    return out


def grams(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The key of every 4-gram: shape (n - 3,), 44 bits each; empty below four words."""
    count = len(hashes) - GRAM + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    total = np.zeros(count, np.uint64)
    for word, multiplier in enumerate(_MULTIPLIERS):
        total += hashes[word : word + count] * multiplier
    return mix(total) >> np.uint64(64 - KEY_BITS)


def _selection(hashes: NDArray[np.uint64], bits: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which 4-grams are kept, by the word they start at: shape (n - 3,)."""
    count = len(hashes) - GRAM + 1
    if count <= 0:
        return np.empty(0, np.bool_)
    order = np.uint64(63) - bits  # rare first
    order <<= np.uint64(58)
    order |= mix(hashes) >> np.uint64(6)
    ends = np.minimum(order[:count], order[GRAM - 1 :])
    kept: NDArray[np.bool_] = ends <= order[1 : count + 1]
    kept &= ends <= order[2 : count + 2]
    return kept


def sketch(hashes: NDArray[np.uint64], extra: Sketch | None = None) -> Sketch:
    """The keys to look a text up by, about half as many as it has words.

    *hashes* has shape (n,): xxh3_64 of the words in order. *extra* adds keys of another kind,
    such as those of words that spinning leaves alone; they are filed and looked up alike.
    A key that occurs more than once is kept where it occurs first.
    """
    positions = np.flatnonzero(_selection(hashes, word_bits(hashes)))
    keys = grams(hashes)[positions]
    if extra is not None:
        keys = np.concatenate([keys, extra.keys])
        positions = np.concatenate([positions, extra.positions])
    _, first = np.unique(keys, return_index=True)
    first = first[np.argsort(positions[first], kind="stable")]
    return Sketch(keys[first], positions[first].astype(np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class _Keys:
    """Keys of many texts, one text after another."""

    keys: NDArray[np.uint64]  #: shape (n,)
    places: NDArray[np.int64]  #: shape (n,), words before it, in all texts
    cuts: NDArray[np.int64]  #: shape (texts + 1,), where the keys of each text begin
    bits: NDArray[np.uint8] | None = None  #: those of :class:`Sketch`


def _apart(bounds: NDArray[np.int64], *parts: _Keys) -> list[Sketch]:
    """The keys that *parts* hold of each text, those of one part after another; *bounds* are those of the texts."""
    out = []
    for start, *cuts in zip(bounds[:-1].tolist(), *(pairwise(part.cuts.tolist()) for part in parts), strict=True):
        mine = [(part, slice(*cut)) for part, cut in zip(parts, cuts, strict=True)]
        bits = [part.bits[cut] for part, cut in mine if part.bits is not None]
        out.append(
            Sketch(
                _joined([part.keys[cut] for part, cut in mine]),
                (_joined([part.places[cut] for part, cut in mine]) - start).astype(np.int32),
                _joined(bits) if bits else None,
            )
        )
    return out


def _joined(parts: list[NDArray[_Number]]) -> NDArray[_Number]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _over(bounds: NDArray[np.int64], words: int, count: int) -> NDArray[np.int64]:
    """Of *count* runs of *words*, each beginning one word after the last, those that lie in two texts."""
    over = (bounds[1:-1, None] - np.arange(1, words)).ravel()
    return over[(over >= 0) & (over < count)]


def _plain_keys(hashes: NDArray[np.uint64], bounds: NDArray[np.int64], bits: NDArray[np.uint8]) -> _Keys:
    kept = _selection(hashes, bits)
    kept[_over(bounds, GRAM, len(kept))] = False
    places = kept.nonzero()[0]
    return _Keys(grams(hashes).take(places), places, places.searchsorted(bounds))


def _spun_keys(
    hashes: NDArray[np.uint64], bounds: NDArray[np.int64], bits: NDArray[np.uint8] | None = None
) -> list[_Keys]:
    """Pairs of neighbours among the words that spinning leaves alone, then those with one such word between."""
    at = invariant(hashes).nonzero()[0]
    cuts = at.searchsorted(bounds)
    sizes = cuts[1:] - cuts[:-1]
    prose = sizes < MOST * (bounds[1:] - bounds[:-1])
    if not prose.all():
        at = at[prose.repeat(sizes)]
        cuts = np.append(0, np.where(prose, sizes, 0).cumsum())
    words = hashes.take(at)
    found = []
    for apart in (1, 2):
        keys = pair_keys(words[:-apart], words[apart:])
        even = (keys & np.uint64(1)) == 0
        even[_over(cuts, apart + 1, len(even))] = False
        chosen = even.nonzero()[0]
        keys = keys.take(chosen)
        keys >>= np.uint64(64 - KEY_BITS)
        first = at.take(chosen)
        both = None if bits is None else bits.take(first) + bits.take(at.take(chosen + apart))
        found.append(_Keys(keys, first, chosen.searchsorted(cuts), both))
    return found


def _laid_out(texts: Sequence[NDArray[np.uint64]]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The texts' words in one array, and where each text begins in it."""
    hashes = np.concatenate([np.empty(0, np.uint64), *texts])
    return hashes, np.cumsum([0, *map(len, texts)])


def sketches(texts: Sequence[NDArray[np.uint64]]) -> list[Sketch]:
    """The keys to look many texts up by; several times faster than one by one.

    Repeated keys of a text are left in: building a segment keeps the first of them.
    """
    hashes, bounds = _laid_out(texts)
    return _apart(bounds, _plain_keys(hashes, bounds, word_bits(hashes)))


def spun_sketches(texts: Sequence[NDArray[np.uint64]]) -> list[Sketch]:
    """Keys under which a text meets its spun copies, see :mod:`auditor.annotate.spun.invariant`.

    One in two of its keys, chosen by the key, which is plenty: a copy shares dozens with its
    original. Repeated keys of a text are left in.
    """
    hashes, bounds = _laid_out(texts)
    return _apart(bounds, *_spun_keys(hashes, bounds))


def filed_sketches(texts: Sequence[NDArray[np.uint64]]) -> list[Sketch]:
    """The keys to file many texts under: those of both kinds."""
    hashes, bounds = _laid_out(texts)
    return _apart(bounds, _plain_keys(hashes, bounds, word_bits(hashes)), *_spun_keys(hashes, bounds))


def asked_sketches(
    texts: Sequence[NDArray[np.uint64]],
) -> Iterator[tuple[Sketch, Sketch, NDArray[np.uint8]]]:
    """What :func:`sketches`, :func:`spun_sketches` and :func:`word_bits` give for each text, at once."""
    hashes, bounds = _laid_out(texts)
    bits = word_bits(hashes)
    plain, spun = _apart(bounds, _plain_keys(hashes, bounds, bits)), _apart(bounds, *_spun_keys(hashes, bounds, bits))
    return zip(plain, spun, [bits[low:high] for low, high in pairwise(bounds.tolist())], strict=True)
