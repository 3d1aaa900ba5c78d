"""Who had a shared passage first: reasons, abstentions, and symmetry."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.annotate.credits import find_credits
from auditor.annotate.residue import find_residue
from auditor.model import Article, Declared, Edit, Kind, Language, Match, Place, Reading, Span, SpunReading
from auditor.reuse.orientation import flip
from auditor.reuse.origin import PriorSharing, infer_origin, infer_origins, origin_confidence, own_words
from auditor.text import prepare

STORY = " ".join(f"Sentence number {n} of the report tells how the harbour was closed to ships." for n in range(12))


def reading(name, *, source="", tail="", text=STORY, spun="none", **more):
    article = Article(name, source or f"{name}.example", f"{text}\n\n{tail}" if tail else text, **more)
    document = prepare(article)
    return Reading(
        article,
        len(document.tokens),
        Language("en", 1.0),
        blocks=document.blocks,
        credits=find_credits(document),
        residue=find_residue(document),
        spun=SpunReading(spun, 0.97),
    )


def match(left="a", right="b", length=0, **more):
    return Match(
        "m",
        Place(left, Span(0, length or len(STORY))),
        Place(right, Span(0, length or len(STORY))),
        Kind.VERBATIM,
        1.0,
        **more,
    )


def origin(left, right, shared=None, **more):
    return infer_origin(shared or match(), left, right, **more)


def test_two_equal_texts_without_any_sign_get_no_origin():
    """With nothing to go by the answer is an abstention that says so."""
    answer = origin(reading("a"), reading("b"))
    assert answer.article is None
    assert answer.confidence == 0
    assert answer.reasons


def test_the_text_dated_days_earlier_is_named_with_the_reason():
    """Declared dates decide where nothing speaks against them."""
    early = reading("a", published="2022-01-18", byline="Jane Doe")
    late = reading("b", published="2022-01-21")
    answer = origin(early, late)
    assert answer.article == "a"
    assert answer.confidence >= 0.75
    assert "a is dated 3 days earlier" in answer.reasons


def test_a_credit_outweighs_a_copy_stamped_before_its_original():
    """A re-poster's clock may run ahead; that it names the other outlet is stronger."""
    copy = reading("a", tail="Source: The Guardian", published="2022-01-20T08:00")
    original = reading("b", source="The Guardian", published="2022-01-20T20:00")
    answer = origin(copy, original)
    assert answer.article == "b"
    assert "a credits the other's outlet" in answer.reasons


def test_fetch_time_says_nothing():
    """When a copy was fetched is no evidence of when it was published."""
    early = reading("a", declared=Declared(fetched="2020-01-01T00:00:00Z"))
    late = reading("b", declared=Declared(fetched="2022-01-01T00:00:00Z"))
    assert origin(early, late) == origin(reading("a"), reading("b"))


def test_a_spun_text_is_never_the_origin():
    """However early it is dated; and of two spun texts neither is."""
    spun = reading("a", spun="spun", published="2020-01-01", byline="Jane Doe")
    assert origin(spun, reading("b", published="2022-01-01", tail="Source link")).article != "a"
    both = origin(spun, reading("b", spun="spun"))
    assert both.article is None
    assert "both may derive from a third text" in both.reasons


def test_texts_that_name_the_same_third_origin_are_left_open():
    """Two papers that credit one agency owe each other nothing, whatever their dates."""
    early = reading("a", tail="(AFP)", published="2022-01-18")
    late = reading("b", tail="(AFP)", published="2022-01-21")
    answer = origin(early, late)
    assert answer.article is None
    assert answer.reasons[:2] == ("both name Agence France-Presse as origin", "both may derive from a third text")


def test_a_text_that_names_another_origin_is_not_made_one():
    """A re-post that says it is Al Jazeera's text is no origin for another site."""
    repost = reading("a", tail="Al Jazeera and news agencies", published="2022-01-18")
    answer = origin(repost, reading("b", published="2022-01-21"))
    assert answer.article is None
    assert "both may derive from a third text" in answer.reasons


def test_a_short_shared_passage_may_come_from_a_third_text():
    """One sentence in two long articles is as well explained by a common source, even with dates."""
    other = " ".join(f"Another matter, numbered {n}, was settled by the court that week." for n in range(30))
    early = reading("a", text=STORY[:75] + " " + other, published="2022-01-18")
    late = reading("b", text=STORY[:75] + " " + other.replace("court", "council"), published="2022-01-21")
    answer = origin(early, late, match(length=75))
    assert answer.article is None
    assert "both may derive from a third text" in answer.reasons


def test_unreadable_dates_are_no_dates():
    """Free text in the date field neither breaks the inference nor moves it."""
    assert origin(reading("a", published="last Friday"), reading("b", published="31/12/21")).article is None


def test_prior_sharing_moves_a_weak_case():
    """A source that was the origin ten times before is likelier to be it again; alone it names nobody against signs."""
    left, right = reading("a", byline="Jane Doe"), reading("b")
    before = origin(left, right, prior=PriorSharing(0, 0))
    after = origin(left, right, prior=PriorSharing(10, 0))
    assert after.confidence >= before.confidence
    assert after.article == "a"


def test_all_matches_of_a_pair_count_together():
    """Passages that are short one by one are judged by what the two articles share in all."""
    early = reading("a", published="2022-01-18", byline="Jane Doe")
    late = reading("b", published="2022-01-21")
    parts = [
        Match(f"m{n}", Place("a", Span(n, n + 90)), Place("b", Span(n, n + 90)), Kind.VERBATIM, 1.0, words=15)
        for n in range(0, len(STORY) - 95, 95)
    ]
    assert infer_origin(parts[0], early, late).article is None
    got = infer_origins(parts, {"a": early, "b": late})
    assert {m.origin.article for m in got} == {"a"}
    assert [m.id for m in got] == [m.id for m in parts]


signs = st.fixed_dictionaries(
    {
        "published": st.sampled_from(("", "2022-01-18", "2022-01-20T10:00", "2022-01-20T11:30", "2022-01-25")),
        "byline": st.sampled_from(("", "Jane Doe")),
        "spun": st.sampled_from(("none", "spun", "suspicious")),
        "tail": st.sampled_from(("", "Source link", "(Reuters)", "Source: The Guardian", "[ad_2]")),
        "source": st.sampled_from(("The Guardian", "blog.example")),
    }
)


@settings(max_examples=30, deadline=None)
@given(signs, signs, st.integers(20, len(STORY)), st.booleans())
def test_swapping_the_articles_swaps_the_answer_and_nothing_else(one, two, length, cut):
    """Neither side has an advantage by being named first."""
    left, right = reading("a", **one), reading("b", **two)
    edits = (Edit("delete", Span(0, 9), Span(0, 0), "some words", ""),) if cut else ()
    shared = replace(match(length=length), edits=edits)
    forward, backward = infer_origin(shared, left, right), infer_origin(flip(shared), right, left)
    assert forward.article == backward.article
    assert forward.confidence == pytest.approx(backward.confidence)
    assert forward.article is None or {"a": left, "b": right}[forward.article].spun.verdict != "spun"
    assert forward.article is None or forward.confidence >= 0.75


@given(st.floats(0, 1), st.floats(-60, 60), st.floats(0, 60))
def test_more_signs_never_make_an_answer_less_sure(direct, odds, more):
    """Confidence grows with the signs and with how much is shared, says nothing of the side, and is never certainty."""
    sure = origin_confidence(direct, odds)
    assert origin_confidence(direct, -odds) == sure
    assert origin_confidence(direct, abs(odds) + more) >= sure
    assert origin_confidence(min(1.0, direct + 0.1), odds) >= sure
    assert 0 <= sure < 1


def test_lying_inside_a_longer_text_names_nobody():
    """A story inside a longer article may be its excerpt, or may have been pasted there with comments under it."""
    longer = reading(
        "a", text=STORY + "\n\n" + " ".join(f"Comment {n} says what its author thinks." for n in range(40))
    )
    answer = origin(longer, reading("b"))
    assert answer.article is None
    assert any("lies in a" in reason for reason in answer.reasons)


def test_words_of_its_own_on_each_side_speak_for_a_third_text():
    """A copy cuts or adds; where each side has what the other lacks, both may have edited a third text."""
    early, late = reading("a", published="2022-01-18", byline="Jane Doe"), reading("b", published="2022-01-21")
    cut = Edit("delete", Span(0, 90), Span(0, 0), STORY[:90], "")
    added = Edit("insert", Span(90, 90), Span(0, 90), "", STORY[:90])
    plain, both = origin(early, late), origin(early, late, match(edits=(cut, added)))
    assert plain.article == "a"
    assert both.article is None or both.confidence < plain.confidence
    assert own_words(match(edits=(cut,))) == own_words(match(edits=(added,))) == 0
    assert own_words(match(edits=(cut, added))) == own_words(flip(match(edits=(cut, added)))) == 1
