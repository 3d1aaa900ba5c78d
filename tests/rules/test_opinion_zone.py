"""The severity of an opinion zone follows what it costs."""

from __future__ import annotations

import pytest

from auditor.model import Article, Language, Reading, Severity, Span, Zone
from auditor.rules.opinion_zone import OpinionZone
from auditor.scoring.method import METHOD


@pytest.mark.parametrize(
    ("probability", "severity"),
    [
        (METHOD.accuses - 0.01, Severity.LOW),
        (METHOD.accuses, Severity.LOW),
        (METHOD.accuses + 0.01, Severity.MEDIUM),
    ],
)
def test_is_low_where_it_costs_nothing(probability, severity):
    """A zone at exactly the confidence that accuses nobody is of low severity, as the score takes it."""
    text = "word " * 60
    zone = Zone(Span(0, len(text)), "opinion", probability)
    reading = Reading(Article("a", "s", text), 60, Language("en", 1.0), zones=(zone,))
    assert [severity] == [finding.severity for finding in OpinionZone().check(reading)]
