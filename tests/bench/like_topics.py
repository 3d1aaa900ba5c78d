"""Passages that articles of different outlets on like topics are said to share, for a person to judge.

Usage: python tests/bench/like_topics.py NEWS.jsonl.gz [PAIRS [SEED]]

NEWS holds one article a line with ``id``, ``text``, ``title``, ``source`` and ``domain``. Pairs are drawn at random
among those whose TF-IDF vectors have a cosine above .15; at most a hundred passages are printed, drawn at
random, each with both wordings. Right is a passage of truly shared wording: copied, or quoted from one speaker;
wrong are parallel facts and stock phrases.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

import auditor

LIKE = 0.15
SHOWN = 100


def main(path: Path, number: int, seed: int) -> None:
    """Print the passages."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    vectors = TfidfVectorizer(stop_words="english", min_df=2, sublinear_tf=True).fit_transform(
        row["text"] for row in rows
    )
    cosines = (vectors @ vectors.T).tocoo()
    pairs = sorted(
        (int(a), int(b))
        for a, b, cosine in zip(cosines.row, cosines.col, cosines.data, strict=True)
        if a < b and cosine > LIKE and not {"source", "domain"} & {k for k in rows[a] if rows[a][k] == rows[b].get(k)}
    )
    rng = random.Random(seed)
    rng.shuffle(pairs)
    found = [
        (a, b, match)
        for a, b in pairs[:number]
        for match in auditor.compare(
            *(
                auditor.Article(rows[at]["id"], rows[at]["source"], rows[at]["text"], title=rows[at]["title"])
                for at in (a, b)
            )
        )
    ]
    print(f"{len(found)} passages in {min(number, len(pairs))} of {len(pairs)} pairs")
    rng.shuffle(found)
    for place, (a, b, match) in enumerate(found[:SHOWN]):
        print(f"{place} {match.kind.value} {match.similarity:.2f} {rows[a]['source']} | {rows[b]['source']}")
        for at, side in ((a, match.left), (b, match.right)):
            print("   ", ascii(" ".join(rows[at]["text"][side.span.start : side.span.end].split())))


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 3_500,
        int(sys.argv[3]) if len(sys.argv) > 3 else 1,
    )
