"""Stray widget lines, found by where they stand and what they do not talk about.

A sub-heading announces the paragraphs below it, so it shares words with them; a line left by a
widget shares none with the whole article. No phrase list is needed for that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.annotate.residue.lines import Line, Places, stem
from auditor.annotate.residue.vocabulary import words_of_pages
from auditor.model import Residue, Span

_MARK = re.compile(r"[.!?…:;,\"“”‘’'|/@#()\[\]\d&]")
_LIST_HEAD = re.compile(
    r"(?:related|recommended|read|also|see|more|most|trending|popular|latest|recent|similar|you may|don't miss)\b"
)
_BY = re.compile(r"(?:by|with|from|contributing|reporting|editing|photo)\b", re.IGNORECASE)
_HEAD_LINES = 2
_MOST_WORDS = 6


def widget_residue(lines: Sequence[Line], taken: Sequence[Span], credited: Places) -> Iterator[Residue]:
    """Lines that belong to no heading, credit or known residue.

    *taken* are residue spans found by form, *credited* where credits stand.
    """
    known = {span.start for span in taken}
    body = [index for index, line in enumerate(lines) if line.body and line.span.start not in known]
    if len(body) < 2:
        return
    stems: Counter[str] = Counter()
    for index, line in enumerate(lines):
        if line.span.start not in known and (line.body or index < _HEAD_LINES):
            stems.update({stem(word) for word in line.words if len(word) > 3})
    last = body[-1]
    yield from _below_the_story(lines[last + 1 :], known, credited, stems)
    yield from _inside_the_story(lines, body, known, credited, stems)


def _below_the_story(
    tail: Sequence[Line], known: set[int], credits_at: Places, stems: Counter[str]
) -> Iterator[Residue]:
    """Short lines among the residue under the last paragraph."""
    residue_at = [index for index, line in enumerate(tail) if line.span.start in known]
    if not residue_at:
        return
    listed = next((index for index in residue_at if _LIST_HEAD.match(tail[index].bare)), len(tail))
    for index, line in enumerate(tail):
        if line.span.start in known or credits_at.touch(line.span) or not _loose(line):
            continue
        if listed < index and 2 < len(line.words) <= 20 and line.text[-1] not in ".:!":
            yield Residue(line.span, "navigation", "a title listed below the story")
        elif _title(line) and not _BY.match(line.text) and not _overlaps(line, stems):
            yield Residue(line.span, "widget", "a short line below the story that shares no word with it")


def _inside_the_story(
    lines: Sequence[Line], body: Sequence[int], known: set[int], credits_at: Places, stems: Counter[str]
) -> Iterator[Residue]:
    in_body = set(body)
    between = [
        index
        for index in range(body[1] + 1, body[-1])
        if index not in in_body
        and index - 1 in in_body
        and index + 1 in in_body
        and lines[index].span.start not in known
        and not credits_at.touch(lines[index].span)
        and 1 <= len(lines[index].words) <= 12
        and not lines[index].sentence
    ]
    headings = {index for index in between if _overlaps(lines[index], stems)}
    strangers = [index for index in between if index not in headings and _loose(lines[index]) and _title(lines[index])]
    services = words_of_pages()["service"]
    titled = any(_title(lines[index]) for index in headings)
    for index in strangers:
        line = lines[index]
        points = 2.0 * (sum(word.casefold() in services for word in line.words) * 2 >= len(line.words))
        if headings:  # a title-case line among sentence-case headings was set by something else
            points += -1.0 if titled else 1.0
        points += 0.5 if len(strangers) == 1 else -0.5
        points += 0.5 if _goes_on(lines[index - 1], lines[index + 1]) else 0.0
        if points >= 2:
            yield Residue(line.span, "widget", "a short line between paragraphs that shares no word with the story")


def _loose(line: Line) -> bool:
    return len(line.words) >= 1 and len(line.text) <= 160


def _title(line: Line) -> bool:
    """Two to six words, each with a capital, and no mark, figure or small word."""
    return (
        2 <= len(line.words) <= _MOST_WORDS
        and len(line.text) <= 60
        and not _MARK.search(line.text)
        and all(word[0].isupper() for word in line.words)
        and not line.text.isupper()
    )


def _overlaps(line: Line, stems: Counter[str]) -> bool:
    """Whether a content word of *line* occurs in the story."""
    return any(stems[stem(word)] > 0 for word in line.words if len(word) > 3)


def _goes_on(before: Line, after: Line) -> bool:
    """Whether two paragraphs talk of the same thing, as if nothing stood between them."""
    one = {stem(word) for word in before.words if len(word) > 4}
    two = {stem(word) for word in after.words if len(word) > 4}
    return len(one & two) >= 2
