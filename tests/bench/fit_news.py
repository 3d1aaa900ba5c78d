"""Fit the weights of ``auditor.reuse.align.accept``: when a chain of shared words is a passage.

Usage: python tests/bench/fit_news.py NEWS.jsonl.gz DICTS [ARTICLES]

NEWS holds one article a line with ``text`` and ``source``; DICTS the dictionaries of
``spinners.py``. Passages: five sentences or parts of sentences of one article, reworded by nothing
to a third of their words, each planted at another place of an article about something else. Not
passages: what articles of two outlets about one event share (TF-IDF cosine above .15), and what
unrelated articles share. Outlets do copy, so in a second round those chains of two outlets that
the first fit is sure of are left out. Printed are the weights, and for several bars the share of
passages kept and the chains of two outlets and of unrelated articles that are kept with them.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from math import log
from pathlib import Path

import numpy as np
import spinners
from evasion import reading
from numpy.typing import NDArray
from reworded import overlap, sentences, spinner
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from auditor.model import Document, Reading, Span
from auditor.reuse.align import NEWS
from auditor.reuse.align.accept import WEIGHTS, Candidate
from auditor.reuse.align.shared import candidates, vocabulary
from auditor.reuse.align.sides import pair
from auditor.reuse.align.swaps import swaps
from auditor.reuse.pairs import quoted_words

SHARES = (0.0, 0.09, 0.18, 0.25, 0.35)
ALIKE = 0.15
SURE = 3.0  # log odds from which two outlets are taken to have copied
BARS = (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
Read = tuple[Document, Reading]


def drafts(left: Read, right: Read) -> list[Candidate]:
    """Chains of two articles that stand in no quotation."""
    table = pair(left[0].tokens, right[0].tokens, NEWS)
    synonyms = swaps(table, vocabulary(table, left[0], right[0]))
    quoted = quoted_words(*left), quoted_words(*right)
    found, _ = candidates(table, left[0], right[0], quoted, synonyms, NEWS)
    return [chain for chain in found if not chain.speech]


def row(found: Candidate) -> list[float]:
    """Features of a chain, as ``accept.log_odds`` weighs them."""
    return [found.passage.evidence, found.surprise, log(1 + found.words), found.uneven / found.length]


def read(text: str) -> Read:
    """A document and its reading."""
    document, held = reading("a", text)
    assert isinstance(document, Document)
    return document, held


def ends(span: Span) -> tuple[int, int]:
    """First and last character of a range."""
    return span.start, span.end


def planted(text: str, host: str, book: spinners.Dictionary, rng: random.Random) -> list[tuple[float, list[float]]]:
    """(share of words replaced, features) of passages planted in *host*; no features where there is no chain."""
    places = [place for place in sentences(text) if 10 <= len(text[slice(*place)].split()) <= 40]
    if len(places) < 5:
        return []
    lines = host.split("\n")
    parts: list[str] = []
    wanted: list[tuple[float, tuple[int, int], tuple[int, int]]] = []
    length = 0
    for number, (start, end) in enumerate(sorted(rng.sample(places, 5))):
        words = text[start:end].split(" ")
        if rng.random() < 0.5:  # a clause
            first = rng.randrange(max(1, len(words) - 8))
            words = words[first : first + rng.randint(8, 20)]
        piece = " ".join(words)
        at = text.index(piece, start)
        share = rng.choice(SHARES)
        new = spinner(book, share, number)(piece)
        before = "\n".join(lines[len(lines) * number // 5 : len(lines) * (number + 1) // 5])
        parts += [before, new]
        new_at = length + len(before) + 1
        wanted.append((share, (at, at + len(piece)), (new_at, new_at + len(new))))
        length += len(before) + len(new) + 2
    one, two = read(text), read("\n".join(parts))
    found = [
        (one[0].tokens.span(*chain.passage.left), two[0].tokens.span(*chain.passage.right), chain)
        for chain in drafts(one, two)
    ]
    rows = []
    for share, left, right in wanted:
        if '"' in text[slice(*left)] or "“" in text[slice(*left)]:
            continue
        hits = (row(c) for a, b, c in found if min(overlap(left, *ends(a)), overlap(right, *ends(b))) > 0.3)
        rows.append((share, next(hits, [])))
    return rows


def alike(texts: list[str], sources: list[str], number: int) -> list[tuple[int, int]]:
    """Pairs of articles of two outlets that tell of one event, most alike first."""
    vectors = TfidfVectorizer(min_df=2, max_df=0.05, sublinear_tf=True).fit_transform(text[:6000] for text in texts)
    product = (vectors @ vectors.T).tocoo()
    rows = sorted(
        (-value, int(i), int(j))
        for i, j, value in zip(product.row, product.col, product.data, strict=True)
        if i < j and value > ALIKE and sources[i] != sources[j]
    )
    return [(i, j) for _, i, j in rows[:number]]


def main(news: Path, folder: Path, number: int) -> None:
    """Fit and print."""
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    texts, sources = [article["text"] for article in articles], [article["source"] for article in articles]
    rng = random.Random(41)
    books = [load() for _, load in sorted(spinners.dictionaries(folder).items())]
    drawn = rng.sample([text for text in texts if 1_200 < len(text) < 6_000], 2 * number)
    held: dict[float, list[list[float]]] = defaultdict(list)
    for at, (text, host) in enumerate(zip(drawn[:number], drawn[number:], strict=True)):
        for share, features in planted(text, host, books[at % len(books)], random.Random(at)):
            held[share].append(features)
    pairs = alike(texts, sources, 4 * number)
    events = [row(found) for i, j in pairs for found in drafts(read(texts[i]), read(texts[j]))]
    order = rng.sample(range(len(texts)), 2 * number)
    chance = [
        row(found)
        for i, j in zip(order[:number], order[number:], strict=True)
        for found in drafts(read(texts[i]), read(texts[j]))
    ]
    fit(held, events, chance)


def fit(held: dict[float, list[list[float]]], events: list[list[float]], chance: list[list[float]]) -> None:
    """Print the weights and what several bars keep."""
    passages = [features for rows in held.values() for features in rows if features]
    others = events
    model = LogisticRegression(C=10, max_iter=1000)
    for _ in range(2):
        x = np.array([*passages, *others, *chance])
        model.fit(x, np.array([1] * len(passages) + [0] * (len(others) + len(chance))))
        others = [features for features in events if float(model.decision_function([features])[0]) < SURE]
    print(len(passages), "passages,", len(events), "chains of two outlets,", len(chance), "of unrelated articles")
    print("bias and weights:", round(float(model.intercept_[0]), 2), np.round(model.coef_[0], 3).tolist())
    for name, weights in (("fitted", [model.intercept_[0], *model.coef_[0]]), ("shipped", WEIGHTS)):
        print(f"{name:8}" + "".join(f"{f'{share:.0%}':>8}" for share in SHARES) + "   two outlets  unrelated")
        for bar in BARS:
            kept = [np.mean([bool(f) and odds(weights, [f])[0] >= bar for f in held[share]]) for share in SHARES]
            wrong = [int((odds(weights, rows) >= bar).sum()) for rows in (events, chance)]
            print(f"{bar:8.1f}" + "".join(f"{share:8.3f}" for share in kept) + f"{wrong[0]:14d}{wrong[1]:11d}")


def odds(weights: Sequence[float], rows: list[list[float]]) -> NDArray[np.float64]:
    """Log odds of each row."""
    return np.array(rows) @ np.array(weights[1:]) + weights[0]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 400)
