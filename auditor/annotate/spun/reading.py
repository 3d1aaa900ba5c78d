"""The verdict on an article's wording: spun, suspicious, none, or abstained with the reason."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun import passages, weights
from auditor.annotate.spun.channel_model import Doubles
from auditor.annotate.spun.measures import DOCUMENT_FEATURES, Features, document_features, measure
from auditor.annotate.spun.phrases import flagged
from auditor.annotate.spun.tokens import WORD, Stream, stream
from auditor.annotate.spun.weights import Weights
from auditor.model import Document, Measure, Phrase, Quotation, Residue, Span, SpunReading

LEAST_WORDS = 150  #: fewer words than this say too little
SURE = 0.75  #: probability from which the language is believed to be other than English


def read_spun(document: Document, quotations: tuple[Quotation, ...] = (), residue: tuple[Residue, ...] = ()) -> SpunReading:
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
        return SpunReading("abstained", reason=f"{words} words are too few to judge; {LEAST_WORDS} are needed")
    if document.language.code != "en":
        return SpunReading("abstained", reason="the language of the text is uncertain")
    fitted = weights.load()
    found = measure(tokens, quoted_tokens(document, tokens, quotations), fitted)
    whole = found.columns.sum(axis=0)
    probability = float(fitted.documents.probability(document_features(whole)))
    phrases = flagged(document, found, max(0.02, found.rate))
    kinds = _kinds(whole, probability, phrases, fitted)
    verdict = _verdict(probability, kinds, fitted)
    spans: tuple[Span, ...] = ()
    ranges = passages.sections(found, fitted, fitted.levels["passage"])
    chosen = [r for r in ranges if _verdict(1.0, _part_kinds(document, found, r, phrases, fitted), fitted) == "spun"]
    if chosen:
        spans = tuple(document.clean.original(int(tokens.starts[a]), int(tokens.ends[b - 1])) for a, b in chosen)
        if verdict != "spun":
            verdict = "spun"
            kinds = max((_part_kinds(document, found, r, phrases, fitted) for r in chosen), key=len)
            probability = max(probability, fitted.levels["passage"])
    if verdict == "none":
        phrases = ()
    return SpunReading(verdict, round(probability, 4), phrases, spans, _measures(whole, found), kinds)


def quoted_tokens(document: Document, tokens: Stream, quotations: tuple[Quotation, ...]) -> NDArray[np.bool_]:
    """Which tokens stand inside a direct quotation."""
    inside = np.zeros(len(tokens.words), dtype=np.bool_)
    if len(tokens.words):
        starts = document.clean.starts[tokens.starts]
        for quotation in quotations:
            first, last = np.searchsorted(starts, [quotation.inner.start, quotation.inner.end])
            inside[first:last] = True
    return inside


def _without(document: Document, tokens: Stream, residue: tuple[Residue, ...]) -> Stream:
    """The stream less template leftovers, which are not the writer's words."""
    if not residue or not len(tokens.words):
        return tokens
    keep = np.ones(len(tokens.words), dtype=np.bool_)
    starts = document.clean.starts[tokens.starts]
    for leftover in residue:
        if leftover.kind != "spintax":
            first, last = np.searchsorted(starts, [leftover.span.start, leftover.span.end])
            keep[first:last] = False
    at = np.flatnonzero(keep)
    return Stream(
        tuple(tokens.words[i] for i in at.tolist()),
        tokens.kinds[at],
        tokens.starts[at],
        tokens.ends[at],
        tokens.capital[at],
        tokens.paragraph[at],
    )


def _kinds(totals: Doubles, probability: float, phrases: tuple[Phrase, ...], fitted: Weights) -> tuple[str, ...]:
    """Independent kinds of evidence that speak for spinning in a text with these *totals*."""
    of = dict(zip(DOCUMENT_FEATURES, document_features(totals).tolist(), strict=True))
    levels, words = fitted.levels, float(totals[0])
    bases = [phrase.basis for phrase in phrases]
    telling = sum(p.basis == "model" and p.probability >= 0.8 and p.observed_count == 0 and p.likely_count >= 20 for p in phrases)
    checks = {
        "wording": probability >= levels["spun"],
        "collocations": telling >= 3 and telling / words >= levels["collocations"],
        "articles": of["articles"] ** 2 >= levels["articles"],
        "forms": of["forms"] ** 2 >= levels["forms"] and of["forms"] ** 2 * words >= 2,
        "names": of["names"] ** 2 >= levels["names"] and of["names"] ** 2 * words >= 2,
        "spintax": "spintax" in bases,
    }
    return tuple(kind for kind, agrees in checks.items() if agrees)


def _part_kinds(
    document: Document, found: Features, part: tuple[int, int], phrases: tuple[Phrase, ...], fitted: Weights
) -> tuple[str, ...]:
    first, last = part
    tokens = found.stream
    span = document.clean.original(int(tokens.starts[first]), int(tokens.ends[last - 1]))
    totals = found.columns[first:last].sum(axis=0)
    inside = tuple(phrase for phrase in phrases if span.holds(phrase.span))
    probability = float(fitted.documents.probability(document_features(totals)))
    return _kinds(totals, probability, inside, fitted)


def _verdict(probability: float, kinds: tuple[str, ...], fitted: Weights) -> str:
    if "wording" in kinds and len(kinds) >= 2:
        return "spun"
    if probability >= fitted.levels["suspicious"] and kinds:
        return "suspicious"
    return "none"


def _measures(totals: Doubles, found: Features) -> tuple[Measure, ...]:
    of = dict(zip(DOCUMENT_FEATURES, document_features(totals).tolist(), strict=True))
    words = float(totals[0])
    return (
        Measure("words", words),
        Measure("log-likelihood ratio per word", round(of["gain"], 4)),
        Measure("share of replaceable words replaced", round(found.rate, 4)),
        Measure("swaps per 1,000 words", round(1000 * of["swapped"], 1)),
        Measure("word pairs never seen", round(of["unseen"], 4)),
        Measure("wrong articles", float(len(found.articles))),
        Measure("wrong forms", float(len(found.forms))),
        Measure("corrupted names", float(len(found.names))),
    )
