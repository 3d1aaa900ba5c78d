"""What earlier runs worked out, by content: a second run over an unchanged corpus only looks it up.

One SQLite file. A key is a digest of everything the value depends on, so an entry is never
wrong, only unused; several processes may read and write at once, and a killed one loses what it
had not committed and nothing else.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

NAME = "cache.sqlite"
_WAIT = 30.0  # seconds another process may hold the write lock
_AT_ONCE = 400  # keys per query: below SQLite's limit of variables on every build
_COMMIT = 128  # values written in one transaction


class Cache:
    """Values by key in ``folder/cache.sqlite``. A cache that cannot be used is an empty one."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._database: sqlite3.Connection | None = None
        self._pending: list[tuple[bytes, bytes]] = []
        with self._usable():
            self.folder.mkdir(parents=True, exist_ok=True)
            ignore = self.folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", "utf-8")
            database = sqlite3.connect(self.folder / NAME, timeout=_WAIT, isolation_level=None)
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            database.execute("CREATE TABLE IF NOT EXISTS entry (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
            self._database = database

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that are there."""
        found: dict[bytes, bytes] = {}
        with self._usable():
            for start in range(0, len(keys), _AT_ONCE) if self._database else ():
                part = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(part))
                rows = self._database.execute(f"SELECT key, value FROM entry WHERE key IN ({marks})", part)  # type: ignore[union-attr]  # noqa: S608  # only question marks
                found.update((key, zlib.decompress(value)) for key, value in rows)
        return found

    def put(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values; they are committed in batches, the last with :meth:`close`."""
        for key, value in entries:
            self._pending.append((key, zlib.compress(value, 1)))
            if len(self._pending) >= _COMMIT:
                self._flush()

    def close(self) -> None:
        """Commit what is pending and let go of the file."""
        self._flush()
        if self._database is not None:
            self._database.close()
            self._database = None

    def _flush(self) -> None:
        with self._usable():
            if self._database is not None and self._pending:
                self._database.execute("BEGIN IMMEDIATE")
                self._database.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?)", self._pending)
                self._database.execute("COMMIT")
        self._pending.clear()

    @contextmanager
    def _usable(self) -> Iterator[None]:
        """A damaged, locked or read-only cache must cost time, never a result."""
        try:
            yield
        except (sqlite3.Error, OSError, zlib.error):
            if self._database is not None:
                self._database.close()
                self._database = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
