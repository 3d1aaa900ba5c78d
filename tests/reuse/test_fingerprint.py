"""MinHash signatures: the same as datasketch's own, for articles and passages."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from datasketch import LeanMinHash, MinHash, MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Article
from auditor.reuse.fingerprint import (
    PASSAGE_MOST,
    PASSAGE_PERMUTATIONS,
    PASSAGE_WINDOW,
    SCHEME,
    article_signature,
    article_signatures,
    deserialise,
    jaccard,
    minhash,
    paragraph_signatures,
    passages,
    serialise,
    shingles,
    signatures,
    similar_articles,
    similar_passages,
)
from auditor.text import prepare


def reference(values, permutations, seed=SCHEME.seed):
    """Slow and obvious: datasketch itself, one value after the other."""
    sketch = MinHash(num_perm=permutations, seed=seed, hashfunc=int, scheme="affine32")
    for value in values:
        sketch.update(value)
    return sketch


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 2**32 - 1), max_size=40), st.sampled_from([1, 16, 128]), st.integers(0, 1000))
def test_the_kernel_is_bit_identical_to_datasketch(values, permutations, seed):
    """For any values, number of permutations and seed the hash values are datasketch's own."""
    whole = np.array([0]), np.array([len(values)])
    ours = signatures(np.array(values, np.uint32), *whole, permutations, seed)[0]
    theirs = reference(values, permutations, seed)
    assert np.array_equal(theirs.hashvalues, ours)
    assert ours.dtype == theirs.hashvalues.dtype


def test_ranges_may_overlap_and_be_long():
    """Each range has its own signature, also across the chunks the kernel works in."""
    values = np.random.default_rng(1).integers(0, 2**32, 3000).astype(np.uint32)
    starts, ends = np.array([0, 10, 500, 700]), np.array([3000, 600, 2600, 700])
    table = signatures(values, starts, ends, 32)
    for row, start, end in zip(table, starts, ends, strict=True):
        theirs = MinHash(num_perm=32, seed=SCHEME.seed, hashfunc=int, scheme="affine32")
        theirs.update_batch(values[start:end].tolist())
        assert np.array_equal(theirs.hashvalues, row)


def test_signatures_become_datasketch_objects():
    """A signature turns into a LeanMinHash that datasketch compares, stores and reads back."""
    rng = np.random.default_rng(2)
    words = rng.integers(0, 2**63, 500).astype(np.uint64)
    left, right = article_signature(words), article_signature(words[100:])
    assert minhash(left).jaccard(minhash(right)) == jaccard(left, right)
    assert abs(jaccard(left, right) - 398 / 498) < 0.15
    data = serialise(left)
    assert LeanMinHash.deserialize(data, "<") == minhash(left)
    assert np.array_equal(deserialise(data), left)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 40), max_size=8), st.integers(0, 100))
def test_many_signatures_are_those_of_each(lengths, seed):
    """Signing a batch of articles gives what signing each alone gives, also for texts of no words."""
    rng = np.random.default_rng(seed)
    texts = [rng.integers(0, 2**63, length).astype(np.uint64) for length in lengths]
    table = article_signatures(texts)
    assert table.shape == (len(texts), SCHEME.permutations)
    for row, words in zip(table, texts, strict=True):
        assert np.array_equal(row, article_signature(words))


def test_word_order_matters_to_articles():
    """An article's shingles are three words long: shuffled words are another text."""
    words = np.random.default_rng(3).integers(0, 2**63, 400).astype(np.uint64)
    assert jaccard(article_signature(words), article_signature(words[::-1].copy())) < 0.1


def test_texts_too_short_for_a_shingle_have_the_empty_signature():
    """Below three words there is no shingle; the signature is that of the empty set."""
    assert len(shingles(np.zeros(2, np.uint64), 3)) == 0
    assert minhash(article_signature(np.zeros(2, np.uint64))).is_empty()


def test_passages_are_paragraphs_and_windows_of_long_ones():
    """Tiny paragraphs have no signature, long ones have several, each in range."""
    long = " ".join(f"word{number}" for number in range(250))
    short = "The two ministers met again on Friday, and then left for the airport together."
    document = prepare(Article("a", "s", f"Too short.\n\n{short}\n\n{long}."))
    firsts, ends = passages(document)
    assert ((ends - firsts) <= PASSAGE_MOST).all()
    assert (ends - firsts).tolist().count(PASSAGE_WINDOW) >= 5
    assert ends.max() == len(document.tokens)
    assert paragraph_signatures(document).shape == (len(firsts), PASSAGE_PERMUTATIONS)


def test_passage_signatures_survive_rewording():
    """A paragraph with a quarter of its words replaced still resembles itself, others do not."""
    words = [f"word{number}" for number in range(60)]
    changed = [f"new{number}" if number % 4 == 0 else word for number, word in enumerate(words)]
    other = [f"else{number}" for number in range(60)]
    first, second, third = (
        paragraph_signatures(prepare(Article("a", "s", " ".join(text) + ".")))[0] for text in (words, changed, other)
    )
    assert jaccard(first, second) > 0.4
    assert jaccard(first, third) < 0.1


def table_of(sets, permutations=64):
    flat = np.array([value for one in sets for value in sorted(one)], np.uint32)
    ends = np.cumsum([len(one) for one in sets])
    return signatures(flat, ends - [len(one) for one in sets], ends, permutations)


@pytest.fixture(scope="module")
def sets():
    rng = np.random.default_rng(4)
    base = [set(rng.integers(0, 2**32, 60).tolist()) for _ in range(30)]
    return base + [set(sorted(one)[: 20 + 4 * (place % 11)]) for place, one in enumerate(base)]


def test_passage_pairs_are_those_of_datasketchs_own_index(sets):
    """Sorted bands propose what MinHashLSH proposes, less what the signatures then refute."""
    table = table_of(sets)
    index = MinHashLSH(threshold=0.5, num_perm=64)
    expected = set()
    for row, signature in enumerate(table):
        expected |= {(int(other), row) for other in index.query(minhash(signature))}
        index.insert(row, minhash(signature))
    expected = {(left, right) for left, right in expected if jaccard(table[left], table[right]) >= 0.5}
    assert expected == set(similar_passages(table, np.arange(len(table)), 0.5, 64))
    assert len(expected) > 10


def test_passages_of_one_article_are_no_pair(sets):
    """An article that repeats a paragraph is not its own candidate."""
    table = table_of([sets[0], sets[0], sets[0]])
    assert list(similar_passages(table, np.array([0, 0, 1]), 0.5, 64)) == [(0, 2), (1, 2)]


def test_a_paragraph_everybody_carries_is_bounded():
    """A thousand equal paragraphs give each one its earliest partners, not a million pairs."""
    table = np.repeat(table_of([set(range(50))]), 1000, axis=0)
    pairs = list(similar_passages(table, np.arange(1000), 0.5, 8))
    assert len(pairs) <= 8 * 1000
    assert {right for _, right in pairs} == set(range(1, 1000))


def test_similar_articles_are_proposed_in_order(sets):
    """Near-duplicates come as (earlier, later) pairs; unlike articles do not come."""
    table = table_of([sets[0], sets[1], sets[0], sets[0] | {1, 2}], 128)
    assert sorted(similar_articles(table, 0.4)) == [(0, 2), (0, 3), (2, 3)]


def test_fingerprints_do_not_depend_on_the_process():
    """Two processes with different hash seeds compute the same signature."""
    script = (
        "from auditor.model import Article; from auditor.text import prepare;"
        "from auditor.reuse.fingerprint import article_signature, serialise;"
        "print(serialise(article_signature(prepare(Article('a', 's', 'Rain fell on the city.')).tokens)).hex())"
    )
    out = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(out) == 1
