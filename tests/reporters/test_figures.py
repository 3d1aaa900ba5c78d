"""Dates and numbers on the pages: read in the page's language, and carried for machines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from auditor.reporters.page import figures


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("2016-05-31", '<time datetime="2016-05-31">31 May 2016</time>'),
        ("2016-05-31T14:05:09+02:00", '<time datetime="2016-05-31T14:05+02:00">31 May 2016, 14:05 +02:00</time>'),
        ("2016-05-31T14:05:09Z", '<time datetime="2016-05-31T14:05+00:00">31 May 2016, 14:05 UTC</time>'),
        ("2016-05-31 14:05", '<time datetime="2016-05-31T14:05">31 May 2016, 14:05</time>'),
        ("2016-05-31T00:00:00", '<time datetime="2016-05-31">31 May 2016</time>'),
        ("last Tuesday", "last Tuesday"),
        ("", ""),
    ],
)
def test_a_moment_is_told_as_it_was_stated(stated, shown):
    """A date keeps its own time and zone; midnight without a zone is a date without time; the rest is left alone."""
    assert figures.moment(stated) == shown


def test_a_day_leaves_the_time_out():
    """Tables show the day the publisher stated, not the day it was elsewhere."""
    assert figures.day("2016-05-31T23:59:00-11:00") == '<time datetime="2016-05-31">31 May 2016</time>'


def test_numbers_that_countries_write_apart_carry_their_value():
    """Below a thousand a whole number reads the same everywhere."""
    assert figures.whole(999) == "999"
    assert figures.whole(1234567) == '<data value="1234567">1,234,567</data>'
    assert figures.decimal(96.14) == '<data value="96.1">96.1</data>'
    assert figures.decimal(96.0) == "96"
    assert figures.fixed(96.0) == '<data value="96.0">96.0</data>'
    assert figures.decimal(1234.0) == '<data value="1234">1,234</data>'


@given(st.text())
def test_what_is_no_date_stays_untrusted(stated):
    """Only what was read as a date becomes markup: a stranger's text never does."""
    for shown in (figures.day(stated), figures.moment(stated)):
        assert shown == stated or (isinstance(shown, Markup) and shown.count("<") == 2)
