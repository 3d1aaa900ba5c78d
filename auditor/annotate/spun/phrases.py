"""The wordings shown as evidence, each with its likely original and the counts behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from auditor.annotate.spun import tables
from auditor.annotate.spun.language_model import Pairs, pair_probability, triple_probability
from auditor.annotate.spun.measures import Features
from auditor.annotate.spun.slips import Slip, braces, opens_with_vowel
from auditor.annotate.spun.tokens import WORD, Stream
from auditor.model import Document, Phrase, Span

FLAGGED = 0.7  #: probability from which a wording is shown
CERTAIN = (
    0.7  #: share its original must have among all it may stand for: wording that may stand for many is no evidence
)
_LONGEST = 4  # words of a set phrase
_COMMON = 150  # words as frequent as these are everyday words


def wordings(document: Document, found: Features) -> list[Phrase]:
    """Every wording of a measured text or portion that may be substituted; they may overlap."""
    phrases = [*_words(document, found), *_set_phrases(document, found), *_slips(document, found)]
    phrases += wrongly_named(document, found.stream, found.names)
    return phrases


def in_braces(document: Document) -> Iterator[Phrase]:
    """Every choice of words that a spinner's template left in braces."""
    for start, end, inside in braces(document.clean.text):
        span = document.clean.original(start, end)
        yield Phrase(span, document.clean.text[start:end], inside, 0.99, basis="spintax")


def flagged(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """*phrases* in text order, overlaps resolved for the likelier one."""
    base = min((phrase.span.start for phrase in phrases), default=0)
    taken = bytearray(max((phrase.span.end for phrase in phrases), default=0) - base)
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda p: (-p.probability, p.span)):
        place = slice(phrase.span.start - base, phrase.span.end - base)
        if not any(taken[place]):
            taken[place] = b"\1" * len(phrase.span)
            kept.append(phrase)
    return tuple(sorted(kept, key=lambda p: p.span))


def telling(original: str) -> bool:
    """Whether *original* is a word of content: what may stand for *but* or *now* is idiom as often as not."""
    return tables.counts().ids.get(original, _COMMON) >= _COMMON


def wrongly_named(document: Document, tokens: Stream, slips: Sequence[Slip]) -> tuple[Phrase, ...]:
    """Corrupted names, each with the name it most probably was: names stay facts whatever the verdict."""
    spans = [document.clean.original(int(tokens.starts[slip.first]), int(tokens.ends[slip.last - 1])) for slip in slips]
    return tuple(
        Phrase(span, document.article.text[span.start : span.end], slip.likely, 0.85, 0, slip.likely_count, "name")
        for span, slip in zip(spans, slips, strict=True)
    )


def _span(document: Document, found: Features, first: int, last: int) -> Span:
    stream = found.stream
    return document.clean.original(int(stream.starts[first]), int(stream.ends[last - 1]))


def _words(document: Document, found: Features) -> list[Phrase]:
    words, rows = tables.counts().words, found.evidence
    answer = []
    for row in np.flatnonzero((found.swap >= FLAGGED) & (rows.certainty >= CERTAIN)).tolist():
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


class _Standing(NamedTuple):
    """A set phrase of the text and a plain word it may stand for."""

    first: int
    last: int
    original: str
    emission: float


def _standing(found: Features) -> list[_Standing]:
    """Every set phrase in running text; names and phrases that hold the plain word itself are left out."""
    table, known = tables.phrases(), tables.counts().ids
    opening = tables.phrase_openings()
    words, kinds, capital = found.stream.words, found.stream.kinds, found.stream.capital
    rows: list[_Standing] = []
    for first in range(len(words) - 1):
        if kinds[first] != WORD or (words[first], words[first + 1]) not in opening:
            continue
        for last in range(min(first + _LONGEST, len(words)), first + 1, -1):
            options = table.get(" ".join(words[first:last]))
            if options and not capital[first + 1 : last].any():
                rows += [
                    _Standing(first, last, original, emission)
                    for original, emission in options
                    if original in known and original not in words[first:last]
                ]
                break
    return rows


def _set_phrases(document: Document, found: Features) -> list[Phrase]:
    """Set phrases standing where one plain word is far likelier, by the same noisy channel.

    Honest prose has set phrases too, so how often the text swaps them is estimated from all of
    them together (expectation-maximisation), starting from seldom.
    """
    rows = _standing(found)
    if not rows:
        return []
    known = tables.counts().ids
    edge = known["."]
    padded = np.concatenate([[edge, edge], found.ids, [edge]])
    pairs = pair_probability(padded[:-1], padded[1:])
    history = Pairs(pairs.probability[:-1], pairs.counts[:-1], pairs.rows[:-1])
    chain, _ = triple_probability(history, padded[2:], pairs.probability[1:])
    reach = np.concatenate([[0.0], np.cumsum(np.log(chain.astype(np.float64)))])
    firsts = np.array([row.first for row in rows], dtype=np.int64)
    lasts = np.array([row.last for row in rows], dtype=np.int64)
    originals = np.array([known[row.original] for row in rows], dtype=np.int64)
    emission = np.array([row.emission for row in rows])

    before = pair_probability(padded[firsts + 1], originals)
    after = pair_probability(originals, padded[lasts + 2])
    opening = pair_probability(padded[firsts], padded[firsts + 1])
    enter, _ = triple_probability(opening, originals, before.probability)
    leave, _ = triple_probability(before, padded[lasts + 2], after.probability)
    gain = emission + np.log(enter) + np.log(leave) - (reach[lasts + 1] - reach[firsts])

    _, group = np.unique(firsts, return_inverse=True)
    ratio = np.exp(np.clip(gain, -30, 30))
    total, rate = np.bincount(group, weights=ratio), 0.05
    for _ in range(8):
        swapped = rate * total / (rate * total + 1 - rate)
        rate = float((swapped.sum() + 0.1) / (len(total) + 8))
    chance = rate * ratio / (rate * total[group] + 1 - rate)
    best: dict[int, int] = {}
    for row in np.argsort(-chance, kind="stable").tolist():
        if swapped[group[row]] >= FLAGGED:
            best.setdefault(rows[row].first, row)
    answer = []
    for row in best.values():
        span = _span(document, found, rows[row].first, rows[row].last)
        text = document.article.text[span.start : span.end]
        seen = round(float(max(before.counts[row], after.counts[row])))
        answer.append(Phrase(span, text, rows[row].original, round(min(0.99, float(swapped[group[row]])), 3), 0, seen))
    return answer
