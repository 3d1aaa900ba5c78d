"""How sure a whole text is spun, where its two strongest words are left out of account.

Honest prose of an odd register has a word or two that look swapped beyond doubt: a term of art, an idiom, a
writer's habit. A spun text has many, so it stays suspect without them. Of texts of kinds that no weight was
fitted on, half as many again of the spun ones are found this way at equal false accusations
(``tests/bench/fit_spun.py``, domains and spinner left out).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from auditor.annotate.spun.channel_model import Doubles
from auditor.annotate.spun.measures import ARTICLES, COLUMNS, document_probability, doubted
from auditor.annotate.spun.tables import counts
from auditor.annotate.spun.weights import Weights

_LEFT_OUT = 2  # different words
_SUSPECT = 0.3  # probability below which a word adds nothing worth leaving out
_COMMON = 150  # words as frequent as these are no originals to speak of: they make idioms

_SWAPPED, _KINDS = COLUMNS.index("swapped"), COLUMNS.index("kinds")
_SLIPS = [COLUMNS.index(name) for name in ("articles", "forms", "names")]
_SIGNED = [COLUMNS.index(name) for name in ("gain", "odds", "grammar")]


def without_strongest(words: Sequence[str], columns: Doubles) -> Doubles:
    """Sums of *columns*, shape (tokens, columns), less the two words likeliest to be swapped wherever they stand.

    The word after each goes too, since its measurements are of the pair. Slips stay: they are evidence by themselves.
    """
    chance = columns[:, _SWAPPED] / np.maximum(columns[:, _KINDS], 1e-9)
    left_out: set[str] = set()
    for at in np.argsort(-chance, kind="stable").tolist():
        if chance[at] < _SUSPECT or len(left_out | {words[at]}) > _LEFT_OUT:
            break
        left_out.add(words[at])
    gone = np.array([word in left_out for word in words], dtype=np.bool_)
    gone[1:] |= gone[:-1].copy()
    whole = columns.sum(axis=0)
    rest: Doubles = whole - columns[gone].sum(axis=0)
    rest[_SLIPS] = whole[_SLIPS]
    signed = rest[_SIGNED]
    rest = np.maximum(rest, 0.0)
    rest[_SIGNED] = signed
    return rest


def sureness(whole: Doubles, rest: Doubles, fitted: Weights, *, articles: bool = True) -> float:
    """Probability a verdict on a whole text may rest on.

    *whole* are the summed columns, *rest* those without the strongest words. Without *articles*, wrong articles
    are left out of account.
    """
    if not articles:
        rest = rest.copy()
        rest[ARTICLES] = 0
    return float(doubted(document_probability(rest, fitted), whole))


def telling(original: str) -> bool:
    """Whether *original* is a word of content: what stands for *but*, *so* or *now* is idiom as often as not."""
    return counts().ids.get(original, _COMMON) >= _COMMON
