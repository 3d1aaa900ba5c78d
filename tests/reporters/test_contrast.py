"""Two wordings side by side: what only one of them has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reporters.page.contrast import LONGEST, told_apart
from auditor.reporters.page.finding_view import headline


def own(runs):
    return [text for text, apart in runs if apart]


def test_changed_words_are_told_apart():
    """Only the words that differ are set off, on both sides."""
    here, there = told_apart("desist and step again, he said", "desist and step back, he said")
    assert (own(here), own(there)) == (["again,"], ["back,"])


def test_case_and_quotation_marks_are_no_difference():
    """“Peace” and peace are the same word to a reader."""
    here, there = told_apart("“Peace,” he said", "peace he said")
    assert (own(here), own(there)) == ([], [])


def test_wordings_with_nothing_in_common_are_left_alone():
    """Where all is different, marking all tells nothing."""
    assert told_apart("2019", "2020") == ((("2019", False),), (("2020", False),))


@given(st.text(), st.text())
def test_no_letter_is_lost(here, there):
    """The runs of a side are its wording, whatever it is."""
    for text, runs in zip((here, there), told_apart(here, there), strict=True):
        assert "".join(part for part, _ in runs) == text


def test_very_long_wordings_are_not_compared():
    """A book against a book does not hold the page up."""
    here = "word " * (LONGEST + 1)
    assert told_apart(here, here + "more") == (((here, False),), ((here + "more", False),))


@pytest.mark.parametrize(
    ("message", "contrasted", "shown"),
    [
        ("quotation of A differs from b: “x” / “y”", True, "Quotation of A differs from b"),
        ("quotation of A differs from b: “x” / “y”", False, "Quotation of A differs from b: “x” / “y”"),
        ("rewords b: “x” for “y”", True, "Rewords b: “x” for “y”"),
        ("b2-x differs", False, "b2-x differs"),
        ("847 words", False, "847 words"),
        ("", True, ""),
    ],
)
def test_headline(message, contrasted, shown):
    """A heading begins with a capital, keeps ids as they are, and does not repeat what stands below it."""
    assert headline(message, contrasted=contrasted) == shown
