"""Shared words that are nobody's writing: lists of names, set forms filled in anew, contact lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from auditor.model import Document
from auditor.reuse.align import Step
from auditor.reuse.align.wording import surprise
from auditor.reuse.relate.edits import is_numeral
from auditor.reuse.relate.facts import another_event
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.passage import Passage
from auditor.reuse.relate.quoted import is_content

WRITTEN = 24.0  # less surprise, in nats, beside names, titles and figures is no writing;
REPLACED = 4.0  # a word of meaning that has another in its place counts so much,
FUNCTION = 3.0  # and a word of no meaning at most so much
FORM = 0.75  # words alike, at most, of a set form filled in anew
FIGURES = 3  # so many figures that another has taken the place of, and none left, are another report
SLOGAN = 6  # most words of a name or a slogan in quotation marks
COPIED = 20  # words in a row that are a copy although every particular differs
TITLES = words("titles")
POSTS = words("posts")  # titles where either side begins them with a capital
LONGEST = 600  # characters of a sentence that can be a contact line,
REACH = 120  # and words
# "Anyone with information is asked to contact police", with or without a number.
_APPEAL = re.compile(
    r"\b(?:anyone|anybody|witness(?:es)?|motorists|drivers|residents|people|those)\b.{0,120}?"
    r"\b(?:information|saw|seen|witnessed|footage|dash-?cam|cctv)\b.{0,160}?"
    r"\b(?:to|should|please|can|must|may) (?:contact|call|phone|ring|email|come forward|get in touch)\b"
)
# "If you need support, call Samaritans on 116 123", "For tickets visit www...".
_PURPOSE = re.compile(
    r"\b(?:anyone|if you|you can|please|information|helplines?|support|advice|confidential(?:ly)?|anonymous(?:ly)?"
    r"|tickets?|enquir(?:y|ies)|inquir(?:y|ies)|appointments?|subscribe)\b"
)
_ADDRESS = re.compile(
    r"\b(?=(?:call|contact|phone|telephone|tel|ring|dial|text|e-?mail|visit|reach|write to)\b).{0,120}?"
    r"(?:\b[\w.-]{1,40}@\w|\bwww\.|https?:|\b[\w-]{2,40}\.(?:com|org|net|gov|edu|info|co|uk|eu|au|ca|ie|nz)\b"
    r"|\b(?:on|at|via|to|call|text|ring|dial|phone|tel|number)\W{1,2}"
    r"\+?\d[\d() -]{1,20}\d(?=[.,;:)]|\s+(?:or|and|for|to)\b|\s*$))"
)
# "The poll of 1,000 adults has a margin of error of plus or minus 3 percentage points."
_POLL = re.compile(
    r"\bmargins? of (?:sampling )?error\b|\bcredibility interval\b|\b(?:poll|survey)\b.{0,80}?\bconducted\b"
    r"|\b(?:surveyed|interviewed|polled|responses from)\b.{0,60}?\d.{0,60}?"
    r"\b(?:adults|voters|people|americans|respondents)\b"
)


def is_formula(passage: Passage) -> bool:
    """Whether two writers may well have come by the shared words on their own."""
    filled_in = _longest(passage) < COPIED and (another_event(passage) or _other_figures(passage))
    return filled_in or _names_only(passage) or _is_poll_note(passage)


def _other_figures(passage: Passage) -> bool:
    """Whether every figure is another: closing prices, storms and scores are reported in the same form each day."""
    if passage.alignment.similarity >= FORM:
        return False
    ours, theirs = passage.left.tokens.words, passage.right.tokens.words
    changed = 0
    for step in passage.alignment.steps:
        one, two = (
            sum(map(is_numeral, ours[step.a0 : step.a1])),
            sum(map(is_numeral, theirs[step.b0 : step.b1])),
        )
        if step.op == "equal" and one:
            return False
        changed += min(one, two)
    return changed >= FIGURES


def _is_poll_note(passage: Passage) -> bool:
    """Whether more than half of both sides says how a poll was taken: each pollster has a form for that."""
    path = passage.alignment
    return all(
        2 * _words_of(_POLL.search, document, *place) > place[1] - place[0]
        for document, place in ((passage.left, path.left), (passage.right, path.right))
    )


def is_slogan(passage: Passage) -> bool:
    """Whether a few words in quotation marks are nobody's speech: "one country, two systems".

    Nobody is said to have said them, on either side.
    """
    path = passage.alignment
    if path.words > SLOGAN:
        return False
    return not any(
        quotation.verb
        for side, place in ((passage.sides.left, path.left), (passage.sides.right, path.right))
        for quotation in side.quotations(*place)
    )


def is_contact(passage: Passage) -> bool:
    """Whether more than half of either side tells readers whom to call or where to write."""
    path = passage.alignment
    return any(
        2 * _words_of(_is_contact_line, document, *place) > place[1] - place[0]
        for document, place in ((passage.left, path.left), (passage.right, path.right))
    )


def _longest(passage: Passage) -> int:
    return max((step.a1 - step.a0 for step in passage.alignment.steps if step.op == "equal"), default=0)


def _names_only(passage: Passage) -> bool:
    """Whether next to nothing that surprises a reader is shared beside names, titles and figures."""
    tokens = passage.left.tokens
    written = 0.0
    meaning = 0
    for step in passage.alignment.steps:
        if step.op != "equal":
            written += REPLACED * _faced(passage, step)
            continue
        nats = surprise(tokens, step.a0, step.a1).tolist()
        for i, j, surprising in zip(range(step.a0, step.a1), range(step.b0, step.b1), nats, strict=True):
            word, capital = tokens.words[i], tokens.capital[i] and passage.right.tokens.capital[j]
            carries = is_content(word) or is_numeral(word)
            if capital and not carries and i > 0 and tokens.breaks[i - 1] == 0:
                return False  # a line in capitals: they say nothing about names
            meaning += carries
            either = tokens.capital[i] or passage.right.tokens.capital[j]
            if not (capital or is_numeral(word) or word in TITLES or (either and word in POSTS)):
                written += surprising if carries else min(FUNCTION, surprising)
    return meaning > 0 and written < WRITTEN


def _faced(passage: Passage, step: Step) -> int:
    """How many words of meaning have another in their place, as in a text reworded word by word."""
    if step.a1 - step.a0 != step.b1 - step.b0:
        return 0
    left, right = passage.left.tokens, passage.right.tokens
    return sum(
        is_content(left.words[i]) and is_content(right.words[j]) and not (left.capital[i] or right.capital[j])
        for i, j in zip(range(step.a0, step.a1), range(step.b0, step.b1), strict=True)
    )


def _words_of(is_formula: Callable[[str], object], document: Document, first: int, last: int) -> int:
    """How many of the words *first* up to *last* stand in sentences that are set forms, in lower case."""
    found = 0
    for low, high in _sentences(document, first, last):
        span = document.tokens.span(low, high)
        if len(span) <= LONGEST and is_formula(document.article.text[span.start : span.end].lower()):
            found += min(high, last) - max(low, first)
    return found


def _sentences(document: Document, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The whole sentences, as word ranges, that hold any of the words *first* up to *last*."""
    breaks = document.tokens.breaks
    low = first
    while low > max(0, first - REACH) and breaks[low - 1] < 3:
        low -= 1
    while low < last:
        high = low + 1
        while high < len(breaks) and breaks[high - 1] < 3:
            high += 1
        yield low, high
        low = high


def _is_contact_line(sentence: str) -> bool:
    if _APPEAL.search(sentence):
        return True
    return bool(_PURPOSE.search(sentence) and _ADDRESS.search(sentence))
