"""The postings of a store on disk: a list of segment files and the articles still pending.

A change goes: write a segment file, sync it, rename it into place, then one transaction names it
in the manifest and drops what it replaces. A process killed in between leaves a file no manifest
names; the next one to open the store for writing deletes it. Readers work on the manifest's
snapshot and the files they have mapped, whatever writers do meanwhile.
"""

from __future__ import annotations

import sqlite3
import struct
import uuid
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from auditor.errors import StoreError
from auditor.reuse.postings import Sketch
from auditor.reuse.segments import MOST_ROWS, Allocate, Filed, Segment, build, merge
from auditor.stores import manifest, segment_files
from auditor.stores.memtable import Memtable

SUFFIX = ".seg"
FLUSH = 1536  #: pending articles that become a segment
FAN = 32  #: segments that become one while many articles are being added
_ROTTEN = 0.25  # share of forgotten articles from which a segment is written anew
_GROWTH = 3  # a segment is at least so many times as large as those after it together
_TRIES = 5


def pack(filed: Filed) -> bytes:
    """Keys, positions and words of a pending article."""
    count = len(filed.sketch)
    return b"".join(
        (
            struct.pack("<II", count, len(filed.words)),
            filed.sketch.keys.astype("<u8").tobytes(),
            filed.sketch.positions.astype("<i4").tobytes(),
            filed.words.astype("<u2").tobytes(),
        )
    )


def unpack(serial: int, blob: bytes) -> Filed:
    """What :func:`pack` packed."""
    keys, words = struct.unpack_from("<II", blob)
    sketch = Sketch(np.frombuffer(blob, "<u8", keys, 8), np.frombuffer(blob, "<i4", keys, 8 + 8 * keys))
    return Filed(serial, sketch, np.frombuffer(blob, "<u2", words, 8 + 12 * keys))


class Shelf:
    """One process's view of the segments of a store; :meth:`refresh` brings it up to date."""

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        self._folder = folder
        self._database = database
        self._epoch = -1
        self._mapped: dict[str, Segment] = {}  # by file name, oldest first
        self._memtable = Memtable()
        self._newest = -1  # last pending serial in the memtable
        self.dead = np.empty(0, np.int64)  #: serials forgotten, ascending
        self.articles = 0  #: articles filed and not forgotten

    def segments(self) -> list[Segment]:
        """All postings as of the last refresh, oldest first."""
        return [*self._mapped.values(), *self._memtable.segments()]

    def refresh(self) -> None:
        """Follow what this and other processes wrote. Call inside a transaction."""
        epoch = int(self._one("SELECT value FROM meta WHERE name = 'epoch'"))
        if epoch == self._epoch:
            return
        names = [row[0] for row in self._database.execute("SELECT name FROM segments ORDER BY first")]
        if names != list(self._mapped):
            self._mapped = {name: self._mapped.get(name) or self._load(name) for name in names}
            self._memtable, self._newest = Memtable(), -1
        rows = self._database.execute(
            "SELECT serial, filed FROM pending WHERE serial > ? ORDER BY serial", [self._newest]
        )
        fresh = [unpack(serial, blob) for serial, blob in rows]
        if fresh:
            self._memtable.extend(fresh)
            self._newest = fresh[-1].serial
        dead = self._database.execute("SELECT serial FROM dead ORDER BY serial").fetchall()
        self.dead = np.array([row[0] for row in dead], np.int64)
        self.articles = sum(map(len, self.segments())) - len(self.dead)
        self._epoch = epoch

    def _load(self, name: str) -> Segment:
        try:
            return segment_files.load(self._folder / name)
        except FileNotFoundError as error:
            raise StoreError(f"{self._folder / name} is missing: run compact with rebuild to make it anew") from error

    def _one(self, query: str, values: Sequence[object] = ()) -> int:
        return self._database.execute(query, values).fetchone()[0]  # type: ignore[no-any-return]

    def file(self, articles: list[Filed]) -> None:
        """File articles with new, ascending serials. Call inside a write transaction."""
        pending = self._one("SELECT count(*) FROM pending")
        if pending + len(articles) < FLUSH:
            rows = ((filed.serial, pack(filed)) for filed in articles)
            self._database.executemany("INSERT INTO pending VALUES (?, ?)", rows)
            return
        rest = self._database.execute("SELECT serial, filed FROM pending ORDER BY serial")
        together = [unpack(serial, blob) for serial, blob in rest] + articles
        self._put(segment_files.copy_of(build(together)))
        self._database.execute("DELETE FROM pending")

    def _put(self, fill: segment_files.Fill) -> None:
        """Write a segment file and name it in the manifest, unless it would be empty."""
        kept: list[Segment] = []

        def remember(allocate: Allocate, release: Callable[[], None]) -> Segment:
            kept.append(fill(allocate, release))
            return kept[0]

        path = self._folder / f"{uuid.uuid4().hex}{SUFFIX}"
        size = segment_files.write(path, remember)
        serials = kept[0].serials
        if not len(serials):
            path.unlink()
            return
        row = (path.name, int(serials[0]), int(serials[-1]), len(kept[0]), len(kept[0].records), size)
        self._database.execute("INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)", row)

    def tidy(self, *, soon: bool = False) -> None:
        """Merge segments as they have grown in number or rotted. Holds its own transactions.

        With *soon* many more articles are on their way, and a few dozen segments may wait for them.
        """
        while chosen := self._due(FAN if soon else 2):
            self._replace(chosen)

    def _due(self, fewest: int) -> list[str]:
        """Names of the segments to merge next: a rotten one, or the newest ones with all that are no larger.

        Afterwards each segment is at least three times as large as those after it together: there are few, as a
        look-up asks each, and an article is merged two or three times while the store doubles.
        """
        rows = self._database.execute(
            "SELECT name, articles, (SELECT count(*) FROM dead WHERE serial BETWEEN first AND last)"
            " FROM segments ORDER BY first"
        ).fetchall()
        for name, articles, dead in rows:
            if dead > _ROTTEN * articles:
                return [name]
        run: list[str] = []
        total = 0
        for name, articles, _ in reversed(rows):
            if run and (articles >= _GROWTH * total or total + articles >= MOST_ROWS // 4):
                break
            run.append(name)
            total += articles
        return run[::-1] if len(run) >= fewest else []

    def merge_all(self) -> None:
        """One segment for everything, pending articles included. Holds its own transactions."""
        with manifest.writing(self._database):
            rest = self._database.execute("SELECT serial, filed FROM pending ORDER BY serial")
            pending = [unpack(serial, blob) for serial, blob in rest]
            if pending:
                self._put(segment_files.copy_of(build(pending)))
                self._database.execute("DELETE FROM pending")
                self.bump()
        names = [row[0] for row in self._database.execute("SELECT name FROM segments ORDER BY first")]
        if len(names) > 1 or self._one("SELECT count(*) FROM dead"):
            self._replace(names)

    def _replace(self, names: list[str]) -> None:
        """Merge the named segments into one, leaving out forgotten articles."""
        with manifest.writing(self._database):
            there = {row[0] for row in self._database.execute("SELECT name FROM segments")}
            if not there.issuperset(names):
                return  # another process was faster
            dead = self._database.execute("SELECT serial FROM dead ORDER BY serial").fetchall()
            gone = np.array([row[0] for row in dead], np.int64)
            sources = [self._mapped.get(name) or self._load(name) for name in names]

            def merged(allocate: Allocate, release: Callable[[], None]) -> Segment:
                def both() -> None:
                    release()
                    segment_files.release(sources)

                return merge(sources, gone, allocate, both)

            self._put(merged)
            self._database.executemany("DELETE FROM segments WHERE name = ?", [(name,) for name in names])
            self._forget_dead(sources)
            self.bump()
        for name in names:
            self._unlink(name)

    def _forget_dead(self, sources: Iterable[Segment]) -> None:
        """Dead serials that no segment and no pending article holds any more need no entry."""
        for segment in sources:
            if len(segment.serials):
                bounds = [int(segment.serials[0]), int(segment.serials[-1])]
                self._database.execute("DELETE FROM dead WHERE serial BETWEEN ? AND ?", bounds)

    def rebuild(self, articles: Iterable[Filed]) -> None:
        """Replace all postings by those of *articles* (ascending). Call inside a write transaction."""
        old = [row[0] for row in self._database.execute("SELECT name FROM segments")]
        for table in ("segments", "pending", "dead"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - a name from the line above
        part: list[Filed] = []
        for filed in articles:
            part.append(filed)
            if len(part) == FLUSH:
                self._put(segment_files.copy_of(build(part)))
                part = []
        if part:
            self._put(segment_files.copy_of(build(part)))
        self.bump()
        self._orphans_of_rebuild = old

    def bump(self) -> None:
        """Tell other processes that something changed. Call inside a write transaction."""
        self._database.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'epoch'")

    def sweep(self) -> None:
        """Delete files that no manifest row names. Call inside a write transaction."""
        named = {row[0] for row in self._database.execute("SELECT name FROM segments")}
        for path in self._folder.iterdir():
            if path.suffix in {SUFFIX, ".tmp"} and path.name not in named:
                self._unlink(path.name)

    def _unlink(self, name: str) -> None:
        # Where a mapped file cannot be deleted, the next sweep will.
        try:
            (self._folder / name).unlink(missing_ok=True)
        except PermissionError:
            return

    def problems(self) -> list[str]:
        """What is wrong with segments, pending postings and their agreement with the articles."""
        out: list[str] = []
        filed: list[NDArray[np.int64]] = []
        rows = self._database.execute("SELECT name, first, last, articles, postings FROM segments ORDER BY first")
        for name, first, last, articles, postings in rows.fetchall():
            found = segment_files.problems(self._folder / name)
            out += found
            if found:
                filed.append(np.arange(first, last + 1))
                continue
            segment = segment_files.load(self._folder / name)
            if (len(segment), len(segment.records)) != (articles, postings):
                out.append(f"{name} holds {len(segment)} articles, the manifest says {articles}")
            filed.append(segment.serials[segment.offsets == 0])
        pending = self._database.execute("SELECT serial FROM pending").fetchall()
        filed.append(np.array([row[0] for row in pending], np.int64))
        serials, times = np.unique(np.concatenate(filed), return_counts=True)
        out += [f"article number {serial} is filed twice" for serial in serials[times > 1].tolist()]
        known = np.array([row[0] for row in self._database.execute("SELECT serial FROM articles")], np.int64)
        dead = np.array([row[0] for row in self._database.execute("SELECT serial FROM dead")], np.int64)
        out += [f"article number {serial} is not filed" for serial in np.setdiff1d(known, serials).tolist()]
        ghosts = np.setdiff1d(serials, np.concatenate([known, dead]))
        out += [f"number {serial} is filed, but is no article" for serial in ghosts.tolist()] if not out else []
        return out
