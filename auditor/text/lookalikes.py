"""Letters of one script that pass for another's, judged word by word.

A word of one script is never touched for its own sake: Russian stays Russian. Only a word that
mixes scripts, or a word made wholly of look-alikes in a line of the other script, is mapped.
The pairs are a selection after Unicode UTS #39 (confusables), kept to letters that readers mistake.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from auditor.text.view import View

_CYRILLIC = dict(zip("аеорсухіјѕԁһӏԛԝвкмнтгпь", "aeopcyxijsdhlqwbkmhtrnb", strict=True)) | dict(
    zip("АВЕКМНОРСТУХІЈЅԌԛԜҺӀЗ", "ABEKMHOPCTYXIJSGqWhI3", strict=True)
)
_CYRILLIC.pop("З")
_GREEK = dict(zip("αορνυικχγητεωμσς", "aopvuikxyntewuoc", strict=True)) | dict(
    zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳϲ", "ABEZHIKMNOPTYXCjc", strict=True)
)
_ARMENIAN = dict(zip("աօոսհզցքյյՕՍՏԼ", "wonuhqgpjjOUSL", strict=True))
_CHEROKEE = dict(zip("ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ", "ABCDEGHiJKLMPRSTVWZ", strict=True))
_LISU = dict(zip("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "ABCDEFGHIJKLMNOPRSTUVWXYZ", strict=True))
_LATIN_FORMS = dict(zip("ɑɡɩɪᴀʙᴄᴅᴇꜰɢʜᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢⱭƖ", "agiiabcdefghjklmnoprstuvwyzAl", strict=True))

TO_LATIN: dict[str, str] = {**_CYRILLIC, **_GREEK, **_ARMENIAN, **_CHEROKEE, **_LISU, **_LATIN_FORMS}
#: The way back for a Latin letter inside a Cyrillic or Greek word.
TO_CYRILLIC = dict(zip("aeopcyxijsABEKMHOPCTXYkmtbIJS", "аеорсухіјѕАВЕКМНОРСТХУкмтьІЈЅ", strict=True))
TO_GREEK = dict(zip("oavuikxAEZHIKMNOPTYXB", "οανυικχΑΕΖΗΙΚΜΝΟΡΤΥΧΒ", strict=True))
FOREIGN = frozenset(TO_LATIN)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ASCII = re.compile("[A-Za-z]")
#: Scripts a word can belong to by itself.
_NATIVE = (
    (re.compile("[\u0400-\u052f]"), TO_CYRILLIC),
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), TO_GREEK),
)


class _Word(NamedTuple):
    """A word that holds letters of another script than its neighbours, or may."""

    start: int
    end: int
    text: str
    mixed: bool  #: it holds Latin letters too
    line: int


def matched(view: View) -> View:
    """Map look-alikes to the script of their word; every mapped word that mixes scripts is suspicious."""
    doubtful, latin, native = _survey(view.text)
    mixed = sum(word.mixed for word in doubtful)
    # Latin is this text's script if hardly a word needs another one
    ours = sum(native.values()) <= 0.05 * (latin + len(doubtful)) and latin + mixed >= max(2, 0.05 * len(doubtful))
    # μm, Δt and α are symbols, unless longer words show that letters were exchanged
    symbols = sum(word.mixed and len(word.text) > 3 for word in doubtful) < 2
    edits = [
        (word, meant)
        for word in doubtful
        if not (symbols and _symbol(word)) and (meant := _meant(word, ours, native[word.line])) is not None
    ]
    if not edits:
        return view
    sure = len(edits) >= 3 or any(word.mixed for word, _ in edits)  # one word of look-alikes alone may be a name
    pieces: list[str] = []
    done = 0
    for word, meant in edits:
        pieces += (view.text[done : word.start], meant)
        done = word.end
    pieces.append(view.text[done:])
    firsts = np.array([word.start for word, _ in edits], dtype=np.int32)
    lasts = np.array([word.end - 1 for word, _ in edits], dtype=np.int32)
    noted = view.noting("homoglyph", firsts, lasts, np.array([word.mixed or sure for word, _ in edits], dtype=np.bool_))
    return View("".join(pieces), view.starts, view.ends, noted.undone)


def _survey(text: str) -> tuple[list[_Word], int, Counter[int]]:
    """Doubtful words in order, the number of Latin words, and the words of other scripts by line."""
    doubtful: list[_Word] = []
    latin = 0
    native: Counter[int] = Counter()
    for number, (offset, line) in enumerate(_lines(text)):
        for match in _WORD.finditer(line):
            word = match[0]
            kind = "latin" if word.isascii() else _kind(word)
            if kind == "latin":
                latin += 1
            elif kind == "native":
                native[number] += 1
            elif kind:
                doubtful.append(_Word(offset + match.start(), offset + match.end(), word, kind == "mixed", number))
    return doubtful, latin, native


@lru_cache(maxsize=65_536)
def _kind(word: str) -> str:
    """latin, native, mixed, twin (every letter has a Latin twin), or empty for other scripts."""
    has_latin = _LATIN.search(word) is not None
    if FOREIGN.isdisjoint(word) and not any(script.search(word) for script, _ in _NATIVE):
        return "latin" if has_latin else ""
    if has_latin:
        return "mixed"
    return "twin" if all(char in TO_LATIN for char in word) else "native"


def _symbol(word: _Word) -> bool:
    """Whether a short word may be a symbol of science: one Greek letter, a Latin one or two beside it."""
    return len(word.text) <= 3 and sum("\u0370" <= char <= "\u03ff" for char in word.text) == 1


def _meant(word: _Word, ours: bool, native: int) -> str | None:  # noqa: FBT001 - whether the text is Latin
    if word.mixed:
        return _mixed(word.text, latin_text=ours or not native)
    if ours and not native:
        return "".join(map(TO_LATIN.__getitem__, word.text))
    return None


def _mixed(word: str, *, latin_text: bool) -> str | None:
    """The word in one script if it mixes two and one of them can be explained away."""
    if any(char in _LATIN_FORMS for char in word):
        if len(_ASCII.findall(word)) < 2 and any(char not in TO_LATIN for char in word):
            return None
        return "".join(TO_LATIN.get(char, char) for char in word)
    others = [char for char in word if not _LATIN.match(char)]
    latin = len(word) - len(others)
    if latin_text and all(char in TO_LATIN for char in others):
        return "".join(TO_LATIN.get(char, char) for char in word)
    for script, mapping in _NATIVE:
        ours = all(script.match(char) for char in others)
        if ours and len(others) >= latin and all(char in mapping for char in word if _LATIN.match(char)):
            return "".join(mapping.get(char, char) for char in word)
    return None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    cuts = [0, *(match.end() for match in re.finditer(r"\n", text)), len(text)]
    for first, last in pairwise(cuts):
        if last > first:
            yield first, text[first:last]
