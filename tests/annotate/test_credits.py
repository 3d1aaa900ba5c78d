"""Credits: who is named as the origin of what, and whose text an article says it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.annotate.credits import builtin_outlets, claimed_origin, extended, find_credits
from auditor.model import Article, Declared, Outlet
from auditor.text import prepare

BODY = (
    "The council voted on Tuesday to close the old harbour to heavy ships until spring.\n\n"
    "Residents had complained for years about noise at night, and about the smell of oil.\n\n"
    "The port authority said it would publish its plans within the month.\n\n"
)


def credits_of(text, **more):
    return find_credits(prepare(Article("x", "harbour-blog.example", text, **more)))


def named(text, kind, **more):
    return [credit.who for credit in credits_of(text, **more) if credit.kind == kind]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("(AP)", ["Associated Press"]),
        ("(FRANCE 24 with AFP)", ["Agence France-Presse", "France 24"]),
        ("(AFP/Reuters)", ["Agence France-Presse", "Reuters"]),
        ("- dpa", ["Deutsche Presse-Agentur"]),
    ],
)
def test_a_tag_under_the_text_names_its_agencies(line, who):
    """A tag on its own line, or after a dash, credits the whole text to each agency in it."""
    found = [credit for credit in credits_of(BODY + line) if credit.kind in {"agency-tag", "outlet"}]
    assert sorted(credit.who for credit in found) == who
    assert all(credit.strength == 1 and credit.covers == "text" for credit in found)


@pytest.mark.parametrize(
    "opening", ["WASHINGTON (Reuters) - ", "GENEVA, Jan 21 (Reuters) — ", "(Reuters) - ", "NEW YORK (Reuters) "]
)
def test_a_dateline_tag_credits_the_text(opening):
    """An agency in the dateline names the origin of the text."""
    (credit,) = [c for c in credits_of(opening + BODY) if c.kind == "agency-tag"]
    assert (credit.who, credit.strength) == ("Reuters", 1.0)


def test_a_bracket_in_running_prose_is_a_mention_only():
    """An outlet named in brackets in mid-sentence does not make the text its own."""
    text = (
        BODY
        + "The figures first shown by the broadcaster (CNN) were disputed by three officials in the ministry.\n\n"
        + BODY
    )
    assert all(credit.strength < 1 for credit in credits_of(text) if credit.who == "CNN")


@pytest.mark.parametrize(
    "caption",
    [
        "[File: Oleksandr Klymenko/Reuters]",
        "(AP Photo/Jane Doe)",
        "(Photo by Jane Doe/Getty Images)",
        "Image copyright Getty Images",
    ],
)
def test_a_photo_credit_covers_the_picture_only(caption):
    """A photographer's agency is credited with the picture and not with the text."""
    found = [
        credit for credit in credits_of(BODY + "A ship lies in the harbour " + caption + "\n\n" + BODY) if credit.who
    ]
    found += [credit for credit in credits_of(BODY + caption + "\n\n" + BODY) if credit.who]
    assert found
    assert {(credit.kind, credit.covers) for credit in found} == {("photo", "picture")}


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Al Jazeera and news agencies", "Al Jazeera"),
        ("SOURCE: AL JAZEERA AND NEWS AGENCIES", "Al Jazeera"),
        ("Source: https://www.bbc.co.uk/news/world-1", "BBC"),
        ("Copyright 2022 The Associated Press. All rights reserved.", "Associated Press"),
        ("This article first appeared in The Guardian.", "The Guardian"),
        ("Originally published by Harbour Weekly on its site.", "Harbour Weekly"),
        ("Read more at Politico", "Politico"),
    ],
)
def test_credit_lines_name_the_origin(line, who):
    """A line that says where the text is from is a credit of full strength."""
    (credit,) = [credit for credit in credits_of(BODY + line) if credit.who]
    assert (credit.who, credit.strength, credit.covers) == (who, 1.0, "text")


@pytest.mark.parametrize(
    "line", ["Source link", "Read Entire Article", "[Source]", "Original article", "View original post", "Source"]
)
def test_a_bare_pointer_counts_half_and_names_nobody(line):
    """The words "Source link" admit an origin without naming it."""
    (credit,) = credits_of(BODY + line)
    assert (credit.kind, credit.who, credit.strength) == ("pointer", "", 0.5)


def test_a_contributing_agency_is_credited_with_a_part():
    """The words "The Associated Press contributed" do not make the text the agency's."""
    (credit,) = credits_of(BODY + "The Associated Press contributed to this report.")
    assert (credit.kind, credit.who, credit.strength) == ("contributor", "Associated Press", 0.5)


def test_told_and_reported_are_weak_credits_of_a_part():
    """What a person told an outlet covers a quotation; what an outlet reported is a mention."""
    text = BODY + "“It is quiet now,” the harbour master told Al Jazeera. Reuters reported that two ships had left."
    found = {(c.kind, c.who, c.covers) for c in credits_of(text)}
    assert found == {("told", "Al Jazeera", "quotation"), ("mention", "Reuters", "text")}
    assert max(c.strength for c in credits_of(text)) < 0.5


def test_common_words_are_no_outlets_in_prose():
    """The time, the sun and a metro line are not newspapers."""
    assert (
        credits_of("It was time. The sun told a story, and the metro said nothing; stuff reports people.\n\n" + BODY)
        == ()
    )


def test_a_paper_is_known_by_its_last_word_after_the_first_time():
    """A short name is read as the full one that stood before it, and as the article's own source where that ends so."""
    text = BODY + "The Quarry Gazette had the plans.\n\n" + BODY + "It is quiet, she told the Gazette.\n\n" + BODY
    assert named(text, "told") == ["Quarry Gazette"]
    article = Article("x", "quarry-gazette.example", text.replace("The Quarry Gazette", "A neighbour"))
    (told,) = [credit for credit in find_credits(prepare(article)) if credit.kind == "told"]
    assert builtin_outlets().own(told.who, article)


def test_look_alike_letters_hide_no_credit():
    """Neither a zero-width space nor a Cyrillic letter hides a pointer or a tag; the span is the original's."""
    text = BODY + "Sour\u200bce link"
    (credit,) = credits_of(text)
    assert text[credit.span.start : credit.span.end] == "Sour\u200bce link"
    assert named(BODY + "(Rеuters)", "agency-tag") == ["Reuters"]


def test_metadata_credits_need_no_place_in_the_text():
    """Canonical address elsewhere, isBasedOn, creditText and an agency in the byline are credits without a span."""
    declared = Declared(canonical="https://www.reuters.com/x", is_based_on=("https://apnews.com/y",), credit="AFP")
    found = credits_of(
        BODY, url="https://harbour-blog.example/1", declared=declared, byline="Jane Doe, Associated Press"
    )
    assert [(c.kind, c.who, c.span) for c in found] == [
        ("canonical", "Reuters", None),
        ("based-on", "Associated Press", None),
        ("credit-text", "Agence France-Presse", None),
        ("byline", "Associated Press", None),
    ]


def test_a_canonical_address_on_the_same_site_credits_nobody():
    """A mobile or regional edition of the same site is no other origin."""
    declared = Declared(canonical="https://harbour-blog.example/1")
    assert credits_of(BODY, url="https://m.harbour-blog.example/1", declared=declared) == ()


def test_a_repost_says_whose_text_it_is_by_the_outlets_own_voice():
    """An outlet's correspondent reporting, and "told X", together name the origin where no credit line does."""
    text = (
        BODY + "Deutsche Welle’s Anna Berg, reporting from Hamburg, says the port is quiet.\n\n"
        "“We wait,” a captain told Deutsche Welle. Interfax reports that Moscow had no comment."
    )
    article = Article("x", "harbour-blog.example", text)
    assert claimed_origin(article, find_credits(prepare(article))) == ("Deutsche Welle",)


def test_an_outlet_claims_nothing_by_crediting_itself():
    """The same words on the outlet's own site are no claim, under any of its names."""
    for source in ("Al Jazeera", "aljazeera.com", "Al Jazeera English"):
        article = Article("x", source, BODY + "Al Jazeera and news agencies")
        assert claimed_origin(article, find_credits(prepare(article))) == ()


@pytest.mark.parametrize(
    "sign_off",
    [
        "(Reporting by Ann Lee; Editing by John Roe)",
        "(Writing by Ann Lee and John Roe; Editing by Jane Doe, Mary Smith and Jon Oatis)",
        "(Editing by Ann Lee)",
        "(Reporting by Ann Lee in Vienna, writing and additional reporting by John Roe)",
        "(Additional reporting by Ann Lee; Editing by John Roe)",
    ],
)
def test_an_agency_is_known_by_how_it_signs_off(sign_off):
    """Reuters signs its stories in brackets, reporters and editors by name; a re-post keeps that."""
    article = Article("x", "harbour-blog.example", BODY + sign_off)
    assert claimed_origin(article, find_credits(prepare(article))) == ("Reuters",)


@pytest.mark.parametrize(
    "line",
    ["(Additional reporting by Ann Lee)", "The report (editing by committee) was late.", "Edited by John Roe"],
)
def test_other_sign_offs_say_nothing_of_an_agency(line):
    """Any paper thanks a colleague, and a bracket inside a sentence signs nothing."""
    article = Article("x", "harbour-blog.example", BODY + line)
    assert claimed_origin(article, find_credits(prepare(article))) == ()


def test_a_sign_off_may_name_who_is_to_be_credited():
    """Where the sign-off asks to credit another agency, that is whose text it is."""
    sign_off = "(Reporting by Ann Lee; Editing by John Roe. Please credit the Thomson Reuters Foundation)"
    article = Article("x", "harbour-blog.example", BODY + sign_off)
    assert claimed_origin(article, find_credits(prepare(article))) == ("Thomson Reuters Foundation",)


def test_told_the_times_does_not_say_which():
    """A name that ends those of several papers makes no claim, however often it stands."""
    article = Article("x", "harbour-blog.example", BODY + "It is quiet, she told The Times.\n\n" * 3)
    assert claimed_origin(article, find_credits(prepare(article))) == ()


@pytest.mark.parametrize("label", ["Image copyright", "Credit:", "Photo", "Photo credit"])
def test_a_picture_credit_may_be_broken_into_lines(label):
    """An agency under a line that is only the label of a picture's credit is credited with the picture."""
    (credit,) = credits_of(f"{label}\nAFP\n\n" + BODY)
    assert (credit.who, credit.covers) == ("Agence France-Presse", "picture")


def test_one_interview_given_to_another_outlet_is_no_claim():
    """Quoting what somebody told CNN is what any honest report does."""
    article = Article("x", "harbour-blog.example", BODY + "“It is quiet,” she told CNN.")
    assert claimed_origin(article, find_credits(prepare(article))) == ()


def test_users_can_add_outlets():
    """A table extended by a user recognises the user's outlets beside the built-in ones."""
    table = extended(builtin_outlets(), [Outlet("Harbour Weekly", aliases=("HW",), domains=("harbour.example",))])
    document = prepare(Article("x", "blog.example", BODY + "(HW with AP)"))
    assert {credit.who for credit in find_credits(document, table)} == {"Harbour Weekly", "Associated Press"}
    assert table.of_address("https://news.harbour.example/1").name == "Harbour Weekly"


def test_every_name_and_domain_of_the_table_leads_to_its_outlet():
    """Names are unique; each outlet is found by its own name and by its own domain."""
    table = builtin_outlets()
    assert len(table.rows) > 250
    for row in table.rows:
        assert table.canonical(row.name) == row.name
        assert all(table.of_address(f"https://www.{domain}/a") is not None for domain in row.domains)


@pytest.mark.parametrize("name", ["Quarry Mirror", "Northcliff Times", "Elder Guardian", "Quarry Daily Express"])
def test_a_known_name_counts_only_where_it_stands_whole(name):
    """A local paper whose name ends like that of a known one is credited under its own name."""
    for line in (f"Source: {name}", f"© 2024 {name}. All rights reserved.", f"First published by the {name}."):
        assert [credit.who for credit in credits_of(BODY + line) if credit.strength >= 1] == [name]


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 Quarry Courier. Reused with permission.",
        "Copyright Quarry Courier. All rights reserved.",
        "Text: Quarry Courier",
        "Credit: Quarry Courier",
        "h/t Quarry Courier",
        "Article supplied by the Quarry Courier",
        "Thanks to the Quarry Courier, which had this report first.",
        "Reprinted by kind permission of the Quarry Courier.",
        "By Jane Doe, Quarry Courier",
        "The Quarry Courier provided this article.",
    ],
)
def test_a_licence_line_names_an_outlet_no_table_has(line):
    """What is printed by leave of an outlet says so in many forms; the name is told by how it is built."""
    assert [credit.who for credit in credits_of(BODY + line) if credit.strength == 1] == ["Quarry Courier"]


@pytest.mark.parametrize(
    "line",
    [
        "Source: Coast Guard",
        "Source: Photo library",
        "Credit: Jane Doe",
        "Text: Jane Doe",
        "© 2024 Jane Doe",
        "Source: Jane Doe",
        "This report was not first published by the Quarry Courier.",
        "Photos provided by the Quarry Courier",
    ],
)
def test_what_is_no_publisher_is_no_origin(line):
    """An authority, the author, a picture, and a publication that is denied, clear nobody."""
    found = credits_of("By Jane Doe\n\n" + BODY + line)
    assert all(credit.strength < 1 for credit in found if credit.covers == "text")
    assert not any(credit.who == "Jane Doe" and credit.covers == "text" for credit in found)


@pytest.mark.parametrize(
    ("source", "name", "own"),
    [
        ("thebeacon.example", "The Beacon", True),
        ("www.quarry-courier.example", "Quarry Courier", True),
        ("Quarry Courier", "the Quarry Courier", True),
        ("Quarry Courier", "quarrycourier.example", True),
        ("beacon.example", "Quarry Beacon", False),
        ("Quarry Courier", "Quarry Herald", False),
    ],
)
def test_an_outlet_is_known_by_the_name_its_domain_is_made_of(source, name, own):
    """A domain that spells the outlet's name is the outlet, where it credits itself."""
    assert builtin_outlets().own(name, Article("x", source, BODY)) is own


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from("([{ReutersAP/ -–:\n.©”’źя\u200b\U0001f600)]}source ")))
def test_any_text_is_read_and_every_span_lies_in_it(text):
    """No text breaks the reader; spans are never empty and never leave the text."""
    for credit in credits_of(text):
        assert credit.span is None or 0 <= credit.span.start < credit.span.end <= len(text)
