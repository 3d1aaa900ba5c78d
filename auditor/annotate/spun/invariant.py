"""What a spinner leaves alone: names, numbers and words without synonyms.

DSpin (Zhang, Wang & Voelker, NDSS 2014) finds the original of spun text by these *immutables*:
runs of them survive where no run of plain words does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.tables import channel, counts, phrases

_FUNCTION = 100  # the most frequent words of the news are its grammar: they carry no identity


@cache
def _swappable() -> NDArray[np.bool_]:
    """Per id of the channel: whether a dictionary has the word on either side of a pair."""
    table = channel()
    swappable = np.diff(table.starts) > 0
    swappable[table.originals] = True
    swappable[:_FUNCTION] = True
    for phrase in phrases():
        for word in phrase.split(" "):
            if word in table.ids:
                swappable[table.ids[word]] = True
    return swappable


def canonical(words: Sequence[str]) -> tuple[str | None, ...]:
    """Each lower-case word itself if a spinner would leave it alone, None if it may have been swapped."""
    ids, swappable = channel().ids, _swappable()
    size = counts().size
    answer: list[str | None] = []
    for word in words:
        at = ids.get(word.removesuffix("'s"), -1)
        answer.append(None if at >= 0 and (at >= size or bool(swappable[at])) else word)
    return tuple(answer)
