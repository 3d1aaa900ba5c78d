"""Fit ``auditor/data/spun_weights.json``: the word model, the document model and the levels.

Usage: python tests/bench/fit_spun.py DATA DICTS OUT

DATA holds ``spun_dev.jsonl.gz`` (clean news with spun twins, and clean hard negatives of other
domains); DICTS the dictionaries of ``spinners.py``. Every clean text of every domain is spun
again here by dictionaries and habits drawn by chance. Spinners and domains are then held out in
turn to choose between models; the weights written are fitted on all of them. OUT is the file.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import numpy as np
import spinners
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from auditor.annotate.quotations import find_quotations
from auditor.annotate.spun import channel_model, evidence, lattice, measures, passages, reading
from auditor.annotate.spun.tokens import Stream, stream
from auditor.annotate.spun.weights import Logistic, Weights, with_products
from auditor.model import Article
from auditor.text import prepare

TRAINING_SPINNERS = ("wordnet", "aiksaurus", "mythes", "pivot-spa")
STRENGTH = 0.02  # inverse regularisation of the document model, best of those tried with domains held out
#: share of honest texts, every domain weighing the same, that stay below the level of "spun" by wording alone
QUIET = 0.95
COLLOCATIONS = 0.0045  # telling collocations per word; about one honest text in ten has as many
MISPRINTED = 25  # one clean text in so many is taken to hold a misprinted article
EMPHASIS = {"news": 3.0, "brown_1961": 2.0, "abc_au": 1.5, "human_translation": 1.5}
SHARES = (0.04, 0.06, 0.09, 0.13, 0.18, 0.25, 0.35)


class Text(NamedTuple):
    """One text to learn from."""

    base: str
    domain: str
    spinner: str  #: empty for clean text
    share: float
    text: str
    swapped: frozenset[int]  #: starts, in the text, of swapped words


def load(data: Path) -> list[Text]:
    """Rows of ``spun_dev``; swapped words found by aligning each twin with its clean text."""
    rows = [json.loads(line) for line in gzip.decompress((data / "spun_dev.jsonl.gz").read_bytes()).splitlines()]
    clean = {row["id"]: row["text"] for row in rows if row["label"] == 0}
    share = {"none": 0.0, "light": 0.04, "medium": 0.09, "heavy": 0.18}
    texts = []
    for number, row in enumerate(rows):
        domain = row["source"].removeprefix("hard-negative: ") if "hard-negative" in row["source"] else "news"
        base = row["id"].rsplit("_", 1)[0] if row["label"] else row["id"]
        swapped = frozenset(aligned(clean[base], row["text"])) if row["label"] else frozenset()
        base = base if domain == "news" else f"{base}-{number}"
        texts.append(
            Text(base, domain, "spun_dev" if row["label"] else "", share[row["intensity"]], row["text"], swapped)
        )
    return texts


def aligned(clean: str, spun: str) -> list[int]:
    """Starts of the words of *spun* that replace a word of *clean*."""
    left, right = stream(clean), stream(spun)
    blocks = SequenceMatcher(None, left.words, right.words, autojunk=False).get_opcodes()
    return [int(right.starts[j]) for op, _, _, j1, j2 in blocks if op in {"replace", "insert"} for j in range(j1, j2)]


def respun(texts: list[Text], dicts: Path, seed: str) -> list[Text]:
    """One more spun copy of every clean text."""
    from spun_phrases import FUNCTION_WORDS, PHRASES

    loaders = spinners.dictionaries(dicts)
    books = {name: loaders[name]() for name in TRAINING_SPINNERS}
    functions = {
        word: (*FUNCTION_WORDS.get(word, ()), *PHRASES.get(word, ()))
        for word in {*FUNCTION_WORDS, *PHRASES}
        if " " not in word
    }
    found = []
    for text in texts:
        if text.spinner or len(text.text.split()) < 100:
            continue
        rng = random.Random(f"{seed} {text.base}")
        name = rng.choice(TRAINING_SPINNERS)
        book = books[name]
        if rng.random() < 0.4:
            book, name = spinners.one_to_one(book, rng.randrange(20)), f"{name} one-to-one"
        share = rng.choice(SHARES)
        spun, swaps = spinners.spin(
            text.text,
            book,
            share=share,
            seed=f"{seed} {text.base}",
            slips=rng.choice((0.0, 0.1, 0.3)),
            functions=functions if rng.random() < 0.3 else None,
        )
        starts = frozenset(start for swap in swaps for start in range(swap.start, swap.end))
        found.append(Text(text.base, text.domain, name, share, spun, starts))
    return found


def fit(
    features: NDArray[np.floating],
    labels: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    products: bool,
    strength: float,
) -> Logistic:
    """A weighted logistic regression on standardised inputs; numbers rounded as they will be stored."""
    mean, scale = features.mean(axis=0).round(5), (features.std(axis=0) + 1e-6).round(6)
    standard = np.clip((features - mean) / scale, -6, 6)
    inputs = with_products(standard) if products else standard
    model = LogisticRegression(C=strength, max_iter=3000, tol=1e-4)
    model.fit(inputs, labels, sample_weight=weights)
    return Logistic(
        mean.astype(float), scale.astype(float), model.coef_[0].round(5), round(float(model.intercept_[0]), 5), products
    )


class Prepared(NamedTuple):
    """A text cut into tokens, and which of them are swaps."""

    text: Text
    tokens: Stream
    quoted: NDArray[np.bool_]
    swapped: NDArray[np.bool_]


def prepared(text: Text) -> Prepared:
    """Tokens of *text* as the reading sees them."""
    document = prepare(Article(text.base, text.domain, text.text))
    tokens = stream(document.clean.text)
    quoted = reading.quoted_tokens(document, tokens, find_quotations(document))
    starts = document.clean.starts[tokens.starts].tolist() if len(tokens.words) else []
    return Prepared(text, tokens, quoted, np.array([at in text.swapped for at in starts], dtype=np.bool_))


def word_rows(some: Prepared) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """What the word model sees of a text, and which rows are swaps."""
    grid = lattice.build(some.tokens)
    found = evidence.gather(grid, channel_model.decode(grid), some.quoted)
    return found.features, some.swapped[found.positions]


def fold(name: str, folds: int) -> int:
    """A stable fold number."""
    return sum(name.encode()) % folds


def document_weights(texts: list[Text]) -> NDArray[np.float64]:
    """Clean and spun weigh the same in total, and so does every domain, but for EMPHASIS."""
    groups: dict[tuple[str, bool], int] = defaultdict(int)
    for text in texts:
        groups[text.domain, bool(text.spinner)] += 1
    return (
        np.array([EMPHASIS.get(text.domain, 1.0) / groups[text.domain, bool(text.spinner)] for text in texts])
        * len(texts)
        / 20
    )


def held_out(
    texts: list[Text], features: NDArray[np.float64], groups: list[str], *, products: bool, strength: float
) -> NDArray[np.float64]:
    """Probabilities of each text from a model that saw nothing of its group."""
    labels, weights = np.array([bool(text.spinner) for text in texts]), document_weights(texts)
    answer = np.zeros(len(texts))
    bases = [text.base for text in texts]
    for group in sorted(set(groups)):
        out = np.array([g == group for g in groups])
        seen = {base for base, is_out in zip(bases, out, strict=True) if is_out}
        use = ~out & np.array([base not in seen for base in bases])
        answer[out] = fit(features[use], labels[use], weights[use], products=products, strength=strength).probability(
            features[out]
        )
    return answer


def balanced_quantile(values: NDArray[np.float64], texts: list[Text], share: float) -> float:
    """Quantile over clean texts in which every domain weighs the same, news three times."""
    weights = document_weights(texts)
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][min(len(order) - 1, int(np.searchsorted(reached, share)))])


def show(
    texts: list[Text], columns: NDArray[np.float64], probability: NDArray[np.float64], levels: dict[str, float]
) -> None:
    """False positives per domain, recall and AUC per intensity; no text is judged by a model that saw its domain."""
    spun = np.array(
        [
            reading.judged(p, reading.evidence_kinds(c, p, 0, levels), levels) == "spun"
            for p, c in zip(probability, columns, strict=True)
        ]
    )
    enough = columns[:, 0] >= reading.LEAST_WORDS
    is_clean = np.array([not text.spinner for text in texts])
    domains = np.array([text.domain for text in texts])
    for domain in sorted(set(domains)):
        rows = is_clean & enough & (domains == domain)
        if rows.any():
            alone = (probability[rows] >= levels["spun"]).mean()
            print(
                f"  clean {domain:20s} n={rows.sum():4d} spun {spun[rows].mean():.3f} (probability alone {alone:.3f})"
            )
    clean = probability[is_clean & (domains == "news")]
    for share in SHARES:
        for kind in ("spun_dev", "other"):
            rows = (
                np.array(
                    [
                        t.share == share and bool(t.spinner) and (t.spinner == "spun_dev") == (kind == "spun_dev")
                        for t in texts
                    ]
                )
                & enough
            )
            long = rows & (columns[:, 0] >= 300)
            if long.sum() > 5:
                auc = roc_auc_score(
                    [0] * len(clean) + [1] * int(rows.sum()), np.concatenate([clean, probability[rows]])
                )
                recall = f"recall {spun[rows].mean():.3f}, of 300 words {spun[long].mean():.3f}"
                print(f"  share {share} {kind:9s} n={rows.sum():4d} {recall} AUC {auc:.4f}")


def stored(model: Logistic) -> dict[str, object]:
    """As JSON."""
    return {
        "mean": model.mean.tolist(),
        "scale": model.scale.tolist(),
        "coefficients": model.coefficients.tolist(),
        "intercept": model.intercept,
        "products": model.products,
    }


def main(data: Path, dicts: Path, out: Path) -> None:
    """Fit, cross-validate, print, write."""
    texts = load(data)
    texts += respun(texts, dicts, "a")
    train([prepared(text) for text in texts], out)


def train(everything: list[Prepared], out: Path) -> None:
    """Fit both models on prepared texts, choose the levels on what was held out, write the file."""
    texts = [some.text for some in everything]
    print(f"{len(texts)} texts")
    rows = [word_rows(some) for some in everything]
    features = np.concatenate([row[0] for row in rows])
    labels = np.concatenate([row[1] for row in rows])
    sample = np.random.default_rng(0).random(len(labels)) < 0.25
    test = np.concatenate(
        [np.full(len(row[1]), fold(text.base, 5) == 0) for text, row in zip(texts, rows, strict=True)]
    )
    trial = fit(
        features[sample & ~test], labels[sample & ~test], np.ones((sample & ~test).sum()), products=True, strength=0.1
    )
    guess = trial.probability(features[test])
    area = roc_auc_score(labels[test], guess)
    print(f"word model: {len(labels)} words, {labels.mean():.3f} swapped; AUC on texts held out {area:.4f}")
    for level in (0.6, 0.8, 0.9):
        precision, recall = labels[test][guess >= level].mean(), (guess >= level)[labels[test]].mean()
        print(f"  from {level}: precision {precision:.3f}, recall {recall:.3f}")
    words = fit(features[sample], labels[sample], np.ones(sample.sum()), products=True, strength=0.1)

    draft = Weights(words, words, {})
    measured = [measures.measure(some.tokens, some.quoted, draft) for some in everything]
    columns = np.array([found.columns.sum(axis=0) for found in measured])
    # The clean texts here hold no wrong article; about one in a hundred held-out news articles does.
    columns[[not text.spinner and fold(text.base, MISPRINTED) == 0 for text in texts], measures.ARTICLES] += 1
    inputs = measures.document_features(columns)
    by_domain = [text.domain if text.domain != "news" else f"news {fold(text.base, 5)}" for text in texts]
    clean = np.array([not text.spinner and c[0] >= reading.LEAST_WORDS for text, c in zip(texts, columns, strict=True)])
    clean_texts = [text for text, is_clean in zip(texts, clean, strict=True) if is_clean]
    rates = np.array([measures.rates(c) for c in columns[clean]])
    documents = fit(
        inputs,
        np.array([bool(text.spinner) for text in texts]),
        document_weights(texts),
        products=True,
        strength=STRENGTH,
    )
    probability = held_out(texts, inputs, by_domain, products=True, strength=STRENGTH)
    final = Weights(words, documents, {})
    windows = np.array(
        [passages.most_suspect(found, final) for found, is_clean in zip(measured, clean, strict=True) if is_clean]
    )
    level = balanced_quantile(probability[clean], clean_texts, QUIET)
    levels = {
        "spun": level,
        "suspicious": 0.5,
        "passage": max(level, balanced_quantile(windows, clean_texts, 0.995)),
        "collocations": COLLOCATIONS,
        "articles": 0.0005,
        "forms": balanced_quantile(rates[:, 2], clean_texts, 0.97),
        "names": balanced_quantile(rates[:, 3], clean_texts, 0.97),
    }
    levels = {name: round(value, 5) for name, value in levels.items()}
    print(levels)
    show(texts, columns, probability, levels)
    out.write_text(
        json.dumps({"words": stored(words), "documents": stored(documents), "levels": levels}) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
