"""Single sentences in which a report's author comments, outside any zone of opinion.

Deliberately deaf: a sentence must be clearly subjective, judge or prescribe, and do so in the
author's own person or with emphasis; it quotes nobody, attributes nothing and names no source or
date. Most comments are missed; ``tests/bench/opinion.py`` counts what is found in news. For
information only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from auditor.annotate.opinion.evidence import explained
from auditor.annotate.opinion.features import NAMES, Sentences
from auditor.annotate.opinion.weights import log_odds
from auditor.model import Document, Quotation, SentenceEvidence, Zone

_ODDS = 1.2  #: least log-odds of a comment
_WORDS = 6  #: shorter sentences say too little


def _columns(*names: str) -> list[int]:
    return [NAMES.index(name) for name in names]


_JUDGING = _columns("obligation", "good", "bad", "judgement")
_SPEAKING = _columns("author-i", "author-we", "booster", "stance", "question", "exclamation")
_BARRED = _columns("quoted", "attributed", "source", "when")
#: what looks like a comment and is none: furniture of the page, "mean" as a verb, a report of what
#: others think, and posts and statements that lost their quotation marks
_NO_COMMENT = re.compile(
    r"[\"“”]|\b(?:just|must) watch|\bour country\b|\bcontact us\b|\blet us know\b|\bget in touch\b|"
    r"\bmean\b|\bUS's\b|\bthank you\b|"
    r"\b(?:critics|supporters|opponents|experts|economists|analysts|advocates|many|some|others|they|he|she)\b"
    r"[^.]{0,40}\b(?:say|says|charge|argue|argues|believe|believes|think|thinks|feel|feels|want|wants|fear|hope)\b",
    re.IGNORECASE,
)


def comments_between(
    document: Document,
    sentences: Sentences,
    foreign: set[int],
    quotations: Sequence[Quotation],
    zones: Sequence[Zone],
) -> tuple[SentenceEvidence, ...]:
    """Comments of the author in the ``report`` zones of *document*, in order; *foreign* blocks are not the author's."""
    matrix = sentences.matrix
    loud = (
        (log_odds(matrix) >= _ODDS)
        & (matrix[:, _JUDGING].sum(axis=1) > 0)
        & (matrix[:, _SPEAKING].sum(axis=1) > 0)
        & (matrix[:, _BARRED].sum(axis=1) == 0)
        & (sentences.words >= _WORDS)
    )
    if not loud.any():
        return ()
    reports = sorted(zone.span for zone in zones if zone.label == "report")
    starts = [span.start for span in reports]
    text = document.article.text
    rows = []
    for row in np.nonzero(loud)[0].tolist():
        span = sentences.spans[row]
        place = bisect_right(starts, span.start) - 1
        if place < 0 or not reports[place].holds(span) or int(sentences.paragraph[row]) in foreign:
            continue
        if _NO_COMMENT.search(text, span.start, span.end) is None:
            rows.append(row)
    return explained(document, sentences, rows, quotations)
