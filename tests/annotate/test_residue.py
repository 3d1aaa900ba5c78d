"""Residue: what pages and scrapers leave in a text, and what must be left alone."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.annotate.residue import Templates, find_residue, find_template_residue, learn_templates
from auditor.annotate.residue.standing import is_disclosure
from auditor.model import Article
from auditor.text import prepare

STORY = (
    "The harbour of Lindow will stay closed to heavy ships until spring, the council decided on Tuesday evening.\n\n"
    "Residents had complained for years about the noise of engines at night and about the smell of burning oil.\n\n"
    "{between}"
    "The port authority said it would publish a plan for new berths within the month, and hire forty workers.\n\n"
    "Shipping companies called the decision hasty and asked the regional court in Ostrow to suspend it at once.\n\n"
)


def document(text, name="x"):
    return prepare(Article(name, "harbour-blog.example", text))


def learn(documents):
    return learn_templates(row.article for row in documents)


def found(text):
    return [(r.kind, text[r.span.start : r.span.end]) for r in find_residue(document(text))]


def story(between=""):
    return STORY.format(between=f"{between}\n\n" if between else "")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("[ad_1]", "shortcode"),
        ('[caption id="7"]', "shortcode"),
        ("Source link", "pointer"),
        ("Read Entire Article", "pointer"),
        ("2 weeks ago 41", "counter"),
        ("1,204 views", "counter"),
        ("Leave a Reply", "comment-form"),
        ("Your email address will not be published. Required fields are marked *", "comment-form"),
        ("No comments:", "comment-form"),
        ("Back to top button", "navigation"),
        ("Related Articles", "navigation"),
        ("Back to top. Skip to: Start of article.", "navigation"),
        ("Slide: 3 / of 7", "counter"),
        ("Read more", "navigation"),
        ("Permalink", "navigation"),
        ("Zum Originalartikel", "pointer"),
        ("Share this: Tweet Email Print", "navigation"),
        ("Advertisement", "navigation"),
        ("Media playback is unsupported on your device", "player"),
        ("Sign up for our daily newsletter", "signup"),
        ("Copyright © 2019 The Ellery Gazette, LLC. Click here for reprint permission.", "rights"),
        ("© 2020 Harbour Syndicate", "rights"),
        ("All rights reserved. This material may not be published or redistributed.", "rights"),
        ("Schreibe einen Kommentar", "comment-form"),
    ],
)
def test_lines_of_known_form_are_found_below_the_story(line, kind):
    """Common leftovers are found by their form, with the exact span and kind."""
    assert found(story() + line) == [(kind, line)]


def test_braces_of_a_spinner_are_found_inside_sentences():
    """Alternatives and stray braces of a spinning template are residue; sets and code are not."""
    text = story("The council {voted|decided} to point {that a} ship may enter only by daylight from now on, it said.")
    assert found(text) == [("spintax", "{voted|decided}"), ("spintax", "{that a}")]
    assert (
        found(story("The set {1, 2} and the code {x: 1;} stand in the paper that the council published on Monday."))
        == []
    )


def test_a_stray_widget_line_is_told_from_a_sub_heading():
    """A sub-heading shares words with its story; a line left by a widget shares none and offers a service."""
    assert found(story("Online Casino Deals")) == [("widget", "Online Casino Deals")]
    assert found(story("New Berths")) == []
    assert found(story("A plan for the port")) == []


def test_what_stood_before_an_update_is_the_storys():
    """The heading above what an update left points nowhere; below the story the same words do."""
    above = story() + "ORIGINAL POST\n\n" + story()
    assert found(above) == []
    assert found(above + "Original post") == [("pointer", "Original post")]


@pytest.mark.parametrize("label", ["COMMENT", "Opinion", "Sponsored", "Analysis"])
def test_a_label_above_a_piece_is_for_its_readers(label):
    """What tells readers that a column or an advertisement begins is no leftover; a row of buttons is."""
    between = f"{label}\n\nThe council was wrong\n\n"
    assert find_residue(document(STORY.format(between=between))) == ()
    assert find_residue(document(f"{label}\n\n{STORY.format(between='')}")) == ()
    text = STORY.format(between="Share\n\nPrint\n\nComment\n\n")
    assert "Comment" in {text[found.span.start : found.span.end] for found in find_residue(document(text))}
    text = STORY.format(between="") + "Comment"
    assert [text[found.span.start : found.span.end] for found in find_residue(document(text))] == ["Comment"]


def test_an_unknown_name_among_page_lines_below_the_story_is_a_widget():
    """Below the last paragraph and above a comment form, a name from nowhere belongs to the page."""
    text = story() + "Brightwave Media\n\nLeave a Reply"
    assert found(text) == [("widget", "Brightwave Media"), ("comment-form", "Leave a Reply")]
    assert found(story() + "Brightwave Media") == []


def test_headlines_listed_below_the_story_are_navigation():
    """Titles under "Related Articles" are no part of the story."""
    text = story() + "Related Articles\n\nTen dishes to cook this winter\n\nWhy cats sleep all day"
    assert [kind for kind, _ in found(text)] == ["navigation"] * 3


def test_credits_captions_and_live_blog_times_are_no_residue():
    """A credit that names somebody stays, and so do the times of live-blog entries."""
    assert found(story() + "Source: Reuters") == []
    assert found(story() + "(AFP)") == []
    live = "\n\n".join(
        f"{n} hours ago\n\nEntry {n} says that the ships waited outside the harbour wall all night."
        for n in range(2, 6)
    )
    assert found(live) == []


def test_clean_prose_about_pages_is_not_taken_for_one():
    """Sentences that speak of comments, newsletters or sharing are story."""
    text = story(
        "The mayor asked residents to leave a reply on the council's page, or to sign up for its newsletter by Friday."
    )
    assert found(text) == []


def test_look_alikes_and_invisible_characters_hide_no_residue():
    """A zero-width space inside the line does not hide it; the span is of the original text."""
    text = story() + "Leave a Re\u200bply"
    assert found(text) == [("comment-form", "Leave a Re\u200bply")]


@pytest.mark.parametrize(
    "line",
    [
        "Originally published at https://valewire.example/stories",
        "The Associated Press contributed to this report",
        "With Agencies",
    ],
)
def test_a_credit_among_buttons_and_lists_of_the_page_is_no_residue(line):
    """Below a list of other stories a line that says where the text is from is none of them."""
    text = story() + f"Related articles\n\nOld lamp is lit again in Tarn\n\n{line}"
    assert [part for _, part in found(text)] == ["Related articles", "Old lamp is lit again in Tarn"]


def test_template_lines_are_learnt_by_repetition_across_a_source():
    """A line in three or more of a source's articles is template text; what one article says once is not."""
    rows = [
        document(f"Story number {n} tells of ship {n} and its crew.\n\nHarbour Blog, your daily port.", str(n))
        for n in "abcd"
    ]
    learnt = learn(rows)
    (line,) = find_template_residue(rows[0].article, learnt)
    assert rows[0].article.text[line.span.start : line.span.end] == "Harbour Blog, your daily port."
    assert find_template_residue(rows[0].article, learn(rows[:2])) == ()


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Harrow",
        "By Ann Harrow, Staff Reporter",
        "Ann Harrow",
        "Ann Harrow | Staff Reporter",
        "4 March 2031",
        "LINDOW (Reuters)",
        "Photographs by Ann Harrow",
        "Opinion",
        "ANALYSIS/OPINION:",
        "10:45 GMT",
        "The Associated Press contributed to this report.",
        "(Reporting by Ann Harrow; Editing by Jon Tillet)",
        "Story from Vale Wire",
        "Distributed by Vale Wire",
    ],
)
def test_who_wrote_a_text_is_no_template_however_often_it_is_said(line):
    """One writer's byline, a dateline or a credit on every article of a source is no leftover."""
    rows = [document(f"{line}\n\nStory number {n} tells of ship {n} and its crew.", n) for n in "abcdef"]
    assert find_template_residue(rows[0].article, learn(rows)) == ()


@pytest.mark.parametrize(
    "line", ["Photo Gallery", "Video: Watch Live", "Harbour Blog, your daily port", "Ann Harrow", "Comment"]
)
def test_names_of_other_pages_and_buttons_are_templates(line):
    """Below the story a bare name is another page's, and a label before a button credits nobody."""
    told = "tells at some length of a ship, of its crew and of all the harbours they saw on the way."
    rows = [document(f"Story number {n} {told}\n\n{line}", n) for n in "abcdef"]
    (found,) = find_template_residue(rows[0].article, learn(rows))
    assert rows[0].article.text[found.span.start : found.span.end] == line


@pytest.mark.parametrize(
    ("line", "open_"),
    [
        ("To report an error in this story, write to corrections@ledger.example.", True),
        ("The Ledger is funded by the Northern Trust, which has no say in what we publish.", True),
        ("Ann Harrow is the Ledger’s education correspondent.", True),
        ("Ann Harrow covers schools for the Ledger.", True),
        ("Republished from the Ledger under a Creative Commons licence.", True),
        ("(The Ledger’s staff have not edited this text, which came by a syndicated feed.)", True),
        ("This report is based on material supplied by Vale Wire.", True),
        ("Harbour Blog, your daily port.", False),
        ("Harbour Blog is your daily port of news.", False),
        ("Click here to report an error on this page.", False),
        ("Report an error", False),
        ("The opinions expressed by columnists are their own.", True),
        ("Newsletter sign up: please correct the errors below to go on.", False),
    ],
)
def test_a_disclosure_is_told_from_other_standing_text(line, open_):
    """Corrections, funding, licence and the writer's post are told to readers; a slogan or a button is not."""
    assert is_disclosure(line) is open_


def test_learning_in_parts_and_merging_is_learning_at_once():
    """Counts from two halves add up to the counts of the whole, in either order."""
    rows = [
        document(f"Line {word}\n\nHarbour Blog, your daily port.", word) for word in ("ash", "birch", "cedar", "date")
    ]
    whole, left, right = learn(rows), learn(rows[:2]), learn(rows[2:])
    assert left.merged(right) == right.merged(left) == whole
    assert Templates().merged(whole) == whole


def test_versions_of_one_article_are_no_template():
    """Five versions of a live blog repeat their paragraphs; that makes none of them boilerplate."""
    rows = [
        document(story() + f"Update {n}: one more ship has left the harbour since the last report, it said.", str(n))
        for n in range(5)
    ]
    assert find_template_residue(rows[0].article, learn(rows)) == ()


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from("[]{}|_ad1 share tweetago0123456789\n.:*>\u200bя")))
def test_any_text_is_read_and_finds_never_overlap(text):
    """No text breaks the reader; residue lies in the text, in order and apart."""
    residue = find_residue(document(text))
    assert all(0 <= r.span.start < r.span.end <= len(text) for r in residue)
    assert all(one.span.end <= two.span.start for one, two in pairwise(residue))


@pytest.mark.parametrize(
    "line",
    [
        "share this " * 25,
        "1 view " * 40,
        "9" * 300,
        "more from in on by " * 15,
        "next 1 / of " * 25,
        "comments 1 " * 28,
    ],
)
def test_adversarial_lines_take_linear_time(line):
    """Lines made to confuse a pattern cost no more than others of their length, within a factor of fifty."""
    plain = document("\n".join(["The quiet harbour lay in the morning mist and nobody spoke"[: len(line)] * 5] * 40))
    hostile = document("\n".join([line + "!x"] * 40))
    find_residue(plain)
    start = time.process_time()
    find_residue(plain)
    usual = time.process_time() - start
    start = time.process_time()
    find_residue(hostile)
    assert time.process_time() - start < 50 * usual + 0.5
