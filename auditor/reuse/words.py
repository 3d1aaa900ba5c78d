"""Hashes of a text's words at the speed of an index: the words of ``auditor.text``, nothing else.

Filing an article needs only the hashes of its words, not their places. In ordinary text (ASCII
letters and everyday typography) what a word is depends on nothing beyond the blanks around it,
so each distinct piece between blanks is tokenised once and remembered. Any other text takes the
full way; both give the same hashes.
"""

from __future__ import annotations

import re
import sys
from functools import cache

import numpy as np
import xxhash
from numpy.typing import NDArray

from auditor.text import clean, mojibake, tokenize

_ENTITY = re.compile("&[#A-Za-z0-9]*;")
_SPACED = re.compile(r" [^\W\d_] [^\W\d_] ")
_EDGES = "\"'()[],.;:!?\u2018\u2019\u201c\u201d\u2026"
_MOST = 400_000  # pieces remembered, about 60 MB
_LAST = 0x2030
_ACCENTED = "".join(map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100)))) + "ĆćČčĞğİıŁłŞşŠšŽž"
_EVERYDAY = "\t\n\xa0£§©®°–—‘’“”•…" + _ACCENTED


@cache
def _ordinary() -> NDArray[np.bool_]:
    """Which code points are everyday text; the last entry stands for all beyond the table."""
    table = np.zeros(_LAST + 1, np.bool_)
    table[0x20:0x7F] = True
    table[[ord(char) for char in _EVERYDAY]] = True
    return table


def _unusual(text: str) -> bool:
    """Whether *text* needs the full way: other characters, entities, misread UTF-8, s p a c i n g."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not _ordinary()[np.minimum(points, _LAST)].all():
        return True
    if "&" in text and _ENTITY.search(text):
        return True
    blank = points == ord(" ")
    if (blank[:-4] & blank[2:-2] & blank[4:]).any() and _SPACED.search(text):
        return True
    accented = (points >= 0xC0) & (points <= 0xFF)
    return bool(accented.any()) and mojibake.PATTERN.search(text) is not None


class WordHasher:
    """Turns texts into word hashes; remembers pieces it has seen, which only saves time."""

    __slots__ = ("_pieces",)

    def __init__(self) -> None:
        self._pieces: dict[str, bytes] = {}

    def __call__(self, text: str) -> NDArray[np.uint64]:
        """The same as ``tokenize(clean(text)).hashes``: shape (words,)."""
        if _unusual(text):
            return tokenize(clean(text)).hashes
        pieces = text.split()
        known = self._pieces
        found = list(map(known.get, pieces))
        if None in found:
            self._learn([piece for piece, seen in zip(pieces, found, strict=True) if seen is None])
            found = list(map(known.get, pieces))
        hashes = np.frombuffer(b"".join(found), np.uint64)  # type: ignore[arg-type] # all are known now
        if len(known) > _MOST:
            known.clear()
        return hashes

    def _learn(self, pieces: list[str]) -> None:
        rest = []
        for piece in dict.fromkeys(pieces):
            core = piece.strip(_EDGES)
            if core.isascii() and core.isalpha():
                self._pieces[piece] = xxhash.xxh3_64_intdigest(core.lower().encode()).to_bytes(8, sys.byteorder)
            else:
                rest.append(piece)
        if not rest:
            return
        tokens = tokenize(clean("\n".join(rest)))
        starts = np.cumsum([0, *(len(piece) + 1 for piece in rest)])
        bounds = np.searchsorted(tokens.starts, starts).tolist()
        for piece, first, end in zip(rest, bounds, bounds[1:], strict=False):
            self._pieces[piece] = tokens.hashes[first:end].tobytes()
