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
    view = np.frombuffer(data, np.uint8)
    out = np.empty(len(starts), np.uint64)
    for low, high, hasher in ((1, 3, _up_to_3), (4, 8, _up_to_8), (9, LONGEST, _up_to_16)):
        mine = np.flatnonzero((lengths >= low) & (lengths <= high))
        if len(mine):
            out[mine] = hasher(view, starts[mine], lengths[mine])
    return out


def _read(view: NDArray[np.uint8], places: NDArray[np.int64], width: int) -> Words:
    """Little-endian numbers of *width* bytes at any place."""
    # Overlapping numbers at every byte; taken as opaque bytes, which is quicker than unaligned numbers.
    windows: NDArray[np.void] = np.ndarray((len(view) - width + 1,), f"V{width}", view.data, 0, (1,))
    numbers: Words = windows[places].view(f"<u{width}").astype(np.uint64, copy=False)
    return numbers


def _up_to_3(view: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Words:
    first, middle, last = (
        view[starts + offset].astype(np.uint64) for offset in (np.int64(0), lengths >> 1, lengths - 1)
    )
    size = lengths.astype(np.uint64)
    out = (first << np.uint64(16)) | (middle << np.uint64(24)) | last | (size << np.uint64(8))
    out ^= _FLIP_3
    out ^= out >> np.uint64(33)
    out *= _PRIME_2
    out ^= out >> np.uint64(29)
    out *= _PRIME_3
    out ^= out >> np.uint64(32)
    return out


def _up_to_8(view: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Words:
    out: Words = _read(view, starts + lengths - 4, 4) + (_read(view, starts, 4) << np.uint64(32))
    out ^= _FLIP_8
    out ^= _turned(out, 49) ^ _turned(out, 24)
    out *= _PRIME_MX2
    out ^= (out >> np.uint64(35)) + lengths.astype(np.uint64)
    out *= _PRIME_MX2
    out ^= out >> np.uint64(28)
    return out


def _up_to_16(view: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Words:
    low = _read(view, starts, 8) ^ _FLIP_16_LOW
    high = _read(view, starts + lengths - 8, 8) ^ _FLIP_16_HIGH
    out: Words = lengths.astype(np.uint64) + low.byteswap() + high + _folded_product(low, high)
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
