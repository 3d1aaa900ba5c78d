"""What is worked out of an article once, when it is added: pure functions that any process may run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import cache
from itertools import chain, islice
from typing import Any, NamedTuple, TypeVar

import numpy as np
import zstandard
from numpy.typing import NDArray

from auditor import processes
from auditor.model import Article, Document
from auditor.reuse.fingerprint import article_signatures, serialise
from auditor.reuse.lookup import Query
from auditor.reuse.postings import Sketch, asked_sketches, filed_sketch
from auditor.reuse.segments import Filed, low_words
from auditor.reuse.words import WordHasher
from auditor.stores.records import askable, decode, key, moment

T = TypeVar("T")
R = TypeVar("R")

TOGETHER = 64  #: articles looked up at once
FILED = 128  #: articles filed at once, where a caller does not wait for the first
_LEVEL = 1  # of Zstandard: smaller than zlib's and in a third of its time
_FEW = 4  # parts that are as quickly done here
_AHEAD = 3  # parts handed out per process before results are waited for


class Row(NamedTuple):
    """An article ready to be stored."""

    id: bytes
    source: bytes
    moment: float | None
    signature: bytes  #: a serialised LeanMinHash
    body: bytes  #: the article, compressed
    filed: Filed  #: under no serial yet


@cache
def _hasher() -> WordHasher:
    """One for each process: what it remembers only saves time."""
    return WordHasher()


def filings(articles: Sequence[Article]) -> list[Filed]:
    """Keys and words to file each article under, without a serial, in order."""
    stream = _hasher().many(article.text for article in articles)
    return [filed for part in parts_of(stream, FILED) for filed in _filed(part)]


def _filed(hashes: Sequence[NDArray[np.uint64]]) -> list[Filed]:
    return [Filed(-1, filed_sketch(words), low_words(words)) for words in hashes]


class Rows(list[Row]):
    """Rows that go from one process to another as a few large pieces, which takes a fraction of the time."""

    def __reduce__(self) -> tuple[Callable[..., Rows], tuple[object, ...]]:
        filed = [row.filed for row in self]
        columns = (
            [one.sketch.keys for one in filed],
            [one.sketch.positions for one in filed],
            [one.words for one in filed],
        )
        sizes = [(len(one.sketch), len(one.words)) for one in filed]
        return _unpacked, ([row[:-1] for row in self], sizes, *(np.concatenate(column).tobytes() for column in columns))


def _unpacked(
    heads: list[tuple[Any, ...]], sizes: list[tuple[int, int]], keys: bytes, positions: bytes, words: bytes
) -> Rows:
    arrays = np.frombuffer(keys, np.uint64), np.frombuffer(positions, np.int32), np.frombuffer(words, np.uint16)
    key = word = 0
    out = Rows()
    for head, (more_keys, more_words) in zip(heads, sizes, strict=True):
        mine, all_words = slice(key, key + more_keys), slice(word, word + more_words)
        filed = Filed(-1, Sketch(arrays[0][mine], arrays[1][mine]), arrays[2][all_words])
        out.append(Row._make((*head, filed)))
        key, word = mine.stop, all_words.stop
    return out


def rows(bodies: Sequence[bytes]) -> Rows:
    """All that a store keeps of articles as :func:`encode` writes them, in order."""
    out = Rows()
    pack = zstandard.ZstdCompressor(level=_LEVEL).compress  # for this call alone: threads cannot share one
    for start in range(0, len(bodies), FILED):
        part = bodies[start : start + FILED]
        articles = list(map(decode, part))
        hashes = list(_hasher().many(article.text for article in articles))
        columns = zip(part, articles, article_signatures(hashes), _filed(hashes), strict=True)
        out += (
            Row(
                key(article.id),
                key(article.source),
                moment(article.published),
                serialise(signature),
                pack(body),
                one,
            )
            for body, article, signature, one in columns
        )
    return out


def queries(subjects: Sequence[Article | Document]) -> list[Query]:
    """Words and keys to look up; a document that was prepared already is not read again."""
    texts = [subject.text for subject in subjects if isinstance(subject, Article)]
    stream = _hasher().many(texts)
    hashes: list[NDArray[np.uint64]] = [
        subject.tokens.hashes if isinstance(subject, Document) else next(stream) for subject in subjects
    ]
    asked = zip(hashes, map(asked_sketches, hashes), strict=True)
    return [Query(plain, words, spun, bits) for words, (plain, spun, bits) in asked]


def asked(
    subjects: Iterable[Article | Document], workers: int
) -> Iterator[tuple[list[Article | Document], list[Query]]]:
    """A stream of what is looked up in parts, each with its :func:`queries`, made by so many *workers*."""
    waiting: deque[list[Article | Document]] = deque()

    def parts() -> Iterator[list[Article | Document]]:
        for part in parts_of(askable(subjects), TOGETHER):
            waiting.append(part)
            yield part

    for made in spread(queries, parts(), workers):
        yield waiting.popleft(), made


def spread(work: Callable[[list[T]], R], parts: Iterable[list[T]], workers: int) -> Iterator[R]:
    """*work* done on each part, results in order: here, or in several processes.

    Parts are read only a little ahead of the results; an error in reading them is raised after the
    results of those before it. Processes are spawned, so a script that asks for more than one worker
    needs ``if __name__ == "__main__":``.
    """
    if workers < 1:
        raise ValueError(f"workers must be 1 or more, not {workers}")
    if workers == 1:
        yield from map(work, parts)
        return
    failed: list[Exception] = []
    stream = until_error(parts, failed)
    first = list(islice(stream, _FEW))
    if len(first) < _FEW:  # not worth a process
        yield from map(work, first)
    else:
        yield from _pooled(work, chain(first, stream), workers)
    if failed:
        raise failed[0]


def _pooled(work: Callable[[list[T]], R], parts: Iterable[list[T]], workers: int) -> Iterator[R]:
    pool = processes.pool(workers)
    waiting: deque[Future[R]] = deque()
    try:
        for part in parts:
            waiting.append(pool.submit(work, part))
            if len(waiting) >= workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        # After an error or Ctrl-C what has not begun is dropped, what runs is waited for.
        pool.shutdown(cancel_futures=True)


def parts_of(stream: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of up to *size* rows; what came before an error in *stream* is given before it is raised."""
    failed: list[Exception] = []
    rest = until_error(stream, failed)
    while part := list(islice(rest, size)):
        yield part
    if failed:
        raise failed[0]


def until_error(stream: Iterable[T], failed: list[Exception]) -> Iterator[T]:
    """*stream* until it ends or fails; the error goes to *failed*."""
    try:
        yield from stream
    except Exception as error:  # noqa: BLE001 - whoever gave the list raises it
        failed.append(error)
