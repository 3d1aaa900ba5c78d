"""Incoming articles against what is known: the library call of an ingestion pipeline, and the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

from auditor import registry
from auditor.annotate.quotations import find_quotations
from auditor.annotate.reading import annotate, annotate_plain
from auditor.audit import untracked
from auditor.detect import detect, identified, with_others
from auditor.engines.local import LocalEngine
from auditor.errors import AuditorError, SettingsError
from auditor.model import (
    Article,
    ArticleAudit,
    AuditReport,
    Comparison,
    Document,
    Finding,
    Language,
    Match,
    Origin,
    Pairing,
    Reading,
    Skipped,
)
from auditor.protocols import Engine, Rule, Store
from auditor.remember import Track, compare_all, read_all
from auditor.reuse.attribution import REUSED, credit_strength, reused_share
from auditor.reuse.copies import Member, precedence, worth_comparing
from auditor.reuse.differences import told_once
from auditor.reuse.orientation import pairing
from auditor.reuse.pairs import compare_unread
from auditor.settings import PROFILES, Settings
from auditor.steps import Known, answered, compare_known, read_known, with_origins
from auditor.stores import MemoryStore
from auditor.stores.cache import Cache
from auditor.stores.records import mistyped
from auditor.text import complete, paragraph_blocks, prepare, prepare_words
from auditor.version import VERSION

#: How many known articles are aligned with one incoming article, the most promising first.
LIMIT = 100
_TOGETHER = 32  # articles looked up together
_READY = 1024  # known articles kept in memory while others are looked up


def check(article: Article, *, against: Store | Iterable[Article], settings: Settings | None = None) -> ArticleAudit:
    """Check one incoming article against a store or articles; for many, see :func:`check_all`.

    The incoming article is on the left of every match. One that cannot be read gives an audit
    with ``skipped`` set; it is never lost.
    """
    if not isinstance(article, Article):
        many = "" if isinstance(article, str) else "; for several there is auditor.incoming.check_all"
        raise TypeError(f"check takes one auditor.Article, not {type(article).__name__}{many}")
    return check_all([article], against=against, settings=settings)[0]


def check_all(
    articles: Sequence[Article],
    *,
    against: Store | Iterable[Article],
    settings: Settings | None = None,
    engine: Engine | None = None,
    cache: Cache | None = None,
    track: Track | None = None,
) -> list[ArticleAudit]:
    """Check incoming articles, each against known articles of other sources; results in input order.

    Incoming articles are not compared with each other: that is what an audit does. Of many known
    copies of one text the likeliest original is compared; findings say how many more there are at least.
    """
    odd = next((article for article in articles if not isinstance(article, Article)), None)
    if odd is not None:
        raise TypeError(f"check takes auditor.Article, not {type(odd).__name__}")
    settings = settings or Settings()
    engine = engine or LocalEngine(settings.jobs)
    track = track or untracked
    rules = registry.rules(settings)
    store: Store = against if hasattr(against, "candidates") else MemoryStore(against)  # type: ignore[assignment]

    incoming = read_all(articles, engine, cache, track, settings.outlets)
    file_of = lru_cache(maxsize=None)(_file)  # for this run: files may move between two
    taken = {article.id: article for article in articles}
    proposed = list(_known_articles(articles, store, settings, file_of, taken))
    wanted = {other: None for others in proposed for other in others}
    others = dict(zip(wanted, read_all(list(wanted), engine, cache, track, settings.outlets), strict=True))
    chosen = [_chosen(row, [others[name] for name in names]) for row, names in zip(incoming, proposed, strict=True)]
    pairs = [
        (row.reading, other.reading)
        for row, (worth, _) in zip(incoming, chosen, strict=True)
        if isinstance(row, Known)
        for other in worth
        if isinstance(other, Known)
    ]
    matches, failed = compare_all(pairs, settings.profile, engine, cache, track)
    shared: dict[str, list[Match]] = {}
    for match in matches:
        shared.setdefault(match.left.article, []).append(match)
    audits = [
        _audit(article, row, worth, shared.get(article.id, []), rules, settings, more)
        for article, row, (worth, more) in zip(articles, incoming, chosen, strict=True)
    ]
    if failed and audits:
        audits[0] = replace(audits[0], skipped=(*audits[0].skipped, *failed))
    return audits


def compare(left: Article | str, right: Article | str, *, profile: str = "news") -> tuple[Match, ...]:
    """The passages two articles or texts share; offsets are those of the two texts.

    *profile* is "news" (passages from eight words on) or "documents" (long texts, reworded or
    summarised passages; the origin of a passage is sought for articles, not for bare texts).
    Raises SettingsError for another name, AuditorError where the aligner fails.
    """
    if profile not in PROFILES:
        raise SettingsError(f"no profile is called {profile!r}; there are {', '.join(PROFILES)}")
    for side in (left, right):
        if not isinstance(side, Article | str):
            raise TypeError(f"compare takes articles or texts, not {type(side).__name__}")
        if isinstance(side, Article) and (wrong := mistyped(side)):
            raise AuditorError(f"article {side.id!r} could not be read: {wrong}")
    sides = [
        side if isinstance(side, Article) else Article(name, name, side)
        for side, name in ((left, "left"), (right, "right"))
    ]
    if sides[0].id == sides[1].id:
        sides[1] = replace(sides[1], id=f"{sides[1].id}~2")  # both sides must stay tellable
    if profile == "documents":
        return _compare_long(sides[0], sides[1], bare=isinstance(left, str) or isinstance(right, str))
    known = [read_known(side) for side in sides]
    readings = [side.reading for side in known if isinstance(side, Known)]
    for row in known:
        if isinstance(row, Skipped):
            raise AuditorError(f"{row.place} {row.reason}")
    found = compare_known((readings[0], readings[1]), profile=profile)
    if isinstance(found, Skipped):
        raise AuditorError(f"{found.place} {found.reason}")
    return tuple(with_origins(found, readings))


def _compare_long(left: Article, right: Article, *, bare: bool) -> tuple[Match, ...]:
    """Align first; read the articles only where they share something, and their wording only to name an origin."""
    read = _read_bare if bare else _read_plain
    try:
        found, readings = compare_unread(prepare_words(left), prepare_words(right), read)
        judged = found if bare else tuple(with_origins(found, readings))
        if any(match.origin.article for match in judged):
            judged = tuple(with_origins(found, [annotate(prepare(side)) for side in (left, right)]))
    except Exception as error:
        raise AuditorError(f"{left.id} against {right.id} could not be compared: {type(error).__name__}") from error
    return judged


def _read_bare(document: Document) -> tuple[Document, Reading]:
    document = replace(document, blocks=paragraph_blocks(document.clean))
    quotations = find_quotations(document)
    words = len(document.tokens)
    return document, Reading(document.article, words, document.language, blocks=document.blocks, quotations=quotations)


def _read_plain(document: Document) -> tuple[Document, Reading]:
    document = complete(document)
    return document, annotate_plain(document)


def uncredited_share(audit: ArticleAudit) -> float:
    """Share of the article's body words, quotations apart, that stand in others and are credited to nobody, 0 to 1."""
    reading = audit.reading
    others = {other.article.id: other for other in audit.others}
    spans = [
        match.left.span
        for match in audit.matches
        if match.kind in REUSED
        and match.origin.article != reading.article.id
        and credit_strength(reading, others[match.right.article]) < 1
    ]
    return reused_share(reading, spans)


def gathered(audits: Iterable[ArticleAudit], *, settings: Settings, skipped: Sequence[Skipped] = ()) -> AuditReport:
    """Several checks as one report, for the reporters. It scores nobody: that takes an audit."""
    rows = list(audits)
    readings = {r.article.id: r for row in rows for r in row.others} | {
        row.reading.article.id: row.reading for row in rows
    }
    return AuditReport(
        articles=tuple(readings.values()),
        matches=tuple(dict.fromkeys(match for row in rows for match in row.matches)),
        findings=tuple(finding for row in rows for finding in row.findings),
        sources=(),
        skipped=(*skipped, *dict.fromkeys(s for row in rows for s in row.skipped)),
        settings=settings.digest,
        version=VERSION,
        replies=answered(readings.values(), settings)[0],
        checked=tuple(row.reading.article.id for row in rows),
    )


def _audit(
    article: Article,
    row: Known | Skipped,
    others: Sequence[Known | Skipped],
    matches: Sequence[Match],
    rules: Sequence[Rule],
    settings: Settings,
    more: int,
) -> ArticleAudit:
    if isinstance(row, Skipped):
        return ArticleAudit(Reading(article, 0, Language("und", 0.0)), (), (), skipped=(row,))
    reading = row.reading
    readings = {other.reading.article.id: other.reading for other in others if isinstance(other, Known)}
    readings[reading.article.id] = reading
    judged = [_known_first(m, readings) for m in with_origins(matches, readings.values(), settings.outlets)]
    found = list(detect(rules, chain([reading], _subjects(reading, judged, readings))))
    named = {match.right.article for match in judged}
    return ArticleAudit(
        reading,
        identified(
            with_others((f for f in found if isinstance(f, Finding)), {reading.article.id: more}, all_known=False),
            readings,
            settings,
        ),
        tuple(judged),
        others=tuple(readings[name] for name in sorted(named)),
        skipped=(
            *(other for other in others if isinstance(other, Skipped)),
            *(f for f in found if isinstance(f, Skipped)),
        ),
    )


def _known_first(match: Match, readings: dict[str, Reading]) -> Match:
    """Without two dates that say so, an incoming text is not the origin of one that was known before it."""
    incoming, known = readings[match.left.article].article, readings[match.right.article].article
    if match.origin.article != incoming.id or (incoming.published and known.published):
        return match
    return replace(match, origin=Origin(None, 0.0, (f"{known.id} was known before", *match.origin.reasons)))


def _chosen(row: Known | Skipped, others: Sequence[Known | Skipped]) -> tuple[list[Known | Skipped], int]:
    """The known articles to compare with one incoming article, and how many that share text are left out."""
    known = [other for other in others if isinstance(other, Known)]
    if isinstance(row, Skipped):
        return list(others), 0
    own, *members = (Member(one.prints, precedence(one.reading), "") for one in (row, *known))
    worth = [known[place] for place in worth_comparing(own, members)]
    return [*worth, *(other for other in others if isinstance(other, Skipped))], len(known) - len(worth)


def _known_articles(
    articles: Sequence[Article],
    store: Store,
    settings: Settings,
    file_of: Callable[[str], Path],
    taken: dict[str, Article],
) -> Iterator[list[Article]]:
    """The stored articles worth comparing with each of *articles*; *taken* are the incoming articles by id."""
    get = lru_cache(maxsize=_READY)(store.get)
    for start in range(0, len(articles), _TOGETHER):
        part = articles[start : start + _TOGETHER]
        for article, names in zip(part, _originals(part, store, settings), strict=True):
            found = (get(name) for name in names)
            yield [_tellable(o, store, taken) for o in found if o and not _same(article, o, settings, file_of)]


def _originals(articles: Sequence[Article], store: Store, settings: Settings) -> list[tuple[str, ...]]:
    """Ids of up to LIMIT stored articles for each of *articles*, most promising first."""
    if hasattr(store, "originals"):
        found: list[tuple[str, ...]] = store.originals(articles, LIMIT, same_source=settings.same_source)
        return found
    # a store leaves out the article of the same id, which may be another text
    return [store.candidates(replace(article, id=""), LIMIT) for article in articles]


def _tellable(known: Article, store: Store, taken: dict[str, Article]) -> Article:
    """A known article under a name that no other text of the run has: evidence must point at the right one."""
    name = known.id
    while name in taken and (name != known.id or _content(taken[name]) != _content(known)):
        name += "~known"
        while store.get(name) is not None:
            name += "~known"
    return replace(known, id=name) if name != known.id else known


def _content(article: Article) -> tuple[str, str]:
    return article.source, article.text


def _subjects(
    reading: Reading, matches: Sequence[Match], readings: dict[str, Reading]
) -> Iterator[Comparison | Pairing]:
    by_other: dict[str, list[Match]] = {}
    for match in matches:
        by_other.setdefault(match.right.article, []).append(match)
    for other, shared in by_other.items():
        pair = pairing(reading, readings[other], shared, fixed=True)
        share = max(pair.left_share, pair.right_share)
        yield from (Comparison(match, reading, readings[other], share) for match in told_once(shared))
        yield pair


def _file(path: str) -> Path:
    """The file itself, whatever it is called; *path* as it is where the system knows no such name."""
    try:
        return Path(path).resolve()
    except (OSError, ValueError):
        return Path(path)


def _same(article: Article, other: Article, settings: Settings, file_of: Callable[[str], Path]) -> bool:
    """Whether *other* is the incoming article itself, or of its own source where that is not wanted."""
    if article.path and other.path and file_of(article.path) == file_of(other.path):
        return True
    if article.source != other.source:
        return False
    # articles of which nobody knows the source are not of one source
    own_source = bool(article.source) and not settings.same_source
    return own_source or (article.id == other.id and article.text == other.text)
