"""Lines that say who wrote a text: "By Jane Doe, local democracy reporter", "Words: Jane Doe"."""

from __future__ import annotations

import re

from auditor.text.abbreviations import words
from auditor.text.furniture import is_dateline, is_person, is_time

_LONGEST, _MOST_WORDS = 180, 26
#: What introduces a writer. A bare "by" also opens sentences, so more is asked of what follows it.
_LEAD = re.compile(
    r"(?P<bare>by|von|par|por|di|door|от)\b\s*:?\s*"
    r"|(?:(?:re)?written|posted|published|reported|compiled|edited|prepared|contributed|submitted|researched|translated)"
    r"(?:\s+and\s+(?:written|edited|compiled|reported|translated))?\s+by\b\s*:?\s*"
    r"|(?:an?\s+|the\s+|our\s+|exclusive\s+|special\s+|guest\s+)?"
    r"(?:words?|text|story|report(?:ing)?|article|interviews?|analysis|review|opinion|comment|column|essay|feature|post)"
    r"(?:(?:\s+(?:and|&)\s+|\s*/\s*)(?:words?|text|photos?|photography|photographs?|pictures?|images?|video|report(?:ing)?))?"
    r"(?:\s+by\b\s*:?|\s*:)\s*"
    r"|(?:authors?|writers?|reporters?|correspondents?|journalists?|staff\s+writers?|author\s+name)\s*:\s*",
    re.IGNORECASE,
)
_DATED_LEAD = re.compile(
    r"(?P<when>.{4,60}?)[\s,|•·–—-]+(?:written\s+|posted\s+)?by\s*:?\s+(?=[^\W\d_])", re.IGNORECASE
)
#: "By our correspondent", "From our own correspondent in Kyiv", "By staff and agencies".
_UNNAMED = re.compile(
    r"(?:(?:by|from)\s+)?(?:(?:an?|our|the|one\s+of\s+our)\s+)?"
    r"(?:(?:own|special|staff|foreign|political|local|senior|chief|sports?|crime|court|business|science|city|news|web|"
    r"online|digital|diplomatic|parliamentary|regional|security|world|national|guest|team|\w+\s+news)\s+){0,3}"
    r"(?:correspondents?|reporters?|staff(?:\s+(?:writers?|reporters?))?|newsroom|news\s+desk|(?:news)?desk|bureau|team|"
    r"writers?|editors?|agenc(?:y|ies))"
    r"(?:,?\s+(?:and|&|with)\s+(?:news\s+)?agenc(?:y|ies))?(?:\s+(?:in|at|on)\s+(?:the\s+)?[A-Z]\S*(?:\s+[A-Z]\S*){0,3})?\.?",
    re.IGNORECASE,
)
_TITLE = r"(?:Dr|Prof|Professor|Mr|Ms|Mrs|Sir|Dame|Lord|Lady|Rev|Fr)\.?\s+"
_INITIAL = r"[^\W\d_a-z]\."
_CAPITAL = r"(?:[dDlL]['’])?[^\W\d_a-zà-öø-ÿ][\w'’.-]*"
_PARTICLE = r"(?:de|da|di|do|dos|del|della|von|van|der|den|ten|ter|bin|bint|ibn|al|el|la|le|du|of|y|e|ap|mac|zu)"
_NAME = re.compile(
    rf"(?:(?:the\s+)?{_CAPITAL}['’]s\s+|{_TITLE})?(?P<first>{_CAPITAL})(?P<more>(?:\s+(?:{_PARTICLE}\s+){{0,2}}(?:{_INITIAL}|{_CAPITAL})){{0,4}})"
)
#: What follows a name: what the writer does, where, and for whom.
_ROLES = words(
    "reporter reporters correspondent correspondents editor editors writer writers journalist journalists columnist "
    "producer presenter photographer critic analyst commentator contributor blogger author staff desk bureau newsroom "
    "team agency agencies service fellow intern trainee professor lecturer researcher specialist chief media news "
    "novelist historian economist"
)
_PLACE = re.compile(
    r"\s*,?\s+(?:in|at|for|from|of|on|near|aboard|outside)\s+(?:the\s+)?"
    rf"{_CAPITAL}(?:\s+(?:(?:of|the|and|de)\s+){{0,2}}{_CAPITAL}){{0,5}}"
)
_OUTLET = re.compile(
    rf"(?:[Tt]he|[Oo]ur)\s+({_CAPITAL}(?:\s+(?:of\s+)?{_CAPITAL}){{1,4}}|(?:{_CAPITAL}\s+){{1,3}}"
    r"(?:team|staff|newsroom|reporters?|correspondents?|desk|editors?|writers?))"
)
_BETWEEN = re.compile(r"\s*(?:[,;|•·&()]|(?<!\d)/(?!\d)|[–—]|\s-\s|\band\b|\bwith\b)\s*", re.IGNORECASE)
_OTHERS = re.compile(
    r"\W+(?:photos?|pictures?|photographs?|photography|images?|video|graphics?|illustrations?)(?:\s+by\b|\s*:)\s*\S.*$",
    re.IGNORECASE,
)
_FURTHER = re.compile(r",?\s+(?:with\s+)?(?:additional|further|extra)\s+reporting\s+(?:by|from)\s+", re.IGNORECASE)
_CONTACT = re.compile(r"@\w[\w.]*|\S+@\S+\.\w+|https?://\S+|www\.\S+", re.IGNORECASE)
#: Words that open sentences and headings after "by", and no writer's name.
_NO_NAME = words(
    "the a an and in on for to with no not it its he she they we you his her their our my this that these those all "
    "any every each some most more both many then now when while until mid early late next last nearly about around "
    "law contrast comparison default design definition means order nature reason virtue way far then chance hand name "
    "popular demand accident invitation appointment request noon midnight night day dawn dusk sunset evening morning "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december spring summer autumn winter christmas easter numbers time turns land sea air "
    "rail road train bus foot boat royal dint proxy god george jove golly gum heart rote word mouth email post phone "
    "following using putting taking making letting giving being having doing going keeping setting calling choosing "
    "today tomorrow yesterday tonight"
)
#: Those of them that people are called: before a surname, and after a forename.
_FORENAMES_TOO = words("april may june august summer autumn george")
_SURNAMES_TOO = words("may march summer winter spring george day law hand post early noon foot land")
#: What makes an occasion or a saying of such a word, and no name: "By Election Day", "By June Deadline".
_OCCASIONS = words(
    "bank holiday holidays break school camp term season festival fair sale sales storm storms solstice election "
    "elections vote ballot deadline target meeting summit session budget exam exams games olympics flood floods fire "
    "rain rains snow heat heatwave transfer window weekend end start market markets polling boxing labor labour "
    "memorial independence judgment judgement opening closing match game brexit veterans remembrance bonfire new "
    "martial common civil federal state international islamic sharia natural criminal case private public nuclear "
    "second right left first registered royal special officials police ministers prices temperatures"
)
#: Words that begin no writer's name, though a surname may be one of them: "By Bike Across Africa", "By Lake Geneva".
_OPENS_NONE = words(
    "lake mount cape special dead force degrees stealth jupiter jingo bike bicycle coach ferry tram taxi plane canoe "
    "kayak horse horseback camel helicopter tractor consent consensus decree statute agreement arrangement increments "
    "sheer pure "
    "instalments installments inches halves trial heaven heavens"
)
#: What whoever signs without "by" is called: an economist or a professor in such a line may be the news.
_SIGNS = words(
    "reporter reporters correspondent correspondents editor editors writer writers journalist journalists columnist "
    "producer critic contributor staff desk bureau newsroom"
)
_ROLE_WORDS = 6
#: Words that keep their small letters when a line set in them is read as one with capitals.
_SMALL = words("and in at for from of on the with de da di del la le du van von der den bin al el y e i our")
_SMALL_LEAD = re.compile(r"(?:\w+\s+){0,3}by\b:?\s+(?!and\b)")
_MONTH_YEAR = re.compile(r"[^\W\d_]{3,9}\.?,?\s(?:19|20)\d\d")


def is_byline(line: str) -> bool:
    """Whether *line* names its writers after "By" or the like, and says nothing else."""
    line = line.strip(" \t*_|•·")
    if not 4 < len(line) <= _LONGEST or len(line.split()) > _MOST_WORDS:
        return False
    if _UNNAMED.fullmatch(line) and line.casefold().startswith(("by ", "from our", "from a", "our ")):
        return True
    if line == line.lower():
        line = _capitalised(line)
    lead = _LEAD.match(line) or _dated(line)
    if lead is None:
        return _signed(line)
    return _writers(_OTHERS.sub("", line[lead.end() :]), bare="bare" in lead.groupdict())


def _capitalised(line: str) -> str:
    """A line in small letters, of two to twelve words, with the capitals that names in it would have."""
    parts = re.split(r"([^\w'’]+)", line)
    # "report: nine dead" is a headline, "by and large" a saying
    if not 2 <= len(line.split()) <= 12 or not _SMALL_LEAD.match(line) or "or" in parts:
        return line
    return "".join(part if part in _SMALL or part in _ROLES else part[:1].upper() + part[1:] for part in parts)


def _signed(line: str) -> bool:
    """Whether *line* is a person and what he or she does for the paper: "Jane Doe, Political Editor"."""
    parts = re.split(r"\s*(?:,|\||[–—]|\s-\s)\s*", line)
    if len(parts) != 2 or line.endswith((".", "!", "?", ":")):
        return False
    person, role = parts
    tokens = [_plain(token) for token in role.split()]
    return (
        is_person(person.title() if person.isupper() else person)
        and 1 <= len(tokens) <= _ROLE_WORDS
        and tokens[-1] in _SIGNS
        and (_NO_NAME | _ROLES).isdisjoint(_plain(word) for word in person.split() if len(word) > 2)
        and not {"former", "ex", "late"} & set(tokens)
    )


def _dated(line: str) -> re.Match[str] | None:
    """The match of a date or time before "by", as in "3 March 2031 by Jane Doe"."""
    lead = _DATED_LEAD.match(line)
    when = lead["when"].strip() if lead else ""
    return lead if when and (is_dateline(when) or is_time(when)) else None


def _writers(rest: str, *, bare: bool) -> bool:
    """Whether *rest* is names of people, what they do and where, and nothing else.

    After a *bare* "by" one word is no name but where it stands alone.
    """
    ended = rest.rstrip().endswith((".", "!", "?"))
    rest = _undated(_FURTHER.sub(" and ", _CONTACT.sub(" ", rest)).strip(" \t:.–—-|*_"))
    if bare and ended and len(rest.split()) > 4:
        return False  # a sentence
    parts = [part for part in _BETWEEN.split(rest) if part.strip()]
    if not parts:
        return False
    named = 0
    for number, part in enumerate(parts):
        name = _name(part, lone=not bare or len(parts) == 1)
        if number == 0 and not name and not _UNNAMED.fullmatch(part) and not _outlet(part):
            return False
        if number and not (name or _after_name(part)):
            return False
        named += name
    return named > 0 or len(parts) <= 2


def _name(part: str, *, lone: bool) -> bool:
    """Whether *part* is a name, and perhaps a place or an outlet after it: "Jane Doe in Kyiv"."""
    found = _NAME.match(part)
    if found is None or not _called(list(map(_plain, found.group()[found.start("first") :].split()))):
        return False
    rest = part[found.end() :]
    if not (lone or found["more"]):
        return False
    place = _PLACE.match(rest)
    rest = rest[place.end() :].strip() if place else rest.strip()
    return not rest or (rest[0] not in "'’" and is_role(rest))


def _called(name: list[str]) -> bool:
    """Whether somebody may be called *name*: "May Smith" and "Theresa May", but not "May" or "Election Day"."""
    if name[0] in _OPENS_NONE or name[0].startswith("mid-"):
        return False
    odd = [at for at, word in enumerate(name) if word in _NO_NAME]
    if not odd:
        return True
    if len(odd) > 1 or not 2 <= len(name) <= 3 or not _OCCASIONS.isdisjoint(name):
        return False
    return (odd[0] == 0 and name[0] in _FORENAMES_TOO) or (odd[0] == len(name) - 1 and name[-1] in _SURNAMES_TOO)


def _plain(word: str) -> str:
    return word.casefold().strip(".'’")


def _outlet(part: str) -> bool:
    """Whether *part* is the name of an outlet, or of its team: "The Associated Press", "the Ledger team"."""
    found = _OUTLET.fullmatch(part)
    return found is not None and _NO_NAME.isdisjoint(map(_plain, found[1].split()))


def _undated(rest: str) -> str:
    """*rest* without a date or time after a comma."""
    for comma in re.finditer(",", rest):
        when = rest[comma.end() :].strip()
        if is_dateline(when) or is_time(when) or _MONTH_YEAR.fullmatch(when):
            return rest[: comma.start()]
    return rest


def _after_name(part: str) -> bool:
    """Whether *part* says what a writer does, for whom, where or when."""
    part = part.strip()
    when = {part, part.partition(" ")[2]}  # "AP June 25 at 11:32 AM"
    if is_role(part) or any(is_dateline(some) or is_time(some) for some in when):
        return True
    joints = {"of", "the", "in", "at", "for", "de", "and"}
    return len(part.split()) <= 6 and all(word[0].isupper() or word in joints for word in part.split())


def is_role(part: str) -> bool:
    """Whether *part* says what a writer does: "chief political correspondent"."""
    tokens = [_plain(token) for token in part.split()]
    return len(tokens) <= 7 and not _ROLES.isdisjoint(tokens) and not part.endswith(("!", "?"))
