"""Hashes of the words of many texts at the speed of an index.

Filing an article needs only the hashes of its words, not the words or their places. Here whole
batches of texts are cut into words and hashed as byte arrays. Whatever is not plain, such as an
inner apostrophe, a decimal point or an accented letter, is given to the tokeniser of
``auditor.text`` piece by piece; a text with characters that cleaning might change takes the full
way. The hashes are always those of ``tokenize(clean(text)).hashes``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
import xxhash
from numpy.typing import NDArray

from auditor.model import CleanText
from auditor.reuse.postings import word_bits
from auditor.reuse.xxh3 import LONGEST, hash_slices
from auditor.text import clean, mojibake, tokenize

Hashes = NDArray[np.uint64]

_BATCH = 200_000  # characters worked on at once
_MOST = 200_000  # pieces remembered
#: As in ``auditor.text.broken``: bits of rare and of common words, and places that make a text suspect.
_RARE, _COMMON, _BREAKS = 18, 16, 3
_ENTITY = re.compile("&[#A-Za-z0-9]*;")
_SPACED = re.compile(r" [^\W\d_] [^\W\d_] ")
#: Everyday typography and what stands for it here: it separates words, or joins like this.
_TYPOGRAPHY = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": ".", "•": "*"}
_BLANK, _MARK, _DIGIT, _LETTER, _ACCENTED, _STRANGE = range(6)


@cache
def _classes() -> NDArray[np.uint8]:
    """The class of each Latin-1 character."""
    table = np.full(256, _STRANGE, np.uint8)
    table[0x20:0x7F] = _MARK
    for char in map(chr, range(0x20, 0x7F)):
        if char.isalpha():
            table[ord(char)] = _LETTER
        elif char.isdigit():
            table[ord(char)] = _DIGIT
    table[[ord(char) for char in "\t\n \xa0"]] = _BLANK
    table[[ord(char) for char in "£§©®°"]] = _MARK
    table[0xC0:] = _ACCENTED
    table[[0xD7, 0xF7]] = _STRANGE
    table[0x60] = _STRANGE  # a grave accent is an apostrophe in some texts
    return table


class WordHasher:
    """Turns texts into word hashes. It remembers odd pieces it has seen, which only saves time."""

    __slots__ = ("_pieces",)

    def __init__(self) -> None:
        self._pieces: dict[str, Hashes] = {}

    def __call__(self, text: str) -> Hashes:
        """The same as ``tokenize(clean(text)).hashes``: shape (words,)."""
        return next(self.many((text,)))

    def many(self, texts: Iterable[str]) -> Iterator[Hashes]:
        """The hashes of each text, in order; texts are read in batches of some dozens."""
        batch: list[str] = []
        size = 0
        for text in texts:
            batch.append(text)
            size += len(text)
            if size >= _BATCH:
                yield from self._batch(batch)
                batch, size = [], 0
        yield from self._batch(batch)

    def _batch(self, texts: Sequence[str], *, cleaned: bool = False) -> list[Hashes]:
        plain = [_latin_view(text) if cleaned else _latin(text) for text in texts]
        lengths = np.array([len(data) + 1 for data in plain], np.int64)
        data = b"\n".join((*plain, bytes([32] * LONGEST)))
        bounds = np.concatenate([[0], np.cumsum(lengths)])
        classes = _classes()[np.frombuffer(data, np.uint8)]
        places, hashes, broken = self._words(texts, data, classes, bounds)
        odd = set() if cleaned else self._odd_texts(texts, plain, data, classes, bounds) | broken
        cuts = np.searchsorted(places, bounds).tolist()
        found = [hashes[low:high] for low, high in pairwise(cuts)]
        if odd:
            numbers = sorted(odd)
            views = [clean(texts[number]).text for number in numbers]
            for number, better in zip(numbers, self._batch(views, cleaned=True), strict=True):
                found[number] = better
        return found

    @staticmethod
    def _odd_texts(
        texts: Sequence[str], plain: Sequence[bytes], data: bytes, classes: NDArray[np.uint8], bounds: NDArray[np.int64]
    ) -> set[int]:
        """Numbers of the texts that cleaning might change."""
        strange = np.searchsorted(bounds, np.flatnonzero(classes == _STRANGE), "right") - 1
        odd = set(strange.tolist())
        accented = np.searchsorted(bounds, np.flatnonzero(classes == _ACCENTED), "right") - 1
        odd |= {text for text in np.unique(accented).tolist() if mojibake.PATTERN.search(texts[text])}
        blank = np.frombuffer(data, np.uint8) == ord(" ")
        letter = (classes == _LETTER) | (classes == _ACCENTED)
        spaced = np.flatnonzero(blank[:-4] & letter[1:-3] & blank[2:-2] & letter[3:-1] & blank[4:])
        spaced = np.searchsorted(bounds, spaced, "right") - 1
        odd |= {text for text in np.unique(spaced).tolist() if text < len(texts) and _SPACED.search(texts[text])}
        for number, (text, form) in enumerate(zip(texts, plain, strict=True)):
            if (not form and text) or ("&" in text and _ENTITY.search(text)):
                odd.add(number)
        return odd

    def _words(
        self, texts: Sequence[str], data: bytes, classes: NDArray[np.uint8], bounds: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], Hashes, set[int]]:
        """Where each word starts in *data*, ascending, its hash, and texts with words in pieces."""
        solid = (classes >= _DIGIT) & (classes <= _ACCENTED)
        edges = np.flatnonzero(solid[1:] != solid[:-1]) + 1
        if solid[0]:
            edges = np.concatenate([[0], edges])
        starts, ends = edges[::2], edges[1::2]
        odd = [_joints(data, classes), np.flatnonzero(classes == _ACCENTED), starts[ends - starts > LONGEST]]
        pieces, piece_ends = _pieces(classes, np.concatenate(odd))
        found = np.zeros(len(data), np.uint64)
        there = np.zeros(len(data), np.bool_)
        inside = np.zeros(len(data) + 1, np.int8)
        inside[pieces] = 1
        inside[piece_ends] -= 1
        usual = np.cumsum(inside[:-1], dtype=np.int8)[starts] == 0
        starts, ends = starts[usual], ends[usual]
        low = data.lower()
        plain = hash_slices(low, starts, ends - starts)
        found[starts] = plain
        there[starts] = True
        breaks = _breaks(data, low, starts, ends, word_bits(plain))
        count = np.bincount(np.searchsorted(bounds, breaks, "right") - 1, minlength=len(texts))
        owners = np.searchsorted(bounds, pieces, "right") - 1
        spots = zip(
            owners.tolist(), (pieces - bounds[owners]).tolist(), (piece_ends - bounds[owners]).tolist(), strict=True
        )
        strings = [texts[owner][first:end] for owner, first, end in spots]
        for place, hashes in zip(pieces.tolist(), self._look_up(strings), strict=True):
            found[place : place + len(hashes)] = hashes
            there[place : place + len(hashes)] = True
        places = np.flatnonzero(there)
        return places, found[places], set(np.flatnonzero(count >= _BREAKS).tolist())

    def _look_up(self, pieces: Sequence[str]) -> list[Hashes]:
        known = self._pieces
        if len(known) > _MOST:
            known.clear()
        new = list(dict.fromkeys(piece for piece in pieces if piece not in known))
        if new:
            text = "\n".join(new)
            places = np.arange(len(text), dtype=np.int32)
            tokens = tokenize(CleanText(text, places, places + np.int32(1)))
            starts = np.cumsum([0, *(len(piece) + 1 for piece in new)])
            cuts = np.searchsorted(tokens.starts, starts).tolist()
            for piece, (first, end) in zip(new, pairwise(cuts), strict=False):
                known[piece] = tokens.hashes[first:end].copy()
        return [known[piece] for piece in pieces]


def _latin(text: str) -> bytes:
    """One Latin-1 character for each of *text*; nothing if it has others than everyday ones."""
    if not text.isascii():
        for char, plain in _TYPOGRAPHY.items():
            text = text.replace(char, plain)
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return b""


def _latin_view(text: str) -> bytes:
    """The same for a clean view, of which any character is welcome."""
    if not text.isascii() or "`" in text or "\r" in text:
        text = text.translate({ord(char): _stand_in(char) for char in frozenset(text)})
    return text.encode("latin-1")


@lru_cache(maxsize=4096)
def _stand_in(char: str) -> str:
    """A Latin-1 character of the class that *char* has for words."""
    if char in _TYPOGRAPHY:
        return _TYPOGRAPHY[char]
    if char.isspace():
        return "\n" if char == "\n" else " "
    if " " <= char <= "~":
        return "*" if char == "`" else char
    plain = char < "\u0e00" or "\u2000" <= char < "\u2c00"
    return "*" if plain and unicodedata.category(char)[0] in "PSZC" else "\xc0"


def _joints(data: bytes, classes: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Marks between letters or digits that may make one word of what they join."""
    view = np.frombuffer(data, np.uint8)
    places = np.flatnonzero(classes[1:-1] == _MARK) + 1
    left, right = classes[places - 1], classes[places + 1]
    kept = (left >= _DIGIT) & (right >= _DIGIT)
    places, left, right = places[kept], left[kept], right[kept]
    mark = view[places]
    joins = mark == ord("'")
    joins |= (mark == ord(".")) & ((left == _DIGIT) == (right == _DIGIT))
    joins |= (mark == ord(",")) & (left == _DIGIT) & (right == _DIGIT)
    joins |= (mark == ord("-")) & (left != _DIGIT) & (right == _DIGIT)
    joints: NDArray[np.int64] = places[joins]
    return joints


def _breaks(
    data: bytes, low: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64], bits: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Starts of words that may be one broken by a space with the next, as "mini ster".

    A superset of what cleaning takes for such places, so that no text is spared wrongly.
    """
    view = np.frombuffer(data, np.uint8)
    first = view[starts]
    rare = (first >= ord("a")) & (bits > _RARE)
    rare |= (ends - starts == 1) & (first >= ord("b")) & (first != ord("i"))
    apart = (starts[1:] - ends[:-1] == 1) & (view[ends[:-1]] == ord(" ")) & (rare[1:] | rare[:-1])
    places = np.flatnonzero(apart)
    spans = zip(starts[places].tolist(), ends[places].tolist(), ends[places + 1].tolist(), strict=True)
    joined = [low[start:end] + low[end + 1 : stop] for start, end, stop in spans]
    whole = word_bits(np.array([xxhash.xxh3_64_intdigest(word) for word in joined], np.uint64)) <= _COMMON
    return starts[places[whole | (rare[places] & rare[places + 1])]]


def _pieces(classes: NDArray[np.uint8], places: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and ends of the stretches between blanks that hold *places*, each once, ascending."""
    blanks = np.concatenate([[-1], np.flatnonzero(classes == _BLANK)])
    number = np.unique(np.searchsorted(blanks, places) - 1)
    return blanks[number] + 1, blanks[number + 1] if len(number) else blanks[:0]
