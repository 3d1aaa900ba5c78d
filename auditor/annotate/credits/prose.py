"""Credits in running prose: "told Al Jazeera", "Reuters reported", and the house voice of an outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.annotate.credits.outlets import Outlets
from auditor.model import Credit, Span

_THE = (
    r"(?:the\s+)?(?:(?:state(?:-run|-owned)?|official|russian|chinese|german|french|british|american|us|u\.s\.|israeli"
    r"|turkish|iranian|news)\s+){0,2}"
    r"(?:(?:news\s+agency|newspaper|magazine|broadcaster|agency|network|website|channel|daily)\s+)?"
)
_TOLD = re.compile(
    r"\b(?:told|tells|telling|spoke\s+(?:to|with)|speaks\s+to|speaking\s+(?:to|with)|interview(?:ed)?\s+(?:with|by|on|for)|(?:statement|email|comment|remarks)\s+to|asked\s+by|informed)\s+"
    + _THE
    + r"$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"\b(?:according\s+to|reported\s+(?:by|in|on)|cit(?:ing|ed\s+by)|quoted\s+by|obtained\s+by|seen\s+by|reviewed\s+by|revealed\s+by|broken\s+by"
    r"|reports?\s+(?:by|from|in)|published\s+(?:by|in)|analysis\s+by|tally\s+(?:by|from)|poll\s+(?:by|for|from)|article\s+in|wrote\s+in|writing\s+in)\s+"
    + _THE
    + r"$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"^(?:[’']s?)?(?:\s+(?:news\s+agency|news|newspaper|magazine|agency|website|network|television|TV|correspondent|poll|analysis))?,?\s+"
    r"(?:(?:has|had|have|first|also|later|previously|earlier|recently|separately|which)\s+){0,3}"
    r"(?:reported|reports|reporting|quoted|quotes|cited|cites|revealed|reveals|published|noted|notes|wrote|writes|said|says|broke)\b",
)
_JOURNALIST = (
    r"^[’']s\s+(?:(?:own|chief|senior|diplomatic|political|White\s+House|foreign|defen[cs]e|security|correspondent|reporter"
    r"|editor)\s+){0,4}[A-Z][\w.’'\-]+(?:\s+(?:(?:bin|al|de|van|der|von|el|Al)[\s-])?[A-Z][\w.’'\-]+){1,3}\s*,?\s+"
)
_HOUSE = re.compile(
    _JOURNALIST
    + r"(?:reporting|reports?\s+from|said\s+from|in\s+[A-Z]\w+\s*,|has\s+(?:more|the\s+latest)|contributed)\b"
)
_COLLEAGUE = re.compile(_JOURNALIST + r"(?:reports|reported|says|said|explains|writes|wrote|notes|noted)\b")
#: The sign-off Reuters puts under its stories and hardly anybody else: 185 of 186 in a sample of 3,400 articles.
_SIGN_OFF = re.compile(
    r"\((?:Additional\s+|Main\s+)?Reporting\s+(?:and\s+writing\s+)?by\s+[^()\n]{3,240};\s?[^()\n]{0,60}?edit(?:ing|ed)\s+by\s+[^()\n]{3,140}\)",
    re.IGNORECASE,
)
_OWN_PIECE = re.compile(
    r"^[’']s\s+(?:\w+\s+){0,2}?(?:analysis|explainer|coverage|report|reporting|live|interview|story|profile|guide|newsletter|podcast)\b"
)
_INVITE = re.compile(
    r"(?:^|[.!?:\n”\"]\s*)(?:read|watch|follow|see|listen\s+to|subscribe\s+to|join|download)\s+(?:(?:more|all)\s+(?:from|of|on)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_OF_THE_HOUSE = re.compile(
    r"(?:^|[.!?\n”\"]\s*)(?:in\s+comments\s+to|contacted\s+by)\s+$|\b(?:do(?:es)?\s+not\s+(?:necessarily\s+)?(?:reflect|represent)\s+(?:the\s+)?(?:\w+\s+){0,4}?(?:of\s+)?(?:the\s+)?)$",
    re.IGNORECASE,
)
_VERIFIED = re.compile(
    r"^\s+(?:could\s+not|was\s+(?:not\s+able|unable)\s+to|cannot|has\s+not\s+been\s+able\s+to)\s+(?:\w+\s+)?(?:independently\s+)?(?:verify|confirm|authenticate)|^\s+(?:has\s+(?:contacted|approached|asked|reached\s+out)|understands|has\s+learned)\b"
)


def prose_credits(text: str, outlets: Outlets) -> Iterator[Credit]:
    """Outlets named in sentences, judged by the words at their sides.

    ``house`` marks wording only the outlet itself would write of itself: its own correspondent
    reporting from a place, "read X's analysis". In a re-post it says whose text it was.
    """
    for sign_off in _SIGN_OFF.finditer(text):
        yield Credit("sign-off", outlets.canonical("Reuters"), 0.3, Span(*sign_off.span()))
    for named in outlets.named_in(text):
        before = text[max(0, named.start - 70) : named.start]
        after = text[named.end : named.end + 110]
        span = Span(named.start, named.end)
        who = named.outlet.name
        if (own := _HOUSE.match(after)) or (own := _VERIFIED.match(after)):
            yield Credit("house", who, 0.3, Span(named.start, named.end + own.end()))
        elif (piece := _OWN_PIECE.match(after)) and (invite := _INVITE.search(before)):
            yield Credit("house", who, 0.3, Span(named.start - _lead(before, invite), named.end + piece.end()))
        elif house := _OF_THE_HOUSE.search(before):
            yield Credit("house", who, 0.3, Span(named.start - _lead(before, house), named.end))
        elif colleague := _COLLEAGUE.match(after):
            yield Credit("mention", who, 0.3, Span(named.start, named.end + colleague.end()))
        elif told := _TOLD.search(before):
            yield Credit("told", who, 0.25, Span(named.start - _lead(before, told), named.end), "quotation")
        elif cited := _ACCORDING.search(before):
            yield Credit("mention", who, 0.3, Span(named.start - _lead(before, cited), named.end))
        elif reported := _REPORTED.match(after):
            yield Credit("mention", who, 0.3, Span(span.start, named.end + reported.end()))


def _lead(before: str, match: re.Match[str]) -> int:
    """Length of the matched words before a name, without what precedes their first letter."""
    matched = before[match.start() :]
    return len(matched.lstrip(' \n.!?:”"'))
