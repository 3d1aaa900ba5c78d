"""Turn sentence features into log-odds with the fitted weights."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.opinion.features import NAMES

#: features that are shares or lengths already; all others are counts, brought to one sentence length
SHARES = frozenset({"name", "quoted", "attributed", "length"})


class Weights(NamedTuple):
    """A logistic regression on scaled features."""

    center: NDArray[np.float64]  #: shape (features,)
    weight: NDArray[np.float64]  #: shape (features,), per unit of the unscaled feature
    bias: float


def transform(matrix: NDArray[np.float32]) -> NDArray[np.float64]:
    """Logarithms of counts, relative to the square root of the sentence's length; shape as *matrix*."""
    values = matrix.astype(np.float64)
    own = np.maximum(np.expm1(values[:, NAMES.index("length")]), 1)
    counted = [number for number, name in enumerate(NAMES) if name not in SHARES]
    relative = values[:, counted] / np.maximum(np.sqrt(own / 20), 0.5)[:, None]
    values[:, counted] = np.log1p(relative)
    return values


@cache
def fitted_weights() -> Weights:
    """The weights fitted by ``tests/bench/fit_opinion.py``. Do not change them."""
    packaged = resources.files("auditor.data").joinpath("opinion_weights.json").read_text("utf-8")
    table = json.loads(packaged)
    rows = table["features"]
    return Weights(
        np.array([rows[name]["center"] for name in NAMES]),
        np.array([rows[name]["weight"] for name in NAMES]),
        float(table["bias"]),
    )


def contributions(matrix: NDArray[np.float32]) -> NDArray[np.float64]:
    """What each feature adds to the log-odds, against its average; shape as *matrix*."""
    weights = fitted_weights()
    return (transform(matrix) - weights.center) * weights.weight


def log_odds(matrix: NDArray[np.float32]) -> NDArray[np.float64]:
    """Log-odds that a sentence is subjective in the sense of NewsSD; shape (sentences,)."""
    if not len(matrix):
        return np.zeros(0)
    return np.asarray(contributions(matrix).sum(axis=1) + fitted_weights().bias)
