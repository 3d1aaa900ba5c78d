"""Zones of report and opinion."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.annotate.opinion import find_zones
from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.model import Article, Residue, Span
from auditor.text import prepare


def joined(text):
    """Paragraphs set in short lines."""
    return [" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n")]


REPORT = joined("""
The city council of Leeds voted on Monday to close the Harbour Bridge until May, officials said.

“The bridge is not safe for heavy vehicles,” council leader Jane Roe told reporters after the
meeting.

The vote followed a report by the engineering firm Doe & Sons, which found 14 cracks in the northern
pier in March.

Police said lorries would be sent over the Station Road crossing from Tuesday. Two bus lines are
affected.

John Doe, the firm's director, said repairs would cost £2.5 million and take until the end of April.

The Department for Transport said on Friday that it had received the report. It declined to comment
further.
""")
OPINION = joined("""
Let us be honest about what this means. Nobody on that council ever cared about the bridge, and
nobody ever will. It seems to me that we have been governed for a decade by people who think a
ribbon is worth more than a rivet.

This is not bad luck. It is the predictable result of a shameful habit: we love to build, and we
hate to repair. Should we really be surprised that things fall apart? Of course not. We should be
ashamed, and we should be angry.

So what must be done? The answer is simple, and everyone knows it. We must stop pretending that
maintenance is boring. It is the most important thing a decent town can do, and only a fool would
call it a waste of money.

“The bridge is not safe for heavy vehicles,” says Jane Roe. Well, of course it is not. It has not
been safe for years, and her own party laughed at those of us who dared to say so. That is the real
scandal here.

Perhaps this time they will listen. But I doubt it. Cowardice is a hard habit to break, and there is
always another ribbon to cut. We deserve better than this, and it is high time that we said so,
loudly and without apology.
""")


def zones(paragraphs, residue=(), **fields):
    """The text and its zones."""
    text = "\n\n".join(paragraphs)
    document = prepare(Article("a", "s", text, language=fields.pop("language", "en"), **fields))
    quotations = find_quotations(document)
    return text, find_zones(document, quotations, find_attributions(document, quotations), residue)


def opinions(found):
    """The opinion zones of *found*."""
    return [zone for zone in found if zone.label == "opinion"]


def test_a_report_is_one_report():
    """News with sources, quotations and dates holds no opinion zone."""
    text, found = zones(REPORT)
    assert [zone.label for zone in found] == ["report"]
    assert found[0].span == Span(0, len(text))


def test_a_column_is_one_opinion():
    """A column is opinion from its first to its last word."""
    text, found = zones(OPINION)
    assert [zone.span for zone in opinions(found)] == [Span(0, len(text))]
    assert opinions(found)[0].probability > 0.9


def test_a_piece_pasted_below_begins_at_its_headline():
    """The border lies at the embedded headline above the byline."""
    headline = "Ribbons and Rivets: How a Town Forgot Its Bridge"
    text, found = zones([*REPORT, headline, "By Mary Major", *OPINION])
    (zone,) = opinions(found)
    assert zone.span == Span(text.index(headline), len(text))
    assert zone.opens_with == "heading"


def test_a_piece_pasted_without_a_headline_begins_at_its_first_sentence():
    """Without layout the wording alone places the border."""
    text, found = zones([*REPORT, *OPINION])
    (zone,) = opinions(found)
    assert zone.span == Span(text.index(OPINION[0]), len(text))
    assert zone.opens_with == ""


def test_a_report_after_the_opinion_is_report_again():
    """A zone ends where reporting begins again."""
    text, found = zones([*OPINION, *REPORT])
    (zone,) = opinions(found)
    assert zone.span == Span(0, text.index(REPORT[0]) - 2)


def test_quotations_inside_an_opinion_are_reported():
    """What others say inside a column is marked as theirs."""
    text, found = zones(OPINION)
    assert [text[z.span.start : z.span.end] for z in found if z.label == "reported"] == [
        "“The bridge is not safe for heavy vehicles,”"
    ]


def test_opinions_that_a_report_quotes_stay_report():
    """Angry words in quotation marks and reported speech are not the reporter's."""
    quoted = [f"“{paragraph.replace('“', '').replace('”', '')}” Jane Roe told the meeting." for paragraph in OPINION]
    assert opinions(zones([*REPORT[:3], *quoted, *REPORT[3:]])[1]) == []


def test_interview_turns_are_not_the_authors_voice():
    """Answers behind a speaker's name make no zone."""
    turns = [f"{'JANE ROE' if n % 2 else 'PRESENTER'}: {paragraph}" for n, paragraph in enumerate(OPINION)]
    assert opinions(zones([*REPORT, *turns])[1]) == []


def test_a_speech_printed_in_full_is_its_speakers():
    """A transcript is a document, not a column."""
    assert opinions(zones(OPINION, title="Transcript: Jane Roe's speech to the council")[1]) == []


def test_a_short_outburst_is_no_zone():
    """Two sentences of opinion are below the shortest zone."""
    assert opinions(zones([*REPORT, "It is a shameful folly. We deserve better."])[1]) == []


def test_comment_forms_are_cut_off():
    """What a page prints below a piece is not part of it."""
    text, found = zones([*REPORT, *OPINION, "No comments:", "Post a Comment"])
    assert opinions(found)[0].span.end == text.index("No comments:") - 2


def test_residue_is_its_own_zone():
    """Known leftovers are labelled residue."""
    text = "\n\n".join([*REPORT, "Share this article now with your friends"])
    leftover = Residue(Span(text.index("Share"), len(text)), "widget", "a share button")
    found = zones([*REPORT, "Share this article now with your friends"], residue=(leftover,))[1]
    assert [zone.label for zone in found] == ["report", "residue"]


def test_a_labelled_box_is_named():
    """A box that says "Analysis" opens with a label, not with a pasted headline."""
    found = zones([*REPORT, "Analysis", "By Mary Major, political correspondent", *OPINION])[1]
    assert [zone.opens_with for zone in opinions(found)] == ["label"]


def test_a_box_under_a_picture_credit_keeps_its_label():
    """The correspondent's byline labels a box also where a picture credit stands above it."""
    byline = "By BBC security correspondent Mary Major"
    found = zones([*REPORT, "A dangerous moment for the town", "Image copyright Reuters", byline, *OPINION])[1]
    assert [zone.opens_with for zone in opinions(found)] == ["label"]


def test_a_block_quotation_after_its_lead_in_is_not_the_authors():
    """A paragraph set as a quotation without marks belongs to whom the line above it names."""
    rant = " ".join(OPINION[:3])
    named = zones([*REPORT[:3], "The Leeds Chronicle wrote in its leader:", rant, *REPORT[3:]])[1]
    unnamed = zones([*REPORT[:3], "The bridge has two lanes and a footpath:", rant, *REPORT[3:]])[1]
    assert opinions(named) == []
    assert opinions(unnamed)


def test_advice_to_readers_is_no_opinion():
    """You should, never do, if you have: instructions carry no zone; the same with verdicts does."""
    advice = joined("""
    You should check your street today. If you have lost the map, you must ask at the town hall.

    Do not wait for a warning, because you may not hear it. You should move papers upstairs, and you
    must never walk through moving water.

    If you need sandbags, you can ask at the depot. You should take ten at most. You must not leave
    children near the drains. You will need boots, and you should keep a lamp beside your bed.
    """)
    assert opinions(zones(advice)[1]) == []
    assert opinions(zones([*advice, *OPINION])[1])


def test_a_scene_that_opens_a_report_is_no_opinion():
    """Before a longer report a colourful opening is no zone; a whole column is."""
    scene = joined("""
    It is hard to imagine a lovelier place than the quay at dusk. The light is gentle, the gulls are
    lazy, and even the oldest boats look proud.

    Yet something is wrong here. The bridge that made this town rich is now its greatest
    worry, and perhaps no one knows it better than the people who live below it.

    The ferry landing lies in its shadow, and so do the smokehouse and the school. This is where the
    real trouble began, and it may well be where it ends.
    """)
    assert opinions(zones([*scene, *REPORT, *REPORT])[1]) == []
    assert opinions(zones([*OPINION, *REPORT, *REPORT, *REPORT])[1])


def test_evidence_names_features_and_words():
    """Each zone shows sentences with what fired and the words that show it."""
    shown = opinions(zones(OPINION)[1])[0].sentences
    assert 1 <= len(shown) <= 5
    assert any("(“" in feature for sentence in shown for feature in sentence.features)
    assert all(0 < sentence.span.start + 1 <= sentence.span.end for sentence in shown)


def test_another_language_is_left_alone():
    """The features know English only; anything else is a report."""
    assert [zone.label for zone in zones(OPINION, language="de")[1]] == ["report"]


def test_live_blog_entries_are_judged_one_by_one():
    """Opinion in one entry does not colour the next."""
    entries = ["10:15", REPORT[0], "10:42", *OPINION, "11:05", REPORT[1], REPORT[2]]
    text, found = zones(["Harbour Bridge vote: live updates", REPORT[3], *entries])
    for zone in opinions(found):
        assert text.index("10:42") <= zone.span.start
        assert zone.span.end <= text.index("11:05")


@given(
    st.lists(st.sampled_from([*REPORT, *OPINION, "By Mary Major", "A Heading of Its Own", "1:05 p.m.", "—", "\u200b"]))
)
@settings(max_examples=50, deadline=None)
def test_zones_hold_all_text_once(paragraphs):
    """Every character that is not blank lies in exactly one report, opinion or residue zone."""
    text, found = zones(paragraphs)
    outer = [z.span for z in found if z.label in {"report", "opinion"}]
    assert all(a.end <= b.start for a, b in itertools.pairwise(outer))
    held = set().union(*(range(s.start, s.end) for s in outer)) if outer else set()
    assert all(index in held for index, char in enumerate(text) if char.isalnum())


@given(st.text(max_size=400))
@settings(max_examples=50, deadline=None)
def test_any_text_is_read_without_a_crash(text):
    """Any Unicode text gives zones inside it."""
    assert all(0 <= zone.span.start < zone.span.end <= len(text) for zone in zones([text])[1])


@pytest.mark.parametrize("unit", ["a ", "Why? ", "He said: ", "Q: a\n\n", "— @x ", "I\n\n", "A B\n\nC "])
def test_hostile_repetition_takes_linear_time(unit):
    """Four times the text takes no more than about four times as long."""

    def taken(size):
        document = prepare(Article("a", "s", unit * size, language="en"))
        times = []
        for _ in range(3):
            begin = time.process_time()
            quotations = find_quotations(document)
            find_zones(document, quotations, find_attributions(document, quotations))
            times.append(time.process_time() - begin)
        return min(times)

    taken(300)
    assert taken(4000) < 12 * max(taken(1000), 0.01)


def test_a_text_that_lost_its_paragraphs_still_has_a_border():
    """Scrapers join paragraphs: then the border may fall at any sentence."""
    text, found = zones([" ".join([*REPORT, *OPINION])])
    (zone,) = opinions(found)
    assert abs(zone.span.start - text.index(OPINION[0])) < 150
    assert zone.span.end == len(text)


def test_a_report_that_lost_its_paragraphs_is_a_report():
    """One long block is no sign of opinion."""
    assert opinions(zones([" ".join(REPORT * 2)])[1]) == []


QUIET = joined("""
By Ida Lund, food writer

The apples came late this year. At the Brandal orchard above the fjord, where the same family has
picked since 1911, the last crates went down the hill in the second week of October.

“My grandfather would not have believed it,” said Kari Brandal, who runs the farm with two sons.
“He was done by the middle of August, and then he went fishing.”

The trees are old and the slope is steep, so nearly everything is done by hand. A good picker fills
forty crates before lunch, and the best of them sing while they do it. The press in the barn turns
all afternoon.

The juice goes to shops in Bergen and Oslo, and a little of it to a brewer who lets it ferment until
Easter. A bottle costs 90 kroner.
""")


SERMON = (
    "The government must act now, and the minister knows it. We should be ashamed of a parliament that "
    "looks away while our schools rot. It is a disgrace, and no decent voter can defend it."
)


def test_begins_under_a_quiet_report():
    """A feature that weighs little either way is not taken for part of the short comment below it."""
    text, found = zones([*QUIET, OPINION[0], SERMON])
    borders = [(zone.label, zone.span.start) for zone in found]
    assert [("report", 0), ("opinion", text.index("Let us be honest"))] == borders
    assert found[1].probability > 0.75


@pytest.mark.parametrize("byline", ["From our own correspondent", "By our own correspondent in Kyiv"])
def test_a_byline_is_no_evidence(byline):
    """“Our own correspondent” is how a newspaper signs, not how an author says we."""
    text, found = zones([byline, f"{SERMON} {OPINION[0]}"])
    assert [zone.label for zone in found] == ["opinion"]
    shown = [text[sentence.span.start : sentence.span.end] for sentence in found[0].sentences]
    assert "It is a disgrace, and no decent voter can defend it." in shown
    assert byline not in shown
