"""How surely a spun copy finds its original among many articles, by different kinds of keys.

Usage: python tests/bench/spun_source.py DATA DICTS [COPIES [CHECKED]]

DATA holds ``news_sample.jsonl.gz`` (3,000 articles: the originals and everything else in the
index); DICTS the dictionaries of ``spinners.py``, of which only those that no table or weight was
made from are used. Copies are spun lightly to thoroughly, whole or cut to a part of the original.
A copy's original counts as found if fewer than ten articles share more keys with the copy, each
key weighing log2(articles / articles that have it) + 1. "alone" is the share of copies that have
three keys which no other article has: what is left of the answer in an index a thousand times
larger, where commoner keys point everywhere.

CHECKED copies of each kind then go through ``check`` against all the articles: how often the original
is named by a match, and first; how often by a finding; and how much of the copy its passages cover.

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
from auditor.incoming import check_all
from auditor.model import Article, Span
from auditor.reuse.attribution import words_in
from auditor.reuse.postings import grams, sketch
from auditor.reuse.words import WordHasher
from auditor.stores import MemoryStore

Hashes = NDArray[np.uint64]
Keys = Callable[[Hashes], Hashes]


class Way(NamedTuple):
    """A way of copying."""

    name: str
    words: int  #: of the original at most
    share: float  #: of the words replaced, as far as the dictionary has them
    functions: bool  #: whether grammar words are replaced as well


WAYS = (
    Way("9 %, whole", 10_000, 0.09, functions=False),
    Way("18 %, whole", 10_000, 0.18, functions=False),
    Way("18 %, 150 words", 150, 0.18, functions=False),
    Way("35 %, 300 words", 300, 0.35, functions=False),
    Way("all it can, 300 words", 300, 1.0, functions=True),
    Way("all it can, 150 words", 150, 1.0, functions=True),
)


class Copy(NamedTuple):
    """A spun text and where its original stands."""

    original: int
    text: str
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
        found.append(Copy(at, spun, hasher(spun), len(swaps) / max(1, len(text.split()))))
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


def show_checked(texts: list[str], ways: dict[str, list[Copy]], number: int) -> None:
    """Print how surely ``check`` names the original of a copy and aligns the two."""
    store = MemoryStore(Article(str(at), f"site-{at}.example", text) for at, text in enumerate(texts))
    print(f"check against {len(texts)} articles")
    for name, some in ways.items():
        chosen = some[:number]
        incoming = [Article(f"copy-{copy.original}", "copies.example", copy.text) for copy in chosen]
        named, first, told, covered = [], [], [], []
        for copy, audit in zip(chosen, check_all(incoming, against=store), strict=True):
            words: dict[str, list[Span]] = {}
            for match in audit.matches:
                words.setdefault(match.right.article, []).append(match.left.span)
            shares = {other: words_in(copy.text, spans) / len(copy.text.split()) for other, spans in words.items()}
            own = shares.get(str(copy.original), 0.0)
            named.append(own > 0)
            first.append(own > 0 and own == max(shares.values()))
            told.append(any(place.article == str(copy.original) for f in audit.findings for place in f.related))
            covered.append(own)
        print(
            f"  {name:22s} n={len(chosen)}  original named {np.mean(named):.3f}, first {np.mean(first):.3f},"
            f" in a finding {np.mean(told):.3f}; words of the copy aligned with it: mean {np.mean(covered):.3f},"
            f" at least half in {np.mean(np.array(covered) >= 0.5):.3f}"
        )


def main(data: Path, dicts: Path, number: int = 1000, checked: int = 0) -> None:
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
    if checked:
        show_checked(texts, ways, checked)


def row_keys(hashes: Hashes, size: int) -> Hashes:
    """A key for each run of *size* hashes."""
    keys = hashes[: max(0, len(hashes) - size + 1)].copy()
    for word in range(1, size):
        keys = keys * np.uint64(0x9E3779B97F4A7C15) + hashes[word : word + len(keys)]
    return keys


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *(int(argument) for argument in sys.argv[3:5]))
