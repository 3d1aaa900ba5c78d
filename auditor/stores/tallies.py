"""What a store keeps of its articles' scores: a record per article, and a sum per source and story.

A file of its own beside the manifest. Records and sums are bytes whose meaning the caller knows;
sums grow by the caller's addition, so a new article makes no other be read again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from types import TracebackType
from typing import Self

from auditor.errors import StoreError
from auditor.stores.manifest import NAME as MANIFEST
from auditor.stores.manifest import WAIT, telling, writing

NAME = "scores.sqlite"
FORMAT = 2
_TABLES = (
    """CREATE TABLE IF NOT EXISTS records (
    article BLOB PRIMARY KEY, source BLOB NOT NULL, story BLOB NOT NULL, method TEXT NOT NULL, body BLOB NOT NULL,
    digest BLOB NOT NULL, serial INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS rests (other BLOB, article BLOB, PRIMARY KEY (other, article)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS rests_by_article ON rests (article)",
    "CREATE TABLE IF NOT EXISTS stale (article BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS followed (yes INTEGER PRIMARY KEY)",
    "CREATE INDEX IF NOT EXISTS records_by_story ON records (source, story, method)",
    """CREATE TABLE IF NOT EXISTS sums (
    source BLOB NOT NULL, story BLOB NOT NULL, method TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (source, story, method)) WITHOUT ROWID""",
    f"PRAGMA user_version = {FORMAT}",
)
# Stored articles without a record that holds.
_DUE = (
    "FROM store.articles AS known LEFT JOIN records ON records.article = known.id"
    " AND records.serial = known.serial AND records.method = ?"
    " LEFT JOIN stale ON stale.article = known.id"
    " WHERE records.article IS NULL OR stale.article IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Record:
    """What one article contributes: *body* is a sum of one article."""

    article: str
    source: str
    story: str
    method: str  #: version of the method; sums of two methods are kept apart
    body: bytes  #: empty for one that contributes nothing
    digest: bytes = b""  #: of the article's content
    serial: int = 0  #: of the article in the store; 0 for a visitor that was only checked
    rests: tuple[str, ...] = ()  #: the articles that the judgement rests on


def followed(folder: Path) -> bool:
    """Whether scores are kept of all that the store in *folder* holds."""
    if not (folder / NAME).is_file():
        return False
    with TallyBook(folder, lambda one, _: one) as book:
        return book.follows


class TallyBook:
    """Records of articles and sums per source and story, in the directory of a store."""

    def __init__(self, folder: str | Path, add: Callable[[bytes, bytes], bytes]) -> None:
        self.path = Path(folder) / NAME
        self._add = add
        with telling(self.path):
            self._database = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
            self._database.execute("PRAGMA journal_mode=WAL")
            version = self._database.execute("PRAGMA user_version").fetchone()[0]
            if version != FORMAT and self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                self._database.close()
                raise StoreError(f"{self.path} was made by another version: delete it, the scores can be made anew")
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
                self._database.execute("DELETE FROM stale WHERE article = ?", (_bytes(record.article),))
                if known == record:
                    continue
                if known is not None:
                    self._forget(known, told=known.story != record.story)
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

    def follow(self) -> None:
        """Keep scores of all that the store beside holds, from now on."""
        with telling(self.path), writing(self._database):
            self._database.execute("INSERT OR IGNORE INTO followed VALUES (1)")

    @property
    def follows(self) -> bool:
        """Whether scores are kept of all that the store holds."""
        with telling(self.path):
            return bool(self._database.execute("SELECT count(*) FROM followed").fetchone()[0])

    def reconcile(self) -> None:
        """Forget the records of articles that were stored and are not any more, or have another text now."""
        with telling(self.path):
            with self._beside():
                rows = self._database.execute(
                    "SELECT article, records.serial, known.serial, known.digest = records.digest FROM records"
                    " LEFT JOIN store.articles AS known ON known.id = records.article"
                ).fetchall()
            with writing(self._database):
                for article, serial, there, same in rows:
                    if same and not serial:  # a visitor that came to stay
                        self._database.execute("UPDATE records SET serial = ? WHERE article = ?", (there, article))
                    known = self._record(_text(article)) if serial and serial != there else None
                    if known is not None:
                        self._forget(known)

    def due(self, method: str, limit: int) -> list[tuple[int, str]]:
        """Serials and ids of up to *limit* stored articles without a record that holds, as they came to the store."""
        query = f"SELECT known.serial, known.id {_DUE} ORDER BY known.serial LIMIT ?"
        with telling(self.path), self._beside():
            return [(serial, _text(name)) for serial, name in self._database.execute(query, (method, limit))]

    def number_due(self, method: str) -> int:
        """How many articles :meth:`due` would give without a limit."""
        with telling(self.path), self._beside():
            return int(self._database.execute(f"SELECT count(*) {_DUE}", (method,)).fetchone()[0])

    def outdated(self, method: str) -> dict[str, int]:
        """How many of the stored articles have a record of another method than *method*, by that method."""
        query = (
            "SELECT method, count(*) FROM records JOIN store.articles AS known ON known.id = records.article"
            " AND known.digest = records.digest WHERE method != ? GROUP BY method ORDER BY method"
        )
        with telling(self.path), self._beside():
            return dict(self._database.execute(query, (method,)))

    @contextmanager
    def _beside(self) -> Iterator[None]:
        """With the manifest of the store in reach."""
        manifest = self.path.with_name(MANIFEST)
        if not manifest.is_file():
            raise StoreError(f"{manifest.parent} is no store: it has no {MANIFEST}")
        self._database.execute("ATTACH DATABASE ? AS store", (str(manifest),))
        try:
            yield
        finally:
            self._database.execute("DETACH DATABASE store")

    def records(self) -> list[Record]:
        """All records, by article."""
        with telling(self.path):
            names = self._database.execute("SELECT article FROM records ORDER BY article").fetchall()
            return [row for (name,) in names if (row := self._record(_text(name)))]

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

    def left_behind(self, method: str) -> int:
        """How many sources have records of another method than *method*, which are not counted with it."""
        with telling(self.path):
            query = "SELECT count(DISTINCT source) FROM sums WHERE method != ?"
            return int(self._database.execute(query, (method,)).fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _record(self, article: str) -> Record | None:
        found = self._database.execute(
            "SELECT source, story, method, body, digest, serial FROM records WHERE article = ?", (_bytes(article),)
        ).fetchone()
        if not found:
            return None
        rests = self._database.execute("SELECT other FROM rests WHERE article = ? ORDER BY other", (_bytes(article),))
        others = tuple(sorted(_text(row[0]) for row in rests))
        source, story, method, body, digest, serial = found
        return Record(article, _text(source), _text(story), method, body, digest, serial, others)

    def _keep(self, record: Record) -> None:
        at = (_bytes(record.source), _bytes(record.story), record.method)
        article = _bytes(record.article)
        row = (article, *at, record.body, record.digest, record.serial)
        self._database.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        rests = ((_bytes(other), article) for other in record.rests)
        self._database.executemany("INSERT OR IGNORE INTO rests VALUES (?, ?)", rests)
        if not record.body:
            return
        found = self._database.execute("SELECT body FROM sums WHERE (source, story, method) = (?, ?, ?)", at).fetchone()
        body = self._add(found[0], record.body) if found else record.body
        self._database.execute("INSERT OR REPLACE INTO sums VALUES (?, ?, ?, ?)", (*at, body))

    def _forget(self, record: Record, *, told: bool = True) -> None:
        """Sums cannot be taken apart: that of the story is made anew from its other articles' records.

        Unless it is not to be *told*, what rests on the article is to be judged again.
        """
        at = (_bytes(record.source), _bytes(record.story), record.method)
        article = (_bytes(record.article),)
        if told:
            self._database.execute(
                "INSERT OR IGNORE INTO stale SELECT article FROM rests JOIN records USING (article)"
                " WHERE other = ? AND serial",
                article,
            )
        for table in ("records", "rests", "stale"):
            self._database.execute(f"DELETE FROM {table} WHERE article = ?", article)  # noqa: S608 - names above
        self._database.execute("DELETE FROM sums WHERE (source, story, method) = (?, ?, ?)", at)
        left = self._database.execute(
            "SELECT body FROM records WHERE (source, story, method) = (?, ?, ?) AND body != x'' ORDER BY article", at
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
