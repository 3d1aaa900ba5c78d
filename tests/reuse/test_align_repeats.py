"""Passages that stand several times on one side."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from writing import CHOIR, FARMERS, HARBOUR, MUSEUM, read

from auditor.reuse.align import DOCUMENTS, NEWS, align
from auditor.reuse.align.record import Alignment, Step
from auditor.reuse.align.repeats import LEAST, everywhere
from auditor.reuse.align.sides import pair


@pytest.mark.parametrize("profile", [NEWS, DOCUMENTS], ids=lambda profile: profile.name)
def test_a_page_is_told_for_each_of_its_copies(profile) -> None:
    """A page against a text that holds it 300 times is matched in every place, with exact ends."""
    text = f"{HARBOUR}\n{MUSEUM}\n{FARMERS}\n{CHOIR}"
    page, copies = read(text)[0], read("\n\n".join([text] * 300))[0]
    words = len(page.tokens)
    places = [((0, words), (words * number, words * (number + 1))) for number in range(300)]
    assert [(found.left, found.right) for found in align(page, copies, profile=profile)] == places
    assert [(found.right, found.left) for found in align(copies, page, profile=profile)] == places


def test_text_between_copies_is_not_matched() -> None:
    """Only the copies are told, with steps that fit each place."""
    page, other = read(HARBOUR)[0], read(f"{MUSEUM}\n\n{HARBOUR}\n\n{CHOIR}\n\n{HARBOUR}\n\n{FARMERS}")[0]
    first, again = align(page, other)
    assert first.left == again.left == (0, len(page.tokens))
    assert [step.op for step in again.steps] == ["equal"]
    assert (again.steps[0].b0, again.steps[0].b1) == again.right
    for found in (first, again):
        assert page.tokens.words[slice(*found.left)] == other.tokens.words[slice(*found.right)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 1), min_size=LEAST, max_size=90), st.data())
def test_repeats_are_those_a_plain_search_finds(numbers, data) -> None:
    """The other places of a stretch are found as by comparing it with every place, none of them overlapping."""
    words = [("cat", "dog")[number] for number in numbers] * data.draw(st.integers(1, 3))
    tokens = read(" ".join(words))[0].tokens
    table = pair(tokens, tokens, NEWS)
    first = data.draw(st.integers(0, len(words) - LEAST))
    last = data.draw(st.integers(first + LEAST, len(words)))
    path = Alignment((first, last), (first, last), 9.0, 1.0, (Step("equal", first, last, first, last),))
    expected, free = {(first, last)}, 0
    for at in range(len(words) - (last - first) + 1):
        end = at + last - first
        if at >= free and (end <= first or at >= last) and words[at:end] == words[first:last]:
            expected.add((at, end))
            free = end
    found = everywhere(table, [path])
    assert {one.right for one in found if one.left == (first, last)} == expected
    assert {one.left for one in found if one.right == (first, last)} == expected
