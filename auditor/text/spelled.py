"""Words spelled out letter by letter ("t h e  m i n i s t e r"), put together again.

Where every letter of a passage is set apart, word boundaries are lost too: they are found as the
cheapest split into known words (Viterbi over unigram costs in bits, the standard word-segmentation
model; Norvig 2009). Words nobody knows stay whole at a price that grows with their length.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import xxhash

#: Longest word considered, and letters of one text that are split at most: beyond them runs are only joined.
_LONGEST = 20
MOST_LETTERS = 20_000
_UNKNOWN, _UNKNOWN_LETTER = 14.0, 3.0


def word_ends(letters: str) -> list[int]:
    """Offsets in *letters* where its words end, the last one included."""
    low = letters.lower()
    size = len(low)
    known = _bits()
    best = [0.0] + [float("inf")] * size
    back = [0] * (size + 1)
    for end in range(1, size + 1):
        for start in range(max(0, end - _LONGEST), end):
            word = low[start:end]
            bits = known.get(xxhash.xxh3_64_intdigest(word.encode()) >> 32)
            if bits is None or (len(word) == 1 and word not in "ai"):
                bits = _UNKNOWN + _UNKNOWN_LETTER * len(word)
            if best[start] + bits < best[end]:
                best[end], back[end] = best[start] + bits, start
    ends = [size]
    while back[ends[-1]]:
        ends.append(back[ends[-1]])
    return ends[::-1]


def bits(word: str) -> float:
    """The cost of a lower-case word in bits; infinite for one that was hardly ever seen."""
    return _bits().get(xxhash.xxh3_64_intdigest(word.encode()) >> 32, float("inf"))


@cache
def _bits() -> dict[int, float]:
    """Hash of a word's upper half → cost in bits, from the shipped table of word rarity."""
    packed = files("auditor.data").joinpath("index_rarity.npz").read_bytes()
    with np.load(BytesIO(packed)) as table:
        return dict(zip(table["top"].tolist(), table["bits"].astype(float).tolist(), strict=True))
