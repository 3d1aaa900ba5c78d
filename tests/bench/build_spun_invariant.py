"""Rebuild ``auditor/data/spun_swappable.npz``: the words that a spinner may put in or take out.

Usage: python tests/bench/build_spun_invariant.py OUT

Reads the tables ``build_spun_tables.py`` made. Listed are the words that have a synonym other than
an inflection of themselves, words of set phrases, the most frequent words and contractions; not
listed are words that the news mostly write as part of a name. Written are the upper halves of
their xxh3_64 hashes, sorted, as differences in byte planes. Whoever changes what this writes must
raise ``VERSION`` in ``auditor.annotate.spun.invariant``: stored indexes depend on it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import xxhash
from build_spun_tables import planes, write

from auditor.annotate.spun.tables import channel, counts, names, phrases

GRAMMAR = 300  # the most frequent words carry no identity
NAMED = 0.1  # share of a word's uses inside capitalised pairs from which it is a word of names
SURELY_NAMED = 0.3  # the same for the most frequent words
STEM = 4  # letters: words that share them are taken for forms of one word
_CONTRACTED = re.compile(
    r".*(?:n't|'re|'ve|'ll|'d|'m)|(?:it|he|she|that|what|there|here|who|let|where|how|when|why|this|one|everyone)'s"
)


def swappable() -> list[str]:
    """The list, sorted."""
    table, known = channel(), counts()
    words = list(table.ids)
    stems: dict[str, int] = {}
    stem = np.array([stems.setdefault(word[:STEM], len(stems)) for word in words])
    observed = np.repeat(np.arange(len(words)), np.diff(table.starts))
    real = stem[observed] != stem[table.originals]
    listed = {words[i] for i in {*observed[real].tolist(), *table.originals[real].tolist()}}
    listed |= {word for phrase in phrases() for word in phrase.split(" ")}
    named: Counter[str] = Counter()
    for pair, times in names().items():
        for word in set(pair.lower().split(" ")):
            named[word] += times
    for word, at in known.ids.items():
        share = named[word] / known.unigrams[at]
        if at < GRAMMAR and share < SURELY_NAMED:
            listed.add(word)
        elif share >= NAMED:
            listed.discard(word)
        if _CONTRACTED.fullmatch(word):
            listed.add(word)
    return sorted(listed)


def main(out: Path) -> None:
    """Write the list."""
    words = swappable()
    halves = np.unique(np.array([xxhash.xxh3_64_intdigest(word.encode()) >> 32 for word in words], dtype=np.int64))
    write(out / "spun_swappable.npz", {"steps": planes(halves)})
    print(f"{len(words):,} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
