"""UTF-8 that was read as Windows-1252 or Latin-1 ("â€™" for "’"), found and decoded in place.

A sequence is decoded where it is valid UTF-8 once its characters are turned back into bytes and
where ordinary writing cannot produce it: "É”" closes a quotation of "CAFÉ", so a lone pair is
believed only after Â or Ã and never when the second half may be a real quotation mark.
"""

from __future__ import annotations

import re

_CP1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_BYTES = {ord(char): byte for byte, char in _CP1252.items()} | {byte: byte for byte in range(0x80, 0x100)}
#: U+0080–U+009F in a text are Windows-1252 bytes that were never decoded.
C1 = {chr(byte): char for byte, char in _CP1252.items() if ord(char) != byte}

_TAIL = "[\x80-\xbf" + re.escape("".join(C1.values())) + "]"
PATTERN = re.compile(
    "(?:[\xc2-\xdf]" + _TAIL + "|[\xe0-\xef]" + _TAIL + "{2}|[\xf0-\xf4]" + _TAIL + "{3})+|\xe2\u20ac(?![^\\s.,;:!?)])"
)
LEADS = frozenset(map(chr, range(0xC2, 0xF5)))
TAILS = frozenset(map(chr, range(0x80, 0xC0))) | frozenset(C1.values())
#: What may follow a real accented letter: then a lone sequence proves nothing.
_ORDINARY = frozenset("‘’‚“”„…–—«»‹›\xa0\xad")


def repair(match: re.Match[str]) -> str | None:
    """The text that *match* was before it was misread, or None where it may be meant."""
    seen = match[0]
    if seen == "\xe2\u20ac":  # the last byte of a closing quotation mark is undefined in Windows-1252
        return "\u201d"
    meant = _decode(seen)
    if meant is None:
        return None
    if len(meant) == 1 and not _certain(seen, match.string[match.start() - 1 : match.start()]):
        return None
    return meant


def _decode(seen: str) -> str | None:
    try:
        return seen.translate(_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _certain(seen: str, before: str) -> bool:
    lead, second = seen[0], seen[1]
    if lead in "\xc2\xc3":
        return second not in _ORDINARY or not before.isupper()
    if len(seen) == 2:
        return lead in "\xc4\xc5" and second not in _ORDINARY
    if len(seen) == 3:
        return lead in "\xe2\xef" and second not in _ORDINARY
    return True
