"""Rebuild ``auditor/data/reuse_words.txt.gz``: how common English news words are.

Usage: python tests/bench/build_reuse_words.py COUNTS.tsv.gz OUT.txt.gz

COUNTS holds ``word<TAB>count`` rows over a news corpus, punctuation marks included. A row of
the output is ``level word word …`` with level = round(-8 ln p), p the share of all words.
"""

from __future__ import annotations

import gzip
import io
import math
import sys
from collections import defaultdict
from pathlib import Path

MARKS = frozenset({",", ".", "#", "@"})  # punctuation, numbers and symbols: not words
STEPS = 8  # quantisation steps per nat


def build(counts: Path, out: Path) -> int:
    """Write the table; the number of words in it."""
    with gzip.open(counts, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    words = {word: int(count) for word, count in rows if word not in MARKS}
    total = sum(words.values())
    levels: dict[int, list[str]] = defaultdict(list)
    for word, count in words.items():
        levels[round(-STEPS * math.log(count / total))].append(word)
    body = "".join(f"{level} {' '.join(sorted(levels[level]))}\n" for level in sorted(levels))
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as packed:
        packed.write(body.encode("utf-8"))
    out.write_bytes(buffer.getvalue())
    return len(words)


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(sys.argv[2])), "words")
