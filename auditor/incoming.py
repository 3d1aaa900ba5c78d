"""One incoming article against what is known: the library call of an ingestion pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from auditor import registry
from auditor.detect import detect, identified
from auditor.errors import SettingsError
from auditor.model import (
    Article,
    ArticleAudit,
    AuditReport,
    Comparison,
    Document,
    Finding,
    Language,
    Match,
    Pairing,
    Reading,
    Skipped,
)
from auditor.protocols import Rule, Store
from auditor.reuse.orientation import pairing
from auditor.settings import PROFILES, Settings
from auditor.steps import Known, compare_known, read_known, with_origins
from auditor.stores import MemoryStore
from auditor.version import VERSION

#: How many stored articles are aligned with one incoming article, the most promising first.
LIMIT = 50


class Checker:
    """Checks incoming articles against one store; counterparts are read once and kept.

    *limit* bounds the stored articles aligned per incoming one.
    """

    def __init__(
        self, against: Store | Iterable[Article], *, settings: Settings | None = None, limit: int = LIMIT
    ) -> None:
        self.settings = settings or Settings()
        self.limit = limit
        self.rules: tuple[Rule, ...] = registry.rules(self.settings)
        self.store: Store = against if hasattr(against, "candidates") else MemoryStore(against)  # type: ignore[assignment]
        self._read: dict[str, Known | Skipped] = {}

    def check(self, article: Article) -> ArticleAudit:
        """Findings on *article* and the passages it shares with known articles of other sources.

        The incoming article is on the left of every match. An article that cannot be read gives
        an audit with ``skipped`` set; it is never lost.
        """
        incoming = read_known(article)
        if isinstance(incoming, Skipped):
            return ArticleAudit(Reading(article, 0, Language("und", 0.0)), (), (), skipped=(incoming,))
        others, skipped = self._counterparts(incoming[0])
        matches = with_origins(
            [match for other in others for match in compare_known((incoming, other), profile=self.settings.profile)],
            [incoming, *others],
        )
        reading = incoming[1]
        readings = {reading.article.id: reading} | {other.article.id: other for _, other in others}
        found = list(detect(self.rules, chain([reading], _subjects(reading, matches, readings))))
        findings = identified((f for f in found if isinstance(f, Finding)), readings, self.settings)
        named = {match.right.article for match in matches}
        return ArticleAudit(
            reading,
            findings,
            tuple(matches),
            others=tuple(other for _, other in others if other.article.id in named),
            skipped=(*skipped, *(f for f in found if isinstance(f, Skipped))),
        )

    def _counterparts(self, document: Document) -> tuple[list[Known], list[Skipped]]:
        article = document.article
        found: list[Known] = []
        skipped: list[Skipped] = []
        for name in self.store.candidates(document, self.limit):
            other = self.store.get(name)
            if other is None or _same(article, other, self.settings):
                continue
            if other.id == article.id:  # another text under the same name: both must stay tellable
                other = replace(other, id=f"{other.id}~known")
            known = self._read.get(other.id) or self._read.setdefault(other.id, read_known(other))
            if isinstance(known, Skipped):
                skipped.append(known)
            else:
                found.append(known)
        return found, skipped


def check(article: Article, *, against: Store | Iterable[Article], settings: Settings | None = None) -> ArticleAudit:
    """Check one incoming article against a store or articles. See :class:`Checker` for many."""
    return Checker(against, settings=settings).check(article)


def compare(left: Article | str, right: Article | str, *, profile: str = "news") -> tuple[Match, ...]:
    """The passages two articles or texts share; offsets are those of the two texts.

    *profile* is "news" (passages from eight words on) or "documents" (long texts, reworded or
    summarised passages). Raises SettingsError for another name.
    """
    if profile not in PROFILES:
        raise SettingsError(f"no profile is called {profile!r}; there are {', '.join(PROFILES)}")
    sides = [
        side if isinstance(side, Article) else Article(name, name, side)
        for side, name in ((left, "left"), (right, "right"))
    ]
    known = [read_known(side) for side in sides]
    pair = [side for side in known if not isinstance(side, Skipped)]
    if len(pair) < len(known):
        return ()
    return tuple(with_origins(compare_known((pair[0], pair[1]), profile=profile), pair))


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
    )


def _subjects(
    reading: Reading, matches: Sequence[Match], readings: dict[str, Reading]
) -> Iterator[Comparison | Pairing]:
    by_other: dict[str, list[Match]] = {}
    for match in matches:
        by_other.setdefault(match.right.article, []).append(match)
    for other, shared in by_other.items():
        yield from (Comparison(match, reading, readings[other]) for match in shared)
        yield pairing(reading, readings[other], shared, fixed=True)


def _same(article: Article, other: Article, settings: Settings) -> bool:
    """Whether *other* is the incoming article itself, or of its own source where that is not wanted."""
    if article.path and other.path and Path(article.path).resolve() == Path(other.path).resolve():
        return True
    if article.id == other.id and article.text == other.text:
        return True
    return article.source == other.source and not settings.same_source
