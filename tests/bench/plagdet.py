"""PlagDet of ``auditor.compare(left, right, profile="documents")`` on the PAN13 text-alignment corpus.

Usage: python tests/bench/plagdet.py DATA [EVERY]

DATA holds ``src/*.txt``, ``susp/*.txt`` and ``gold.jsonl``; EVERY = 10 takes a tenth of each kind.
The figures are those of the matches a user gets; a last line says in how many pairs the aligner by
itself, before passages are related to each other, marks anything else. Processor time is given for
both, from the bare texts on, in milliseconds and as a ratio to a plain reference timed on the same
pairs: all shared runs of five words, found with a Python dict.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

from pan13 import Pairs, read_pairs
from plagdet_scorer import Quad, score

import auditor
from auditor.reuse.align import DOCUMENTS, align
from auditor.text import prepare_words

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


def aligned(left: str, right: str) -> list[Quad]:
    """What the aligner finds, as text ranges."""
    one, two = (prepare_words(auditor.Article(name, name, text)) for name, text in (("left", left), ("right", right)))
    spans = [
        (one.tokens.span(*found.left), two.tokens.span(*found.right)) for found in align(one, two, profile=DOCUMENTS)
    ]
    return [(a.start, a.end, b.start, b.end) for a, b in spans]


def compared(left: str, right: str) -> list[Quad]:
    """What the user gets, as text ranges."""
    found = auditor.compare(left, right, profile="documents")
    return [(m.left.span.start, m.left.span.end, m.right.span.start, m.right.span.end) for m in found]


def reference(left: str, right: str) -> int:
    """The plain reference: every place where five words in a row stand in both texts."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    one, two = (_WORD.findall(text.lower()) for text in (left, right))
    for i in range(len(one) - 4):
        places[tuple(one[i : i + 5])].append(i)
    return sum(len(places.get(tuple(two[j : j + 5]), ())) for j in range(len(two) - 4))


def measure(pairs: Pairs) -> None:
    """Print PlagDet by kind and in all, negatives flagged, and time."""
    found: dict[str, list[tuple[tuple[Quad, ...], list[Quad]]]] = defaultdict(list)
    times: dict[str, list[float]] = defaultdict(list)
    other = 0
    for row in pairs:
        results = []
        for name, step in (("aligner", aligned), ("compare", compared), ("reference", reference)):
            began = time.process_time()
            results.append(step(row.left, row.right))
            times[name].append(time.process_time() - began)
        other += sorted(results[0]) != sorted(results[1])
        found[row.kind].append((row.gold, results[1]))
    print(f"{'':14}{'PlagDet':>9}{'precision':>11}{'recall':>9}{'granularity':>13}{'negative pairs flagged':>25}")
    for kind in (*KINDS[:-1], "negative", "all"):
        rows = [pair for part in found.values() for pair in part] if kind == "all" else found[kind]
        figures = score(rows)
        negative = [result for gold, result in rows if not gold]
        print(
            f"{kind:14}{figures.plagdet:9.4f}{figures.precision:11.4f}{figures.recall:9.4f}{figures.granularity:13.4f}"
            f"{sum(map(bool, negative)):18d} of {len(negative)}"
        )
    print(f"{other} of {len(times['aligner'])} pairs otherwise by the aligner alone")
    plain = statistics.median(times["reference"])
    for name, row in times.items():
        median, p95 = statistics.median(row), sorted(row)[int(len(row) * 0.95)]
        print(
            f"{name:14}median {1e3 * median:.1f} ms, 95th percentile {1e3 * p95:.1f} ms a pair, "
            f"{median / plain:.2f} of the reference's median"
        )
    print("published, test corpus 2:" + "".join(f"{kind:>13}" for kind in KINDS))
    for name, row in PUBLISHED.items():
        print(f"{name:25}" + "".join(f"{value:13.3f}" for value in row))


if __name__ == "__main__":
    measure(read_pairs(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
