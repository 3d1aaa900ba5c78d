"""Bytes of a text file turned into text, with what had to be assumed."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from auditor.errors import ReadError

#: A text over this many bytes is refused unless the caller raises the limit.
LIMIT = 50_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", ""),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1b") + b"\x7f"
_SAMPLE = 65_536
_HIGH = re.compile(rb"[\x80-\xff]+")
#: Encodings of one byte a letter for languages written in Latin letters.
_LATIN = frozenset({
    "cp1252", "latin_1", "iso8859_15", "cp1250", "iso8859_2", "cp1254", "iso8859_9", "cp1257", "iso8859_4",
    "iso8859_13", "mac_roman", "cp850",
})  # fmt: skip
_SURROGATE = re.compile("[\ud800-\udfff]")


def load(path: Path, limit: int = LIMIT) -> bytes:
    """The bytes of *path*; ReadError if there is nothing to read or too much."""
    try:
        if not path.is_file():
            raise ReadError("no such file" if not path.exists() else "not a regular file")
        size = path.stat().st_size
        if size > limit:
            raise ReadError(f"{size:,} bytes, over the limit of {limit:,}")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(reason(error)) from error
    if not data.strip():
        raise ReadError("empty file")
    return data


def reason(error: OSError) -> str:
    """What the operating system says, without the path."""
    return (error.strerror or type(error).__name__).lower()


def decode(data: bytes) -> tuple[str, str]:
    """Text and the name of the encoding, empty for UTF-8; ReadError for binary data.

    UTF-8 first, byte order marks honoured, anything else detected (charset-normalizer).
    """
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec), name
            except UnicodeDecodeError:
                return data[len(mark) :].decode(codec, "replace"), f"{name or 'utf-8'}, damaged"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReadError(f"not a text file: {kind}")
    sample = data[:_SAMPLE]
    controls = (len(sample) - len(sample.translate(None, _CONTROLS))) / len(sample)
    if controls > 0.3 and (wide := _wide(sample)) is not None:
        return data.decode(wide, "replace"), wide
    if controls > 0.1 or (controls > 0.01 and not _utf8(sample)):
        raise ReadError("not a text file: binary data")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        return _detected(data, error)


def _utf8(sample: bytes) -> bool:
    """Whether *sample* is UTF-8 but for a character cut off at its end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark: every second byte of mostly ASCII text is zero."""
    half = len(sample) // 2
    if half < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.05 * half else None


def _detected(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    valid = sum(1 for char in repaired[:_SAMPLE] if char > "\x7f" and char != "\ufffd")
    if valid > 4 * broken:  # UTF-8 with a few damaged places
        return repaired, f"utf-8, damaged at byte {error.start}"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for files that are not UTF-8

    # the part that shows what the file is: around the first byte that is not UTF-8
    start = max(0, error.start - _SAMPLE // 2)
    sample = data[start : start + _SAMPLE]
    matches = list(from_bytes(sample))
    if not matches:
        raise ReadError("not a text file: no known encoding fits")
    if _accented(sample):  # short or repetitive texts are guessed to be Korean or Thai otherwise
        matches = [match for match in matches if match.encoding in _LATIN] or matches
        if matches[0].encoding not in _LATIN:
            return data.decode("cp1252", "replace"), "cp1252"
    best = matches[0]
    for match in matches:  # among equals the commonest encoding of the web is likelier than its cousins
        if (
            match.encoding in {"cp1252", "latin_1"}
            and match.chaos <= best.chaos + 0.02
            and match.coherence >= best.coherence - 0.05
        ):
            best = match
            break
    name = "cp1252" if best.encoding == "latin_1" else best.encoding
    return data.decode(name, "replace"), name


def _accented(data: bytes) -> bool:
    """Whether bytes beyond ASCII stand alone between ASCII letters, as accented letters of one byte do."""
    runs = _HIGH.findall(data)
    return bool(runs) and sum(len(run) == 1 for run in runs) >= 0.9 * len(runs)


def scalar(text: str) -> str:
    """*text* with lone surrogates, which no encoding can write, as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)
