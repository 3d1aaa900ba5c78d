"""The clean view: what a text says once evasion, encoding accidents and odd typography are undone.

The original is never rewritten. Every character of the view knows the range of the original it
came from, so that evidence is always shown as it was published. Steps, in order: HTML entities,
misread UTF-8, invisible characters, compatibility forms (NFKC), combining marks, look-alike
letters, typography, words spaced out letter by letter or broken by a space. Ordinary typography (dashes, quotation
marks, spaces) and variation selectors are mapped without a note; all else is noted.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from auditor.model import CleanText, Normalisation, Span
from auditor.text import broken, characters, lookalikes, marks, mojibake, spelled
from auditor.text.view import Codes, Ints, View, charmap, codes, distinct, found, rewrite, swap

_ENTITY = re.compile(r"&(?:amp;|#38;|#x26;)*(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MAYBE_SPACED = re.compile(r" [^\W\d_] [^\W\d_] ")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?: [^\W\d_]){3,}(?![^\W_])")
#: Changes of one kind are merged until no more than this many remain, nearest first.
_MOST_CHANGES = 500
_SHOWN = 120  #: code points of a change that are quoted in its note

_INVISIBLE = characters.ZERO_WIDTH | characters.SOFT_HYPHEN | characters.BIDI | characters.CONTROL
_REMOVED = _INVISIBLE | characters.VARIATION


def clean(text: str) -> CleanText:
    """Normalise *text*; every Unicode string is accepted, in time linear in its length."""
    view = View(text)
    if "&" in text:
        view = _entities(view)
    if view.text.isascii():
        if _CONTROL.search(view.text):
            view = _ascii_controls(view)
    else:
        view = _unicode(view)
    if _MAYBE_SPACED.search(view.text):
        view = _spaced(view)
    if broken_at := broken.spaces_inside(view.text):
        view = _mended(view, np.array(broken_at, dtype=np.int32))
    starts, ends = view.maps()
    return CleanText(view.text, starts, ends, _notes(text, view, starts, ends))


def _entities(view: View) -> View:
    first, last = found(_ENTITY, view.text, lambda match: _decoded(match[0]) is not None)
    hidden = np.array([_letter_entity(view.text[at : at + 12]) for at in first.tolist()], dtype=np.bool_)
    return rewrite(view.noting("entity", first, last, hidden), _ENTITY, lambda match: _decoded(match[0]))


@lru_cache(maxsize=4096)
def _decoded(entity: str) -> str | None:
    before, after = entity, html.unescape(entity)
    while after != before and after.startswith("&"):  # encoded twice or more
        before, after = after, html.unescape(after)
    return None if after == entity else after


def _letter_entity(start: str) -> bool:
    """Whether an entity stands for a plain letter: no tool writes "&#85;kraine"."""
    match = _ENTITY.match(start)
    return match is not None and start[1] == "#" and (plain := html.unescape(match[0])).isascii() and plain.isalpha()


def _ascii_controls(view: View) -> View:
    present = distinct(view.text)
    view = swap(view, {char: "\n" for char in "\x0b\x0c" if char in present})
    removed = present & characters.CONTROL
    return _without(view, present, removed) if removed else view


def _unicode(view: View) -> View:
    present = distinct(view.text)
    misread = not present.isdisjoint(mojibake.LEADS) and not present.isdisjoint(mojibake.TAILS)
    if misread or not present.isdisjoint(mojibake.C1):
        view = _misread(view) if misread else view
        view = swap(view, {char: meant for char, meant in mojibake.C1.items() if char in present})
        present = distinct(view.text)
    if present & _REMOVED:
        view = _without(view, present, present & _REMOVED)
        present -= _REMOVED
    view, present = _compatible(view, present)
    view = marks.composed(view, present)
    if not present.isdisjoint(lookalikes.FOREIGN) and any("a" <= char.lower() <= "z" for char in present):
        view = lookalikes.matched(view)
    return swap(view, _typography(view.text, present))


def _misread(view: View) -> View:
    for _ in range(3):  # text misread twice or three times is found in the wild
        first, last = found(mojibake.PATTERN, view.text, lambda match: mojibake.repair(match) is not None)
        if first.size == 0:
            break
        view = rewrite(
            view.noting("mojibake", first, last, np.zeros(first.size, dtype=np.bool_)),
            mojibake.PATTERN,
            mojibake.repair,
        )
    return view


def _without(view: View, present: frozenset[str], removed: frozenset[str]) -> View:
    """Drop invisible characters and note them by kind, with whether they disguise a word."""
    points = codes(view.text)
    gone = _flags(points, removed)
    classes = np.zeros(0x110000, dtype=np.uint8)
    for char in present - removed:
        classes[ord(char)] = characters.script_class(char)
    seen = classes[points]
    position = np.arange(points.size, dtype=np.int32)
    # nearest visible neighbour on either side, as an index into a padded array
    padded = np.concatenate(([np.uint8(0)], seen, [np.uint8(0)]))
    before = np.maximum.accumulate(np.where(gone, np.int32(-1), position)) + 1
    after = np.minimum.accumulate(np.where(gone, np.int32(points.size), position)[::-1])[::-1] + 1
    inside = (padded[before] == characters.PLAIN) & (padded[after] == characters.PLAIN)
    for kind, chars in (
        ("zero-width", characters.ZERO_WIDTH),
        ("soft-hyphen", characters.SOFT_HYPHEN),
        ("bidi", characters.BIDI),
        ("control", characters.CONTROL),
    ):
        if not chars.isdisjoint(removed):
            at = np.flatnonzero(_flags(points, chars & removed)).astype(np.int32)
            view = view.noting(kind, at, at, _suspicious(kind, at, points, inside, padded))
    return charmap(view, dict.fromkeys(removed, ""))


def _suspicious(
    kind: str, at: Ints, points: Codes, inside: NDArray[np.bool_], padded: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    result: NDArray[np.bool_] = inside[at]
    if kind == "bidi":
        return result | _flags(points[at], characters.BIDI_OVERRIDE)
    if kind == "control":
        return np.zeros(at.size, dtype=np.bool_)
    if kind == "soft-hyphen":
        # a hyphenation point leaves two letters on each side; a disguise splits anywhere
        letter = padded == characters.PLAIN
        room = points.size + 1
        lonely: NDArray[np.bool_] = ~letter[np.maximum(at - 1, 0)] | ~letter[np.minimum(at + 3, room)]
        return result & lonely
    return result


def _flags(points: Codes, chars: frozenset[str]) -> NDArray[np.bool_]:
    table = np.zeros(0x110000, dtype=np.bool_)
    table[[ord(char) for char in chars]] = True
    flags: NDArray[np.bool_] = np.take(table, points)
    return flags


def _compatible(view: View, present: frozenset[str]) -> tuple[View, frozenset[str]]:
    """Replace compatibility characters by what they stand for (NFKC)."""
    mapping: dict[str, str] = {}
    kinds: dict[str, set[str]] = {}
    for char in sorted(present):
        if char > "\u00b4" and (plain := characters.compatible(char)) is not None:
            mapping[char] = plain[0]
            kinds.setdefault(plain[1], set()).add(char)
    if not mapping:
        return view, present
    points = codes(view.text)
    eastern = any("\u2e80" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in present)
    for kind, chars in kinds.items():
        at = np.flatnonzero(_flags(points, frozenset(chars))).astype(np.int32)
        disguise = kind == "math-letter" or (kind == "full-width" and not eastern)
        view = view.noting(kind, at, at, np.full(at.size, disguise, dtype=np.bool_))
    view = charmap(view, mapping)
    return view, (present - mapping.keys()) | frozenset("".join(mapping.values()))


def _typography(text: str, present: frozenset[str]) -> dict[str, str]:
    """What to map in this text; German »…« and „…“ are told from « … » and “ … ” by their order."""
    mapping = {char: characters.TYPOGRAPHY[char] for char in sorted(present & characters.TYPOGRAPHY.keys())}
    if "\u00bb" in mapping and "\u00ab" in mapping and text.find("\u00bb") < text.find("\u00ab"):
        mapping |= {"\u00bb": "\u201c", "\u00ab": "\u201d"}
    if "\u201e" in mapping and "\u201c" in present and "\u201d" not in present:
        mapping["\u201c"] = "\u201d"
    if "\u201a" in mapping and "\u2018" in present and "\u201e" in present:
        mapping["\u2018"] = "\u2019"
    return mapping


def _spaced(view: View) -> View:
    """Join words written letter by letter: "U k r a i n e"."""
    first, last = found(_SPACED, view.text, lambda _: True)
    if first.size == 0:
        return view
    disguised = [
        sum(char.islower() for char in view.text[a : b + 1 : 2][:8]) >= 3
        for a, b in zip(first.tolist(), last.tolist(), strict=True)
    ]
    noted = view.noting("spacing", first, last, np.array(disguised, dtype=np.bool_))
    # only spaces go, so that every letter keeps its own place
    inner = np.zeros(len(view.text) + 1, dtype=np.int32)
    inner[first] += 1
    inner[last + 1] -= 1
    drop = (np.cumsum(inner)[:-1] > 0) & (codes(view.text) == ord(" "))
    budget = spelled.MOST_LETTERS
    for start, end in zip(first.tolist(), last.tolist(), strict=True):
        letters = view.text[start : end + 1 : 2]
        budget -= len(letters)
        if len(letters) > 6 and budget > 0:
            drop[[start + 2 * at - 1 for at in spelled.word_ends(letters)[:-1]]] = False
    return _kept(noted, ~drop)


def _mended(view: View, spaces: Ints) -> View:
    """Drop the spaces that break words."""
    keep = np.ones(len(view.text), dtype=np.bool_)
    keep[spaces] = False
    return _kept(view.noting("spacing", spaces - np.int32(1), spaces + np.int32(1), ~keep[spaces]), keep)


def _kept(view: View, keep: NDArray[np.bool_]) -> View:
    starts, ends = view.maps()
    text = codes(view.text)[keep].tobytes().decode("utf-32-le", "surrogatepass")
    return View(text, starts[keep], ends[keep], view.undone)


def _notes(original: str, view: View, starts: Ints, ends: Ints) -> tuple[Normalisation, ...]:
    """One record per stretch of adjacent changes of one kind, in text order."""
    groups: dict[tuple[str, bool], list[tuple[Ints, Ints]]] = {}
    for undone in view.undone:
        for suspicious in (True, False):
            chosen = undone.suspicious == suspicious
            if chosen.any():
                places = groups.setdefault((undone.kind, suspicious), [])
                places.append((undone.starts[chosen], undone.ends[chosen]))
    notes: list[Normalisation] = []
    for (kind, suspicious), places in groups.items():
        first, last = _merged(
            np.concatenate([place[0] for place in places]), np.concatenate([place[1] for place in places]), suspicious
        )
        lows, highs = np.searchsorted(ends, first, "right").tolist(), np.searchsorted(starts, last, "left").tolist()
        for start, end, low, high in zip(first.tolist(), last.tolist(), lows, highs, strict=True):
            before, after = original[start:end], view.text[low:high]
            notes.append(Normalisation(Span(start, end), kind, before[:_SHOWN], after[:_SHOWN], suspicious))
    return tuple(sorted(notes, key=lambda note: (note.span, note.kind, note.suspicious)))


def _merged(first: Ints, last: Ints, suspicious: bool) -> tuple[Ints, Ints]:  # noqa: FBT001 - a private switch
    """Join neighbours; where thousands remain, join across growing gaps."""
    order = np.argsort(first, kind="stable")
    first, last = first[order], np.maximum.accumulate(last[order])
    gap = 2 if suspicious else 0
    while True:
        apart = first[1:] - last[:-1] > gap
        begin, finish = np.concatenate(([True], apart)), np.concatenate((apart, [True]))
        if begin.sum() <= _MOST_CHANGES:
            return first[begin], last[finish]
        first, last = first[begin], last[finish]
        gap = max(8, gap * 4)
