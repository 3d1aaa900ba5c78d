"""Who is credited for a passage, and how much of an article is another's."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Article, Attribution, Credit, Kind, Language, Match, Place, Quotation, Reading, Residue, Span
from auditor.reuse.attribution import (
    credit_strength,
    merge,
    names_source,
    reused_share,
    speaker_of_both,
    standing,
    subtract,
)

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda p: Span(p[0], p[0] + p[1])), max_size=8)


def _reading(name="a", source="s", text="one two three four five", **more):
    return Reading(Article(name, source, text), 5, Language("en", 1.0), **more)


def _points(spans):
    return {i for span in spans for i in range(span.start, span.end)}


@given(SPANS)
def test_merge_keeps_every_point_once(spans):
    """The union holds the same code points, sorted and apart."""
    merged = merge(spans)
    assert _points(merged) == _points(spans)
    assert all(left.end < right.start for left, right in pairwise(merged))


@given(SPANS, SPANS)
def test_subtract_is_set_difference(spans, holes):
    """What is left are the code points of the one and not of the other."""
    assert _points(subtract(spans, holes)) == _points(spans) - _points(holes)


def test_a_named_agency_is_a_credit_whichever_copy_it_was_matched_with():
    """Two outlets with the same wire story owe each other nothing."""
    copy = _reading(credits=(Credit("agency-tag", "AFP", 1.0),))
    assert credit_strength(copy, _reading("b", "another.example")) == 1.0


def test_naming_oneself_credits_nobody():
    """A site's own name is not a credit for another site's text."""
    copy = _reading(source="daily.example", credits=(Credit("outlet", "www.daily.example", 1.0),))
    assert credit_strength(copy, _reading("b", "other.example")) == 0.0


@pytest.mark.parametrize("who", ["the Beacon", "The Beacon", "thebeacon.example"])
@pytest.mark.parametrize("source", ["The Beacon", "Beacon", "thebeacon.example"])
def test_naming_oneself_credits_nobody_under_any_name(source, who):
    """With an article or without, as name or as domain: whoever credits the publisher has credited nobody else."""
    copy = _reading(source=source, credits=(Credit("first-appeared", who, 1.0),))
    assert credit_strength(copy, _reading("b", "other.example")) == 0.0
    assert credit_strength(_reading(credits=copy.credits), _reading("b", source)) == 1.0


@pytest.mark.parametrize(
    ("text", "source", "named"),
    [
        ("The fire was first reported by the Northern Ledger.", "northern-ledger.example", True),
        ("The Northern Ledger reported on Monday that the fire spread.", "Northern Ledger", True),
        ("She told Northern Ledger she was safe.", "www.northernledger.co.uk", False),
        ("She told NorthernLedger she was safe.", "https://www.northernledger.co.uk/", True),
        ("The fire spread. (Northern Ledger)", "northern-ledger.example", True),
        ("Speaking to the Northern Ledger, she said she was safe.", "northern-ledger.example", True),
        ("Letters seen by the Northern Ledger show why.", "northern-ledger.example", True),
        ("The Northern Ledger has learned why.", "northern-ledger.example", True),
        ("The Northern Ledger has moved to Quay Street.", "northern-ledger.example", False),
        ("A northern ledger lay on the desk.", "northern-ledger.example", False),
        ("According to the Harbour, nobody was hurt.", "harbour.example", True),
        ("According to the harbour office, nobody was hurt.", "harbour.example", False),
        ("He sailed from a harbour.", "harbour.example", False),
        ("It came from AB.", "ab.example", False),
        ("© 2024 Northern Ledger", "Northern Ledger", True),
        ("Text: Northern Ledger", "The Northern Ledger", True),
        ("It was not first published by the Northern Ledger.", "Northern Ledger", False),
        ("A photograph published by the Northern Ledger.", "Northern Ledger", False),
    ],
)
def test_a_source_named_in_the_text_is_credited(text, source, named):
    """Whoever says where a report comes from credits it, also an outlet no table knows."""
    assert names_source(text, source) is named


def test_a_photo_credit_covers_no_text():
    """Crediting the picture leaves the words uncredited."""
    assert credit_strength(_reading(credits=(Credit("photo", "Reuters", 1.0, covers="picture"),)), _reading("b")) == 0.0


def test_quotations_and_residue_are_not_reused_words():
    """A passage that is another's speech, or template text, adds nothing to the share."""
    text = 'He said "one two three" and left. Source link'
    quote, residue = Span(8, 23), Span(34, len(text))
    reading = _reading(
        text=text,
        quotations=(Quotation(quote, Span(9, 22)),),
        residue=(Residue(residue, "pointer", "r"),),
    )
    assert reused_share(reading, [Span(0, len(text))]) == 4 / 7
    assert reused_share(reading, [quote]) == 0.0


def test_attribution_groups():
    """The four groups an editor knows, from credit and quotation marks."""
    match = Match("m", Place("a", Span(0, 7)), Place("b", Span(0, 7)), Kind.VERBATIM, 1.0)
    quoted = (Quotation(Span(0, 9), Span(0, 8)),)
    credit = (Credit("agency-tag", "AP", 1.0),)
    other = _reading("b", "t")
    groups = [standing(match, _reading(credits=c, quotations=q), other) for c in (credit, ()) for q in (quoted, ())]
    assert groups == ["cited and quoted", "cited, not quoted", "quoted, not cited", "neither cited nor quoted"]


def _said(text, quote, speaker):
    at = text.index(quote)
    return Quotation(Span(at, at + len(quote)), Span(at + 1, at + len(quote) - 1), speaker)


@pytest.mark.parametrize(
    ("quote", "group"),
    [
        ("“We shall rebuild the bridge by spring and nobody will lose a house”", "quoted, not cited"),
        ("“rebuild the bridge”", "neither cited nor quoted"),
    ],
)
def test_a_passage_is_quoted_if_most_of_it_is(quote, group):
    """The words that join a quotation to its speaker do not make it the writer's."""
    text = "“We shall rebuild the bridge by spring and nobody will lose a house”, the mayor told people on Monday."
    text = text.replace("“", "").replace("”", "").replace(quote.strip("“”"), quote)
    copy = _reading(text=text, quotations=(_said(text, quote, "the mayor"),))
    match = Match("m", Place("a", Span(0, len(text))), Place("b", Span(0, 9)), Kind.EDITED, 1.0)
    assert standing(match, copy, _reading("b", "t")) == group


@pytest.mark.parametrize(
    ("here", "there", "named"),
    [
        ("Mr Blinken", "Blinken in Berlin", "Mr Blinken"),
        ("Jane Doe", "the minister Jane Doe", "Jane Doe"),
        ("President Doe", "President Roe", ""),
        ("the mayor", "the mayor", ""),
        ("", "Jane Doe", ""),
    ],
)
def test_words_of_a_speaker_both_name_are_the_speakers(here, there, named):
    """A person may be called by title or in full; a title alone is nobody."""
    text = "“We shall rebuild the bridge by spring”, they said."
    quote = text[: text.index(",")]
    left, right = (
        _reading(n, text=text, quotations=(_said(text, quote, who),)) for n, who in (("a", here), ("b", there))
    )
    place = Span(0, len(text))
    match = Match("m", Place("a", place), Place("b", place), Kind.EDITED, 1.0)
    assert speaker_of_both(match, left, right) == named


def test_reported_speech_has_a_speaker_too():
    """Indirect speech gives the words to a speaker without quotation marks."""
    text = "The bridge would be rebuilt by spring, Jane Doe said."
    told = (Attribution(Span(0, 37), "Jane Doe", Span(48, 52)),)
    place = Span(0, len(text))
    match = Match("m", Place("a", place), Place("b", place), Kind.EDITED, 1.0)
    sides = _reading(text=text, attributions=told), _reading("b", text=text, attributions=told)
    assert speaker_of_both(match, *sides) == "Jane Doe"
    assert standing(match, *sides) == "neither cited nor quoted"
