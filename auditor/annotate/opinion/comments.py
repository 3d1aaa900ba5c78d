"""Single sentences in which a report's author comments, outside any zone of opinion.

Deliberately deaf: a sentence must be clearly subjective, show two kinds of judgement, quote nobody,
attribute nothing and name no source or date. Most comments are missed: about one opinion sentence
in fourteen is as loud as this. ``tests/bench/opinion.py`` counts what it finds in news. For
information only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from auditor.annotate.opinion.evidence import explained
from auditor.annotate.opinion.features import NAMES, sentence_features
from auditor.annotate.opinion.voices import foreign_blocks
from auditor.annotate.opinion.weights import log_odds
from auditor.model import Attribution, Document, Quotation, SentenceEvidence, Zone

_ODDS = 1.0  #: least log-odds of a comment
_KINDS = 2  #: least number of kinds of judgement
_WORDS = 6  #: shorter sentences say too little
_JUDGING = [
    NAMES.index(name)
    for name in (
        *("author-i", "author-we", "obligation", "booster", "stance", "good", "bad", "judgement"),
        *("question", "exclamation", "demonstrative"),
    )
]
_BARRED = [NAMES.index(name) for name in ("quoted", "attributed", "source", "when")]


def author_comments(
    document: Document,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    zones: Sequence[Zone],
) -> tuple[SentenceEvidence, ...]:
    """Comments of the author in the ``report`` zones of *document*, in order. English only."""
    if document.language.code not in {"en", ""} or not document.blocks:
        return ()
    sentences = sentence_features(document, quotations, attributions)
    matrix = sentences.matrix
    loud = (
        (log_odds(matrix) >= _ODDS)
        & ((matrix[:, _JUDGING] > 0).sum(axis=1) >= _KINDS)
        & (matrix[:, _BARRED].sum(axis=1) == 0)
        & (sentences.words >= _WORDS)
    )
    if not loud.any():
        return ()
    foreign = foreign_blocks(document)
    reports = sorted(zone.span for zone in zones if zone.label == "report")
    starts = [span.start for span in reports]
    text = document.article.text
    rows = []
    for row in np.nonzero(loud)[0].tolist():
        span = sentences.spans[row]
        place = bisect_right(starts, span.start) - 1
        marked = any(mark in text[span.start : span.end] for mark in '"“”')
        if place >= 0 and reports[place].holds(span) and int(sentences.paragraph[row]) not in foreign and not marked:
            rows.append(row)
    return explained(document, sentences, rows, quotations)
