"""The engine of a Spark cluster: the same pure functions, applied to rows by Spark's workers.

Rows travel pickled, many to a Spark row, so that a reading which several pairs share is sent
once. Results come back in waves and in input order, whatever order the cluster finished them in: an
audit is the same as on one machine, byte for byte.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from auditor.engines.local import LocalEngine
from auditor.errors import SettingsError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

T = TypeVar("T")
R = TypeVar("R")

_MISSING = "Spark is not installed: pip install 'news-auditor[spark]' (and a Java runtime, version 17 or later)"


def spark_engine(session: SparkSession, *, chunk: int = 16, wave: int = 4096) -> SparkEngine:
    """An engine that spreads work over the workers of *session*, for ``audit(..., engine=...)``.

    *chunk* is the number of rows a worker takes at once, *wave* the number that is under way
    before results are waited for; it bounds what the driver holds in transit. The workers need
    this package installed.
    """
    return SparkEngine(session, chunk, wave)


class SparkEngine:
    """Spark's side of ``protocols.Engine``; see :func:`spark_engine`."""

    def __init__(self, session: SparkSession, chunk: int, wave: int) -> None:
        if chunk < 1 or wave < 1:
            raise SettingsError(f"chunk and wave must be 1 or more, not {chunk} and {wave}")
        try:
            import pyarrow  # noqa: F401, ICN001, PLC0415  # Spark moves rows as Arrow batches
        except ImportError as error:  # pragma: no cover  # a session without pyarrow
            raise SettingsError(_MISSING) from error
        self.session = session
        self.chunk = chunk
        self.wave = wave
        self._driver = LocalEngine()

    def each(self, fn: Callable[[T], R], rows: Iterable[T], /) -> Iterator[R]:
        """Apply *fn* to every row on the workers, results in input order.

        An exception raised for a row is raised where its result would have come.
        """
        stream = iter(rows)
        while part := list(islice(stream, self.wave)):
            yield from self._wave(fn, part)

    def _wave(self, fn: Callable[[T], R], rows: list[T]) -> Iterator[R]:
        import pyarrow as pa  # noqa: PLC0415

        chunks = [pickle.dumps(rows[at : at + self.chunk], 5) for at in range(0, len(rows), self.chunk)]
        if len(chunks) == 1:  # not worth a job
            yield from map(fn, rows)
            return
        table = pa.table({"place": pa.array(range(len(chunks)), pa.int64()), "rows": pa.array(chunks, pa.binary())})
        sent = self.session.createDataFrame(table)
        done = sent.mapInArrow(_batches_with(fn), "place long, rows binary").toArrow()
        results = sorted(zip(done["place"].to_pylist(), done["rows"].to_pylist(), strict=True))
        for result, error in chain.from_iterable(pickle.loads(row) for _, row in results):  # noqa: S301  # our own rows
            if error is not None:
                raise error
            yield result

    def group(self, key: Callable[[T], str], rows: Iterable[T], /) -> Iterator[tuple[str, list[T]]]:
        """Rows by key, keys in sorted order, rows in input order; on the driver, which has them anyway."""
        return self._driver.group(key, rows)

    def collect(self, rows: Iterable[T], /) -> list[T]:
        """All rows, in order, in memory."""
        return self._driver.collect(rows)


def _batches_with(fn: Callable[[Any], Any]) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What a worker does with its Arrow batches of pickled chunks."""

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa  # noqa: PLC0415

        for batch in batches:
            for place, chunk in zip(batch["place"].to_pylist(), batch["rows"].to_pylist(), strict=True):
                done = pa.array([_applied(fn, chunk)], pa.binary())
                yield pa.record_batch([pa.array([place], pa.int64()), done], names=["place", "rows"])

    return work


def _applied(fn: Callable[[Any], Any], chunk: bytes) -> bytes:
    """Pickled (result, error) pairs; the rows after an error are not worked on."""
    results: list[tuple[Any, BaseException | None]] = []
    for row in pickle.loads(chunk):  # noqa: S301  # pickled by the driver
        try:
            results.append((fn(row), None))
        except Exception as error:  # noqa: BLE001  # raised again on the driver, in its place
            results.append((None, _sendable(error)))
            break
    return pickle.dumps(results, 5)


def _sendable(error: Exception) -> Exception:
    """The error itself, or its words where it cannot be pickled."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # what was just written
    except Exception:  # noqa: BLE001  # an exception may refuse in any way it likes
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
