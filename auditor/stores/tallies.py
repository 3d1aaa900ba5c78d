"""What a store keeps of its articles' scores: a record per article, and a sum per source and story.

A file of its own beside the manifest. Records and sums are bytes whose meaning the caller knows;
sums grow by the caller's addition, so a new article makes no other be read again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from types import TracebackType
from typing import Self

from auditor.stores.manifest import WAIT, telling, writing

NAME = "scores.sqlite"
_TABLES = (
    """CREATE TABLE IF NOT EXISTS records (
    article BLOB PRIMARY KEY, source BLOB NOT NULL, story BLOB NOT NULL, method TEXT NOT NULL, body BLOB NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS records_by_story ON records (source, story, method)",
    """CREATE TABLE IF NOT EXISTS sums (
    source BLOB NOT NULL, story BLOB NOT NULL, method TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (source, story, method)) WITHOUT ROWID""",
)


@dataclass(frozen=True, slots=True)
class Record:
    """What one article contributes: *body* is a sum of one article."""

    article: str
    source: str
    story: str
    method: str  #: version of the method; sums of two methods are kept apart
    body: bytes


class TallyBook:
    """Records of articles and sums per source and story, in the directory of a store."""

    def __init__(self, folder: str | Path, add: Callable[[bytes, bytes], bytes]) -> None:
        self.path = Path(folder) / NAME
        self._add = add
        with telling(self.path):
            self._database = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
            self._database.execute("PRAGMA journal_mode=WAL")
            with writing(self._database):
                for statement in _TABLES:
                    self._database.execute(statement)

    def put(self, records: Iterable[Record]) -> int:
        """Keep records, in one transaction; how many were new or other than before.

        One for an article that is there takes the place of the earlier one.
        """
        changed = 0
        with telling(self.path), writing(self._database):
            for record in records:
                known = self._record(record.article)
                if known == record:
                    continue
                if known is not None:
                    self._forget(known)
                self._keep(record)
                changed += 1
        return changed

    def drop(self, article: str) -> bool:
        """Forget an article's record and take it out of its sum; whether it was there."""
        with telling(self.path), writing(self._database):
            known = self._record(article)
            if known is not None:
                self._forget(known)
        return known is not None

    def story_of(self, article: str) -> str | None:
        """The story an article was counted under, or None."""
        with telling(self.path):
            known = self._record(article)
        return known.story if known else None

    def sums(self, source: str, method: str) -> list[bytes]:
        """The sums of a source's stories, in order of the stories."""
        with telling(self.path):
            rows = self._database.execute(
                "SELECT body FROM sums WHERE source = ? AND method = ? ORDER BY story", (_bytes(source), method)
            )
            return [row[0] for row in rows]

    def sources(self) -> Iterator[str]:
        """Every source with a record, sorted."""
        with telling(self.path):
            rows = self._database.execute("SELECT DISTINCT source FROM sums ORDER BY source").fetchall()
        yield from (_text(row[0]) for row in rows)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _record(self, article: str) -> Record | None:
        found = self._database.execute(
            "SELECT source, story, method, body FROM records WHERE article = ?", (_bytes(article),)
        ).fetchone()
        return Record(article, _text(found[0]), _text(found[1]), found[2], found[3]) if found else None

    def _keep(self, record: Record) -> None:
        at = (_bytes(record.source), _bytes(record.story), record.method)
        self._database.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?)", (_bytes(record.article), *at, record.body))
        found = self._database.execute("SELECT body FROM sums WHERE (source, story, method) = (?, ?, ?)", at).fetchone()
        body = self._add(found[0], record.body) if found else record.body
        self._database.execute("INSERT OR REPLACE INTO sums VALUES (?, ?, ?, ?)", (*at, body))

    def _forget(self, record: Record) -> None:
        """Sums cannot be taken apart: that of the story is made anew from its other articles' records."""
        at = (_bytes(record.source), _bytes(record.story), record.method)
        self._database.execute("DELETE FROM records WHERE article = ?", (_bytes(record.article),))
        self._database.execute("DELETE FROM sums WHERE (source, story, method) = (?, ?, ?)", at)
        left = self._database.execute(
            "SELECT body FROM records WHERE (source, story, method) = (?, ?, ?) ORDER BY article", at
        ).fetchall()
        if left:
            body = reduce(self._add, (row[0] for row in left))
            self._database.execute("INSERT INTO sums VALUES (?, ?, ?, ?)", (*at, body))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogatepass")
