"""xxh3_64 of short words inside a longer text.

Collet's XXH3 (github.com/Cyan4973/xxHash, BSD-2-Clause; specification in doc/xxhash_spec.md) for
inputs of up to 16 bytes and seed 0: the results are those of ``xxhash.xxh3_64_intdigest``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from auditor.compiled import inlined

LONGEST = 16  #: bytes; longer words go to the library, one by one

_SECRET = bytes.fromhex(
    "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221b8084674f743248e"
)
_S32 = np.frombuffer(_SECRET, "<u4").astype(np.uint64)
_S64 = np.frombuffer(_SECRET, "<u8").astype(np.uint64)
_FLIP_3 = _S32[0] ^ _S32[1]
_FLIP_8 = _S64[1] ^ _S64[2]
_FLIP_16_LOW = _S64[3] ^ _S64[4]
_FLIP_16_HIGH = _S64[5] ^ _S64[6]
_PRIME_2 = np.uint64(0xC2B2AE3D27D4EB4F)
_PRIME_3 = np.uint64(0x165667B19E3779F9)
_PRIME_MX1 = np.uint64(0x165667919E3779F9)
_PRIME_MX2 = np.uint64(0x9FB21C651E98DF25)
_U32 = np.uint64(0xFFFFFFFF)
_8, _16, _24, _28, _29, _32, _33, _35, _37 = (np.uint64(bits) for bits in (8, 16, 24, 28, 29, 32, 33, 35, 37))


@inlined
def hash_slice(data: NDArray[np.uint8], start: int, length: int) -> np.uint64:
    """xxh3_64 of ``data[start : start + length]``, 1 to 16 bytes."""
    size = np.uint64(length)
    if length <= 3:
        first, middle = np.uint64(data[start]), np.uint64(data[start + (length >> 1)])
        out = (first << _16) | (middle << _24) | np.uint64(data[start + length - 1]) | (size << _8)
        out ^= _FLIP_3
        out ^= out >> _33
        out *= _PRIME_2
        out ^= out >> _29
        out *= _PRIME_3
        return np.uint64(out ^ (out >> _32))
    if length <= 8:
        out = _number(data, start + length - 4, 4) + (_number(data, start, 4) << _32)
        out ^= _FLIP_8
        out ^= _turned(out, 49) ^ _turned(out, 24)
        out *= _PRIME_MX2
        out ^= (out >> _35) + size
        out *= _PRIME_MX2
        return np.uint64(out ^ (out >> _28))
    low = _number(data, start, 8) ^ _FLIP_16_LOW
    high = _number(data, start + length - 8, 8) ^ _FLIP_16_HIGH
    out = size + _swapped(low) + high + _folded_product(low, high)
    out ^= out >> _37
    out *= _PRIME_MX1
    return np.uint64(out ^ (out >> _32))


@inlined
def _number(data: NDArray[np.uint8], start: int, length: int) -> np.uint64:
    """The little-endian number of some bytes."""
    out = np.uint64(0)
    for at in range(length):
        out |= np.uint64(data[start + at]) << np.uint64(8 * at)
    return out


@inlined
def _swapped(value: np.uint64) -> np.uint64:
    """The number with its bytes in reverse order."""
    out = np.uint64(0)
    for at in range(8):
        out |= ((value >> np.uint64(8 * at)) & np.uint64(255)) << np.uint64(56 - 8 * at)
    return out


@inlined
def _turned(value: np.uint64, bits: int) -> np.uint64:
    return (value << np.uint64(bits)) | (value >> np.uint64(64 - bits))


@inlined
def _folded_product(left: np.uint64, right: np.uint64) -> np.uint64:
    """Lower xor upper half of the 128-bit product."""
    low_low = (left & _U32) * (right & _U32)
    high_low = (left >> _32) * (right & _U32)
    low_high = (left & _U32) * (right >> _32)
    cross = (low_low >> _32) + (high_low & _U32) + low_high
    upper = (high_low >> _32) + (cross >> _32) + (left >> _32) * (right >> _32)
    return upper ^ ((cross << _32) | (low_low & _U32))
