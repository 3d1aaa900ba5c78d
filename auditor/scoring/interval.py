"""The interval of a score: a Bayesian bootstrap over stories (Rubin 1981), seeded by the source's name."""

from __future__ import annotations

import numpy as np
import xxhash
from numpy.typing import NDArray

from auditor.scoring.method import Method

#: Concentration of the Beta distribution of what a source's rate may be before a story is seen.
_CONCENTRATION = 1.0


def beyond(
    penalties: NDArray[np.float64], excused: NDArray[np.float64], stories: NDArray[np.float64] | float
) -> NDArray[np.float64]:
    """Charged of summed *penalties* of *stories*: what goes beyond the part of each that is *excused*.

    Not stretched to reach all points: a charge that another dimension takes over would then count for less there.
    """
    return np.asarray(np.maximum(penalties - excused * stories, 0.0))


def interval(
    source: str, stories: NDArray[np.float64], excused: NDArray[np.float64], score: float, method: Method
) -> tuple[float, float]:
    """Lower and upper bound; *stories* has shape (stories, dimensions), what is *excused* of each (dimensions,).

    Each draw weighs the stories by a Dirichlet sample and replaces the prior constant by a draw of
    what rates sources have, so few stories give a wide interval and many a narrow one. The generator
    is seeded from the source and the method's version: the same evidence gives the same interval
    on every machine, whatever else is scored.
    """
    seed = xxhash.xxh3_64_intdigest(f"{source}\n{method.version}".encode("utf-8", "surrogatepass"))
    random = np.random.Generator(np.random.PCG64(seed))
    points = np.array(method.points)
    doubt = np.clip(np.array(method.doubt), 1e-6, 1 - 1e-6)
    rates = random.beta(doubt * _CONCENTRATION, (1 - doubt) * _CONCENTRATION, size=(method.draws, len(points)))
    pseudo = random.gamma(method.shrinkage, size=(method.draws, 1))
    weights = random.exponential(size=(method.draws, len(stories)))
    seen = weights.sum(axis=1, keepdims=True)
    theta = (beyond(weights @ stories, excused, seen) + pseudo * rates) / (seen + pseudo)
    scores = 100.0 - theta @ points
    tail = (1 - method.level) / 2
    low, high = np.quantile(scores, (tail, 1 - tail))
    return max(0.0, min(score, float(low))), min(100.0, max(score, float(high)))
