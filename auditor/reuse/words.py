"""Hashes of the words of many texts at the speed of an index.

Filing an article needs only the hashes of its words, not the words or their places. Here whole
batches of texts are cut into words and hashed as bytes, by compiled loops. Whatever is not plain, such as an
abbreviation with full stops or an accented letter, is given to the tokeniser of ``auditor.text``
piece by piece; a text with characters that cleaning might change takes the full way. The hashes
are always those of ``tokenize(clean(text)).hashes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

import numpy as np
import xxhash

from auditor.model import CleanText
from auditor.reuse import cutting, letters
from auditor.reuse.cutting import Bytes, Hashes, Places
from auditor.reuse.xxh3 import LONGEST
from auditor.text import broken, clean, mojibake, tokenize
from auditor.text.tokens import CONTRACTED

_BATCH = 800_000  # characters worked on at once: many share the price of a call, and few are in memory
_MOST = 200_000  # pieces remembered
_MARGIN = 2  # blanks before the first text
_ENTITY = re.compile("&[#A-Za-z0-9]*;")
_SPACED = re.compile(r" [^\W\d_] [^\W\d_] ")


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """Texts one after another, with blanks between and around them."""

    texts: Sequence[str]
    bounds: Places  #: where each text begins, and one more
    small: bytes  #: the texts in Latin-1 and small letters
    kinds: Bytes  #: class of each character

    def owners(self, places: Places) -> Places:
        """Number of the text that holds each of *places*."""
        return self.bounds.searchsorted(places, "right") - 1


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
        plain = [letters.latin_view(text) if cleaned else letters.latin(text) for text in texts]
        bounds = np.array(list(accumulate((len(part) + 1 for part in plain), initial=_MARGIN)), np.int64)
        data = b" " * _MARGIN + b"\n".join(plain) + b"\n" + b" " * LONGEST
        laid = _Laid(texts, bounds, data.lower(), np.frombuffer(data.translate(letters.classes()), np.uint8))
        places, hashes = self._words(laid)
        cuts = places.searchsorted(bounds).tolist()
        found = [hashes[low:high] for low, high in pairwise(cuts)]
        if not cleaned and (odd := sorted(_odd_texts(laid, plain))):
            views = [clean(texts[number]).text for number in odd]
            for number, better in zip(odd, self._batch(views, cleaned=True), strict=True):
                found[number] = better
        return found

    def _words(self, laid: _Laid) -> tuple[Places, Hashes]:
        """Where each word starts, ascending, and its hash."""
        small = np.frombuffer(laid.small, np.uint8)
        starts, hashes, odd, long, ends = cutting.cut(small, laid.kinds, *_contractions())
        for word, start, end in zip(long.tolist(), starts[long].tolist(), ends.tolist(), strict=True):
            hashes[word] = xxhash.xxh3_64_intdigest(laid.small[start:end])
        return self._mended(laid, np.sort(odd), starts, hashes) if len(odd) else (starts, hashes)

    def _mended(self, laid: _Laid, odd: Places, starts: Places, hashes: Hashes) -> tuple[Places, Hashes]:
        """The words, with those of the pieces at the *odd* places as the tokeniser reads them."""
        firsts, ends = cutting.pieces(laid.kinds, odd)
        owners = laid.owners(firsts)
        offsets = laid.bounds[owners]
        spots = zip(owners.tolist(), (firsts - offsets).tolist(), (ends - offsets).tolist(), strict=True)
        counts, better = self._look_up([laid.texts[owner][first:end] for owner, first, end in spots])
        return cutting.replaced(starts, hashes, firsts, ends, counts, better)

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
            counts = tokens.starts.searchsorted(ends)
            self._starts = np.concatenate([self._starts, counts + len(self._hashes)])
            self._hashes = np.concatenate([self._hashes, tokens.hashes])
        numbers = np.fromiter(map(known.__getitem__, pieces), np.int64, len(pieces))
        first = self._starts[numbers]
        sizes = self._starts[numbers + 1] - first
        return sizes, self._hashes[_ranges(first, sizes)]


def _ranges(firsts: Places, sizes: Places) -> Places:
    """The numbers from each of *firsts* on, one range after another."""
    ends: Places = sizes.cumsum()
    out = (firsts - ends + sizes).repeat(sizes)
    out += np.arange(len(out))
    return out


@cache
def _contractions() -> tuple[Hashes, Hashes]:
    """Words with "'s" that are words of their own: ascending hashes without it, and those of the whole."""
    pairs = sorted(tuple(map(xxhash.xxh3_64_intdigest, (word[:-2].encode(), word.encode()))) for word in CONTRACTED)
    return np.array([pair[0] for pair in pairs], np.uint64), np.array([pair[1] for pair in pairs], np.uint64)


def _odd_texts(laid: _Laid, plain: Sequence[bytes]) -> set[int]:
    """Numbers of the texts that cleaning might change."""
    texts = laid.texts
    odd = set()
    for number, (text, form) in enumerate(zip(texts, plain, strict=True)):
        if (text and not form) or (b"&" in form and _ENTITY.search(text)):
            odd.add(number)
    found, why = cutting.suspects(laid.kinds)
    if not len(found):
        return odd
    odd |= set(laid.owners(found[why == cutting.FOREIGN]).tolist())
    odd |= _matching(laid, found[why == cutting.MISREAD], mojibake.PATTERN)
    torn = _matching(laid, found[why == cutting.BARE], broken.BARE, spaced=True) - odd
    odd |= {number for number in torn if broken.spaces_inside(_spaced(texts[number]).replace("—", "–"))}
    lonely = set(laid.owners(found[why == cutting.LONE]).tolist()) - odd
    return odd | {number for number in lonely if _SPACED.search(_spaced(texts[number]))}


def _spaced(text: str) -> str:
    return text.replace("\xa0", " ")


def _matching(laid: _Laid, places: Places, pattern: re.Pattern[str], *, spaced: bool = False) -> set[int]:
    """Numbers of the texts where *pattern* matches at one of *places*; with *spaced*, spaces that do not break do."""
    if not len(places):
        return set()
    owners = laid.owners(places)
    offsets = places - laid.bounds[owners]
    found = set()
    text, last = "", -1
    for owner, at in zip(owners.tolist(), offsets.tolist(), strict=True):
        if owner != last:
            text, last = _spaced(laid.texts[owner]) if spaced else laid.texts[owner], owner
        if at >= 0 and owner not in found and pattern.match(text, at):
            found.add(owner)
    return found
