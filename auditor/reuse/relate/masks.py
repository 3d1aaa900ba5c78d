"""Words printed with letters left out, as newspapers print an oath: d***ed, d-----, ****ed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.model import Document
from auditor.reuse.relate.passage import words_span

_LONGEST = 24  # characters of one masked word
_MASK = re.compile(r"[*\u2014]+|[-_\u2013\u2022]{2,}")
_MASKED = re.compile(rf"(?:[^\W\d_]|{_MASK.pattern})+")
_Masked = tuple[int, int, str]  # start, end, and the letters with "*" for those masked


def unmasked(
    left: Document, ours: Sequence[int], right: Document, theirs: Sequence[int]
) -> tuple[list[str], list[str]]:
    """The words at *ours* and *theirs*, a masked word whole where its letters agree with a word of the other side."""
    sides = ((left, ours), (right, theirs))
    plain = [[document.tokens.words[place] for place in places] for document, places in sides]
    masked = [list(_masked(document, places)) for document, places in sides]
    kept: list[list[_Masked]] = []
    for side, rows in enumerate(masked):
        others = plain[1 - side] + [word for _, _, word in masked[1 - side]]
        kept.append([row for row in rows if any(stands_for(row[2], other) for other in others)])
    return _written(left, ours, kept[0]), _written(right, theirs, kept[1])


def _written(document: Document, places: Sequence[int], masked: Sequence[_Masked]) -> list[str]:
    found: list[str] = []
    for place in places:
        start = int(document.tokens.starts[place])
        word = next((word for first, last, word in masked if first <= start < last), document.tokens.words[place])
        if "*" not in word or word not in found[-1:]:
            found.append(word)
    return found


def _masked(document: Document, places: Sequence[int]) -> Iterator[_Masked]:
    """The masked words in and around *places*."""
    text, around = document.article.text, words_span(document, places[0], places[-1] + 1)
    for match in _MASKED.finditer(text, max(0, around.start - _LONGEST), around.end + _LONGEST):
        if len(match[0]) <= _LONGEST and _MASK.search(match[0]):
            yield match.start(), match.end(), _MASK.sub("*", match[0].lower())


def stands_for(one: str, two: str) -> bool:
    """Whether one of two lower-case words is the other with letters masked by "*", or both may mask one word."""
    if "*" in one and "*" in two:
        heads, tails = zip(*((word.split("*")[0], word.split("*")[-1]) for word in (one, two)), strict=True)
        head, tail = max(heads, key=len), max(tails, key=len)
        return all(head.startswith(other) for other in heads) and all(tail.endswith(other) for other in tails)
    if "*" not in one + two:
        return False
    masked, word = (one, two) if "*" in one else (two, one)
    head, *middle, tail = masked.split("*")
    if len(head) + len(tail) >= len(word) or not (word.startswith(head) and word.endswith(tail)):
        return False
    at = len(head)
    for part in middle:
        at = word.find(part, at) + len(part)
        if at < len(part):
            return False
    return at <= len(word) - len(tail)
