"""Agency tags in brackets: "(AP)", "WASHINGTON (Reuters) -", "(FRANCE 24 with AFP)", "[File: X/Reuters]"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.annotate.credits.outlets import Named, Outlets
from auditor.annotate.credits.unlisted import looks_like_outlet, whole_name
from auditor.model import Credit, Span

_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{2,160})[)\]]")
#: What may stand beside names in a tag without making it prose.
CONNECTORS = re.compile(
    r"\b(?:and|with|via|from|by|for|in|of|the|a|an|also|additional|reporting|reports?|inputs?|files?|staff|news|agency|agencies|"
    r"wires?|services?|source|sources|credit|courtesy|writers?|reporters?|correspondents?|editors?|special\s+to|desk|bureau|newsroom|online|contributed|compiled|story|"
    r"material|photo|photos|text|video|et|avec|mit|con|y|und|e)\b|[&/+,;:.|\-–—\s©]",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"\b(?:photos?|photograph(?:er|y|s)?|file|image|images|picture|pictures|pic|pool|handout|courtesy|screengrab|screenshot|"
    r"video|illustration|graphic|getty|shutterstock|epa|pressphoto|via)\b",
    re.IGNORECASE,
)
_AFTER_DATELINE = re.compile(r"\s*[-–—:]")
_ANONYMOUS = re.compile(
    r"^\s*(?:(?:with|from|and)\s+)?(?:news\s+)?(?:agency inputs|inputs from agencies|agencies|wire services|wires)\s*$",
    re.IGNORECASE,
)
_VIA = re.compile(r"^\s*(?:via|from|source|credit|courtesy(?:\s+of)?)\b\s*:?\s*", re.IGNORECASE)
#: "MELBOURNE, AAP -": an agency in the dateline without brackets.
_BARE_DATELINE = re.compile(
    r"^[ \t]*[A-Z][\w .'’-]{2,30}(?:,[^,\n]{2,30}){0,2},[ ](?P<who>[A-Z][\w ]{1,30}?)[ ]?[-–—]{1,2}[ ]", re.MULTILINE
)
_HEAD = 1500
_DATED = re.compile(
    r"^[A-Z][^.!?]{2,30}?,? (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}(?:,? \d{4})?,?$",
    re.IGNORECASE,
)
_PLACE_ONLY = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?:")
_DASH_TAG = re.compile(r"(?:^|[.!?”\"’'\s])\s*[-–—]{1,2}\s?([^\n.!?]{2,60})\.?\s*$")


def tag_credits(text: str, outlets: Outlets) -> Iterator[Credit]:
    """Tags in brackets anywhere and after a dash at the end of a line."""
    tail = tail_start(text)
    for match in _BRACKETS.finditer(text):
        yield from _bracketed(text, match, outlets, tail)
    for opening in _BARE_DATELINE.finditer(text, 0, _HEAD):
        named = list(outlets.named_in(opening["who"], prose=False))
        if only_names(named, opening["who"]):
            at = opening.start("who")
            yield from (
                Credit("agency-tag", name.outlet.name, 1.0, Span(at + name.start, at + name.end))
                for name in named
                if name.outlet.kind == "agency"
            )
    position = 0
    for line in text.split("\n"):
        stripped = line.rstrip()
        if len(stripped) > 3:
            dash = _DASH_TAG.search(stripped, max(0, len(stripped) - 70))
            if dash and position >= tail and " " in dash[1] and looks_like_outlet(name := whole_name(dash[1])):
                at = position + dash.start(1)
                yield Credit("agency-tag", outlets.canonical(name), 1.0, Span(at, at + len(dash[1].rstrip())))
            elif dash and only_names(named := list(outlets.named_in(dash[1], prose=False)), dash[1]):
                for found in named:
                    at = position + dash.start(1)
                    yield Credit("agency-tag", found.outlet.name, 1.0, Span(at + found.start, at + found.end))
        position += len(line) + 1


def _bracketed(text: str, match: re.Match[str], outlets: Outlets, tail: int) -> Iterator[Credit]:
    inner = match[1]
    span = Span(match.start(), match.end())
    if _ANONYMOUS.match(inner):
        yield Credit("agency-tag", "", 0.5, span)
        return
    named = list(outlets.named_in(inner, prose=False))
    if not named:
        name = whole_name(_VIA.sub("", inner))
        if looks_like_outlet(name) and _names_text(text, match, tail):
            yield Credit("agency-tag", name, 1.0, span)
        return
    if (
        all(name.outlet.kind == "pictures" for name in named)
        and not re.search(r"[/:]", inner)
        and named[0].outlet.name == "EPA"
    ):
        return  # "(EPA)" alone is the environment agency
    if _is_picture(inner, named):
        for name in _unique(named):
            yield Credit("photo", name, 0.25, span, "picture")
    elif only_names(named, inner):
        strength = 1.0 if _names_text(text, match, tail) else 0.3
        for name in _unique(named):
            yield Credit("agency-tag" if strength == 1 else "mention", name, strength, span)


def _names_text(text: str, match: re.Match[str], tail: int) -> bool:
    """Whether the tag stands where tags of the whole text stand: dateline, own line, end of text."""
    line_start = text.rfind("\n", 0, match.start()) + 1
    before = text[line_start : match.start()].strip()
    newline = text.find("\n", match.end())
    after = text[match.end() : newline if newline >= 0 else len(text)]
    head = match.start() <= _HEAD and text.count("\n", 0, line_start) <= 8
    if not before:
        return head or not after.strip(" .-–—")
    if not after.strip(" ."):
        return match.start() >= tail
    if head and _PLACE_ONLY.fullmatch(before):
        return True  # "Mumbai: (PTI)"
    dateline = len(before) <= 70 and before[:1].isupper() and not before.endswith((".", "!", "?", ":"))
    return dateline and (
        _AFTER_DATELINE.match(after) is not None
        or (head and (_is_dateline(before) or _DATED.match(before) is not None))
    )


def _is_dateline(before: str) -> bool:
    """Whether the first word is in capitals, as place names of datelines are: "DES MOINES, Iowa"."""
    return len(before.split(maxsplit=1)[0].strip(",.")) > 2 and before.split(maxsplit=1)[0].strip(",.").isupper()


def _is_picture(inner: str, named: list[Named]) -> bool:
    if _PICTURE.search(inner):
        return True
    # "Oleksandr Klymenko/Reuters": a person before a slash is a photographer.
    rest = _without(inner, named)
    return "/" in inner and bool(re.search(r"[^\W\d_]{2,}", CONNECTORS.sub(" ", rest)))


def only_names(named: list[Named], inner: str) -> bool:
    """Whether *inner* holds the names in *named* and nothing but connecting words besides."""
    return bool(named) and not CONNECTORS.sub("", _without(inner, named)).strip()


def _without(inner: str, named: list[Named]) -> str:
    """*inner* with the names blanked out."""
    parts, last = [], 0
    for name in named:
        parts.append(inner[last : name.start])
        last = name.end
    return " ".join((*parts, inner[last:]))


def _unique(named: list[Named]) -> list[str]:
    return list(dict.fromkeys(name.outlet.name for name in named))


def tail_start(text: str) -> int:
    """Where the last two paragraphs or the last tenth of the text begin, whichever is earlier."""
    end = len(text.rstrip())
    start = end
    for _ in range(3):
        start = max(text.rfind("\n", 0, start), 0)
    return min(start, end - end // 10)
