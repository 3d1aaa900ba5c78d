"""Blocks and sentences: found by form, covering everything, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Block
from auditor.text import clean, paragraph_blocks, segment, tokenize
from auditor.text.sentences import sentence_ends

_BODY = "The minister told reporters on Tuesday that the talks had been useful and would go on next week."


def _blocks(text: str, title: str = "") -> tuple[Block, ...]:
    view = clean(text)
    return segment(view, tokenize(view), title)


def _kinds(text: str, title: str = "") -> list[str]:
    return [block.kind for block in _blocks(text, title)]


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for block in _blocks(text) for span in block.sentences]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Blinken met Gen. Mark Milley in the U.S. capital.", "He left at 5 p.m. on Friday."],
        ["The U.S. is ready.", "It said so."],
        ["Talks were held in the U.S.", "The minister left."],
        ["He paid $3.5 billion to Acme Inc. for No. 5 on Jan. 6.", "Nobody knew."],
        ["“We will see,” he said.", "“It is late.”", "Then he left."],
        ["She asked: “Why now?”", "Nobody answered!"],
        ["J. K. Rowling wrote it.", "George W. Bush read it."],
        ["So . . . no progress.", "At all."],
        ["He paused… and went on.", "Right."],
        ["It was over…", "The crowd left."],
        ["He studied art.", "Mary fell ill.", "Doctors came."],
        ["(This is an aside.)", "Next one."],
        ["First claim.[1]", "Second claim."],
        ["“Stop!” he cried.", "No one did."],
        ["Il a dit : « Nous verrons. »", "Puis il est parti."],
        ["他说了。", "他走了。"],
        ["他问：“为什么？”", "没有人回答！", "他走了。"],
        ["The bill came from the U.S.", "Additionally, nobody paid."],
        ["यह पहला वाक्य है।", "यह दूसरा है।"],
        ["هل انتهت الحرب؟", "لا أحد يعرف."],
    ],
)
def test_where_sentences_end(sentences):
    """Abbreviations, initials, numbers and ellipses do not end a sentence; closing marks belong to it."""
    glue = "" if sentences[0].startswith("他") else " "
    assert _sentences(glue.join(sentences)) == sentences


def test_a_lost_space_still_ends_a_sentence():
    """Scraped text glues sentences together; addresses and names with a dot stay whole."""
    assert _sentences("They invaded.The war began at Booking.Com that day.") == [
        "They invaded.",
        "The war began at Booking.Com that day.",
    ]


def test_paragraphs_by_blank_lines_by_lines_or_wrapped():
    """Blank lines separate where there are any, single line ends where there are none, width-wrapped lines join."""
    assert len(_blocks(f"{_BODY}\n\n{_BODY}\n\n{_BODY}")) == 3
    assert len(_blocks(f"{_BODY}\n{_BODY}\r\n{_BODY}")) == 3
    words = (_BODY + " ") * 6
    wrapped = ""
    line = ""
    for word in words.split():
        if len(line) + len(word) > 70:
            wrapped += line + "\n"
            line = ""
        line += (" " if line else "") + word
    wrapped += line
    assert len(_blocks(f"{wrapped}\n\n{wrapped}")) == 2


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Troops leave border town after talks", "heading"),
        ("Can sanctions sway the president’s thinking?", "heading"),
        ("By Jane Doe, Foreign Editor", "byline"),
        ("By Jane Doe and John A. Smith in Vienna", "byline"),
        ("57 mins ago (11:30 GMT)", "time"),
        ("1 month ago 32", "time"),
        ("Updated 10:45 a.m. ET", "time"),
        ("January 21, 2022", "dateline"),
        ("Published: Fri 21 Jan 2022, 14:05 GMT", "dateline"),
        ("2022-01-21", "dateline"),
        ("Publié le 21 janvier 2022 à 14h05", "dateline"),
        ("21 de enero de 2022", "dateline"),
        ("*By Jane Doe*", "byline"),
        ("GENEVA, Switzerland, Jan 21, 2022", "dateline"),
        ("A soldier walks along a trench near the front line [File: Ann Lee/Reuters]", "caption"),
        ("Photo: Ann Lee/Getty Images", "caption"),
        ("The two ministers are pictured before their meeting in the hotel", "caption"),
        ("By the time the talks ended, nobody was left.", "paragraph"),
        ("He was seen in May.", "paragraph"),
        ("Here are all the latest updates:", "paragraph"),
        ("A new Reuters/Ipsos poll showed support falling.", "paragraph"),
    ],
)
def test_kinds_of_short_lines(line, kind):
    """Headings, bylines, times, dates and captions are told from text by their form."""
    assert _kinds(f"Ministers meet in Geneva for talks\n\n{_BODY}\n\n{line}\n\n{_BODY}")[2] == kind


def test_a_name_under_a_heading_is_a_byline():
    """A pasted piece opens with its headline and its author's bare name."""
    text = f"{_BODY}\n{_BODY}\nEnvoys Meet And Nobody Even Cares About It\nJ Carpenter\n{_BODY}\n{_BODY}"
    assert _kinds(text) == ["paragraph", "paragraph", "heading", "byline", "paragraph", "paragraph"]


def test_a_list_is_not_a_row_of_headings():
    """Menus and tag lists are lines of text, not headlines without stories."""
    text = f"{_BODY}\n\nWorld News\n\nSports Results\n\nLocal Weather\n\nOpinion Pages\n\n{_BODY}"
    assert "heading" not in _kinds(text)


def test_a_line_that_returns_is_not_a_heading():
    """An insert of the page between paragraphs does not cut the story into sections."""
    text = f"{_BODY}\n\nStory Continues Below\n\n{_BODY}\n\nStory Continues Below\n\n{_BODY}"
    assert _kinds(text) == ["paragraph"] * 5


def test_the_given_title_is_a_heading_even_with_a_full_stop():
    """A headline that ends like a sentence is known by the article's title."""
    assert _kinds(f"The talks failed.\n\n{_BODY}", title="The talks failed")[0] == "heading"


def test_live_blog_entries_by_time_lines():
    """Each time line opens an entry; what stands above the first belongs to none."""
    lines = [
        "Talks in Geneva",
        _BODY,
        "57 mins ago (11:30 GMT)",
        "First update here",
        _BODY,
        "2 hours ago (10:15 GMT)",
        "Second update",
        _BODY,
        "3 hours ago",
        "Third update",
        _BODY,
    ]
    text = "\n\n".join(lines)
    assert [block.entry for block in _blocks(text)] == [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_live_blog_entries_by_clock_times():
    """Bare clock times under the headline open entries as well."""
    lines = ["Talks in Geneva live: envoys meet", "11:30", "First thing", _BODY, "11:15", "Second thing", _BODY]
    assert [block.entry for block in _blocks("\n".join(lines))] == [0, 1, 1, 1, 2, 2, 2]


def test_live_blog_entries_by_headings():
    """A text announced as live updates is numbered by its headings; a report with subheadings is not."""
    parts = [_BODY, "First thing happens", _BODY, _BODY, "Second thing happens", _BODY, "Third thing happens", _BODY]
    live = "\n\n".join(["Talks in Geneva: Live updates", *parts])
    report = "\n\n".join(["Talks in Geneva: what we know", *parts])
    assert [block.entry for block in _blocks(live)] == [0, 0, 1, 1, 1, 2, 2, 3, 3]
    assert {block.entry for block in _blocks(report)} == {0}


def test_blank_text_has_no_blocks():
    """Nothing to show, nothing to crash on."""
    assert _blocks("") == _blocks(" \n\u200b\n\t ") == ()


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from("Ab c.?!… \n\r\t“”\"'()[]:U.S.\u200b&#8217;。؟\u0301ﬁ")),
        max_size=250,
    )
)
def test_blocks_and_sentences_tile_the_text(text):
    """For any text: blocks in order, no overlap; sentences inside; nothing visible is lost."""
    view = clean(text)
    blocks = segment(view, tokenize(view))
    covered = [False] * len(text)
    reach = 0
    for block in blocks:
        assert block.span.start >= reach
        assert block.sentences[0].start == block.span.start
        assert block.sentences[-1].end == block.span.end <= len(text)
        for span in block.sentences:
            assert reach <= span.start < span.end
            reach = span.end
            covered[span.start : span.end] = [True] * (span.end - span.start)
    for at, char in enumerate(view.text):
        if not char.isspace():
            assert covered[view.starts[at]]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='Ab.?! "”’)U…', max_size=120))
def test_sentence_ends_are_increasing(text):
    """Ends lie inside the text, in order, after at least one mark."""
    ends = sentence_ends(text)
    assert ends == sorted(set(ends))
    assert all(0 < end <= len(text) for end in ends)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab. \n\t\r\u200b\u00bd\ufb01\u2026A1\u201c\u201d!"), max_size=80))
def test_places_of_blocks_are_the_same_without_their_kinds(text: str) -> None:
    """Who needs only where blocks stand gets the places that full blocks have."""
    assert [block.span for block in paragraph_blocks(clean(text))] == [block.span for block in _blocks(text)]
