"""Constructed copies with a known origin, to fit and to measure the inference of direction.

What is assumed of copyists, so that it can be contested:

* Six of ten pairs are direct copies: 40 % take the whole text, 20 % the whole and put other material
  around it, 20 % a part of it, 20 % one to three paragraphs into a text of their own. Four
  of ten pairs both take from a third text nobody has: 35 % the whole of it, the others one to four
  paragraphs of it each.
* A copy names its origin in a credit line in 25 %, only points in 30 %, keeps its byline in 25 %.
  A user of a third text names it in 60 % where it takes the whole and in 20 % otherwise.
* Half of the copies carry scraper residue, one original in twelve does. 15 % of copies are spun.
* 55 % of copies and 30 % of originals are undated. A copy is stamped 10 minutes to 4 days after its
  original; one dated copy in eight is stamped up to a day before it (time zones, feeds, fetch time).
* Copyists cut 0–10 % of the sentences; one in five adds a sentence.
* Up to a tenth of what both share is not found.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from auditor.annotate.credits import find_credits
from auditor.annotate.residue import find_residue
from auditor.model import Article, Edit, Kind, Match, Place, Reading, Span, SpunReading
from auditor.text import prepare

LINES = ("Source link", "[ad_1]", "Leave a Reply", "3 days ago 41", "Post a Comment", "Read Entire Article")
OUTLETS = ("The Guardian", "Politico", "Newsweek", "Al Jazeera", "The Hill", "Vox", "NPR", "Forbes", "Axios", "Slate")
SITES = tuple(
    f"{word}-{end}.example" for word in ("daily", "world", "city", "prime") for end in ("news", "wire", "hub")
)
START = datetime(2021, 3, 1, 6, 0)  # noqa: DTZ001  # declared times carry no zone as often as not


@dataclass(frozen=True, slots=True)
class Case:
    """One match between two readings; *truth* is the id of the origin, or third."""

    match: Match
    left: Reading
    right: Reading
    truth: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Paragraphs of a text with what was done to it; *taken* are those from the origin."""

    paragraphs: tuple[str, ...]
    taken: tuple[int, ...]
    cut: int = 0  #: characters left out of taken paragraphs
    added: int = 0


def cases(articles: list[Article], count: int, seed: int = 0) -> Iterator[Case]:
    """*count* cases from *articles*, the same for the same seed."""
    draw = random.Random(seed)
    stock = [row for row in (_paragraphs(article.text) for article in articles) if len(row) >= 6]
    for number in range(count):
        first, second, third = draw.sample(stock, 3)
        when = START + timedelta(minutes=draw.randrange(200_000))
        case = _direct(draw, first, second, when) if draw.random() < 0.6 else _third(draw, first, second, third, when)
        if case is not None:
            yield _shuffled(draw, case, number)


def _direct(draw: random.Random, origin: list[str], other: list[str], when: datetime) -> Case | None:
    outlet = draw.choice(OUTLETS)
    roll = draw.random()
    if roll < 0.6:
        taken = list(range(len(origin)))
    else:
        size = max(2, round(len(origin) * draw.uniform(0.3, 0.7))) if roll < 0.8 else draw.randint(1, 3)
        at = draw.randrange(len(origin) - size + 1)
        taken = list(range(at, at + size))
    copy = _edited(draw, [origin[i] for i in taken])
    if 0.4 <= roll < 0.6 or roll >= 0.8:
        copy = _embedded(draw, copy, other)
    source = _reading(draw, "left", outlet, Draft(tuple(origin), tuple(taken)), when, copied=False)
    taker = _reading(draw, "right", draw.choice(SITES), copy, when, copied=True, outlet=outlet)
    return _case(draw, source, Draft(tuple(origin), tuple(taken)), taker, copy, "left")


def _third(draw: random.Random, origin: list[str], own: list[str], other: list[str], when: datetime) -> Case | None:
    if draw.random() < 0.35:
        left, right = _edited(draw, origin), _edited(draw, origin)
        naming = 0.6
    else:
        size = draw.randint(1, min(4, len(origin)))
        at = draw.randrange(len(origin) - size + 1)
        shared = origin[at : at + size]
        left = _embedded(draw, _edited(draw, shared), own)
        right = _embedded(draw, _edited(draw, shared), other)
        naming = 0.2
    agency = draw.choice(("Reuters", "Associated Press", "Agence France-Presse"))
    sides = []
    for name, draft in (("left", left), ("right", right)):
        # Users of a third text are outlets and scrapers alike.
        site = draw.choice(OUTLETS) if draw.random() < 0.5 else draw.choice(SITES)
        named = agency if draw.random() < naming else ""
        sides.append(_reading(draw, name, site, draft, when, copied=site in SITES, outlet=named, only=True))
    return _case(draw, sides[0], left, sides[1], right, "third")


def _edited(draw: random.Random, paragraphs: list[str]) -> Draft:
    share = draw.uniform(0, 0.1)
    kept, cut, added = [], 0, 0
    for paragraph in paragraphs:
        sentences = paragraph.split(". ")
        left = [sentence for sentence in sentences if len(sentences) == 1 or draw.random() >= share]
        text = ". ".join(left or sentences[:1])
        cut += len(paragraph) - len(text)
        kept.append(text)
    if draw.random() < 0.2:
        extra = " The full extent of it remained unclear on the day."
        kept[-1] += extra
        added = len(extra)
    return Draft(tuple(kept), tuple(range(len(kept))), cut, added)


def _embedded(draw: random.Random, copy: Draft, own: list[str]) -> Draft:
    host = own[: draw.randint(3, max(4, len(copy.paragraphs) * 3))]
    at = draw.randrange(len(host) + 1)
    paragraphs = (*host[:at], *copy.paragraphs, *host[at:])
    return replace(copy, paragraphs=paragraphs, taken=tuple(range(at, at + len(copy.paragraphs))))


def _reading(
    draw: random.Random,
    name: str,
    source: str,
    draft: Draft,
    when: datetime,
    *,
    copied: bool,
    outlet: str = "",
    only: bool = False,
) -> Reading:
    lines = list(draft.paragraphs)
    roll = draw.random()
    if outlet and (only or roll < 0.25):
        lines.append(draw.choice((f"({outlet})", f"Source: {outlet}", f"This article first appeared in {outlet}.")))
    elif copied and roll < 0.55:
        lines.append("Source link")
    if draw.random() < (0.5 if copied else 1 / 12):
        lines.append(draw.choice(LINES))
    stamped = ""
    if draw.random() >= (0.55 if copied else 0.3):
        delay = timedelta(minutes=draw.choice((10, 60, 300, 1440, 5760)) * draw.uniform(0.5, 1))
        if not copied:
            delay = timedelta()
        elif draw.random() < 1 / 8:
            delay = -timedelta(minutes=draw.uniform(10, 1440))
        moment = when + delay
        stamped = moment.date().isoformat() if draw.random() < 0.4 else moment.isoformat(timespec="minutes")
    byline = "Jane Doe" if draw.random() < (0.25 if copied else 0.8) else ""
    article = Article(name, source, "\n\n".join(lines), byline=byline, published=stamped)
    document = prepare(article)
    return Reading(
        article,
        len(document.tokens),
        document.language,
        blocks=document.blocks,
        credits=find_credits(document),
        residue=find_residue(document),
        spun=SpunReading("spun", 0.97) if copied and draw.random() < 0.15 else SpunReading("none", 0.02),
    )


def _case(draw: random.Random, left: Reading, ours: Draft, right: Reading, theirs: Draft, truth: str) -> Case:
    found = 1 - draw.uniform(0, 0.1)
    one, two = (Span(span.start, span.start + round(found * len(span))) for span in (_span(ours), _span(theirs)))
    edits = []
    if theirs.cut or ours.added:
        edits.append(Edit("delete", one, Span(two.end, two.end), "x" * (theirs.cut + ours.added), ""))
    if theirs.added or ours.cut:
        edits.append(Edit("insert", Span(one.end, one.end), two, "", "x" * (theirs.added + ours.cut)))
    match = Match("m", Place("left", one), Place("right", two), Kind.EDITED, 0.95, edits=tuple(edits))
    return Case(match, left, right, truth)


def _span(draft: Draft) -> Span:
    start = sum(len(p) + 2 for p in draft.paragraphs[: draft.taken[0]])
    end = start + sum(len(draft.paragraphs[i]) + 2 for i in draft.taken) - 2
    return Span(start, end)


def _shuffled(draw: random.Random, case: Case, number: int) -> Case:
    """Either side first, so that a position says nothing."""
    if draw.random() < 0.5:
        return case
    match = case.match
    swapped = replace(
        match,
        id=f"m{number}",
        left=match.right,
        right=match.left,
        edits=tuple(
            replace(
                e,
                op={"insert": "delete", "delete": "insert"}[e.op],
                left=e.right,
                right=e.left,
                before=e.after,
                after=e.before,
            )
            for e in match.edits
        ),
    )
    return Case(swapped, case.right, case.left, case.truth)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if len(line.split()) >= 15][:40]
