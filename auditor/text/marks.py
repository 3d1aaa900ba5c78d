"""Combining marks: composed where a language writes them, dropped where they only disguise.

"e" + U+0301 is "é" and stays so (NFC). A stroke through every letter, piles of marks, or marks
on letters that no orthography marks are a disguise.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

import numpy as np

from auditor.text.abbreviations import words
from auditor.text.view import View, found, rewrite

#: Blocks of marks that go with any letter; marks of other scripts belong to their spelling.
_BLOCKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SEQUENCE = re.compile(f"[^{_BLOCKS}\\s][{_BLOCKS}]+|[{_BLOCKS}]+")
_JAMO = re.compile("[\u1100-\u115e][\u1161-\u11a7][\u11a8-\u11ff]?|[\u3041-\u30ff][\u3099\u309a]")
#: Marks that orthographies put on letters without a composed form (Yoruba, Lithuanian, stress marks).
_WRITTEN = frozenset(
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030d\u0311\u031b\u0323\u0324\u0325\u0326\u0327\u0328\u0329\u032d\u0331"
)
_ANY = frozenset(
    chr(point)
    for first, last in ((0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F))
    for point in range(first, last + 1)
)
_JAMO_ANY = frozenset(chr(point) for point in (*range(0x1161, 0x1200), 0x3099, 0x309A))
#: Words too common to be anything but English; with a mark on them they are disguised.
_COMMON = words(
    "the and that with from this have has had not but was were are his her they been which would said will for "
    "their who more about after when there than its also into over"
)
#: A share of impossible letters above which every composed letter of the text is doubted too.
_DOUBT = 0.15
#: No orthography piles up more; longer runs are cut before normalising, which is quadratic in their length.
_LONGEST = 6


def composed(view: View, present: frozenset[str]) -> View:
    """Compose legitimate sequences, strip the others, and note what was stripped."""
    if present & _JAMO_ANY:
        view = rewrite(view, _JAMO, lambda match: unicodedata.normalize("NFC", match[0]))
    if not present & _ANY:
        return view
    doubted = _disguised(view.text)

    def decide(match: re.Match[str]) -> str:
        base = match[0][0]
        return _plain(match[0]) if doubted and base.isascii() else _written(match[0])

    def suspicious(match: re.Match[str]) -> bool:
        base = match[0][0]
        return (doubted and base.isascii() and base.isalpha()) or _impossible(match[0])

    first, last = found(_SEQUENCE, view.text, suspicious)
    noted = view.noting("combining", first, last, np.ones(first.size, dtype=np.bool_))
    return rewrite(noted, _SEQUENCE, decide)


def _plain(sequence: str) -> str:
    return "" if sequence[0] in _ANY else sequence[0]


@lru_cache(maxsize=4096)
def _written(sequence: str) -> str:
    """The sequence composed as far as it goes; marks left over are dropped."""
    if sequence[0] in _ANY:
        return ""
    marks = "".join(mark for mark in sequence[1 : 1 + _LONGEST] if mark in _WRITTEN)
    return "".join(c for c in unicodedata.normalize("NFC", sequence[0] + marks) if c not in _ANY)


@lru_cache(maxsize=4096)
def _impossible(sequence: str) -> bool:
    """Whether no orthography writes this: strokes and rings of symbols, piles, marks without a letter."""
    base, marks = sequence[0], sequence[1:]
    if base in _ANY:
        return False  # a mark after a space or a line end: residue of a broken copy
    if not base.isalpha() or not base.isascii():
        return len(marks) > 2
    return len(marks) > 2 or any(mark not in _WRITTEN for mark in marks)


def _disguised(text: str) -> bool:
    """Whether the marks of ASCII letters are spread as no language spreads them."""
    kinds: Counter[str] = Counter(
        match[0][:4]
        for match in _SEQUENCE.finditer(text)
        if match[0][0].isascii() and match[0][0].isalpha() and _WRITTEN.issuperset(match[0][1:4])
    )
    total = kinds.total()
    if not total:
        return False
    strange = sum(count for sequence, count in kinds.items() if _unwritten(sequence))
    if total >= 4 and strange > _DOUBT * total:
        return True
    hits: set[str] = set()
    for match in re.finditer(f"[a-zA-Z{_BLOCKS}]{{3,16}}", text):
        word = match[0]
        if not word.isascii():
            bare = "".join(c for c in word if c not in _ANY).lower()
            if bare in _COMMON:
                hits.add(bare)
                if len(hits) > 1:
                    return True
    return False


def _unwritten(sequence: str) -> bool:
    whole = unicodedata.normalize("NFC", sequence)
    return len(whole) > 1 or not (ord(whole) < 0x180 or 0x1EA0 <= ord(whole) <= 0x1EF9 or whole in "ơưƠƯșțȘȚǎǐǒǔǵḿǹẽỹ")
