"""Slips that careful writers and editors do not make and word swapping leaves behind.

Each is found without the channel model: wrong articles, number and verb form against the word
before, names one synonym away from a known name, and the braces of spintax.
"""

from __future__ import annotations

import re
from itertools import product
from typing import NamedTuple

import numpy as np

from auditor.annotate.spun.language_model import pair_probability
from auditor.annotate.spun.lattice import Lattice, sentence_starts
from auditor.annotate.spun.tables import TAGS, Ids, channel, names, synonyms
from auditor.annotate.spun.tokens import WORD, Stream


class Slip(NamedTuple):
    """Tokens *first* up to *last* (not included) and what they should read."""

    first: int
    last: int
    likely: str
    likely_count: int = 0


_VOWEL = re.compile(
    r"(?:[aio]|e(?!u|we)|u(?!ni(?!n|m)|s[aeiu](?!r)|t[ei]|ra[ln]|bi|ti|ku|ga|ro)|hour|heir|honest|honor|honour)(?!ne\b|nce\b|ne[-'])",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(?:h[aeio]|u|eu|o(?:ne|uij)|x|[a-z]\b|[aeiou]?[^aeiouy]+\b)", re.IGNORECASE)


def opens_with_vowel(word: str) -> bool:
    """Whether *word* takes ``an``."""
    return _VOWEL.match(word) is not None


def wrong_articles(stream: Stream) -> tuple[list[Slip], int]:
    """``a`` before a vowel sound or ``an`` before a consonant, and how many articles were judged.

    Acronyms, capitalised words, words of one letter, and words whose first sound varies are skipped.
    """
    found, judged = [], 0
    for i, word in enumerate(stream.words[:-1]):
        if word not in {"a", "an"} or stream.kinds[i + 1] != WORD or stream.capital[i + 1]:
            continue
        following = stream.words[i + 1]
        if len(following) < 3 or not following[0].isascii() or stream.starts[i + 1] != stream.ends[i] + 1:
            continue
        vowel = opens_with_vowel(following)
        if _EITHER.match(following) and not following.startswith(("hour", "heir", "honest")):
            continue
        judged += 1
        if vowel != (word == "an"):
            found.append(Slip(i, i + 2, f"{'an' if vowel else 'a'} {following}"))
    return found, judged


def _bits(*tags: str) -> int:
    return sum(1 << TAGS.index(tag) for tag in tags)


_FINITE = _bits("VBZ", "VBD")
_AFTER: dict[str, int] = {
    **dict.fromkeys(("a", "an", "another", "each", "every", "this"), _bits("NNS", "VBZ", "VB", "VBD")),
    **dict.fromkeys(("these", "those", "many", "several", "both"), _bits("NN", "VB", "VBZ")),
    **dict.fromkeys(
        ("will", "would", "can", "could", "should", "may", "might", "must", "cannot"),
        _bits("NNS", "VBZ", "VBD", "VBG", "VBN"),
    ),
    "to": _FINITE,
    **dict.fromkeys(("he", "she", "it"), _bits("VBG", "VB")),
    **dict.fromkeys(("the", "his", "their", "its", "our"), _bits("VB", "VBZ", "VBD")),
    **dict.fromkeys(("is", "are", "was", "were", "been", "be"), _bits("VB", "VBZ", "VBD")),
    **dict.fromkeys(("has", "had", "have"), _bits("VBZ", "VBG")),
}


def wrong_forms(stream: Stream, lattice: Lattice) -> Ids:
    """Positions of words whose every possible form is at odds with the word before, in pairs never seen.

    ``two element``, ``a presidents``, ``would bombarded``: the word has no reading that fits.
    """
    tags = channel().tags
    at = [i + 1 for i, word in enumerate(stream.words[:-1]) if word in _AFTER and stream.kinds[i + 1] == WORD]
    positions = np.array(at, dtype=np.int64)
    if not len(positions):
        return positions
    ids = lattice.ids[positions]
    known = (ids >= 0) & ~stream.capital[positions]
    forbidden = np.array([_AFTER[stream.words[i - 1]] for i in at], dtype=np.int64)
    own = tags[np.where(known, ids, 0)].astype(np.int64)
    unseen = pair_probability(lattice.ids[positions - 1], ids).counts == 0
    wrong: Ids = positions[known & (own > 0) & ((own & ~forbidden) == 0) & unseen]
    return wrong


_FREQUENT = 25  # times a name must have been seen before another is called its corruption
_MOST_NAMES = 400  # distinct pairs judged per article: beyond, the text is a list of names


def wrong_names(stream: Stream) -> list[Slip]:
    """Capitalised pairs never seen in the news, one synonym per word away from a frequent name."""
    known = names()
    starts = sentence_starts(stream)
    word = stream.kinds == WORD
    near = np.zeros(len(word), dtype=np.bool_)
    if len(word) > 1:
        near[:-1] = stream.starts[1:] == stream.ends[:-1] + 1
        near[:-1] &= word[:-1] & word[1:] & stream.capital[:-1] & stream.capital[1:] & ~starts[1:]
    found: list[Slip] = []
    judged: dict[tuple[str, str], tuple[str, int]] = {}
    for i in np.flatnonzero(near & ~starts).tolist():
        pair = (stream.words[i], stream.words[i + 1])
        if pair not in judged:
            if len(judged) >= _MOST_NAMES:
                break
            judged[pair] = _nearest_name(*pair, known)
        likely, count = judged[pair]
        if likely:
            found.append(Slip(i, i + 2, likely, count))
    return found


def _nearest_name(first: str, second: str, known: dict[str, int]) -> tuple[str, int]:
    if len(first) < 3 or len(second) < 3 or f"{first.title()} {second.title()}" in known:
        return "", 0
    best = ("", 0)
    for a, b in product((first, *synonyms(first)), (second, *synonyms(second))):
        if a[:4] == first[:4] and b[:4] == second[:4]:
            continue
        name = f"{a.title()} {b.title()}"
        least = _FREQUENT if first == a or second == b else 4 * _FREQUENT
        if known.get(name, 0) > max(best[1], least):
            best = (name, known[name])
    return best if best[0] else ("", 0)


_SPINTAX = re.compile(r"(?<!\{)\{([^{}\n]{1,80})\}(?!\})")


def braces(text: str) -> list[tuple[int, int, str]]:
    """Spintax left in the text: (start, end, wording inside); code and templates in braces are not."""
    return [
        (found.start(), found.end(), found.group(1).split("|")[0].strip())
        for found in _SPINTAX.finditer(text)
        if re.fullmatch(r"[^\W\d_][\w' |-]*", found.group(1))
    ]
