"""Fit ``auditor/data/spun_weights.json``: the word model, the document model and the levels.

Usage: python tests/bench/fit_spun.py DATA DICTS WEB OUT

DATA holds ``spun_dev.jsonl.gz`` (clean news with spun twins, and clean hard negatives of other
domains); DICTS the dictionaries of ``spinners.py``; WEB a folder of plain texts on many subjects
(``train/src`` of PAN13, of which the 400 that ``spun.py`` measures on are left out). Every clean
text of every domain is spun again here, twice (WEB once), by dictionaries and habits drawn by
chance. Everything printed is of texts that neither model saw: first with whole domains left out,
and all texts of spun_dev's spinner besides, then with single texts left out, then with all texts of a
dictionary left out. The weights written
are fitted on everything. OUT is the file.

What was tried and left out, by these figures and those of ``spun.py``: a linear document model, and
weaker or stronger regularisation (fewer spun texts found at equal false positives); pairs of the
Moby Thesaurus in the synonym channel (as many found, false positives on prose of 1961 doubled); how odd
the rest of a text is among the inputs of the word model (four times as many false ones in a domain left
out); length among the inputs of the document model, and sections of texts to learn from besides (no
better); a verdict without the two strongest words of a text (fewer spun texts found at equal false
positives); a second model over what the first says, how odd the text is and what can be shown (worse than
the plain doubt of ``measures.doubted``).
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
from spun_verdicts import Said, Sums, said, show, summed

from auditor.annotate.quotations import find_quotations
from auditor.annotate.spun import measures, reading
from auditor.annotate.spun.tokens import Stream, stream
from auditor.annotate.spun.weights import Logistic, with_products
from auditor.model import Article
from auditor.text import prepare

TRAINING_SPINNERS = ("wordnet", "aiksaurus", "mythes", "pivot-spa")
STRENGTH = 0.1  # inverse regularisation of the document model, best of those tried with domains held out
SHIFT = 1.386  # added to the log-odds: a second kind of evidence is asked for besides, so 1 to 4 is enough
LEVEL = 0.6  # probability of "spun": see the false positives printed
SUSPICIOUS = 0.98  # the same without a second kind of evidence
CLASHES = 0.006  # unfitting forms where a swap is likely, per word; one honest text in ten or so has as many
COLLOCATIONS = 0.0045  # telling collocations per word; about one honest text in ten has as many
NAMES = 0.0036  # corrupted names per word; about one honest text in fifty has as many, and two of them
MISPRINTED = 25  # one clean text in so many is taken to hold a misprinted article
EMPHASIS = {"news": 3.0, "brown_1961": 2.0, "abc_au": 1.5, "human_translation": 1.5}
#: Domains are left out together with their likes; news are divided by text.
FOLDS = {
    "abc_au": 0,
    "british": 0,
    "brown_1961": 1,
    "liveblog": 1,
    "human_translation": 2,
    "machine_translation": 2,
    "web_articles": 3,
    "toefl_nonnative": 3,
    "web_subjects": 4,
}
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


def web_subjects(folder: Path, first: int, last: int) -> list[Text]:
    """Texts number *first* to *last* of at least 200 words of a folder, in an order drawn by chance."""
    paths = sorted(folder.iterdir())
    random.Random(2).shuffle(paths)
    found = []
    for path in paths:
        text = path.read_text(errors="replace")
        if len(text.split()) >= 200:
            found.append(Text(path.name, "web_subjects", "", 0.0, text[:6000], frozenset()))
        if len(found) == last:
            break
    return found[first:last]


def aligned(clean: str, spun: str) -> list[int]:
    """Starts of the words of *spun* that replace a word of *clean*; line by line where the lines agree."""
    lines, others = clean.split("\n"), spun.split("\n")
    if len(lines) != len(others):
        lines, others = [clean], [spun]
    found, at = [], 0
    for one, other in zip(lines, others, strict=True):
        left, right = stream(one), stream(other)
        blocks = SequenceMatcher(None, left.words, right.words, autojunk=False).get_opcodes()
        swapped = (j for op, _, _, j1, j2 in blocks if op in {"replace", "insert"} for j in range(j1, j2))
        found += [at + int(right.starts[j]) for j in swapped]
        at += len(other) + 1
    return found


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


def word_model(rows: list[tuple[NDArray[np.float32], NDArray[np.bool_]]]) -> Logistic:
    """Fitted on one row in four, by Newton's method in blocks, as there are many products."""
    rng = np.random.default_rng(0)
    kept = [(features[keep], labels[keep]) for features, labels in rows for keep in [rng.random(len(labels)) < 0.25]]
    features = np.concatenate([row[0] for row in kept])
    labels = np.concatenate([row[1] for row in kept]).astype(np.float32)
    mean, scale = features.mean(axis=0).round(5), (features.std(axis=0) + 1e-6).round(6)
    inputs = with_products(np.clip((features - mean) / scale, -6, 6).astype(np.float32))
    ridge = np.append(np.full(inputs.shape[1], 1 / STRENGTH), 0.0)
    weights = np.zeros(len(ridge))
    for _ in range(12):
        hessian, gradient = np.diag(ridge), -ridge * weights
        for at in range(0, len(inputs), _BLOCK):
            block = np.pad(inputs[at : at + _BLOCK], ((0, 0), (0, 1)), constant_values=1)
            chance = 1 / (1 + np.exp(-np.clip(block @ weights.astype(np.float32), -35, 35)))
            gradient += block.T @ (labels[at : at + _BLOCK] - chance).astype(np.float32)
            hessian += (block * (chance * (1 - chance))[:, None]).T @ block
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-3:
            break
    return Logistic(mean.astype(float), scale.astype(float), weights[:-1].round(5), round(float(weights[-1]), 5), True)


_BLOCK = 20_000


def document_model(texts: list[Text], columns: NDArray[np.float64], use: NDArray[np.bool_]) -> Logistic:
    """Fitted on the rows *use*."""
    labels = np.array([bool(text.spinner) for text in texts])
    inputs, weights = measures.document_features(columns), document_weights(texts)
    model = fit(inputs[use], labels[use], weights[use], products=True, strength=STRENGTH)
    return model._replace(intercept=round(model.intercept + SHIFT, 5))


def held_out(
    texts: list[Text],
    sums: list[Sums],
    out: NDArray[np.int64],
    never: NDArray[np.bool_] | None = None,
) -> list[Said | None]:
    """What is said of each text by a model that saw no text of the same *out*, nor any of *never*; of −1: nothing."""
    columns = misprinted(texts, np.array([one.whole for one in sums]))
    answer: list[Said | None] = [None] * len(texts)
    for group in np.unique(out[out >= 0]):
        use = out != group if never is None else (out != group) & ~never
        model = document_model(texts, columns, use)
        for at in np.flatnonzero(out == group).tolist():
            answer[at] = said(sums[at], model)
    return answer


def stored(model: Logistic) -> dict[str, object]:
    """As JSON."""
    return {
        "mean": model.mean.tolist(),
        "scale": model.scale.tolist(),
        "coefficients": model.coefficients.tolist(),
        "intercept": model.intercept,
        "products": model.products,
    }


def main(data: Path, dicts: Path, web: Path, out: Path) -> None:
    """Fit, cross-validate, print, write."""
    texts = load(data)
    texts += [more for seed in ("a", "b") for more in respun([t for t in texts if not t.spinner], dicts, seed)]
    subjects = web_subjects(web, 400, 700)
    texts += [*subjects, *respun(subjects, dicts, "a")]
    train([prepared(text) for text in texts], out)


def misprinted(texts: list[Text], columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Columns to learn from: the clean texts here hold no wrong article, about one news text in a hundred does."""
    changed = columns.copy()
    changed[[not text.spinner and fold(text.base, MISPRINTED) == 0 for text in texts], measures.ARTICLES] += 1
    return changed


def train(everything: list[Prepared], out: Path) -> None:
    """Fit both models on prepared texts, print figures of texts held out, write the file."""
    texts = [some.text for some in everything]
    folds = np.array([FOLDS.get(text.domain, fold(text.base, 4)) for text in texts])
    observed = [measures.observe(some.tokens, some.quoted) for some in everything]
    rows = [
        (seen.evidence.features, some.swapped[seen.evidence.positions])
        for some, seen in zip(everything, observed, strict=True)
    ]
    theirs = np.array([text.spinner == "spun_dev" for text in texts])
    models = [
        word_model([rows[at] for at in np.flatnonzero((folds != left) & ~theirs).tolist()])
        for left in range(int(folds.max()) + 1)
    ]
    levels = {
        "spun": LEVEL,
        "suspicious": SUSPICIOUS,
        "collocations": COLLOCATIONS,
        "clashes": CLASHES,
        "articles": 0.0005,
        "forms": 0.0025,
        "names": NAMES,
    }
    print(f"{len(texts)} texts; words of spun texts, by a word model that saw nothing of their domain:")
    guesses = np.concatenate([models[at].probability(row[0]) for row, at in zip(rows, folds, strict=True)])
    labels = np.concatenate([row[1] for row in rows])
    in_spun = np.repeat([bool(text.spinner) for text in texts], [len(row[1]) for row in rows])
    heavy = np.repeat([text.share == 0.18 for text in texts], [len(row[1]) for row in rows])
    print(f"  AUC {roc_auc_score(labels[in_spun], guesses[in_spun]):.4f}")
    for level in (0.5, 0.6, 0.65, 0.7, 0.8):
        those = in_spun & (guesses >= level)
        print(
            f"  from {level}: precision {labels[those].mean():.3f} (18 %: {labels[those & heavy].mean():.3f}),"
            f" recall {labels[those].sum() / labels.sum():.3f}"
        )
    sums = [summed(one, models[at]) for one, at in zip(observed, folds, strict=True)]
    show("domains left out, and the spinner of spun_dev", texts, sums, held_out(texts, sums, folds, theirs), levels)
    show("texts left out", texts, sums, held_out(texts, sums, np.array([fold(text.base, 5) for text in texts])), levels)
    makes = ("spun_dev", *TRAINING_SPINNERS)
    family = np.array([makes.index(text.spinner.split(" ")[0]) if text.spinner else -1 for text in texts])
    show("dictionaries left out", texts, sums, held_out(texts, sums, family), levels)

    words = word_model(rows)
    final = [summed(one, words) for one in observed]
    columns = misprinted(texts, np.array([one.whole for one in final]))
    documents = document_model(texts, columns, np.ones(len(texts), dtype=np.bool_))
    show("fitted", texts, final, [said(one, documents) for one in final], levels)
    out.write_text(
        json.dumps({"words": stored(words), "documents": stored(documents), "levels": levels}) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:5]))
