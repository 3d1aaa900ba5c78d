"""Fitted weights, exported as JSON by ``tests/bench/fit_spun.py``, applied with numpy."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Logistic(NamedTuple):
    """A logistic regression on standardised inputs and, optionally, all their products."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    intercept: float
    products: bool

    def probability(self, features: NDArray[np.floating]) -> NDArray[np.float64]:
        """Probability of each row of *features*, shape (…, inputs)."""
        standard = np.clip((features.astype(np.float64) - self.mean) / self.scale, -6, 6)
        size = standard.shape[-1]
        sums = standard @ self.coefficients[:size] + self.intercept
        if self.products:  # as a quadratic form: hundreds of products a row are never laid out in memory
            form = np.zeros((size, size))
            form[np.triu_indices(size)] = self.coefficients[size:]
            sums = sums + ((standard @ form) * standard).sum(axis=-1)
        return 1 / (1 + np.exp(-np.clip(sums, -35, 35)))


def with_products(standard: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inputs followed by every product of two of them: what coefficients are fitted to."""
    i, j = np.triu_indices(standard.shape[-1])
    return np.concatenate([standard, standard[..., i] * standard[..., j]], axis=-1)


class Weights(NamedTuple):
    """Both models and the levels at which a kind of evidence counts."""

    words: Logistic
    documents: Logistic
    levels: dict[str, float]


def _logistic(stored: dict[str, object]) -> Logistic:
    def array(key: str) -> NDArray[np.float64]:
        return np.array(stored[key], dtype=np.float64)

    return Logistic(
        array("mean"), array("scale"), array("coefficients"), float(str(stored["intercept"])), bool(stored["products"])
    )


@cache
def load() -> Weights:
    """The shipped weights."""
    stored = json.loads((files("auditor.data") / "spun_weights.json").read_text(encoding="utf-8"))
    return Weights(_logistic(stored["words"]), _logistic(stored["documents"]), stored["levels"])
