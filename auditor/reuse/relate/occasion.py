"""Whether two texts that differ in a fact or a quotation speak of one occasion.

Two reports of different days, polls or speeches fill the same phrases with other facts, and both are
right. A difference accuses only where one text is a copy of the other, or where both tell one story
at one time.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from auditor.reuse.relate.passage import Passage

LATEST = 4.0  # days between two reports of one occasion
NEXT = 0.75  # and least between the reports of a form that is filled in each day
# So many equal words, or such a share of the shorter text, are a copy, if there are more than a few.
COPY_WORDS, COPY_SHARE, LATER_SHARE, FULLER = 60, 0.3, 0.6, 12
ALIKE = 0.12  # least likeness of two texts about one event: nine in ten of those of one day, one in ten of others


def is_copy(passage: Passage) -> bool:
    """Whether one text took the passage from the other or both took it from a third, and not just its phrases.

    Either the passage is long enough for that, or the whole of the shorter text is the other's, in whatever order.
    Texts dated further apart must share more: a market report repeats last month's sentences.
    """
    words = sum(step.a1 - step.a0 for step in passage.alignment.steps if step.op == "equal")
    share = LATER_SHARE if are_apart(passage) else COPY_SHARE
    return words >= COPY_WORDS or (
        words >= FULLER
        and (
            words >= share * min(len(passage.left.tokens), len(passage.right.tokens))
            or passage.sides.contained >= share
        )
    )


def are_apart(passage: Passage, least: float = LATEST) -> bool:
    """Whether the articles are known to be of different days, more than *least* apart."""
    days = days_apart(passage.left.article.published, passage.right.article.published)
    return days is not None and days > least


def one_occasion(passage: Passage, alike: float = ALIKE) -> bool:
    """Whether both articles were published within days of each other, as far as known, and are so much *alike*."""
    return not are_apart(passage) and passage.sides.likeness >= alike


def days_apart(one: str, two: str) -> float | None:
    """Days between two declared moments; None where either cannot be read."""
    first, second = moment(one), moment(two)
    return None if first is None or second is None else abs((second - first).total_seconds()) / 86400


@lru_cache(maxsize=1024)
def moment(published: str) -> datetime | None:
    """A declared moment in universal time; None if it cannot be read."""
    try:
        read = datetime.fromisoformat(published.strip().replace(" ", "T", 1))
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None
