"""Files and folders turned into articles: nothing is dropped in silence."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.model import Article, Skipped
from auditor.protocols import Reader
from auditor.readers.decoding import LIMIT, reason, scalar
from auditor.readers.feed import FeedReader
from auditor.readers.jsonl import JsonlReader
from auditor.readers.manifest import NAMES, Entry, ManifestReader, entries
from auditor.readers.plain import PlainReader
from auditor.readers.tables import ParquetReader
from auditor.readers.webpage import WebpageReader

#: Files of a folder that are about the folder.
_ABOUT = ("readme", "license", "licence", "notice", "copying", "changelog", "contributing")


def builtin(limit: int = LIMIT) -> tuple[Reader, ...]:
    """The readers of this package; *limit* is in bytes per file, or per row of JSON lines."""
    files = PlainReader(limit), JsonlReader(limit), WebpageReader(limit), FeedReader(limit), ParquetReader()
    return (ManifestReader(limit), *files)


def read(
    paths: Iterable[Path | str], readers: Sequence[Reader] | None = None, *, max_bytes: int = LIMIT
) -> Iterator[Article | Skipped]:
    """The articles of *paths*, folders walked in sorted order, and what could not be read.

    Ids are unique within a run: a file whose stem is taken gets its path below the given folder
    as id, a declared id that is taken gets ``~2``, ``~3`` and so on. A source that nobody names
    is the parent folder below the given one, else the file's own path without its extension. *max_bytes* bounds a
    file, or a row of JSON lines.
    """
    chosen = tuple(readers) if readers is not None else builtin(max_bytes)
    taken: set[str] = set()
    for given in paths:
        root = Path(given)
        for path, item in _items(root, chosen):
            if isinstance(item, Skipped):
                yield Skipped(scalar(item.place), scalar(item.reason))
            else:
                yield placed(item, path, root, taken)


def _items(root: Path, readers: Sequence[Reader]) -> Iterator[tuple[Path, Article | Skipped]]:
    try:
        folder = root.is_dir()
        there = folder or root.exists() or root.is_symlink()
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "not a usable path"
        yield root, Skipped(str(root), why)
        return
    if not there:
        yield root, Skipped(str(root), "no such file or folder")
    elif folder:
        found = False
        for path, item in _walk(root, readers, frozenset()):
            found = True
            yield path, item
        if not found:
            yield root, Skipped(str(root), "no articles in the folder")
    else:
        yield from _file(root, readers, asked=True)


def _walk(folder: Path, readers: Sequence[Reader], above: frozenset[str]) -> Iterator[tuple[Path, Article | Skipped]]:
    real = os.path.realpath(folder)
    if real in above:
        yield folder, Skipped(str(folder), "a link back to a folder that holds it")
        return
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        yield folder, Skipped(str(folder), reason(error))
        return
    listed: set[str] = set()
    for name in names:
        manifest = folder / name
        if name.lower() in NAMES and any(reader.name == ManifestReader.name for reader in readers):
            listed.update(Path(entry.file).as_posix() for entry in entries(manifest) if isinstance(entry, Entry))
            yield from _file(manifest, readers, asked=True)
    for name in names:
        path = folder / name
        if name.lower() in NAMES or name in listed:
            continue
        if name.startswith("."):
            if any(reader.accepts(path) for reader in readers) and not path.is_dir():
                yield path, Skipped(str(path), "a hidden file; name it to have it read")
            continue
        if path.is_dir():
            below = {posix[len(name) + 1 :] for posix in listed if posix.startswith(f"{name}/")}
            for inner, item in _walk(path, readers, above | {real}):
                if inner.relative_to(path).as_posix() not in below:
                    yield inner, item
        elif not name.lower().startswith(_ABOUT) or Path(name).suffix.lower() not in {"", ".md", ".txt", ".rst"}:
            yield from _file(path, readers, asked=False)


def _file(path: Path, readers: Sequence[Reader], *, asked: bool) -> Iterator[tuple[Path, Article | Skipped]]:
    """The items of one file; a file the user named himself is tried as text whatever its name."""
    reader = next((reader for reader in readers if reader.accepts(path)), None)
    if reader is None and asked and not path.suffix:
        reader = next((reader for reader in readers if reader.name == PlainReader.name), None)
    if reader is None:
        yield path, Skipped(str(path), f"no reader for {path.suffix or 'files without an extension'}")
        return
    try:
        for item in reader.read(path):
            yield path, item
    except Exception as error:  # noqa: BLE001 - a third party's reader must not stop the run
        yield path, Skipped(str(path), f"reader {reader.name} failed: {type(error).__name__}: {error}")


def _unsuffixed(path: Path) -> str:
    return re.sub(r"\.\w+(?=(:\d+)?$)", "", path.as_posix())


def placed(article: Article, path: Path, root: Path, taken: set[str]) -> Article:
    """*article* of the file *path*, found below *root*, with an id that is not *taken* yet, and a source."""
    # names of files need not be Unicode; what is written to a report must be
    stem = scalar(path.stem)
    name = article.id or stem
    if name in taken and name == stem and path != root:
        below = path.relative_to(root) if path.is_relative_to(root) else path
        name = scalar(below.with_suffix("").as_posix())
    base, number = name, 2
    while name in taken:
        name = f"{base}~{number}"
        number += 1
    taken.add(name)
    own = Path(article.path or path)
    # where nobody names the source, the folder below the given one does; else every article is its own,
    # since sources that were merely guessed to be the same would never be compared
    source = article.source or (own.parent.name if root not in (path, own, own.parent) else "") or _unsuffixed(own)
    return replace(article, id=name, source=scalar(source), path=scalar(article.path or str(path)))
