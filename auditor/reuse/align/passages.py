"""From seeds to passages: grow, keep what scores, merge what touches, judge what is left."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from auditor.reuse.align.grow import Region, grow
from auditor.reuse.align.judge import LEAST_DIGEST, is_kept, is_summary, keep_row, summary_row
from auditor.reuse.align.ordered import similarity, steps
from auditor.reuse.align.profiles import Profile
from auditor.reuse.align.record import Alignment
from auditor.reuse.align.seeds import seeds
from auditor.reuse.align.sides import Pair
from auditor.reuse.align.summary import digest

REPEATED = 0.8  # share of two regions in common on one side that makes them copies of one place


def weighed(pair: Pair, profile: Profile) -> list[Alignment]:
    """The passages of a pair, whatever the order of their words, with the steps between both sides."""
    grown, summary = passages(pair, profile)
    found = []
    for region in grown:
        ours, theirs = pair.left.ids[region.a0 : region.a1], pair.right.ids[region.b0 : region.b1]
        found.append(
            Alignment(
                (region.a0, region.a1),
                (region.b0, region.b1),
                region.score,
                similarity(ours, theirs),
                steps(ours, theirs, region.a0, region.b0),
                "summary" if summary else "weighed",
            )
        )
    return found


def passages(pair: Pair, profile: Profile) -> tuple[list[Region], bool]:
    """The passages of a pair, in order of the left side, and whether they are one summary.

    ``profile.seeds`` passages at most are grown; where a text repeats itself, those in its first places.
    """
    if np.array_equal(pair.left.ids, pair.right.ids):
        # nothing to weigh, and the score of a text of one word repeated would be nothing
        return [Region(0, len(pair.left), 0, len(pair.right), profile.min_score, profile.min_score)], False
    found = regions(pair, profile)
    if profile.summaries:
        summary = summarised(pair, found)
        if summary is not None:
            return [summary], True
    if profile.judged and len(found) > 0:
        found = [region for region in found if is_kept(keep_row(region, found))]
    return found, False


def regions(pair: Pair, profile: Profile) -> list[Region]:
    """Regions that score enough, merged, in order of the left side."""
    scratch = np.zeros(pair.grams, np.bool_)
    found: list[Region] = []
    tried: list[Region] = []
    half = profile.window // 2
    starts_a, starts_b = seeds(pair, profile)
    for a, b in zip(starts_a.tolist(), starts_b.tolist(), strict=True):
        if any(r.a0 <= a + half < r.a1 and r.b0 <= b + half < r.b1 for r in tried):
            continue
        if len(tried) == profile.seeds:
            break
        seed = Region(a, min(a + profile.window, len(pair.left)), b, min(b + profile.window, len(pair.right)))
        grown = grow(pair, seed, profile, scratch, found)
        tried.append(hull(seed, grown))
        if grown.score >= profile.min_score and shorter(grown) >= profile.min_words:
            found.append(grown)
    return merged(found, profile.merge_gap)


def summarised(pair: Pair, found: Sequence[Region]) -> Region | None:
    """The stretch of one side that summarises all of the other, if there is one."""
    for side, other, mirrored in ((pair.left, pair.right, False), (pair.right, pair.left, True)):
        stretch = digest(pair, side, other)
        if stretch.score < LEAST_DIGEST:
            continue
        seen = [mirror(region) for region in found] if mirrored else list(found)
        if is_summary(summary_row(pair, side, other, stretch, seen)):
            region = Region(stretch.start, stretch.end, 0, len(other), stretch.score, stretch.score)
            return mirror(region) if mirrored else region
    return None


def mirror(region: Region) -> Region:
    """The same region with its sides exchanged."""
    return Region(region.b0, region.b1, region.a0, region.a1, region.right, region.left)


def shorter(region: Region) -> int:
    """Words of the shorter side."""
    return min(region.a1 - region.a0, region.b1 - region.b0)


def hull(one: Region, other: Region) -> Region:
    """The least region that holds both, with the better scores."""
    return Region(
        min(one.a0, other.a0),
        max(one.a1, other.a1),
        min(one.b0, other.b0),
        max(one.b1, other.b1),
        max(one.left, other.left),
        max(one.right, other.right),
    )


def merged(found: Sequence[Region], gap: int) -> list[Region]:
    """Join regions no more than *gap* words apart on both sides, until none are; copies of one place stay apart."""
    kept: list[Region] = []
    for region in sorted(found, key=lambda r: (r.a0, r.b0, r.a1, r.b1)):
        grown = region
        again = True
        while again:
            again = False
            for other in kept:
                left = _apart((grown.a0, grown.a1), (other.a0, other.a1))
                right = _apart((grown.b0, grown.b1), (other.b0, other.b1))
                if max(left, right) <= gap and not _repeats(grown, other, left, right):
                    kept.remove(other)
                    grown = hull(grown, other)
                    again = True
                    break
        kept.append(grown)
    return sorted(kept, key=lambda r: (r.a0, r.b0))


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Words between two ranges; less than 0 by as many as they share."""
    return max(one[0], other[0]) - min(one[1], other[1])


def _repeats(one: Region, other: Region, left: int, right: int) -> bool:
    """Whether two regions apart on one side stand in the same place of the other: text that repeats itself."""
    share = REPEATED * max(shorter(one), shorter(other))
    return -min(left, right) >= share and -max(left, right) < share
