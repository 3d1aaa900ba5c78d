"""Letters of one script that pass for another's, judged word by word.

A word of one script is never touched for its own sake: Russian stays Russian. Only a word that
mixes scripts, or a word made wholly of look-alikes in a line of the other script, is mapped.
The pairs are a selection after Unicode UTS #39 (confusables), kept to letters that readers mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

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


def matched(view: View) -> View:
    """Map look-alikes to the script of their word; every mapped letter of a mixed word is suspicious."""
    edits = [edit for start, line in _lines(view.text) for edit in _judged(line, start)]
    if not edits:
        return view
    mixed = sum(edit[3] for edit in edits)
    sure = mixed > 0 or len(edits) >= 3  # one word of look-alikes alone may be a name
    pieces: list[str] = []
    done = 0
    for first, last, meant, _ in edits:
        pieces += (view.text[done:first], meant)
        done = last
    pieces.append(view.text[done:])
    firsts = np.array([edit[0] for edit in edits], dtype=np.int32)
    lasts = np.array([edit[1] - 1 for edit in edits], dtype=np.int32)
    noted = view.noting("homoglyph", firsts, lasts, np.array([edit[3] or sure for edit in edits], dtype=np.bool_))
    return View("".join(pieces), view.starts, view.ends, noted.undone)


def _judged(line: str, offset: int) -> list[tuple[int, int, str, bool]]:
    """Edits of one line in order: start, end, meant word, whether the word mixes scripts."""
    doubtful: list[tuple[int, int, str]] = []
    latin = native = 0
    for match in _WORD.finditer(line):
        word = match[0]
        if word.isascii():
            latin += 1
        elif not FOREIGN.isdisjoint(word) or any(script.search(word) for script, _ in _NATIVE):
            if _LATIN.search(word) or all(char in TO_LATIN for char in word):
                doubtful.append((match.start(), match.end(), word))
            else:
                native += 1
        elif _LATIN.search(word):
            latin += 1
    edits: list[tuple[int, int, str, bool]] = []
    whole = sum(1 for _, _, word in doubtful if not _LATIN.search(word))
    trusted = latin >= 3 and latin > 4 * native and latin >= whole
    for start, end, word in doubtful:
        meant: str | None = None
        mixed = _LATIN.search(word) is not None
        if mixed:
            meant = _mixed(word, native_line=native > latin)
        elif trusted and (len(word) > 1 or word in _CYRILLIC):  # α and μ alone are symbols
            meant = "".join(map(TO_LATIN.__getitem__, word))
        if meant is not None:
            edits.append((offset + start, offset + end, meant, mixed))
    return edits


def _mixed(word: str, *, native_line: bool) -> str | None:
    """The word in one script if it mixes two and one of them can be explained away."""
    if any(char in _LATIN_FORMS for char in word):
        if len(_ASCII.findall(word)) < 2 and any(char not in TO_LATIN for char in word):
            return None
        return "".join(TO_LATIN.get(char, char) for char in word)
    others = [char for char in word if not _LATIN.match(char)]
    latin = len(word) - len(others)
    if len(word) <= 3 and all("\u0370" <= char <= "\u03ff" for char in others):
        return None  # μm, Δt, kΩ
    explained = all(char in TO_LATIN for char in others)
    for script, mapping in _NATIVE:
        if not all(script.match(char) for char in others):
            continue
        if all(char in mapping for char in word if _LATIN.match(char)) and (
            native_line or not explained or len(others) > latin
        ):
            return "".join(mapping.get(char, char) for char in word)
    return "".join(TO_LATIN.get(char, char) for char in word) if explained and not native_line else None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    cuts = [0, *(match.end() for match in re.finditer(r"\n", text)), len(text)]
    for first, last in pairwise(cuts):
        if last > first:
            yield first, text[first:last]
