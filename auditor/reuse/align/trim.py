"""Cut a grown region down to what is shared in order, word by word, and weigh its evidence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from auditor.model import Tokens
from auditor.reuse.align.grow import best_range
from auditor.reuse.align.ordered import steps
from auditor.reuse.align.sides import Floats, Pair
from auditor.reuse.align.profiles import Profile
from auditor.reuse.align.record import Step

SLACK = 8  # places around its own where a word may match by chance
CAP = 5.0  # most nats one word gives
REPLACED = -1.3  # nats of a word that has another in its place
SWAPPED = 1.0  # nats of a word that has a synonym in its place
MISSING = -0.9  # nats of a word only one side has
NAME_DAMP = 0.25  # share of its weight a name, a number or a sentence's first word keeps


def column_scores(pair: Pair, found: tuple[Step, ...], swaps: set[tuple[int, int]]) -> tuple[Floats, NDArray[np.int64]]:
    """One score for each column of the alignment, and its (left, right) word numbers, shape (c, 2).

    A missing partner repeats the number of the next word on that side.
    """
    scores: list[float] = []
    places: list[tuple[int, int]] = []
    chance = -np.expm1(SLACK * np.log1p(-np.minimum(0.2, pair.common)))
    weight = np.minimum(CAP, np.log((0.5 + 0.5 * chance) / chance))
    for step in found:
        if step.op == "equal":
            scores += weight[pair.left.ids[step.a0 : step.a1]].tolist()
            places += zip(range(step.a0, step.a1), range(step.b0, step.b1), strict=True)
            continue
        rows, cols = step.a1 - step.a0, step.b1 - step.b0
        synonyms = _synonyms(pair, step, swaps)
        for k in range(max(rows, cols)):
            i, j = step.a0 + min(k, rows), step.b0 + min(k, cols)
            places.append((i, j))
            if k < min(rows, cols):
                scores.append(SWAPPED if k in synonyms else REPLACED)
            else:
                scores.append(SWAPPED if k in synonyms else MISSING)
    return np.array(scores), np.array(places, np.int64).reshape(-1, 2)


def _synonyms(pair: Pair, step: Step, swaps: set[tuple[int, int]]) -> set[int]:
    """Columns of a replacement in which a left word has a synonym among the right words."""
    if not swaps or step.op != "replace" or (step.a1 - step.a0) * (step.b1 - step.b0) > 400:
        return set()
    right = pair.right.ids[step.b0 : step.b1].tolist()
    return {
        k
        for k, word in enumerate(pair.left.ids[step.a0 : step.a1].tolist())
        if any((word, other) in swaps for other in right)
    }


def trimmed(
    pair: Pair, left: tuple[int, int], right: tuple[int, int], profile: Profile, swaps: set[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], tuple[int, int], float]]:
    """The stretches of a region that are shared in order: word ranges on both sides and scores."""
    found = steps(pair.left.ids[left[0] : left[1]], pair.right.ids[right[0] : right[1]], left[0], right[0])
    scores, places = column_scores(pair, found, swaps)
    todo = [(0, len(scores))]
    while todo:
        lo, hi = todo.pop()
        if hi - lo < profile.min_words // 2:
            continue
        cuts = np.full(hi - lo + 1, -1e-9)
        start, end, value = best_range(scores[lo:hi], cuts, (0, hi - lo))
        if value < profile.min_score:
            continue
        (a0, b0), (a1, b1) = places[lo + start].tolist(), places[lo + end - 1].tolist()
        yield (a0, a1 + 1), (b0, b1 + 1), value
        todo += [(lo, lo + start), (lo + end, hi)]


def evidence(pair: Pair, found: tuple[Step, ...], left: Tokens, right: Tokens) -> float:
    """Weight of the words shared in order that are neither common, names, numbers nor openers."""
    total = 0.0
    for step in found:
        if step.op != "equal":
            continue
        rarity = np.clip(-np.log(pair.common[pair.left.ids[step.a0 : step.a1]]) - 5, 0, 5)
        named = left.capital[step.a0 : step.a1] | right.capital[step.b0 : step.b1]
        number = np.array([word[0].isdigit() for word in left.words[step.a0 : step.a1]])
        total += float((rarity * np.where(named | number, NAME_DAMP, 1.0)).sum())
    return total
