"""From article evidence to a source's score, additive in its dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from auditor.model import Counterfactual, Dimension, Measure, SourceScore
from auditor.scoring.evidence import CLASSES, ArticleEvidence
from auditor.scoring.interval import interval
from auditor.scoring.method import DIMENSIONS, METHOD, Method
from auditor.scoring.tally import SourceTally, tally

_MOST_COUNTERFACTUALS = 5
_LEAST_GAIN = 0.05


def score(evidence: Iterable[ArticleEvidence], *, method: Method = METHOD) -> SourceScore:
    """The score of one source from the evidence of its articles, in any order.

    Raises ValueError without evidence, or for evidence of several sources.
    """
    return score_tally(tally(evidence), method=method)


def score_tally(sums: SourceTally, *, method: Method = METHOD) -> SourceScore:
    """The score of one source from the sums kept of it; the same as from its articles.

    Its dimensions are an exact waterfall from 100: the four of the method, each with the findings
    behind it, and last the prior, which is lost to nothing the source did. One weight per story.
    """
    means = np.array([sums.stories[story].mean() for story in sorted(sums.stories)]).reshape(-1, len(DIMENSIONS))
    stories = len(means)
    rates = [float(part) for part in means.sum(axis=0) / (stories + method.shrinkage)]
    total = _total(rates, stories, method)
    low, high = interval(sums.source, means, total, method)
    return SourceScore(
        source=sums.source,
        articles=sums.articles,
        score=total,
        low=low,
        high=high,
        status="scored" if stories >= method.scored_from else "provisional",
        dimensions=(
            *(
                Dimension(
                    name=name,
                    points=method.points[index],
                    rate=rates[index],
                    lost=method.points[index] * rates[index],
                    observed=stories,
                    findings=tuple(sorted(sums.findings[index])),
                )
                for index, name in enumerate(DIMENSIONS)
            ),
            _prior(stories, method),
        ),
        counterfactuals=_counterfactuals(sums, total, method),
        originality=sums.own_words / sums.words if sums.words else None,
        classes=tuple(Measure(name, count) for name, count in zip(CLASSES, sums.classes, strict=True)),
    )


def _prior(stories: float, method: Method) -> Dimension:
    """The part of θ that is assumed of any source; it shrinks as stories are seen, and names no finding."""
    points = sum(p * m for p, m in zip(method.points, method.prior, strict=True))
    rate = method.shrinkage / (stories + method.shrinkage)
    return Dimension("prior", points, rate, points * rate, stories)


def _total(rates: Sequence[float], stories: float, method: Method) -> float:
    lost = sum(points * rate for points, rate in zip(method.points, rates, strict=True))
    return 100.0 - lost - _prior(stories, method).lost


def _counterfactuals(sums: SourceTally, total: float, method: Method) -> tuple[Counterfactual, ...]:
    """The repairs of single articles that would raise the score most."""
    found = []
    known = len(sums.stories) + method.shrinkage
    for repair in sums.repairs:
        weight = 1 / sums.stories[repair.story].articles / known
        gain = weight * sum(points * less for points, less in zip(method.points, repair.less, strict=True))
        if gain >= _LEAST_GAIN:
            found.append(Counterfactual(f"{repair.action} in {repair.article}", total + gain, repair.findings))
    return tuple(sorted(found, key=lambda c: (-c.score, c.action, c.findings))[:_MOST_COUNTERFACTUALS])
