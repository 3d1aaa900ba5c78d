"""Which articles of a corpus are worth aligning with each other.

Three sketches propose pairs, each what it is best at: postings of word 4-grams find passages from
eight words up, also edited ones; datasketch's MinHash LSH over whole articles finds
republications; MinHash over passages finds paragraphs that were reworded without leaving four
words in a row. Everything is bounded: a key that many texts share joins each of them to its earliest 32
only, a bucket to 64, so syndicated text stays findable and the number of pairs stays linear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from auditor.model import Document
from auditor.reuse import fingerprint as prints
from auditor.reuse.joint import look_up_all
from auditor.reuse.lookup import HOT
from auditor.reuse.postings import Sketch, sketch
from auditor.reuse.segments import Filed, Segment, build, low_words, merge

FEW = 12  #: up to this many articles every pair is aligned: sketches would save nothing
ARTICLE_JACCARD = 0.4  #: of 3-word shingles; reached by republished and lightly edited articles
PASSAGE_JACCARD = 0.5  #: of words; reached by a paragraph with three of ten words replaced
_BUILD = 1024  # articles filed at once


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """All that candidates need to know of one article: about 16 kB for a thousand words."""

    hashes: NDArray[np.uint64]  #: shape (words,)
    sketch: Sketch
    signature: NDArray[np.uint32]  #: of the whole article, shape (128,)
    passages: NDArray[np.uint32]  #: signatures of its passages, shape (passages, 64)


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two articles, by their place in the corpus, that likely share text; *left* < *right*."""

    left: int
    right: int
    score: float  #: bits of information in the passages found; 0 for a pair no sketch proposed
    jaccard: float = 0.0  #: estimated similarity of the whole articles (3-word shingles)


def fingerprint(document: Document, extra: Sketch | None = None) -> Fingerprint:
    """The sketches of one article; *extra* holds further keys, see :func:`postings.sketch`."""
    hashes = document.tokens.hashes
    return Fingerprint(
        hashes,
        sketch(hashes, extra),
        prints.article_signature(hashes),
        prints.paragraph_signatures(document),
    )


def candidate_pairs(documents: Iterable[Document], *, limit: int = 200) -> tuple[tuple[int, int], ...]:
    """Ascending pairs of places in *documents* that likely share a passage or are near-duplicates.

    With up to 12 documents these are all pairs. With more, each document brings in at most
    *limit* partners, its most promising ones.
    """
    return tuple((pair.left, pair.right) for pair in scored_pairs(map(fingerprint, documents), limit=limit))


def scored_pairs(articles: Iterable[Fingerprint], *, limit: int = 200) -> tuple[Pair, ...]:
    """Like :func:`candidate_pairs` from fingerprints, with a score for each pair."""
    rows = tuple(articles)
    scores: dict[tuple[int, int], float] = {}
    if len(rows) <= FEW:
        scores.update(dict.fromkeys(combinations(range(len(rows)), 2), 0.0))
    for left, right, score in _proposals(rows):
        scores[left, right] = max(score, scores.get((left, right), 0.0))
    chosen = scores if len(rows) <= FEW else strongest(scores, limit)
    return tuple(
        Pair(left, right, scores[left, right], prints.jaccard(rows[left].signature, rows[right].signature))
        for left, right in sorted(chosen)
    )


def _proposals(rows: Sequence[Fingerprint]) -> Iterator[tuple[int, int, float]]:
    yield from _by_postings(rows)
    yield from _by_article(rows)
    yield from _by_passage(rows)


def _by_postings(rows: Sequence[Fingerprint]) -> Iterator[tuple[int, int, float]]:
    yield from look_up_all(file_all(rows), [row.sketch for row in rows], [row.hashes for row in rows])


def file_all(rows: Iterable[Fingerprint]) -> Segment:
    """One segment that holds *rows*, whose serials are their places."""
    filed = (Filed(serial, row.sketch, low_words(row.hashes)) for serial, row in enumerate(rows))
    return merge([build(part) for part in _batches(filed)])


def _batches(filed: Iterable[Filed]) -> Iterator[list[Filed]]:
    part: list[Filed] = []
    for article in filed:
        part.append(article)
        if len(part) == _BUILD:
            yield part
            part = []
    yield part


def _by_article(rows: Sequence[Fingerprint]) -> Iterator[tuple[int, int, float]]:
    worded = [place for place, row in enumerate(rows) if len(row.hashes) >= prints.SCHEME.article_shingle]
    table = np.array([rows[place].signature for place in worded], np.uint32).reshape(
        len(worded), prints.SCHEME.permutations
    )
    for left, right in prints.similar_articles(table, ARTICLE_JACCARD):
        here, there = worded[left], worded[right]
        similarity = prints.jaccard(table[left], table[right])
        yield here, there, article_bits(similarity, len(rows[here].hashes), len(rows[there].hashes))


def _by_passage(rows: Sequence[Fingerprint]) -> Iterator[tuple[int, int, float]]:
    if not rows:
        return
    owner = np.repeat(np.arange(len(rows)), [len(row.passages) for row in rows])
    table = np.concatenate([row.passages for row in rows])
    for left, right in prints.similar_passages(table, owner, PASSAGE_JACCARD, HOT):
        yield int(owner[left]), int(owner[right]), passage_bits(prints.jaccard(table[left], table[right]))


def article_bits(jaccard: float, one: int, other: int) -> float:
    """The score of two articles of so many words with that similarity."""
    return _bits(jaccard, min(one, other))


def passage_bits(jaccard: float) -> float:
    """The score of two passages with that similarity, as if they were as short as can be."""
    return _bits(jaccard, prints.PASSAGE_LEAST)


def _bits(jaccard: float, words: int) -> float:
    """Information of the words two sets of equal size share: about 5 bits each in running text."""
    return 5.0 * words * 2 * jaccard / (1 + jaccard)


def strongest(scores: Mapping[tuple[int, int], float], limit: int = 200) -> list[tuple[int, int]]:
    """Pairs that are among the *limit* strongest of either of their articles."""
    taken: dict[int, int] = {}
    chosen = []
    for pair in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        counts = [taken.get(article, 0) for article in pair]
        if min(counts) < limit:
            chosen.append(pair)
        for article, count in zip(pair, counts, strict=True):
            taken[article] = count + 1
    return chosen
