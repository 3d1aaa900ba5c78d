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
    heads, tails = _ends(pieces)
    odd = {word for word in {*heads.values(), *tails.values()} if _odd(word)}
    strange = {piece for kept in (heads, tails) for piece, word in kept.items() if word in odd}
    flags = [piece in strange for piece in pieces] + [False, False]
    pieces = [*pieces, "", ""]
    done = -1  # the last piece whose first word is used up
    for at, near in enumerate(zip(flags, flags[1:], flags[2:], strict=False)):
        if not any(near) or at < done or pieces[at + 1] not in heads:
            continue
        tail, head = tails.get(pieces[at], ""), heads[pieces[at + 1]]
        if not tail or (at == done and heads.get(pieces[at]) == pieces[at]):
            continue
        fragment = tail in odd or head in odd
        if fragment and len(tail + head) > 4 and _common(tail + head):
            done = at + 1
            yield done
        elif head == pieces[at + 1] and (third := heads.get(pieces[at + 2], "")):
            whole = tail + head + third
            if (fragment or third in odd) and len(whole) > 4 and _common(whole):
                done = at + 2
                yield from (at + 1, done)


def _ends(pieces: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The first word of each piece that begins with a small one, and the last word of each that ends with one."""
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
    return heads, tails


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
