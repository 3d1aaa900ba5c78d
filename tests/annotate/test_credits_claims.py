"""Whose text a re-post says it is: live blogs, wire stories, aggregators, and honest reports that cite others."""

from __future__ import annotations

import pytest

from auditor.annotate.credits import claimed_origin, find_credits
from auditor.model import Article
from auditor.text import prepare

B = (
    "Rescuers reached the last of the flooded villages on Sunday and took nine people off a roof.\n\n"
    "The river had fallen by a metre overnight, and the road to Ostrow was open to lorries.\n\n"
)
CASES = [
    (
        "DW live blog repost",
        ("Deutsche Welle",),
        "Flood latest: nine saved\n\n12:40 GMT\n\n"
        + B
        + "DW's Jane Doe in Ostrow reported that tents had arrived.\n\n11:10 GMT\n\n"
        + B
        + "“We have no water,” Ann Lee told DW.\n\nRead DW's analysis of the flood here.\n\n"
        + B,
    ),
    (
        "Guardian live blog repost, house",
        ("The Guardian",),
        B
        + "Our colleague writes: The Guardian’s John Roe reports from Ostrow.\n\n"
        + B
        + "Ann Lee told the Guardian she had lost her barn.\n\n"
        + B
        + "The Guardian could not independently verify the claim.\n\n"
        + B
        + "A mayor told the Guardian that boats were coming.",
    ),
    (
        "honest live blog citing many",
        (),
        B
        + "The BBC reports that nine were saved.\n\n"
        + B
        + "Reuters reported that the dam had held.\n\n"
        + B
        + "“We are safe,” Ann Lee told CNN.\n\n"
        + B
        + "According to the AP, the road is open.",
    ),
    (
        "AP wire at local",
        ("Associated Press",),
        "OSTROW (AP) — " + B + "___\n\nAssociated Press writer Jane Doe in Lindow contributed to this report.",
    ),
    ("PTI wire", ("Press Trust of India",), "Ostrow, Mar 3 (PTI): " + B + B + "PTI JD RT"),
    ("AAP", ("Australian Associated Press",), B + B + "- with AAP"),
    ("aggregator blurb", ("Marlow Gazette",), B + "Read the full story at the Marlow Gazette"),
    ("aggregator via", ("Politico",), B + "(via Politico)"),
    ("aggregator link", ("marlowgazette.com",), B + "Source: https://www.marlowgazette.com/flood"),
    ("wordpress feed", ("Marlow Gazette",), B + "The post Nine saved appeared first on Marlow Gazette."),
    (
        "Conversation",
        ("The Conversation",),
        B + "This article is republished from The Conversation under a Creative Commons license.",
    ),
    (
        "CNN wire",
        ("CNN",),
        B + "The-CNN-Wire\n™ & © 2031 Cable News Network, Inc., a Warner Bros. Discovery Company. All rights reserved.",
    ),
    ("LDRS", (), "By Jane Doe, Local Democracy Reporter\n\n" + B + B),
    ("honest with interview elsewhere", (), B + "Ann Lee told the Marlow Gazette that she had lost her barn.\n\n" + B),
    ("photo only", (), B + "Image copyright\n\nReuters\n\n" + B + "Photo: AFP\n\n"),
    ("Xinhua", ("Xinhua",), "OSTROW, March 3 (Xinhua) -- " + B + B + "Enditem"),
    ("bio repost", (), B + B + "Jane Doe is a reporter at the Marlow Gazette."),
    (
        "TNS",
        ("Tribune News Service",),
        B + "©2031 Marlow Gazette. Visit at marlowgazette.com. Distributed by Tribune Content Agency, LLC.",
    ),
    ("own mention", (), B + "The Harbour Blog has learned that boats are coming.\n\n" + B),
    ("satire of outlet", (), B + "The Sun told its readers to pray. The Sun said nothing on Monday.\n\n" + B),
    ("ANI tail", ("Asian News International",), B + "(ANI)"),
    ("mixed AFP/Reuters", ("Agence France-Presse", "Reuters"), B + "(AFP, Reuters)"),
    (
        "RFE/RL",
        ("Radio Free Europe/Radio Liberty",),
        B + "Copyright (c) 2031. RFE/RL, Inc. Reprinted with the permission of Radio Free Europe/Radio Liberty.",
    ),
    ("hindi site agencies", (), B + "(With inputs from agencies)"),
]


@pytest.mark.parametrize(("whose", "text"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_claimed_origin_is_named_and_only_then(whose, text):
    """Wires, live blogs and aggregators say whose text it is; who cites several outlets, or himself, claims nothing."""
    article = Article("x", "harbour-blog.example", text)
    assert set(claimed_origin(article, find_credits(prepare(article)))) == set(whose)
