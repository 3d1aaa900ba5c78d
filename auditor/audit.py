"""The straight line from articles to a report: read, annotate, pair, align, detect, score.

Written in the engine's verbs only, so that it means the same on one core and on a cluster.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from auditor import registry
from auditor.annotate.credits import outlets_with
from auditor.detect import detect, identified, with_others
from auditor.engines.local import LocalEngine
from auditor.engines.pairing import PairingEngine
from auditor.model import Article, AuditReport, Comparison, Finding, Match, Pairing, Reading, Skipped
from auditor.protocols import Engine
from auditor.readers import Frame
from auditor.remember import Track, compare_all, read_all
from auditor.reuse.candidates import scored_pairs
from auditor.reuse.clusters import cluster
from auditor.reuse.copies import Member, Thinned, consulted, placed, precedence, thinned
from auditor.reuse.differences import told_once
from auditor.reuse.orientation import oriented, pairing
from auditor.scoring import score_sources
from auditor.settings import Settings
from auditor.steps import Known, answered, read_articles, with_origins, with_templates
from auditor.stores.cache import Cache
from auditor.version import VERSION


def audit(
    corpus: str | Path | Frame | Iterable[str | Path | Article | Skipped],
    *,
    settings: Settings | None = None,
    engine: Engine | None = None,
    cache: Cache | None = None,
    track: Track | None = None,
) -> AuditReport:
    """Audit a corpus: articles by themselves, against each other, and source by source.

    *corpus* is a path, several paths, articles, or a Spark data frame; *track* may wrap each
    long loop to show progress. What cannot be read is in ``report.skipped``. Raises SettingsError
    for settings no rule knows.
    """
    settings = settings or Settings()
    engine = engine or LocalEngine(settings.jobs)
    track = track or untracked
    rules = registry.rules(settings)

    articles, skipped = read_articles(corpus, settings)
    results = read_all(articles, engine, cache, track, settings.outlets)
    skipped += [result for result in results if isinstance(result, Skipped)]
    known = with_templates([result for result in results if isinstance(result, Known)], engine)
    readings = {row.reading.article.id: row.reading for row in known}

    chosen = _chosen(known, settings, engine)
    pairs = [(known[one].reading, known[other].reading) for one, other in chosen.pairs]
    compared, failed = compare_all(pairs, settings.profile, engine, cache, track)
    matches = with_origins(compared, readings.values(), settings.outlets)
    found = list(detect(rules, chain(readings.values(), subjects(matches, readings))))
    names = tuple(readings)
    more = {names[place]: count for place, count in chosen.more}
    findings = identified(with_others((f for f in found if isinstance(f, Finding)), more), readings, settings)
    crowds = [[names[place] for place in crowd] for crowd in chosen.crowds]
    clusters = cluster(names, matches, {name: reading.words for name, reading in readings.items()}, crowds)
    replies, unanswered = answered(readings.values(), settings)
    return AuditReport(
        articles=tuple(readings.values()),
        matches=tuple(matches),
        findings=findings,
        sources=score_sources(
            tuple(readings.values()),
            tuple(matches),
            findings,
            clusters=clusters,
            syndication=frozenset((who, whom) for whom, who in settings.syndication),
            outlets=outlets_with(settings.outlets),
        ),
        clusters=clusters,
        skipped=(*skipped, *failed, *(f for f in found if isinstance(f, Skipped)), *unanswered),
        settings=settings.digest,
        version=VERSION,
        replies=replies,
    )


def subjects(matches: Sequence[Match], readings: dict[str, Reading]) -> list[Comparison | Pairing]:
    """Every match and every pair of articles as a rule sees them: the likelier copy on the left."""
    by_pair: dict[tuple[str, str], list[Match]] = {}
    for match in matches:
        by_pair.setdefault((match.left.article, match.right.article), []).append(match)
    found: list[Comparison | Pairing] = []
    for (left, right), shared in by_pair.items():
        pair = pairing(readings[left], readings[right], shared)
        turned = told_once([oriented(match, pair.left.article.id) for match in shared])
        share = max(pair.left_share, pair.right_share)
        found += [Comparison(row, readings[row.left.article], readings[row.right.article], share) for row in turned]
        found.append(pair)
    return found


def untracked(rows: Iterable[Any], label: str, total: int | None) -> Iterable[Any]:  # noqa: ARG001
    """The tracker of a run that shows no progress."""
    return rows


def _chosen(known: Sequence[Known], settings: Settings, engine: Engine) -> Thinned:
    """The pairs of articles to compare: those that likely share text, of different sources unless told otherwise."""
    sources = ["" if settings.same_source else row.reading.article.source for row in known]
    members = [Member(row.prints, precedence(row.reading), source) for row, source in zip(known, sources, strict=True)]
    # A key leads to the earliest articles that have it: by what is known of their age, not by their names.
    order = sorted(range(len(members)), key=lambda place: members[place].precedence)
    prints = [members[place].prints for place in order]
    found = engine.scored_pairs(prints) if isinstance(engine, PairingEngine) else scored_pairs(prints)
    pairs = placed(found, order)
    if isinstance(engine, PairingEngine):
        fetched = engine.consulted([member.prints for member in members], consulted(pairs, members))
        members = [replace(member, prints=own) for member, own in zip(members, fetched, strict=True)]
    return thinned(pairs, members)
