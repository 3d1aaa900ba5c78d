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
from auditor.annotate.spun import channel_model, evidence, lattice, measures, reading
from auditor.annotate.spun.tokens import stream
from auditor.annotate.spun.weights import Logistic, Weights, with_products
from auditor.model import Article
from auditor.text import prepare

TRAINING_SPINNERS = ("wordnet", "aiksaurus", "mythes", "pivot-spa")
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
    rows = [json.loads(line) for line in gzip.open(data / "spun_dev.jsonl.gz", "rt", encoding="utf-8")]
    clean = {row["id"]: row["text"] for row in rows if row["label"] == 0}
    share = {"none": 0.0, "light": 0.04, "medium": 0.09, "heavy": 0.18}
    texts = []
    for number, row in enumerate(rows):
        domain = row["source"].removeprefix("hard-negative: ") if "hard-negative" in row["source"] else "news"
        base = row["id"].rsplit("_", 1)[0] if row["label"] else row["id"]
        swapped = frozenset(aligned(clean[base], row["text"])) if row["label"] else frozenset()
        base = base if domain == "news" else f"{base}-{number}"
        texts.append(Text(base, domain, "spun_dev" if row["label"] else "", share[row["intensity"]], row["text"], swapped))
    return texts


def aligned(clean: str, spun: str) -> list[int]:
    """Starts of the words of *spun* that replace a word of *clean*."""
    left, right = stream(clean), stream(spun)
    blocks = SequenceMatcher(None, left.words, right.words, autojunk=False).get_opcodes()
    return [int(right.starts[j]) for op, _, _, j1, j2 in blocks if op in {"replace", "insert"} for j in range(j1, j2)]


def respun(texts: list[Text], dicts: Path, seed: str) -> list[Text]:
    """One more spun copy of every clean text."""
    from spun_phrases import FUNCTION_WORDS, PHRASES  # noqa: PLC0415

    loaders = spinners.dictionaries(dicts)
    books = {name: loaders[name]() for name in TRAINING_SPINNERS}
    functions = {word: tuple((*FUNCTION_WORDS.get(word, ()), *PHRASES.get(word, ()))) for word in {*FUNCTION_WORDS, *PHRASES} if " " not in word}
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
            text.text, book, share=share, seed=f"{seed} {text.base}", slips=rng.choice((0.0, 0.1, 0.3)), functions=functions if rng.random() < 0.3 else None
        )
        starts = frozenset(start for swap in swaps for start in range(swap.start, swap.end))
        found.append(Text(text.base, text.domain, name, share, spun, starts))
    return found


def fit(features: NDArray[np.floating], labels: NDArray[np.bool_], weights: NDArray[np.float64], *, products: bool, strength: float) -> Logistic:
    """A weighted logistic regression on standardised inputs; numbers rounded as they will be stored."""
    mean, scale = features.mean(axis=0).round(5), (features.std(axis=0) + 1e-6).round(6)
    standard = np.clip((features - mean) / scale, -6, 6)
    inputs = with_products(standard) if products else standard
    model = LogisticRegression(C=strength, max_iter=3000, tol=1e-4)
    model.fit(inputs, labels, sample_weight=weights)
    return Logistic(mean.astype(float), scale.astype(float), model.coef_[0].round(5), round(float(model.intercept_[0]), 5), products)


class Words(NamedTuple):
    """Word rows of one text and which of them are swaps."""

    features: NDArray[np.float32]
    labels: NDArray[np.bool_]


def word_rows(text: Text) -> Words:
    """What the word model sees of *text*."""
    document = prepare(Article(text.base, text.domain, text.text))
    tokens = stream(document.clean.text)
    quoted = reading.quoted_tokens(document, tokens, find_quotations(document))
    grid = lattice.build(tokens)
    found = evidence.gather(grid, channel_model.decode(grid), quoted)
    original = document.clean.starts[tokens.starts[found.positions]]
    return Words(found.features, np.array([int(at) in text.swapped for at in original], dtype=np.bool_))


def totals(text: Text, weights: Weights) -> NDArray[np.float64]:
    """Summed columns of a whole text."""
    document = prepare(Article(text.base, text.domain, text.text))
    tokens = stream(document.clean.text)
    quoted = reading.quoted_tokens(document, tokens, find_quotations(document))
    return measures.measure(tokens, quoted, weights).columns.sum(axis=0)


def fold(name: str, folds: int) -> int:
    """A stable fold number."""
    return sum(name.encode()) % folds


def document_weights(texts: list[Text]) -> NDArray[np.float64]:
    """Clean and spun weigh the same in total, and so does every domain."""
    groups: dict[tuple[str, bool], int] = defaultdict(int)
    for text in texts:
        groups[text.domain, bool(text.spinner)] += 1
    return np.array([(3.0 if text.domain == "news" else 1.0) / groups[text.domain, bool(text.spinner)] for text in texts]) * len(texts) / 20


def held_out(texts: list[Text], features: NDArray[np.float64], groups: list[str], *, products: bool, strength: float) -> NDArray[np.float64]:
    """Probabilities of each text from a model that saw nothing of its group."""
    labels, weights = np.array([bool(text.spinner) for text in texts]), document_weights(texts)
    answer = np.zeros(len(texts))
    bases = [text.base for text in texts]
    for group in sorted(set(groups)):
        out = np.array([g == group for g in groups])
        seen = {base for base, is_out in zip(bases, out, strict=True) if is_out}
        use = ~out & np.array([base not in seen for base in bases])
        answer[out] = fit(features[use], labels[use], weights[use], products=products, strength=strength).probability(features[out])
    return answer


def show(texts: list[Text], probability: NDArray[np.float64], threshold: float) -> None:
    """False positives per domain; recall and AUC per intensity."""
    domains = sorted({text.domain for text in texts})
    for domain in domains:
        rows = np.array([p for text, p in zip(texts, probability, strict=True) if text.domain == domain and not text.spinner])
        print(f"  clean {domain:20s} n={len(rows):4d} false positives {np.mean(rows > threshold):.3f}")
    clean = np.array([p for text, p in zip(texts, probability, strict=True) if not text.spinner and text.domain == "news"])
    for share in SHARES:
        for kind, chosen in (("spun_dev", "spun_dev"), ("other", "")):
            rows = np.array([p for t, p in zip(texts, probability, strict=True) if t.share == share and t.spinner and (t.spinner == chosen or (not chosen and t.spinner != "spun_dev" and t.domain == "news"))])
            if len(rows) > 5:
                auc = roc_auc_score([0] * len(clean) + [1] * len(rows), np.concatenate([clean, rows]))
                print(f"  share {share} {kind:9s} n={len(rows):4d} recall {np.mean(rows > threshold):.3f} AUC {auc:.4f}")


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
    texts += respun(texts, dicts, "a") + respun(texts, dicts, "b")
    rows = [word_rows(text) for text in texts]
    features = np.concatenate([row.features for row in rows])
    labels = np.concatenate([row.labels for row in rows])
    print(f"{len(texts)} texts, {len(labels)} words, {labels.mean():.3f} swapped")
    test = np.concatenate([np.full(len(row.labels), fold(text.base, 5) == 0) for text, row in zip(texts, rows, strict=True)])
    for products in (False, True):
        trial = fit(features[~test], labels[~test], np.ones((~test).sum()), products=products, strength=0.1)
        print(f"word model, products {products}: held-out AUC {roc_auc_score(labels[test], trial.probability(features[test])):.4f}")
    words = fit(features, labels, np.ones(len(labels)), products=True, strength=0.1)
    draft = Weights(words, words, {})
    columns = np.array([totals(text, draft) for text in texts])
    inputs = measures.document_features(columns)
    by_domain = [text.domain if text.domain != "news" else f"news {fold(text.base, 5)}" for text in texts]
    best = None
    for products, strength in ((False, 0.3), (True, 0.003), (True, 0.01), (True, 0.03)):
        probability = held_out(texts, inputs, by_domain, products=products, strength=strength)
        print(f"document model, products {products}, C {strength}; every domain held out in turn")
        clean = np.array([p for t, p in zip(texts, probability, strict=True) if not t.spinner])
        threshold = float(np.quantile(clean, 0.99))
        print(f"  threshold {threshold:.3f}")
        show(texts, probability, threshold)
        best = best or (products, strength, threshold)
    products, strength, threshold = True, 0.01, 0.9
    documents = fit(inputs, np.array([bool(t.spinner) for t in texts]), document_weights(texts), products=products, strength=strength)
    levels = {"spun": threshold, "suspicious": 0.5}
    out.write_text(json.dumps({"words": stored(words), "documents": stored(documents), "levels": levels}, indent=None) + "\n", encoding="utf-8")
    np.savez("/tmp/spun/fit.npz", columns=columns, inputs=inputs)
    import pickle; pickle.dump(texts, open("/tmp/spun/texts.pkl","wb"))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
