"""Clusters of articles that share text, from verified matches only, without chaining.

Groups are joined by average linkage (UPGMA, Sokal & Michener 1958) over the containment of each
pair: one false edge cannot join two large groups, because all their other pairs count as zero. Small
groups need more: two reports that lie in one live blog have an average of a half with it, and share
nothing. So nearly all pairs of two groups that are joined must share text themselves.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import xxhash

from auditor.model import Cluster, Kind, Match, Span

JOINED = 0.2  # average containment at which two groups are one cluster
COPIES = 0.5  # average containment at which they are one text: one origin
WHOLE = 0.9  # share of the pairs of two groups that share text: a missed pair may keep no reprint out of a crowd
PAIRED = 0.5  # part of the average containment asked for at which a pair counts as one that shares text
SHARED_SPEECH = 0.25  # what a shared quotation counts: both may have heard the speech
LETTERS = 6.0  # characters of a word with its space, where only offsets are known
_SILENT = frozenset({Kind.BOILERPLATE, Kind.COMMON})


def cluster(
    article_ids: Sequence[str],
    matches: Iterable[Match],
    words: Mapping[str, int] | None = None,
    crowds: Iterable[Sequence[str]] = (),
) -> tuple[Cluster, ...]:
    """Clusters of two articles or more, in order of their first article.

    *words* gives articles' lengths; an article it lacks is taken to be as long as its matches
    reach. The containment of a pair is the larger of both sides' shares of shared words. *crowds* are
    near-copies of one text, which were not all compared with each other: each counts as one article.
    """
    crowd_of = {article: crowd for crowd in crowds for article in crowd}
    edges = _as_one(containments(matches, words or {}), crowd_of)
    order = {article: number for number, article in enumerate(article_ids)}
    edges = {pair: share for pair, share in edges.items() if pair[0] in order and pair[1] in order}
    found = []
    groups = _linked(edges, JOINED)
    joined = {article for group in groups for article in group}
    groups += [{first} for first in dict.fromkeys(crowd[0] for crowd in crowd_of.values()) if first not in joined]
    for group in groups:
        every = {article for one in group for article in crowd_of.get(one, (one,))}
        members = sorted(every, key=order.__getitem__)
        inside = {pair: share for pair, share in edges.items() if pair[0] in group and pair[1] in group}
        copies = _linked(inside, COPIES)
        origins = len(copies) + len(group) - sum(map(len, copies))
        found.append(Cluster(_cluster_id(members), tuple(members), origins))
    return tuple(sorted(found, key=lambda item: order[item.articles[0]]))


def _as_one(
    edges: Mapping[tuple[str, str], float], crowd_of: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], float]:
    """Edges between crowds and others, a crowd under the name of its first article."""
    if not crowd_of:
        return dict(edges)
    found: dict[tuple[str, str], float] = {}
    for (one, two), share in edges.items():
        left, right = sorted(crowd_of.get(article, (article,))[0] for article in (one, two))
        if left != right:
            found[left, right] = max(share, found.get((left, right), 0.0))
    return found


def containments(matches: Iterable[Match], words: Mapping[str, int]) -> dict[tuple[str, str], float]:
    """For each pair of articles, ids in order, the larger share of one that the other holds, 0 to 1."""
    spans: dict[tuple[str, str], dict[str, list[tuple[Span, float]]]] = defaultdict(lambda: defaultdict(list))
    reach: dict[str, int] = defaultdict(int)
    for match in matches:
        if match.kind in _SILENT:
            continue
        weight = SHARED_SPEECH if match.kind is Kind.QUOTATION else 1.0
        pair = (min(match.left.article, match.right.article), max(match.left.article, match.right.article))
        for place in (match.left, match.right):
            spans[pair][place.article].append((place.span, weight))
            reach[place.article] = max(reach[place.article], place.span.end)
    return {
        pair: min(
            1.0,
            max(_covered(held) / max(1.0, LETTERS * words[a] if a in words else reach[a]) for a, held in sides.items()),
        )
        for pair, sides in spans.items()
        if pair[0] != pair[1]
    }


def _covered(spans: Sequence[tuple[Span, float]]) -> float:
    """Weighted characters of the union of *spans*; where they overlap the first one counts."""
    total, end = 0.0, -1
    for span, weight in sorted(spans, key=lambda item: (item[0], -item[1])):
        total += weight * max(0, span.end - max(span.start, end))
        end = max(end, span.end)
    return total


def _linked(edges: Mapping[tuple[str, str], float], least: float) -> list[set[str]]:
    """Average-linkage groups of two or more, joined while the average edge is at least *least*.

    No two are joined of whose pairs fewer than WHOLE have an edge of at least PAIRED of that.
    """
    groups: dict[int, set[str]] = {}
    number: dict[str, int] = {}
    for article in sorted({article for pair in edges for article in pair}):
        number[article] = len(groups)
        groups[len(groups)] = {article}
    sums: dict[int, dict[int, tuple[float, int]]] = {key: {} for key in groups}
    heap: list[tuple[float, int, int]] = []
    for (one, two), share in sorted(edges.items()):
        i, j = number[one], number[two]
        sums[i][j] = sums[j][i] = share, int(share >= PAIRED * least)
        heap.append((-share, i, j))
    heapq.heapify(heap)
    fresh = len(groups)
    while heap:
        share, i, j = heapq.heappop(heap)
        if -share < least:
            break
        if i not in groups or j not in groups or sums[i][j][1] < WHOLE * len(groups[i]) * len(groups[j]):
            continue  # tried again when one of them has grown
        groups[fresh] = groups.pop(i) | groups.pop(j)
        totals: dict[int, tuple[float, int]] = {}
        for old in (i, j):
            for other, (total, paired) in sums.pop(old).items():
                if other in groups:
                    before = totals.get(other, (0.0, 0))
                    totals[other] = before[0] + total, before[1] + paired
                    sums[other].pop(old, None)
        sums[fresh] = totals
        for other, both in totals.items():
            sums[other][fresh] = both
            average = both[0] / (len(groups[fresh]) * len(groups[other]))
            heapq.heappush(heap, (-average, min(other, fresh), max(other, fresh)))
        fresh += 1
    return [group for group in groups.values() if len(group) > 1]


def _cluster_id(members: Sequence[str]) -> str:
    return xxhash.xxh3_64_hexdigest("\x1f".join(members).encode("utf-8", "surrogatepass"))[:12]
