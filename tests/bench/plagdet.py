"""PlagDet of the aligner (profile ``documents``) on the PAN13 text-alignment corpus.

Usage: python tests/bench/plagdet.py DATA [EVERY]

DATA holds ``src/*.txt``, ``susp/*.txt`` and ``gold.jsonl``; EVERY = 10 takes a tenth of each kind.
Processor time per pair includes tokenising both documents; it is printed in milliseconds and as a ratio to
a plain reference timed on the same pairs: all shared runs of five words, found with a Python dict.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

from pan13 import Pairs, read_pairs, words
from plagdet_scorer import Quad, score

from auditor.model import Article, CleanText, Document, Language, Tokens
from auditor.reuse.align import DOCUMENTS, align

# Sanchez-Perez et al. 2014, tables 2 and 3: PlagDet on test corpus 2.
PUBLISHED = {
    "Sanchez-Perez 2014": (0.900, 0.884, 0.887, 0.561, 0.878),
    "Torrejón 2013": (0.926, 0.747, 0.851, 0.341, 0.822),
    "Kong 2013": (0.827, 0.823, 0.852, 0.434, 0.819),
    "Suchomel 2013": (0.818, 0.753, 0.675, 0.610, 0.745),
    "verbatim baseline": (0.934, 0.071, 0.106, 0.045, 0.422),
}
KINDS = ("none", "random", "translation", "summary", "all")
_WORD = re.compile(r"\w+")


def detect(left: Document, right: Document) -> list[Quad]:
    """What the aligner finds, as text ranges."""
    one, two = left.tokens, right.tokens
    spans = [(one.span(*found.left), two.span(*found.right)) for found in align(left, right, profile=DOCUMENTS)]
    return [(a.start, a.end, b.start, b.end) for a, b in spans]


def reference(left: str, right: str) -> int:
    """The plain reference: every place where five words in a row stand in both texts."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    one, two = (_WORD.findall(text.lower()) for text in (left, right))
    for i in range(len(one) - 4):
        places[tuple(one[i : i + 5])].append(i)
    return sum(len(places.get(tuple(two[j : j + 5]), ())) for j in range(len(two) - 4))


def document(text: str, tokens: Tokens) -> Document:
    """A document without blocks: the aligner needs words only."""
    return Document(
        Article("pan", "pan", text), CleanText(text, tokens.starts, tokens.ends), tokens, (), Language("en", 1.0)
    )


def measure(pairs: Pairs) -> None:
    """Print PlagDet by kind and in all, negatives flagged, and time."""
    found: dict[str, list[tuple[tuple[Quad, ...], list[Quad]]]] = defaultdict(list)
    ours: list[float] = []
    plain: list[float] = []
    for row in pairs:
        began = time.process_time()
        left, right = words(row.left_text), words(row.right_text)
        result = detect(document(row.left_text, left), document(row.right_text, right))
        ours.append(time.process_time() - began)
        began = time.process_time()
        reference(row.left_text, row.right_text)
        plain.append(time.process_time() - began)
        found[row.kind].append((row.gold, result))
    print(f"{'':14}{'PlagDet':>9}{'precision':>11}{'recall':>9}{'granularity':>13}{'negative pairs flagged':>25}")
    for kind in (*KINDS[:-1], "negative", "all"):
        rows = [pair for part in found.values() for pair in part] if kind == "all" else found[kind]
        figures = score(rows)
        negative = [result for gold, result in rows if not gold]
        print(
            f"{kind:14}{figures.plagdet:9.4f}{figures.precision:11.4f}{figures.recall:9.4f}{figures.granularity:13.4f}"
            f"{sum(map(bool, negative)):18d} of {len(negative)}"
        )
    for name, times in (("aligner", ours), ("reference", plain)):
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"{name:14}median {1e3 * statistics.median(times):.1f} ms, 95th percentile {1e3 * p95:.1f} ms a pair")
    print(f"{'ratio':14}{statistics.median(ours) / statistics.median(plain):.2f} of the reference's median")
    print("published, test corpus 2:" + "".join(f"{kind:>13}" for kind in KINDS))
    for name, row in PUBLISHED.items():
        print(f"{name:25}" + "".join(f"{value:13.3f}" for value in row))


if __name__ == "__main__":
    measure(read_pairs(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
