"""Words broken by a space inside ("mini ster", "Ukr aine"), found by what is a word and what is not.

Two or three neighbours are joined where together they are a common English word, at least one of
them is none, and the text holds several such places: a single one is a misprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from auditor.text.spelled import bits

#: A joined word must be at least this common (bits of surprise), and fragments rarer than this are no words.
_COMMON, _RARE = 16.0, 18.0
#: Places needed: at least three, and one in so many words of a long text.
_FEWEST, _WORDS_EACH = 3, 1_500
#: A fragment without a vowel, which no word of ordinary prose is: only where one stands is the text looked at closely.
BARE = re.compile(
    r" (?!(?:vs|v|mph|pm|km|tv|ft|mm|kg|cm|hrs?|st|nd|rd|th|s|t|x|p|c|m|n|www|bn|mn|html)\b)[b-df-hj-np-tv-xz]+[ ,.]"
)
_TAIL = re.compile(r"(?<![^\s\"(\u201c\u2018\u2013-])[A-Za-z][a-z]*\Z")
_HEAD = re.compile(r"[a-z]+(?![^\W_])")


def spaces_inside(text: str) -> list[int]:
    """Offsets of the spaces that break words, in order; empty for ordinary text."""
    if BARE.search(text) is None:
        return []
    parts = text.split()
    fragments = {word for word in set(parts) if word.isascii() and word.isalpha() and word.islower() and _odd(word)}
    fewest = max(_FEWEST, len(parts) // _WORDS_EACH)
    if len(fragments) < _FEWEST or not _suspect(parts, fragments, fewest):
        return []
    pieces = text.split(" ")
    broken = list(_broken(pieces))
    if len(broken) < fewest:
        return []
    places = list(accumulate((len(piece) + 1 for piece in pieces), initial=-1))
    return [places[at] for at in broken]


def _broken(pieces: list[str]) -> Iterator[int]:
    """Numbers of the pieces that go on with a word the piece before began."""
    heads: dict[str, str] = {}
    tails: dict[str, str] = {}
    for piece in set(pieces):
        if piece.isascii() and piece.isalpha():
            if piece.islower():
                heads[piece] = tails[piece] = piece
            elif piece.istitle():
                tails[piece] = piece.lower()
        else:
            if match := _HEAD.match(piece):
                heads[piece] = match[0]
            if piece[-1:].isalpha() and (match := _TAIL.search(piece)):
                tails[piece] = match[0].lower()
    odd = {word for word in {*heads.values(), *tails.values()} if _odd(word)}
    strange = {piece for piece in {*heads, *tails} if heads.get(piece) in odd or tails.get(piece) in odd}
    near = {at - back for at, piece in enumerate(pieces) if piece in strange for back in (0, 1, 2)}
    done = -1  # the last piece whose first word is used up
    for at in sorted(near):
        if at < max(0, done) or (at == done and heads.get(pieces[at]) == pieces[at]):
            continue
        words = list(_words(pieces, at, heads, tails))
        for count in (2, 3)[: len(words) - 1]:
            whole = "".join(words[:count])
            if len(whole) > 4 and not odd.isdisjoint(words[:count]) and _common(whole):
                done = at + count - 1
                yield from range(at + 1, at + count)
                break


def _words(pieces: list[str], at: int, heads: dict[str, str], tails: dict[str, str]) -> Iterator[str]:
    """The last word of a piece and the one or two that follow it with nothing but a space between."""
    if pieces[at] in tails:
        yield tails[pieces[at]]
        for piece in pieces[at + 1 : at + 3]:
            if piece not in heads:
                return
            yield heads[piece]
            if heads[piece] != piece:
                return


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


@lru_cache(maxsize=65_536)
def _odd(word: str) -> bool:
    """Whether *word* is no word, or a very rare one."""
    if len(word) == 1:
        return word not in "ai"
    return bits(word) > _RARE


@lru_cache(maxsize=65_536)
def _common(word: str) -> bool:
    return bits(word) <= _COMMON
