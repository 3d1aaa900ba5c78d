"""xxh3_64 of many short words at once, with numpy.

Collet's XXH3 (github.com/Cyan4973/xxHash, BSD-2-Clause; specification in doc/xxhash_spec.md) for
inputs of up to 16 bytes and seed 0: the results are those of ``xxhash.xxh3_64_intdigest``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LONGEST = 16  #: bytes; longer words go to the library, one by one

Words = NDArray[np.uint64]

_SECRET = bytes.fromhex(
    "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221b8084674f743248e"
)
_S32 = np.frombuffer(_SECRET, "<u4").astype(np.uint64)
_S64 = np.frombuffer(_SECRET, "<u8")
_FLIP_3 = _S32[0] ^ _S32[1]
_FLIP_8 = _S64[1] ^ _S64[2]
_FLIP_16_LOW = _S64[3] ^ _S64[4]
_FLIP_16_HIGH = _S64[5] ^ _S64[6]
_PRIME_2 = np.uint64(0xC2B2AE3D27D4EB4F)
_PRIME_3 = np.uint64(0x165667B19E3779F9)
_PRIME_MX1 = np.uint64(0x165667919E3779F9)
_PRIME_MX2 = np.uint64(0x9FB21C651E98DF25)
_U32 = np.uint64(0xFFFFFFFF)


def hash_slices(data: bytes, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Words:
    """xxh3_64 of ``data[starts[i] : starts[i] + lengths[i]]``, each 1 to 16 bytes: shape (len(starts),).

    *data* must go on for 16 bytes after the last slice starts.
    """
    size = lengths.astype(np.uint64)
    first = _read(data, starts)
    out = np.empty(len(starts), np.uint64)
    short, middle = lengths <= 3, lengths <= 8
    at = short.nonzero()[0]
    out[at] = _up_to_3(first[at], size[at])
    at = (middle & ~short).nonzero()[0]
    out[at] = _up_to_8(first[at], size[at])
    at = (~middle).nonzero()[0]
    out[at] = _up_to_16(first[at], _read(data, starts[at] + lengths[at] - 8), size[at])
    return out


def _read(data: bytes, places: NDArray[np.int64]) -> Words:
    """Little-endian numbers of eight bytes at any place."""
    # Overlapping numbers at every byte; taken as opaque bytes, which is quicker than unaligned numbers.
    windows: NDArray[np.void] = np.ndarray((len(data) - 7,), "V8", data, 0, (1,))
    numbers: Words = windows[places].view("<u8")
    return numbers.astype(np.uint64, copy=False)


def _byte(values: Words, number: Words) -> Words:
    return (values >> (number << np.uint64(3))) & np.uint64(255)


def _up_to_3(words: Words, size: Words) -> Words:
    out: Words = ((words & np.uint64(255)) << np.uint64(16)) | (_byte(words, size >> np.uint64(1)) << np.uint64(24))
    out |= _byte(words, size - np.uint64(1)) | (size << np.uint64(8))
    out ^= _FLIP_3
    out ^= out >> np.uint64(33)
    out *= _PRIME_2
    out ^= out >> np.uint64(29)
    out *= _PRIME_3
    out ^= out >> np.uint64(32)
    return out


def _up_to_8(words: Words, size: Words) -> Words:
    last = (words >> ((size - np.uint64(4)) << np.uint64(3))) & _U32
    out: Words = last + (words << np.uint64(32))
    out ^= _FLIP_8
    out ^= _turned(out, 49) ^ _turned(out, 24)
    out *= _PRIME_MX2
    out ^= (out >> np.uint64(35)) + size
    out *= _PRIME_MX2
    out ^= out >> np.uint64(28)
    return out


def _up_to_16(words: Words, last: Words, size: Words) -> Words:
    low, high = words ^ _FLIP_16_LOW, last ^ _FLIP_16_HIGH
    out: Words = size + low.byteswap() + high + _folded_product(low, high)
    out ^= out >> np.uint64(37)
    out *= _PRIME_MX1
    out ^= out >> np.uint64(32)
    return out


def _turned(values: Words, bits: int) -> Words:
    return (values << np.uint64(bits)) | (values >> np.uint64(64 - bits))


def _folded_product(left: Words, right: Words) -> Words:
    """Lower xor upper half of the 128-bit products."""
    half = np.uint64(32)
    low_low = (left & _U32) * (right & _U32)
    high_low = (left >> half) * (right & _U32)
    low_high = (left & _U32) * (right >> half)
    cross = (low_low >> half) + (high_low & _U32) + low_high
    upper: Words = (high_low >> half) + (cross >> half) + (left >> half) * (right >> half)
    lower: Words = (cross << half) | (low_low & _U32)
    folded: Words = upper ^ lower
    return folded
