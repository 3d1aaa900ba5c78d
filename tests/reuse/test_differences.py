"""One difference is told once, however many passages it stands in."""

from __future__ import annotations

from auditor.model import Kind, Match, Origin, Place, Relation, Span
from auditor.reuse.differences import told_once
from auditor.reuse.orientation import flip

HERE, THERE = Span(40, 43), Span(50, 54)
CHANGED = Relation("changed-number", HERE, THERE, "one", "four")


def _match(start, end, *relations, origin=None, kind=Kind.EDITED, words=20):
    places = Place("a", Span(start, end)), Place("b", Span(start + 10, end + 10))
    return Match(f"m{start}", *places, kind, 0.9, words=words, relations=relations, origin=origin or Origin())


def _told(matches):
    return [match.relations for match in told_once(matches)]


def test_overlapping_passages_tell_a_difference_once():
    """It stays with the longer of two passages that are alike otherwise."""
    assert _told([_match(0, 60, CHANGED, words=9), _match(30, 90, CHANGED)]) == [(), (CHANGED,)]


def test_it_stays_with_the_passage_whose_origin_is_known():
    """What the score charges is what the finding speaks of."""
    known = _match(0, 60, CHANGED, origin=Origin("b", 0.8), words=9)
    assert _told([known, _match(30, 90, CHANGED)]) == [(CHANGED,), ()]


def test_template_text_does_not_take_a_difference_away():
    """No rule tells a difference in template text, so the other passage must."""
    template = _match(0, 60, CHANGED, kind=Kind.BOILERPLATE, words=90)
    assert _told([template, _match(30, 90, CHANGED)]) == [(), (CHANGED,)]


def test_one_wording_against_the_same_sentence_twice_is_one_difference():
    """The other article says it in two places; this one differs once."""
    again = Relation("changed-number", HERE, Span(900, 904), "one", "four")
    assert sum(map(len, _told([_match(0, 60, CHANGED), _match(30, 90, again)]))) == 1


def test_other_differences_stay():
    """Another kind, another place or another wording is another difference."""
    others = (
        Relation("changed-date", HERE, THERE, "one", "four"),
        Relation("changed-number", Span(45, 48), Span(55, 58), "one", "four"),
        Relation("changed-number", HERE, Span(70, 74), "one", "nine"),
    )
    for other in others:
        assert _told([_match(0, 60, CHANGED), _match(30, 90, other)]) == [(CHANGED,), (other,)]


def test_two_places_against_one_are_two():
    """An article that says it wrong twice is told of both, though the other says it once."""
    again = Relation("changed-number", Span(80, 83), THERE, "one", "four")
    assert _told([_match(0, 60, CHANGED), _match(30, 90, again)]) == [(CHANGED,), (again,)]


def test_passages_of_opposite_directions_tell_a_difference_once():
    """The same two places are one difference, whichever article it is told of."""
    matches = [_match(0, 60, CHANGED, origin=Origin("b", 0.9)), flip(_match(30, 90, CHANGED, origin=Origin("a", 0.8)))]
    assert _told(matches) == [(CHANGED,), ()]


def test_a_quotation_altered_twice_in_the_same_words_is_one():
    """A headline may repeat it: what was said is one remark, in one other wording."""
    altered = Relation("altered-quotation", HERE, THERE, "This is a grave hour", "This is a fine hour")
    again = Relation("altered-quotation", Span(80, 90), Span(90, 99), "this is a grave hour", "This is a fine hour,")
    other = Relation("altered-quotation", Span(80, 90), Span(90, 99), "this is a grave hour", "This is a late hour")
    assert _told([_match(0, 60, altered), _match(30, 90, again)]) == [(altered,), ()]
    assert _told([_match(0, 60, altered), _match(30, 90, other)]) == [(altered,), (other,)]
