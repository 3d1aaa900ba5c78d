"""What a short line of an article is, judged by its own form: time, date, person or caption."""

from __future__ import annotations

import re

from auditor.text.abbreviations import words

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|janvier|f\u00e9vrier|mars|avril|mai|juin|juillet|ao\u00fbt|septembre|octobre|novembre|"
    r"d\u00e9cembre|januar|februar|m\u00e4rz|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|"
    r"janeiro|fevereiro|mar\u00e7o|maio|junho|julho|setembro|outubro|novembro|dezembro)\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_ZONE = r"(?:gmt|utc|bst|cet|cest|est|edt|et|pst|pdt|pt|ist|aest|msk|local time)"
_CLOCK = rf"(?:\d{{1,2}}[:.h]\d{{2}}(?:[:.]\d{{2}})?(?:\s?[ap]\.?m\.?)?|\d{{1,2}}\s?[ap]\.?m\.?)(?:\s?\(?{_ZONE}\)?)?"
_UNIT = r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|years?)"
_AGO = rf"(?:\d{{1,3}}|an?|one|two|three)\s?{_UNIT}\s+ago"
_DATE = (
    rf"(?:(?:{_DAY},?\s)?(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s(?:of\s|de\s)?{_MONTH}(?:,?\s(?:de\s)?\d{{4}})?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?)"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2}))"
)
_JOIN = r"(?:[\s,|\u2022\u00b7()\u2013-]|\bat\b|\bon\b|\b\u00e0\b|\bum\b|\ba las\b)*"
_LABEL = (
    r"(?:(?:(?:first |last )?(?:published|updated|posted|modified|created|issued)|publi\u00e9e?|mis \u00e0 jour|"
    r"ver\u00f6ffentlicht|aktualisiert|publicado|actualizado|atualizado|pubblicato|aggiornato)(?:\s?(?:on|at|le|am|el|em|il|:))*\s*)"
)
#: "57 mins ago (11:30 GMT)", "1 month ago 32" (a view counter), "Updated 10:45am".
_TIME = re.compile(rf"{_LABEL}?(?:{_AGO}(?:{_JOIN}{_CLOCK})?(?:\s\(?[\d,.]{{1,9}}\)?)?|{_CLOCK}){_JOIN}", re.IGNORECASE)
_DATED = re.compile(
    rf"(?:{_LABEL}{_JOIN})?(?:{_CLOCK}{_JOIN})?{_DATE}(?:{_JOIN}{_CLOCK})?(?:{_JOIN}{_LABEL}{_JOIN}(?:{_DATE}|{_CLOCK}|{_AGO}))*{_JOIN}",
    re.IGNORECASE,
)
_WHEN = re.compile("[0-9]|[aA][gG][oO]")
_PLACE_DATED = re.compile(
    rf"[A-Z][A-Z .'-]{{2,40}}(?:, [A-Z][A-Za-z. ]{{1,30}})?,? "
    rf"(?:\([A-Z][A-Za-z/ ]{{1,30}}\),? )?(?i:{_DATE})\.?"
)
_NAME = r"(?:[A-Z\u00c0-\u00de][\w.'\u2019-]*|[A-Z]\.?|de|da|di|von|van|der|den|bin|al|el|la|le|du)"
_PERSON = re.compile(
    rf"(?:(?:Dr|Prof|Mr|Ms|Mrs|Sir|Dame)\.? )?(?:[A-Z]\.?|[A-Z\u00c0-\u00de][\w'\u2019-]+)(?: {_NAME}){{1,3}}"
)
#: Capitalised words of headings and outlets that no person is called.
_NO_NAME = words(
    "the and of in on for to a an with county city state news times post today party house court act bill report "
    "update updates latest more story stories read related issues video photos live world war week day new north "
    "south east west street university school company group network media press politics opinion sports"
)
_AGENCY = r"(?:ap|afp|reuters|getty|epa|epa-efe|anadolu|tass|xinhua|pa|bloomberg|shutterstock|nurphoto|zuma|upi)"
_PICTURE = r"(?:file|photo|image|picture|credit|source|handout|getty images|ap|afp|reuters|epa|pa)"
_CREDITED = re.compile(
    # a bracket at the end that names a picture or its agency
    rf"[\[(]\s*(?:{_PICTURE}\b(?! and)|[^\])]{{0,60}}/\s?{_AGENCY}\b)[^\])]{{0,120}}[\])]\s*$"
    # a line that opens as a credit
    r"|^\s*(?:photo|image|picture|credit|photograph|photographer|illustration|caption|file photo|file image)s?"
    r"(?: by| credit| courtesy)?\s?:|^image (?:copyright|caption|source)\b"
    # a line that ends with a credit
    r"|(?:\u00a9|\(c\)) ?[A-Z].{0,60}$|/\s?(?:afp|ap|getty)(?:/getty)?(?: images)?\)?\.?$|\bgetty images\)?\.?$"
    r"|\bap photo\b[^.]{0,40}\)?\.?$|\breuters/(?!ipsos)[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}\)?\.?$",
    re.IGNORECASE,
)
#: "(Reuters)", "(AP)": an agency alone in brackets credits a text as well as a picture.
_TAGGED = re.compile(rf"[\[(]\s*{_AGENCY}\s*[\])]\s*$", re.IGNORECASE)
#: "PELLWORTH, March 4 - ", "DES MOINES, Iowa (AP) -": how a story opens.
_OPENING = re.compile(
    rf"\s*[A-Z][A-Z .'-]{{2,40}}(?:, [A-Z][A-Za-z. ]{{1,30}})?(?:,? (?i:{_DATE}))?"
    r"(?: ?\([A-Z][A-Za-z/& ]{1,30}\))?,? ?[-\u2013\u2014] ?(?=[A-Z\u201c\"\u2018'])"
)
#: One of these must occur before the slower patterns are tried.
_HINTS = (
    *(
        "photo",
        "image",
        "picture",
        "credit",
        "getty",
        "reuters",
        "/ap",
        "/ ap",
        "epa",
        "afp",
        "caption",
        "illustration",
    ),
    *(
        "file",
        "source",
        "shutterstock",
        "handout",
        "screengrab",
        "anadolu",
        "tass",
        "xinhua",
        "/pa",
        "/ pa",
        "bloomberg",
    ),
    *("nurphoto", "zuma", "upi", "(ap", "[ap", "(pa", "[pa", "(left", "(right", "(cent", "(above", "(below", "(top"),
    *("(bottom", "(l)", "(r)", "(l-r", "(second", "seen here", "\u00a9", "(c)"),
)
_SHOWN = re.compile(
    r"(?<!\()\b(?:pictured|photographed|seen here|file photo|screengrab|handout)\b"
    r"|\((?:left|right|centre|center|above|below|top|bottom|l|r|l-r|second (?:left|right))\)",
    re.IGNORECASE,
)


def is_time(line: str) -> bool:
    """A line that only says when, by the clock or relative to now."""
    return len(line) <= 80 and _WHEN.search(line) is not None and _TIME.fullmatch(line) is not None


def is_dateline(line: str) -> bool:
    """A line that only holds a date, or a place and a date."""
    return (
        len(line) <= 120
        and _WHEN.search(line) is not None
        and (_DATED.fullmatch(line) is not None or _PLACE_DATED.fullmatch(line) is not None)
    )


def opens_with_dateline(paragraph: str) -> bool:
    """Whether a paragraph of a story opens with a place in capitals, and perhaps a date, before a dash."""
    return _OPENING.match(paragraph[:200]) is not None


def is_person(line: str) -> bool:
    """A line that is nothing but two to four words of a person's name."""
    if len(line) > 50 or _PERSON.fullmatch(line) is None:
        return False
    words = line.split()
    shouted = all(len(word) > 1 and word.isupper() for word in words)
    return not shouted and len(set(words)) == len(words) and _NO_NAME.isdisjoint(word.lower() for word in words)


def is_caption(line: str) -> bool:
    """A short line that credits or describes a picture."""
    if not 8 < len(line) <= 600:
        return False
    low = line.lower()
    if not any(hint in low for hint in _HINTS):
        return False
    if len(line) > 250 and _TAGGED.search(line):  # a story in one paragraph, with its agency at the end
        return False
    return _CREDITED.search(line) is not None or (
        not line.endswith((".", "!", "?")) and _SHOWN.search(line) is not None
    )
