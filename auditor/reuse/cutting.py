"""Loops that cut texts into words by the class of each character, see :mod:`letters`.

Characters and words are told by their places in one array, in which the texts follow one another with blanks
between and around them. What is not plain is told apart, for others to decide.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from auditor.compiled import compiled, inlined
from auditor.reuse import letters
from auditor.reuse.xxh3 import LONGEST, hash_slice

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]
Bytes = NDArray[np.uint8]

# Compiled loops know plain numbers only.
_BLANK, _APOSTROPHE, _STOP, _COMMA, _DASH = (
    letters.BLANK,
    letters.APOSTROPHE,
    letters.STOP,
    letters.COMMA,
    letters.DASH,
)
_DIGIT, _CONSONANT, _ACCENTED, _STRANGE = letters.DIGIT, letters.CONSONANT, letters.ACCENTED, letters.STRANGE
_JOINS, _ODD, _POINT = 1, 2, 4
_S = ord("s")
FOREIGN, MISREAD, BARE, LONE = 1, 2, 3, 4  #: what :func:`suspects` may have found


@compiled("kinds")
def cut(small: Bytes, kinds: Bytes, without: Hashes, whole: Hashes) -> tuple[Places, Hashes, Places, Places, Places]:
    """Where words start, ascending, and their hashes; places that need a closer look; long words and their ends.

    *small* are the characters in small letters, *kinds* their classes. Words with "'s" lose it, but for those
    whose hash without it is in *without*: they have the hash in *whole*.
    Long words are told by their number and have no hash.
    """
    size = len(kinds)
    starts, hashes = np.empty(size // 2 + 1, np.int64), np.empty(size // 2 + 1, np.uint64)
    long, ends = np.empty(size // LONGEST + 1, np.int64), np.empty(size // LONGEST + 1, np.int64)
    odd = np.empty(size, np.int64)
    words = odds = longs = 0
    at = 1
    while at < size - LONGEST:
        if kinds[at] < _DIGIT:
            at += 1
            continue
        start = at
        joint, pointed = _JOINS, 0
        while joint & _JOINS:
            while _DIGIT <= kinds[at] < _ACCENTED:
                at += 1
            joint = _joint(kinds, at)
            if joint & _ODD:
                odd[odds] = at
                odds += 1
            pointed |= joint & _POINT
            at += joint & _JOINS
        if pointed and kinds[start] != _DIGIT:
            odd[odds] = start  # the decimal point is dropped from it
            odds += 1
        owned = small[at - 1] == _S and kinds[at - 2] == _APOSTROPHE and at - 2 > start
        end = at - 2 if owned else at
        starts[words] = start
        if end - start > LONGEST:
            long[longs], ends[longs] = words, end
            longs += 1
        else:
            hashes[words] = hash_slice(small, start, end - start)
            if owned:
                hashes[words] = _contracted(hashes[words], without, whole)
        words += 1
    return starts[:words], hashes[:words], odd[:odds], long[:longs], ends[:longs]


@inlined
def _joint(kinds: Bytes, at: int) -> int:
    """What the character after part of a word does: it JOINS the word, is ODD, or is a decimal POINT, as bits."""
    kind, before, after = kinds[at], kinds[at - 1], kinds[at + 1]
    if kind >= _DIGIT:
        return _JOINS | _ODD if kind == _ACCENTED else _JOINS
    if before < _DIGIT or after < _DIGIT:
        return 0
    if kind == _APOSTROPHE:
        return _JOINS
    if before == _DIGIT and after == _DIGIT:
        return _JOINS | _POINT if kind == _STOP else _JOINS if kind == _COMMA else 0
    if kind == _DASH:
        return _ODD if after == _DIGIT else 0
    # "U.S.", not the end of a sentence without a space
    lone = kinds[at - 2] < _DIGIT and kinds[at + 2] < _DIGIT
    return _ODD if kind == _STOP and lone and _DIGIT not in (before, after) else 0


@inlined
def _contracted(found: np.uint64, without: Hashes, whole: Hashes) -> np.uint64:
    for at in range(len(without)):
        if without[at] == found:
            return np.uint64(whole[at])
    return found


@compiled("odd")
def pieces(kinds: Bytes, odd: Places) -> tuple[Places, Places]:
    """Starts and ends of the stretches between blanks that hold *odd* places (ascending), each once."""
    firsts, ends = np.empty(len(odd), np.int64), np.empty(len(odd), np.int64)
    count = 0
    for place in odd:
        if count and place < ends[count - 1]:
            continue
        first = last = place
        while kinds[first - 1] != _BLANK:
            first -= 1
        while kinds[last] != _BLANK:
            last += 1
        firsts[count], ends[count] = first, last
        count += 1
    return firsts[:count], ends[:count]


@compiled("starts")
def replaced(
    starts: Places, hashes: Hashes, firsts: Places, ends: Places, counts: Places, better: Hashes
) -> tuple[Places, Hashes]:
    """The words, where those between *firsts* and *ends* are as many as *counts* says, with the hashes *better*.

    The words of a piece are said to stand side by side, as many characters as words from its start on.
    """
    size = len(starts) + len(better)
    where, out = np.empty(size, np.int64), np.empty(size, np.uint64)
    word = taken = filled = 0
    for piece in range(len(firsts)):
        while word < len(starts) and starts[word] < firsts[piece]:
            where[filled], out[filled] = starts[word], hashes[word]
            filled += 1
            word += 1
        for number in range(counts[piece]):
            where[filled], out[filled] = firsts[piece] + number, better[taken]
            filled += 1
            taken += 1
        while word < len(starts) and starts[word] < ends[piece]:
            word += 1
    while word < len(starts):
        where[filled], out[filled] = starts[word], hashes[word]
        filled += 1
        word += 1
    return where[:filled], out[:filled]


@compiled("kinds")
def suspects(kinds: Bytes) -> tuple[Places, Bytes]:
    """Places that cleaning might change, ascending, and what is suspected of each.

    FOREIGN characters; an accented letter that may be MISREAD; the blank before a word of BARE consonants, where
    words may be broken; the first of two LONE letters.
    """
    found, why = np.empty(2 * len(kinds), np.int64), np.empty(2 * len(kinds), np.uint8)
    count = 0
    for at in range(1, len(kinds) - 3):
        kind, after = kinds[at], kinds[at + 1]
        if _DIGIT <= kind < _ACCENTED and after >= _DIGIT:
            continue  # the quickest way through most of a text
        reason = 0
        if kind == _STRANGE:
            reason = FOREIGN
        elif kind == _ACCENTED and (after < _DIGIT or after == _ACCENTED):
            reason = MISREAD
        elif kind == _BLANK and after == _CONSONANT:
            end = at + 2
            while kinds[end] == _CONSONANT:
                end += 1
            reason = BARE if kinds[end] < _DIGIT else 0
        if reason:
            found[count], why[count] = at, reason
            count += 1
        lone = kind >= _CONSONANT and kinds[at + 2] >= _CONSONANT
        if lone and kinds[at - 1] == _BLANK and after == _BLANK and kinds[at + 3] == _BLANK:
            found[count], why[count] = at, LONE
            count += 1
    return found[:count], why[:count]
