"""A store in a directory: a SQLite manifest with the articles, and segments of postings beside it.

One process writes at a time, any number reads; a killed process loses at most the batch it had
not committed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import zstandard

from auditor.errors import StoreError
from auditor.model import Article, Document
from auditor.reuse.fingerprint import SCHEME
from auditor.reuse.lookup import Query
from auditor.reuse.segments import Filed
from auditor.reuse.spun_lookup import blend, look_up_both
from auditor.stores import filing, manifest, shelf
from auditor.stores.records import StoreStats, boundary, decode, digest, id_of, inscribed, key, name, sound
from auditor.stores.register import Register, originals
from auditor.stores.shelf import Shelf

_BATCH_TEXT = 32 << 20  # characters of text read before they are committed
_TRIES = 5
_NAMES = 256  # ids looked up at once
_REMEMBERED = 100_000  # ids kept in memory


def open_store(path: str | Path, *, create: bool = True) -> DiskStore:
    """Open the store in the directory *path*, making one if there is none and *create* is set.

    Raises StoreError if *path* holds something else, a store of another format, or a damaged one; its methods raise it
    in any thread but the one that opened it, to which its SQLite connection belongs: open the store once in each.
    """
    return DiskStore(path, create=create)


class DiskStore:
    """Articles and their postings in one directory. Use it in a ``with`` block, or close it."""

    def __init__(self, path: str | Path, *, create: bool = True) -> None:
        self.path = Path(path)
        with manifest.telling(self.path):
            self._check_place(create)
        self._database = manifest.connect(self.path)
        self._shelf = Shelf(self.path, self._database)
        self._known: dict[int, str] = {}
        self._register = Register(partial(self._rows_of, "source, moment"))
        self._closed = False
        self._sweep()

    def _check_place(self, create: bool) -> None:  # noqa: FBT001 - private
        if (self.path / manifest.NAME).is_file():
            return
        if self.path.exists() and not self.path.is_dir():
            raise StoreError(f"{self.path} is a file, a store is a directory")
        if self.path.is_dir() and any(self.path.iterdir()):
            raise StoreError(f"{self.path} is a directory, but not a store: it has no {manifest.NAME}")
        if not create:
            raise StoreError(f"there is no store at {self.path}: make one by adding articles to it")
        self.path.mkdir(parents=True, exist_ok=True)

    def _sweep(self) -> None:
        """Delete what a killed process left behind, unless another one is writing right now."""
        self._database.execute("PRAGMA busy_timeout=0")
        try:
            with manifest.telling(self.path), manifest.writing(self._database):
                self._shelf.sweep()
        except StoreError:
            return
        finally:
            self._database.execute(f"PRAGMA busy_timeout={int(manifest.WAIT * 1000)}")

    def add(self, articles: Iterable[Article], /, *, workers: int = 1) -> int:
        """Add what is not there yet; the number of articles added.

        An article whose id is there with the same content changes nothing. With other content
        it takes the place of the earlier one, which is not kept. Articles are committed in
        batches of about two thousand: after a kill, adding the same ones again resumes; after an
        error in reading them, those before it are there. More *workers* are processes that read and
        fingerprint; the store is the same.
        """
        self._open()
        added = 0
        marks: deque[tuple[list[bytes], bool]] = deque()
        batch: list[tuple[bytes, filing.Row]] = []
        for rows in filing.spread(filing.rows, self._parts(articles, marks), workers):
            digests, last = marks.popleft()
            batch += zip(digests, rows, strict=True)
            if last:
                added += self._commit(batch)
                batch = []
        with manifest.telling(self.path):
            self._shelf.tidy()
        return added

    def _parts(self, articles: Iterable[Article], marks: deque[tuple[list[bytes], bool]]) -> Iterator[list[bytes]]:
        """What is not stored yet, in parts; in *marks* the digests of each, and whether a batch ends with it."""
        for batch in _batches(sound(articles)):
            with manifest.telling(self.path):
                known = self._marks(key(article.id) for article in batch)
            written = ((article, *inscribed(article)) for article in batch)
            fresh = [(mark, body) for article, mark, body in written if known.get(key(article.id)) != mark]
            for part in filing.parts_of(fresh, filing.FILED):
                marks.append(([mark for mark, _ in part], part[-1] is fresh[-1]))
                yield [body for _, body in part]

    def _commit(self, batch: list[tuple[bytes, filing.Row]]) -> int:
        """Store a batch in one transaction, unless other processes have stored the same meanwhile."""
        with manifest.telling(self.path):
            with manifest.writing(self._database):
                known = self._marks(row.id for _, row in batch)
                fresh = [(mark, row) for mark, row in batch if known.get(row.id) != mark]
                for _, row in fresh:
                    if row.id in known:
                        self._drop(row.id)
                self._insert(fresh)
                self._shelf.bump()
            self._shelf.tidy(soon=True)
        return len(fresh)

    def _insert(self, batch: list[tuple[bytes, filing.Row]]) -> None:
        last = self._database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'articles'").fetchone()
        rows = [(serial, *row) for serial, row in enumerate(batch, last[0] + 1 if last else 1)]
        self._database.executemany(
            "INSERT INTO articles (serial, id, digest, moment, words, source) VALUES (?, ?, ?, ?, ?, ?)",
            ((serial, row.id, mark, row.moment, len(row.filed.words), row.source) for serial, mark, row in rows),
        )
        self._database.executemany(
            "INSERT INTO texts VALUES (?, ?, ?)", ((serial, row.signature, row.body) for serial, _, row in rows)
        )
        self._shelf.file([row.filed.under(serial) for serial, _, row in rows])

    def _marks(self, idents: Iterable[bytes]) -> dict[bytes, bytes]:
        """The digests of the articles of these ids that are stored."""
        found: dict[bytes, bytes] = {}
        for part in filing.parts_of(idents, _NAMES):
            places = ",".join("?" * len(part))
            found.update(self._database.execute(f"SELECT id, digest FROM articles WHERE id IN ({places})", part))  # noqa: S608
        return found

    def _drop(self, ident: bytes) -> bool:
        row = self._database.execute("DELETE FROM articles WHERE id = ? RETURNING serial", [ident]).fetchone()
        if row is None:
            return False
        self._database.execute("DELETE FROM texts WHERE serial = ?", row)
        self._database.execute("INSERT INTO dead VALUES (?)", row)
        return True

    def get(self, article_id: str, /) -> Article | None:
        """The stored article, or None."""
        self._open()
        with manifest.telling(self.path):
            row = self._database.execute(
                "SELECT body FROM articles JOIN texts USING (serial) WHERE id = ?", [key(article_id)]
            ).fetchone()
        return self._decode(row[0]) if row else None

    def _decode(self, body: bytes) -> Article:
        try:
            return decode(zstandard.decompress(body))
        except (zstandard.ZstdError, ValueError, MemoryError) as error:
            raise StoreError(f"an article in {self.path} is damaged: run verify to see which") from error

    def candidates(self, article: Article | Document, /, limit: int = 50) -> tuple[str, ...]:
        """Ids of stored articles likely to share a passage, most promising first.

        The stored article of the same id is left out. A few of the places go to articles that
        the text may have been spun from.
        """
        self._open()
        return next(self.pipe([article], limit))

    def pipe(
        self, articles: Iterable[Article | Document], /, limit: int = 50, *, workers: int = 1
    ) -> Iterator[tuple[str, ...]]:
        """What :meth:`candidates` gives for each of a stream of articles, in order, at half the price.

        Articles are read a few dozen ahead; an error in reading them is raised after the results of
        those before it. More *workers* are processes that read articles.
        """
        self._open()
        for subjects, queries in filing.asked(articles, workers):
            yield from self._found(subjects, queries, limit)

    def _found(
        self, subjects: Sequence[Article | Document], queries: Sequence[Query], limit: int
    ) -> list[tuple[str, ...]]:
        with manifest.telling(self.path), manifest.reading(self._database):
            self._refresh()
            known = self._shelf.segments(), queries, self._shelf.articles
            # One more, as the article of the same id does not count.
            chosen = [blend(*two, limit + 1) for two in look_up_both(*known, dead=self._shelf.dead)]
            names = self._names({serial for serials in chosen for serial in serials})
        found = (map(names.get, serials) for serials in chosen)
        return [
            tuple(known for known in each if known is not None and known != itself)[:limit]
            for itself, each in zip(map(id_of, subjects), found, strict=True)
        ]

    def originals(
        self, articles: Sequence[Article], /, limit: int = 50, *, same_source: bool = False, earlier: bool = False
    ) -> list[tuple[str, ...]]:
        """Ids of stored articles that each of *articles* may come from, most promising first.

        Dearer than :meth:`candidates`: of many copies of a passage the earliest by date are found, whatever else is
        stored; those of the same source only with *same_source*. With *earlier*, what came before each, all stored.
        """
        self._open()
        with manifest.telling(self.path), manifest.reading(self._database):
            self._refresh()
            known = self._shelf.segments(), articles, self._shelf.articles, limit, self._shelf.dead, self._register
            bounds = [manifest.arrival(self._database, key(one.id)) for one in articles] if earlier else None
            chosen = originals(*known, same_source=same_source, bounds=bounds)
            names = self._names({serial for serials in chosen for serial in serials})
        return [tuple(names[serial] for serial in serials) for serials in chosen]

    def _rows_of(self, columns: str, serials: Iterable[int]) -> Iterator[Any]:
        for part in filing.parts_of(serials, _NAMES):
            query = f"SELECT serial, {columns} FROM articles WHERE serial IN ({','.join('?' * len(part))})"  # noqa: S608
            yield from self._database.execute(query, part)

    def _names(self, serials: Iterable[int]) -> dict[int, str]:
        """The ids of articles by serial, these among them. A serial never names another article."""
        known = self._known
        if len(known) > _REMEMBERED:
            known.clear()
        fresh = [serial for serial in serials if serial not in known]
        if fresh:
            known.update((serial, name(ident)) for serial, ident in self._rows_of("id", sorted(fresh)))
        return known

    def _refresh(self) -> None:
        """Follow the manifest; a file merged away between two looks means: look again."""
        for _ in range(_TRIES):
            try:
                self._shelf.refresh()
            except StoreError:
                self._database.execute("ROLLBACK")
                self._database.execute("BEGIN")
            else:
                return
        self._shelf.refresh()

    def forget(self, article_id: str, /) -> bool:
        """Remove one article; whether it was there. Its postings go with the next merge."""
        self._open()
        with manifest.telling(self.path):
            with manifest.writing(self._database):
                there = self._drop(key(article_id))
                self._shelf.bump()
            self._shelf.tidy()
        return there

    def prune(self, *, before: str) -> int:
        """Remove articles published before an ISO 8601 date; the number removed.

        Articles without a readable date stay. Raises StoreError if *before* is no date.
        """
        self._open()
        bound = boundary(before)
        with manifest.telling(self.path):
            with manifest.writing(self._database):
                self._database.execute("INSERT INTO dead SELECT serial FROM articles WHERE moment < ?", [bound])
                self._database.execute(
                    "DELETE FROM texts WHERE serial IN (SELECT serial FROM articles WHERE moment < ?)", [bound]
                )
                removed = self._database.execute("DELETE FROM articles WHERE moment < ?", [bound]).rowcount
                self._shelf.bump()
            self._shelf.tidy()
        return removed

    def verify(self) -> list[str]:
        """Problems found, in words; empty for a sound store. Reads every byte."""
        self._open()
        with manifest.telling(self.path), manifest.reading(self._database):
            out = [row[0] for row in self._database.execute("PRAGMA integrity_check") if row[0] != "ok"]
            for known, mark, body in self._database.execute(
                "SELECT id, digest, body FROM articles LEFT JOIN texts USING (serial)"
            ):
                try:
                    sound = body is not None and digest(self._decode(body)) == mark
                except StoreError:
                    sound = False
                if not sound:
                    out.append(f"the text of article {name(known)!r} is damaged")
            return out + self._shelf.problems()

    def compact(self, *, rebuild: bool = False) -> None:
        """Merge all postings into one segment and give back the space of forgotten articles.

        With *rebuild*, postings are made anew from the texts: the way out when a segment is
        missing or damaged.
        """
        self._open()
        with manifest.telling(self.path):
            if rebuild:
                with manifest.writing(self._database):
                    self._shelf.rebuild(self._filed_anew())
                with manifest.writing(self._database):
                    self._shelf.sweep()
            self._shelf.merge_all()
            self._database.execute("VACUUM")
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _filed_anew(self) -> Iterator[Filed]:
        rows = self._database.execute("SELECT serial, body FROM texts ORDER BY serial")
        while part := rows.fetchmany(64):
            articles = [self._decode(body) for _, body in part]
            for (serial, _), filed in zip(part, filing.filings(articles), strict=True):
                yield filed.under(serial)

    def stats(self) -> StoreStats:
        """How much is stored, and in how many bytes."""
        self._open()
        with manifest.telling(self.path), manifest.reading(self._database):
            articles, words = self._database.execute("SELECT count(*), total(words) FROM articles").fetchone()
            (text,) = self._database.execute("SELECT total(length(body)) FROM texts").fetchone()
            segments, postings = self._database.execute("SELECT count(*), total(postings) FROM segments").fetchone()
            (pending,) = self._database.execute("SELECT count(*) FROM pending").fetchone()
            (forgotten,) = self._database.execute("SELECT count(*) FROM dead").fetchone()
        size = sum(path.stat().st_size for path in self.path.iterdir())
        return StoreStats(
            articles=articles,
            words=int(words),
            postings=int(postings),
            pending=pending,
            segments=segments,
            forgotten=forgotten,
            text_bytes=int(text),
            index_bytes=max(0, size - int(text)),
            scheme=str(SCHEME.version),
        )

    def close(self) -> None:
        """Let go of the files. Everything added is on disk already; closing twice does nothing."""
        with manifest.telling(self.path):
            self._database.close()
        self._closed = True

    def _open(self) -> None:
        if self._closed:
            raise StoreError(f"the store {self.path} is closed")

    def __iter__(self) -> Iterator[Article]:
        """Articles in the order they were added; those added meanwhile come too."""
        self._open()
        serial = -1
        while True:
            with manifest.telling(self.path):
                rows = self._database.execute(
                    "SELECT serial, body FROM texts WHERE serial > ? ORDER BY serial LIMIT 64", [serial]
                ).fetchall()
            if not rows:
                return
            for serial, body in rows:  # noqa: B007 - the last one is where to go on
                yield self._decode(body)

    def __len__(self) -> int:
        self._open()
        with manifest.telling(self.path):
            return int(self._database.execute("SELECT count(*) FROM articles").fetchone()[0])

    def __contains__(self, article_id: object) -> bool:
        self._open()
        with manifest.telling(self.path):
            return isinstance(article_id, str) and bool(self._marks([key(article_id)]))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles of different ids, as many as are committed together; what came before an error is given first."""
    failed: list[Exception] = []
    size = 0
    batch: dict[str, Article] = {}
    for article in filing.until_error(articles, failed):
        # Another version of an article of this batch comes after it, as if added in a later call.
        other = batch.get(article.id, article) != article
        if other or len(batch) >= shelf.FLUSH or size >= _BATCH_TEXT:
            yield list(batch.values())
            batch, size = {}, 0
        batch[article.id] = article
        size += len(article.text)
    if batch:
        yield list(batch.values())
    if failed:
        raise failed[0]
