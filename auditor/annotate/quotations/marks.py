"""Pair quotation marks of every style within paragraphs.

The paragraph is the unit, as in typesetting: a quotation that runs over several paragraphs opens
each of them again and closes only the last (Chicago Manual of Style, 13.30), so an opening mark
without a partner counts when the next paragraph opens with a mark too. Single marks double as
apostrophes; position, contractions and plural possessives tell them apart. Only the outermost
quotation is reported: marks nested inside it belong to its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

_DOUBLES = '"“”„‟«»″＂「」『』〝〞'
#: A set comes first, so that the matcher can skip all other characters; what else must hold follows it.
_MARK = re.compile(
    f"[{_DOUBLES}`'&‘’‚‛‹›](?:(?<=[{_DOUBLES}])|(?<=`)`|(?<=')'"
    "|(?<=&)(?:quot|ldquo|rdquo|laquo|raquo|#34|#822[01]|#x201[cdCD]);"
    "|(?<=['‘‚‛‹›])(?<![^\\W_].)(?=\\S)|(?<=['’‘›])(?![^\\W_])|(?<=&)#x?(?:8216|8217|39|2018|2019);)",
    re.DOTALL,
)

#: opener → what may close it
_CLOSERS = {
    "“": '”"“″',
    "„": '“”"‟',
    "‟": '”"',
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "〝": "〞",
    "”": "”",
    '"': '"”',
    "‘": "’'‘",
    "‚": "‘’",
    "‛": "’",
    "'": "'’",
    "’": "’",
    "‹": "›",
}
_SINGLE = frozenset("'‘’‚‛‹›")
_NESTED = frozenset("'‘")
_ENTITIES = {
    "&quot;": '"',
    "&#34;": '"',
    "&ldquo;": "“",
    "&rdquo;": "”",
    "&#8220;": "“",
    "&#8221;": "”",
    "&laquo;": "«",
    "&raquo;": "»",
    "&#8216;": "‘",
    "&#8217;": "’",
    "&#39;": "'",
    "&#x201c;": "“",
    "&#x201d;": "”",
    "&#x2018;": "‘",
    "&#x2019;": "’",
    "``": '"',
    "''": '"',
    "″": '"',
    "＂": '"',
}
#: words that begin with an apostrophe, and decades
_ELISION = re.compile(
    r"(?:\d0s?\b|\d\d\b|tis\b|twas\b|em\b|til\b|cause\b|bout\b|n['’]|round\b|cos\b|neath\b)", re.IGNORECASE
)
_LONGEST_SINGLE = 1500  #: code points; a single mark further away is no partner
_REACH = 400  #: marks looked at for a partner: keeps hostile input linear
_MANY = 1000  #: marks of one paragraph from which on its partners are near each other, or it is no prose
_NEAR = 40  #: marks looked at for a partner there


class Marked(NamedTuple):
    """One pair of marks: the outer range, the range between the marks, and whether it is closed."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    single: bool


class _Mark(NamedTuple):
    start: int
    end: int
    char: str
    opens: bool
    closes: bool


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    found = []
    for match in _MARK.finditer(text, start, end):
        raw = match.group()
        char = _ENTITIES.get(raw.lower(), raw)
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        if after.isspace() and before.isspace() and text[match.end() + 1 : match.end() + 2] in _NESTED:
            after = "‘"  # a space keeps nested marks apart: " 'Full relief' sounds nice …"
        opens = not after.isspace() and after not in ",;:!?)]}" and not (after == "." and char != '"')
        opens = opens and not (before.isalnum() and char not in "„«“「『")
        closes = not before.isspace() and before not in "([{"
        if char in "“„「『〝‘‚":
            closes = closes and char in "“‘" and not after.isalnum()
            opens = opens or after.isalnum() or after in "[(….'‘"
        elif char in "”’」』〞":
            closes = True
            opens = opens and char in "”’" and before.isspace()
        elif char in "«»":
            # « mot » with spaces is French, »Wort« German; the order decides, not the spacing.
            opens = closes = True
        elif char == '"' and before.isdigit() and after.isspace():
            closes = True  # may be an inch mark: the pairing below decides
            opens = False
        found.append(_Mark(match.start(), match.end(), char, opens, closes))
    return found


def _elided(text: str, mark: _Mark) -> bool:
    """Whether a single mark at the start of a word is an apostrophe: ’90s, ’tis, ’em."""
    return mark.char in "'’‘" and _ELISION.match(text, mark.end) is not None


def _possessive(text: str, mark: _Mark, end: int) -> bool:
    """Whether a mark after a word looks like the plural possessive of "workers’ rights"."""
    if mark.char not in "'’" or mark.start == 0 or text[mark.start - 1] not in "sSzZxX":
        return False
    rest = text[mark.end : min(end, mark.end + 2)]
    return len(rest) == 2 and rest[0] == " " and (rest[1].islower() or rest[1].isdigit())


def _dropped_letter(text: str, mark: _Mark) -> bool:
    """Whether a mark stands for a dropped last letter: goin’, rock ’n’ roll."""
    return mark.char in "'’" and text[max(0, mark.start - 2) : mark.start].lower() in {"in", " n", "’n", "'n", " o"}


def _closing(marks: list[_Mark]) -> dict[str, list[int]]:
    """Indexes of the marks that may close something, by their character."""
    found: dict[str, list[int]] = {}
    for index, mark in enumerate(marks):
        if mark.closes:
            found.setdefault(mark.char, []).append(index)
    return found


def _closable(closing: dict[str, list[int]], opener: _Mark, first: int, last: int) -> bool:
    """Whether any mark from *first* up to *last* might close *opener*: without one nobody need look at them all."""
    for char in _CLOSERS[opener.char]:
        at = closing.get(char, [])
        place = bisect_left(at, first)
        if place < len(at) and at[place] < last:
            return True
    return False


def _close_single(text: str, marks: list[_Mark], first: int, last: int, end: int) -> int:
    """Index before *last* of the mark that closes the single quotation opened by ``marks[first]``, or -1."""
    opener = marks[first]
    wanted = _CLOSERS[opener.char]
    fallback = -1
    depth = 0
    for index in range(first + 1, last):
        mark = marks[index]
        if mark.start - opener.end > _LONGEST_SINGLE:
            break
        if mark.char not in wanted and not (mark.char in _SINGLE and mark.opens):
            continue
        if mark.opens and not mark.closes and mark.char in _SINGLE and not _elided(text, mark):
            if mark.char == opener.char and fallback >= 0:
                break
            depth += mark.char != opener.char
            continue
        if not mark.closes or mark.char not in wanted:
            continue
        before = text[mark.start - 1]
        if _possessive(text, mark, end) or _dropped_letter(text, mark):
            fallback = index if fallback < 0 else fallback
            continue
        if depth:
            depth -= 1
            continue
        if fallback >= 0 and before not in ".,!?…;:)" and mark.start - marks[fallback].end > 200:
            break
        return index
    return fallback


def _close_double(marks: list[_Mark], first: int, last: int) -> int:
    """Index before *last* of the mark that closes the double quotation opened by ``marks[first]``, or -1."""
    opener = marks[first]
    wanted = _CLOSERS[opener.char]
    depth = 0
    for index in range(first + 1, last):
        mark = marks[index]
        if mark.char in _SINGLE:
            continue
        if mark.char in wanted and mark.closes and (mark.char != "“" or opener.char == "„"):
            if depth == 0:
                return index
            depth -= 1
        elif opener.char == "“" and mark.char == "“" and mark.opens:
            # A new opening mark before the old one closed: the old one was never closed.
            return -1
        elif mark.opens and mark.char == opener.char and opener.char not in '"”«»':
            depth += 1
    return -1


def _next_opening(marks: list[_Mark], first: int) -> int:
    """Index of the next opening mark of the same kind, or the number of marks."""
    char = marks[first].char
    for index in range(first + 1, len(marks)):
        if marks[index].char == char and marks[index].opens:
            return index
    return len(marks)


def _opens_paragraph(text: str, span: tuple[int, int]) -> bool:
    """Whether the first thing in a paragraph is an opening mark."""
    head = text[span[0] : min(span[1], span[0] + 200)].lstrip()[:1]
    return bool(head) and head in "“\"„«‘'»"


def pair_marks(text: str, paragraphs: list[tuple[int, int]]) -> list[Marked]:
    """Outermost quotations of *text*, in order; *paragraphs* are half-open ranges in order."""
    pairs: list[Marked] = []
    inside = -1  # number of the last paragraph of speech that goes on without marks
    for number, (start, end) in enumerate(paragraphs):
        marks = _marks(text, start, end)
        if number <= inside:
            while marks and marks[0].char in _SINGLE:
                marks = marks[1:]
            stop = marks[0].start if marks else start + len(text[start:end].rstrip())
            last = marks[0].end if marks else stop
            pairs.append(Marked(start, last, start, stop, closed=bool(marks), single=False))
            marks = marks[1:]
        follows = number + 1 < len(paragraphs) and _opens_paragraph(text, paragraphs[number + 1])
        if not follows and number > inside:
            doubles = [mark for mark in marks if mark.char not in _SINGLE]
            if len(doubles) % 2 and doubles[-1].opens:
                inside = _goes_on(text, paragraphs, number, doubles[-1].char)
                follows = inside > number
        _pair_paragraph(text, marks, (start, end), pairs, follows=follows)
    return pairs


def _goes_on(text: str, paragraphs: list[tuple[int, int]], number: int, opener: str) -> int:
    """Number of the paragraph whose first mark closes the speech left open in paragraph *number*, or -1."""
    for later in range(number + 1, min(number + 8, len(paragraphs))):
        marks = [mark for mark in _marks(text, *paragraphs[later]) if mark.char not in _SINGLE]
        if marks:
            return later if marks[0].closes and not marks[0].opens and marks[0].char in _CLOSERS.get(opener, "") else -1
    return -1


def _pair_paragraph(
    text: str, marks: list[_Mark], paragraph: tuple[int, int], pairs: list[Marked], *, follows: bool
) -> None:
    """Append the quotations of one paragraph to *pairs*."""
    end = paragraph[1]
    closing = _closing(marks)
    reach = _REACH if len(marks) <= _MANY else _NEAR
    index = 0
    while index < len(marks):
        mark = marks[index]
        single = mark.char in _SINGLE
        if not mark.opens or mark.char not in _CLOSERS or (single and _elided(text, mark)):
            index += 1
            continue
        last = min(len(marks), index + reach)
        close = -1
        if _closable(closing, mark, index + 1, last):
            close = _close_single(text, marks, index, last, end) if single else _close_double(marks, index, last)
        if close >= 0:
            if text[mark.end : marks[close].start].strip():
                pairs.append(
                    Marked(mark.start, marks[close].end, mark.end, marks[close].start, closed=True, single=single)
                )
            index = close + 1
            continue
        if not _runs_on(text, mark, paragraph, follows=follows):
            index += 1
            continue
        upto = _next_opening(marks, index) if mark.char == "“" else len(marks)
        limit = marks[upto].start if upto < len(marks) else end
        stop = mark.end + len(text[mark.end : limit].rstrip())
        if stop > mark.end:
            pairs.append(Marked(mark.start, stop, mark.end, stop, closed=False, single=single))
        index = upto


def _runs_on(text: str, mark: _Mark, paragraph: tuple[int, int], *, follows: bool) -> bool:
    """Whether an unpartnered opening mark starts a quotation that runs to the paragraph's end."""
    start, end = paragraph
    head = text[max(start, mark.start - 40) : mark.start].rstrip()
    leads = not head or head[-1] in ":,.!?"
    if mark.char in _SINGLE:
        return leads and follows and mark.char in "‘'"
    if mark.char == '"':
        return leads and (follows or not head) and end - mark.end > 8
    return leads or follows
