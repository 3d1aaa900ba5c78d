"""Rebuild ``auditor/data/reuse_phrases.npz``: three words in a row that news keeps writing.

Usage: python tests/bench/build_reuse_phrases.py TRIGRAMS.tsv.gz OUT.npz

TRIGRAMS holds ``word word word<TAB>count`` rows over a news corpus, punctuation marks included.
Kept is a 32-bit hash of every frequent one without marks, as the auditor hashes it.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import numpy as np
import xxhash

from auditor.reuse.align.phrases import triples

LEAST = 300  # occurrences in 38 million words
MARKS = frozenset({",", ".", "#", "@"})


def build(counts: Path, out: Path) -> int:
    """Write the table; the number of phrases in it."""
    kept = []
    with gzip.open(counts, "rt", encoding="utf-8") as lines:
        for line in lines:
            *words, count = line.rstrip("\n").replace(" ", "\t").split("\t")
            if int(count) >= LEAST and len(words) == 3 and not MARKS.intersection(words):
                kept.append([xxhash.xxh3_64_intdigest(word.encode("utf-8")) for word in words])
    hashes = np.concatenate([triples(np.array(row, np.uint64)) for row in kept])
    np.savez_compressed(out, phrases=np.unique(hashes))
    return len(kept)


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(sys.argv[2])), "phrases")
