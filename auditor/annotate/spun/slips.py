"""Slips that careful writers and editors do not make and word swapping leaves behind.

Each is found without the channel model: wrong articles, number and verb form against the word
before, names one synonym away from a known name, and the braces of spintax.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from auditor.annotate.spun.language_model import pair_probability
from auditor.annotate.spun.lattice import Lattice, sentence_starts
from auditor.annotate.spun.name_words import WELL_KNOWN, stand_ins, well_known
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


_NOUNS = frozenset(("will", "might", "may", "can", "must"))  # nouns too: "the will was read"
_BEFORE_NOUNS = "a an the this that his her its my our your their whose another each every no one"
_DETERMINERS = frozenset(_BEFORE_NOUNS.split())


def _names(word: str) -> bool:
    """Whether a noun follows *word*."""
    return word in _DETERMINERS or word.endswith("'s")


def wrong_forms(stream: Stream, lattice: Lattice) -> Ids:
    """Positions of words whose every possible form is at odds with the word before, in pairs never seen.

    ``two element``, ``a presidents``, ``would bombarded``: the word has no reading that fits.
    """
    tags = channel().tags
    words = stream.words
    at = [
        i + 1
        for i, word in enumerate(words[:-1])
        if word in _AFTER and stream.kinds[i + 1] == WORD and not (word in _NOUNS and i and _names(words[i - 1]))
    ]
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


_FREQUENT = 60  # times a name must have been seen before another is called its corruption
_MOST_NAMES = 400  # distinct pairs judged per article: beyond, the text is a list of names
_OPENERS = (  # capitalised only by opening a sentence or a heading
    "the this that these those his her its our their your and but for with from many some more most all any "
    "former late new last next first old young"
)
_NO_NAMES = frozenset(_OPENERS.split())


class _Pair(NamedTuple):
    """Two words of a name put right, and how often the news have the right ones."""

    words: tuple[str, str]
    times: int


def wrong_names(stream: Stream) -> list[Slip]:
    """Capitalised pairs never seen in the news, one synonym away from a frequent name.

    Pairs that share a word are one name. Names in quotation marks are somebody else's wording, or a
    translation, and are left out.
    """
    word = stream.kinds == WORD
    near = np.zeros(len(word), dtype=np.bool_)
    if len(word) > 1:
        near[:-1] = stream.starts[1:] == stream.ends[:-1] + 1
        near[:-1] &= word[:-1] & word[1:] & stream.capital[:-1] & stream.capital[1:]
        near[:-1] &= ~sentence_starts(stream)[1:] & ~stream.named[:-1] & ~stream.named[1:]
    judged: dict[tuple[str, str], _Pair | None] = {}
    found: list[Slip] = []
    for i in np.flatnonzero(near).tolist():
        pair = (stream.words[i], stream.words[i + 1])
        if pair not in judged:
            if len(judged) >= _MOST_NAMES:
                break
            judged[pair] = _nearest_name(*pair)
        nearest = judged[pair]
        if nearest is None:
            continue
        before = found[-1] if found else None
        if before is None or before.last != i + 1:
            found.append(Slip(i, i + 2, " ".join(nearest.words), nearest.times))
            continue
        kept = before.likely.split(" ")
        if kept[-1] == nearest.words[0]:
            kept.append(nearest.words[1])
        elif nearest.times > before.likely_count:
            kept = [*(stream.words[at].title() for at in range(before.first, i)), *nearest.words]
        else:
            kept.append(stream.words[i + 1].title())
        found[-1] = Slip(before.first, i + 2, " ".join(kept), max(before.likely_count, nearest.times))
    return found


def _nearest_name(first: str, second: str) -> _Pair | None:
    """The most frequent name with one word swapped, or else with both; None for a name that is known."""
    if min(len(first), len(second)) < 3 or {first, second} & _NO_NAMES or _times(first, second):
        return None
    one = [(a, second) for a in _originals(first)] + [(first, b) for b in _originals(second)]
    both = [(a, b) for a in _originals(first) for b in _originals(second)]
    for options, least in ((one, _FREQUENT), (both, 4 * _FREQUENT)):
        counted = [
            _Pair((_titled(a), _titled(b)), _times(a, b)) for a, b in options if not _same_stem(a, b, first, second)
        ]
        best = max(counted, key=lambda pair: (pair.times, pair.words), default=None)
        if best is not None and best.times >= least:
            return best
    return None


def _originals(word: str) -> tuple[str, ...]:
    # Words of three letters are acronyms more often than not: only words of names stand for those.
    found = dict.fromkeys((*(synonyms(word) if len(word) > 3 else ()), *stand_ins().get(word, ())))
    return tuple(other for other in found if other not in _NO_NAMES)


def _times(first: str, second: str) -> int:
    name = f"{_titled(first)} {_titled(second)}"
    return max(names().get(name, 0), WELL_KNOWN if name in well_known() else 0)


def _titled(word: str) -> str:
    return word[:1].upper() + word[1:]


def _same_stem(a: str, b: str, first: str, second: str) -> bool:
    return a[:4] == first[:4] and b[:4] == second[:4]


_SPINTAX = re.compile(r"(?<!\{)\{([^{}\n]{1,80})\}(?!\})")


def braces(text: str) -> list[tuple[int, int, str]]:
    """Spintax left in the text: (start, end, wording inside); code and templates in braces are not."""
    return [
        (found.start(), found.end(), found.group(1).split("|")[0].strip())
        for found in _SPINTAX.finditer(text)
        if re.fullmatch(r"[^\W\d_][\w' |-]*", found.group(1))
    ]
