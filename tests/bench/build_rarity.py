"""Build ``auditor/data/index_rarity.npz``: how rare each common word is, keyed by hash.

Usage: ``python tests/bench/build_rarity.py unigrams.tsv.gz auditor/data/index_rarity.npz``

The input is a table of ``word<TAB>count`` in lower case; rows that are not words (sentence
marks, ``#`` for numbers) are left out. The output holds two arrays: ``top``, the upper 32 bits
of xxh3_64 of each word in ascending order, and ``bits``, log2(total / count) rounded down. Words
that are not in the table count as the rarest.
"""

from __future__ import annotations

import gzip
import math
import sys
from pathlib import Path

import numpy as np
import xxhash


def build(source: Path, target: Path, least: int = 8) -> None:
    """Read counts from *source* and write the table of words seen at least *least* times."""
    counts: dict[str, int] = {}
    with gzip.open(source, "rt", encoding="utf-8") as rows:
        for row in rows:
            word, count = row.rstrip("\n").split("\t")
            if any(letter.isalnum() for letter in word):
                counts[word] = int(count)
    total = sum(counts.values())
    rarity: dict[int, int] = {}
    for word, count in counts.items():
        if count >= least:
            top = xxhash.xxh3_64_intdigest(word.encode()) >> 32
            bits = int(math.log2(total / count))
            rarity[top] = min(bits, rarity.get(top, bits))
    top = np.array(sorted(rarity), np.uint32)
    bits = np.array([rarity[int(key)] for key in top], np.uint8)
    np.savez_compressed(target, top=top, bits=bits)
    print(
        f"{len(top)} words of {total} running words, {bits.min()} to {bits.max()} bits, {target.stat().st_size} bytes"
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
