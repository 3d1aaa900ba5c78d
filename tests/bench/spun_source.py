"""How surely a spun copy finds its original among many articles, by different kinds of keys.

Usage: python tests/bench/spun_source.py DATA DICTS [COPIES]

DATA holds ``news_sample.jsonl.gz`` (3,000 articles: the originals and everything else in the
index); DICTS the dictionaries of ``spinners.py``, of which only those that no table or weight was
made from are used. Copies are spun lightly to thoroughly, whole or cut to a part of the original.
A copy's original counts as found if fewer than ten articles share more keys with the copy, each
key weighing log2(articles / articles that have it) + 1. "alone" is the share of copies that have
three keys which no other article has: what is left of the answer in an index a thousand times
larger, where commoner keys point everywhere.

Reference: Zhang, Wang & Voelker (NDSS 2014) call two pages spun from one original if the overlap
of their immutables is 75 % or more, and report no false positives on 797 pages at that level.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import spinners
from numpy.typing import NDArray
from spun import excerpt, held_out_books, rows
from spun_phrases import FUNCTION_WORDS

from auditor.annotate.spun.invariant import invariant, invariant_pairs
from auditor.reuse.postings import grams, sketch
from auditor.reuse.words import WordHasher

Hashes = NDArray[np.uint64]
Keys = Callable[[Hashes], Hashes]


class Way(NamedTuple):
    """A way of copying."""

    name: str
    words: int  #: of the original at most
    share: float  #: of the words replaced, as far as the dictionary has them
    functions: bool  #: whether grammar words are replaced as well


WAYS = (
    Way("18 %, whole", 10_000, 0.18, functions=False),
    Way("18 %, 150 words", 150, 0.18, functions=False),
    Way("35 %, 300 words", 300, 0.35, functions=False),
    Way("all it can, 300 words", 300, 1.0, functions=True),
    Way("all it can, 150 words", 150, 1.0, functions=True),
)


class Copy(NamedTuple):
    """A spun text and where its original stands."""

    original: int
    hashes: Hashes
    replaced: float


def copies(texts: list[str], chosen: list[int], way: Way, books: list[spinners.Dictionary]) -> list[Copy]:
    """One copy of each chosen text; dictionaries take turns."""
    hasher, found = WordHasher(), []
    for number, at in enumerate(chosen):
        text = excerpt(texts[at][len(texts[at]) // 5 if way.words < 1000 else 0 :], way.words)
        spun, swaps = spinners.spin(
            text,
            books[number % len(books)],
            share=way.share,
            seed=f"source {at}",
            functions=dict(FUNCTION_WORDS) if way.functions else None,
        )
        found.append(Copy(at, hasher(spun), len(swaps) / max(1, len(text.split()))))
    return found


def measure(name: str, keys: Keys, filed: list[Hashes], ways: dict[str, list[Copy]]) -> None:
    """Print how many originals are found by one kind of keys."""
    of = [np.unique(keys(hashes)) for hashes in filed]
    table = np.concatenate(of)
    owners = np.repeat(np.arange(len(of)), [len(some) for some in of])
    order = np.argsort(table, kind="stable")
    table, owners = table[order], owners[order]
    print(f"{name}: {len(table) / sum(map(len, filed)):.2f} keys a word")
    for way, some in ways.items():
        ranks, kept, alone = [], [], []
        for copy in some:
            query = np.unique(keys(copy.hashes))
            first, last = np.searchsorted(table, query), np.searchsorted(table, query, "right")
            there = np.flatnonzero(last > first)
            hits = [owners[a:b] for a, b in zip(first[there].tolist(), last[there].tolist(), strict=True)]
            times = (last - first)[there]
            score = np.bincount(
                np.concatenate([np.empty(0, np.int64), *hits]),
                np.repeat(np.log2(len(of) / times) + 1, times),
                minlength=len(of),
            )
            own = score[copy.original]
            ranks.append(int((score > own).sum()) if own > 0 else len(of))
            kept.append(len(np.intersect1d(of[copy.original], query)) / max(1, min(len(query), len(of[copy.original]))))
            alone.append(int((owners[first[there][times == 1]] == copy.original).sum()) >= 3)
        found = np.array(ranks)
        print(
            f"  {way:22s} first {np.mean(found < 1):.4f}  in ten {np.mean(found < 10):.4f}"
            f"  alone {np.mean(alone):.3f}  keys kept {np.mean(kept):.3f}"
        )


def main(data: Path, dicts: Path, number: int = 1000) -> None:
    """File the articles, spin some, look for them."""
    texts = [row["text"] for row in rows(data / "news_sample.jsonl.gz")]
    chosen = [i for i, text in enumerate(texts) if 300 <= len(text.split()) <= 3000]
    random.Random(5).shuffle(chosen)
    books = [book for book, _ in held_out_books(dicts).values()]
    filed = list(WordHasher().many(texts))
    words = np.concatenate(filed)
    print(f"{len(texts)} articles, {len(words):,} words, {invariant(words).mean():.3f} of them left alone by spinners")
    ways = {way.name: copies(texts, chosen[:number], way, books) for way in WAYS}
    for name, some in ways.items():
        print(f"  {name:22s} {len(some)} copies, {np.mean([copy.replaced for copy in some]):.3f} of the words replaced")

    def runs(size: int) -> Keys:
        return lambda hashes: row_keys(hashes[invariant(hashes)], size)

    kinds: dict[str, Keys] = {
        "runs of 4 words": grams,
        "those of them the index keeps": lambda hashes: sketch(hashes).keys,
        "runs of 4 invariants": runs(4),
        "runs of 2 invariants": runs(2),
        "invariant_pairs": lambda hashes: invariant_pairs(hashes).keys,
        "index keys and invariant_pairs": lambda hashes: np.concatenate(
            [sketch(hashes).keys, invariant_pairs(hashes).keys]
        ),
    }
    for name, keys in kinds.items():
        measure(name, keys, filed, ways)


def row_keys(hashes: Hashes, size: int) -> Hashes:
    """A key for each run of *size* hashes."""
    keys = hashes[: max(0, len(hashes) - size + 1)].copy()
    for word in range(1, size):
        keys = keys * np.uint64(0x9E3779B97F4A7C15) + hashes[word : word + len(keys)]
    return keys


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *(int(argument) for argument in sys.argv[3:4]))
