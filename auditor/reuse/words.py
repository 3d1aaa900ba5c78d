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
from numpy.typing import NDArray

from auditor.model import CleanText
from auditor.reuse.xxh3 import LONGEST, hash_slices
from auditor.text import broken, clean, mojibake, tokenize

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

_BATCH = 200_000  # characters worked on at once
_MOST = 200_000  # pieces remembered
_ENTITY = re.compile("&[#A-Za-z0-9]*;")
_SPACED = re.compile(r" [^\W\d_] [^\W\d_] ")
#: Everyday typography and what stands for it here: it separates words, or joins like this.
_TYPOGRAPHY = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": ".", "•": "*"}
_BLANK, _MARK, _DIGIT, _CONSONANT, _LETTER, _ACCENTED, _STRANGE = range(7)


@cache
def _classes() -> bytes:
    """The class of each Latin-1 character. Small consonants are set apart from other letters."""
    table = bytearray([_STRANGE] * 256)
    for char in map(chr, range(0x20, 0x7F)):
        table[ord(char)] = _LETTER if char.isalpha() else _DIGIT if char.isdigit() else _MARK
    for chars, kind in (("bcdfghjklmnpqrstvwxz", _CONSONANT), ("\t\n \xa0", _BLANK), ("£§©®°", _MARK)):
        for char in chars:
            table[ord(char)] = kind
    table[0xC0:] = bytes([_ACCENTED] * 0x40)
    for char in "×÷`":  # a grave accent is an apostrophe in some texts
        table[ord(char)] = _STRANGE
    return bytes(table)


class WordHasher:
    """Turns texts into word hashes. It remembers odd pieces it has seen, which only saves time."""

    __slots__ = ("_hashes", "_numbers", "_starts")

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._numbers: dict[str, int] = {}
        self._starts = np.zeros(1, np.int64)  # by number of a piece, and one more: where its hashes begin
        self._hashes = np.empty(0, np.uint64)

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
        if batch:
            yield from self._batch(batch)

    def _batch(self, texts: Sequence[str], *, cleaned: bool = False) -> list[Hashes]:
        plain = [_latin_view(text) if cleaned else _latin(text) for text in texts]
        bounds = np.cumsum([0, *(len(part) + 1 for part in plain)])
        data = b"\n".join((*plain, bytes([32] * LONGEST)))
        classes = np.frombuffer(data.translate(_classes()), np.uint8)
        solid = (classes >= _DIGIT) & (classes <= _ACCENTED)
        edges = np.flatnonzero(solid[1:] != solid[:-1]) + 1
        if solid[0]:
            edges = np.concatenate([[0], edges])
        starts, ends = edges[::2], edges[1::2]
        places, hashes = self._words(texts, data, classes, bounds, starts, ends)
        cuts = np.searchsorted(places, bounds).tolist()
        found = [hashes[low:high] for low, high in pairwise(cuts)]
        if not cleaned and (odd := sorted(_odd_texts(texts, plain, classes, bounds, starts, ends))):
            views = [clean(texts[number]).text for number in odd]
            for number, better in zip(odd, self._batch(views, cleaned=True), strict=True):
                found[number] = better
        return found

    def _words(
        self,
        texts: Sequence[str],
        data: bytes,
        classes: NDArray[np.uint8],
        bounds: Places,
        starts: Places,
        ends: Places,
    ) -> tuple[Places, Hashes]:
        """Where each word starts in *data*, ascending, and its hash."""
        odd = [_joints(data, classes), np.flatnonzero(classes == _ACCENTED), starts[ends - starts > LONGEST]]
        pieces, piece_ends = _pieces(classes, np.concatenate(odd))
        inside = np.zeros(len(starts) + 1, np.int64)
        np.add.at(inside, np.searchsorted(starts, pieces), 1)
        np.subtract.at(inside, np.searchsorted(starts, piece_ends), 1)
        usual = np.cumsum(inside[:-1]) == 0
        starts, ends = starts[usual], ends[usual]
        found = np.zeros(len(data), np.uint64)
        there = np.zeros(len(data), np.bool_)
        found[starts] = hash_slices(data.lower(), starts, ends - starts)
        there[starts] = True
        if len(pieces):
            owners = np.searchsorted(bounds, pieces, "right") - 1
            offsets = bounds[owners]
            spots = zip(owners.tolist(), (pieces - offsets).tolist(), (piece_ends - offsets).tolist(), strict=True)
            counts, hashes = self._look_up([texts[owner][first:end] for owner, first, end in spots])
            # The hashes of a piece are put side by side from its start on, one a character.
            targets = np.repeat(pieces - (np.cumsum(counts) - counts), counts) + np.arange(len(hashes))
            found[targets] = hashes
            there[targets] = True
        places = np.flatnonzero(there)
        return places, found[places]

    def _look_up(self, pieces: Sequence[str]) -> tuple[Places, Hashes]:
        """Words in each piece, and the hashes of all one after another."""
        if len(self._numbers) > _MOST:
            self._forget()
        known = self._numbers
        new = list(dict.fromkeys(piece for piece in pieces if piece not in known))
        if new:
            text = "\n".join(new)
            places = np.arange(len(text), dtype=np.int32)
            tokens = tokenize(CleanText(text, places, places + np.int32(1)))
            ends = np.cumsum([len(piece) + 1 for piece in new])
            known.update(zip(new, range(len(known), len(known) + len(new)), strict=True))
            counts = np.searchsorted(tokens.starts, ends)
            self._starts = np.concatenate([self._starts, counts + len(self._hashes)])
            self._hashes = np.concatenate([self._hashes, tokens.hashes])
        numbers = np.fromiter(map(known.__getitem__, pieces), np.int64, len(pieces))
        first = self._starts[numbers]
        sizes = self._starts[numbers + 1] - first
        where = np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
        return sizes, self._hashes[where + np.arange(len(where))]


def _odd_texts(
    texts: Sequence[str],
    plain: Sequence[bytes],
    classes: NDArray[np.uint8],
    bounds: Places,
    starts: Places,
    ends: Places,
) -> set[int]:
    """Numbers of the texts that cleaning might change."""
    odd = _owners(bounds, np.flatnonzero(classes == _STRANGE))
    spaced = [text.replace("\xa0", " ") for text in texts]
    accented = np.flatnonzero(classes == _ACCENTED)
    odd |= _where(texts, bounds, accented[classes[accented + 1] <= _MARK], mojibake.PATTERN)
    bare = _where(spaced, bounds, _bare(classes, starts) - 1, broken.BARE)
    odd |= {text for text in bare - odd if broken.spaces_inside(spaced[text].replace("—", "–"))}
    lone = starts[(ends - starts == 1) & (classes[starts] != _DIGIT)]
    lonely = _owners(bounds, lone[1:][lone[1:] - lone[:-1] == 2])
    odd |= {text for text in lonely - odd if _SPACED.search(spaced[text])}
    for number, (text, form) in enumerate(zip(texts, plain, strict=True)):
        if (not form and text) or ("&" in text and _ENTITY.search(text)):
            odd.add(number)
    return odd


def _where(texts: Sequence[str], bounds: Places, places: Places, pattern: re.Pattern[str]) -> set[int]:
    """Numbers of the texts where *pattern* matches at one of *places*."""
    owners = np.searchsorted(bounds, places, "right") - 1
    spots = zip(owners.tolist(), (places - bounds[owners]).tolist(), strict=True)
    return {owner for owner, at in spots if pattern.match(texts[owner], at)}


def _owners(bounds: Places, places: Places) -> set[int]:
    """Numbers of the texts that hold *places*."""
    return set((np.searchsorted(bounds, places, "right") - 1).tolist()) if len(places) else set()


def _bare(classes: NDArray[np.uint8], starts: Places) -> Places:
    """Words of small consonants only, after a blank: where there are some, words may be broken."""
    at = starts[classes[starts] == _CONSONANT]
    at = at[(at > 0) & (classes[at - 1] == _BLANK)]
    heads = at
    found = []
    while len(at):
        at = at + 1
        after = classes[at]
        found.append(heads[after < _DIGIT])
        going = after == _CONSONANT
        at, heads = at[going], heads[going]
    return np.concatenate(found) if found else at


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


def _pieces(classes: NDArray[np.uint8], places: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and ends of the stretches between blanks that hold *places*, each once, ascending."""
    blanks = np.concatenate([[-1], np.flatnonzero(classes == _BLANK)])
    number = np.unique(np.searchsorted(blanks, places) - 1)
    return blanks[number] + 1, blanks[number + 1] if len(number) else blanks[:0]
