"""Who wrote a text and for whom: "Jane Doe, Daily Nation" above it, "Jane Doe is a Guardian columnist" below it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.annotate.credits.outlets import Named, Outlets
from auditor.annotate.credits.tags import only_names
from auditor.annotate.credits.unlisted import looks_like_outlet, unlisted_in, whole_name
from auditor.model import Credit, Span
from auditor.text.bylines import is_role
from auditor.text.furniture import is_dateline, is_person, is_time

_PARTS = re.compile(r"\s*(?:[|,/•·]|\s[-–—]\s)\s*")
_LONGEST = 90
_MOST_PARTS = 5
_BIO = re.compile(
    r"(?P<who>[^,.;:()]{3,50}?),?\s+(?P<verb>is|covers|writes|reports|edits|works)\s+(?P<what>[^\n]{5,200})"
)
_FIRST_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})\.(?:\s|$)|,\s+whose?\s")
_PRIZED = re.compile(r"\s*best[\s-]?sell", re.IGNORECASE)
_NO_LONGER = re.compile(r"\b(?:former|formerly|retired|ex)\b", re.IGNORECASE)


def signed_by(line: str, span: Span, outlets: Outlets) -> Iterator[Credit]:
    """A line above the story without "by": an agency, or a person and an outlet.

    What else such lines hold, a role, a place, a date, may stand between them.
    """
    if len(line) > _LONGEST or line.endswith(("?", "!")):
        return
    parts = [part for part in (line.split("|") if "|" in line else _PARTS.split(line)) if part.strip()]
    parts = [part.strip() for part in parts]
    if not 2 <= len(parts) <= _MOST_PARTS:
        return
    people = re.split(r"\s+(?:and|&)\s+", parts[0].title() if parts[0].isupper() else parts[0], flags=re.IGNORECASE)
    person = all(map(is_person, people))
    who = []
    agency = False
    for number, part in enumerate(parts):
        named = list(outlets.named_in(part, prose=False))
        agency = agency or (not number and only_names(named, part) and named[0].outlet.kind == "agency")
        if only_names(named, part) and (person or agency):
            who += [name.outlet.name for name in named if name.outlet.kind != "pictures"]
        elif person and number and looks_like_outlet(name := whole_name(part)) and part == name:
            who.append(name)
        elif not (part[0].isupper() or is_role(part) or is_dateline(part) or is_time(part)) or len(part.split()) > 6:
            return
    yield from (Credit("byline", name, 1.0, span) for name in dict.fromkeys(who))


def about_writer(line: str, span: Span, outlets: Outlets) -> Iterator[Credit]:
    """A line below the story that says for whom its writer works; whose text it is follows, but is not said."""
    writer = _BIO.match(line)
    if writer is None or not is_person(writer["who"]):
        return
    end = _FIRST_SENTENCE.search(line, writer.start("what"))
    what = line[writer.start("what") : end.start() if end else len(line)]
    if _NO_LONGER.search(what) or (writer["verb"] == "is" and not _says_role(what)):
        return
    named = list(outlets.named_in(what, common=True)) or list(unlisted_in(what))
    for name in dict.fromkeys(found.outlet.name for found in named if _stands_alone(what, found)):
        yield Credit("contributor", name, 0.5, span)


def _stands_alone(what: str, named: Named) -> bool:
    """Whether a name is no part of a longer one, "The Desert Sun", nor of a list of what sells best."""
    before = what[: named.start].rsplit(None, 1)[-1:]
    part = not named.trusted and before and before[0][0].isupper() and before[0] != "The"
    return not part and not _PRIZED.match(what, named.end)


def _says_role(what: str) -> bool:
    """Whether one of the words is what writers are called."""
    return any(map(is_role, what.split()))
