"""The verdict on an article's wording: spun, suspicious, none, or abstained with the reason."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun import passages, weights
from auditor.annotate.spun.channel_model import Doubles
from auditor.annotate.spun.measures import (
    ARTICLES,
    DOCUMENT_FEATURES,
    SHORT,
    document_features,
    document_probability,
    doubted,
    rates,
)
from auditor.annotate.spun.phrases import flagged, telling, wordings, wrongly_named
from auditor.annotate.spun.portions import Measured, measured
from auditor.annotate.spun.slips import wrong_names
from auditor.annotate.spun.tokens import WORD, Stream, stream, subset
from auditor.annotate.spun.weights import Weights
from auditor.model import Document, Measure, Phrase, Quotation, Residue, Span, SpunReading

LEAST_WORDS = 150  #: fewer words than this say too little
#: A register too far from news to judge: shares of word pairs never seen, in all and without a swap that
#: explains them. Honest prose of the kinds measured stays below in 99 of 100 texts, spun news in 98 of 100
#: even where a third of it was replaced.
FAR, FAR_UNEXPLAINED = 0.55, 0.4
#: In a short text fewer odd pairs are too many: a handful of rare but right words then pass for swaps.
FAR_SHORT = 0.31
_OVERWHELMING = 0.996  # probability that honest prose of an odd register does not reach
#: Different words of a section that are likelier swapped than not: at least so many, and so many per word.
_LIKELY, _LIKELY_RATE = 2.9, 0.007
#: One word in a text that is most probably swapped, by its weight in the sums; forms that do not fit need one
#: (two in a brief text), collocations two: prose of an odd register has many words that are a little odd, and
#: hardly one that is very odd.
_STANDS_OUT, _BRIEF = 0.75, 330
#: An accusation that cannot show so many different phrases is none, and no suspicion: of a whole text, of a
#: section. Beside a wrong article, which human prose hardly has, one will do.
SHOWN, _SHOWN_SECTION = 2, 3
#: One for so many words of a whole text, as the longer it is the more are odd by chance; and more in a short one,
#: of which the sums say less, unless they are as sure as this.
_SHOWN_EACH, _SHOWN_SHORT, _SURE_SHORT = 250, 3, 0.95
SURE = 0.75  #: probability from which the language is believed to be other than English


def read_spun(
    document: Document, quotations: tuple[Quotation, ...] = (), residue: tuple[Residue, ...] = ()
) -> SpunReading:
    """Judge the wording of *document*.

    "spun" needs the calibrated probability of the document model and two independent kinds of
    evidence; with less, the reading is "suspicious" or "none". Pure and deterministic.
    """
    if document.language.code != "en" and document.language.probability >= SURE:
        return SpunReading("abstained", reason=f"the text is not English ({document.language.code})")
    tokens = stream(document.clean.text)
    tokens = _without(document, tokens, residue)
    words = int((tokens.kinds == WORD).sum())
    if words < LEAST_WORDS:
        return SpunReading(
            "abstained",
            phrases=wrongly_named(document, tokens, wrong_names(tokens)) if document.language.code == "en" else (),
            reason=f"{words} words are too few to judge; {LEAST_WORDS} are needed",
        )
    if document.language.code != "en":
        return SpunReading("abstained", reason="the language of the text is uncertain")
    fitted = weights.load()
    found = measured(document, tokens, quoted_tokens(document, tokens, quotations), fitted)
    whole = found.columns.sum(axis=0)
    probability = float(document_probability(whole, fitted))
    phrases = found.phrases
    named = tuple(phrase for phrase in phrases if phrase.basis == "name")
    sure = float(doubted(np.float64(probability), whole))
    without = whole.copy()
    without[ARTICLES] = 0
    plain = float(doubted(document_probability(without, fitted), without))
    braces = sum(phrase.basis == "spintax" for phrase in phrases)
    kinds = evidence_kinds(whole, sure, braces, fitted.levels, plain)
    verdict = judged(sure, kinds, fitted.levels)
    if verdict != "none" and too_far(whole, probability):
        reason = f"the register is too far from news to judge {words} words of it"
        return SpunReading("abstained", phrases=named, measures=_measures(whole, found), reason=reason)
    # Of a text this short too little would be left to hold a section against.
    parts = [] if words < SHORT else _parts(document, found, fitted, kinds if verdict == "spun" else ())
    spans = tuple(part.span for part in parts)
    if parts:
        best = max(parts, key=lambda part: (part.probability, len(part.kinds)))
        verdict, probability, kinds = "spun", best.probability, best.kinds
        outside = [phrase for phrase in named if not _held(phrase.span, spans)]
        phrases = tuple(sorted((*outside, *(p for part in parts for p in part.phrases)), key=lambda p: p.span))
    elif _different(phrases) < needed(words, kinds, sure):
        verdict = "none"
    if verdict == "none":
        phrases = named
    return SpunReading(verdict, round(probability, 4), phrases, spans, _measures(whole, found), kinds)


def needed(words: float, kinds: tuple[str, ...], sure: float) -> float:
    """How many different phrases of a text of so many words have to be shown beside these kinds of evidence."""
    if {"articles", "spintax"} & set(kinds):
        return 1
    if words < SHORT and sure < _SURE_SHORT:
        return _SHOWN_SHORT
    return max(SHOWN, words / _SHOWN_EACH)


def _different(phrases: Sequence[Phrase]) -> int:
    """How many pairs of what stands there and what likely stood there: one that comes back is one piece of evidence.

    Set phrases and what may stand for an everyday word are none: *in the meantime* and *all the same* are as honest
    as *meanwhile* and *but*.
    """
    return len(
        {
            (phrase.observed.lower(), phrase.likely.lower())
            for phrase in phrases
            if phrase.basis != "model" or (" " not in phrase.observed and telling(phrase.likely))
        }
    )


def quoted_tokens(document: Document, tokens: Stream, quotations: tuple[Quotation, ...]) -> NDArray[np.bool_]:
    """Which tokens stand inside a direct quotation."""
    inside = np.zeros(len(tokens.words), dtype=np.bool_)
    for first, last in _rows(document, tokens, [quotation.inner for quotation in quotations]):
        inside[first:last] = True
    return inside


def _without(document: Document, tokens: Stream, residue: tuple[Residue, ...]) -> Stream:
    """The stream less template leftovers, which are not the writer's words."""
    if not residue or not len(tokens.words):
        return tokens
    keep = np.ones(len(tokens.words), dtype=np.bool_)
    for first, last in _rows(document, tokens, [leftover.span for leftover in residue if leftover.kind != "spintax"]):
        keep[first:last] = False
    return subset(tokens, np.flatnonzero(keep))


def _rows(document: Document, tokens: Stream, spans: Sequence[Span]) -> list[list[int]]:
    """First and last row, the latter not included, of the tokens that begin in each of *spans* of the article."""
    if not len(tokens.words):
        return []
    bounds = np.array([(span.start, span.end) for span in spans], dtype=np.int32).reshape(-1, 2)
    rows: list[list[int]] = np.searchsorted(document.clean.starts[tokens.starts], bounds).tolist()
    return rows


def evidence_kinds(
    totals: Doubles, probability: float, braces: int, levels: dict[str, float], plain: float = 0.0
) -> tuple[str, ...]:
    """Kinds of evidence that speak for spinning in a text (or part) with these summed columns.

    *plain* is the probability with wrong articles left out of account: one of them, which may be a
    misprint, counts only beside wording that is convincing without it.
    """
    slips = 0.5 if plain >= levels["spun"] else 1.5
    words, rate = float(totals[0]), rates(totals)
    alone = _STANDS_OUT
    few = 2.5 if words < SHORT else 1.5  # two odd word pairs are chance in a short text
    checks = {
        "wording": probability >= levels["spun"],
        "collocations": rate.collocations >= levels["collocations"]
        and rate.collocations * words >= few
        and rate.strong * words >= 2 * alone,
        "articles": rate.articles >= levels["articles"] and rate.articles * words >= slips,
        "forms": (rate.forms >= levels["forms"] and rate.forms * words >= 1.5)
        or (
            rate.clashes >= levels["clashes"]
            and rate.clashes * words >= few
            and rate.strong * words >= (2 * alone if words < _BRIEF else alone)
        ),
        "names": rate.names >= levels["names"] and rate.names * words >= 1.5,
        "spintax": braces > 0,
    }
    return tuple(kind for kind, agrees in checks.items() if agrees)


def too_far(totals: Doubles, probability: float) -> bool:
    """Whether a text (or part) with these summed columns and model probability is too odd in itself to be judged."""
    short = totals[0] < SHORT and probability < _OVERWHELMING
    return (
        _feature(totals, "unseen") >= (FAR_SHORT if short else FAR) or _feature(totals, "residual") >= FAR_UNEXPLAINED
    )


def _feature(totals: Doubles, name: str) -> float:
    return float(document_features(totals)[DOCUMENT_FEATURES.index(name)])


def judged(probability: float, kinds: tuple[str, ...], levels: dict[str, float]) -> str:
    """spun, suspicious or none."""
    if "wording" not in kinds:
        return "none"
    if len(kinds) >= 2:
        return "spun"
    return "suspicious" if probability >= levels["suspicious"] else "none"


class _Part(NamedTuple):
    """A section that is spun."""

    span: Span
    probability: float
    kinds: tuple[str, ...]
    phrases: tuple[Phrase, ...]


def _parts(document: Document, found: Measured, fitted: Weights, of_whole: tuple[str, ...]) -> list[_Part]:
    """Sections that are spun while the rest is not, and what can be shown for each.

    *of_whole* are the kinds of evidence against the whole where it is spun: they speak against its sections.
    """
    answer: list[_Part] = []
    judge = partial(_section_kinds, levels=fitted.levels)
    for section in passages.sections(found, fitted, judge, spun=bool(of_whole)):
        first, last = int(found.stream.starts[section.first]), int(found.stream.ends[section.last - 1])
        span = document.clean.original(first, last)
        # Phrases of the whole do not overlap: those that touch the section stand in a row.
        since = bisect_right(found.phrases, span.start, key=attrgetter("span.end"))
        near = found.phrases[since : bisect_left(found.phrases, span.end, key=attrgetter("span.start"))]
        every = flagged((*wordings(document, section.features), *near))
        phrases = tuple(phrase for phrase in every if span.holds(phrase.span))
        kinds = section.kinds if len(section.kinds) > 1 else of_whole or section.kinds
        if "wording" in kinds and any(phrase.basis == "spintax" for phrase in phrases):
            kinds = (*kinds, "spintax")
        enough = 1 if {"articles", "spintax"} & set(kinds) else SHOWN if of_whole else _SHOWN_SECTION
        if judged(section.probability, kinds, fitted.levels) == "spun" and _different(phrases) >= enough:
            answer.append(_Part(span, round(section.probability, 4), kinds, phrases))
    return answer


def _section_kinds(totals: Doubles, probability: float, levels: dict[str, float]) -> tuple[str, ...]:
    """Kinds of evidence in a section; its surroundings being plain news, only a very odd one is too far from them."""
    words, likely = float(totals[0]), rates(totals).likely
    if too_far(totals, 1.0) or likely * words < max(_LIKELY, _LIKELY_RATE * words):
        return ()
    return evidence_kinds(totals, probability, 0, levels)


def _held(span: Span, parts: Sequence[Span]) -> bool:
    """Whether one of *parts*, which are in order and do not overlap, holds *span*."""
    at = bisect_right(parts, span.start, key=attrgetter("start"))
    return at > 0 and parts[at - 1].holds(span)


def _measures(totals: Doubles, found: Measured) -> tuple[Measure, ...]:
    of = dict(zip(DOCUMENT_FEATURES, document_features(totals).tolist(), strict=True))
    words = float(totals[0])
    return (
        Measure("words", words),
        Measure("log-likelihood ratio per word", round(of["gain"], 4)),
        Measure("share of replaceable words replaced", round(found.rate, 4)),
        Measure("swaps per 1,000 words", round(1000 * of["swapped"], 1)),
        Measure("word pairs never seen", round(of["unseen"], 4)),
        Measure("wrong articles", float(found.articles)),
        Measure("wrong forms", float(found.forms)),
        Measure("corrupted names", float(found.names)),
    )
