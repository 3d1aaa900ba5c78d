"""Which characters are invisible, which are mere typography, which scripts need joiners.

Sources: Unicode Standard 15 (chapters 6 and 23: punctuation, format characters), UAX #15 (NFKC),
UTS #39 (default ignorable characters in identifiers).
"""

from __future__ import annotations

import unicodedata
from functools import cache


def _ranges(*bounds: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(point) for first, last in bounds for point in range(first, last + 1))


#: Characters of no width that carry no text of their own.
ZERO_WIDTH = frozenset(
    "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
) | _ranges((0x206A, 0x206F), (0xE0000, 0xE007F), (0xFFF9, 0xFFFB))
SOFT_HYPHEN = frozenset("\u00ad")
#: Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9).
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
BIDI_OVERRIDE = frozenset("\u202d\u202e")
#: Variation selectors choose a glyph, or hold a content credential: never reported.
VARIATION = _ranges((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180D), (0x180F, 0x180F))
#: Controls that never belong to text. Tab, line feed and carriage return do.
CONTROL = _ranges((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x7F), (0x80, 0x9F)) - frozenset("\x85")

#: One character for one: quotes keep their direction, dashes their length class, spaces become a space.
TYPOGRAPHY = {
    **dict.fromkeys("\u201e\u201f\u00ab\u301d\u275d\u300c\u2e42", "\u201c"),
    **dict.fromkeys("\u00bb\u301e\u301f\u275e\u300d", "\u201d"),
    **dict.fromkeys("\u201a\u201b\u2039\u275b\u300e", "\u2018"),
    **dict.fromkeys("\u203a\u275c\u300f\u02bc\u02bb\u02bd\u055a\ua78c", "\u2019"),
    **dict.fromkeys("\u2033\u2036\u02ba\u02ee\u05f4\u3003", '"'),
    **dict.fromkeys("\u2032\u2035\u02b9\u00b4\u0060\u02c8\u05f3", "'"),
    **dict.fromkeys("\u2010\u2011\u2212\ufe63\uff0d\u2043\u058a\u02d7", "-"),
    **dict.fromkeys("\u2012\u2014\u2015\u2e3a\u2e3b\ufe58\ufe31\ufe32", "\u2013"),
    **dict.fromkeys("\u22ef\ufe19", "\u2026"),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2800", " "
    ),
    **dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"),
    **{chr(point): "\ufffd" for point in range(0xD800, 0xE000)},
}

#: Compatibility characters that are words of ordinary typography and stay as they are.
_KEEP = frozenset("\u2026\u2025\u2024\u2122\u2120\u00aa\u00ba\u00bc\u00bd\u00be\u2116\u00b2\u00b3\u00b9\u0e33\u0eb3")
_KEEP_TAGS = ("<fraction>",)

#: Scripts whose spelling or line breaking uses zero-width characters.
_JOINING = (
    (0x0590, 0x08FF),  # Hebrew, Arabic, Syriac, Thaana, NKo
    (0x0900, 0x0DFF),  # the scripts of India
    (0x0E00, 0x0FFF),  # Thai, Lao, Tibetan
    (0x1000, 0x109F),  # Burmese
    (0x1100, 0x11FF),  # Hangul jamo
    (0x1780, 0x18AF),  # Khmer, Mongolian
    (0x2E80, 0x9FFF),  # Chinese, Japanese
    (0xA840, 0xA87F),
    (0xA980, 0xABFF),
    (0xAC00, 0xD7FF),  # Korean
    (0xF900, 0xFAFF),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFF),
    (0x10A00, 0x11FFF),
    (0x1E900, 0x1E95F),
    (0x20000, 0x3FFFF),
)

OTHER, PLAIN, JOINING, PICTURE = 0, 1, 2, 3


def script_class(char: str) -> int:
    """PLAIN: letters and digits that never need joiners; JOINING: those of scripts that do; PICTURE: emoji."""
    point = ord(char)
    if point < 0x250:
        return PLAIN if char.isalnum() else OTHER
    if any(first <= point <= last for first, last in _JOINING):
        return JOINING
    category = unicodedata.category(char)
    if category in {"So", "Sk"} or 0x1F000 <= point <= 0x1FAFF:
        return PICTURE
    return PLAIN if category[0] == "L" or category == "Nd" else OTHER


@cache
def compatible(char: str) -> tuple[str, str] | None:
    """The plain form of *char* after NFKC and the kind of change, or None where it stays.

    Spacing accents, fractions, trade marks and superscript digits stay: taken apart they would
    change words ("5½" is not "51/2"). So do the few that stand for a whole phrase.
    """
    if char in _KEEP or char in TYPOGRAPHY:
        return None
    plain = unicodedata.normalize("NFKC", char)
    if plain == char or not plain.strip() or len(plain) > 4:
        return None
    how = unicodedata.decomposition(char).split(" ")[0]
    if how in _KEEP_TAGS or plain[0] == " " or (how in {"<super>", "<sub>"} and plain.isdigit()):
        return None
    point = ord(char)
    if 0x1D400 <= point <= 0x1D7FF or how in {"<super>", "<sub>"} or 0x2100 <= point <= 0x214F:
        return plain, "math-letter" if plain.isalnum() else "compatibility"
    if 0x2460 <= point <= 0x24FF or 0x1F100 <= point <= 0x1F1FF:
        return plain, "enclosed"
    if how in {"<wide>", "<narrow>"}:
        return plain, "full-width"
    if 0xFB00 <= point <= 0xFB06:
        return plain, "ligature"
    return plain, "compatibility"
