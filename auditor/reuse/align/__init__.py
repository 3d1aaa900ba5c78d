"""Find the passages two documents share: ``align(left, right, profile=NEWS)``."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Document
from auditor.reuse.align.passages import weighed
from auditor.reuse.align.profiles import DOCUMENTS, NEWS, Profile, profile
from auditor.reuse.align.record import Alignment, Step
from auditor.reuse.align.repeats import everywhere
from auditor.reuse.align.shared import shared_in_order
from auditor.reuse.align.sides import pair

__all__ = ["DOCUMENTS", "NEWS", "Alignment", "Profile", "Step", "align", "profile"]

Ranges = Sequence[tuple[int, int]]


def align(
    left: Document,
    right: Document,
    *,
    profile: Profile = NEWS,
    quoted: tuple[Ranges, Ranges] = ((), ()),
    reworded: float = 0.0,
) -> tuple[Alignment, ...]:
    """The passages *left* and *right* share, in order of the left side.

    Word ranges index ``left.tokens`` and ``right.tokens``. Scores are natural-log likelihood
    ratios of shared against independent text. *quoted* may give the word ranges that stand inside
    quotation marks on both sides: a shared quotation may be shorter than another passage.
    *reworded* is the probability that one of the texts is another's in other words: less need then
    be equal.

    One stage differs by profile: how passages are found. Words in order, chained (``shared``), are
    what news articles copy from one another, down to a short quotation; a long text that was
    reworded, translated or summarised has lost that order, and is found by which words a stretch
    holds (``passages``). Each is far worse at the other's task: the chains take PlagDet from .95 to
    .75, the weighing of words finds half of the passages marked in the news. Vocabulary and
    chances of words before, and steps and repeated places after, are the same for both.
    """
    one, two = left.tokens, right.tokens
    if min(len(one), len(two)) < profile.min_words:
        return ()
    table = pair(one, two, profile)
    if profile.ordered:
        found = shared_in_order(table, left, right, quoted, profile, reworded)
    else:
        found = weighed(table, profile)
    return tuple(everywhere(table, found))
