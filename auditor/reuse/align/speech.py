"""Short quotations printed on both sides whose every word of meaning is the same or a synonym."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.reuse.align.ordered import steps
from auditor.reuse.align.record import Alignment
from auditor.reuse.align.sides import RARE, Floats, Ids, Pair
from auditor.reuse.align.swaps import Swaps

Place = tuple[int, int]
SHORTEST, LONGEST = 4, 14  # words of a quotation compared as a whole
MEANING = 2  # least words of meaning
SWAP = 0.7  # share of a word's weight its synonym gives


def same_speech(
    pair: Pair,
    swaps: Swaps,
    spoken: tuple[Sequence[Place], Sequence[Place]],
    weight: Floats,
    least: float,
    named: NDArray[np.bool_],
) -> list[Alignment]:
    """Pairs of quotations, in order, that say the same word by word.

    *spoken* holds the word ranges of both sides' quotations and of the sentences in them, *weight*
    the nats of each word type. Whole quotations are few, so much less evidence is needed than for
    any two stretches of text; a quotation cannot legitimately differ by synonyms, so those that do
    are worth finding even when no word of meaning is left. A name in quotation marks is nobody's
    speech: *named* marks the left side's words that begin with a capital inside a sentence.
    """
    known = set(zip(swaps.left.tolist(), swaps.right.tolist(), strict=True))
    meaning = pair.common < RARE
    ours = [(place, _meaning(pair.left.ids[slice(*place)], meaning)) for place in spoken[0]]
    theirs = [(place, _meaning(pair.right.ids[slice(*place)], meaning)) for place in spoken[1]]
    found = []
    for a, one in ours:
        if not SHORTEST <= a[1] - a[0] <= LONGEST or len(one) < MEANING:
            continue
        if named[slice(*a)][meaning[pair.left.ids[slice(*a)]]].all():
            continue
        for b, two in theirs:
            if len(one) != len(two) or abs((a[1] - a[0]) - (b[1] - b[0])) > 2 or b[1] - b[0] < SHORTEST:
                continue
            if not all(x == y or (x, y) in known for x, y in zip(one, two, strict=True)):
                continue
            path = steps(pair.left.ids[slice(*a)], pair.right.ids[slice(*b)], a[0], b[0])
            same = sum(step.a1 - step.a0 for step in path if step.op == "equal")
            score = sum(weight[x] * (1.0 if x == y else SWAP) for x, y in zip(one, two, strict=True))
            if score >= least:
                similarity = 2 * same / (a[1] - a[0] + b[1] - b[0])
                found.append(Alignment(a, b, float(score), similarity, path, "quoted", float(score)))
    return found


def sayings(quoted: Sequence[Place], breaks: NDArray[np.uint8]) -> list[Place]:
    """The word ranges *quoted*, and each sentence of those that hold several."""
    found: list[Place] = []
    for first, last in quoted:
        inner = (np.flatnonzero(breaks[first : last - 1] >= 3) + first + 1).tolist()
        found.append((first, last))
        if inner:
            found += zip([first, *inner], [*inner, last], strict=True)
    return found


def _meaning(ids: Ids, meaning: NDArray[np.bool_]) -> list[int]:
    """The word types that carry meaning, in order."""
    return [int(word) for word in ids[meaning[ids]]]
