"""Words of a clean view, computed once and shared by every later step.

A word is a run of letters, digits and combining marks with inner apostrophes. "100,000", "3.5",
"S-400" and "U.S." stay whole ("U.S." reads as "us"). The possessive is dropped from the word, not
from its span. Scripts without spaces between words give one token per character.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from itertools import count
from operator import itemgetter

import numpy as np
import xxhash
from numpy.typing import NDArray

from auditor.model import CleanText, Tokens
from auditor.text.abbreviations import LEADING, NUMERIC, OPENERS, words

SPACE, COMMA, COLON, SENTENCE, PARAGRAPH = 0, 1, 2, 3, 4

#: Chinese, Japanese, Thai, Lao, Burmese, Khmer: words are not set apart by spaces.
_NO_SPACES = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u104a\u1050-\u109f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
_NO_SPACES_ANY = re.compile(f"[{_NO_SPACES}]")
#: "it's" is a word of its own, "Kyiv's" is "Kyiv".
CONTRACTED = words(
    "it's he's she's that's what's there's here's who's let's where's how's when's why's this's one's everyone's"
)
#: Abbreviations whose full stop is taken for their own; "no" and "sat" are words too.
_STOPPED = LEADING | (NUMERIC - {"no", "mar", "sat", "sun", "mon", "fri"})
#: Words that may have more traits than the case of their first letter.
_TELLING = _STOPPED | OPENERS
_PLAIN = r"[^\W_]"
#: Traits of a written word, as bits: it starts with a capital; with a small letter; a full stop after it may
#: belong to it; its own last character is a full stop; it is capitalised and often opens a sentence.
_CAPITAL, _SMALL, _STOPS, _DOTTED, _OPENS = 1, 2, 4, 8, 16


def tokenize(clean: CleanText, /) -> Tokens:
    """The words of *clean* with their places in the original text."""
    text = clean.text
    unusual = not text.isascii()
    pattern = _pattern(
        unusual and _NO_SPACES_ANY.search(text) is not None, unusual and _MARKED.search(text) is not None
    )
    parts = pattern.split(text)  # gap, word, gap, …, word, gap
    if len(parts) == 1:
        return _none()
    places = np.cumsum(np.fromiter(map(len, parts), dtype=np.int32, count=len(parts)), dtype=np.int32)
    first, last = places[:-1:2], places[1::2]
    written, ids = _numbered(parts[1::2])
    vocabulary, traits = _read(written)
    encoded = "\n".join(vocabulary).encode("utf-8").split(b"\n")
    digests = np.fromiter(map(xxhash.xxh3_64_intdigest, encoded), np.uint64, len(encoded))
    at = np.fromiter(ids, np.int32, len(ids))
    traits = traits[at]
    breaks = _breaks(parts[2::2], traits)
    # "in the U.S. The": the full stop belongs to the word and ends the sentence as well
    closed = _has(traits[:-1], _DOTTED) & _has(traits[1:], _OPENS)
    breaks[:-1][closed & (breaks[:-1] == SPACE)] = SENTENCE
    return Tokens(
        words=tuple(map(vocabulary.__getitem__, ids)),
        starts=clean.starts[first],
        ends=clean.ends[last - 1],
        hashes=digests[at],
        breaks=breaks,
        capital=_has(traits, _CAPITAL),
    )


def _numbered(strings: list[str]) -> tuple[list[str], list[int]]:
    """The different *strings* in order of first sight, and the number of each one."""
    index: defaultdict[str, int] = defaultdict(count().__next__)
    numbers = list(map(index.__getitem__, strings))
    return list(index), numbers


def _has(traits: NDArray[np.uint8], trait: int) -> NDArray[np.bool_]:
    return np.asarray((traits & trait) > 0, np.bool_)


def _breaks(gaps: list[str], traits: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What each word is followed by, from the text between it and the next."""
    gaps[-1] = "\n\n"  # the text ends
    different, ids = _numbered(gaps)
    at = np.fromiter(ids, np.int32, len(ids))
    kinds = np.array([_gap(gap[:200]) for gap in different], dtype=np.uint8)[at]
    # "Gen. Smith" and "J. Smith" go on; so does a sentence before a small letter
    plain = np.array([gap.strip() == "." and "\n" not in gap for gap in different], dtype=np.bool_)[at]
    goes_on = plain & _has(traits, _STOPS)
    goes_on[:-1] |= plain[:-1] & _has(traits[1:], _SMALL)
    kinds[goes_on] = SPACE
    return kinds


def _gap(gap: str) -> int:
    lines = gap.count("\n") or gap.count("\r")
    if lines > 1:
        return PARAGRAPH
    if any(char in ".!?\u2026\u3002\u0964\u0965\u06d4\u061f\u1362\u104b\u17d4\u0589" for char in gap):
        return SENTENCE
    if lines or any(char in ":;\u061b\u3001\uff1b" for char in gap):
        return COLON
    return COMMA if any(char in ",()[]\u2013\u060c\uff0c" for char in gap) else SPACE


def _read(written: list[str]) -> tuple[list[str], NDArray[np.uint8]]:
    """What each of many different words reads as, and its traits from how it is written."""
    words = "\n".join(written).lower().replace("\u2019", "'").split("\n")
    traits = _cases("".join(map(itemgetter(0), written)))
    telling = [at for at, word in enumerate(words) if word in _TELLING or len(word) == 1 or not word.isalnum()]
    more = []
    for at in telling:
        word = words[at]
        stops = word.rstrip(".") in _STOPPED or (len(word) == 1 and word != "i" and written[at].isupper())
        trait = _STOPS if stops else 0
        if not word.isalnum():
            words[at] = _word(word)
            trait |= _DOTTED * word.endswith(".")
        if words[at] in OPENERS and written[at][0].isupper():
            trait |= _OPENS
        more.append(trait)
    traits[telling] |= np.array(more, np.uint8)
    return list(map(sys.intern, words)), traits


def _cases(initials: str) -> NDArray[np.uint8]:
    """Whether each of *initials* is a capital or a small letter, as traits."""
    if initials.isascii():
        points = np.frombuffer(initials.encode("ascii"), np.uint8)
        capital, small = (points >= ord("A")) & (points <= ord("Z")), (points >= ord("a")) & (points <= ord("z"))
    else:
        capital, small = (
            np.fromiter(map(test, initials), np.bool_, len(initials)) for test in (str.isupper, str.islower)
        )
    return np.where(capital, np.uint8(_CAPITAL), np.where(small, np.uint8(_SMALL), np.uint8(0)))


def _word(word: str) -> str:
    if word.endswith("'s") and word not in CONTRACTED:
        word = word[:-2]
    if "." in word and not word[0].isdigit():
        word = word.replace(".", "")
    return word


def _none() -> Tokens:
    empty = np.empty(0, dtype=np.int32)
    return Tokens((), empty, empty, np.empty(0, np.uint64), np.empty(0, np.uint8), np.empty(0, np.bool_))


@cache
def _pattern(unspaced: bool, marked: bool) -> re.Pattern[str]:  # noqa: FBT001 - which of four patterns
    letter = _letters(unspaced) if unspaced or marked else _PLAIN
    # inner apostrophes; 100,000 and 3.5; S-400 and Covid-19; U.S. and a.m. with their last full stop
    word = (
        rf"{letter}+(?:(?=['\u2019.,-])(?:['\u2019]{letter}+|(?<=[0-9])[.,][0-9]+{letter}*"
        r"|(?<=[A-Za-z])-[0-9]{1,3}[A-Za-z]{0,2}(?![^\W_])"
        r"|(?<=[A-Za-z])(?<![^\W_][A-Za-z])\.[A-Za-z](?![^\W_]))*(?:(?<=\.[A-Za-z])\.(?:['\u2019]s\b)?)?)?"
    )
    return re.compile(f"([{_NO_SPACES}][{_marks()}]*|{word})" if unspaced else f"({word})")


@cache
def _marks() -> str:
    """Combining marks of every script, as ranges of a character class."""
    return _class(_is_mark)


@cache
def _letters(unspaced: bool) -> str:  # noqa: FBT001 - the wider or the narrower class
    own = re.compile(f"[{_NO_SPACES}]") if unspaced else re.compile(r"(?!)")
    return "[" + _class(lambda char: (char.isalnum() or _is_mark(char)) and own.match(char) is None) + "]"


def _is_mark(char: str) -> bool:
    """Whether it is a mark that makes a text one of :data:`_MARKED`: a word is the same whatever stands elsewhere."""
    return unicodedata.category(char) in {"Mn", "Mc"} and _MARKED.match(char) is not None


def _class(belongs: Callable[[str], bool]) -> str:
    ranges: list[list[int]] = []
    for point in range(0x30, 0x1FBFA):
        if not 0xD800 <= point < 0xF900 and belongs(chr(point)):
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1][1] = point
            else:
                ranges.append([point, point])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)


#: Scripts whose vowel signs are marks: a word there is more than letters.
_MARKED = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711-\u074a\u07a6-\u07b0\u0816-\u0963\u0981-\u0e4e\u0eb1-\u1059\u135d-\u1a7f\u1b00-\u1cff\u302a-\u309a\ua66f-\uabed\U00010a01-\U00011fff]"
)
