"""The one page that is sent: small enough, and honest about what it leaves out."""

from dataclasses import replace

import pytest
from page_reading import Page

from auditor import model
from auditor.reporters import page
from auditor.reporters.page import binding
from auditor.reporters.page.book import build
from auditor.reporters.page.excerpt import SINGLE_BYTES, excerpt


@pytest.fixture(scope="module")
def crowd(report):
    """The sample among two thousand long articles in which nothing was found."""
    text = "Nothing of note was said at the meeting of the council. " * 60
    others = tuple(
        model.Reading(model.Article(f"quiet-{number}", "quiet.example", text), 600, model.Language("en", 1.0))
        for number in range(2000)
    )
    return replace(report, articles=(*others, *report.articles))


def test_small_audits_are_whole(report):
    """Nothing is left out of an audit that fits, and nothing is said of it."""
    assert excerpt(build(report)).whole
    assert "This file holds" not in page.render_single(report)


def test_articles_with_most_to_check_are_kept(report, crowd):
    """Among thousands, those with findings are in the file, with their sources and comparisons."""
    kept = excerpt(build(crowd))
    assert not kept.whole
    assert {reading.article.id for reading in report.articles} <= set(kept.articles)
    assert kept.pairs == excerpt(build(report)).pairs
    assert kept.articles_left_out == len(crowd.articles) - len(kept.articles)


def test_a_large_audit_can_still_be_sent(crowd):
    """The page of thousands of articles keeps near its size, says what it holds, and has no dead link."""
    html = page.render_single(crowd)
    assert len(html.encode()) < 1.3 * SINGLE_BYTES
    single = Page(html)
    assert "This file holds the parts with most to check" in single.text
    assert {href[1:] for href in single.links if href.startswith("#")} <= set(single.ids)


@pytest.mark.parametrize("budget", [0, 60_000, 120_000])
def test_links_stay_inside_whatever_is_left_out(report, monkeypatch, budget):
    """Whichever parts are left out, no link leads to one of them."""
    monkeypatch.setattr(binding, "excerpt", lambda book: excerpt(book, budget))
    single = Page(page.render_single(report))
    assert "This file holds" in single.text
    assert {href[1:] for href in single.links if href.startswith("#")} <= set(single.ids)
