"""A store that lives as long as the process."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self

import numpy as np

from auditor.errors import StoreError
from auditor.model import Article, Document
from auditor.reuse.fingerprint import SCHEME
from auditor.reuse.lookup import Query
from auditor.reuse.segments import Filed, merge
from auditor.reuse.spun_lookup import blend, look_up_both
from auditor.stores import filing
from auditor.stores.memtable import Memtable
from auditor.stores.records import StoreStats, boundary, digest, id_of, key, moment, sound
from auditor.stores.register import Register, originals

_PART = 128  # articles filed at once


class MemoryStore:
    """Keeps articles in memory; behaves as :class:`auditor.stores.disk.DiskStore` does."""

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self._articles: dict[str, tuple[int, bytes, Article, int]] = {}  # serial, digest, article, words
        self._ids: dict[int, str] = {}
        self._next = 0
        self._dead: set[int] = set()
        self._memtable = Memtable()
        self._closed = False
        self._register = Register(self._told)
        self.add(articles)

    def add(self, articles: Iterable[Article], /, *, workers: int = 1) -> int:
        """Add what is not there yet; the number of articles added.

        An article whose id is there with the same content changes nothing. With other content
        it takes the place of the earlier one, which is not kept. *workers* are processes that
        read and fingerprint.
        """
        self._open()
        added = 0
        waiting: deque[list[Article]] = deque()

        def parts() -> Iterator[list[Article]]:
            for part in filing.parts_of(sound(articles), _PART):
                waiting.append(part)
                yield part

        for filed in filing.spread(filing.filings, parts(), workers):
            added += sum(map(self._add, waiting.popleft(), filed))
        return added

    def _add(self, article: Article, filed: Filed) -> bool:
        mark = digest(article)
        known = self._articles.get(article.id)
        if known is not None and known[1] == mark:
            return False
        self.forget(article.id)
        self._memtable.add(filed.under(self._next))
        self._articles[article.id] = (self._next, mark, article, len(filed.words))
        self._ids[self._next] = article.id
        self._next += 1
        return True

    def get(self, article_id: str, /) -> Article | None:
        """The stored article, or None."""
        self._open()
        known = self._articles.get(article_id)
        return known[2] if known else None

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
        dead = np.array(sorted(self._dead), np.int64)
        known = self._memtable.segments(), queries, len(self._articles)
        # One more, as the article of the same id does not count.
        chosen = [blend(*two, limit + 1) for two in look_up_both(*known, dead=dead)]
        return [
            tuple(self._ids[serial] for serial in serials if self._ids[serial] != itself)[:limit]
            for itself, serials in zip(map(id_of, subjects), chosen, strict=True)
        ]

    def originals(
        self, articles: Sequence[Article], /, limit: int = 50, *, same_source: bool = False
    ) -> list[tuple[str, ...]]:
        """Ids of stored articles that each of *articles* may come from, most promising first.

        The work is dearer than :meth:`candidates`: of many copies of a passage the earliest by date are found,
        whatever else is stored. One of the same id counts; those of the same source only with *same_source*.
        """
        self._open()
        dead = np.array(sorted(self._dead), np.int64)
        known = self._memtable.segments(), articles, len(self._articles), limit, dead, self._register
        chosen = originals(*known, same_source=same_source)
        return [tuple(self._ids[serial] for serial in serials) for serials in chosen]

    def _told(self, serials: list[int]) -> Iterator[tuple[int, bytes, float | None]]:
        for serial in serials:
            known = self._articles.get(self._ids.get(serial, ""))
            if known is not None and known[0] == serial:
                yield serial, key(known[2].source), moment(known[2].published)

    def forget(self, article_id: str, /) -> bool:
        """Remove one article; whether it was there."""
        self._open()
        known = self._articles.pop(article_id, None)
        if known is None:
            return False
        del self._ids[known[0]]
        self._dead.add(known[0])
        return True

    def prune(self, *, before: str) -> int:
        """Remove articles published before an ISO 8601 date; the number removed.

        Articles without a readable date stay. Raises StoreError if *before* is no date.
        """
        self._open()
        bound = boundary(before)
        dates = [(known, moment(entry[2].published)) for known, entry in self._articles.items()]
        old = [known for known, when in dates if when is not None and when < bound]
        for known in old:
            self.forget(known)
        return len(old)

    def verify(self) -> list[str]:
        """Problems found; always none, as nothing in memory can be torn."""
        self._open()
        return []

    def compact(self) -> None:
        """Drop what forgotten articles left behind."""
        self._open()
        kept = merge(self._memtable.segments(), np.array(sorted(self._dead), np.int64))
        self._memtable = Memtable([kept])
        self._dead.clear()

    def stats(self) -> StoreStats:
        """How much is stored."""
        self._open()
        segments = self._memtable.segments()
        return StoreStats(
            articles=len(self._articles),
            words=sum(entry[3] for entry in self._articles.values()),
            postings=sum(len(segment.records) for segment in segments),
            pending=0,
            segments=len(segments),
            forgotten=len(self._dead),
            text_bytes=0,
            index_bytes=0,
            scheme=str(SCHEME.version),
        )

    def close(self) -> None:
        """Let go of everything; further use raises StoreError."""
        self._closed = True
        self._articles.clear()

    def _open(self) -> None:
        if self._closed:
            raise StoreError("this store is closed")

    def __iter__(self) -> Iterator[Article]:
        self._open()
        return (entry[2] for entry in tuple(self._articles.values()))

    def __len__(self) -> int:
        self._open()
        return len(self._articles)

    def __contains__(self, article_id: object) -> bool:
        self._open()
        return article_id in self._articles

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
