"""The engine of a Spark cluster: the same pure functions, applied to rows by Spark's workers.

Rows travel pickled, many to a Spark row, so that a reading which several pairs share is sent
once. Results come back in waves and in input order, whatever order the cluster finished them in: an
audit is the same as on one machine, byte for byte. Fingerprints stay with the workers, which look
for the pairs among themselves.

What a cluster needs, for news of 950 words:

* A worker's Python takes 430 to 480 MB, tables and libraries included, one for each core.
* Workers keep 22 kB of fingerprints an article in blocks of Spark, in memory or on disk. Looking for
  pairs, they shuffle 11 kB of postings and 13 kB of buckets of each, and what these lead to; no task
  holds more than 256 articles with the earliest 32 articles of each of their keys, or one key's postings.
* The driver holds what the report holds: every article with its reading (10 kB pickled), pairs, passages and
  findings; one wave of rows in transit; and 6 kB of keys for each article that may share text with more
  than two dozen others or is a near-copy of one, and for those others: nine in ten of a day's news.

Fingerprints are cut off from their history (``localCheckpoint``): with a lost worker those it held are gone,
and the audit ends with Spark's error. Tasks that fail are done again, elsewhere, and count once.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from auditor.engines.local import LocalEngine
from auditor.engines.spark_batches import KEPT, NAMES, kept_row
from auditor.engines.spark_pairs import kept_fingerprints, pairs_from, proposals
from auditor.errors import SettingsError
from auditor.reuse.candidates import FEW, Fingerprint, Pair, scored_pairs

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

T = TypeVar("T")
R = TypeVar("R")

_DONE = "place long, rows binary"
_SENT = ["place", "rows"]

_MISSING = "Spark is not installed: pip install 'news-auditor[spark]' (and a Java runtime, version 17 or later)"


def spark_engine(session: SparkSession, *, chunk: int = 16, wave: int = 4096) -> SparkEngine:
    """An engine that spreads work over the workers of *session*, for ``audit(..., engine=...)``.

    *chunk* is the number of rows a worker takes at once, *wave* the number that is under way
    before results are waited for; it bounds what the driver holds in transit. Not more than *wave* /
    *chunk* cores are busy at a time, so a cluster of more than 100 wants a larger wave. The workers
    need this package installed.
    """
    return SparkEngine(session, chunk, wave)


@dataclass(frozen=True, slots=True)
class Kept:
    """In a result, in the place of a fingerprint that stays with the workers."""

    number: int


class SparkEngine:
    """Spark's side of ``protocols.Engine`` and of ``pairing.PairingEngine``; see :func:`spark_engine`."""

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
        self._kept: list[DataFrame] = []

    def each(self, fn: Callable[[T], R], rows: Iterable[T], /) -> Iterator[R]:
        """Apply *fn* to every row on the workers, results in input order.

        An exception raised for a row is raised where its result would have come.
        """
        stream = iter(rows)
        while part := list(islice(stream, self.wave)):
            if len(part) <= self.chunk:  # not worth a job
                yield from map(fn, part)
            else:
                yield from _results(self._sent(part, 0, self.chunk).mapInArrow(_batches_with(fn), _DONE))

    def each_kept(self, fn: Callable[[T], R], rows: Iterable[T], /) -> Iterator[R]:
        """:meth:`each`, but fingerprints in the results stay with the workers, for :meth:`scored_pairs`."""
        self._kept.clear()  # those of an audit before
        stream, first = iter(rows), 0
        while part := list(islice(stream, self.wave)):
            # Without a checkpoint a lost worker's fingerprints would have to be made again from texts the driver kept.
            done = self._sent(part, first, self.chunk).mapInArrow(_batches_with(fn, keep=True), f"{_DONE}, {KEPT}")
            done = done.localCheckpoint()
            self._kept.append(done.where("number is not null").drop("place", "rows"))
            yield from _results(done.where("rows is not null").select("place", "rows"))
            first += len(part)

    def _sent(self, rows: list[Any], first: int, size: int) -> DataFrame:
        """Pickled chunks of *rows*, with the number of the first row of each."""
        import pyarrow as pa  # noqa: PLC0415

        # One batch for each: of a table over 48 MB (``arrow.localRelationThreshold``) every batch becomes a
        # task, so that one large batch would be the work of a single worker.
        chunks = [
            pa.record_batch([pa.array([first + at]), pa.array([pickle.dumps(rows[at : at + size], 5)])], _SENT)
            for at in range(0, len(rows), size)
        ]
        return self.session.createDataFrame(pa.Table.from_batches(chunks))

    def scored_pairs(self, prints: Sequence[Fingerprint | Kept]) -> tuple[Pair, ...]:
        """What :func:`candidates.scored_pairs` gives, worked out by the workers."""
        if len(prints) <= FEW:
            return scored_pairs(self._fetched(prints, range(len(prints)), whole=True))
        return pairs_from(proposals(self._numbered(prints), len(prints)).toArrow())

    def consulted(self, prints: Sequence[Fingerprint | Kept], places: Collection[int]) -> list[Any]:
        """*prints*, of which those at *places* have keys, a signature and a number of words."""
        return self._fetched(prints, places, whole=False)

    def _fetched(self, prints: Sequence[Fingerprint | Kept], places: Collection[int], *, whole: bool) -> list[Any]:
        found = list(prints)
        wanted = {row.number: place for place in places if isinstance(row := prints[place], Kept)}
        if wanted:
            numbers = self.session.createDataFrame([(number,) for number in wanted], "number long")
            rows = _together(self._kept).join(numbers, "number")
            for number, row in kept_fingerprints(rows, whole=whole):
                found[wanted[number]] = row
        return found

    def _numbered(self, prints: Sequence[Fingerprint | Kept]) -> DataFrame:
        """Rows of ``KEPT`` whose numbers are places in *prints*."""
        import pyarrow as pa  # noqa: PLC0415

        kept = [(row.number, place) for place, row in enumerate(prints) if isinstance(row, Kept)]
        here = [kept_row(place, row) for place, row in enumerate(prints) if isinstance(row, Fingerprint)]
        rows = []
        if kept:
            table = pa.table({"number": [number for number, _ in kept], "place": [place for _, place in kept]})
            every = _together(self._kept)
            joined = every.join(self.session.createDataFrame(table), "number")
            rows.append(joined.drop("number").withColumnRenamed("place", "number").select(*NAMES))
        if here:
            rows.append(self.session.createDataFrame(here, KEPT))
        return _together(rows).localCheckpoint()

    def group(self, key: Callable[[T], str], rows: Iterable[T], /) -> Iterator[tuple[str, list[T]]]:
        """Rows by key, keys in sorted order, rows in input order; on the driver, which has them anyway."""
        return self._driver.group(key, rows)

    def collect(self, rows: Iterable[T], /) -> list[T]:
        """All rows, in order, in memory."""
        return self._driver.collect(rows)


def _together(parts: Sequence[DataFrame]) -> DataFrame:
    return reduce(lambda one, other: one.unionAll(other), parts)


def _results(done: DataFrame) -> Iterator[Any]:
    found = done.toArrow()
    results = sorted(zip(found["place"].to_pylist(), found["rows"].to_pylist(), strict=True))
    for result, error in chain.from_iterable(pickle.loads(row) for _, row in results):  # noqa: S301  # our own rows
        if error is not None:
            raise error
        yield result


def _batches_with(fn: Callable[[Any], Any], *, keep: bool = False) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What a worker does with its Arrow batches of pickled chunks."""

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa  # noqa: PLC0415

        for batch in batches:
            for place, chunk in zip(batch["place"].to_pylist(), batch["rows"].to_pylist(), strict=True):
                results = _applied(fn, chunk)
                if not keep:
                    yield pa.record_batch([pa.array([place]), pa.array([pickle.dumps(results, 5)])], _SENT)
                    continue
                file = BytesIO()
                keeper = _Keeper(file, place)
                keeper.dump(results)
                empty = dict.fromkeys(NAMES)
                rows = [{"place": place, "rows": file.getvalue(), **empty}]
                rows += [{"place": None, "rows": None, **dict(zip(NAMES, row, strict=True))} for row in keeper.kept]
                kinds = [pa.int64(), pa.binary(), pa.int64(), *(pa.binary() for _ in NAMES[1:])]
                yield pa.RecordBatch.from_pylist(rows, pa.schema(list(zip(rows[0], kinds, strict=True))))

    return work


def _applied(fn: Callable[[Any], Any], chunk: bytes) -> list[tuple[Any, BaseException | None]]:
    """(result, error) pairs; the rows after an error are not worked on."""
    results: list[tuple[Any, BaseException | None]] = []
    for row in pickle.loads(chunk):  # noqa: S301  # pickled by the driver
        try:
            results.append((fn(row), None))
        except Exception as error:  # noqa: BLE001  # raised again on the driver, in its place
            results.append((None, _sendable(error)))
            break
    return results


class _Keeper(pickle.Pickler):
    """Writes results with a :class:`Kept` in the place of each fingerprint; a result holds one at most."""

    def __init__(self, file: BytesIO, first: int) -> None:
        super().__init__(file, 5)
        self.first = first
        self.kept: list[tuple[int | bytes, ...]] = []

    def reducer_override(self, value: Any) -> Any:
        if not isinstance(value, Fingerprint):
            return NotImplemented
        number = self.first + len(self.kept)
        self.kept.append(kept_row(number, value))
        return Kept, (number,)


def _sendable(error: Exception) -> Exception:
    """The error itself, or its words where it cannot be pickled."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # what was just written
    except Exception:  # noqa: BLE001  # an exception may refuse in any way it likes
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
