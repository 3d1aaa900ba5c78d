"""Who is quoted, one line a person: "Mr Blinken", "Antony Blinken" and "Blinken in Berlin" are one.

Speakers come as the words an article names them by. Here they are only counted and shown: names are
joined by surname where the article leaves no doubt, and what names nobody ("he", "a senior official",
"Washington") is counted as not named.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NOT_NAMED = "speaker not named"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    "mr mrs ms miss dr prof professor sir dame lord lady president chancellor minister premier secretary governor "
    "senator representative congressman congresswoman mp mep ambassador envoy chief head director chairman "
    "chairwoman chair general colonel captain admiral sergeant officer judge justice king queen prince princess "
    "pope archbishop bishop cardinal father mayor councillor commissioner spokesman spokeswoman spokesperson "
    "coach manager ceo herr frau monsieur madame señor señora don doña"
)
_BODIES = _words(
    "administration agency army assembly association authority bank board broadcaster bureau cabinet centre "
    "center club college commission committee company congress corporation council court department embassy "
    "federation force forces foundation fund government group hospital house institute inc league ltd ministry "
    "mission movement network news office organisation organization parliament party police press senate service "
    "society times trust union university"
)
_NOBODY = _words(
    "i we you he she it they here there this that these those who what when where one some many most others both "
    "all another everyone nobody officials analysts experts critics people reporters"
)
#: Countries and capitals most in the news; "Washington said" names no one who could be asked.
_PLACES = _words(
    "america argentina australia austria baghdad beijing belarus belgium berlin brasilia brazil britain brussels "
    "cairo canada china cuba damascus delhi denmark east egypt england eu europe finland france geneva germany "
    "greece hungary india indonesia iran iraq ireland islamabad israel italy jakarta japan jerusalem kabul korea "
    "kiev kyiv kuwait lebanon libya lisbon london madrid mexico minsk moscow netherlands nigeria north norway "
    "oslo pakistan paris poland portugal pretoria pyongyang qatar riyadh rome russia scotland seoul south spain "
    "sweden switzerland syria taipei taiwan tehran tokyo tripoli turkey türkiye uk ukraine us usa u.s u.k "
    "venezuela vienna wales warsaw washington west yemen"
)
_DETERMINERS = _words("the a an its his her their our my")
_JOINING = _words("of for de la le da do du di del der den van von zu bin al el ter and &")
_TITLE_JOINS = frozenset(("of", "for"))
_POSSESSIVE = re.compile(r"^.*\w['’]s?\s+(?=[^\W\d_])")
_ARTICLED = re.compile(r"(?:al|el)-[^\W\d_a-z]")  # al-Assad
_DIGIT = re.compile(r"\d")
_MARKS = " ,.;:()[]“”\"'’"


def speakers(names: Iterable[str], limit: int) -> tuple[tuple[str, int], ...]:
    """Return at most *limit* speakers with how often each is quoted, the most quoted first."""
    counted: Counter[tuple[str, ...]] = Counter(_name(" ".join(name.split())) for name in names)
    givens: dict[str, dict[str, str]] = {}
    for name in counted:
        if len(name) == 2:
            givens.setdefault(name[1].casefold(), {}).setdefault(name[0].casefold(), name[0])
    shown: Counter[str] = Counter()
    for name, times in counted.items():
        known = givens.get(name[0].casefold(), {}) if len(name) == 1 else {}
        whole = (next(iter(known.values())), name[0]) if len(known) == 1 else name
        shown[" ".join(whole) or NOT_NAMED] += times
    ranked = sorted(shown.items(), key=lambda item: (item[0] == NOT_NAMED, -item[1], item[0]))
    return tuple(ranked[:limit])


def _name(speaker: str) -> tuple[str, ...]:
    """Return given name and surname, or one name, or nothing for what names nobody."""
    words = [word for part in speaker.split() if (word := part.strip(_MARKS))]
    if not words or not any(word[0].isupper() or word[0].islower() for word in words):
        return (speaker,) if words else ()  # a script without capitals
    described = words[0].lower() in _DETERMINERS
    if words[-1].lower() in _BODIES and any(word[0].isupper() for word in words[described:]):
        return (" ".join(words[described:]),)
    rest = _POSSESSIVE.sub("", " ".join(words)).split()
    run = _capitals(rest[rest[0].lower() in _DETERMINERS :])
    if not run or (described and len(run) < len(rest) - 1):  # "the American chief" describes, it does not name
        run = [*reversed(_capitals([*reversed(rest)]))]
    return _person(run)


def _capitals(words: Sequence[str]) -> list[str]:
    """The capitalised words *words* begin with, and what joins them."""
    run: list[str] = []
    for word in words:
        if not (word[0].isupper() or _ARTICLED.match(word) or (run and word.lower() in _JOINING)):
            break
        run.append(word)
    while run and run[-1].lower() in _JOINING and not run[-1][0].isupper():
        run.pop()
    return run


def _person(run: list[str]) -> tuple[str, ...]:
    plain = [word.lower() for word in run]
    if not run or plain[-1] in _TITLES or any(_DIGIT.search(word) for word in run):
        return ()
    if len(run) == 1:
        return () if plain[0] in _NOBODY | _PLACES | _DETERMINERS else (run[0],)
    if plain[-2] in _TITLE_JOINS:  # "Secretary of State" is an office, "Bank of England" a body
        return () if _TITLES & set(plain) else (" ".join(run),)
    first = len(run) - 1
    while first > 0 and plain[first - 1] in _JOINING and plain[first - 1] not in _TITLE_JOINS:
        first -= 1
    surname = " ".join(run[first:])
    if first == 0 or plain[first - 1] in _TITLES or len(plain[first - 1]) == 1:  # an initial is no given name
        return (surname,)
    if set(plain) <= _PLACES:
        return ()
    return (run[first - 1], surname)
