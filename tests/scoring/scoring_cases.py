"""Small articles, matches and findings to score."""

from __future__ import annotations

from auditor.model import (
    Article,
    Credit,
    Evidence,
    Finding,
    Kind,
    Language,
    Match,
    Origin,
    Place,
    Quotation,
    Reading,
    Severity,
    Span,
)

WORDS = 200


def reading(name="a", source="", *, words=WORDS, credits_=(), quoted=(), **more):
    """A reading of *words* five-letter words; *quoted* are (first, last) word numbers."""
    text = " ".join(["story"] * words)
    quotations = tuple(Quotation(span(*pair), span(*pair)) for pair in quoted)
    return Reading(
        Article(name, source or f"{name}.example", text),
        words,
        Language("en", 1.0),
        credits=tuple(credits_),
        quotations=quotations,
        **more,
    )


def span(first, last):
    """The span of words *first* up to, not including, *last*."""
    return Span(first * 6, last * 6 - 1)


def match(first=0, last=100, *, origin="b", sure=0.9, kind=Kind.VERBATIM, name="m1"):
    """Words *first* to *last* of article a, shared with the same words of b."""
    return Match(
        name,
        Place("a", span(first, last)),
        Place("b", span(first, last)),
        kind,
        1.0,
        words=last - first,
        origin=Origin(origin, sure if origin else 0.0),
    )


def finding(code, first=0, last=100, *, severity=Severity.MEDIUM, confidence=1.0, related=False, of="", mark=""):
    """A finding on words of article a; *related* names the same words of b, *of* a match."""
    return Finding(
        code,
        severity,
        confidence,
        "",
        Place("a", span(first, last)),
        (Place("b", span(first, last)),) if related else (),
        Evidence(match=of),
        mark or f"{code}-{first}-{last}",
    )


NAMED = Credit("outlet", "Reuters", 1.0, Span(0, 5))
POINTER = Credit("pointer", "", 0.5, Span(0, 5))
