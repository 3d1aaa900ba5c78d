"""Spans of a text as marks: overlapping ones are cut at every boundary, so that they nest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Layer:
    """One class of mark over one range. *ref* joins marks, notes and findings that belong together."""

    start: int
    end: int
    name: str  #: CSS class and legend entry
    label: str  #: what a reader is told it is
    detail: str = ""  #: with what, likely what, why
    ref: str = ""
    href: str = ""
    note: str = ""  #: footnote mark shown after the range
    tag: str = "mark"
    weight: int = 0  #: of marks over one range the heaviest is innermost, and seen


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks, the widest outermost. *opens* and *closes* begin or end here."""

    text: str
    start: int
    layers: tuple[Layer, ...] = ()
    opens: tuple[Layer, ...] = ()
    closes: tuple[Layer, ...] = ()


def pieces(text: str, start: int, end: int, layers: Iterable[Layer]) -> list[Piece]:
    """Cut ``text[start:end]`` at the boundaries of *layers*; time is linear in pieces times depth."""
    inside = [layer for layer in layers if layer.start < end and layer.end > start and layer.start < layer.end]
    if start >= end:
        return []
    if not inside:
        return [Piece(text[start:end], start)]
    inside.sort(key=lambda layer: (layer.start, -layer.end, layer.weight, layer.name, layer.ref))
    cuts = {start, end}
    for layer in inside:
        cuts.add(max(start, layer.start))
        cuts.add(min(end, layer.end))
    edges = sorted(cuts)
    found: list[Piece] = []
    active: list[Layer] = []
    waiting = 0
    for left, right in pairwise(edges):
        active = [layer for layer in active if layer.end > left]
        while waiting < len(inside) and inside[waiting].start <= left:
            active.append(inside[waiting])
            waiting += 1
        under = tuple(active)
        opens = tuple(layer for layer in under if layer.start == left)
        closes = tuple(layer for layer in under if layer.end == right)
        found.append(Piece(text[left:right], left, under, opens, closes))
    return found


def lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the lines of ``text[start:end]`` that are not blank, without their outer spaces."""
    ranges = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = text[start:stop]
        kept = line.strip()
        if kept:
            first = start + len(line) - len(line.lstrip())
            ranges.append((first, first + len(kept)))
        start = stop + 1
    return ranges


def windows(length: int, spans: Sequence[tuple[int, int]], budget: int, around: int = 400) -> list[tuple[int, int]]:
    """Return the ranges of a text to show: all of it if it fits *budget*, else what surrounds *spans*.

    Spans are served in the order given until the budget is spent; the opening is always shown.
    """
    if length <= budget:
        return [(0, length)]
    wanted: list[tuple[int, int]] = [(0, min(length, 2 * around, budget))]
    spent = wanted[0][1]
    for start, end in spans:
        left = max(0, start - around)
        right = min(length, min(end, start + budget // 4) + around)
        if spent + right - left > budget:
            break
        wanted.append((left, right))
        spent += right - left
    wanted.sort()
    merged = [wanted[0]]
    for left, right in wanted[1:]:
        if left <= merged[-1][1] + around // 4:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged
