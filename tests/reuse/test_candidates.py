"""Which articles of a corpus are worth aligning."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from auditor.model import Article
from auditor.reuse.candidates import FEW, Fingerprint, candidate_pairs, fingerprint, scored_pairs
from auditor.text import prepare

COMMON = (
    "the",
    "of",
    "to",
    "and",
    "in",
    "that",
    "for",
    "on",
    "is",
    "he",
    "with",
    "it",
    "as",
    "was",
    "at",
    "by",
    "from",
    "said",
    "be",
    "has",
    "have",
    "are",
    "not",
)


def text(rng, words):
    out = [rng.choice(COMMON) if rng.random() < 0.4 else f"w{rng.randrange(20_000)}x" for _ in range(words)]
    return ". ".join(" ".join(out[at : at + 15]) for at in range(0, words, 15)) + "."


def documents(texts):
    return [prepare(Article(f"{place:03}", "s", one)) for place, one in enumerate(texts)]


@pytest.fixture(scope="module")
def corpus():
    rng = random.Random(1)
    return [text(rng, 160) for _ in range(40)]


def test_few_articles_are_all_paired():
    """Up to a dozen articles, every pair is aligned."""
    assert candidate_pairs(documents(["One.", "Two.", ""])) == ((0, 1), (0, 2), (1, 2))
    assert candidate_pairs(documents(["x"] * FEW)) == tuple(combinations(range(FEW), 2))
    assert candidate_pairs([]) == ()


def test_unrelated_articles_are_not_paired(corpus):
    """Articles that share no passage cost no alignment."""
    assert candidate_pairs(documents(corpus)) == ()


def test_a_shared_passage_pairs_its_articles(corpus):
    """Ten words that two of many articles share make them a pair, and no other."""
    words = corpus[7].split()
    texts = list(corpus)
    texts[31] = f"{texts[31]} {' '.join(words[60:70])} and so on."
    assert candidate_pairs(documents(texts)) == ((7, 31),)


def test_republished_and_reworded_articles_are_paired(corpus):
    """A reprint, and a copy in which no four words in a row survived, both find their source."""
    rng = random.Random(2)
    reworded = corpus[3].split()
    reworded = [f"syn{place}" if place % 4 == 3 else word for place, word in enumerate(reworded)]
    rng.shuffle(block := reworded[40:60])
    found = scored_pairs(map(fingerprint, documents([*corpus, corpus[5], " ".join(reworded[:40] + block)])))
    assert [(pair.left, pair.right) for pair in found] == [(3, 41), (5, 40)]
    assert found[1].jaccard == 1.0 > found[0].jaccard
    assert found[1].score > found[0].score > 0


def test_each_article_keeps_its_best_partners(corpus):
    """The limit drops the weakest pairs first, and never an article's strongest one."""
    words = corpus[0].split()
    texts = [*corpus, *(" ".join(words[: 20 * size]) + f" end{size}." for size in range(1, 7))]
    every = scored_pairs(map(fingerprint, documents(texts)), limit=50)
    best = scored_pairs(map(fingerprint, documents(texts)), limit=1)
    assert set(best) < set(every)
    assert {place for pair in every for place in (pair.left, pair.right)} == {
        place for pair in best for place in (pair.left, pair.right)
    }


def test_syndication_stays_linear():
    """A wire story three hundred papers carry gives each of them partners, not all pairs."""
    rng = random.Random(4)
    wire = text(rng, 60)
    rows = [fingerprint(one) for one in documents([f"{text(rng, 10)}\n\n{wire}" for _ in range(300)])]
    found = scored_pairs(rows)
    assert {pair.right for pair in found} == set(range(1, 300))
    assert len(found) < 300 * 299 / 2 / 2


def test_articles_without_words_do_no_harm(corpus):
    """Empty articles, symbols and single words among others are no candidates and no error."""
    assert candidate_pairs(documents([*corpus, "", "!!!", "word", ""])) == ()


def test_pairs_come_from_fingerprints_alone(corpus):
    """A fingerprint holds no text: what one process computed, another can pair."""
    rows = [fingerprint(document) for document in documents([*corpus, corpus[2]])]
    assert all(isinstance(row, Fingerprint) for row in rows)
    assert [(pair.left, pair.right) for pair in scored_pairs(rows)] == [(2, 40)]
