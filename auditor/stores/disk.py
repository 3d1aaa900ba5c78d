"""A store in a directory: a SQLite manifest with the articles, and segments of postings beside it.

One process writes at a time, any number reads; a killed process loses at most the batch it had
not committed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from auditor.errors import StoreError
from auditor.model import Article, Document
from auditor.reuse.fingerprint import SCHEME, article_signature, serialise
from auditor.reuse.lookup import look_up
from auditor.reuse.segments import Filed, low_words
from auditor.reuse.words import WordHasher
from auditor.stores import manifest, shelf
from auditor.stores.records import StoreStats, boundary, decode, digest, encode, filings, key, moment, name, query_of
from auditor.stores.shelf import Shelf

_BATCH_TEXT = 32 << 20  # characters of text read before they are committed
_TRIES = 5
_NAMES = 256  # ids looked up at once


def open_store(path: str | Path, *, create: bool = True) -> DiskStore:
    """Open the store in the directory *path*, making one if there is none and *create* is set.

    Raises StoreError if *path* holds something else, a store of another format, or a damaged one.
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
        self._hasher = WordHasher()
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

    def add(self, articles: Iterable[Article], /) -> int:
        """Add what is not there yet; the number of articles added.

        An article whose id is there with the same content changes nothing. With other content
        it takes the place of the earlier one, which is not kept. Articles are committed in
        batches of about two thousand: after a kill, adding the same ones again resumes.
        """
        self._open()
        added = size = 0
        batch: dict[str, Article] = {}
        for article in articles:
            # Another version of an article of this batch comes after it, as if added in a later call.
            other = batch.get(article.id, article) != article
            if other or len(batch) >= shelf.FLUSH or size >= _BATCH_TEXT:
                added += self._commit(batch)
                batch, size = {}, 0
            batch[article.id] = article
            size += len(article.text)
        return added + self._commit(batch)

    def _commit(self, batch: dict[str, Article]) -> int:
        with manifest.telling(self.path):
            fresh = [
                (article, mark)
                for article in batch.values()
                if self._mark(key(article.id)) != (mark := digest(article))
            ]
            if not fresh:
                return 0
            texts = filings([article for article, _ in fresh], self._hasher)
            rows = [(*row, *text) for row, text in zip(fresh, texts, strict=True)]
            with manifest.writing(self._database):
                filed = []
                for article, mark, hashes, sketch in rows:
                    ident = key(article.id)
                    if self._mark(ident) == mark:
                        continue
                    self._drop(ident)
                    serial = self._insert(ident, mark, article, hashes)
                    filed.append(Filed(serial, sketch, low_words(hashes)))
                self._shelf.file(filed)
                self._shelf.bump()
            self._shelf.tidy()
        return len(filed)

    def _insert(self, ident: bytes, mark: bytes, article: Article, hashes: NDArray[np.uint64]) -> int:
        signature = serialise(article_signature(hashes))
        body = zlib.compress(encode(article), 1)
        cursor = self._database.execute(
            "INSERT INTO articles (id, digest, moment, words, signature, body) VALUES (?, ?, ?, ?, ?, ?)",
            (ident, mark, moment(article.published), len(hashes), signature, body),
        )
        return int(cursor.lastrowid or 0)

    def _mark(self, ident: bytes) -> bytes | None:
        row = self._database.execute("SELECT digest FROM articles WHERE id = ?", [ident]).fetchone()
        return row[0] if row else None

    def _drop(self, ident: bytes) -> bool:
        row = self._database.execute("DELETE FROM articles WHERE id = ? RETURNING serial", [ident]).fetchone()
        if row is None:
            return False
        self._database.execute("INSERT INTO dead VALUES (?)", row)
        return True

    def get(self, article_id: str, /) -> Article | None:
        """The stored article, or None."""
        self._open()
        with manifest.telling(self.path):
            row = self._database.execute("SELECT body FROM articles WHERE id = ?", [key(article_id)]).fetchone()
        return self._decode(row[0]) if row else None

    def _decode(self, body: bytes) -> Article:
        try:
            return decode(zlib.decompress(body))
        except (zlib.error, ValueError) as error:
            raise StoreError(f"an article in {self.path} is damaged: run verify to see which") from error

    def candidates(self, article: Article | Document, /, limit: int = 50) -> tuple[str, ...]:
        """Ids of stored articles likely to share a passage, most promising first.

        The stored article of the same id is left out.
        """
        self._open()
        query = query_of(article, self._hasher)
        with manifest.telling(self.path), manifest.reading(self._database):
            self._refresh()
            articles = self._shelf.articles
            found = look_up(self._shelf.segments(), query.sketch, query.hashes, articles, dead=self._shelf.dead)
            own = key(query.id)
            out: list[str] = []
            serials = found.serials.tolist()
            step = min(limit + 1, _NAMES)
            while serials and len(out) < limit:
                part, serials = serials[:step], serials[step:]
                marks = ",".join("?" * len(part))
                rows = self._database.execute(f"SELECT serial, id FROM articles WHERE serial IN ({marks})", part)  # noqa: S608
                idents = dict(rows.fetchall())
                out += [name(idents[serial]) for serial in part if idents.get(serial, own) != own]
        return tuple(out[:limit])

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
                removed = self._database.execute("DELETE FROM articles WHERE moment < ?", [bound]).rowcount
                self._shelf.bump()
            self._shelf.tidy()
        return removed

    def verify(self) -> list[str]:
        """Problems found, in words; empty for a sound store. Reads every byte."""
        self._open()
        with manifest.telling(self.path), manifest.reading(self._database):
            out = [row[0] for row in self._database.execute("PRAGMA integrity_check") if row[0] != "ok"]
            for known, mark, body in self._database.execute("SELECT id, digest, body FROM articles"):
                try:
                    sound = digest(self._decode(body)) == mark
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
        rows = self._database.execute("SELECT serial, body FROM articles ORDER BY serial")
        while part := rows.fetchmany(64):
            articles = [self._decode(body) for _, body in part]
            for (serial, _), (hashes, sketch) in zip(part, filings(articles, self._hasher), strict=True):
                yield Filed(serial, sketch, low_words(hashes))

    def stats(self) -> StoreStats:
        """How much is stored, and in how many bytes."""
        self._open()
        with manifest.telling(self.path), manifest.reading(self._database):
            articles, words, text = self._database.execute(
                "SELECT count(*), total(words), total(length(body)) FROM articles"
            ).fetchone()
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
        if not self._closed:
            self._closed = True
            self._database.close()

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
                    "SELECT serial, body FROM articles WHERE serial > ? ORDER BY serial LIMIT 64", [serial]
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
        return isinstance(article_id, str) and self._mark(key(article_id)) is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
