"""The hidden original words: candidates for every position and how they follow one another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.language_model import pair_probability
from auditor.annotate.spun.spelling import american
from auditor.annotate.spun.tables import Floats, Ids, channel, counts
from auditor.annotate.spun.tokens import COMMA, MARK, WORD, Stream

STATES = 7  # the observed word and the six likeliest originals
_UNKNOWN = -1


class Lattice(NamedTuple):
    """Positions are tokens; state 0 is the observed word, further states possible originals."""

    ids: Ids  #: shape (n,), −1 where no table has the word
    states: Ids  #: shape (n, STATES), −1 where there is none
    emissions: Floats  #: shape (n, STATES): log e(observed | original), 0 for state 0, −inf for none
    steps: Floats  #: shape (n + 1, STATES, STATES): log P(state k | state j before), minus the observed step
    eligible: NDArray[np.bool_]  #: shape (n,): may have been replaced


def word_ids(words: tuple[str, ...]) -> Ids:
    """Ids of *words* after mapping British spellings to American ones, −1 for words in no table."""
    found = {word: _word_id(word) for word in set(words)}
    return np.array([found[word] for word in words], dtype=np.int64)


@lru_cache(maxsize=65_536)
def _word_id(word: str) -> int:
    table = channel().ids
    base = american(word, counts().ids)
    at = table.get(base, _UNKNOWN)
    return table.get(base[:-2], _UNKNOWN) if at == _UNKNOWN and base.endswith("'s") else at


def sentence_starts(stream: Stream) -> NDArray[np.bool_]:
    """Where a capital letter says nothing: after a sentence mark or a line break, quotation marks skipped."""
    n = len(stream.words)
    opens = np.ones(n, dtype=np.bool_)
    if n > 1:
        before = np.arange(n) - 1
        comma = stream.kinds == COMMA
        last = np.maximum.accumulate(np.where(comma, -1, np.arange(n)))
        last = np.where(before >= 0, last[before], -1)
        far = np.arange(n) - last > 2
        mark = (last >= 0) & (stream.kinds[last] == MARK)
        newline = np.concatenate([[True], np.diff(stream.paragraph) > 0])
        opened = np.concatenate([[False], newline[:-1] & comma[:-1]])
        opens = newline | opened | (mark & ~far) | (last < 0)
    return opens


def build(stream: Stream) -> Lattice:
    """Candidates pruned by their fit between the observed neighbours, then all their transitions."""
    table = channel()
    ids = word_ids(stream.words)
    n = len(ids)
    eligible = (stream.kinds == WORD) & (ids >= 0) & (~stream.capital | sentence_starts(stream))
    safe = np.where(eligible, ids, 0)
    fan = np.where(eligible, table.starts[safe + 1] - table.starts[safe], 0)
    eligible &= fan > 0

    positions = np.repeat(np.arange(n), fan)
    offsets = np.arange(len(positions)) - np.repeat(np.cumsum(fan) - fan, fan)
    rows = table.starts[safe[positions]] + offsets
    originals = table.originals[rows].astype(np.int64)
    emissions = table.emissions[rows]
    edge = counts().ids["."]
    padded = np.concatenate([[edge], ids, [edge]])
    fit = (
        emissions
        + np.log(pair_probability(padded[positions], originals).probability)
        + np.log(pair_probability(originals, padded[positions + 2]).probability)
    )
    order = np.lexsort((-fit, positions))
    rank = np.arange(len(order)) - np.repeat(np.cumsum(fan) - fan, fan)
    kept = order[rank < STATES - 1]
    place = rank[rank < STATES - 1] + 1

    states = np.full((n, STATES), _UNKNOWN, dtype=np.int64)
    weights = np.full((n, STATES), -np.inf, dtype=np.float32)
    states[:, 0], weights[:, 0] = ids, 0.0
    states[positions[kept], place] = originals[kept]
    weights[positions[kept], place] = emissions[kept]
    return Lattice(ids, states, weights, _steps(states, weights, edge), eligible)


def _steps(states: Ids, weights: Floats, edge: int) -> Floats:
    """Log transition of every pair of neighbouring states, relative to the observed pair."""
    n = len(states)
    border = np.full((1, STATES), _UNKNOWN, dtype=np.int64)
    border[0, 0] = edge
    alone = np.full((1, STATES), -np.inf, dtype=np.float32)
    alone[0, 0] = 0.0
    left, right = np.concatenate([border, states]), np.concatenate([states, border])
    some_left = np.isfinite(np.concatenate([alone, weights]))
    some_right = np.isfinite(np.concatenate([weights, alone]))
    position, j, k = np.nonzero(some_left[:, :, None] & some_right[:, None, :])
    steps = np.full((n + 1, STATES, STATES), -np.inf, dtype=np.float32)
    steps[position, j, k] = np.log(pair_probability(left[position, j], right[position, k]).probability)
    return steps - steps[:, :1, :1]
