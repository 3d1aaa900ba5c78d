"""When two words are the same word: inflection, British and American spelling, transliteration."""

from __future__ import annotations

import re
from functools import lru_cache

# Spelling pairs of British and American English as endings (Oxford and Webster usage).
SPELLINGS = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("ourable", "orable"),
    ("bour", "bor"),
    ("tre", "ter"),
    ("tres", "ters"),
    ("ence", "ense"),
    ("ences", "enses"),
    ("logue", "log"),
    ("logues", "logs"),
    ("lled", "led"),
    ("lling", "ling"),
    ("ller", "ler"),
    ("lment", "llment"),
    ("gramme", "gram"),
    ("grammes", "grams"),
    ("eable", "able"),
    ("dgement", "dgment"),
)
ENDINGS = ("", "s", "es", "ed", "d", "ing", "er", "ers", "ly", "n't", "'s")
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
    ("grey", "gray"),
    ("defence", "defense"),
    ("aeroplane", "airplane"),
    ("aluminium", "aluminum"),
    ("per", "percent", "%"),
)
_FORM = {word: number for number, row in enumerate(FORMS) for word in row}
_VOWELS = re.compile(r"[aeiouyj]+")


@lru_cache(maxsize=65536)
def same_word(one: str, two: str) -> bool:
    """Whether two lower-case words are forms or spellings of one word."""
    if one == two:
        return True
    if one in _FORM and _FORM.get(two) == _FORM[one]:
        return True
    if _same_spelling(one, two):
        return True
    return _same_stem(one, two)


def _same_spelling(one: str, two: str) -> bool:
    for british, american in SPELLINGS:
        for x, y in ((one, two), (two, one)):
            if x.endswith(british) and y.endswith(american) and x[: -len(british)] == y[: -len(american)] != "":
                return True
    return one.replace("-", "") == two.replace("-", "") or one.replace("ae", "e").replace("oe", "e") == two.replace(
        "ae", "e"
    ).replace("oe", "e")


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
    if all(end in ENDINGS for end in ends):
        return True
    if {*ends} in ({"y", "ies"}, {"y", "ied"}, {"e", "ing"}, {"y", "ier"}, {"y", "iest"}):
        return True
    # stop, stopped: the doubled consonant
    for short, long in (ends, ends[::-1]):
        if not short and long[:1] == one[common - 1] and long[1:] in ("ed", "ing", "er"):
            return True
    return False


def same_name(one: str, two: str) -> bool:
    """Whether two names may be spellings of one: Sergey and Sergei, Zelensky and Zelenskiy."""
    x, y = one.casefold(), two.casefold()
    if x == y or same_word(x, y):
        return True
    bare = [_VOWELS.sub("", name.replace("kh", "h").replace("ck", "k")) for name in (x, y)]
    return len(min(x, y, key=len)) > 3 and bare[0] == bare[1] and x[0] == y[0]
