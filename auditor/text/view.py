"""A text under normalisation and the way back to its original: the steps of ``clean`` pass it on.

A view holds the text so far and, for each of its characters, the range of the original it came
from. Two edits exist: ``charmap`` replaces single characters by strings, ``rewrite`` replaces
what a pattern finds. Both are linear in the length of the text.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int32]
Codes: TypeAlias = NDArray[np.uint32]

#: Above this many distinct characters one pass of ``str.translate`` beats repeated ``str.replace``.
_MANY = 24


@dataclass(frozen=True, slots=True, eq=False)
class Undone:
    """Places of one kind of change, as original offsets; arrays of equal length."""

    kind: str
    starts: Ints
    ends: Ints
    suspicious: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Text so far; ``starts``/``ends`` are None while every offset still equals its original."""

    text: str
    starts: Ints | None = None
    ends: Ints | None = None
    undone: tuple[Undone, ...] = field(default=())

    def maps(self) -> tuple[Ints, Ints]:
        """Original starts and ends, each of shape (len(text),)."""
        if self.starts is None or self.ends is None:
            starts = np.arange(len(self.text), dtype=np.int32)
            return starts, starts + np.int32(1)
        return self.starts, self.ends

    def noting(self, kind: str, first: Ints, last: Ints, suspicious: NDArray[np.bool_]) -> View:
        """Remember that characters ``first[i]`` to ``last[i]`` (inclusive) of this view were changed."""
        if first.size == 0:
            return self
        if self.starts is None or self.ends is None:
            note = Undone(kind, first.astype(np.int32), last.astype(np.int32) + np.int32(1), suspicious)
        else:
            note = Undone(kind, self.starts[first], self.ends[last], suspicious)
        return View(self.text, self.starts, self.ends, (*self.undone, note))


def codes(text: str) -> Codes:
    """The code points of *text*, shape (len(text),)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def distinct(text: str) -> frozenset[str]:
    """Which characters occur; long texts are scattered into a flag table, not sorted."""
    if len(text) < 100_000:
        return frozenset(text)
    points = codes(text)
    seen = np.zeros(0x110000, dtype=np.bool_)
    seen[points] = True
    return frozenset(map(chr, np.flatnonzero(seen).tolist()))


def swap(view: View, mapping: Mapping[str, str]) -> View:
    """Replace characters by single characters: offsets stay as they are."""
    return View(_replace(view.text, mapping), view.starts, view.ends, view.undone)


def charmap(view: View, mapping: Mapping[str, str]) -> View:
    """Replace characters by strings of any length, also none."""
    if all(len(after) == 1 for after in mapping.values()):
        return swap(view, mapping)
    points = codes(view.text)
    lengths = np.ones(0x110000, dtype=np.uint8)
    for before, after in mapping.items():
        lengths[ord(before)] = len(after)
    source = np.repeat(np.arange(points.size, dtype=np.int32), lengths[points])
    starts, ends = view.maps()
    return View(_replace(view.text, mapping), starts[source], ends[source], view.undone)


def rewrite(view: View, pattern: re.Pattern[str], decide: Callable[[re.Match[str]], str | None]) -> View:
    """Replace each match by what *decide* returns for it; None leaves it as it is.

    Every character of a replacement maps to the whole range the match came from.
    """
    firsts, lasts, sizes = array("i"), array("i"), array("i")

    def replacement(match: re.Match[str]) -> str:
        after = decide(match)
        if after is None:
            return match[0]
        firsts.append(match.start())
        lasts.append(match.end() - 1)
        sizes.append(len(after))
        return after

    text = pattern.sub(replacement, view.text)
    if not firsts:
        return view
    first, last = np.array(firsts, dtype=np.int32), np.array(lasts, dtype=np.int32)
    source, until = _regroup(len(view.text), first, last, np.array(sizes, dtype=np.int32))
    starts, ends = view.maps()
    return View(text, starts[source], ends[until], view.undone)


def found(pattern: re.Pattern[str], text: str, accept: Callable[[re.Match[str]], bool]) -> tuple[Ints, Ints]:
    """First and last character of each match that *accept* likes."""
    firsts, lasts = array("i"), array("i")
    for match in pattern.finditer(text):
        if accept(match):
            firsts.append(match.start())
            lasts.append(match.end() - 1)
    return np.array(firsts, dtype=np.int32), np.array(lasts, dtype=np.int32)


def _regroup(length: int, first: Ints, last: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """For each new character the old characters its range starts and ends with."""
    edge = np.zeros(length + 1, dtype=np.int8)
    edge[first] += 1
    edge[last + 1] -= 1
    counts = 1 - np.cumsum(edge[:-1], dtype=np.int32)
    counts[first] = sizes
    until = np.arange(length, dtype=np.int32)
    until[first] = last
    source = np.repeat(np.arange(length, dtype=np.int32), counts)
    return source, until[source]


def _replace(text: str, mapping: Mapping[str, str]) -> str:
    # a replacement that is itself replaced would be followed twice
    if len(mapping) > _MANY or any(after in mapping for after in mapping.values()):
        return text.translate({ord(before): after for before, after in mapping.items()})
    for before, after in mapping.items():
        text = text.replace(before, after)
    return text
