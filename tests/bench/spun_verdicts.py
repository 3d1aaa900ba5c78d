"""Verdicts on texts that the models of ``fit_spun.py`` did not see, and the figures of them."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from auditor.annotate.spun import measures, phrases, reading, tables
from auditor.annotate.spun.weights import Logistic, Weights


class Sums(NamedTuple):
    """What a text comes to by one word model."""

    whole: NDArray[np.float64]  #: summed columns
    shown: int  #: different wordings shown, set phrases aside


class Labelled(Protocol):
    """What is true of a text."""

    @property
    def domain(self) -> str: ...
    @property
    def spinner(self) -> str: ...
    @property
    def share(self) -> float: ...


class Said(NamedTuple):
    """What a document model says of a text."""

    probability: float
    sure: float
    plain: float  #: sure, wrong articles left out of account


def summed(seen: measures.Observed, words: Logistic) -> Sums:
    """Sums of a text by this word model."""
    found = measures.weigh(seen, Weights(words, words, {}))
    rows = found.evidence
    at = np.flatnonzero((found.swap >= phrases.FLAGGED) & (rows.certainty >= phrases.CERTAIN))
    names = tables.counts().words
    pairs = {(found.stream.words[int(rows.positions[i])], names[int(rows.originals[i])]) for i in at}
    told = {pair for pair in pairs if phrases.telling(pair[1])}
    return Sums(
        found.columns.sum(axis=0),
        len(told) + len(found.articles) + len(found.names),
    )


def said(one: Sums, model: Logistic) -> Said:
    """What *model* says of a text with these sums."""
    fitted = Weights(model, model, {})
    without = one.whole.copy()
    without[measures.ARTICLES] = 0
    probability, plain = (measures.document_probability(columns, fitted) for columns in (one.whole, without))
    return Said(
        float(probability), float(measures.doubted(probability, one.whole)), float(measures.doubted(plain, without))
    )


def verdict(one: Sums, of: Said, levels: dict[str, float]) -> str:
    """The verdict on the whole of a text, as the reading has it."""
    kinds = reading.evidence_kinds(one.whole, of.sure, 0, levels, of.plain)
    judged = reading.judged(of.sure, kinds, levels)
    if judged != "none" and reading.too_far(one.whole, of.probability):
        return "abstained"
    return "none" if one.shown < reading.needed(one.whole[0], kinds, of.sure) else judged


def show(
    title: str, texts: list[Labelled], sums: list[Sums], every: list[Said | None], levels: dict[str, float]
) -> None:
    """Print false positives per domain, recall and AUC per intensity; a text nothing was said of is left out."""
    print(title)
    rows = [
        (text, of.probability, of.sure, verdict(one, of, levels), one.whole[0])
        for text, one, of in zip(texts, sums, every, strict=True)
        if of is not None and one.whole[0] >= reading.LEAST_WORDS
    ]
    clean = [row for row in rows if not row[0].spinner]
    for domain in sorted({row[0].domain for row in clean}):
        some = [row for row in clean if row[0].domain == domain]
        spun, doubt, far = (np.mean([row[3] == kind for row in some]) for kind in ("spun", "suspicious", "abstained"))
        alone = np.mean([row[2] >= levels["spun"] for row in some])
        print(
            f"  clean {domain:20s} n={len(some):4d} spun {spun:.3f} suspicious {doubt:.3f} left unjudged {far:.3f}"
            f" (probability alone {alone:.3f})"
        )
    news = [row[1] for row in clean if row[0].domain == "news"]
    long = [row for row in rows if row[0].spinner and row[4] >= measures.SHORT and row[0].domain != "web_subjects"]
    for share in sorted({row[0].share for row in long}):
        for kind in ("spun_dev", "other"):
            some = [row for row in long if row[0].share == share and (row[0].spinner == "spun_dev") == (kind[0] == "s")]
            if len(some) > 5:
                both = [*news, *(row[1] for row in some)]
                auc = f" AUC {roc_auc_score([0] * len(news) + [1] * len(some), both):.4f}" if news else ""
                recall = np.mean([row[3] == "spun" for row in some])
                print(f"  share {share} {kind:9s} n={len(some):4d} recall {recall:.3f}{auc}")
