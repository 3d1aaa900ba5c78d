"""Pairs of long documents: aligned first, read only where they share something."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from writing import FARMERS, HARBOUR, MUSEUM

import auditor
from auditor.reuse.align import DOCUMENTS, align
from auditor.reuse.pairs import compare_unread
from auditor.text import prepare_words

FILLER = " ".join(f"Clerk {n} filed ledger {n * 7} under shelf {n % 9} of annex {n % 5}." for n in range(12))
CAST = (
    "Envoy Dorit Halvern, Premier Osk Tamble, Marshal Iven Quist, Chancellor Brede Molnar, Governor Siv Arkwright, "
    "Senator Pell Onoda, Minister Juno Varga, Judge Emil Sorde, Bishop Rafe Lindqvist, Mayor Tove Castellan, "
    "Admiral Wyn Okoro and General Lars Pinter"
)


def ranges(matches):
    return [(m.left.span.start, m.left.span.end, m.right.span.start, m.right.span.end) for m in matches]


def aligned(left: str, right: str):
    one, two = (prepare_words(auditor.Article(name, name, text)) for name, text in (("left", left), ("right", right)))
    return [
        (*one_span, *two_span)
        for found in align(one, two, profile=DOCUMENTS)
        for one_span, two_span in [
            (
                (one.tokens.span(*found.left).start, one.tokens.span(*found.left).end),
                (two.tokens.span(*found.right).start, two.tokens.span(*found.right).end),
            )
        ]
    ]


@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_long_texts_are_compared_at_their_own_offsets(line) -> None:
    """Whatever ends the lines, offsets count the characters of the text as it was given."""
    left = line.join([FILLER, HARBOUR, MUSEUM, FARMERS])
    right = line.join([FARMERS, "", MUSEUM, HARBOUR, FILLER[:40]])
    found = auditor.compare(left, right, profile="documents")
    assert ranges(found) == aligned(left, right) != []
    assert any("cannery" in left[m.left.span.start : m.left.span.end] for m in found)
    assert all(left[e.left.start : e.left.end] == e.before for m in found for e in m.edits)


def test_a_long_list_of_names_is_a_passage_of_documents() -> None:
    """What the aligner finds in long documents is not taken for a phrase of the news trade."""
    found = auditor.compare(f"{FILLER} {CAST} met.", f"{CAST} dined together, it was reported.", profile="documents")
    assert ranges(found) == aligned(f"{FILLER} {CAST} met.", f"{CAST} dined together, it was reported.") != []


def test_documents_that_share_nothing_are_not_read() -> None:
    """The price of reading an article is paid only where there is something to relate."""
    left, right = (prepare_words(auditor.Article(name, name, text)) for name, text in (("a", FILLER), ("b", FARMERS)))
    assert compare_unread(left, right, lambda document: pytest.fail(document.article.id)) == ((), ())


def test_origins_of_long_passages_are_sought_for_articles() -> None:
    """A dated, credited copy names its origin in this profile too; a bare text has neither source nor date."""
    story = f"{HARBOUR}\n\n{FARMERS}"
    left = auditor.Article("a", "coast.example", story, published="2024-03-01T08:00:00Z")
    copy = f"{story}\n\nThis article first appeared on coast.example."
    right = auditor.Article("b", "mirror.example", copy, published="2024-03-04T08:00:00Z")
    matches = auditor.compare(left, right, profile="documents")
    assert {match.origin.article for match in matches} == {"a"}
    assert {match.origin.article for match in auditor.compare(story, copy, profile="documents")} == {None}


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_two_texts_can_be_compared_as_documents(left, right) -> None:
    """No text crashes the profile, and a text of a dozen words or more shares all of itself with itself."""
    auditor.compare(left, right, profile="documents")
    text = f"{left} {HARBOUR} {right}"
    assert auditor.compare(text, text, profile="documents")


def test_a_text_against_many_copies_of_itself_gives_whole_copies() -> None:
    """Copies one after the other are matched one by one, not as one long and unlike passage."""
    page = f"{FILLER} {HARBOUR} {MUSEUM} {FARMERS}"
    found = auditor.compare(page, "\n\n".join([page] * 100), profile="documents")
    assert found
    assert all(len(match.right.span) <= 1.05 * len(page) and match.words > 100 for match in found)


@pytest.mark.parametrize("text", ["word " * 20_000, "the of and a to in is it as on at by"])
def test_a_text_is_all_of_itself_whatever_it_says(text) -> None:
    """Two equal texts of a dozen words are one verbatim passage, though their words weigh nothing."""
    (match,) = auditor.compare(text, text, profile="documents")
    assert match.kind is auditor.Kind.VERBATIM
    assert len(match.left.span) == len(text.strip())


def test_long_texts_take_little_longer_than_reading_them() -> None:
    """Processor time of comparing long unrelated texts stays a small multiple of that of cutting them into words."""
    rng = random.Random(5)
    known = ["".join(rng.choices("aeiounrstlbcdmp", k=4 + n % 6)) for n in range(6_000)]
    left, right = (" ".join(rng.choices(known, k=15_000)) for _ in range(2))
    auditor.compare(FILLER, HARBOUR, profile="documents")
    began = time.process_time()
    for side in (left, right):
        prepare_words(auditor.Article("a", "a", side))
    read = time.process_time()
    assert auditor.compare(left, right, profile="documents") == ()
    assert time.process_time() - read < 12 * (read - began)
