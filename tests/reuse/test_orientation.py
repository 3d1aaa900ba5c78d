"""The likelier copy stands on the left, and turning a match loses nothing."""

from __future__ import annotations

from dataclasses import replace

from auditor.model import Article, Edit, Kind, Language, Match, Origin, Place, Reading, Relation, Span, SpunReading
from auditor.reuse.orientation import flip, mirrored, oriented, pairing

TEXT = "one two three four five six seven eight nine ten"


def _reading(name, verdict="none", text=TEXT):
    return Reading(Article(name, f"source-{name}", text), 10, Language("en", 1.0), spun=SpunReading(verdict))


def _match(origin=None):
    return Match(
        "m",
        Place("a", Span(0, 13)),
        Place("b", Span(0, 13)),
        Kind.VERBATIM,
        0.9,
        words=3,
        edits=(
            Edit("insert", Span(3, 3), Span(3, 7), "", "two"),
            Edit("replace", Span(0, 3), Span(0, 3), "one", "won"),
        ),
        relations=(Relation("changed-number", Span(0, 3), Span(0, 3), "one", "won"),),
        origin=Origin(origin, 0.8 if origin else 0.0),
    )


def test_flipping_twice_gives_the_match_back():
    """Sides, edits and relations change places and come back."""
    assert flip(flip(_match())) == _match()
    assert flip(_match()).edits[0] == Edit("delete", Span(3, 7), Span(3, 3), "two", "")


def test_the_inferred_origin_is_never_on_the_left():
    """Findings are made for the copy."""
    assert oriented(_match(origin="a"), "a") == flip(_match(origin="a"))
    assert oriented(_match(origin="b"), "b") == _match(origin="b")


def test_without_an_origin_the_spun_side_is_the_copy():
    """A spun text is the reworded one."""
    pair = pairing(_reading("a"), _reading("b", "spun"), [_match()])
    assert pair.left.article.id == "b"


def test_a_passage_of_unknown_origin_follows_its_pair():
    """Of two passages of one pair the one nobody can place is not laid at the door of the other side."""
    for one, other in (("a", "b"), ("b", "a")):
        known = replace(_match(origin=one), left=Place("a", Span(14, 27)), right=Place("b", Span(14, 27)))
        pair = pairing(_reading("a"), _reading("b"), [_match(), known])
        assert pair.left.article.id == other
        for match in (_match(), known):
            assert oriented(match, other).left.article == other


def test_names_do_not_choose_the_copy():
    """Where nothing else tells, what the texts hold does, whatever they are called."""
    texts = (TEXT, TEXT.replace("ten", "two"))
    chosen = {
        pairing(_reading("a", text=one), _reading("b", text=two), [_match()]).left.article.text
        for one, two in (texts, texts[::-1])
    }
    assert len(chosen) == 1


def test_of_a_pair_the_side_with_more_shared_text_is_the_copy():
    """A short text wholly inside a long one was taken from it, unless something else is known."""
    long = _reading("b", text=TEXT + " " + " ".join(f"w{i}" for i in range(90)))
    pair = pairing(_reading("a"), long, [_match()])
    assert pair.left.article.id == "a"
    assert (pair.left_share, pair.right_share) == (0.3, 0.03)
    turned = pairing(long, _reading("a"), [flip(_match())])
    assert turned.left.article.id == "a"
    assert pairing(long, _reading("a"), [flip(_match())], fixed=True).left.article.id == "b"
    assert mirrored(mirrored(pair)) == pair
