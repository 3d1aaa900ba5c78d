"""A folder with a manifest: what is known of each file, kept beside it.

``manifest.toml`` holds ``[[article]]`` tables, ``manifest.json`` a list, ``manifest.jsonl`` one
object a line. Each entry names its ``file`` and any field of an article (id, source, title,
byline, published, url, language, and what the publisher declares: kind, section, credit, …), and
may hold a ``note`` for its readers. Any other key in ``manifest.toml`` is named as a mistake: it is
written by hand, and a misspelt date would go missing. The rest of the entry counts.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import ClassVar

from auditor.errors import ReadError
from auditor.model import Article, Declared, Skipped
from auditor.protocols import Reader
from auditor.readers.decoding import LIMIT, decode, load
from auditor.readers.fields import ALIASES, article_from
from auditor.readers.jsonl import JsonlReader
from auditor.readers.plain import PlainReader
from auditor.readers.webpage import WebpageReader

NAMES = ("manifest.toml", "manifest.json", "manifest.jsonl")
_OWN = ("file", "path", "declared", "note")
_KEYS = tuple(alias for aliases in ALIASES.values() for alias in aliases)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the file it is about and its fields."""

    file: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ManifestReader:
    """Reads the files a manifest lists, in its order, with the fields it gives them.

    A file that is missing is skipped by name. Files without an entry are left to the folder walk.
    """

    name: ClassVar[str] = "manifest"
    limit: int = LIMIT  #: bytes above which a listed file is refused
    readers: Sequence[Reader] = field(default=())  #: for the listed files; text, JSON and HTML if none are given

    def accepts(self, path: Path, /) -> bool:
        """Whether the file is called ``manifest.toml``, ``.json`` or ``.jsonl``."""
        return path.name.lower() in NAMES

    def read(self, path: Path, /) -> Iterator[Article | Skipped]:
        """The articles *path* lists."""
        readers = self.readers or (PlainReader(self.limit), JsonlReader(self.limit), WebpageReader(self.limit))
        for entry in entries(path):
            if isinstance(entry, Skipped):
                yield entry
                continue
            file = path.parent / entry.file
            reader = next((reader for reader in readers if reader.accepts(file)), PlainReader(self.limit))
            for item in reader.read(file):
                yield item if isinstance(item, Skipped) else told(item, entry.fields)


def entries(path: Path) -> Iterator[Entry | Skipped]:
    """The entries of a manifest in order; a bad one is skipped with its number."""
    try:
        rows = _rows(path)
    except ReadError as error:
        yield Skipped(str(path), str(error))
        return
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        place = f"{path}: entry {number}"
        file = row.get("file") or row.get("path") if isinstance(row, dict) else None
        if not isinstance(row, dict) or not isinstance(file, str):
            yield Skipped(place, "an entry needs a file")
        elif _outside(file):
            yield Skipped(place, f"{file} lies outside the folder")
        elif file in seen:
            yield Skipped(place, f"{file} is listed twice; the first entry counts")
        else:
            seen.add(file)
            if path.suffix == ".toml":
                yield from (Skipped(f"{place} ({file})", reason) for reason in _mistakes(row))
            yield Entry(file, row)


def told(article: Article, fields: Mapping[str, object]) -> Article:
    """*article* with what the manifest says of it; the manifest wins over the file."""
    said = article_from(fields, "", path="")
    changes = {
        name: getattr(said, name)
        for name in ("id", "source", "title", "byline", "published", "url", "language")
        if getattr(said, name)
    }
    declared = {name: value for name in Declared.__slots__ if (value := getattr(said.declared, name)) not in ("", ())}
    return replace(article, **changes, declared=replace(article.declared, **declared))


def _mistakes(row: Mapping[str, object]) -> Iterator[str]:
    """What is wrong with the keys of one entry, each with the key that was perhaps meant."""
    for table, known in ((row, (*_KEYS, *_OWN)), (row.get("declared"), _KEYS)):
        for key in table if isinstance(table, Mapping) else ():
            if str(key).lower() not in known:
                close = get_close_matches(str(key).lower(), known, n=1)
                yield f"unknown key {str(key)!r}" + (f"; did you mean {close[0]!r}?" if close else "")


def _rows(path: Path) -> list[object]:
    text, _ = decode(load(path))
    try:
        if path.suffix == ".jsonl":
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        content: object = tomllib.loads(text.replace("\r\n", "\n")) if path.suffix == ".toml" else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"not a readable manifest: {str(error)[:120]}") from error
    if isinstance(content, dict):
        content = next((content[key] for key in ("article", "articles") if isinstance(content.get(key), list)), None)
    if not isinstance(content, list):
        raise ReadError("a manifest holds a list of articles")
    return content


def _outside(file: str) -> bool:
    path = Path(file)
    return path.is_absolute() or ".." in path.parts or "\x00" in file
