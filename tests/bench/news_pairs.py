"""Share of unrelated pairs of articles in which the aligner reports any passage.

Usage: python tests/bench/news_pairs.py NEWS.jsonl.gz [PAIRS]

NEWS holds one article a line with ``text`` and ``source``. Pairs are drawn at random; pairs of
one source, which may share template text, are counted apart. Time per pair is processor time of
the comparison, beside that of counting shared runs of five words with a Python dict.
"""

from __future__ import annotations

import gzip
import json
import random
import statistics
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path

from evasion import reading
from plagdet import reference

from auditor.reuse.pairs import compare_documents


def main(path: Path, number: int) -> None:
    """Print the shares and the times."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rng = random.Random(23)
    rows = rng.sample(rows, min(len(rows), 800))
    read = cache(lambda at: reading(f"{at:03d}", rows[at]["text"]))
    drawn: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    ours: list[float] = []
    plain: list[float] = []
    for _ in range(number):
        one, two = rng.sample(range(len(rows)), 2)
        kind = "one source" if rows[one]["source"] == rows[two]["source"] else "two sources"
        left, right = read(one), read(two)
        began = time.process_time()
        found = compare_documents(*left, *right)
        ours.append(time.process_time() - began)
        began = time.process_time()
        reference(rows[one]["text"], rows[two]["text"])
        plain.append(time.process_time() - began)
        drawn[kind] += 1
        flagged[kind] += bool(found)
    for kind in sorted(drawn):
        print(f"{kind:14}{flagged[kind]:6d} of {drawn[kind]:6d} with any passage: {flagged[kind] / drawn[kind]:.4f}")
    print(f"{'all':14}{sum(flagged.values()):6d} of {number:6d} = {sum(flagged.values()) / number:.4f}")
    print(
        f"median {1e3 * statistics.median(ours):.1f} ms, ratio {statistics.median(ours) / statistics.median(plain):.2f}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2_000)
