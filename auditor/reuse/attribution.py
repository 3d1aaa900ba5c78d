"""How a reused passage is credited: the four attribution groups editors know from Turnitin.

*cited and quoted · cited, not quoted · quoted, not cited · neither*
(Turnitin similarity report, "match groups", 2023).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from auditor.annotate.credits import builtin_outlets
from auditor.model import Kind, Match, Reading, Span
from auditor.text.word_places import word_places

#: Kinds whose words count as taken from elsewhere. Quotations credit their speaker; template text is nobody's.
REUSED = frozenset({Kind.VERBATIM, Kind.EDITED, Kind.SPUN, Kind.PARAPHRASE, Kind.SUMMARY})

_FROM = (
    r"reported by|reports by|published by|published in|reported in|according to|told|from|via|courtesy of|credit|text|"
    r"h/t|provided by|supplied by|permission of|thanks to|copyright(?: ©)?(?: \d{4})?(?: by)?|"
    r"full (?:story|article) (?:at|in|on)|speaking to|spoke to|interview with|obtained by|seen by|revealed by"
)
_SAYS = (
    "reported|revealed|has learned|has learnt|reports|first reported|has reported|had reported|was the first to report"
)
_READY = 1024  #: several rules ask the same of one pair of articles
_POINTS = 0.5  #: from this strength on a credit is one of the text, not a mention
#: Just before "published by": "was not first", "The photograph was".
_NOT_THE_TEXT = re.compile(
    r"(?:\b(?:not|never)|n['’]t)(?: been)?(?: \w+ly| first)? $"
    r"|\b(?:photo\w*|pictures?|images?|pic|videos?|footage|illustration)\b[^.!?]*$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[^\w]+")


def credit_strength(copy: Reading, other: Reading) -> float:
    """How strongly *copy* says where its text comes from: 1 names an origin, ½ points, 0 nothing.

    A named agency or outlet counts whichever copy it was matched with: of two outlets that carry
    the same wire story, both credit the wire and neither owes the other anything. A credit of the
    article's own source (its own staff, its own reporters) credits nobody else.
    """
    strengths = [0.0]
    for credit in copy.credits:
        if credit.covers != "text":
            continue
        if credit.who and _is(credit.who, other):
            strengths.append(1.0 if credit.strength >= _POINTS else credit.strength)
        elif not credit.who or not _is(credit.who, copy):
            strengths.append(credit.strength)
    return max((*strengths, float(names_source(copy.article.text, other.article.source))))


@lru_cache(maxsize=_READY)
def names_source(text: str, source: str) -> bool:
    """Whether *text* says it has something from *source*: "first reported by the Northern Ledger".

    The source's own name need not be in any table: its words are read off its domain or name.
    """
    words = _SPLIT.sub(" ", _bare(source)).split()
    words = words[1:] if words[:1] == ["the"] else words
    if not words or sum(map(len, words)) < 4:  # too short to be told from an ordinary word
        return False
    name = r"(?:the )?(?P<name" + "{0}>" + r"[ \-]?".join(map(re.escape, words)) + ")"
    said = (
        rf"(?:\b(?:{_FROM}):?|©(?: ?\d{{4}})?) {name.format(1)}\b|\b{name.format(2)}(?:['’]s)? (?:{_SAYS})\b"
        rf"|[(\[] ?{name.format(3)} ?[)\]] ?$"
    )
    joined = " ".join(text.split())
    return any(
        (hit["name1"] or hit["name2"] or hit["name3"])[0].isupper()  # "the harbour" is no newspaper
        and not _NOT_THE_TEXT.search(joined, max(0, hit.start() - 40), hit.start())
        for hit in re.finditer(said, joined, re.IGNORECASE)
    )


def carried_share(reading: Reading, matches: Iterable[Match]) -> float:
    """Share of the article's body words, quotations included, that stand in matched passages, 0 to 1."""
    text = reading.article.text
    body = words_in(text, body_spans(reading))
    spans = [match.left.span for match in matches if match.kind in REUSED or match.kind is Kind.QUOTATION]
    taken = subtract(spans, [residue.span for residue in reading.residue])
    return min(1.0, words_in(text, taken) / body) if body else 0.0


def standing(match: Match, copy: Reading, other: Reading) -> str:
    """The attribution group of one passage, seen from the article on the left.

    A passage most of whose words stand in quotation marks is quoted, whatever words of the writer join them. A speaker
    who is named for it is credited, the outlet is not: that is *quoted, not cited*.
    """
    quoted = match.kind is Kind.QUOTATION or _share_within(
        copy, match.left.span, [q.span for q in copy.quotations if not q.scare]
    )
    cited = credit_strength(copy, other) >= 1
    if cited:
        return "cited and quoted" if quoted else "cited, not quoted"
    return "quoted, not cited" if quoted else "neither cited nor quoted"


def speaker_of_both(match: Match, copy: Reading, other: Reading) -> str:
    """Whose words both articles say the passage is, as *copy* names the speaker; empty where they do not agree."""
    there = [_names(speaker) for speaker in _speakers(other, match.right.span)]
    for speaker in _speakers(copy, match.left.span):
        own = _names(speaker)
        if any(own and names and (own[-1] in names or names[-1] in own) for names in there):
            return speaker
    return ""


def _speakers(reading: Reading, span: Span) -> list[str]:
    """Speakers to whom most words of *span* are given, in quotation marks or without."""
    said: dict[str, list[Span]] = {}
    for quotation in reading.quotations:
        if quotation.speaker and not quotation.scare and quotation.span.overlap(span):
            said.setdefault(quotation.speaker, []).append(quotation.span)
    for attribution in reading.attributions:
        if attribution.speaker and attribution.span.overlap(span):
            said.setdefault(attribution.speaker, []).append(attribution.span)
    return [speaker for speaker, spans in said.items() if _share_within(reading, span, spans)]


def _names(speaker: str) -> list[str]:
    """The capitalised words of a speaker, of whom one may be called *Mr Doe* and the other *Jane Doe in Vienna*."""
    return [word.casefold() for word in _SPLIT.split(speaker) if word[:1].isupper() and len(word) > 1]


def _share_within(reading: Reading, span: Span, parts: Sequence[Span]) -> bool:
    """Whether at least half of the words of *span* lie in *parts*."""
    inside = [Span(max(span.start, part.start), min(span.end, part.end)) for part in parts if part.overlap(span)]
    if not inside:
        return False
    text = reading.article.text
    return 2 * words_in(text, inside) >= words_in(text, [span])


def body_spans(reading: Reading) -> tuple[Span, ...]:
    """The stretches of text that are story: everything but residue, in order."""
    return tuple(subtract((Span(0, len(reading.article.text)),), [r.span for r in reading.residue]))


def words_in(text: str, spans: Iterable[Span]) -> int:
    """Number of words in *spans*, those they cut off included; overlapping spans count once."""
    places = word_places(text)
    return sum(places.count(span.start, span.end) for span in merge(spans))


def reused_share(reading: Reading, spans: Iterable[Span]) -> float:
    """Share of the article's body words that lie in *spans*, direct quotations left out, 0 to 1."""
    text = reading.article.text
    body = words_in(text, body_spans(reading))
    outside = subtract(merge(spans), [q.span for q in reading.quotations] + [r.span for r in reading.residue])
    return min(1.0, words_in(text, outside) / body) if body else 0.0


def merge(spans: Iterable[Span]) -> list[Span]:
    """The union of *spans*, sorted, touching ones joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def subtract(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """What is left of *spans* outside *holes*; both may be in any order."""
    left: list[Span] = []
    cuts = merge(holes)
    first = 0
    for span in merge(spans):
        start = span.start
        while first < len(cuts) and cuts[first].end <= start:
            first += 1
        for cut in cuts[first:]:
            if cut.start >= span.end:
                break
            if cut.start > start:
                left.append(Span(start, cut.start))
            start = max(start, cut.end)
        if start < span.end:
            left.append(Span(start, span.end))
    return left


def _is(name: str, reading: Reading) -> bool:
    """Whether *name* is that of an article's source: as given, as the table of outlets has it, or of its domain."""
    known = builtin_outlets()
    return known.own(name, reading.article) or known.same(name, reading.outlet)


def _bare(name: str) -> str:
    """A source name in lower case, without scheme, "www." and its last domain labels."""
    name = re.sub(r"^(https?://)?(www\.)?", "", name.casefold())
    return re.sub(r"(?<=\w)(\.(co|com|org|net|gov|ac))?\.[a-z]{2,8}/?$", "", name)
