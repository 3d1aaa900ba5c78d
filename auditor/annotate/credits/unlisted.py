"""Names of outlets that no table lists: "Harbour Weekly", "harbour-news.example"."""

from __future__ import annotations

import re

#: What ends the name of a newspaper, station or agency and seldom that of anything else.
_NOUN = re.compile(
    r"\b(?:advertiser|advocate|agency|argus|beacon|broadcasting|bulletin|chronicle|courier|daily|dispatch|echo|examiner|"
    r"express|gazette|globe|guardian|herald|independent|inquirer|journal|ledger|magazine|mail|media|mercury|messenger|"
    r"mirror|monitor|network|news|newspapers?|observer|online|post|presse?|radio|reporter|review|sentinel|standard|star|"
    r"sun|tageblatt|telegraph|television|times|today|tribune|tv|weekly|wire|zeitung)$|^(?:times|news|daily)\s",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}/?", re.IGNORECASE)
_SERVICE = re.compile(r"\b(?:news|reporting|wire|press)\s+(?:service|association|agency|bureau)$", re.IGNORECASE)
_PICTURE = re.compile(r"\b(?:photo\w*|pictures?|images?|videos?|footage|archives?|library|stock)\b", re.IGNORECASE)
_NAME = re.compile(r"\s*((?:the\s+)?[A-Z][\w.&’'!-]*(?:\s+(?:(?:of|the|and|de|for)\s+)?[A-Z&][\w.&’'!-]*){0,5})(?!\w)")
_SENTENCE_END = re.compile(r"(?<=\w\w\w)[.!?](?=\s|$)|[;|]")


def leading_name(text: str) -> str:
    """The capitalised words that *text* begins with, up to its first stop, without "the"; empty without any."""
    stop = _SENTENCE_END.search(text)
    found = _NAME.match(text[: stop.start()] if stop else text)
    return re.sub(r"^the\s+", "", found[1]).strip(" .") if found else ""


def whole_name(text: str) -> str:
    """The name that *text* consists of; empty where it says more than a name."""
    name = leading_name(text)
    rest = re.sub(r"^the\s+", "", text.strip()).strip(" .:-–—")
    return name if name and rest == name else ""


def looks_like_outlet(name: str) -> bool:
    """Whether a name is built as those of newspapers, stations and agencies are, or is a domain."""
    words = name.split()
    if not words or of_pictures(name):
        return False
    if len(words) == 1:
        return _DOMAIN.fullmatch(name) is not None
    return _NOUN.search(name) is not None or _SERVICE.search(name) is not None


def of_pictures(name: str) -> bool:
    """Whether a name is that of a picture or of who keeps pictures: "Photo archive"."""
    return _PICTURE.search(name) is not None
