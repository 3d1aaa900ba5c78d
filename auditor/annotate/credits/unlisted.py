"""Names of outlets that no table lists: "Harbour Weekly", "harbour-news.example"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.annotate.credits.outlets import Named
from auditor.model import Outlet
from auditor.text.abbreviations import words
from auditor.text.bylines import is_role

#: What ends the name of a newspaper, station or agency and seldom that of anything else.
_NOUN = re.compile(
    r"\b(?:advertiser|advocate|agency|argus|beacon|broadcasting|bulletin|chronicle|courier|daily|dispatch|echo|examiner|"
    r"express|gazette|globe|guardian|herald|independent|inquirer|journal|ledger|magazine|mail|media|mercury|messenger|"
    r"mirror|monitor|network|news|newspapers?|observer|online|post|presse?|radio|review|sentinel|standard|star|"
    r"sun|tageblatt|telegraph|television|times|today|tribune|tv|weekly|wire|zeitung)$|^(?:times|news|daily)\s",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}/?", re.IGNORECASE)
_OPEN_DOMAIN = re.compile(r"\.(?:com|net|org|news|info|tv)/?$", re.IGNORECASE)
_SERVICE = re.compile(r"\b(?:news|reporting|wire|press)\s+(?:service|association|agency|bureau)$", re.IGNORECASE)
_PICTURE = re.compile(r"\b(?:photo\w*|pictures?|images?|videos?|footage|archives?|library|stock)\b", re.IGNORECASE)
_NAME = re.compile(r"\s*((?:the\s+)?[A-Z][\w.&’'!-]*(?:\s+(?:(?:of|the|and|de|for)\s+)?[A-Z&][\w.&’'!-]*){0,5})(?!\w)")
_SENTENCE_END = re.compile(r"(?<=\w\w\w)[.!?](?=\s|$)|[;|]")
#: Names whose last word is hardly ever that of an authority, a firm or a thing; "Medical Examiner", "Royal Mail",
#: "Drought Monitor" and "Energy Agency" are no newspapers, so in running prose their last words are not asked for.
_IN_PROSE = re.compile(
    r"(?<= )(?:Gazette|Herald|Tribune|Chronicle|Courier|Times|News|Inquirer|Observer|Sentinel|Telegraph|Dispatch|"
    r"Bulletin|Journal|Post|Weekly|Daily|Newspapers?|Tageblatt|Zeitung|Radio|Television|Broadcasting|"
    r"News Agency|News Service|Democracy Reporting Service)(?![ -][A-Z])(?![\w-])(?! of\b)"
)
_BEFORE = re.compile(r"(?<![\w’'&-])(?:[A-Z][\w’'&-]*[ ]){1,4}$")
_REACH = 80
#: A paper is called by the last word of its name after the first time.
_SHORT = re.compile(
    r"(?<![\w’'-])[Tt]he[ ](?P<name>Gazette|Herald|Tribune|Chronicle|Courier|Inquirer|Sentinel|Telegraph)"
    r"(?![\w-])(?![ ][A-Z])"
)
_OPENS = re.compile(
    r"(?:The|An?|In|As|And|But|For|From|By|At|On|With|When|While|After|Before|Then|Both|Former|Speaking|To|"
    r"[^ ]*[’']s)[ ]"
)
_ORDINARY = re.compile(
    r"(?:Fake|Good|Bad|Breaking|Big|Old|End|New|Hard|Modern|Our|Your|Local|Post|HMS|USS|SS|MV|RMS)[ ]\w+"
    r"|.*\bFake News"
)
_SECTION = re.compile(
    r"\b(?:news|media|network|online|radio|tv|television|today|politics|sports?|business)$", re.IGNORECASE
)
#: Words before these that make no name: "Breaking News", "Head of News", "Social Media", "Business News".
_COMMON = words(
    "the of and a breaking social digital head director chief senior junior staff night day morning local latest live "
    "top main other related photo web online special our your more all full special news politics political business "
    "sport sports science health culture opinion entertainment money tech technology foreign national international "
    "travel food weekend daily"
)
_SMALL = words("a an and at by for from in is it of on or the this to via was with de la von van")


def unlisted_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
    """Names in ``text[start:end]`` that are built as those of newspapers and stations are, whole ones first."""
    stop = len(text) if end is None else end
    for short in _SHORT.finditer(text, start, stop):
        yield Named(short.start("name"), short.end(), Outlet(short["name"]))
    for found in _IN_PROSE.finditer(text, start, stop):
        before = _BEFORE.search(text, max(start, found.start() - _REACH), found.start())
        first = before.start() if before else found.start()
        while opening := _OPENS.match(text, first, found.end()):
            first = opening.end()
        name = text[first : found.end()]
        if first < found.start() and not _ORDINARY.fullmatch(name):
            yield Named(first, found.end(), Outlet(name))


def leading_name(text: str) -> str:
    """The capitalised words that *text* begins with, up to its first stop, without "the"; empty without any."""
    stop = _SENTENCE_END.search(text)
    found = _NAME.match(text[: stop.start()] if stop else text)
    return re.sub(r"^the\s+", "", found[1]).strip(" .") if found else ""


def whole_name(text: str) -> str:
    """The name that *text* consists of; empty where it says more than a name."""
    name = leading_name(text)
    rest = re.sub(r"^the\s+", "", text.strip()).strip(" .:-–—[]()")
    return name if name and rest == name else ""


def capitalised(line: str) -> str:
    """A line in small letters with the capitals its names would have; any other line, as it is."""
    if line != line.lower():
        return line
    parts = re.split(r"(\W+)", line)
    named = "".join(part if part in _SMALL else part[:1].upper() + part[1:] for part in parts)
    return named if len(named) == len(line) else line


def looks_like_outlet(name: str) -> bool:
    """Whether a name is built as those of newspapers, stations and agencies are, or is a domain."""
    parts = name.split()
    if not parts or of_pictures(name):
        return False
    if len(parts) == 1:
        # "VOWG_p.DE" is a share, "CNSNews.com" an address.
        return _DOMAIN.fullmatch(name) is not None and (name == name.lower() or _OPEN_DOMAIN.search(name) is not None)
    if is_role(parts[-1]) or (_SECTION.search(name) and _COMMON.issuperset(part.casefold() for part in parts[:-1])):
        return False
    return _NOUN.search(name) is not None or _SERVICE.search(name) is not None


def of_pictures(name: str) -> bool:
    """Whether a name is that of a picture or of who keeps pictures: "Photo archive"."""
    return _PICTURE.search(name) is not None
