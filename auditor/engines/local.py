"""The engine of one machine, which defines what the three verbs mean."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from itertools import islice
from typing import TypeVar

from auditor import processes
from auditor.errors import SettingsError

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4  # chunks handed out per process before results are waited for


class LocalEngine:
    """Runs in this process, or in *jobs* of them; the results are the same.

    With more than one job, functions and rows must be picklable: functions defined at the top of
    a module, or ``functools.partial`` of such. Processes are spawned, so a script that uses
    them needs ``if __name__ == "__main__":``. An exception raised for a row is raised where its
    result would have come.
    """

    def __init__(self, jobs: int = 1, *, chunk: int = 16) -> None:
        if jobs < 1 or chunk < 1:
            raise SettingsError(f"jobs and chunk must be 1 or more, not {jobs} and {chunk}")
        self.jobs = jobs
        self.chunk = chunk

    def each(self, fn: Callable[[T], R], rows: Iterable[T], /) -> Iterator[R]:
        """Apply *fn* to every row, results in input order.

        Rows are read only a little ahead of the results, so streams of any length fit.
        """
        if self.jobs == 1:
            return map(fn, rows)
        return self._spread(fn, rows)

    def _spread(self, fn: Callable[[T], R], rows: Iterable[T]) -> Iterator[R]:
        stream = iter(rows)
        first = list(islice(stream, self.chunk))
        if len(first) < self.chunk:  # too few rows to be worth a process
            yield from map(fn, first)
            return
        pool = processes.pool(self.jobs)
        waiting: deque[Future[tuple[list[R], Exception | None]]] = deque()
        try:
            part = first
            while part:
                waiting.append(pool.submit(_all, fn, part))
                if len(waiting) >= self.jobs * _AHEAD:
                    yield from _results(*waiting.popleft().result())
                part = list(islice(stream, self.chunk))
            while waiting:
                yield from _results(*waiting.popleft().result())
        finally:
            # After an error or Ctrl-C what has not begun is dropped, what runs is waited for.
            pool.shutdown(cancel_futures=True)

    def group(self, key: Callable[[T], str], rows: Iterable[T], /) -> Iterator[tuple[str, list[T]]]:
        """Rows by key, keys in sorted order, rows in input order."""
        groups: dict[str, list[T]] = {}
        for row in rows:
            groups.setdefault(key(row), []).append(row)
        for name in sorted(groups):
            yield name, groups[name]

    def collect(self, rows: Iterable[T], /) -> list[T]:
        """All rows, in order, in memory."""
        return list(rows)


def _all(fn: Callable[[T], R], rows: list[T]) -> tuple[list[R], Exception | None]:
    """The results up to the first error, and the error: it may be one that cannot be pickled."""
    results: list[R] = []
    for row in rows:
        try:
            results.append(fn(row))
        except Exception as error:  # noqa: BLE001 - raised again in its place
            return results, _sendable(error)
    return results, None


def _results(rows: list[R], error: Exception | None) -> Iterator[R]:
    yield from rows
    if error is not None:
        raise error


def _sendable(error: Exception) -> Exception:
    """The error itself, or its words where it cannot be sent to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - what was just written
    except Exception:  # noqa: BLE001 - an exception may refuse in any way it likes
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
