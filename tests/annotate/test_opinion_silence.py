"""What newsrooms print that sounds like the author's opinion and is not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from auditor.annotate.opinion import find_zones
from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.model import Article
from auditor.text import prepare

TEXTS = tomllib.loads(Path(__file__).with_name("opinion_silence.toml").read_text("utf-8"))
TOP, BOTTOM = TEXTS["top"].strip(), TEXTS["bottom"].strip()
ANGRY = tuple(TEXTS["angry"].strip().split("\n\n"))  #: what makes a zone when it is the author's own


def told(kind):
    """The texts of one kind, as cases."""
    return pytest.mark.parametrize("text", [pytest.param(row["text"].strip(), id=row["name"]) for row in TEXTS[kind]])


def found(text, title=""):
    """The opinion zones of *text*, as text."""
    document = prepare(Article("a", "s", text, title=title, language="en"))
    quotations = find_quotations(document)
    parts = find_zones(document, quotations, find_attributions(document, quotations))
    return [text[zone.span.start : zone.span.end] for zone in parts if zone.label == "opinion"]


def between(*paragraphs):
    """A report with *paragraphs* in its middle."""
    return "\n\n".join([TOP, *paragraphs, BOTTOM])


def test_the_words_used_here_are_an_opinion_when_they_are_the_authors():
    """The control: without a frame the same words make a zone."""
    (zone,) = found(between(*ANGRY))
    assert ANGRY[0] in zone
    assert ANGRY[2] in zone


@pytest.mark.parametrize(
    "frame",
    [
        lambda words, n: f"{words}\n— Osk Brandl (@oskbrandl) March {n + 1}, 2031",
        lambda words, n: f"{words}\n\n— Osk Brandl (@oskbrandl) March {n + 1}, 2031",
        lambda words, n: f"Osk Brandl @oskbrandl{n}: {words} pic.twitter.com/Ab3dE{n}fGh",
    ],
    ids=["signed with a handle", "signed below", "with a picture address"],
)
def test_embedded_posts_are_their_writers(frame):
    """A post embedded without quotation marks is not the reporter's."""
    assert found(between(*(frame(words, n) for n, words in enumerate(ANGRY)))) == []


@pytest.mark.parametrize(
    "lead",
    [
        "In a letter to the council the harbour society wrote:",
        "Osk Brandl, who leads the opposition, told the meeting:",
    ],
)
def test_block_quotations_without_marks_are_the_speakers(lead):
    """A lead-in with a speaker and a colon hands the paragraph below to that speaker."""
    assert found(between(lead, " ".join(ANGRY))) == []


@pytest.mark.parametrize(
    "names",
    [("Q", "A"), ("BRANDL", "KAMPMANN"), ("Reporter", "Brandl")],
    ids=["questions and answers", "capital names", "names"],
)
def test_interview_turns_are_the_speakers(names):
    """What stands behind Q:, A: or a speaker's name is said by the one named."""
    turns = [f"{names[n % 2]}: {words}" for n, words in enumerate([*ANGRY, *ANGRY])]
    assert found(between(*turns)) == []


@pytest.mark.parametrize("host", ["ARI HALM, HOST:", "HALM, BYLINE:"], ids=["a host", "a correspondent on the air"])
def test_broadcast_transcripts_are_spoken(host):
    """From the host's name on, paragraphs without a name are speech as well."""
    turns = [
        f"{host} The town of Orrin has sold its crane. Osk Brandl joins us from the quay. Good morning.",
        f"OSK BRANDL: {ANGRY[0]}",
        ANGRY[1],
        f"HALM: And what should be done? BRANDL: {ANGRY[2]}",
        "HALM: Osk Brandl leads the opposition in Orrin. Thank you very much for talking with us this morning.",
    ]
    assert found("\n\n".join(turns)) == []


def test_a_piece_pasted_under_a_transcript_is_heard():
    """A transcript ends where no name has come for longer than before; commentary below is the author's."""
    names = ["HALM", "BRANDL"] * 4
    turns = [f"{name}: The crane has stood on the quay since 1911, and it was sold on Tuesday." for name in names]
    quiet = ["The harbour society was founded in 1988. It has 340 members, according to its register."] * 6
    (zone,) = found("\n\n".join([*turns, *quiet, *ANGRY, *ANGRY]))
    assert zone.startswith(ANGRY[0])


@told("teaser_questions_are_no_rhetoric")
def test_teaser_questions_are_no_rhetoric(text):
    """Questions that a report answers itself are a way to order it."""
    answers = TEXTS["answers"].strip()
    assert found(between(text, answers)) == []


@told("explainers_explain")
def test_explainers_explain(text):
    """Questions as headings, modals and the present tense of an explainer are no opinion."""
    assert found(between(text), "What you need to know about the sale of Orrin's crane") == []


@told("players_and_sign_up_forms_are_furniture")
def test_players_and_sign_up_forms_are_furniture(text):
    """What a page says to sell itself is not the article's voice."""
    assert found(between(text, text)) == []


@told("narrative_openings_are_scenes")
def test_narrative_openings_are_scenes(text):
    """A colourful scene in front of a report is its opening, not a verdict."""
    assert found(f"{text}\n\n{TOP}\n\n{TOP}\n\n{BOTTOM}") == []


@told("a_reporters_analysis_is_not_a_column")
def test_a_reporters_analysis_is_not_a_column(text):
    """Speculation with sources, in many voices, stays a report from end to end."""
    assert found(f"{text}\n\n{text}\n\n{BOTTOM}") == []


@told("service_and_community_texts_take_no_side")
def test_service_and_community_texts_take_no_side(text):
    """Recipes, directions, notices, thanks and tips praise, advise and exhort, and are no commentary."""
    assert found(text) == []


def test_the_subject_is_heard_in_the_whole_text():
    """The same angry words are nobody's business in a text about nothing public, and an opinion in a report."""
    assert found("\n\n".join(ANGRY * 2)) == []
    assert found(between(*ANGRY)) != []
