"""The provenance score: how honest a source is about where its text comes from.

It measures provenance and not truth: credited wire copy costs nothing, and originality is shown
beside the score, never in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.annotate.credits import Outlets, builtin_outlets
from auditor.model import Cluster, Finding, Match, Reading, SourceScore
from auditor.scoring.charges import Syndication, sides
from auditor.scoring.evidence import CLASSES, ArticleEvidence, Mend, article_evidence
from auditor.scoring.method import DIMENSIONS, METHOD, Method
from auditor.scoring.ranks import rank_ranges
from auditor.scoring.score import score, score_tally
from auditor.scoring.tally import SourceTally, StoryTally, tallies, tally

__all__ = [
    "CLASSES",
    "DIMENSIONS",
    "METHOD",
    "ArticleEvidence",
    "Mend",
    "Method",
    "SourceTally",
    "StoryTally",
    "article_evidence",
    "rank_ranges",
    "score",
    "score_sources",
    "score_tally",
    "tallies",
    "tally",
]


def score_sources(
    readings: Sequence[Reading],
    matches: Sequence[Match] = (),
    findings: Sequence[Finding] = (),
    *,
    clusters: Iterable[Cluster] = (),
    syndication: Syndication = frozenset(),
    outlets: Outlets | None = None,
    method: Method = METHOD,
) -> tuple[SourceScore, ...]:
    """Score every source, sorted by name; the order of articles and findings does not matter.

    *syndication* holds pairs of sources (who, whom): the first may reprint the text of the second.
    Articles of one cluster are one story.
    """
    known = outlets or builtin_outlets()
    by_id = {reading.article.id: reading for reading in readings}
    by_article = sides(matches)
    stories = {article: cluster.id for cluster in clusters for article in cluster.articles}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.primary.article, []).append(finding)
    sources: dict[str, list[ArticleEvidence]] = {}
    for article, reading in by_id.items():
        sources.setdefault(reading.article.source, []).append(
            article_evidence(
                reading,
                by_article.get(article, ()),
                found.get(article, ()),
                others=by_id,
                story=stories.get(article, article),
                syndication=syndication,
                outlets=known,
                method=method,
            )
        )
    return tuple(score(rows, method=method) for _, rows in sorted(sources.items()))
