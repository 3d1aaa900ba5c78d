"""The five sockets third parties plug into. Each is found through an entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar, runtime_checkable

from auditor.model import Article, AuditReport, Document, Finding, Severity, Skipped

T = TypeVar("T")
R = TypeVar("R")


@runtime_checkable
class Rule(Protocol):
    """A pure function from one subject to findings.

    *severity* is that of a typical finding, *subject* is Reading, Comparison or Pairing; options are
    the dataclass fields of the rule.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity]
    subject: ClassVar[type]

    def check(self, subject: Any, /) -> Iterator[Finding]:
        """Yield what is wrong with *subject*."""
        ...


@runtime_checkable
class Reader(Protocol):
    """Turns one path into articles; what cannot be read is yielded as ``Skipped``."""

    name: ClassVar[str]

    def accepts(self, path: Path, /) -> bool:
        """Whether this reader is meant for *path*, judged by name only."""
        ...

    def read(self, path: Path, /) -> Iterator[Article | Skipped]:
        """Yield the articles of *path* in a fixed order."""
        ...


class Store(Protocol):
    """Keeps articles and finds those that share text with a new one."""

    def add(self, articles: Iterable[Article], /) -> int:
        """Add what is not there yet; the number of articles added."""
        ...

    def get(self, article_id: str, /) -> Article | None:
        """The stored article, or None."""
        ...

    def candidates(self, subject: Article | Document, /, limit: int = 50) -> tuple[str, ...]:
        """Ids of stored articles likely to share a passage, most promising first."""
        ...

    def __iter__(self) -> Iterator[Article]: ...

    def __len__(self) -> int: ...

    def close(self) -> None:
        """Write what is pending and let go of files."""
        ...


class Engine(Protocol):
    """Moves rows: the meaning of the three verbs is defined by ``engines.local``."""

    def each(self, fn: Callable[[T], R], rows: Iterable[T], /) -> Iterator[R]:
        """Apply *fn* to every row, results in input order."""
        ...

    def group(self, key: Callable[[T], str], rows: Iterable[T], /) -> Iterator[tuple[str, list[T]]]:
        """Rows by key, keys in sorted order, rows in input order."""
        ...

    def collect(self, rows: Iterable[T], /) -> list[T]:
        """All rows, in order, in memory."""
        ...


@runtime_checkable
class Reporter(Protocol):
    """Turns a report into text (or files, for formats with several pages)."""

    name: ClassVar[str]

    def render(self, report: AuditReport, /) -> dict[str, str]:
        """Relative file name → content. Formats of one file use one entry."""
        ...
