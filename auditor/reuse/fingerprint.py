"""MinHash signatures of articles and passages, made with and for datasketch.

MinHash (Broder 1997, "On the resemblance and containment of documents") estimates the Jaccard
similarity of two sets of shingles. The kernel here works on whole arrays of word hashes and gives
the very hash values that ``datasketch.MinHash`` with the ``affine32`` scheme would give, so that
every signature can be turned into a ``LeanMinHash`` and compared, stored or shared with any
program that uses datasketch.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun import invariant
from auditor.model import Document, Tokens

if TYPE_CHECKING:
    from datasketch import LeanMinHash

_AFFINE32 = 1  # datasketch's code of its scheme in serialised sketches
_CHUNK = 256  # shingles worked on at once, so that the intermediate table stays in the cache


@dataclass(frozen=True, slots=True)
class Scheme:
    """All that decides what a stored fingerprint means; two schemes cannot be compared."""

    version: int = 2
    seed: int = 1  #: of datasketch's permutations
    permutations: int = 128
    article_shingle: int = 3  #: words in a shingle of an article's signature
    passage_shingle: int = 1  #: words in a shingle of a passage's signature
    hashing: str = "xxh3_64/affine32"
    tokeniser: str = "auditor-words/1"
    normaliser: str = "auditor-clean/1"
    keys: str = "rare-end-4-grams/44/1"
    spun_keys: str = f"{invariant.VERSION}/half/44/1"


SCHEME = Scheme()

#: Signatures of passages are shorter: they only have to propose, not to estimate.
PASSAGE_PERMUTATIONS = 64
PASSAGE_LEAST = 12  #: words below which a paragraph has too few shingles to be told apart
PASSAGE_MOST = 96  #: longer paragraphs are cut into overlapping windows
PASSAGE_WINDOW = 64
PASSAGE_STEP = 32
MOST_COPIES = 64  #: earlier articles that MinHashLSH pairs an article with, at most


@cache
def _permutations(count: int, seed: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The permutations of datasketch's scheme, without the import, which takes as long as many articles."""
    generator = np.random.RandomState(seed)  # the one that datasketch takes
    a = generator.randint(0, 1 << 31, count, np.uint32) * np.uint32(2) + np.uint32(1)
    return a, generator.randint(0, 1 << 32, count, np.uint32)


def _scatter(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The finaliser of MurmurHash3 for 32 bits, which datasketch applies before permuting."""
    out = values ^ (values >> np.uint32(16))
    out *= np.uint32(0x85EBCA6B)
    out ^= out >> np.uint32(13)
    out *= np.uint32(0xC2B2AE35)
    out ^= out >> np.uint32(16)
    return out


def shingles(hashes: NDArray[np.uint64], size: int) -> NDArray[np.uint32]:
    """A 32-bit value for each run of *size* words: shape (n - size + 1,), empty if too short."""
    count = len(hashes) - size + 1
    if count <= 0:
        return np.empty(0, np.uint32)
    total = hashes[:count].copy()
    for word in range(1, size):
        total *= np.uint64(0x9E3779B97F4A7C15)
        total += hashes[word : word + count]
    total ^= total >> np.uint64(32)
    return total.astype(np.uint32)


def signatures(
    values: NDArray[np.uint32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    permutations: int,
    seed: int = SCHEME.seed,
) -> NDArray[np.uint32]:
    """MinHash of ``values[starts[i]:ends[i]]`` for every i: shape (len(starts), permutations).

    The ranges may overlap. Row i holds the ``hashvalues`` of a ``datasketch.MinHash`` of the
    same seed that was given these values, all ones in binary for an empty range.
    """
    a, b = _permutations(permutations, seed)
    out = np.full((len(starts), permutations), 0xFFFFFFFF, np.uint32)
    mixed = _scatter(values)
    table = np.empty((_CHUNK, permutations), np.uint32)
    for row, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        for at in range(start, end, _CHUNK):
            part = mixed[at : min(at + _CHUNK, end)]
            permuted = np.multiply(part[:, None], a, out=table[: len(part)])
            permuted += b
            np.minimum(out[row], permuted.min(axis=0), out=out[row])
    return out


def article_signatures(texts: Sequence[NDArray[np.uint64]], scheme: Scheme = SCHEME) -> NDArray[np.uint32]:
    """Signatures of many articles from their words' hashes: shape (len(texts), permutations).

    The same as :func:`article_signature` of each. Dozens at once are quickest: the loop goes over
    permutations, and one pass of it must stay in the processor's cache.
    """
    size = scheme.article_shingle
    out = np.full((scheme.permutations, len(texts)), 0xFFFFFFFF, np.uint32)
    full = [number for number, hashes in enumerate(texts) if len(hashes) >= size]
    if full:
        bounds = np.cumsum([0, *(len(texts[number]) for number in full)])
        values = shingles(np.concatenate([texts[number] for number in full]), size)
        # What begins in one text and ends in the next is no shingle.
        over = (bounds[1:-1, None] - np.arange(1, size)).ravel()
        starts = bounds[:-1] - np.arange(len(full)) * (size - 1)
        mixed = _scatter(np.delete(values, over))
        permuted = np.empty_like(mixed)
        for row, a, b in zip(out, *_permutations(scheme.permutations, scheme.seed), strict=True):
            np.multiply(mixed, a, out=permuted)
            permuted += b
            row[full] = np.minimum.reduceat(permuted, starts)
    return np.ascontiguousarray(out.T)


def article_signature(words: Tokens | NDArray[np.uint64], scheme: Scheme = SCHEME) -> NDArray[np.uint32]:
    """Signature of a whole article from its words or their hashes: shape (permutations,)."""
    hashes = words.hashes if isinstance(words, Tokens) else words
    values = shingles(hashes, scheme.article_shingle)
    whole = np.array([0], np.int64), np.array([len(values)], np.int64)
    row: NDArray[np.uint32] = signatures(values, *whole, scheme.permutations, scheme.seed)[0]
    return row


def passages(document: Document) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Word ranges of a document's paragraphs: first words and ends, each of shape (n,).

    Paragraphs under 12 words are left out; those over 96 are cut into windows of 64 words that
    start every 32 words, so that a passage in a long paragraph is not drowned.
    """
    firsts: list[int] = []
    lasts: list[int] = []
    for block in document.blocks:
        first, last = document.tokens.within(block.span.start, block.span.end)
        if last - first > PASSAGE_MOST:
            for at in range(first, last - PASSAGE_STEP, PASSAGE_STEP):
                firsts.append(at)
                lasts.append(min(at + PASSAGE_WINDOW, last))
        elif last - first >= PASSAGE_LEAST:
            firsts.append(first)
            lasts.append(last)
    return np.array(firsts, np.int64), np.array(lasts, np.int64)


def paragraph_signatures(document: Document, scheme: Scheme = SCHEME) -> NDArray[np.uint32]:
    """Signatures of the ranges that :func:`passages` gives: shape (passages, 64)."""
    firsts, ends = passages(document)
    values = shingles(document.tokens.hashes, scheme.passage_shingle)
    ends = np.maximum(ends - (scheme.passage_shingle - 1), firsts)
    return signatures(values, firsts, ends, PASSAGE_PERMUTATIONS, scheme.seed)


def minhash(signature: NDArray[np.uint32], scheme: Scheme = SCHEME) -> LeanMinHash:
    """A signature as a datasketch object, to compare, serialise or put into any of its indexes."""
    from datasketch import LeanMinHash  # noqa: PLC0415 - slow to import

    return LeanMinHash(seed=scheme.seed, hashvalues=signature, scheme="affine32")


def jaccard(left: NDArray[np.uint32], right: NDArray[np.uint32]) -> float:
    """Estimated Jaccard similarity of two sets from their signatures, 0 to 1."""
    return float(np.count_nonzero(left == right)) / len(left)


def similar_articles(table: NDArray[np.uint32], least: float) -> Iterator[tuple[int, int]]:
    """Pairs of rows of *table* (articles, permutations) that datasketch's MinHashLSH proposes.

    *least* is the Jaccard similarity the bands are laid out for. Each row is paired with at most
    64 earlier ones. Rows are indexed in order; pairs come as (earlier, later).
    """
    from datasketch import MinHashLSH  # noqa: PLC0415 - slow to import

    if len(table) < 2:
        return
    index = MinHashLSH(threshold=least, num_perm=table.shape[1])
    for row, signature in enumerate(table):
        sketch = minhash(signature)
        for earlier in sorted(index.query(sketch))[:MOST_COPIES]:
            yield earlier, row
        index.insert(row, sketch, check_duplication=False)


def similar_passages(
    table: NDArray[np.uint32], owners: NDArray[np.int64], least: float, most: int
) -> Iterator[tuple[int, int]]:
    """Pairs of rows of *table* (passages, permutations) of different owners, above *least*.

    The bands are those of ``MinHashLSH(threshold=least)``, but each band is one sorted array:
    a corpus has thirty times more passages than articles, too many for tables of Python objects.
    A bucket of a band pairs each of its rows with its *most* earliest ones. A pair is given once,
    if its estimated Jaccard similarity reaches *least*.
    """
    if len(table) < 2:
        return
    found: list[NDArray[np.int64]] = []
    for code in band_codes(table, least):
        order = np.argsort(code, kind="stable")
        found.append(bucket_pairs(code[order], order, most))
        good = owners[found[-1][:, 0]] != owners[found[-1][:, 1]]
        found[-1] = found[-1][good]
    pairs = np.unique(np.concatenate(found), axis=0)
    for at in range(0, len(pairs), 1 << 16):
        part = pairs[at : at + (1 << 16)]
        similar = (table[part[:, 0]] == table[part[:, 1]]).mean(axis=1) >= least
        yield from map(tuple, part[similar].tolist())


@cache
def _layout(least: float, permutations: int) -> tuple[int, int]:
    from datasketch import MinHashLSH  # noqa: PLC0415 - slow to import

    index = MinHashLSH(threshold=least, num_perm=permutations)
    return index.b, index.r


def band_codes(table: NDArray[np.uint32], least: float) -> Iterator[NDArray[np.uint64]]:
    """A number for each row's bucket, band by band as ``MinHashLSH(threshold=least)`` lays them out."""
    bands, width = _layout(least, table.shape[1])
    for band in range(bands):
        code = np.zeros(len(table), np.uint64)
        for column in table[:, band * width : (band + 1) * width].astype(np.uint64).T:
            code = (code ^ column) * np.uint64(0x9E3779B97F4A7C15)
            code ^= code >> np.uint64(29)
        yield code


def bucket_pairs(codes: NDArray[np.uint64], order: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Rows of one bucket, each with up to *most* earliest others: shape (pairs, 2), ascending."""
    start = np.searchsorted(codes, codes)
    rank = np.arange(len(codes)) - start
    pairs = []
    for step in range(min(most, int(rank.max(initial=0)))):
        later = np.flatnonzero(rank > step)
        pairs.append(np.stack([order[start[later] + step], order[later]], axis=1))
    return np.concatenate(pairs) if pairs else np.empty((0, 2), np.int64)


def serialise(signature: NDArray[np.uint32], scheme: Scheme = SCHEME) -> bytes:
    """The bytes of ``LeanMinHash.serialize`` in little-endian order (seed, count, scheme, values)."""
    return struct.pack("<qiB", scheme.seed, -len(signature), _AFFINE32) + signature.astype("<u4").tobytes()


def deserialise(data: bytes) -> NDArray[np.uint32]:
    """The signature in bytes that :func:`serialise` or datasketch wrote: shape (permutations,)."""
    from datasketch import LeanMinHash  # noqa: PLC0415 - slow to import

    return np.asarray(LeanMinHash.deserialize(data, "<").hashvalues, np.uint32)
