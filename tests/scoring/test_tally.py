"""Kept sums: a source is scored without reading its other articles again, to the last digit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_cases import NAMED, finding, match, reading

from auditor.model import Kind, Residue, Span, Zone
from auditor.scoring import CLASSES, ArticleEvidence, Mend, SourceTally, article_evidence, score, score_tally, tally
from auditor.scoring.tally import added, packed, unpacked

share = st.floats(0, 1)
four = st.tuples(share, share, share, share)


@st.composite
def evidence(draw, number):
    penalties = draw(four)
    less = draw(four)
    mended = tuple(before * part for before, part in zip(penalties, less, strict=True))
    return ArticleEvidence(
        f"a{number}",
        "s.example",
        draw(st.sampled_from(("one", "two", "three", f"a{number}"))),
        draw(st.integers(0, 900)),
        penalties,
        findings=tuple(draw(st.lists(st.sampled_from("abcde"), max_size=2).map(tuple)) for _ in range(4)),
        mends=draw(st.lists(st.just(Mend("mend it", mended, ("a",))), max_size=1).map(tuple)),
        own_words=draw(st.integers(0, 900)),
        classes=draw(st.tuples(*[st.integers(0, 500)] * 6)),
    )


many = st.integers(1, 9).flatmap(lambda count: st.tuples(*[evidence(number) for number in range(count)]))


@settings(max_examples=80, deadline=None)
@given(many, st.data())
def test_any_split_in_any_order_gives_the_same_score(rows, data):
    """Articles kept apart, in parts and in any order, add up to the score of all at once."""
    shuffled = data.draw(st.permutations(rows))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(rows)), max_size=3)))
    parts = [shuffled[a:b] for a, b in zip((0, *cuts), (*cuts, len(rows)), strict=True)]
    sums = SourceTally("s.example")
    for part in parts:
        sums += tally(part) if part else SourceTally("s.example")
    assert sums == tally(rows)
    assert score_tally(sums) == score(rows)


@settings(max_examples=40, deadline=None)
@given(many, many, many)
def test_adding_is_associative_and_commutative_with_an_empty_tally(first, second, third):
    """The sums form a commutative monoid, so parts can be kept and joined anywhere."""
    one, two, three = tally(first), tally(second), tally(third)
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one
    assert one + SourceTally("s.example") == one


def test_tallies_of_two_sources_do_not_mix():
    """Sums of one source are never added to another's, nor those of another version of the method."""
    with pytest.raises(ValueError, match="one source"):
        SourceTally("a") + SourceTally("b")
    with pytest.raises(ValueError, match="one method"):
        SourceTally("a") + SourceTally("a", method="0")


def test_the_mean_of_a_story_is_the_mean_of_its_articles():
    """Two articles of one story, one of them bad, count as one story that is half bad."""
    bad, good = (1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0)
    rows = [ArticleEvidence(name, "s", "one", 100, part) for name, part in (("a", bad), ("b", good))]
    assert tally(rows).stories["one"].mean() == (0.5, 0.0, 0.0, 0.0)
    assert score(rows).dimensions[0].observed == 1


def test_every_word_has_one_class():
    """Quoted before template, template before shared, shared before comment; the classes add up to all words."""
    copy = reading(
        quoted=[(0, 20)],
        residue=(Residue(Span(15 * 6, 30 * 6), "navigation", ""),),
        zones=(Zone(Span(100 * 6, 140 * 6), "opinion"),),
        credits_=(NAMED,),
    )
    shared = [match(25, 60), match(90, 110, kind=Kind.SPUN, name="m2")]
    found = article_evidence(copy, shared, [finding("DUP001", related=True)])
    assert dict(zip(CLASSES, found.classes, strict=True)) == {
        "quoted": 20, "boilerplate": 10, "spun": 20, "reused": 30, "opinion": 30, "own": 90,
    }  # fmt: skip
    assert sum(found.classes) == 200


@settings(max_examples=40, deadline=None)
@given(many, many)
def test_tallies_survive_as_bytes(first, second):
    """What is written down reads back the same, and adds up the same."""
    one, two = tally(first), tally(second)
    assert unpacked(packed(one)) == one
    assert added(packed(one), packed(two)) == packed(one + two)
    assert unpacked(packed(SourceTally("\ud800"))) == SourceTally("\ud800")


def test_other_bytes_are_no_tally():
    """A damaged record is an error and not a score."""
    with pytest.raises(ValueError, match="not a tally"):
        unpacked(b"\x93\x01")
