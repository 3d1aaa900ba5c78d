"""The search of all articles at once gives what one search after another gives."""

from __future__ import annotations

import random

import pytest

from auditor.model import Article
from auditor.reuse import joint
from auditor.reuse.candidates import file_all, fingerprint
from auditor.reuse.joint import look_up_all
from auditor.reuse.lookup import THOROUGH, look_up
from auditor.text import prepare


def _texts(seed):
    rng = random.Random(seed)
    words = [f"w{number}x" for number in range(3000)] + ["the", "of", "to", "and", "in", "a"] * 100
    wire = [" ".join(rng.choices(words, k=rng.randrange(9, 200))) for _ in range(12)]
    texts = []
    for _ in range(60):
        parts = [" ".join(rng.choices(words, k=rng.randrange(0, 150))) for _ in range(3)]
        for _ in range(rng.randrange(3)):
            copied = rng.choice(wire).split()
            copied = [word if rng.random() > 0.1 else "changed" for word in copied]
            parts.insert(rng.randrange(4), " ".join(copied))
        texts.append("\n\n".join(parts))
    return [*texts, "", "one", "two words", wire[0], wire[0]]


def _one_by_one(rows):
    segment = file_all(rows)
    return {
        (left, right, score)
        for right, row in enumerate(rows)
        for found in [look_up([segment], row.sketch, row.hashes, len(rows), before=right, effort=THOROUGH)]
        for left, score in zip(found.serials.tolist(), found.scores.tolist(), strict=True)
    }


@pytest.mark.parametrize("at_once", [1, 7, 256])
def test_all_at_once_is_one_by_one(monkeypatch, at_once):
    """The same pairs with the same scores, bit for bit, however many articles are laid end to end."""
    monkeypatch.setattr(joint, "AT_ONCE", at_once)
    rows = [fingerprint(prepare(Article(str(place), "s", text))) for place, text in enumerate(_texts(3))]
    expected = _one_by_one(rows)
    found = list(look_up_all(file_all(rows), [row.sketch for row in rows], [row.hashes for row in rows]))
    assert len(expected) > 20
    assert len(found) == len(expected)
    assert set(found) == expected


def test_no_articles_are_no_error():
    """An empty corpus has no pairs."""
    assert list(look_up_all(file_all([]), [], [])) == []
