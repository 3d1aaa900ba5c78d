"""Words broken by a space inside ("mini ster", "Ukr aine"), found by what is a word and what is not.

Two or three neighbours are joined where together they are a common English word, at least one of
them is none, and the text holds several such places: a single one is a misprint.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from auditor.text.spelled import bits

#: A joined word must be at least this common (bits of surprise), and fragments rarer than this are no words.
_COMMON, _RARE = 16.0, 18.0
#: Places needed: at least three, and one in so many words of a long text.
_FEWEST, _WORDS_EACH = 3, 1_500
#: A fragment without a vowel, which no word of ordinary prose is: only where one stands is the text looked at closely.
_BARE = re.compile(
    r" (?!(?:vs|v|mph|pm|km|tv|ft|mm|kg|cm|hrs?|st|nd|rd|th|s|t|x|p|c|m|n|www|bn|mn|html)\b)[b-df-hj-np-tv-xz]+[ ,.]"
)
_WORD = re.compile(r"(?<![^\s\"(\u201c\u2018\u2013-])[A-Za-z][a-z]*(?![^\W_])")


def spaces_inside(text: str) -> list[int]:
    """Offsets of the spaces that break words, in order; empty for ordinary text."""
    if _BARE.search(text) is None:
        return []
    parts = text.split()
    fragments = {word for word in set(parts) if word.isascii() and word.isalpha() and word.islower() and _odd(word)}
    fewest = max(_FEWEST, len(parts) // _WORDS_EACH)
    if len(fragments) < _FEWEST or not _suspect(parts, fragments, fewest):
        return []
    spaces: list[int] = []
    matches = list(_WORD.finditer(text))
    at = 0
    while at < len(matches):
        joined = _joined(text, matches, at)
        spaces += (match.start() - 1 for match in matches[at + 1 : at + joined])
        at += joined
    return spaces if len(spaces) >= fewest else []


def _suspect(parts: list[str], fragments: set[str], fewest: int) -> bool:
    """Whether there are enough places to be worth a closer look; ordinary text stops here."""
    hits = 0
    for before, after in pairwise(parts):
        if (after in fragments or before in fragments) and (
            (after in fragments and before in fragments) or _common((before + after).lower().rstrip(",.;:"))
        ):
            hits += 1
            if hits >= fewest:
                return True
    return False


def _joined(text: str, matches: list[re.Match[str]], at: int) -> int:
    """How many neighbours from *at* on make one word: 1, 2 or 3."""
    for count in (2, 3):
        group = matches[at : at + count]
        if len(group) < count or any(
            after.start() != before.end() + 1 or text[before.end()] != " " or after[0][0].isupper()
            for before, after in pairwise(group)
        ):
            return 1
        parts = [match[0].lower() for match in group]
        if any(map(_odd, parts)) and len("".join(parts)) > 4 and _common("".join(parts)):
            return count
    return 1


@lru_cache(maxsize=65_536)
def _odd(word: str) -> bool:
    """Whether *word* is no word, or a very rare one."""
    if len(word) == 1:
        return word not in "ai"
    return bits(word) > _RARE


@lru_cache(maxsize=65_536)
def _common(word: str) -> bool:
    return bits(word) <= _COMMON
