"""Texts as one byte a character, and the class of each: what an index needs to know of a letter.

Everyday characters of news in English and its neighbours become Latin-1, those beyond are stood in for by
one of the same class. A text with others has no such form.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from auditor.text import clean

#: Everyday typography and what stands for it here: it separates words, or joins like this.
_TYPOGRAPHY = {"’": "'", "‘": '"', "“": '"', "”": '"', "–": "-", "—": "-", "…": "*", "•": "*"}
_MOST_OTHERS = 16  # different characters beyond Latin-1 in an everyday text
#: Classes of characters; those that words are made of come last.
BLANK, MARK, STRANGE, APOSTROPHE, STOP, COMMA, DASH, DIGIT, CONSONANT, LETTER, ACCENTED = range(11)


@cache
def classes() -> bytes:
    """The class of each Latin-1 character. Small consonants are set apart from other letters."""
    table = bytearray([STRANGE] * 256)
    for char in map(chr, range(0x20, 0x7F)):
        table[ord(char)] = LETTER if char.isalpha() else DIGIT if char.isdigit() else MARK
    for chars, kind in (
        ("bcdfghjklmnpqrstvwxz", CONSONANT),
        ("\t\n \xa0", BLANK),
        ("£§©®°·", MARK),
        ("'", APOSTROPHE),
        (".", STOP),
        (",", COMMA),
        ("-", DASH),
        ("¼½¾", ACCENTED),
    ):
        for char in chars:
            table[ord(char)] = kind
    table[0xC0:] = bytes([ACCENTED] * 0x40)
    for char in "×÷`":  # a grave accent is an apostrophe in some texts
        table[ord(char)] = STRANGE
    return bytes(table)


def latin(text: str) -> bytes:
    """One Latin-1 character for each of *text*; nothing if it has others than everyday ones."""
    if text.isascii():
        return text.encode("ascii")
    for char, plain in _TYPOGRAPHY.items():
        text = text.replace(char, plain)
    for _ in range(_MOST_OTHERS):
        try:
            return text.encode("latin-1")
        except UnicodeEncodeError as error:
            char = text[error.start]
        plain = _harmless(char)
        if not plain:
            break
        text = text.replace(char, plain)
    return b""


def latin_view(text: str) -> bytes:
    """The same for a clean view, of which any character is welcome."""
    if not text.isascii() or "`" in text or "\r" in text:
        text = text.translate({ord(char): _stand_in(char) for char in frozenset(text)})
    return text.encode("latin-1")


@lru_cache(maxsize=4096)
def _harmless(char: str) -> str:
    """A Latin-1 character of the class of one that cleaning leaves as it is wherever it stands, or nothing."""
    marks = unicodedata.category(char)[0] in "PS" and not char.isalnum()
    if not marks and not ("\u0100" <= char < "\u0180" and char.isalpha()):
        return ""
    sample = f"a{char}b {char} c"
    return "" if clean(sample).text != sample else "*" if marks else "\xc0"


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
