"""What a short line of an article is, judged by its own form: byline, time, date or caption."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_ZONE = r"(?:gmt|utc|bst|cet|cest|est|edt|et|pst|pdt|pt|ist|aest|msk|local time)"
_CLOCK = rf"(?:\d{{1,2}}[:.h]\d{{2}}(?:[:.]\d{{2}})?(?:\s?[ap]\.?m\.?)?|\d{{1,2}}\s?[ap]\.?m\.?)(?:\s?\(?{_ZONE}\)?)?"
_AGO = r"(?:\d{1,3}|an?|one|two|three)\s?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|years?)\s+ago"
_DATE = (
    rf"(?:(?:{_DAY},?\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}})?|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?)"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2}))"
)
_JOIN = r"(?:[\s,|\u2022\u00b7()\u2013-]|\bat\b|\bon\b)*"
_LABEL = r"(?:(?:first |last )?(?:published|updated|posted|modified|created|issued)(?:\s?(?:on|at|:))*\s*)"
#: "57 mins ago (11:30 GMT)", "1 month ago 32" (a view counter), "Updated 10:45am".
_TIME = re.compile(rf"{_LABEL}?(?:{_AGO}(?:{_JOIN}{_CLOCK})?(?:\s\(?[\d,.]{{1,9}}\)?)?|{_CLOCK}){_JOIN}", re.IGNORECASE)
_DATED = re.compile(
    rf"(?:{_LABEL}{_JOIN})?(?:{_CLOCK}{_JOIN})?{_DATE}(?:{_JOIN}{_CLOCK})?(?:{_JOIN}{_LABEL}{_JOIN}(?:{_DATE}|{_CLOCK}|{_AGO}))*{_JOIN}",
    re.IGNORECASE,
)
_PLACE_DATED = re.compile(
    rf"[A-Z][A-Z .'-]{{2,40}}(?:, [A-Z][A-Za-z. ]{{1,30}})?,? (?:\([A-Z][A-Za-z/ ]{{1,30}}\),? )?{_DATE}\.?"
)
_NAME = r"(?:[A-Z\u00c0-\u00de][\w.'\u2019-]*|[A-Z]\.?|de|da|di|von|van|der|den|bin|al|el|la|le|du)"
_PERSON = re.compile(
    rf"(?:(?:Dr|Prof|Mr|Ms|Mrs|Sir|Dame)\.? )?(?:[A-Z]\.?|[A-Z\u00c0-\u00de][\w'\u2019-]+)(?: {_NAME}){{1,3}}"
)
_BY = re.compile(
    r"(?:by|written by|posted by|reported by|reporting by|story by|author:|words by|text by|von|par|por|di|door|от)\s*:?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"(?:[,|/\u2022\u2013-]|\band\b|\bin\b|\bfor\b|\bof\b|\bthe\b|&|\(|\))")
_CREDITED = re.compile(
    r"(?:[\[(]\s*(?:(?:file|photo|image|picture|credit|source|handout|getty images|ap|afp|reuters|epa|pa)\b(?! and)|[^\])]{0,60}/\s?(?:ap|afp|reuters|getty|epa|anadolu|tass|xinhua|pa|bloomberg|shutterstock)\b)[^\])]{0,120}[\])]\s*$)"
    r"|^\s*(?:photo|image|picture|credit|photograph|illustration|caption|file photo|file image)s?(?: by| credit| courtesy)?\s?:"
    r"|(?:\u00a9|\(c\)) ?[A-Z].{0,60}$|\b(?:getty images|ap photo|afp/getty|reuters/[A-Z][\w-]+|epa-efe|shutterstock)\b[^.]{0,40}\)?\.?$",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"(?:(?<!\()\b(?:pictured|photographed|seen here|file photo|screengrab|handout)\b|\((?:left|right|centre|center|above|below|top|bottom|l|r|l-r|second (?:left|right))\))",
    re.IGNORECASE,
)


def is_time(line: str) -> bool:
    """A line that only says when, by the clock or relative to now."""
    return len(line) <= 80 and _TIME.fullmatch(line) is not None


def is_dateline(line: str) -> bool:
    """A line that only holds a date, or a place and a date."""
    return len(line) <= 120 and (_DATED.fullmatch(line) is not None or _PLACE_DATED.fullmatch(line) is not None)


def is_byline(line: str) -> bool:
    """A line that names its author after "By" or the like."""
    if len(line) > 140 or len(line.split()) > 18:
        return False
    lead = _BY.match(line)
    if lead is None:
        return False
    rest = line[lead.end() :]
    words = [word for word in _AFTER_NAME.sub(" ", rest).split() if word[0].isalpha()]
    if not words or rest.rstrip().endswith((".", "!", "?")) and len(words) > 4:
        return False
    named = sum(1 for word in words if word[0].isupper())
    return words[0][0].isupper() and named >= 0.6 * len(words)


def is_person(line: str) -> bool:
    """A line that is nothing but two to four words of a person's name."""
    return len(line) <= 50 and _PERSON.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """A short line that credits or describes a picture."""
    return len(line) <= 600 and (
        _CREDITED.search(line) is not None or (not line.endswith((".", "!", "?")) and _SHOWN.search(line) is not None)
    )
