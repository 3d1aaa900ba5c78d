"""Rows of JSON: one article a line, or one file holding a list or a single object."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar, cast

from auditor.errors import ReadError
from auditor.model import Article, Skipped
from auditor.readers.decoding import LIMIT, decode, load, reason
from auditor.readers.fields import named
from auditor.readers.rows import article_of_row

_ZSTD_STEP = 4096  # compressed bytes read at once: each may stand for thousands
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")


@dataclass(frozen=True, slots=True)
class JsonlReader:
    """Reads ``.jsonl``, ``.ndjson`` (also ``.gz`` and ``.zst``) line by line, and ``.json`` as a whole.

    Fields go by their usual names (text/body/content, source/outlet/domain, …). A bad row is
    skipped with its line number, the rest is read.
    """

    name: ClassVar[str] = "jsonl"
    limit: int = LIMIT  #: bytes above which a row, or a whole ``.json`` file, is refused

    def accepts(self, path: Path, /) -> bool:
        """Whether the name ends like a file of JSON rows."""
        return path.name.lower().endswith((*_LINES, ".json"))

    def read(self, path: Path, /) -> Iterator[Article | Skipped]:
        """The articles of *path* in file order."""
        if path.name.lower().endswith(_LINES):
            yield from self._lines(path)
        else:
            yield from self._whole(path)

    def _lines(self, path: Path) -> Iterator[Article | Skipped]:
        rows = 0
        number = 0
        try:
            with opened(path) as file:
                for number, line in enumerate(_rows(file, self.limit), 1):
                    place = f"{path}:{number}"
                    if line is None:
                        rows += 1
                        yield Skipped(place, f"row over the limit of {self.limit:,} bytes")
                    elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                        rows += 1
                        yield self._row(line, place, path, number)
        except ReadError as error:
            yield Skipped(str(path), str(error))
            return
        except (OSError, EOFError, zlib.error) as error:
            yield Skipped(f"{path}:{number + 1}" if number else str(path), f"{_damage(path, error)}{_kept(rows)}")
            return
        if not rows:
            yield Skipped(str(path), "empty file")

    def _row(self, line: bytes, place: str, path: Path, number: int) -> Article | Skipped:
        try:
            text = line.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            return Skipped(place, f"not UTF-8 at byte {error.start} of the row")
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as error:
            return Skipped(place, f"not JSON: {_short(error)}")
        return article_of_row(row, place, _stem(path), number)

    def _whole(self, path: Path) -> Iterator[Article | Skipped]:
        try:
            text, _ = decode(load(path, self.limit))
            content = json.loads(text)
        except ReadError as error:
            yield Skipped(str(path), str(error))
            return
        except (ValueError, RecursionError) as error:
            yield Skipped(str(path), f"not JSON: {_short(error)}")
            return
        if isinstance(content, dict) and "text" not in named(content):
            held = [
                value for value in content.values() if isinstance(value, list) and value and isinstance(value[0], dict)
            ]
            content = held[0] if len(held) == 1 else content
        if not isinstance(content, list):
            yield article_of_row(content, str(path), _stem(path), 0)
            return
        if not content:
            yield Skipped(str(path), "an empty list")
        for number, row in enumerate(content, 1):
            yield article_of_row(row, f"{path}:{number}", _stem(path), number)


def _damage(path: Path, error: OSError | EOFError | zlib.error) -> str:
    """What is wrong with a compressed file."""
    if isinstance(error, OSError) and error.strerror:
        return reason(error)
    kind = "Zstandard" if path.suffix.lower() == ".zst" else "gzip"
    return f"the {kind} file is cut off" if isinstance(error, EOFError) else f"damaged {kind} file"


def _kept(rows: int) -> str:
    return f" after {rows:,} row{'s'[: rows != 1]}, which were read" if rows else ""


def _stem(path: Path) -> str:
    return path.name.split(".")[0]


def opened(path: Path) -> BinaryIO:
    """The bytes of a file of rows, decompressed. Raises ReadError where that cannot be done."""
    if not path.is_file():
        raise ReadError("no such file" if not path.exists() else "not a regular file")
    if path.suffix.lower() == ".gz":
        return cast("BinaryIO", gzip.open(path, "rb"))
    if path.suffix.lower() == ".zst":
        return _zstandard(path)
    return path.open("rb")


def _zstandard(path: Path) -> BinaryIO:
    import zstandard  # noqa: PLC0415 # only for files that are packed so

    def pieces() -> Iterator[bytes]:
        """Decompressed bytes, a little at a time, of frame after frame."""
        with path.open("rb") as file:
            frame, open_frame = zstandard.ZstdDecompressor().decompressobj(), False
            try:
                while left := file.read(_ZSTD_STEP):
                    while left:
                        yield frame.decompress(left)
                        left, open_frame = frame.unused_data, not frame.eof
                        if frame.eof:
                            frame = zstandard.ZstdDecompressor().decompressobj()
            except zstandard.ZstdError as error:
                raise OSError(str(error)) from error
            if open_frame:
                raise EOFError

    return cast("BinaryIO", io.BufferedReader(_Pieces(pieces()), 1 << 16))


class _Pieces(io.RawIOBase):
    """A file of the bytes that an iterator gives."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override] # what BufferedReader passes
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def _rows(file: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Lines, with None for one that is too long to hold."""
    while line := file.readline(limit + 1):
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := file.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def _short(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]
