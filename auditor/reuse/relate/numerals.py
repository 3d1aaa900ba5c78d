"""Numbers written out: "thirty-five", "two hundred and ten thousand", "a million and a half"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.reuse.relate.lexicon import listed

WORDS = {word: float(n) for n, word in enumerate(listed("ones"))}
WORDS |= {word: 10.0 * n for n, word in enumerate(listed("tens"), 2)}
SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
ORDINALS = {word: float(n) for n, word in enumerate(listed("ordinals")[:9], 1)}
# What a plural counts at least.
VAGUE = {"dozens": 12.0, "scores": 20.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}
VAGUE |= {"tens of thousands": 1e4, "hundreds of thousands": 1e5}


def either(names: Iterable[str]) -> str:
    """A pattern for any of *names*."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_SMALL = (
    rf"(?:(?:{either(listed('tens'))})(?:[\s-]+(?:{either(listed('ones')[1:10])}))?|{either(listed('ones'))})(?!\w)"
)
_GROUP = rf"(?:(?:{_SMALL}[\s-]+)?hundred(?!\w)(?:[\s-]+(?:and[\s-]+)?{_SMALL})?|{_SMALL})"
_LARGE = "(?:thousand|lakh|million|crore|billion|trillion)(?!\\w)"
_PART = r"[\s-]+and[\s-]+a[\s-]+(?:half|quarter)(?!\w)"
SPOKEN = rf"""(?:half\ an?\ )?(?:(?:{_GROUP}(?:{_PART})?[\s-]+)?{_LARGE}(?:\s{_LARGE})?
    (?:{_PART}|(?:[\s-]+(?:and[\s-]+)?{_GROUP}(?:[\s-]+{_LARGE})?){{0,3}})
    |(?:{_GROUP}[\s-]+)?dozen(?!\w)|{_GROUP}(?:{_PART})?)"""  #: a verbose pattern, case ignored


def spoken(phrase: str) -> float:
    """The value of a number written out."""
    if phrase.lower().startswith("half"):
        return spoken(phrase[4:]) / 2
    total = part = 0.0
    last = 1.0  # what a half that follows is a half of
    for word in re.findall(r"[a-z]+", phrase.lower()):
        if word in ("half", "quarter"):
            share = 0.5 if word == "half" else 0.25
            total, part = (total + share * last, part) if last > 1 else (total, part + share)
        elif word in ORDINALS:
            part += ORDINALS[word]
        elif word in ("hundred", "dozen"):
            part = max(part, 1.0) * SCALES[word]
        elif word in SCALES:
            last = SCALES[word]
            # "a hundred thousand million": the scale of a scale
            total, part = total + max(part, 0.0 if total else 1.0) * last, 0.0
        elif word in WORDS:
            part, last = part + WORDS[word], 1.0
    return total + part
