"""Labels an article carries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.annotate.opinion import declared_opinion
from auditor.model import Article, Declared
from auditor.text import prepare

BODY = "The council met on Monday. It voted to close the bridge for the winter.\n\nWork begins in May."


def label(text=BODY, **fields):
    """The label of an article with *fields*."""
    article = Article("a", "s", text, **fields)
    return declared_opinion(article, prepare(article))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "Opinion: Close the bridge"}, "Opinion"),
        ({"title": "OPINION | Close the bridge"}, "Opinion"),
        ({"title": "Editorial: Close the bridge"}, "Editorial"),
        ({"title": "Close the bridge | Letters"}, "Letters"),
        ({"title": "Close the bridge (Column)"}, "Column"),
        ({"title": "Analysis: What the vote means"}, "Analysis"),
        ({"title": "5 takeaways from the bridge vote"}, "Analysis"),
        ({"url": "https://example.org/opinion/2021/close-the-bridge"}, "Opinion"),
        ({"url": "https://example.org/commentisfree/2021/close-the-bridge"}, "Comment"),
        ({"url": "https://example.org/columnists/roe/close-the-bridge"}, "Column"),
        ({"url": "https://www.theonion.com/bridge-1"}, "Satire"),
        ({"declared": Declared(kind="OpinionNewsArticle")}, "Opinion"),
        ({"declared": Declared(kind="https://schema.org/SatiricalArticle")}, "Satire"),
        ({"declared": Declared(section="Comment is free")}, "Comment"),
        ({"declared": Declared(labels=("Op-Ed",))}, "Op-ed"),
        ({"text": "EDITORIAL\n\n" + BODY}, "Editorial"),
        ({"text": "FOR IMMEDIATE RELEASE\n\n" + BODY}, "Press release"),
        ({"text": "ZURICH, May 3 (GLOBE NEWSWIRE) -- We are proud.\n\n" + BODY}, "Press release"),
        ({"text": BODY + "\n\nMedia contact: Jane Roe, +44 113 496 0000"}, "Press release"),
        ({"text": BODY + "\n\nThis article is satire."}, "Satire"),
        ({"text": "Editor's note: This story was edited to make clear that it is analysis.\n\n" + BODY}, "Analysis"),
    ],
)
def test_labels_are_read_wherever_publishers_put_them(fields, expected):
    """Title, section, address, JSON-LD type, labels and the line above the text."""
    assert expected == label(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"title": "Council votes to close bridge after public opinion turns"},
        {"title": "Review of bridge finds cracks"},
        {"title": "Bridge: council votes to close"},
        {"url": "https://example.org/news/2021/opinion-polls-show-lead"},
        {"url": "https://example.org/news/editorial-board-resigns-after-row/index.html"},
        {"declared": Declared(kind="NewsArticle", section="Politics")},
    ],
)
def test_news_has_no_label(fields):
    """A word of opinion in a headline or a slug labels nothing."""
    assert label(**fields) == ""


@pytest.mark.parametrize(
    "line",
    [
        "★★★☆☆",
        "3½ out of 5 stars",
        "Rating: 4 stars",
        "Grade: B+",
        "“The Harbour” is rated PG-13 for language. Running time: 104 minutes.",
        "The Harbour, by Jane Roe. 304 pages. Quay Press. $26",
        "Quay Press, £18.99, 304pp",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_the_fact_line_of_a_review_labels_it(line, above):
    """Stars, a film's length, a book's pages and price stand at one end of a review."""
    assert label(f"{line}\n\n{BODY}" if above else f"{BODY}\n\n{line}") == "Review"


@pytest.mark.parametrize(
    "line",
    [
        "The five-star hotel on the quay will close, its owner said.",
        "The report of 110 pages puts the cost at $4 million.",
        "The agency cut the country's rating: investors had expected it.",
        "5 starters were tested on Monday.",
    ],
)
def test_figures_of_the_news_are_no_review(line):
    """Hotels, ratings and reports with pages and prices are news."""
    assert label(f"{line}\n\n{BODY}") == ""


def test_a_broken_address_is_no_error():
    """An address that cannot be parsed is ignored."""
    assert label(url="http://[broken") == ""


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_metadata_is_read_without_a_crash(title, url, section):
    """Titles, addresses and sections are whatever a page holds."""
    assert isinstance(label(title=title, url="http://" + url, declared=Declared(section=section, labels=(title,))), str)
