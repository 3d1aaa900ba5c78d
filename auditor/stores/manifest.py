"""The SQLite side of a store: articles, pending postings and the list of segments.

Every change is one transaction, so an article and its postings appear together or not at all.
SQLite's errors become :class:`auditor.errors.StoreError` here, with the way out.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from auditor.errors import StoreError
from auditor.reuse.fingerprint import SCHEME

NAME = "manifest.sqlite"
FORMAT = 4
WAIT = 30.0  # seconds to wait for another writer

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    serial INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
    id BLOB NOT NULL UNIQUE,                  -- UTF-8
    digest BLOB NOT NULL,
    moment REAL,                              -- of publication, seconds since 1970 UTC
    words INTEGER NOT NULL,
    source BLOB NOT NULL                      -- UTF-8
);
CREATE TABLE texts ( -- apart, so that ids stand close together
    serial INTEGER PRIMARY KEY,
    signature BLOB NOT NULL, -- a serialised datasketch LeanMinHash
    body BLOB NOT NULL       -- MessagePack, in a Zstandard frame
);
CREATE INDEX articles_by_moment ON articles (moment) WHERE moment IS NOT NULL;
CREATE TABLE pending (serial INTEGER PRIMARY KEY, filed BLOB NOT NULL);
CREATE TABLE dead (serial INTEGER PRIMARY KEY);
CREATE TABLE segments (
    name TEXT PRIMARY KEY,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    postings INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) WITHOUT ROWID;
"""


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Turn the errors of disk and database into StoreError with advice."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_advice(folder, error)) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StoreError(
                f"the disk of {folder} is full: nothing of this step was kept, what was stored before is whole"
            ) from error
        raise StoreError(f"cannot use the store {folder}: {error.strerror or error}") from error


def _advice(folder: Path, error: sqlite3.Error) -> str:
    if isinstance(error, sqlite3.ProgrammingError) and "thread" in str(error):
        why = "one connection to SQLite belongs to one"
        return f"{folder} was opened in another thread: open the store once in each thread, as {why}"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return f"another process is writing to {folder}: try again when it has finished"
    if code == sqlite3.SQLITE_FULL:
        return f"the disk of {folder} is full: nothing of this step was kept, what was stored before is whole"
    if code == sqlite3.SQLITE_READONLY:
        return f"{folder} cannot be written to: check its permissions"
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return f"{folder}/{NAME} is damaged ({error}): restore it from a backup or build the store anew"
    if code == sqlite3.SQLITE_CANTOPEN:
        return f"cannot open {folder}/{NAME}: check that it exists and may be read"
    return f"the store {folder} failed: {error}"


def connect(folder: Path) -> sqlite3.Connection:
    """Open the manifest of *folder*, making it if there is none; to read only where nothing can be written.

    Raises StoreError.
    """
    with telling(folder):
        database = sqlite3.connect(folder / NAME, timeout=WAIT, isolation_level=None)
        try:
            _prepare(database, folder)
        except BaseException as error:
            database.close()
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code not in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN} or not (folder / NAME).is_file():
                raise
            return _connect_to_read(folder)
    return database


def _connect_to_read(folder: Path) -> sqlite3.Connection:
    """The manifest of a folder that cannot be written to: as it lies there, unless somebody else is writing."""
    log = folder / f"{NAME}-wal"
    alone = not (log.is_file() and log.stat().st_size)
    address = f"{(folder / NAME).resolve().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
    database = sqlite3.connect(address, timeout=WAIT, isolation_level=None, uri=True)
    try:
        _check_meta(database, folder)
    except BaseException:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection, folder: Path) -> None:
    database.execute("PRAGMA page_size=16384")  # of a new store; several texts share a page
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA journal_size_limit=1048576")  # the log shrinks again after a large batch
    # A merge unlinks files once its transaction is committed, so a commit must be on the disk.
    database.execute("PRAGMA synchronous=FULL")
    if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        with writing(database):
            if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                for statement in _TABLES.split(";\n"):
                    database.execute(statement)
                rows = {"format": str(FORMAT), "scheme": scheme(), "epoch": "0"}
                database.executemany("INSERT INTO meta VALUES (?, ?)", rows.items())
    _check_meta(database, folder)


def scheme() -> str:
    """The fingerprint scheme of this version, as stored."""
    return json.dumps(asdict(SCHEME), sort_keys=True)


def _check_meta(database: sqlite3.Connection, folder: Path) -> None:
    tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"meta", "articles", "pending", "dead", "segments"} <= tables:
        raise StoreError(f"{folder}/{NAME} is a database, but not one of this program: give another folder")
    meta = dict(database.execute("SELECT name, value FROM meta").fetchall())
    if meta.get("format") != str(FORMAT):
        raise StoreError(
            f"{folder} has store format {meta.get('format')}, this version reads {FORMAT}: "
            "build the store anew, or use the version of news-auditor that made it"
        )
    if meta.get("scheme") != scheme():
        theirs, ours = json.loads(meta.get("scheme") or "{}"), asdict(SCHEME)
        differing = ", ".join(name for name in ours if theirs.get(name) != ours[name])
        raise StoreError(
            f"{folder} was made with other fingerprints ({differing}): its articles are readable, but not comparable; "
            "build a new store from the same articles, or use the version of news-auditor that made it"
        )


def arrival(database: sqlite3.Connection, ident: bytes) -> tuple[int, int]:
    """The serial of an article, and how many are stored that came before it; (0, 0) if it is not there."""
    found = database.execute("SELECT serial FROM articles WHERE id = ?", [ident]).fetchone()
    if found is None:
        return 0, 0
    return found[0], database.execute("SELECT count(*) FROM articles WHERE serial < ?", found).fetchone()[0]


@contextmanager
def writing(database: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: all of it or nothing. Waits for another writer, then fails as locked."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        # SQLite may have rolled back by itself, for instance on a full disk.
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


@contextmanager
def reading(database: sqlite3.Connection) -> Iterator[None]:
    """One snapshot for several reads."""
    if database.in_transaction:
        yield
        return
    database.execute("BEGIN")
    try:
        yield
    finally:
        if database.in_transaction:
            database.execute("ROLLBACK")
