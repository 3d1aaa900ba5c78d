"""What a line of an article is, by its own form."""

from __future__ import annotations

import pytest

from auditor.text.furniture import is_caption, opens_with_dateline


@pytest.mark.parametrize(
    ("paragraph", "opens"),
    [
        ("PELLWORTH, March 4 — The ferry was late.", True),
        ("DES MOINES, Iowa (AP) - Voters chose.", True),
        ("NEW YORK (Reuters) – “We wait,” he said.", True),
        ("LONDON - The river rose.", True),
        ("The ferry - an old one - was late.", False),
        ("NATO and the EU - both absent - said nothing.", False),
        ("", False),
    ],
)
def test_datelines_open_paragraphs(paragraph, opens):
    """A place in capitals before a dash is where a story was filed."""
    assert opens_with_dateline(paragraph) is opens


def test_a_story_in_one_paragraph_is_no_caption():
    """An agency tag at its end does not turn a long paragraph into a picture's caption."""
    assert not is_caption("The ferry ran aground at night and everyone on board was taken off. " * 5 + "(Reuters)")
    assert is_caption("The ferry on the rocks off Teller Point. (Reuters)")
