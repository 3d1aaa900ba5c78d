"""Steps of the search that different machines can take: together they say what one machine says."""

from __future__ import annotations

import random
from collections import defaultdict

import numpy as np
import pytest

from auditor.model import Article
from auditor.reuse import joint
from auditor.reuse.candidates import file_all, fingerprint
from auditor.reuse.lookup import THOROUGH, Query
from auditor.reuse.spread import Postings, places_to_verify, window_bits
from auditor.reuse.windows import WIDTH
from auditor.text import prepare


@pytest.fixture(scope="module")
def prints():
    """Sixty articles: one line that all share, passages that a few share, one text of nothing, one long one."""
    pick = random.Random(7)
    words = [
        f"{a}{b}{c}" for a in "bdfklmnprst" for b in ("ar", "en", "il", "o") for c in ("an", "et", "ig", "us", "y")
    ]
    line = "the harbour board met on tuesday to hear what the dredging of the northern channel will cost"
    passages = [" ".join(pick.choices(words, k=30)) for _ in range(8)]
    texts = []
    for number in range(60):
        own = [" ".join(pick.choices(words, k=40)) for _ in range(3)]
        texts.append("\n\n".join([line, own[0], passages[number % 8], own[1], own[2][: number * 3]]))
    texts[11] = ""
    texts[12] = passages[3]
    texts[13] = " ".join([*pick.choices(words, k=5000), passages[5]])
    return [fingerprint(prepare(Article(f"a{n}", "s", text))) for n, text in enumerate(texts)]


def spread(prints, batch):
    """What the steps propose, with plain dictionaries in the place of shuffles."""
    filed = defaultdict(list)
    for article, row in enumerate(prints):
        for key, position in zip(row.sketch.keys.tolist(), row.sketch.positions.tolist(), strict=True):
            filed[key].append((article, position))
    keys = sorted(key for key, some in filed.items() if len(some) > 1)
    heads = [filed[key][: THOROUGH.earliest] for key in keys]
    postings = Postings(
        np.array(keys, np.uint64),
        np.array([len(filed[key]) for key in keys]),
        np.concatenate([[0], np.cumsum([len(some) for some in heads])]),
        *np.array([posting for some in heads for posting in some]).T,
    )
    best = {}
    for first in range(0, len(prints), batch):
        queries = [Query(row.sketch, row.hashes) for row in prints[first : first + batch]]
        places = places_to_verify(first, queries, postings, len(prints))
        filed_words = np.zeros((len(places.later), WIDTH), np.uint16)
        for at, (other, begin) in enumerate(zip(places.earlier, places.begin, strict=True)):
            words = prints[other].hashes.astype(np.uint16)[max(begin, 0) :][:WIDTH]
            filed_words[at, : len(words)] = words
        sizes = np.array([len(prints[other].hashes) for other in places.earlier])
        bits = window_bits(places.words, places.gain, places.begin, filed_words, sizes)
        for at in np.flatnonzero(bits >= places.least):
            place = int(places.earlier[at]), int(places.later[at]), int(places.block[at])
            best[place] = max(best.get(place, 0.0), float(bits[at]))
    found = defaultdict(float)
    for (earlier, later, _), bits in best.items():
        found[earlier, later] += bits
    return dict(found)


@pytest.mark.parametrize("batch", [7, 256])
def test_together_they_say_what_one_machine_says(prints, batch, monkeypatch):
    """The same pairs with the same bits, although a key reaches its earliest carriers only and batches do not meet."""
    monkeypatch.setattr(joint, "AT_ONCE", batch)
    whole = joint.look_up_all(file_all(prints), [row.sketch for row in prints], [row.hashes for row in prints])
    expected = {(earlier, later): bits for earlier, later, bits in whole}
    assert len(expected) > 150
    assert spread(prints, batch) == expected


def test_nothing_shared(prints):
    """Articles none of whose keys another has are asked for nowhere."""
    none = Postings(
        *(np.empty(0, kind) for kind in (np.uint64, np.int64)), np.zeros(1, np.int64), *[np.empty(0, int)] * 2
    )
    places = places_to_verify(0, [Query(prints[0].sketch, prints[0].hashes)], none, 1)
    assert places.words.shape == (0, WIDTH)
