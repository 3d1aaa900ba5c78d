"""Many articles on their way into a store: a stream of bounded memory, and how far it has come."""

from __future__ import annotations

import gzip
import os
import re
import sys
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import IO

from auditor.errors import ReadError
from auditor.model import Article, Skipped
from auditor.protocols import Reader, Store
from auditor.readers.decoding import scalar

_EVERY = 0.5  # seconds between two looks at a terminal
_EVERY_LINE = 30.0  # the same where lines stay, as in a log
_BLOCK = 1 << 20


def stream(paths: Iterable[Path], readers: Sequence[Reader], skipped: list[Skipped]) -> Iterator[Article]:
    """The articles of *paths* in a fixed order, one at a time, each under its :func:`lasting_id`.

    What cannot be read goes to *skipped*.
    """
    from auditor.readers import read  # noqa: PLC0415

    for item in read({path.resolve(): path for path in paths}.values(), readers):
        if isinstance(item, Skipped):
            skipped.append(item)
        elif not item.text.strip():
            skipped.append(Skipped(item.path or item.id, "holds no text"))
        else:
            yield replace(item, id=lasting_id(item))


def lasting_id(article: Article) -> str:
    """The id an article is stored under: its own, or else its file, from the working directory where it is below it.

    A name made of the file's last part alone would be another file's, too, and one that tells files apart by
    their order another one tomorrow.
    """
    file, row = _file_and_row(article.path)
    given = re.sub(r"~\d+$", "", article.id)
    name = given.removesuffix(f":{row}") if row else given
    whole = PurePath(file)
    if not whole.name:
        return article.id
    below = not row and f"/{whole.with_suffix('').as_posix()}".endswith(f"/{name}")
    if not (name in {whole.stem, whole.name.split(".")[0]} or below):
        return article.id
    try:
        real = Path(os.path.realpath(file))
    except (OSError, ValueError):  # no path of this system
        return article.id
    here = Path.cwd()
    lasting = (real.relative_to(here) if real.is_relative_to(here) else real).as_posix()
    return scalar(f"{lasting}:{row}" if row else lasting)


def _file_and_row(path: str) -> tuple[str, str]:
    """Where an article was read: the file, and the number of the row in it or nothing."""
    found = re.fullmatch(r"(.+):(\d+)", path, re.DOTALL)
    return (found[1], found[2]) if found and not os.path.lexists(path) else (path, "")


def replacing(articles: Iterable[Article], store: Store, told: list[str]) -> Iterator[Article]:
    """*articles*; in *told*, those that take the place of another text that came from another file."""
    own: set[str] = set()  # tables whose rows are stored already, as after an interruption
    for article in articles:
        file, row = _file_and_row(article.path)
        known = None if file in own else store.get(article.id)
        if known is not None and _file_and_row(known.path)[0] == file:
            own.update([file] if row else [])
        elif known is not None and replace(known, path="", encoding="") != replace(article, path="", encoding=""):
            told.append(f"{article.id} of {article.path} takes the place of another text, of {known.path or 'no file'}")
        yield article


class Counted:
    """Passes articles on and counts them."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = articles
        self.number = 0

    def __iter__(self) -> Iterator[Article]:
        for article in self._articles:
            self.number += 1
            yield article


def counted(paths: Iterable[Path]) -> int:
    """About how many articles there are: rows of tables and of JSON lines, other files as one each."""
    return sum(_rows(file) for path in paths for file in _files(path))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    yield from (file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))


def _rows(path: Path) -> int:
    name = path.name.lower()
    try:
        if name.endswith(".parquet"):
            from pyarrow import parquet  # noqa: PLC0415

            return int(parquet.read_metadata(path).num_rows)
        if name.endswith((".jsonl", ".ndjson")):
            with path.open("rb") as file:
                return _lines(file)
        if name.endswith((".jsonl.gz", ".ndjson.gz")):
            with gzip.open(path, "rb") as file:
                return _lines(file)
        if name.endswith((".jsonl.zst", ".ndjson.zst")):
            from auditor.readers.jsonl import opened  # noqa: PLC0415

            with opened(path) as file:
                return _lines(file)
    except (OSError, EOFError, ImportError, ReadError, ValueError, zlib.error):
        return 1  # whatever is wrong with it, reading it will tell
    return 1


def _lines(file: IO[bytes] | gzip.GzipFile) -> int:
    count = 0
    while block := file.read(_BLOCK):
        count += block.count(b"\n")
    return max(1, count)


def watched(articles: Iterable[Article], total: int, out: IO[str] | None = None) -> Iterator[Article]:
    """*articles*, while a line on *out* (stderr) says how many have come, how fast, and how long it will take."""
    stream = out or sys.stderr
    terminal = stream.isatty()
    start = told = time.monotonic()
    number = 0
    for number, article in enumerate(articles, 1):
        yield article
        now = time.monotonic()
        if now - told >= (_EVERY if terminal else _EVERY_LINE):
            told = now
            line = progress(number, total, now - start)
            stream.write(f"\r{line:<70}" if terminal else f"{line}\n")
            stream.flush()
    if terminal and number:
        stream.write(f"\r{'':70}\r")
        stream.flush()


def progress(number: int, total: int, seconds: float) -> str:
    """One line: how many, how fast, how long still."""
    rate = number / max(seconds, 1e-9)
    left = max(0, total - number) / rate
    return f"{number:,} of {max(total, number):,} articles, {rate:,.0f} a second, {_clock(left)} left"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
