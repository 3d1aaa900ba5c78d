"""Paragraphs of a text: by blank lines, by line ends, or by both, as the text itself does it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n]+")
_STOPS = ".!?\u2026\u3002\uff01\uff1f\u0964\u06d4\u061f:;"
_CLOSING = "\"'\u2019\u201d)]*_"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Trimmed range ``start:end`` of the clean text; whether blank lines stand before and after it."""

    start: int
    end: int
    before: bool = True
    after: bool = True


def paragraphs(text: str) -> tuple[list[Paragraph], bool]:
    """The paragraphs in order, and whether blank lines are what mostly separates them.

    A line is a paragraph unless the text is wrapped at a fixed width: then lines join up to the
    next blank line.
    """
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    kept: list[tuple[int, int]] = []
    blank_before: list[bool] = []
    reach = 0  # end of the last line with text
    blank = True
    for start, end in lines:
        body = text[start:end]
        trimmed = body.strip()
        if not trimmed:
            blank = True
            continue
        left = start + len(body) - len(body.lstrip())
        gap = text[reach:start]
        newlines = gap.count("\n") or gap.count("\r")
        kept.append((left, left + len(trimmed)))
        blank_before.append(blank or newlines > 1 or not reach)
        reach, blank = end, False
    if _wrapped(text, kept, blank_before):
        joined: list[tuple[int, int]] = []
        for (start, end), first in zip(kept, blank_before, strict=True):
            if first or not joined:
                joined.append((start, end))
            else:
                joined[-1] = (joined[-1][0], end)
        return [Paragraph(start, end) for start, end in joined], True
    after = [*blank_before[1:], True][: len(kept)]
    result = [
        Paragraph(start, end, before, behind)
        for (start, end), before, behind in zip(kept, blank_before, after, strict=True)
    ]
    return result, sum(blank_before) > 0.7 * len(blank_before)


def _wrapped(text: str, lines: list[tuple[int, int]], blank_before: list[bool]) -> bool:
    """Whether lines were broken at a fixed width: similar lengths, most broken inside a sentence."""
    inner = [line for line, following in zip(lines, blank_before[1:], strict=False) if not following]
    if len(inner) < 4 or len(inner) < 0.4 * len(lines):
        return False
    lengths = sorted(end - start for start, end in inner)
    if lengths[int(0.95 * (len(lengths) - 1))] > 100 or lengths[len(lengths) // 4] < 45:
        return False
    ended = sum(ends_sentence(text[end - 4 : end]) for _, end in inner)
    return ended < 0.4 * len(inner)


def ends_sentence(line: str) -> bool:
    """Whether *line* closes with a full stop or its like, quotation marks and brackets aside."""
    core = line.rstrip(_CLOSING + " ")
    return bool(core) and core[-1] in _STOPS
