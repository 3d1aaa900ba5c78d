"""The two costly steps, reading articles and comparing pairs, with what earlier runs worked out.

A key is a digest of all that the result depends on: the article as given, or both readings and
the profile, and this package itself: its version, and the sizes and times of its files, since code
and tables may change under one version. Results are the same with a cache and without.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np

from auditor.annotate.residue import LineKeys
from auditor.engines.pairing import PairingEngine
from auditor.model import Article, Match, Outlet, Reading, Skipped
from auditor.protocols import Engine
from auditor.reuse.candidates import Fingerprint
from auditor.reuse.postings import Sketch
from auditor.steps import Known, compare_known, read_known
from auditor.stores.cache import Cache
from auditor.version import VERSION

T = TypeVar("T")
R = TypeVar("R")
Track = Callable[[Iterable[Any], str, int | None], Iterable[Any]]
_AT_ONCE = 256  # rows looked up together: bounds what is in memory beside the results


class _Stored(msgspec.Struct, array_like=True):
    """A Known as bytes; arrays as their raw little-endian content."""

    reading: Reading
    hashes: bytes
    keys: bytes
    positions: bytes
    signature: bytes
    passages: bytes
    passage_width: int
    line_hashes: bytes
    line_starts: bytes
    line_ends: bytes
    line_body: bytes


def read_all(
    articles: Sequence[Article],
    engine: Engine,
    cache: Cache | None,
    track: Track,
    outlets: tuple[Outlet, ...] = (),
) -> list[Known | Skipped]:
    """Every article read, in order; *outlets* are those known beside the package's own."""
    key = partial(_article_key, outlets=msgspec.msgpack.encode(outlets))
    read = partial(read_known, outlets=outlets)
    if cache is None and isinstance(engine, PairingEngine):
        rows = engine.each_kept(read, articles)
    else:
        rows = _remembered(articles, key, read, _pack, _unpack, engine, cache)
    return list(track(rows, "reading", len(articles)))


def compare_all(
    pairs: Sequence[tuple[Reading, Reading]], profile: str, engine: Engine, cache: Cache | None, track: Track
) -> tuple[list[Match], list[Skipped]]:
    """The matches of all pairs, and pairs that could not be compared."""
    marks: dict[int, bytes] = {}

    def key(pair: tuple[Reading, Reading]) -> bytes:
        for side in pair:
            if id(side) not in marks:  # a reading takes part in many pairs and lives as long as *pairs*
                marks[id(side)] = _digest(b"reading", msgspec.msgpack.encode(_compared(side)))
        return _digest(b"pair", marks[id(pair[0])], marks[id(pair[1])], profile.encode())

    decode = msgspec.msgpack.Decoder(tuple[Match, ...]).decode
    compare = partial(compare_known, profile=profile)
    rows = _remembered(pairs, key, compare, _pack_matches, decode, engine, cache)
    matches: list[Match] = []
    skipped: list[Skipped] = []
    for found in track(rows, "comparing", len(pairs)):
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            matches += found
    return matches, skipped


def _compared(reading: Reading) -> Reading:
    """*reading* without what no comparison looks at: a reason counts the articles of the source, which come and go."""
    return replace(reading, residue=tuple(replace(residue, reason="") for residue in reading.residue))


def _remembered(
    rows: Sequence[T],
    key: Callable[[T], bytes],
    work: Callable[[T], R],
    pack: Callable[[R], bytes | None],
    unpack: Callable[[bytes], R],
    engine: Engine,
    cache: Cache | None,
) -> Iterator[R]:
    if cache is None:
        yield from engine.each(work, rows)
        return
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        keys = [key(row) for row in part]
        with _collecting_later():
            found = {name: unpack(value) for name, value in cache.get(keys).items()}
        fresh = engine.each(work, [row for row, name in zip(part, keys, strict=True) if name not in found])
        for name in keys:
            if name in found:
                yield found[name]
                continue
            result = next(fresh)
            packed = pack(result)
            if packed is not None:
                cache.put([(name, packed)])
            yield result


@contextmanager
def _collecting_later() -> Iterator[None]:
    """No garbage collection meanwhile: what is unpacked is kept, and looking through it again and again costs half."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _article_key(article: Article, *, outlets: bytes) -> bytes:
    return _digest(b"article", msgspec.msgpack.encode(article), outlets)


@lru_cache(maxsize=1)
def _package() -> bytes:
    """What tells one state of this package from another."""
    root = Path(__file__).parent
    files = sorted(path for path in root.rglob("*") if path.suffix not in {"", ".pyc"})
    rows = [f"{file.relative_to(root)} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files]
    return blake2b("\n".join([VERSION, *rows]).encode("utf-8", "surrogatepass")).digest()


def _digest(*parts: bytes) -> bytes:
    digest = blake2b(_package(), digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def _pack_matches(found: tuple[Match, ...] | Skipped) -> bytes | None:
    return None if isinstance(found, Skipped) else msgspec.msgpack.encode(found)


def _pack(known: Known | Skipped) -> bytes | None:
    if isinstance(known, Skipped):
        return None  # read again next time: the reason may be gone
    prints, lines = known.prints, known.lines
    return msgspec.msgpack.encode(
        _Stored(
            known.reading,
            prints.hashes.tobytes(),
            prints.sketch.keys.tobytes(),
            prints.sketch.positions.tobytes(),
            prints.signature.tobytes(),
            prints.passages.tobytes(),
            prints.passages.shape[1],
            lines.hashes.tobytes(),
            lines.starts.tobytes(),
            lines.ends.tobytes(),
            lines.body.tobytes(),
        )
    )


_stored = msgspec.msgpack.Decoder(_Stored).decode


def _unpack(value: bytes) -> Known:
    stored = _stored(value)
    return Known(
        stored.reading,
        Fingerprint(
            np.frombuffer(stored.hashes, np.uint64),
            Sketch(np.frombuffer(stored.keys, np.uint64), np.frombuffer(stored.positions, np.int32)),
            np.frombuffer(stored.signature, np.uint32),
            np.frombuffer(stored.passages, np.uint32).reshape(-1, stored.passage_width),
        ),
        LineKeys(
            np.frombuffer(stored.line_hashes, np.uint64),
            np.frombuffer(stored.line_starts, np.int32),
            np.frombuffer(stored.line_ends, np.int32),
            np.frombuffer(stored.line_body, np.bool_),
        ),
    )
