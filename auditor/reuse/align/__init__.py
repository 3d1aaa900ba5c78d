"""Find the passages two documents share: ``align(left, right, profile=NEWS)``."""

from __future__ import annotations

from auditor.model import Document
from auditor.reuse.align.ordered import similarity, steps
from auditor.reuse.align.sides import pair
from auditor.reuse.align.passages import regions
from auditor.reuse.align.profiles import DOCUMENTS, NEWS, Profile, profile
from auditor.reuse.align.record import Alignment, Step
from auditor.reuse.align.trim import evidence, trimmed

__all__ = ["DOCUMENTS", "NEWS", "Alignment", "Profile", "Step", "align", "profile"]


def align(left: Document, right: Document, *, profile: Profile = NEWS) -> tuple[Alignment, ...]:
    """The passages *left* and *right* share, in order of the left side.

    Word ranges index ``left.tokens`` and ``right.tokens``. Scores are natural-log likelihood
    ratios of shared against independent text.
    """
    one, two = left.tokens, right.tokens
    if min(len(one), len(two)) < profile.min_words:
        return ()
    table = pair(one, two, profile)
    found: list[Alignment] = []
    swaps = set(zip(table.left.swaps[0].tolist(), table.left.swaps[1].tolist(), strict=True))
    for region in regions(table, profile):
        ranges = [((region.a0, region.a1), (region.b0, region.b1), region.score)]
        if profile.ordered:
            ranges = list(trimmed(table, *ranges[0][:2], profile, swaps))
        for a, b, score in ranges:
            ours, theirs = table.left.ids[a[0] : a[1]], table.right.ids[b[0] : b[1]]
            path = steps(ours, theirs, a[0], b[0])
            weight = evidence(table, path, one, two)
            if weight >= profile.evidence and min(len(ours), len(theirs)) >= profile.min_words:
                found.append(Alignment(a, b, score, similarity(ours, theirs), path, evidence=weight))
    return tuple(sorted(found, key=lambda item: (item.left, item.right)))
