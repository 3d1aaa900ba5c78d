"""Scores kept beside a store, right whatever is added to it and taken from it.

An article is judged once, against what was stored before it. What is added later changes nothing of
that; what is taken away changes the judgements that rest on it, and those alone are made anew. So
the sums are those of a store that never had the articles which are gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from operator import add
from pathlib import Path

from auditor.annotate.credits import outlets_with
from auditor.audit import untracked
from auditor.detect import NOT_COMPARED
from auditor.incoming.against import check_all
from auditor.model import Article, ArticleAudit, Document, SourceScore
from auditor.protocols import Engine
from auditor.remember import Track
from auditor.reuse.clusters import cluster
from auditor.scoring import METHOD, article_evidence, score_tally, tally
from auditor.scoring.tally import added, packed, unpacked
from auditor.settings import Settings
from auditor.stores.cache import Cache
from auditor.stores.disk import DiskStore
from auditor.stores.records import digest
from auditor.stores.tallies import Record, TallyBook

_TOGETHER = 32  # articles judged before their judgements are kept


def kept_scores(
    audits: Sequence[ArticleAudit],
    folder: str | Path,
    *,
    settings: Settings | None = None,
    name: Callable[[Article], str] = lambda article: article.id,
) -> tuple[SourceScore, ...]:
    """Add what checked articles say about their sources to the sums beside a store; those sources' scores, by name.

    *folder* is the directory of the store, *name* gives the id an article has there. An article
    counts once, as it was last checked; no other article is read again. Articles of one story, which
    share text, share its weight. What was checked and stored, and is stored no longer, counts no more.
    """
    settings = settings or Settings()
    with TallyBook(folder, added) as book:
        book.reconcile()
        for audit in audits:
            if audit.reading.words:
                book.put([_record(audit, book, settings, name(audit.reading.article))])
        return _scores(book, sorted({audit.reading.article.source for audit in audits if audit.reading.words}))


def settled(
    store: DiskStore,
    *,
    settings: Settings | None = None,
    engine: Engine | None = None,
    cache: Cache | None = None,
    track: Track | None = None,
) -> tuple[SourceScore, ...]:
    """Judge the articles of a store that are not judged yet or whose grounds are gone; every source's score, by name.

    From then on the store keeps scores. Judgements are kept as they are made: after an interruption,
    the next call goes on. *track* is given lists of the articles of one step, and how many articles there are in all.
    """
    settings = settings or Settings()
    with TallyBook(store.path, added) as book:
        book.follow()
        book.reconcile()
        earlier = _Earlier(store)
        due = (part for part in iter(lambda: book.due(METHOD.version, _TOGETHER), []))
        for part in (track or untracked)(due, "judging", book.number_due(METHOD.version)):
            serials = {name: serial for serial, name in part}
            articles = [article for article in map(store.get, serials) if article is not None]
            if not articles:  # another process took them away meanwhile
                book.reconcile()
                continue
            audits = check_all(articles, against=earlier, settings=settings, engine=engine, cache=cache)
            for article, audit in zip(articles, audits, strict=True):
                record = _record(audit, book, settings, article.id)
                more = earlier.proposed.pop(article.id) if _thinned(audit) else ()
                rests = tuple(sorted({*record.rests, *more}))
                book.put([replace(record, serial=serials[article.id], rests=rests)])
        return _scores(book, list(book.sources()))


def of_other_methods(folder: str | Path) -> int:
    """How many sources have records beside the store in *folder* that another method made: no score counts them."""
    with TallyBook(folder, added) as book:
        return book.left_behind(METHOD.version)


def outdated(folder: str | Path) -> dict[str, int]:
    """How many of the articles stored in *folder* have a record that another method of scoring made, by that method."""
    with TallyBook(folder, added) as book:
        return book.outdated(METHOD.version)


class _Earlier:
    """A store as it was, of what is left, when an article came."""

    def __init__(self, store: DiskStore) -> None:
        self._store = store
        self.proposed: dict[str, tuple[str, ...]] = {}  #: what was said of each article

    def originals(self, articles: Sequence[Article], limit: int, *, same_source: bool) -> list[tuple[str, ...]]:
        found = self._store.originals(articles, limit, same_source=same_source, earlier=True)
        self.proposed = dict(zip((article.id for article in articles), found, strict=True))
        return found

    def get(self, article_id: str, /) -> Article | None:
        return self._store.get(article_id)

    def candidates(self, subject: Article | Document, /, limit: int = 50) -> tuple[str, ...]:
        return self._store.candidates(subject, limit)

    def add(self, articles: Iterable[Article], /) -> int:
        return self._store.add(articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self._store)

    def __len__(self) -> int:
        return len(self._store)

    def close(self) -> None:
        self._store.close()


def _thinned(audit: ArticleAudit) -> bool:
    """Whether some that share text were not compared: which ones are depends on all of them."""
    return any(measure.name == NOT_COMPARED for f in audit.findings for measure in f.evidence.measures)


def _scores(book: TallyBook, sources: Iterable[str]) -> tuple[SourceScore, ...]:
    sums = ((source, book.sums(source, METHOD.version)) for source in sources)
    return tuple(score_tally(reduce(add, map(unpacked, parts))) for _, parts in sums if parts)


def _record(audit: ArticleAudit, book: TallyBook, settings: Settings, name: str) -> Record:
    reading = audit.reading
    rests = tuple(sorted({match.right.article for match in audit.matches}))
    mark = digest(reading.article)
    if not reading.words:
        return Record(name, reading.article.source, name, METHOD.version, b"", mark, rests=rests)
    evidence = article_evidence(
        reading,
        audit.matches,
        audit.findings,
        others={one.article.id: one for one in (reading, *audit.others)},
        story=_story(audit, book, name),
        syndication=frozenset((who, whom) for whom, who in settings.syndication),
        outlets=outlets_with(settings.outlets),
    )
    body = packed(tally([evidence]))
    return Record(name, evidence.source, evidence.story, evidence.method, body, mark, rests=rests)


def _story(audit: ArticleAudit, book: TallyBook, name: str) -> str:
    """The story an article belongs to: that of the articles it is clustered with, else one of its own."""
    readings = (audit.reading, *audit.others)
    words = {reading.article.id: reading.words for reading in readings}
    own = audit.reading.article.id
    joined = (row.articles for row in cluster(tuple(words), audit.matches, words) if own in row.articles)
    members = next(joined, (own,))
    return min((book.story_of(other) for other in members if other != own), key=_absent_last, default=None) or name


def _absent_last(story: str | None) -> tuple[bool, str]:
    return story is None, story or ""
