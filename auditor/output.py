"""Writing reports and reading them back."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from auditor.errors import ReadError, SettingsError
from auditor.explain import manual
from auditor.model import Article, AuditReport
from auditor.registry import reporter, rule_classes
from auditor.reporters import FORMATS, files
from auditor.reporters.accuracy import measured
from auditor.reporters.rule_doc import RuleDoc, RuleOption
from auditor.reporters.wire_v1 import load as from_json

FileId: TypeAlias = tuple[int, int]
#: Folders of the html report, and the mark by which its pages are known.
PAGE_FOLDERS = ("article", "pair", "source", "cluster")
GENERATED = '<meta name="generator" content="news auditor"'
#: Formats without a notion of accepted findings show only those that count; the others keep all.
_COUNTING = frozenset({"text", "markdown", "github", "gitlab", "junit"})


def write(report: AuditReport, folder: str | Path, *, formats: Sequence[str] = ("html", "json")) -> list[Path]:
    """Write *report* into *folder*, one file (or, for html, several pages) per format.

    Each file appears whole or not at all; pages of an earlier report are removed. Returns
    the paths written, in order. Raises SettingsError for an unknown format or where a file that an
    article came from would be overwritten, and ReadError where the folder cannot be written.
    """
    root = Path(folder)
    own = files_of(reading.article for reading in report.articles)
    written = [path for name in formats for path in _write_files(root, render(report, name), own)]
    if "html" in formats:
        _sweep(root, written)
    return written


def render(report: AuditReport, name: str, *, color: bool = False, quiet: bool = False) -> Iterator[tuple[str, str]]:
    """Relative file name and content of every file of one format, lazily.

    *color* adds ANSI colours to the text format, *quiet* leaves its summary out. Raises
    SettingsError for an unknown format.
    """
    if name in _COUNTING:
        report = replace(report, findings=tuple(f for f in report.findings if not f.suppressed))
    if name == "text" and (color or quiet):
        from auditor.reporters import text  # noqa: PLC0415  # other formats need not load it

        yield "report.txt", text.render(report, color=color, summary=not quiet)
        return
    plugged = None if name in FORMATS else reporter(name)
    if plugged is not None:
        yield from sorted(plugged.render(report).items())
        return
    yield from files(report, name, rules=rule_docs(), measured=measured())


def load(path: str | Path) -> AuditReport:
    """Read a report.json back, to render it again without auditing again.

    Numbers come back rounded to six digits, as they are written.

    Raises ReadError naming the file where it is missing or not a report of this schema.
    """
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    try:
        return from_json(text)
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from error


def rule_docs() -> tuple[RuleDoc, ...]:
    """Every rule's manual page in the shape reporters take."""
    return tuple(
        RuleDoc(
            page.code,
            page.name,
            page.summary,
            page.why,
            page.fires,
            page.silent,
            page.resolve,
            page.severity,
            options=tuple(RuleOption(o.name.replace("_", "-"), repr(o.default), o.meaning) for o in page.options),
        )
        for page in map(manual, rule_classes())
    )


def put(path: Path, content: str) -> None:
    """Write one file whole or not at all, making its folder. Raises ReadError naming it where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a pipe or a device is written to, never replaced
            path.write_text(content, "utf-8", "backslashreplace", newline="")
        else:
            _replace_file(path, content)
    except OSError as error:
        raise ReadError(f"{path}: cannot be written: {error.strerror}") from error


def files_of(articles: Iterable[Article]) -> frozenset[FileId]:
    """The files that *articles* came from, whatever they are called: an article's own file is never overwritten."""
    paths = dict.fromkeys(article.path for article in articles if article.path)
    found = (_file_id(path) or _file_id(re.sub(r":\d+$", "", path)) for path in paths)
    return frozenset(file for file in found if file is not None)


def spare(path: Path, own: frozenset[FileId]) -> None:
    """Raises SettingsError where *path* is one of the files *own*."""
    if own and _file_id(path) in own:
        raise SettingsError(f"{path}: an article was read from this file; write to another")


def _file_id(path: str | Path) -> FileId | None:
    """Device and number of a regular file, the same under all its names."""
    try:
        found = os.stat(path)  # noqa: PTH116  # a Path for each of many articles is slow
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _write_files(root: Path, contents: Iterator[tuple[str, str]], own: frozenset[FileId]) -> Iterator[Path]:
    for name, content in contents:
        spare(root / name, own)
        put(root / name, content)
        yield root / name


def _sweep(root: Path, written: Iterable[Path]) -> None:
    """Remove pages an earlier, larger report left in *root*: a stale page would accuse without grounds."""
    fresh = set(written)
    for folder in (root, *(root / name for name in PAGE_FOLDERS)):
        for page in sorted(folder.glob("*.html")):
            if page not in fresh and GENERATED in page.read_text("utf-8", errors="replace")[:4000]:
                page.unlink()


def _replace_file(path: Path, content: str) -> None:
    """Put *content* at *path* in one step: a reader sees the old file or the new one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            stream.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
