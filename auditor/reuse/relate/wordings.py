"""When two words are the same word: inflection, British and American spelling, transliteration."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from auditor.reuse.relate.lexicon import listed

# British spellings and what American English has for them, applied to both words in this order.
SPELLINGS = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"is(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)", "iz"),
        (r"ys(?=(?:e|es|ed|er|ers|ing)$)", "yz"),
        (r"our(?!$)|(?<=..)our$", "or"),
        (r"(?<=[tbcd])re(?=s?$)", "er"),
        (r"enc(?=es?$)", "ens"),
        (r"ogue", "og"),
        (r"gramme", "gram"),
        (r"ll", "l"),
        (r"[ao]e", "e"),
        (r"dge(?=ment)", "dg"),
        (r"grey", "gray"),
        (r"aluminium", "aluminum"),
        (r"-", ""),
        (r"sceptic", "skeptic"),
        (r"cheque", "check"),
        (r"plough", "plow"),
        (r"draught", "draft"),
        (r"^(learn|burn|spel|dream|leap|lean|smel|spil|spoil)t$", r"\1ed"),
        (r"^cosy", "cozy"),
        (r"^kerb", "curb"),
        (r"^mum(?=s?$)", "mom"),
        (r"^pyjama", "pajama"),
        (r"^moustache", "mustache"),
        (r"^artefact", "artifact"),
        (r"^sulph", "sulf"),
        (r"^ok$", "okay"),
    )
)
ENDINGS = ("", "s", "es", "ed", "d", "ing", "er", "ers", "ly", "n't", "'s")
CONTRACTIONS = ("'ve", "'ll", "'re", "'d")  # "engineers've" for "engineers have"
# Forms that no rule of endings gives.
FORMS = (
    ("is", "was", "are", "were", "be", "been", "being", "am", "'s"),
    ("has", "have", "had", "having"),
    ("does", "do", "did", "done", "doing"),
    ("will", "would"),
    ("can", "could"),
    ("may", "might"),
    ("shall", "should"),
    ("says", "said", "say", "saying"),
    ("a", "an", "the"),
    ("this", "that", "these", "those"),
    ("aeroplane", "airplane"),
    ("per", "percent", "%"),
)
_FORM = {
    word: number
    for number, row in enumerate((*FORMS, *(row.split("/") for row in listed("irregular"))))
    for word in row
}
# How one sound is written in names from other scripts and languages.
SOUNDS = tuple(
    (re.compile(written), sound)
    for written, sound in (
        (r"t?sch|tch", "ch"),
        (r"kh", "h"),
        (r"ck|q|c(?![eiyh])", "k"),
        (r"ph", "f"),
        (r"gh", "g"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"([a-z])\1", r"\1"),
    )
)
_VOWELS = re.compile(r"[aeiouyj]+")
_WHOLE = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'"})


def beginnings(word: str) -> set[str]:
    """The first two letters of all that may be forms of a lower-case word."""
    number = _FORM.get(word)
    return {word[:2], *(form[:2] for form, row in _FORM.items() if row == number)}


@lru_cache(maxsize=65536)
def same_word(one: str, two: str) -> bool:
    """Whether two lower-case words are forms or spellings of one word."""
    if one == two:
        return True
    if one in _FORM and _FORM.get(two.removesuffix("s"), _FORM.get(two)) == _FORM[one]:
        return True
    if two in _FORM and _FORM.get(one.removesuffix("s"), _FORM.get(one)) == _FORM[two]:
        return True
    if _same_spelling(one, two):
        return True
    return _same_stem(one, two)


def _same_spelling(one: str, two: str) -> bool:
    return _american(one) == _american(two) != ""


@lru_cache(maxsize=65536)
def _american(word: str) -> str:
    word = _bare(word)
    for british, american in SPELLINGS:
        word = british.sub(american, word)
    return word


def _bare(word: str) -> str:
    """A lower-case word without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def _same_stem(one: str, two: str) -> bool:
    """Regular inflection: the same stem of three letters or more with two usual endings."""
    common = 0
    for x, y in zip(one, two, strict=False):
        if x != y:
            break
        common += 1
    if common < 3:
        return False
    ends = one[common:], two[common:]
    if all(end in ENDINGS for end in ends) or ("" in ends and not {*CONTRACTIONS}.isdisjoint(ends)):
        return True
    if {*ends} in ({"y", "ies"}, {"y", "ied"}, {"e", "ing"}, {"y", "ier"}, {"y", "iest"}):
        return True
    # stop, stopped: the doubled consonant
    for short, long in (ends, ends[::-1]):
        if not short and long[:1] == one[common - 1] and long[1:] in ("ed", "ing", "er"):
            return True
    return False


def same_name(one: str, two: str) -> bool:
    """Whether two names may be one: Sergey and Sergei, Tchaikovsky and Chaikovsky, Turkey and Türkiye."""
    x, y = one.casefold(), two.casefold()
    if x == y or same_word(x, y):
        return True
    if len(min(x, y, key=len)) > 3 and _sounds(x) == _sounds(y):
        return True
    return not _renamed().get(_plain(x), frozenset()).isdisjoint(_renamed().get(_plain(y), frozenset()))


@cache
def _renamed() -> dict[str, frozenset[int]]:
    """The rows of the lexicon's places with two names that hold each word."""
    rows: dict[str, set[int]] = {}
    for number, row in enumerate(listed("renamed")):
        for word in row.split("/"):
            rows.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in rows.items()}


@lru_cache(maxsize=65536)
def _plain(name: str) -> str:
    """A lower-case name in the letters of English."""
    return _bare(name.translate(_WHOLE))


@lru_cache(maxsize=65536)
def _sounds(name: str) -> str:
    """The consonants of a lower-case name after its first letter, those written in several ways in one."""
    for written, sound in SOUNDS:
        name = written.sub(sound, name)
    return name[:1] + _VOWELS.sub("", name[1:])
