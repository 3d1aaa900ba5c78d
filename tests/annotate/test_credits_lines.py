"""Credit lines of many house styles, and lines that only look like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.annotate.credits import find_credits
from auditor.model import Article, Credit
from auditor.text import prepare

STORY = (
    "The council voted on Tuesday to close the old harbour to heavy ships until spring.",
    "Residents had complained for years about noise at night, and about the smell of oil.",
    "The port authority said it would publish its plans within the month.",
    "A crane fell in the winter storms and has not been raised; divers looked for it twice.",
)


def table(name: str) -> list[list[str]]:
    rows = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [row.split("\t") for row in rows if not row.startswith("#")]


def around(where: str, line: str) -> str:
    match where:
        case "head":
            return "\n\n".join(("Harbour to close to heavy ships", line, *STORY))
        case "foot":
            return "\n\n".join((*STORY, line))
        case _:
            return "\n\n".join((*STORY[:2], line, *STORY))


def credits_in(where: str, line: str) -> tuple[list[Credit], int]:
    """The credits that touch *line*, and where it begins."""
    text = around(where, line)
    at = text.index(line)
    found = find_credits(prepare(Article("x", "harbour-blog.example", text)))
    return [c for c in found if c.span and c.span.start < at + len(line) and c.span.end > at], at


def grade(credit: Credit) -> str:
    if credit.covers != "text":
        return {"picture": "picture", "quotation": "said"}[credit.covers]
    if credit.strength == 1:
        return "full"
    if credit.strength == 0.5:
        return "part" if credit.who else "pointer"
    return "mention"


def plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


@pytest.mark.parametrize(("where", "how", "who", "marked"), table("credits_named.tsv"))
def test_a_credit_is_read_as_a_careful_reader_would(where, how, who, marked):
    """Who is credited, how strongly, for what, and in which words, in the manner of many houses and in odd spelling."""
    line = marked.replace("⟦", "").replace("⟧", "")
    found, at = credits_in(where, line)
    begin, end = (marked.index("⟦"), marked.index("⟧") - 1) if "⟦" in marked else (0, len(line))
    assert {plain(c.who) for c in found} == {plain(name) for name in who.split(";")}
    # A line that says "additional reporting by" may be taken as naming an origin of the whole.
    assert {grade(c) for c in found} <= ({"part", "full"} if how == "part" else {how})
    assert all(at + begin - 5 <= c.span.start < c.span.end <= at + end + 5 for c in found)


@pytest.mark.parametrize(("where", "line"), table("credits_none.tsv"))
def test_what_only_looks_like_a_credit_is_none(where, line):
    """Speakers, outlets as the news, common words, sayings, authorities and firms credit nobody."""
    assert credits_in(where, line)[0] == []
