"""Two wordings of one thing, with the words told apart that only one of them has."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

Runs = tuple[tuple[str, bool], ...]  #: text, and whether only this side has it

LONGEST = 300  #: words of a side above which nothing is marked: no reader compares so many
_WORDS = re.compile(r"\S+")


def told_apart(here: str, there: str) -> tuple[Runs, Runs]:
    """Return both wordings in runs. Case, quotation marks and punctuation around a word make no difference."""
    left, right = list(_WORDS.finditer(here)), list(_WORDS.finditer(there))
    if not left or not right or max(len(left), len(right)) > LONGEST:
        return ((here, False),), ((there, False),)
    blocks = SequenceMatcher(None, _keys(left), _keys(right), autojunk=False).get_opcodes()
    mine = [(first, last) for tag, first, last, _, _ in blocks if tag != "equal" and last > first]
    theirs = [(first, last) for tag, _, _, first, last in blocks if tag != "equal" and last > first]
    return _runs(here, left, mine), _runs(there, right, theirs)


def _keys(words: list[re.Match[str]]) -> list[str]:
    return [word.group().strip("“”\"'‘’.,;:!?…()").casefold() for word in words]


def _runs(text: str, words: list[re.Match[str]], own: list[tuple[int, int]]) -> Runs:
    if own == [(0, len(words))]:  # nothing in common: marking all of it tells nothing
        return ((text, False),)
    found: list[tuple[str, bool]] = []
    place = 0
    for first, last in own:
        start, end = words[first].start(), words[last - 1].end()
        found += [(text[place:start], False), (text[start:end], True)]
        place = end
    found.append((text[place:], False))
    return tuple(run for run in found if run[0])
