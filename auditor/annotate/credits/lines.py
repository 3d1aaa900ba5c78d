"""Credit lines: a whole line that names who the text is by, or points to where it is from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.annotate.credits.outlets import Named, Outlets, host_of
from auditor.annotate.credits.tags import CONNECTORS, only_names, tail_start
from auditor.annotate.credits.unlisted import (
    capitalised,
    leading_name,
    looks_like_outlet,
    of_pictures,
    unlisted_in,
    whole_name,
)
from auditor.annotate.credits.writers import about_writer, signed_by
from auditor.model import Credit, Span

#: Longer lines are read for the forms that name an origin in a full sentence only.
_SHORT = 160
_LONG = 600

_POINTER = re.compile(
    r"""^(?:\[/?[a-z]+_[a-z0-9_]+\])?[\[(»›→>"“”\s]*(?:
      (?:original\s+|article\s+|news\s+|full\s+)?source(?:\s+(?:link|article|url|page|here))?
    | (?:link\s+to|view|see|go\s+to|visit|read|click\s+(?:here\s+)?(?:for|to\s+(?:read|view|see)))\s+(?:the\s+)?
      (?:original|source)(?:\s+(?:article|story|post|source|version|here|link))?(?:\s+here)?
    | original\s+(?:article|story|post|source|link|version)(?:\s+(?:here|link))?
    | (?:click\s+(?:here\s+)?(?:for|to\s+(?:read|view|see))|read|view|see|continue\s+reading)\s+(?:the\s+)?
      (?:entire|full|complete|whole|rest\s+of\s+(?:the|this))
      \s+(?:article|story|post|report|piece|entry)(?:\s+(?:here|on|at|at\s+source))?
    | (?:full|original)\s+(?:story|article)\s+(?:here|link)
    | (?:article|story|news)\s+link | permalink\s+to\s+original
    | (?:zur\s+)?quelle | zum\s+originalartikel | fuente(?:\s+original)? | fonte | źródło | источник
    | lire\s+l['’]article\s+original
    )[\s\])»›→>.:…"“”]*(?:\[/?[a-z]+_[a-z0-9_]+\])?$""",
    re.IGNORECASE | re.VERBOSE,
)
#: A line that is a link and nothing else, in Markdown or markup.
_LINK_LINE = re.compile(
    r"\[(?P<anchor>[^\[\]]{2,120})\]\((?P<address>https?://[^\s()]{4,400})\)"
    r"|<a\s[^<>]{0,200}?href=[\"'](?P<href>https?://[^\s\"'<>]{4,300})[\"'][^<>]{0,200}>(?P<text>[^<>]{2,120})</a>"
)
_MARKS = ' *[(»›→>"“”'
_LABEL = re.compile(
    r"^\W*(?:(?P<pointer>(?:original\s+)?sources?|(?:(?:story|article|report|text|news)\s+)?via|h/t|hat\s+tip|(?:read|see)\s+(?:more|the\s+full\s+(?:story|article)|the\s+original(?:\s+(?:story|article))?)"
    r"|(?:(?:originally|culled|excerpted|adapted|lifted|taken|sourced|shared|reposted)\s+)?from|(?:article|story|news)\s+source|original\s+(?:article|story)(?:\s+(?:by|from))?)\s*(?:[:|\-–—]|\bat\b|\bon\b|\bfrom\b|(?<=via)|(?<=h/t)|(?<=from))"
    r"|(?P<credit>credits?|by|(?:(?:story|article|report|text)\s+)?courtesy(?:\s+of)?|(?:text|words|story)(?=\s*:)|(?:text|words|story|report)\s+by|contributing|contributed\s+by|with\s+(?:(?:additional|further)\s+)?(?:files|inputs|reporting|reports|information|material)\s+(?:from|by)|"
    r"additional\s+reporting(?:\s+(?:by|from))?|(?:(?:story|article|report|text|content)\s+)?(?:provided|supplied|written|reported|produced)\s+by)\b\s*:?)\s*",
    re.IGNORECASE,
)
_FIRST_APPEARED = re.compile(
    r"\b(?:(?:this|the)\s+(?:\w+\s+){0,3}?(?:article|story|post|piece|report|essay|column|op-ed|interview|commentary|version)\b[^.\n]{0,120}?\s+)?"
    r"(?:(?:was|is|has\s+been|were)\s+)?(?:(?:first|originally|previously|initially)\s+(?:appeared|published|posted|ran|aired|written|produced|reported|seen)"
    r"|(?:appeared|published|posted|ran)\s+(?:first|originally)|re-?(?:published|printed|posted|produced|blogged)|(?:cross-?posted|syndicated))"
    r"(?:\s+(?:here|elsewhere))?(?:\s+(?:with|by)\s+(?:the\s+)?(?:kind\s+)?permission)?\s*(?:,?\s+(?:in|on|at|by|from|of|under|to|with|for)\b|:|\.?$)",
    re.IGNORECASE,
)
#: One of these must occur before the slower pattern is tried.
_PUBLISHED = (
    *("appeared", "published", "posted", "printed", "produced", "blogged", "syndicated", "written"),
    *("reported", "aired", "ran", "seen"),
)
_ABOUT_ITSELF = re.compile(
    r"^\W*(?:this|the\s+(?:post|article|story)|editor|note|first|originally|re-?p|re-?b|cross|syndicated|published|appeared)",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"\bcontributed(?:\s+(?:(?:\w+\s+)?to\s+th(?:is|e)\s+(?:\w+\s+)?(?:report|story|article|piece|post|dispatch|coverage)\b(?![’'])|reporting\b)|\.?$)|\b(?:contains|includes|uses|used)\s+(?:\w+\s+)?(?:material|information|reporting)\s+from\b"
    r"|\b(?:information|material|reporting)\s+from\b.{3,60}\b(?:was|were)\s+used\b"
    r"|\bbased\s+(?:in\s+part\s+)?on\s+(?:\w+\s+){0,2}reports?\b",
    re.IGNORECASE,
)
_GIVEN = ("contributed", "from", "report")
_COPYRIGHT = re.compile(r"(?:\bcopyright\b|©|\(c\)|\bc\.\s?(?=(?:19|20)\d\d\b))", re.IGNORECASE)
_RESERVED = ("copyright", "©", "(c)", "c.")
_AGENCIES = re.compile(
    r"\b(?:news\s+agenc(?:ies|y)|agencies|agency(?=\s+(?:reports?|inputs?|copy)\b)|wires?(?:\s+(?:services?|reports?))?|wire\s+service\s+reports?)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')\]]{3,300}|\b[a-z0-9-]{2,60}(?:\.[a-z0-9-]{2,30}){1,3}/[^\s<>\"')\]]{2,300}",
    re.IGNORECASE,
)
#: Addresses that carry other people's texts and say nothing of whose they are.
_CARRIERS = re.compile(
    r"(?:.+\.)?(?:t\.co|bit\.ly|ow\.ly|goo\.gl|tinyurl\.com|is\.gd|buff\.ly|dlvr\.it|ift\.tt|feedproxy\.google\.com|"
    r"news\.google\.com|google\.com|twitter\.com|x\.com|facebook\.com|fb\.me|youtube\.com|youtu\.be|instagram\.com|"
    r"linkedin\.com|lnkd\.in|reddit\.com|telegram\.org|t\.me|flipboard\.com|feedburner\.com|archive\.(?:org|is|ph))"
)
_PICTURE_LINE = re.compile(
    r"^\W*(?:(?:featured\s+)?(?:image|(?:file\s+)?photo(?:graph)?|picture|pic|video|illustration)s?\s*(?:credit|copyright|by|courtesy|source|via|[:|©])"
    r"|enlarge\s+this\s+image|ap\s+photo|afp\s+photo|reuters\s*/)|\b(?:AP\s+Photo|AFP\s+PHOTO|REUTERS|Getty\s+Images|EPA|Shutterstock)\s*[/)]|/(?:AP|AFP|Reuters|Getty\s+Images|EPA)\b",
    re.IGNORECASE,
)
_PICTURE_ABOVE = re.compile(
    r"(?:(?:image|photo(?:graph)?|picture|video)s?(?:\s+(?:copyright|credits?|source|by|courtesy))?|credits?)\s*:?",
    re.IGNORECASE,
)
_PHOTOGRAPHER = re.compile(r"^(?!By\s)[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){1,3}\s*/\s*[A-Z]")
_DENIED = re.compile(r"\b(?:not|never)\b|n[’']t\b", re.IGNORECASE)
#: What precedes the name of whoever let a text be printed, and what follows it.
_PERMITTED = re.compile(
    r"(?:\bpermission\s+(?:of|from)|^\W*(?:with\s+)?thanks\s+to|\blicen[sc]ed\s+(?:from|by))\s+"
    r"|\b(?:story|article|report|text|content)\s+comes\s+(?:to\s+us\s+)?(?:from|courtesy\s+of)\s+"
    r"|^\W*(?:to\s+)?read\s+(?:the\s+)?(?:full|original)\s+\w+,?\s+(?:visit|at|on|in|go\s+to)\s+"
    r"|\b(?:story|article|report|text|content)\s+(?:is|was)\s+(?:provided|supplied|produced|reported|written|created|distributed)\s+by\s+",
    re.IGNORECASE,
)
_SUPPLIED = re.compile(
    r"\s+(?:has\s+)?(?:first\s+)?(?:supplied|provided|published|reported|produced)\s+this\s+(?:story|article|report|text)\b",
    re.IGNORECASE,
)
_LET = ("permission", "thanks", "licen", "supplied", "provided", " by ", "read ", " this ", "comes ")
_YEARS = re.compile(r"(?:\s|,|-|–|\(c\)|©|copyright|\d{4}|by\b)+", re.IGNORECASE)
_PLACE_OF = re.compile(r"^\s*the\s+(?:website|web\s*site|site|pages|blog|columns)\s+of\b", re.IGNORECASE)
_INITIALS = re.compile(r"(?:/[a-z]{1,4}){1,3}")
_STAFF = re.compile(
    r"[’']?s?\s+(?:staff|reporters?|newsroom|team)(?:\s+(?:reports?|writers?|reporters?))?$", re.IGNORECASE
)
_OF_OUTLET = re.compile(r"^special\s+to\s+|\s+(?:staff\s+)?(?:reporter|writer|correspondent|editor)$", re.IGNORECASE)
_WRITER = re.compile(r"^(?P<people>[^,|/\n]{3,60}?)\s*(?:[,|/]|\b(?:of|for)\b)\s*(?P<outlet>[^,|/\n]{3,60})$")
_DATE = re.compile(
    r"\s*(?:the\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\b[\s,.]*\d",
    re.IGNORECASE,
)


def line_credits(text: str, outlets: Outlets) -> Iterator[Credit]:
    """Credits that take up a line of their own, in order."""
    head = _end_of_head(text)
    tail = tail_start(text)
    start = 0
    above = ""
    for raw in text.split("\n"):
        line = raw.strip()
        named = list(outlets.named_in(line, prose=False)) if line and _PICTURE_ABOVE.fullmatch(above) else []
        if only_names(named, line):  # the credit of a picture, broken into lines
            at = start + len(raw) - len(raw.lstrip())
            yield from (Credit("photo", name, 0.25, Span(at, at + len(line)), "picture") for name in _names(named))
            above, line = line, ""
        above = line or above
        if line and len(line) <= _LONG:
            at = start + len(raw) - len(raw.lstrip())
            at_head, at_tail = at <= head, at >= tail
            if at_head or at_tail:
                line = capitalised(line)
            yield from _read_line(line, at, outlets, at_head=at_head, at_tail=at_tail)
        start += len(raw) + 1


def is_pointer(line: str) -> bool:
    """Whether a line points to where the text is from and names nobody: "Source link", "Read entire article"."""
    return len(line) <= _SHORT and _POINTER.match(line) is not None


def _read_line(line: str, at: int, outlets: Outlets, *, at_head: bool, at_tail: bool) -> Iterator[Credit]:
    span = Span(at, at + len(line))
    link = _LINK_LINE.fullmatch(line)
    if link and is_pointer(link["anchor"] or link["text"]):
        yield from _addressed(link["address"] or link["href"], span, outlets, pointer=True)
        return
    if len(line) <= _SHORT:
        # "Original post" in the midst of a story is the heading of what stood there before an update.
        if is_pointer(line) and (at_head or at_tail or not line.casefold().lstrip(_MARKS).startswith("original")):
            yield Credit("pointer", "", 0.5, span)
            return
        if _PICTURE_LINE.search(line) or _PHOTOGRAPHER.match(line):
            listed = list(outlets.named_in(line, prose=False))
            for name in _names(listed or list(unlisted_in(line))):
                yield Credit("photo", name, 0.25, span, "picture")
            return
        found = tuple(_credit_line(line, span, outlets, at_head=at_head, at_tail=at_tail))
        if not found and (at_head or at_tail):
            found = tuple(_permitted(line, span, outlets))
        if not found and at_head:
            found = tuple(signed_by(line, span, outlets))
        if found:
            yield from found
            return
    if at_tail:
        yield from about_writer(line, span, outlets)
    yield from _sentence_line(line, at, outlets)


def _permitted(line: str, span: Span, outlets: Outlets) -> Iterator[Credit]:
    """A line that thanks an outlet for the text or says that it gave leave: "by permission of Harbour Weekly"."""
    if not any(map(line.casefold().__contains__, _LET)) or of_pictures(line) or _DENIED.search(line):
        return
    given = _PERMITTED.search(line)
    name = leading_name(line[given.end() :]) if given else ""
    if not given and _SUPPLIED.match(line, len(before := leading_name(line)) + (4 if line[:4] == "the " else 0)):
        name = before.removeprefix("The ")
    listed = [found.outlet.name for found in outlets.named_in(name, prose=False) if found.outlet.kind != "pictures"]
    if listed or looks_like_outlet(name):
        yield Credit("outlet", listed[0] if listed else name, 1.0, span)


def _credit_line(line: str, span: Span, outlets: Outlets, *, at_head: bool, at_tail: bool) -> Iterator[Credit]:
    label = _LABEL.match(line)
    if line.endswith(":") and not label:
        return  # "The Gazette reports:" introduces a quotation
    rest = line[label.end() :] if label else line
    pointer = bool(label and label["pointer"])
    address = _ADDRESS.search(line)
    if address and (label or address.start() == 0):
        words = len(re.findall(r"\w+", line[: address.start()] + line[address.end() :]))
        if pointer or words <= 4:
            yield from _addressed(address[0], span, outlets, pointer=pointer)
        return
    named = list(outlets.named_in(rest, prose=False))
    left_over = _left_over(rest, named)
    if named:
        by_person = bool(label and label["credit"]) or (at_head and _agency_last(rest, named))
        if all(name.outlet.kind == "pictures" for name in named):
            if not left_over.strip() or label:
                yield Credit("photo", named[0].outlet.name, 0.25, span, "picture")
        elif ((label or any(name.trusted for name in named)) and not left_over.strip()) or (
            by_person and _is_people(left_over)
        ):
            # "Al Jazeera and news agencies", "By Jane Doe, Associated Press"
            yield from (Credit("byline" if at_head and not pointer else "outlet", n, 1.0, span) for n in _names(named))
        elif at_tail and named[0].outlet.kind == "agency" and _INITIALS.fullmatch(rest[named[0].end :]):
            yield Credit("outlet", named[0].outlet.name, 1.0, span)  # "AFP/jd": an editor signs off the agency's copy
        elif label and pointer and len(left_over.split()) <= (0 if "from" in label[0].casefold() else 12):
            yield Credit("outlet", named[0].outlet.name, 1.0, span)
    elif _AGENCIES.search(line) and not CONNECTORS.sub("", _AGENCIES.sub("", rest)).strip():
        yield Credit("outlet", "", 0.5, span)
    elif label and (at_head or at_tail):
        yield from _unlisted(label, rest, span, outlets, at_head=at_head, at_tail=at_tail)


def _unlisted(
    label: re.Match[str], rest: str, span: Span, outlets: Outlets, *, at_head: bool, at_tail: bool
) -> Iterator[Credit]:
    """A label before a name that no table has: "Source: Harbour Weekly", "By Jane Doe, Harbour Weekly"."""
    word = " ".join((label["pointer"] or label["credit"]).casefold().split())
    if label["credit"] and (employer := _written_for(rest.strip(" ."), outlets)):
        yield Credit("byline" if at_head else "outlet", employer, 1.0, span)
        return
    name = whole_name(rest) or (host_of(rest) if looks_like_outlet(rest.strip(" .")) else "")
    if not name and looks_like_outlet(first := whole_name(rest.partition("/")[0])):
        name = first  # "Source: Harbour Weekly/Jane Doe"
    if not name or word == "by" or word.endswith("more"):
        return
    if rest.rstrip().endswith(":"):
        yield Credit("mention", name, 0.3, span)  # "From the Military Times:" introduces a quotation
    elif of_pictures(name):
        yield Credit("photo", name, 0.25, span, "picture")
    elif looks_like_outlet(name):
        yield Credit("pointer" if label["pointer"] else "outlet", name, 1.0, span)
    elif at_tail and _title_like(name) and word.endswith(("source", "sources", "via")):
        yield Credit("pointer", name, 0.5, span)  # the police are no publisher, but may be whose text it is


def _written_for(rest: str, outlets: Outlets) -> str:
    """The outlet in what follows "by": "afp", "Harbour Weekly staff", "Jane Doe, Harbour Weekly"; empty without one."""
    agency = outlets.by_name.get(rest.casefold())
    if agency and agency.kind == "agency" and rest.upper() in {agency.name, *agency.aliases}:
        return agency.name
    writer = _WRITER.match(rest)
    if writer and _is_people(writer["people"]):
        name = whole_name(_OF_OUTLET.sub("", writer["outlet"]))
    else:
        name = whole_name(_STAFF.sub("", rest)) if _STAFF.search(rest) else ""
    return name if looks_like_outlet(name) else ""


def _addressed(address: str, span: Span, outlets: Outlets, *, pointer: bool) -> Iterator[Credit]:
    """A line that gives an address: "Source: https://…", a pointer, or the address alone."""
    outlet = outlets.of_address(address)
    if not pointer:
        yield Credit("link", outlet.name if outlet else "", 0.5, span)
        return
    host = host_of(address)
    name = outlet.name if outlet else "" if _CARRIERS.fullmatch(host) else host
    yield Credit("pointer", name, 1.0 if name else 0.5, span)


def _sentence_line(line: str, at: int, outlets: Outlets) -> Iterator[Credit]:
    """Sentences about the text itself: first published, contributed, copyright."""
    folded = line.casefold()
    first = _FIRST_APPEARED.search(line) if any(map(folded.__contains__, _PUBLISHED)) else None
    if (
        first
        and (_ABOUT_ITSELF.match(line) or re.match(r"^\W*this\b", line[first.start() :], re.IGNORECASE))
        and _own_sentence(line, first.start())
    ):
        if _DENIED.search(line[max(0, first.start() - 12) : first.end()]):
            return
        span = Span(at + first.start(), at + len(line))
        after = line[first.end() : first.end() + 200]
        address = _ADDRESS.search(after)
        outlet = outlets.of_address(address[0]) if address else None
        names = _names(list(outlets.named_in(after, prose=False))[:1]) or ([outlet.name] if outlet else [])
        after = _PLACE_OF.sub("", after)
        if not names and not _DATE.match(after) and (unlisted := leading_name(after)):
            names = [unlisted]
        yield Credit("first-appeared", names[0] if names else "", 1.0 if names else 0.5, span)
        return
    if len(line) <= 300 and any(map(folded.__contains__, _GIVEN)) and _CONTRIBUTED.search(line):
        names = _names(list(outlets.named_in(line)) or list(unlisted_in(line)))
        for name in names:  # a part of the text, not the whole
            yield Credit("contributor", name, 0.5, Span(at, at + len(line)))
        if not names and _AGENCIES.search(line):
            yield Credit("outlet", "", 0.5, Span(at, at + len(line)))
        return
    mark = _COPYRIGHT.search(line) if any(map(folded.__contains__, _RESERVED)) else None
    if mark and mark.start() <= 80:
        span = Span(at + mark.start(), at + len(line))
        holders = list(outlets.named_in(line[mark.start() : mark.start() + 120], prose=False))[:2]
        years = _YEARS.match(line, mark.end())
        unlisted = leading_name(line[years.end() if years else mark.end() :])
        if not holders and looks_like_outlet(unlisted):
            yield Credit("outlet", unlisted, 1.0, span)
        for found in holders:
            if found.outlet.kind == "pictures":
                yield Credit("photo", found.outlet.name, 0.25, span, "picture")
            else:
                yield Credit("outlet", found.outlet.name, 1.0, span)


def _own_sentence(line: str, start: int) -> bool:
    """Whether the words before *start* end a sentence or are a short introduction, as in "Editor's note:"."""
    before = line[:start].rstrip()
    return len(before) <= 60 or before.endswith((".", ":", "!", "?", "—", "|"))


def _left_over(rest: str, named: list[Named]) -> str:
    kept, last = [], 0
    for name in named:
        kept.append(rest[last : name.start])
        last = name.end
    kept.append(rest[last:])
    return CONNECTORS.sub(" ", _AGENCIES.sub(" ", " ".join(kept)))


def _is_people(words: str) -> bool:
    """One to eight capitalised words and nothing else: names of people."""
    parts = words.replace(",", " ").split()
    return 1 <= len(parts) <= 8 and all(part[:1].isupper() for part in parts)


def _agency_last(rest: str, named: list[Named]) -> bool:
    return (
        named[-1].outlet.kind == "agency"
        and len(rest) - named[-1].end <= 12
        and bool(re.search(r"[,|/]|\bof\b|\bfor\b", rest))
    )


def _title_like(rest: str) -> bool:
    parts = rest.split()
    return 1 <= len(parts) <= 5 and parts[0][:1].isupper() and not rest.rstrip().endswith(("!", "?"))


def _names(named: list[Named]) -> list[str]:
    return list(dict.fromkeys(name.outlet.name for name in named))


def _end_of_head(text: str) -> int:
    """Offset of the end of the third non-empty line, where bylines stand."""
    seen = position = 0
    for line in text.split("\n"):
        position += len(line) + 1
        seen += bool(line.strip())
        if seen == 3 or position > 1200:
            break
    return position - 1
