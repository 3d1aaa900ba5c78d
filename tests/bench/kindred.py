"""Refit the weights of ``auditor.reuse.align.accept`` for articles about one thing, and measure the shipped ones.

Usage: python tests/bench/kindred.py NEWS.jsonl.gz

NEWS holds one article a line with ``id``, ``text`` and ``source``. ``tests/gold/kindred.jsonl`` names
passages of articles of different outlets about one event (TF-IDF cosine above .15) by the ids and
offsets of both sides: what an earlier version reported for pairs in which neither article's place in
NEWS is a multiple of five, and the first seventy of all. One reader marked each right (the same
words, copied or quoted), lenient (one official wording, a law, a poll note) or wrong (parallel
facts, stock phrases). Unread, those of eighteen words or more of which nine in ten are equal, and
part of the quotations with eight equal words in a row, were taken to be right. What the other pairs
give is not in the file: it is what remains to be read when this is changed.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from evasion import reading
from reworded import overlap
from sklearn.linear_model import LogisticRegression

from auditor.annotate.reading import annotate
from auditor.model import Document, Reading
from auditor.reuse.align import NEWS
from auditor.reuse.align.accept import KINDRED, SPEECH, Candidate
from auditor.reuse.align.shared import candidates, vocabulary
from auditor.reuse.align.sides import pair
from auditor.reuse.align.swaps import swaps
from auditor.reuse.pairs import compare_documents, quoted_words

GOLD = Path(__file__).parents[1] / "gold" / "kindred.jsonl"
MEETS = 0.3  # overlap of both sides from which a passage is the one judged
LABELS = ("right", "lenient", "wrong")
HALF = {"right": 1.0, "lenient": 0.5, "wrong": 1.0}  # weight of each label in the fit
MOST = 150.0  # nats beyond which more is not told apart
Read = tuple[Document, Reading]
Row = tuple[list[float], str]


def drafts(left: Read, right: Read) -> list[Candidate]:
    """Chains of two articles that may be passages."""
    table = pair(left[0].tokens, right[0].tokens, NEWS)
    synonyms = swaps(table, vocabulary(table, left[0], right[0]))
    return candidates(table, left[0], right[0], (quoted_words(*left), quoted_words(*right)), synonyms, NEWS)[0]


def features(found: Candidate) -> list[float]:
    """What ``accept`` weighs: of a quotation three, of another passage five figures."""
    if found.speech:
        return [min(MOST, found.longest), 1 - found.passage.similarity, float(found.ends)]
    nats = [min(MOST, found.surprise), min(MOST, found.longest)]
    return [*nats, log(1 + found.words), found.uneven / found.length, found.loose]


def meets(row: dict[str, Any], left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether two text ranges are the passage judged."""
    return min(overlap(row["left_span"], *left), overlap(row["right_span"], *right)) > MEETS


def fit(name: str, rows: Iterable[Row], shipped: tuple[float, ...]) -> None:
    """Print the weights fitted to *rows* beside those shipped."""
    x, labels = zip(*rows, strict=True)
    table = np.array(x)
    scale = table.std(axis=0)
    model = LogisticRegression(C=3, max_iter=3000).fit(
        table / scale, [label == "right" for label in labels], sample_weight=[HALF[label] for label in labels]
    )
    print(f"{name:12}{dict(Counter(labels))}")
    print(f"{'':12}fitted  bias {model.intercept_[0]:6.2f}, weights {np.round(model.coef_[0] / scale, 3).tolist()}")
    print(f"{'':12}shipped bias {shipped[0]:6.2f}, weights {list(shipped[1:])} (bias less 1: a bar above even odds)")


def main(news: Path) -> None:
    """Fit, and count what of the gold is reported today."""
    gold: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["left"], row["right"]].append(row)
    wanted = {name for names in gold for name in names}
    read: dict[str, Read] = {}
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["id"] in wanted:
                document = reading(row["id"], row["text"])[0]
                assert isinstance(document, Document)
                read[row["id"]] = document, annotate(document)
    held: dict[bool, list[Row]] = {True: [], False: []}
    kept: Counter[str] = Counter()
    other = 0
    for (one, two), rows in gold.items():
        left, right = read[one], read[two]
        places = [
            (left[0].tokens.span(*draft.passage.left), right[0].tokens.span(*draft.passage.right), draft)
            for draft in drafts(left, right)
        ]
        matches = compare_documents(*left, *right)
        for row in rows:
            met = [draft for a, b, draft in places if meets(row, (a.start, a.end), (b.start, b.end))]
            if met:
                held[met[0].speech].append((features(met[0]), row["label"]))
            kept[row["label"]] += any(
                meets(row, (m.left.span.start, m.left.span.end), (m.right.span.start, m.right.span.end))
                for m in matches
            )
        other += sum(
            not any(
                meets(row, (m.left.span.start, m.left.span.end), (m.right.span.start, m.right.span.end)) for row in rows
            )
            for m in matches
        )
    fit("passages", held[False], KINDRED)
    fit("quotations", held[True], SPEECH)
    total = Counter(row["label"] for rows in gold.values() for row in rows)
    print(
        "reported now: " + ", ".join(f"{kept[label]} of {total[label]} {label}" for label in LABELS),
        f"and {other} more",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
