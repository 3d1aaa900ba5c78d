"""Hashes of the words of many texts at the speed of an index.

Filing an article needs only the hashes of its words, not the words or their places. Here whole
batches of texts are cut into words and hashed as byte arrays. Whatever is not plain, such as an
abbreviation with full stops or an accented letter, is given to the tokeniser of ``auditor.text``
piece by piece; a text with characters that cleaning might change takes the full way. The hashes
are always those of ``tokenize(clean(text)).hashes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import xxhash
from numpy.typing import NDArray

from auditor.model import CleanText
from auditor.reuse import letters
from auditor.reuse.xxh3 import LONGEST, hash_slices
from auditor.text import broken, clean, mojibake, tokenize
from auditor.text.tokens import CONTRACTED

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

_BATCH = 800_000  # characters worked on at once: many share the price of a call, and few are in memory
_MOST = 200_000  # pieces remembered
_BARE = 8  # letters of a word in which a vowel is looked for
_MARGIN = 2  # blanks before the first text
_ENTITY = re.compile("&[#A-Za-z0-9]*;")
_SPACED = re.compile(r" [^\W\d_] [^\W\d_] ")


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """Texts one after another, with blanks between and around them."""

    texts: Sequence[str]
    bounds: Places  #: where each text begins, and one more
    small: bytes  #: the texts in Latin-1 and small letters
    kinds: NDArray[np.uint8]  #: class of each character

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
        bounds = np.cumsum([_MARGIN, *(len(part) + 1 for part in plain)])
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
        solid, odd, points = _joined(laid.kinds)
        edges = _places(solid[1:] != solid[:-1]) + 1
        starts, ends = edges[::2], edges[1::2].copy()
        if len(points):
            odd = np.concatenate([odd, _lettered(laid.kinds, starts, points)])
        owned = _possessives(laid, solid)
        owners = ends.searchsorted(owned)
        ends[owners] -= 2
        lengths = ends - starts
        long = _places(lengths > LONGEST)
        lengths[long] = LONGEST
        hashes = hash_slices(laid.small, starts, lengths)
        if len(owners):
            hashes[owners] = _contracted(hashes[owners])
        spots = zip(starts[long].tolist(), ends[long].tolist(), strict=True)
        hashes[long] = [xxhash.xxh3_64_intdigest(laid.small[start:end]) for start, end in spots]
        return self._mended(laid, odd, starts, hashes) if len(odd) else (starts, hashes)

    def _mended(self, laid: _Laid, odd: Places, starts: Places, hashes: Hashes) -> tuple[Places, Hashes]:
        """The words, with those of the pieces at the *odd* places as the tokeniser reads them."""
        firsts, ends = _pieces(laid.kinds, odd)
        owners = laid.owners(firsts)
        offsets = laid.bounds[owners]
        spots = zip(owners.tolist(), (firsts - offsets).tolist(), (ends - offsets).tolist(), strict=True)
        counts, better = self._look_up([laid.texts[owner][first:end] for owner, first, end in spots])
        low, high = starts.searchsorted(firsts), starts.searchsorted(ends)
        usual = np.ones(len(starts), np.bool_)
        usual[_ranges(low, high - low)] = False
        gone = (high - low).cumsum() - (high - low)
        # The words of a piece stand side by side, as many characters as words from its start on.
        places = (firsts - (counts.cumsum() - counts)).repeat(counts) + np.arange(len(better))
        at = (low - gone).repeat(counts) + np.arange(len(better))
        mine = np.zeros(len(starts) - int((high - low).sum()) + len(better), np.bool_)
        mine[at] = True
        out, where = np.empty(len(mine), np.uint64), np.empty(len(mine), np.int64)
        out[at], where[at] = better, places
        rest = _places(~mine)
        kept = _places(usual)
        out[rest], where[rest] = hashes[kept], starts[kept]
        return where, out

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


def _places(flags: Flags) -> Places:
    """Where something holds: ``numpy.flatnonzero`` at a fifth of its price for a short text."""
    found: Places = flags.nonzero()[0]
    return found


def _ranges(firsts: Places, sizes: Places) -> Places:
    """The numbers from each of *firsts* on, one range after another."""
    ends: Places = sizes.cumsum()
    out = (firsts - ends + sizes).repeat(sizes)
    out += np.arange(len(out))
    return out


def _joined(kinds: NDArray[np.uint8]) -> tuple[Flags, Places, Places]:
    """Which characters belong to words, marks those inside included; places that need a closer look; decimal points."""
    solid, digit = kinds >= letters.DIGIT, kinds == letters.DIGIT
    mark, between = kinds[1:-1], solid[:-2] & solid[2:]
    stop, numbers = mark == letters.STOP, digit[:-2] & digit[2:]
    joint = mark == letters.APOSTROPHE
    joint &= between
    joint |= (mark == letters.COMMA) & numbers
    numbers &= stop
    joint |= numbers
    # "U.S.", not the end of a sentence without a space
    odd = kinds == letters.ACCENTED
    stop &= between
    stop[1:-1] &= ~(digit[1:-3] | digit[3:-1] | solid[:-4] | solid[4:])
    odd[2:-2] |= stop[1:-1]
    odd[1:-1] |= (mark == letters.DASH) & between & ~digit[:-2] & digit[2:]
    solid[1:-1] |= joint
    return solid, _places(odd), _places(numbers) + 1


def _lettered(kinds: NDArray[np.uint8], starts: Places, points: Places) -> Places:
    """Words that begin with a letter and hold a decimal point: it is dropped from them."""
    first = starts[starts.searchsorted(points) - 1]
    found: Places = first[kinds[first] != letters.DIGIT]
    return found


def _possessives(laid: _Laid, solid: Flags) -> Places:
    """Where words end that end in "'s"."""
    view = np.frombuffer(laid.small, np.uint8)
    found = (laid.kinds[1:-2] == letters.APOSTROPHE) & solid[1:-2] & (view[2:-1] == ord("s")) & ~solid[3:]
    return _places(found) + 3


@cache
def _contractions() -> tuple[Hashes, Hashes]:
    """Words with "'s" that are words of their own: ascending hashes without it, and those of the whole."""
    pairs = sorted(tuple(map(xxhash.xxh3_64_intdigest, (word[:-2].encode(), word.encode()))) for word in CONTRACTED)
    return np.array([pair[0] for pair in pairs], np.uint64), np.array([pair[1] for pair in pairs], np.uint64)


def _contracted(hashes: Hashes) -> Hashes:
    """Hashes of words that had "'s": without it, or with it for contractions."""
    without, whole = _contractions()
    at = np.minimum(without.searchsorted(hashes), len(without) - 1)
    return np.where(without[at] == hashes, whole[at], hashes)


def _pieces(kinds: NDArray[np.uint8], places: Places) -> tuple[Places, Places]:
    """Starts and ends of the stretches between blanks that hold *places*, each once, ascending."""
    blanks = _places(kinds == letters.BLANK)
    number = np.sort(blanks.searchsorted(places) - 1)
    number = number[np.append(True, number[1:] != number[:-1])]
    return blanks[number] + 1, blanks[number + 1]


def _odd_texts(laid: _Laid, plain: Sequence[bytes]) -> set[int]:
    """Numbers of the texts that cleaning might change."""
    kinds, texts = laid.kinds, laid.texts
    strange = _places(kinds == letters.STRANGE)
    odd = set(laid.owners(strange).tolist()) if len(strange) else set()
    for number, (text, form) in enumerate(zip(texts, plain, strict=True)):
        if (text and not form) or (b"&" in form and _ENTITY.search(text)):
            odd.add(number)
    accented = _places(kinds == letters.ACCENTED)
    if len(accented):
        after = kinds[accented + 1]
        odd |= _matching(laid, accented[(after < letters.DIGIT) | (after == letters.ACCENTED)], mojibake.PATTERN)
    torn = _matching(laid, _bare(kinds) - 1, broken.BARE, spaced=True) - odd
    odd |= {number for number in torn if broken.spaces_inside(_spaced(texts[number]).replace("—", "–"))}
    blank = kinds == letters.BLANK
    lone = (kinds[1:-1] >= letters.CONSONANT) & blank[:-2] & blank[2:]
    lonely = _places(lone[:-2] & lone[2:]) + 1
    return odd | {
        number for number in set(laid.owners(lonely).tolist()) - odd if _SPACED.search(_spaced(texts[number]))
    }


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


def _bare(kinds: NDArray[np.uint8]) -> Places:
    """Words of small consonants only, after a blank: where there are some, words may be broken."""
    consonant = kinds == letters.CONSONANT
    at = _places((kinds[:-2] == letters.BLANK) & consonant[1:-1] & (consonant[2:] | (kinds[2:] < letters.DIGIT)))
    at += 1
    after = kinds.take(at[:, None] + np.arange(_BARE), mode="clip")
    end = (after != letters.CONSONANT).argmax(1)
    # of a longer run of consonants, which has no end here, the pattern decides
    found: Places = at[(end == 0) | (after[np.arange(len(at)), end] < letters.DIGIT)]
    return found
