"""Fitted weights give the probabilities they were fitted to give."""

from __future__ import annotations

import numpy as np
import pytest

from auditor.annotate.spun import weights


def test_products_are_weighed_as_they_were_fitted() -> None:
    """The probability is that of inputs and their products laid out side by side, of one row as of many."""
    rng = np.random.default_rng(1)
    for model in (weights.load().words, weights.load().documents):
        rows = rng.normal(model.mean, model.scale, (50, len(model.mean)))
        inputs = weights.with_products((rows - model.mean) / model.scale)
        expected = 1 / (1 + np.exp(-(inputs @ model.coefficients + model.intercept)))
        inside = (abs((rows - model.mean) / model.scale) < 6).all(axis=1)
        assert model.products
        assert model.probability(rows)[inside] == pytest.approx(expected[inside], abs=1e-12)
        assert [float(model.probability(row)) for row in rows] == pytest.approx(model.probability(rows).tolist())
