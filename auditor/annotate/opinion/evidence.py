"""The sentences a zone rests on, with what in them speaks for opinion, in words an editor understands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from auditor.annotate.opinion.features import FEATURES, NAMES, Sentences
from auditor.annotate.opinion.lexicon import COLUMN, word_table
from auditor.annotate.opinion.weights import contributions, log_odds
from auditor.model import Document, Quotation, SentenceEvidence, Span

_SHOWN = 5  #: sentences shown per zone
_NAMED = 4  #: features named per sentence
_WORDS = 3  #: words given as examples of a feature
_LEAST = 0.05  #: log-odds a feature must add to be named
_UNSAID = frozenset({"byline", "dateline", "time", "caption"})  #: "From our own correspondent" says nothing for itself


def strongest_sentences(
    document: Document, sentences: Sentences, blocks: tuple[int, int], quotations: Sequence[Quotation]
) -> tuple[SentenceEvidence, ...]:
    """The loudest sentences of the blocks from *blocks[0]* up to *blocks[1]*, in the order of the text.

    Lines that say who wrote, when and where, or what a picture shows, are no evidence of opinion.
    """
    first, last = np.searchsorted(sentences.paragraph, np.array(blocks, sentences.paragraph.dtype)).tolist()
    said = [row for row in range(first, last) if document.blocks[int(sentences.paragraph[row])].kind not in _UNSAID]
    loudest = np.argsort(-log_odds(sentences.matrix[said]), kind="stable")[:_SHOWN].tolist()
    return explained(document, sentences, [said[row] for row in sorted(loudest)], quotations)


def explained(
    document: Document, sentences: Sentences, rows: Sequence[int], quotations: Sequence[Quotation]
) -> tuple[SentenceEvidence, ...]:
    """Each sentence of *rows* with its log-odds and what in it speaks for opinion, if anything does.

    *quotations* come in the order of the text.
    """
    matrix = sentences.matrix[list(rows)]
    odds = log_odds(matrix)
    parts = contributions(matrix)
    opened = [quotation.span.start for quotation in quotations]
    reach = list(accumulate((quotation.span.end for quotation in quotations), max))
    shown = []
    for row, number in enumerate(rows):
        span = sentences.spans[number]
        near = quotations[bisect_right(reach, span.start) : bisect_left(opened, span.end)]
        quoted = [q.span for q in near if q.span.overlap(span)]
        bounds = document.tokens.within(span.start, span.end)
        named = [
            _described(document, NAMES[column], bounds, quoted)
            for column in np.argsort(-parts[row], kind="stable").tolist()
            if parts[row, column] > _LEAST and matrix[row, column] > 0 and FEATURES[NAMES[column]]
        ]
        if named:
            shown.append(SentenceEvidence(span, round(float(odds[row]), 3), tuple(named[:_NAMED])))
    return tuple(shown)


def _described(document: Document, name: str, bounds: tuple[int, int], quoted: Sequence[Span]) -> str:
    """What the feature *name* says, with the words of the sentence that show it."""
    column = COLUMN.get(name)
    if column is None:
        return FEATURES[name]
    table = word_table()
    words = document.tokens.words
    found: list[str] = []
    for index in range(*bounds):
        start = int(document.tokens.starts[index])
        if any(span.start <= start < span.end for span in quoted):
            continue
        phrases = table.phrases.get(words[index], ())
        phrase = next((p for p, c in phrases if c == column and words[index : index + len(p)] == p), None)
        if phrase is not None:
            found.append(" ".join(phrase))
        elif table.values[table.row.get(words[index], 0), column] >= 0.3:
            found.append(words[index])
    examples = list(dict.fromkeys(found))[:_WORDS]
    return f"{FEATURES[name]} ({', '.join(f'“{example}”' for example in examples)})" if examples else FEATURES[name]
