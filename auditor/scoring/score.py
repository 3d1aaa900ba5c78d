"""From article evidence to a source's score, additive in its dimensions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.model import Counterfactual, Dimension, SourceScore
from auditor.scoring.evidence import ArticleEvidence
from auditor.scoring.interval import interval
from auditor.scoring.method import DIMENSIONS, METHOD, Method

_MOST_COUNTERFACTUALS = 5
_LEAST_GAIN = 0.05


def score(evidence: Iterable[ArticleEvidence], *, method: Method = METHOD) -> SourceScore:
    """The score of one source from the evidence of its articles, in any order.

    Its dimensions are an exact waterfall from 100: the four of the method, each with the findings
    behind it, and last the prior, which is lost to nothing the source did.

    Raises ValueError without evidence, or for evidence of several sources.
    """
    rows = sorted(evidence, key=lambda row: (row.story, row.article))
    sources = {row.source for row in rows}
    if len(sources) != 1:
        raise ValueError(f"evidence of one source is needed, got {sorted(sources)}")
    source = sources.pop()
    weights = _weights(rows)
    rates = _rates(rows, weights, method)
    stories = sum(weights)
    total = _total(rates, stories, method)
    low, high = interval(source, _stories(rows, weights), total, method)
    body = sum(row.words for row in rows)
    return SourceScore(
        source=source,
        articles=len(rows),
        score=total,
        low=low,
        high=high,
        status="scored" if stories >= method.scored_from - 1e-9 else "provisional",
        dimensions=(
            *(
                Dimension(
                    name=name,
                    points=method.points[index],
                    rate=rates[index],
                    lost=method.points[index] * rates[index],
                    observed=stories,
                    findings=tuple(sorted({mark for row in rows if row.words for mark in row.findings[index]})),
                )
                for index, name in enumerate(DIMENSIONS)
            ),
            _prior(stories, method),
        ),
        counterfactuals=_counterfactuals(rows, weights, total, method),
        originality=sum(row.own_words for row in rows) / body if body else None,
    )


def _weights(rows: Sequence[ArticleEvidence]) -> list[float]:
    """One weight per story: an article among n of its story weighs 1/n, one without body words nothing."""
    counts = Counter(row.story for row in rows if row.words)
    return [1 / counts[row.story] if row.words else 0.0 for row in rows]


def _rates(rows: Sequence[ArticleEvidence], weights: Sequence[float], method: Method) -> list[float]:
    """The part of θ per dimension that the articles account for."""
    total = sum(weights) + method.shrinkage
    return [
        sum(weight * row.penalties[index] for row, weight in zip(rows, weights, strict=True)) / total
        for index in range(len(DIMENSIONS))
    ]


def _prior(stories: float, method: Method) -> Dimension:
    """The part of θ that is assumed of any source; it shrinks as stories are seen, and names no finding."""
    points = sum(p * m for p, m in zip(method.points, method.prior, strict=True))
    rate = method.shrinkage / (stories + method.shrinkage)
    return Dimension("prior", points, rate, points * rate, stories)


def _total(rates: Sequence[float], stories: float, method: Method) -> float:
    lost = sum(points * rate for points, rate in zip(method.points, rates, strict=True))
    return 100.0 - lost - _prior(stories, method).lost


def _stories(rows: Sequence[ArticleEvidence], weights: Sequence[float]) -> NDArray[np.float64]:
    """Mean penalties per story, shape (stories, dimensions)."""
    means: dict[str, NDArray[np.float64]] = {}
    for row, weight in zip(rows, weights, strict=True):
        if weight:
            means[row.story] = means.get(row.story, np.zeros(len(DIMENSIONS))) + weight * np.array(row.penalties)
    return np.array([means[story] for story in sorted(means)]).reshape(-1, len(DIMENSIONS))


def _counterfactuals(
    rows: Sequence[ArticleEvidence], weights: Sequence[float], total: float, method: Method
) -> tuple[Counterfactual, ...]:
    """The repairs of single articles that would raise the score most."""
    found = []
    known = sum(weights) + method.shrinkage
    for row, weight in zip(rows, weights, strict=True):
        for mend in row.mends:
            less = zip(method.points, row.penalties, mend.penalties, strict=True)
            gain = weight / known * sum(points * (before - after) for points, before, after in less)
            if gain >= _LEAST_GAIN:
                found.append(Counterfactual(f"{mend.action} in {row.article}", total + gain, mend.findings))
    return tuple(sorted(found, key=lambda c: (-c.score, c.action))[:_MOST_COUNTERFACTUALS])
