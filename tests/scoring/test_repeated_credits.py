"""A credit printed under every article of a source is a credit, not a template: it can only help."""

from __future__ import annotations

from functools import cache

import pytest

import auditor
from auditor.model import Article

STORIES = {
    "Ferry berth": (
        "The council of Harwick voted nine to four on Monday to move the ferry berth to the north quay.",
        "Work on the slip will start in October and last eleven weeks, the harbour master said.",
        "Until then boats to the outer islands leave from the old coal jetty at high water.",
        "Two skippers who live there asked for a lamp on its last post, and were promised one by the end of May.",
    ),
    "School roof": (
        "Pupils at Marle Lane went back to their own classrooms on Tuesday, a year after the roof blew off.",
        "Builders laid forty thousand slates by hand, most of them cut from a quarry nine miles away.",
        "The bill of two million crowns was met by the county and by a sale of cakes, the head teacher said.",
        "For four terms lessons were held in the chapel, where the organ had to be covered against the chalk.",
    ),
    "Bees": (
        "Swarms of bees have settled in the clock tower of Tarn for the third spring in a row.",
        "Keepers from four villages climbed the stairs with smoke and boxes on Sunday before dawn.",
        "They carried off some thirty thousand insects and left the clock running two minutes late.",
        "A farmer below the wood has given them a row of limes, which ought to be in flower within the month.",
    ),
    "Night train": (
        "The sleeper from Sarrano to the coast will run twice a week from June, the railway announced.",
        "Its carriages were built in 1968 and have lately been fitted with showers and new brakes.",
        "A berth costs ninety crowns, half of what an hour in the air costs on the same morning.",
        "The first train is sold out, and a waiting list for the second already holds three hundred names.",
    ),
}
LEFT_BY_PAGE = "\n\nShare this\n\nPrint\n\nLeave a Reply"
CREDITS = (
    "Source: Vale Wire",
    "(Vale Wire)",
    "Via Vale Wire",
    "With files from Vale Wire",
    "With agencies",
    "Courtesy of Vale Wire",
    "This article was first published by Vale Wire.",
    "This story originally appeared in Vale Wire and is printed here in full by kind leave of its editors.",
    "Republished with permission of Vale Wire.",
    "Originally published at https://valewire.example/stories",
    "Read the full story at Vale Wire",
    "Source: https://valewire.example/stories",
    "© 2031 Vale Wire. All rights reserved.",
    "Additional reporting by Reuters",
    "The Associated Press contributed to this report",
)


@cache
def audited(foot: str, *, copied: bool):
    """The record of a source with *foot* under each of its articles, and its findings of leftovers."""
    texts = [(title, "\n\n".join(story)) for title, story in STORIES.items()]
    rows = [
        Article(f"k{n}", "Kestrel Post", text + foot, title, "Ruth Hallam", published=f"2031-04-04T0{n}:00")
        for n, (title, text) in enumerate(texts)
    ]
    if copied:
        rows += [
            Article(f"w{n}", "Vale Wire", text, title, "Jon Pike", published=f"2031-04-02T0{n}:00")
            for n, (title, text) in enumerate(texts[:2])
        ]
    report = auditor.audit(rows)
    leftover = [
        row.article.text[residue.span.start : residue.span.end]
        for row in report.articles
        for residue in row.residue
        if row.article.source == "Kestrel Post" and residue.kind != "rights"
    ]
    return next(row.score for row in report.sources if row.source == "Kestrel Post"), leftover


@pytest.mark.parametrize("copied", [False, True], ids=["its own stories", "copied stories"])
@pytest.mark.parametrize("page", ["", LEFT_BY_PAGE], ids=["clean", "with buttons"])
@pytest.mark.parametrize("line", CREDITS)
def test_a_credit_under_every_article_never_lowers_a_score(line, page, copied):
    """Whoever says under each story where it comes from loses nothing by it and is called no scraper for it."""
    without, _ = audited(page, copied=copied)
    score, leftover = audited(f"{page}\n\n{line}", copied=copied)
    assert score >= without - 1e-9
    assert not [found for found in leftover if line in found or found in line]


def test_a_repeated_credit_still_pays_for_what_was_copied():
    """The line that stands under each story counts as its credit."""
    taken, _ = audited("", copied=True)
    credited, _ = audited("\n\nSource: Vale Wire", copied=True)
    assert credited > taken + 1


def test_a_slogan_under_every_article_is_still_a_leftover():
    """What credits nobody and is repeated belongs to the page."""
    _, leftover = audited("\n\nKestrel Post, your daily bird of news.", copied=False)
    assert leftover == ["Kestrel Post, your daily bird of news."] * len(STORIES)
