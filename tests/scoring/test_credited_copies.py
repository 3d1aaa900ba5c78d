"""What a copied story costs its source, from the text to the score, by the credit it gives."""

from __future__ import annotations

import pytest

import auditor
from auditor.model import Article

STORY = """
The harbour board of Wexcombe voted eleven to two on Thursday night to close the east pier to the public from the
first of June, after divers found that four of its nineteen iron legs had rusted through below the waterline.

The pier has carried anglers, brass bands and a small railway since 1887. It was last repaired in 1974, when the
railway was taken up and the planks were replaced with larch from the estate at Marle. Since then only the paint has
been renewed.

Divers went down in February and again in April. Their report, which runs to sixty pages, says that the outer end
could stand for another ten years or fall in the next gale, and that nobody is able to tell which without lifting the
deck.

Closing the pier will cost the town about ninety thousand pounds a year in tolls and rents. The two kiosks, the bait
shop and the camera obscura have been offered places on the west quay free of charge until the spring.

A public meeting will be held in the corn hall on the ninth of May at seven. Models of the pier as it was, as it is
and as it might be will be on show from four, with the divers' photographs.
"""
PARAGRAPHS = [" ".join(part.split()) for part in STORY.strip().split("\n\n")]


def audited(copied, *, giver="Wexcombe Herald", first=""):
    """The score of a source that publishes *copied* a day after the giver had the story, and the whole report."""
    story = "\n\n".join(PARAGRAPHS)
    original = Article("o", giver, first + story, "East pier to close", "Ruth Hallam", published="2026-04-17T06:00")
    copy = Article("c", "Copy Daily", copied(story), "East pier to close", published="2026-04-18T09:00")
    report = auditor.audit([original, copy])
    return next(row for row in report.sources if row.source == "Copy Daily"), report


def points(row):
    """Points lost to findings."""
    return sum(dimension.lost for dimension in row.dimensions[:4])


def test_credit_decides_what_a_copy_costs():
    """Named origin: nothing. Without: points. A bare "Source link": between, and the giver never pays."""
    none, report = audited(lambda story: story)
    pointer, _ = audited(lambda story: f"{story}\n\nSource link")
    named, _ = audited(lambda story: f"{story}\n\nSource: Wexcombe Herald")
    assert points(named) == 0
    assert points(none) > points(pointer) > 1
    assert points(next(row for row in report.sources if row.source != "Copy Daily")) == 0


@pytest.mark.parametrize(
    "credited",
    [
        lambda story: f"WEXCOMBE (Reuters) - {story}",
        lambda story: f"{story}\n\n(Reuters)",
        lambda story: f"{story}\n\nThis article was first published by Reuters.",
    ],
    ids=["dateline", "last line", "first published"],
)
def test_credited_agency_copy_is_free(credited):
    """What an agency sells may be printed under its name; the same text without it costs points."""
    free, _ = audited(credited, giver="Reuters", first="WEXCOMBE (Reuters) - ")
    taken, _ = audited(lambda story: story, giver="Reuters", first="WEXCOMBE (Reuters) - ")
    assert points(free) == 0
    assert points(taken) > 2


def test_every_lost_point_names_findings_of_the_report():
    """Whoever reads a score can open the findings that cost it, and each stands in an article of that source."""
    _, report = audited(lambda story: f"[ad_1]\n\n{story}\n\nSource link\n\n[ad_2]")
    where = {reading.article.id: reading.article.source for reading in report.articles}
    found = {finding.fingerprint: where[finding.primary.article] for finding in report.findings}
    lost = 0
    for row in report.sources:
        for dimension in row.dimensions[:4]:
            assert {found[mark] for mark in dimension.findings} == ({row.source} if dimension.lost else set())
            lost += dimension.lost > 0
    assert lost >= 2


@pytest.mark.parametrize("line", ["First published by the Copy Daily.", "Source: Copy Daily", "© Copy Daily"])
def test_crediting_oneself_costs_what_no_credit_costs(line):
    """A copy that names its own publisher as origin is as uncredited as one that names nobody."""
    none, _ = audited(lambda story: story)
    own, report = audited(lambda story: f"{story}\n\n{line}")
    assert points(own) == pytest.approx(points(none), rel=0.1)
    assert any(finding.code == "ATT001" for finding in report.findings)


@pytest.mark.parametrize("line", ["© Wexcombe Herald. Reused with permission.", "Text: Wexcombe Herald"])
def test_licensed_copy_is_free(line):
    """What is printed by leave of its source, and says so, costs nothing."""
    row, report = audited(lambda story: f"{story}\n\n{line}")
    assert points(row) == 0
    assert not any(finding.code == "ATT001" for finding in report.findings)


@pytest.mark.parametrize("line", ["Source link", "Read the original article here.", "Source: https://t.example/x"])
def test_a_pointer_never_costs_a_copy(line):
    """Pointing to the source is little, but more than nothing: it leaves no fewer points than silence."""
    none, _ = audited(lambda story: story)
    pointed, _ = audited(lambda story: f"{story}\n\n{line}")
    assert points(pointed) < points(none)
