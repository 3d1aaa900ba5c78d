"""Many articles on their way into a store: a stream of bounded memory, and how far it has come."""

from __future__ import annotations

import gzip
import json
import os
import re
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, TypeVar

from auditor.errors import ReadError
from auditor.model import Article, Skipped
from auditor.protocols import Reader
from auditor.readers.decoding import decode, load, scalar
from auditor.readers.fields import named, words
from auditor.readers.manifest import NAMES, Entry, entries
from auditor.readers.plain import front_matter

if TYPE_CHECKING:
    from auditor.stores.disk import DiskStore

T = TypeVar("T")
_EVERY = 0.5  # seconds between two looks at a terminal
_LOOKS = 60  # the latest, over which the rate is taken: what an earlier run stored goes by far faster than the rest
_BLOCK = 1 << 20
_LOOKED = 32  # files without ids whose texts are looked up: where one folder has moved, all of them are new
_OTHERS = 4  # articles of which one may hold the same text


def stream(paths: Iterable[Path], readers: Sequence[Reader], skipped: list[Skipped], store: Path) -> Iterator[Article]:
    """The articles of *paths* in a fixed order, one at a time, each under its name, see :func:`lasting_ids`.

    What cannot be read goes to *skipped*, but for the files of the *store* itself.
    """
    from auditor.readers import read  # noqa: PLC0415

    name = lasting_ids(paths, store)
    for item in read({path.resolve(): path for path in paths}.values(), readers):
        if isinstance(item, Skipped):
            skipped.extend([] if _is_below(item.place, store) else [item])
        elif not item.text.strip():
            skipped.append(Skipped(item.path or item.id, "holds no text"))
        else:
            yield replace(item, id=name(item))


def _is_below(place: str, folder: Path) -> bool:
    try:
        return Path(os.path.realpath(place)).is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):
        return False


def lasting_ids(paths: Iterable[Path], store: Path) -> Callable[[Article], str]:
    """Gives the id that an article of *paths* has in the store in the folder *store*.

    It is the one that its row, its file or a manifest among *paths* gives it. Else it is the path of its file,
    with the row's number, seen from the folder in which the store lies: it is the same from whatever working
    directory the file is added, and when store and texts are moved together. A name made of the file's last part
    alone would be another file's, too, and one that tells files apart by their order another one tomorrow.
    A file that moves without the store is a new one: :func:`compared` notices.
    """
    said = _said(paths)

    def name(article: Article) -> str:
        file, row = _file_and_row(article.path)
        own = re.sub(r"~\d+$", "", article.id)
        if not _is_named_after(own, file, row) or (not row and own in {said(file), _own_id(file)}):
            return article.id
        return lasting_path(article.path, store) or article.id

    return name


def lasting_path(place: str, store: Path) -> str:
    """The file of *place*, with the row if it names one, seen from the folder in which *store* lies; or nothing."""
    file, row = _file_and_row(place)
    try:
        base = Path(os.path.realpath(store)).parent
        lasting = Path(os.path.relpath(os.path.realpath(file), base)).as_posix()
    except (OSError, ValueError):  # no path of this system
        return ""
    return scalar(f"{lasting}:{row}" if row else lasting)


def _is_named_after(ident: str, file: str, row: str) -> bool:
    """Whether readers make up this id for an article of *file* that gives none."""
    whole = PurePath(file)
    if not whole.name:
        return False
    if row:
        return ident in {f"{whole.stem}:{row}", f"{whole.name.split('.')[0]}:{row}"}
    below = f"/{whole.with_suffix('').as_posix()}".endswith(f"/{ident}")
    return below or ident in {whole.stem, whole.name.split(".")[0]}


def _said(paths: Iterable[Path]) -> Callable[[str], str]:
    """Gives the id that a manifest among *paths* says a file has, else nothing."""
    roots = {(path.parent if path.name.lower() in NAMES else path).absolute() for path in paths}

    @cache
    def told(folder: Path) -> dict[str, str]:
        rows = [row for name in NAMES if (folder / name).is_file() for row in entries(folder / name)]
        return {
            str(folder / row.file): words(named(row.fields).get("id"))
            for row in reversed(rows)  # the first entry counts
            if isinstance(row, Entry)
        }

    def said(file: str) -> str:
        try:
            whole = Path(file).absolute()
            above = [one for one in whole.parents if any(one.is_relative_to(root) for root in roots)]
            return next((ident for folder in above if (ident := told(folder).get(str(whole)))), "")
        except (OSError, ValueError):
            return ""

    return said


def _own_id(file: str) -> str:
    """The id that a file of one article gives it: a JSON object, or front matter."""
    suffix = PurePath(file).suffix.lower()
    if suffix not in {".json", ".md", ".markdown"}:
        return ""
    try:
        text, _ = decode(load(Path(file)))
        fields = json.loads(text) if suffix == ".json" else front_matter(text)[1]
    except (OSError, ReadError, ValueError, RecursionError):
        return ""
    return words(named(fields).get("id")) if isinstance(fields, dict) else ""


def _file_and_row(path: str) -> tuple[str, str]:
    """Where an article was read: the file, and the number of the row in it or nothing."""
    found = re.fullmatch(r"(.+):(\d+)", path, re.DOTALL)
    return (found[1], found[2]) if found and not os.path.lexists(path) else (path, "")


@dataclass
class Told:
    """What is worth saying of articles on their way into a store that holds some."""

    replaced: list[str] = field(default_factory=list)  #: those that take the place of a text of another file
    twice: list[str] = field(default_factory=list)  #: those whose text is there under another name
    looked_at: int = 0  #: new articles without an id whose texts were looked up: the first few


def compared(articles: Iterable[Article], store: DiskStore, told: Told) -> Iterator[Article]:
    """*articles* as they are; what a user has to know of them goes to *told*."""
    own: set[str] = set()  # tables whose rows are stored already, as after an interruption
    for article in articles:
        file, row = _file_and_row(article.path)
        known = None if file in own else store.get(article.id)
        if known is not None and _file_and_row(known.path)[0] == file:
            own.update([file] if row else [])
        elif known is not None and known.text != article.text:
            came = known.path or "no file"
            told.replaced.append(f"{article.id} of {article.path} takes the place of another text, of {came}")
        elif known is None and told.looked_at < _LOOKED and article.id == lasting_path(article.path, store.path):
            told.looked_at += 1
            others = (store.get(one) for one in store.candidates(article, _OTHERS))
            same = next((one.id for one in others if one is not None and one.text == article.text), "")
            told.twice.extend([f"{article.path} is there as {same}, too"] if same else [])
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


def watched(rows: Iterable[T], total: int, out: IO[str], size: Callable[[T], int] = lambda _: 1) -> Iterator[T]:
    """*rows*, while a line on the terminal *out* says how many articles are done, how fast, how long it will take.

    A row stands for *size* articles, which are done when the next row is asked for.
    """
    looks = deque([(0, time.monotonic())], _LOOKS)
    number = 0
    for row in rows:
        yield row
        number += size(row)
        now = time.monotonic()
        if now - looks[-1][1] >= _EVERY:
            looks.append((number, now))
            since, then = looks[0]
            out.write(f"\r{progress(number, total, (number - since) / (now - then)):<70}")
            out.flush()
    if looks[-1][0]:
        out.write(f"\r{'':70}\r")
        out.flush()


def progress(number: int, total: int, rate: float) -> str:
    """One line: how many, how many a second, how long still."""
    left = max(0, total - number) / max(rate, 1e-9)
    return f"{number:,} of {max(total, number):,} articles, {rate:,.{rate < 10:d}f} a second, {_clock(left)} left"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
