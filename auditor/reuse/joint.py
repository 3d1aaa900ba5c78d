"""Every article of a corpus looked up among the earlier ones, many at a time.

The answer is that of :func:`lookup.look_up` with ``before=`` for one article after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.reuse import lookup
from auditor.reuse.postings import Sketch
from auditor.reuse.segments import Segment

AT_ONCE = 256  #: articles looked up together


def look_up_all(
    segment: Segment, sketches: Sequence[Sketch], hashes: Sequence[NDArray[np.uint64]]
) -> Iterator[tuple[int, int, float]]:
    """(earlier, later, bits) for all articles that likely share a passage.

    *segment* files the articles under their numbers; *sketches* and *hashes* describe them, in order.
    """
    total = len(sketches)
    for first in range(0, total, AT_ONCE):
        later = range(first, min(first + AT_ONCE, total))
        queries = [lookup.Query(sketches[number], hashes[number]) for number in later]
        answers = lookup.look_up_all([segment], queries, total, before=list(later), effort=lookup.THOROUGH)
        for number, found in zip(later, answers, strict=True):
            for earlier, score in zip(found.serials.tolist(), found.scores.tolist(), strict=True):
                yield earlier, number, score
