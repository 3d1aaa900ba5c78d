"""The verbs that attribute speech, with every form of each.

The list follows the classes of reporting verbs in Bergler (1992, "Evidential analysis of reported
speech") and the cue verbs of PARC (Pareti 2012) in kind; the words are our own, and include what
word-swapping tools make of "said" and "stressed".
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

STRONG, WEAK = 2, 1


class _Forms(NamedTuple):
    finite: dict[str, int]  #: finite forms (says, said) → STRONG or WEAK
    participles: frozenset[str]  #: saying, telling


def _inflect(base: str, irregular: list[str]) -> tuple[set[str], str]:
    """Finite forms and the -ing form of an English verb."""
    vowels = "aeiou"
    if base.endswith("y") and base[-2] not in vowels:
        third, past = base[:-1] + "ies", base[:-1] + "ied"
    elif base.endswith(("s", "sh", "ch", "x", "z")):
        third, past = base + "es", base + "ed"
    elif base.endswith("e"):
        third, past = base + "s", base + "d"
    else:
        third, past = base + "s", base + "ed"
    ing = base[:-1] + "ing" if base.endswith("e") and not base.endswith(("ee", "ye")) else base + "ing"
    doubling = (
        len(base) > 2 and base[-1] in "tpgmnbd" and base[-2] in "aeiou" and base[-3] not in vowels and len(base) <= 4
    ) or base in {"admit", "refer", "submit"}
    if doubling:
        past, ing = base + base[-1] + "ed", base + base[-1] + "ing"
    return {base, third, *(irregular or [past])}, ing


@cache
def _forms() -> _Forms:
    text = resources.files("auditor.data").joinpath("opinion_speech_verbs.txt").read_text("utf-8")
    finite: dict[str, int] = {}
    participles = set()
    strength = STRONG
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            strength = STRONG if line == "[strong]" else WEAK
            continue
        base, *irregular = line.split()
        forms, ing = _inflect(base, irregular)
        for form in sorted(forms):
            finite[form] = max(strength, finite.get(form, 0))
        participles.add(ing)
    return _Forms(finite, frozenset(participles))


def finite_verbs() -> dict[str, int]:
    """Lower-case finite forms of attribution verbs → ``STRONG`` or ``WEAK``. Do not change it."""
    return _forms().finite


def speech_participles() -> frozenset[str]:
    """Lower-case -ing forms: "saying", "adding"."""
    return _forms().participles
