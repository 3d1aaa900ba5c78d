"""From article evidence to a source's score, additive in its dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.model import Counterfactual, Dimension, Measure, SourceScore
from auditor.scoring.evidence import CLASSES, ArticleEvidence
from auditor.scoring.interval import beyond, interval
from auditor.scoring.method import DIMENSIONS, METHOD, Method
from auditor.scoring.tally import SourceTally, tally

Four = NDArray[np.float64]  #: one number per dimension

_MOST_COUNTERFACTUALS = 5
_LEAST_GAIN = 0.05
_MOST_EXCUSED = 0.9  #: of a story


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
    excused = _excused(sums, method)
    rates = _rates(means.sum(axis=0), excused, stories, method)
    total = _total(rates, stories, method)
    low, high = interval(sums.source, means, excused, total, method)
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
                    findings=tuple(sorted(sums.findings[index])) if rates[index] > 0 else (),
                )
                for index, name in enumerate(DIMENSIONS)
            ),
            _prior(stories, method),
        ),
        counterfactuals=_counterfactuals(sums, means.sum(axis=0), excused, total, method),
        originality=sums.own_words / sums.words if sums.words else None,
        classes=tuple(Measure(name, count) for name, count in zip(CLASSES, sums.classes, strict=True)),
        short=sums.short,
    )


def _excused(sums: SourceTally, method: Method) -> Four:
    """The penalty of a story, per dimension, that mistakes of the detectors may well explain; below 1.

    Only comment is told by wording alone. What reports of that many words are charged for by mistake
    adds up with its standard error, which grows with the square root.
    """
    thousands = sum(row.words / row.articles for _, row in sorted(sums.stories.items())) / 1000
    mistaken = method.mistaken * thousands + method.mistaken_errors * method.mistaken_spread * thousands**0.5
    share = min(_MOST_EXCUSED, mistaken / max(1, len(sums.stories)))
    return np.array([share if name == "opinion" else 0.0 for name in DIMENSIONS])


def _rates(penalties: Four, excused: Four, stories: int, method: Method) -> list[float]:
    """The part of θ that was seen, per dimension, from the sum of the stories' *penalties*."""
    return [float(part) for part in beyond(penalties, excused, stories) / (stories + method.shrinkage)]


def _prior(stories: float, method: Method) -> Dimension:
    """The part of θ that is assumed of any source; it shrinks as stories are seen, and names no finding."""
    points = sum(p * m for p, m in zip(method.points, method.prior, strict=True))
    rate = method.shrinkage / (stories + method.shrinkage)
    return Dimension("prior", points, rate, points * rate, stories)


def _total(rates: Sequence[float], stories: float, method: Method) -> float:
    lost = sum(points * rate for points, rate in zip(method.points, rates, strict=True))
    return 100.0 - lost - _prior(stories, method).lost


def _counterfactuals(
    sums: SourceTally, penalties: Four, excused: Four, total: float, method: Method
) -> tuple[Counterfactual, ...]:
    """The repairs of single articles that would raise the score most."""
    found = []
    stories = len(sums.stories)
    for repair in sums.repairs:
        less = np.array(repair.less) / sums.stories[repair.story].articles
        score = _total(_rates(penalties - less, excused, stories, method), stories, method)
        if score - total >= _LEAST_GAIN:
            found.append(Counterfactual(f"{repair.action} in {repair.article}", score, repair.findings))
    return tuple(sorted(found, key=lambda c: (-c.score, c.action, c.findings))[:_MOST_COUNTERFACTUALS])
