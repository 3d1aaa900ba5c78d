"""Residue that its form gives away: shortcodes, markup, counters, comment forms, navigation, spintax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from auditor.annotate.credits.lines import is_pointer
from auditor.annotate.residue.lines import LONGEST, OUTER, Line
from auditor.annotate.residue.vocabulary import words_of_pages
from auditor.model import Residue, Span

_SHORTCODE = re.compile(
    r"\[/?(?:ad|ads|caption|embed|embedtweet|gallery|audio|video|playlist|pullquote|youtube|twitter|tweet|toc|widget|sidebar|adrotate|newsletter"
    r"|[a-z]{2,20}(?:_[a-z0-9]{1,20}){1,4})(?:[ =][^\[\]\n]{0,300})?/?\]|\{\{[^{}\n]{1,60}\}\}"
)
_MARKUP = re.compile(
    r"</?(?:p|div|span|a|img|br|script|style|iframe|strong|em|b|i|h[1-6]|li|ul|ol|table|td|tr|figure|figcaption|blockquote|section|article)"
    r"(?:\s[^<>\n]{0,400})?/?>|<!--[^\n]{0,200}?-->",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"\b(?:googletag\.|window\.[a-z]\w*\s*=|document\.(?:write|getElement)|adsbygoogle|var\s+\w+\s*=\s*[\w{\[\"']|function\s*\(\s*\w{0,20}\s*\)\s*\{)"
)
_BRACES = re.compile(r"(?<![{$\\%])\{([^{}\n]{1,120})\}(?!\})")
_CHOICE = re.compile(r"[^\W\d_][\w'’ ,.\-]*(?:\|[\w'’ ,.\-]*)+$")
_PLAIN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*(?: [^\W\d_]+(?:['’\-][^\W\d_]+)*){0,4}$")
_AGE = re.compile(r"(?:\d+|an?) (?:second|sec|minute|min|hour|hr|day|week|month|year)s? ago$")
_RIGHTS = re.compile(
    r"(?:(?:©|\(c\)|copyright) ?){1,3}(?:19|20)\d\d\b.{0,300}|© [^\W\d_].{1,60}|all rights reserved\b.{0,300}",
    re.IGNORECASE,
)
KIND_OF_PIECE = re.compile(
    r"(?:opinion|comment|commentary|editorial|op-?ed|(?:news )?analysis|analysis ?/ ?opinion|sponsored(?: content)?|"
    r"advertorial|paid (?:post|content))"
)
_CUT_OFF = re.compile(r"\[\s?(?:…|\.{3})\s?\]\s*$")


_STOP = re.compile(r"(?<=\w)[.!?|•·](?:\s+|$)")
_BUTTONS = 6
_WHY = {
    "pointer": "points to where the text was taken from",
    "comment-form": "belongs to a comment form",
    "navigation": "belongs to the page around the story",
    "counter": "a counter or age the page printed",
    "player": "belongs to a media player",
    "signup": "asks the reader to sign up",
}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """One pattern per kind, from ``auditor/data/residue_lines.tsv``, in order of first mention."""
    kinds: dict[str, list[str]] = {}
    for row in files("auditor.data").joinpath("residue_lines.tsv").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            kind, _, pattern = row.partition("\t")
            kinds.setdefault(kind, []).append(pattern)
    return tuple((kind, re.compile("|".join(f"(?:{p})" for p in patterns))) for kind, patterns in kinds.items())


def line_form(line: Line) -> tuple[str, str] | None:
    """The kind and reason of a line that is residue by its form alone, or None."""
    if not line.bare:
        return None
    if _RIGHTS.fullmatch(line.text.strip()):
        return "rights", "a notice of rights"
    if is_pointer(line.text):
        return "pointer", _WHY["pointer"]
    for kind, pattern in _patterns():
        if len(line.text) <= LONGEST and pattern.fullmatch(line.bare):
            return kind, _WHY[kind]
    said = [part for part in _STOP.split(line.text) if part.strip()] if len(line.text) <= LONGEST else []
    if 2 <= len(said) <= _BUTTONS and all(map(_is_button, said)):
        return "navigation", _WHY["navigation"]
    lowered = [word.casefold() for word in line.words]
    vocabulary = words_of_pages()
    furniture = sum(word in vocabulary["furniture"] for word in lowered)
    if furniture and len(lowered) <= 14 and not line.sentence:
        known = furniture + sum(word in vocabulary["neutral"] for word in lowered)
        if furniture * 3 >= len(lowered) and known * 5 >= len(lowered) * 4:
            return "navigation", "made of page-furniture words"
    return None


def _is_button(part: str) -> bool:
    """Whether one of several sentences of a line is page furniture by its form: "Back to top. Skip to content."."""
    bare = " ".join(part.split()).strip(OUTER).casefold()
    return bool(bare) and any(pattern.fullmatch(bare) for _, pattern in _patterns())


def line_residue(lines: Sequence[Line]) -> Iterator[Residue]:
    """Whole lines that are residue by their form."""
    ages = [index for index, line in enumerate(lines) if _AGE.match(line.bare)]
    for index, line in enumerate(lines):
        form = line_form(line)
        if form:
            yield Residue(line.span, *form)
        elif ages == [index] and index < 4:  # several ages are the entries of a live blog
            yield Residue(line.span, "counter", "an age the page printed")


def kinds_of_piece(lines: Sequence[Line]) -> Iterator[Span]:
    """Lines that tell readers what kind of piece begins below: "Comment" above a column is no button of the page.

    Such a line stands above running text, perhaps with a headline and a byline between, and below no
    furniture: "Share", "Print" and "Comment" are buttons together.
    """
    for index, line in enumerate(lines):
        if not KIND_OF_PIECE.fullmatch(line.bare) or (index and line_form(lines[index - 1])):
            continue
        for below in lines[index + 1 : index + 4]:
            if below.body:
                yield line.span
            if below.body or line_form(below):
                break


def inline_residue(text: str) -> Iterator[Residue]:
    """Shortcodes, markup, scripts and spintax wherever they stand."""
    for match in _SHORTCODE.finditer(text):
        yield Residue(Span(*match.span()), "shortcode", "a template shortcode")
    for match in _MARKUP.finditer(text):
        yield Residue(Span(*match.span()), "shortcode", "page markup")
    for match in _SCRIPT.finditer(text):
        end = text.find("\n", match.start())
        yield Residue(Span(match.start(), len(text) if end < 0 else end), "shortcode", "a piece of script")
    for match in _BRACES.finditer(text):
        inner = match[1].strip()
        if _CHOICE.match(inner):
            yield Residue(Span(*match.span()), "spintax", "alternatives of a spinning template")
        elif len(inner) > 2 and _PLAIN.match(inner):
            yield Residue(Span(*match.span()), "spintax", "braces left by a spinning template")
    cut = _CUT_OFF.search(text, max(0, len(text) - 40))
    if cut:
        yield Residue(
            Span(cut.start(), cut.start() + len(cut.group().rstrip())), "navigation", "cut off, as feeds cut a story"
        )
