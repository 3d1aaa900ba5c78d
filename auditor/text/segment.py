"""Blocks of an article: paragraphs, headings, bylines, dates, captions and live-blog entries.

Everything is decided on the clean view and mapped back. Blocks hold all text that is not blank,
in order and without overlap, and the sentences of a block hold all of its text.
"""

from __future__ import annotations

import re
from collections import Counter

from auditor.model import Block, CleanText, Span, Tokens
from auditor.text.bylines import is_byline
from auditor.text.furniture import is_caption, is_dateline, is_person, is_time
from auditor.text.paragraphs import Paragraph, ends_sentence, paragraphs
from auditor.text.sentences import sentence_ends

_HEADING_WORDS = 20
_TITLE_WORDS = 30
_CAPTION_WORDS = 8
_LIST_RUN = 4  #: that many heading-like lines in a row are a list or a menu
_LIVE = re.compile(
    r"\b(?:live (?:updates?|blog|coverage|reporting)|(?:latest|key|rolling) updates|as it happened|"
    r"live(?= ?[:|\u2013-])|minute[- ]by[- ]minute|liveticker|live-ticker|en directo?|minuto a minuto|en vivo|"
    r"ao vivo|diretta|liveblog)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-*\u2022\u00b7\u25cf\u25aa\u25a0]|\d{1,2}[.)])\s")
_UNCASED = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7a3]")


def segment(clean: CleanText, tokens: Tokens, title: str = "") -> tuple[Block, ...]:
    """The blocks of *clean*; *title* tells a headline that ends like a sentence."""
    del tokens  # the word table is part of the contract; line forms decide here
    pieces, spaced = paragraphs(clean.text)
    lines = [clean.text[piece.start : piece.end] for piece in pieces]
    kinds = _kinds(pieces, lines, title, spaced=spaced)
    entries = _entries(kinds, lines)
    blocks: list[Block] = []
    done = 0
    for piece, kind, entry in zip(pieces, kinds, entries, strict=True):
        block = _block(clean, piece, kind, entry, done)
        if block is not None:
            blocks.append(block)
            done = block.span.end
    return tuple(blocks)


def paragraph_blocks(clean: CleanText) -> tuple[Block, ...]:
    """The places of the blocks of *clean*, all called paragraphs and without sentences: for who needs no more."""
    pieces, _ = paragraphs(clean.text)
    starts = clean.starts[[piece.start for piece in pieces]].tolist() if pieces else []
    ends = clean.ends[[piece.end - 1 for piece in pieces]].tolist() if pieces else []
    blocks: list[Block] = []
    done = 0
    for start, end in zip(starts, ends, strict=True):
        if end > max(start, done):
            blocks.append(Block(Span(max(start, done), end), "paragraph", ()))
            done = end
    return tuple(blocks)


def _block(clean: CleanText, piece: Paragraph, kind: str, entry: int, done: int) -> Block | None:
    text = clean.text[piece.start : piece.end]
    sentences: list[Span] = []
    start = 0
    for end in (*(sentence_ends(text) if kind in {"paragraph", "caption"} else ()), len(text)):
        body = text[start:end]
        trimmed = body.strip()
        if trimmed and sentences and not any(map(str.isalnum, trimmed)):  # a stray mark goes with what it closes
            low = piece.start + start + len(body) - len(body.lstrip())
            tail = clean.original(low, low + len(trimmed))
            sentences[-1] = Span(sentences[-1].start, max(sentences[-1].end, tail.end))
        elif trimmed:
            low = piece.start + start + len(body) - len(body.lstrip())
            span = clean.original(low, low + len(trimmed))
            # one original character can stand for several clean ones: it belongs to the first
            span = Span(max(span.start, sentences[-1].end if sentences else done), span.end)
            if span.end > span.start:
                sentences.append(span)
        start = end
    if not sentences:
        return None
    return Block(Span(sentences[0].start, sentences[-1].end), kind, tuple(sentences), entry)


def _kinds(pieces: list[Paragraph], lines: list[str], title: str, *, spaced: bool) -> list[str]:
    kinds = [_by_form(line) for line in lines]
    titled = _key(title)
    for at, line in enumerate(lines):
        if kinds[at] != "paragraph":
            continue
        named = titled and at < 5 and _key(line) == titled
        if named or _headlike(line, _TITLE_WORDS if at == 0 else _HEADING_WORDS):
            kinds[at] = "heading"
        elif not spaced and pieces[at].before and pieces[at].after and _undotted(line):
            kinds[at] = "caption"  # set apart from a text that otherwise is not, and no sentence
    if not spaced:
        _apart_together(pieces, kinds, lines)
    _unlist(kinds)
    _unrepeat(kinds, lines)
    last = max((at for at, kind in enumerate(kinds) if kind == "paragraph"), default=-1)
    for at, kind in enumerate(kinds):
        if kind == "heading" and at > last:
            kinds[at] = "heading" if at == 0 else "paragraph"  # nothing stands under it
        elif (
            kind == "heading"
            and 0 < at < len(lines) - 1
            and is_person(lines[at])
            and kinds[at - 1] == "heading"
            and kinds[at + 1] in {"paragraph", "dateline", "time"}
            and not is_person(lines[at - 1])
        ):
            kinds[at] = "byline"
    return kinds


def _by_form(line: str) -> str:
    line = line.strip("*_ ") or line  # emphasis of Markdown
    if is_time(line):
        return "time"
    if is_dateline(line):
        return "dateline"
    if is_byline(line):
        return "byline"
    return "caption" if is_caption(line) else "paragraph"


def _headlike(line: str, most: int) -> bool:
    """Whether a line reads as a headline: short, opened like one, not closed like a sentence."""
    if len(line) > 200 or _BULLET.match(line):
        return False
    first = next((char for char in line if char.isalnum()), "")
    if not first or (line[0] in "[{<(" and line[-1] in "]}>)"):
        return False
    if _UNCASED.match(first):
        return len(line) <= 40 and not ends_sentence(line) and line[-1] not in "\uff0c\u3001,"
    words = len(line.split())
    if words > most or line[-1] in ",;:-\u2013" or not (first.isupper() or first.isdigit()):
        return False
    if line.startswith("#"):
        return True
    if not ends_sentence(line):
        return words < 8 or not sentence_ends(line)
    core = line.rstrip("\"'\u2019\u201d)")
    question = core.endswith("?") and "." not in core and words >= 3 and line[0] not in '"\u201c'
    return question and len(sentence_ends(line)) <= 1 and words <= 14


def _undotted(line: str) -> bool:
    words = len(line.split())
    return _CAPTION_WORDS <= words <= 80 and not ends_sentence(line) and line[0] not in "\"\u201c\u2018'"


def _unlist(kinds: list[str]) -> None:
    """Headings that follow each other without text between them are a list, but for the first line."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "heading":
            end += 1
        if end - at >= _LIST_RUN:
            keep = 1 if at == 0 else 0
            kinds[at + keep : end] = ["paragraph"] * (end - at - keep)
        at = max(end, at + 1)


def _unrepeat(kinds: list[str], lines: list[str]) -> None:
    """A line that returns unchanged is an insert of the page, not a heading."""
    seen = Counter(line for line, kind in zip(lines, kinds, strict=True) if kind == "heading")
    for at, line in enumerate(lines):
        if kinds[at] == "heading" and seen[line] > 1 and at:
            kinds[at] = "paragraph"


def _apart_together(pieces: list[Paragraph], kinds: list[str], lines: list[str]) -> None:
    """Where blank lines are rare, sentences without a full stop that stand together are picture captions."""
    loose = [
        kind in {"heading", "caption"} and piece.before and _undotted(line)
        for piece, kind, line in zip(pieces, kinds, lines, strict=True)
    ]
    for at in range(1, len(kinds)):
        follows = loose[at - 1] and pieces[at - 1].after
        leads = at + 1 < len(loose) and loose[at + 1] and pieces[at].after
        if loose[at] and (follows or leads):
            kinds[at] = "caption"


def _key(line: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", line.lower()))


def _entries(kinds: list[str], lines: list[str]) -> list[int]:
    """Numbers of live-blog entries; all 0 where the text is no live blog."""
    starts = _entry_starts(kinds, lines)
    entries: list[int] = []
    number = 0
    for at in range(len(kinds)):
        number += at in starts
        entries.append(number)
    return entries


def _entry_starts(kinds: list[str], lines: list[str]) -> set[int]:
    times = [at for at, kind in enumerate(kinds) if kind == "time" and at > 0]
    if len(times) >= 3 or (len(times) >= 2 and any(_LIVE.search(line[:300]) for line in lines[:12])):
        after_heading = sum(kinds[at - 1] == "heading" for at in times)
        before_heading = sum(at + 1 < len(kinds) and kinds[at + 1] == "heading" for at in times)
        if after_heading > before_heading:
            return {at - 1 if kinds[at - 1] == "heading" else at for at in times}
        first = times[0]
        # a time of publication above the text is no entry
        return {
            at for at in times if at != first or before_heading == 0 or kinds[min(at + 1, len(kinds) - 1)] == "heading"
        }
    cues = [
        at
        for at, line in enumerate(lines[:20])
        if len(line) < 140 and (at < 2 or line.endswith(":")) and _LIVE.search(line)
    ]
    headings = [at for at, kind in enumerate(kinds) if kind == "heading" and at > (cues[-1] if cues else 0)]
    return set(headings) if cues and len(headings) >= 3 else set()
