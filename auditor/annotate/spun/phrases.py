"""The wordings shown as evidence, each with its likely original and the counts behind it."""

from __future__ import annotations

import numpy as np

from auditor.annotate.spun import tables
from auditor.annotate.spun.language_model import pair_probability
from auditor.annotate.spun.measures import Features
from auditor.annotate.spun.slips import Slip, braces, opens_with_vowel
from auditor.annotate.spun.tokens import WORD
from auditor.model import Document, Phrase, Span

FLAGGED = 0.6  #: probability from which a wording is shown
_LONGEST = 4  # words of a set phrase


def flagged(document: Document, found: Features, rate: float) -> tuple[Phrase, ...]:
    """Every wording held to be substituted, in text order, overlaps resolved for the likelier one."""
    phrases = [*_words(document, found), *_set_phrases(document, found, rate), *_slips(document, found)]
    phrases += [
        Phrase(document.clean.original(start, end), document.clean.text[start:end], inside, 0.99, basis="spintax")
        for start, end, inside in braces(document.clean.text)
    ]
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda p: (-p.probability, p.span)):
        if not any(phrase.span.overlap(other.span) for other in kept):
            kept.append(phrase)
    return tuple(sorted(kept, key=lambda p: p.span))


def _span(document: Document, found: Features, first: int, last: int) -> Span:
    stream = found.stream
    return document.clean.original(int(stream.starts[first]), int(stream.ends[last - 1]))


def _words(document: Document, found: Features) -> list[Phrase]:
    words, rows = tables.counts().words, found.evidence
    answer = []
    for row in np.flatnonzero(found.swap >= FLAGGED).tolist():
        at = int(rows.positions[row])
        span = _span(document, found, at, at + 1)
        answer.append(
            Phrase(
                span,
                document.article.text[span.start : span.end],
                words[int(rows.originals[row])],
                round(float(found.swap[row]), 3),
                round(float(rows.observed_counts[row])),
                round(float(rows.original_counts[row])),
            )
        )
    return answer


def _slips(document: Document, found: Features) -> list[Phrase]:
    answer = []
    for slip in found.articles:
        span = _span(document, found, slip.first, slip.last)
        answer.append(
            Phrase(span, document.article.text[span.start : span.end], _agreeing(found, slip), 0.9, basis="article")
        )
    for slip in found.names:
        span = _span(document, found, slip.first, slip.last)
        answer.append(
            Phrase(span, document.article.text[span.start : span.end], slip.likely, 0.85, 0, slip.likely_count, "name")
        )
    return answer


def _agreeing(found: Features, slip: Slip) -> str:
    """The article as it stands with the recovered word, if they agree; else the article put right."""
    article, rows = found.stream.words[slip.first], found.evidence
    at = int(np.searchsorted(rows.positions, slip.first + 1))
    if at < len(rows.positions) and rows.positions[at] == slip.first + 1:
        original = tables.counts().words[int(rows.originals[at])]
        if opens_with_vowel(original) == (article == "an"):
            return f"{article} {original}"
    return slip.likely


def _set_phrases(document: Document, found: Features, rate: float) -> list[Phrase]:
    """Set phrases standing where one plain word is far likelier, by the same noisy channel."""
    stream, ids = found.stream, found.lattice.ids
    table, known = tables.phrases(), tables.counts().ids
    rows: list[tuple[int, int, str, float]] = []
    words, kinds = stream.words, stream.kinds
    opening = tables.phrase_openings()
    for first in range(len(words) - 1):
        if kinds[first] != WORD or (words[first], words[first + 1]) not in opening:
            continue
        for last in range(min(first + _LONGEST, len(words)), first + 1, -1):
            options = table.get(" ".join(words[first:last]))
            if options:
                rows += [(first, last, original, emission) for original, emission in options if original in known]
                break
    if not rows:
        return []
    edge = known["."]
    padded = np.concatenate([[edge], ids, [edge]])
    firsts = np.array([row[0] for row in rows], dtype=np.int64)
    lasts = np.array([row[1] for row in rows], dtype=np.int64)
    originals = np.array([known[row[2]] for row in rows])
    emission = np.array([row[3] for row in rows])
    steps = np.log(pair_probability(padded[:-1], padded[1:]).probability.astype(np.float64))
    reach = np.concatenate([[0.0], np.cumsum(steps)])
    as_is = reach[lasts + 1] - reach[firsts]
    before, after = pair_probability(padded[firsts], originals), pair_probability(originals, padded[lasts + 1])
    odds = np.log(rate / (1 - rate)) + emission + np.log(before.probability) + np.log(after.probability) - as_is
    chance = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    answer: dict[int, Phrase] = {}
    for row, (start, end, original, _) in enumerate(rows):
        best = answer.get(start)
        if chance[row] >= FLAGGED and (best is None or chance[row] > best.probability):
            span = _span(document, found, start, end)
            text = document.article.text[span.start : span.end]
            seen = round(float(max(before.counts[row], after.counts[row])))
            answer[start] = Phrase(span, text, original, round(min(0.99, float(chance[row])), 3), 0, seen)
    return list(answer.values())
