"""The attribution beside a quotation: before it, after it, behind a dash, or in the line above or below."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from auditor.annotate.quotations.marks import Marked
from auditor.annotate.quotations.phrases import (
    PRONOUNS,
    Phrase,
    Words,
    first_subject,
    is_speech_verb,
    subject_after,
    subject_before,
)
from auditor.annotate.quotations.verbs import STRONG, finite_verbs, speech_participles
from auditor.annotate.quotations.word_classes import word_class

_REACH = 40  #: tokens looked at on either side for an attribution
_BEFORE_NOUNS = word_class("before-nouns")


class Said(NamedTuple):
    """An attribution: the subject's tokens (None if only a verb was found) and the verb's token, or -1."""

    subject: Phrase | None
    verb: int


def attribution_beside(text: str, words: Words, pair: Marked, low: int, high: int) -> Said | None:
    """The attribution beside *pair*, between the offsets *low* and *high*."""
    first = bisect_left(words.starts, pair.start)
    after = bisect_left(words.starts, pair.inner_end)
    left = max(bisect_left(words.starts, low), first - _REACH)
    while left < first and any(b >= 3 for b in words.breaks[left : first - 1]):
        left = next(i for i in range(first - 2, left - 1, -1) if words.breaks[i] >= 3) + 1
    if first > left and words.breaks[first - 1] >= 3:
        left = first
    right = min(bisect_left(words.starts, high), after + _REACH)
    for index in range(after, right):
        if words.breaks[index] >= 3:
            right = index + 1
            break
    tail = text[max(pair.inner_start, pair.inner_end - 2) : pair.inner_end].rstrip()
    following = text[pair.end : pair.end + 2].lstrip()
    linked = tail[-1:] in {",", "?", "!", "—", "–", "-", "…"} or following[:1] in {",", "—", "–", "-"}
    opens_sentence = first == left
    if (opens_sentence or linked) and right > after:
        said = _said_after(words, after, right, linked=linked, tail=tail)
        if said is not None and (opens_sentence or not _has_verb(words, left, first)):
            return said
    colon = text[max(0, pair.start - 2) : pair.start].rstrip().endswith(":")
    whole = after - first >= 5
    said = _said_before(words, left, first, colon=colon, whole=whole)
    if said is None and linked and right > after:
        said = _said_after(words, after, right, linked=linked, tail=tail)
    return said or _signed(text, words, pair, after, high)


def _signed(text: str, words: Words, pair: Marked, after: int, high: int) -> Said | None:
    """``"…" — Jane Roe, The Daily``: a name behind a dash."""
    following = text[pair.end : min(high, pair.end + 4)].lstrip()
    if following[:1] not in {"—", "–", "-", "―"} or after >= len(words.words) or words.starts[after] >= high:
        return None
    limit = min(bisect_left(words.starts, high), after + 10)
    subject = first_subject(words, after, limit)
    return None if subject is None or subject.first > after + 3 else Said(subject, -1)


def said_above(words: Words, paragraph: tuple[int, int]) -> Said | None:
    """Who speaks in the last sentence of the paragraph above: "Roe said it was late." and then her words."""
    high = bisect_left(words.starts, paragraph[1])
    low = bisect_left(words.starts, paragraph[0])
    for index in range(high - 2, max(low, high - _REACH) - 1, -1):
        if words.breaks[index] >= 3:
            return None
        if is_speech_verb(words, index, low) == STRONG:
            subject = subject_before(words, index, low)
            if subject is not None:
                return Said(subject, index)
    return None


def signed_below(text: str, words: Words, paragraph: tuple[int, int]) -> Said | None:
    """The name in a short paragraph under a quotation: "Jane Roe, The Daily"."""
    line = text[paragraph[0] : min(paragraph[1], paragraph[0] + 90)].strip()
    if len(line) > 80 or line[-1:] in {".", "!", "?", ":", "”", '"'} or not ("," in line or line[:1] in "—–-"):
        return None
    low, high = bisect_left(words.starts, paragraph[0]), bisect_left(words.starts, paragraph[1])
    subject = first_subject(words, low, high)
    if subject is None or subject.first != low or not 2 <= subject.last - low <= 5:
        return None
    return Said(subject, -1)


def _has_verb(words: Words, low: int, high: int) -> bool:
    return any(is_speech_verb(words, i, low) or words.words[i] in speech_participles() for i in range(low, high))


def _said_after(words: Words, low: int, high: int, *, linked: bool, tail: str) -> Said | None:
    """``," said Smith``, ``," Smith told reporters``, ``," according to Smith``."""
    if words.words[low] == "according" and low + 2 < high and words.words[low + 1] == "to":
        return Said(_after_according(words, low, high), low)
    first = words.words[low]
    strength = 0 if words.capital[low] else finite_verbs().get(first, 0)
    if strength and (linked or strength == STRONG):
        subject = subject_after(words, low, high)
        if subject is not None:
            return Said(subject, low)
    if not strength and linked and first.endswith("ed") and low + 1 < high and words.capital[low + 1]:
        # A verb of any meaning between a quotation and a name says so: "…," fumed Smith.
        return Said(subject_after(words, low, high), low)
    if tail[-1:] == "." or (words.breaks[low] >= 2 and first not in PRONOUNS):
        return None
    for index in range(low + 1, min(high, low + 22)):
        strength = is_speech_verb(words, index, low)
        if strength and (linked or strength == STRONG):
            subject = subject_before(words, index, low)
            if subject is not None and subject.first - low > 3:
                if strength == STRONG and words.breaks[subject.first - 1] >= 1:
                    return Said(subject, index)  # “Joint efforts” are needed, Roe said.
                subject = first_subject(words, low, index)
            return None if subject is None or subject.first - low > 3 else Said(subject, index)
    return _named_actor(words, low, high) if linked and tail[-1:] == "," else None


def _named_actor(words: Words, low: int, high: int) -> Said | None:
    """``," McConnell implored the president``: a name and any verb in the past."""
    last = low
    while (
        last < min(high - 1, low + 6) and (words.capital[last] or words.words[last] == "the") and not words.breaks[last]
    ):
        last += 1
    if last > low and words.words[last].endswith("ed") and not words.capital[last]:
        return Said(Phrase(low, last), last)
    return None


def _after_according(words: Words, low: int, high: int) -> Phrase | None:
    """The phrase after "according to"."""
    subject = subject_after(words, low + 1, high)
    return subject or (Phrase(low + 2, low + 3) if words.breaks[low + 1] == 0 else None)


def _said_before(words: Words, low: int, high: int, *, colon: bool, whole: bool = False) -> Said | None:
    """``Smith said: "``, ``Smith, who called it "``, ``Smith, adding that "``, ``Smith: "``."""
    for index in range(high - 1, low - 1, -1):
        word = words.words[index]
        if is_speech_verb(words, index, low):
            subject = subject_before(words, index, low) or subject_after(words, index, high)
            if subject is not None:
                return _outer(words, low, Said(subject, index))
            if words.words[index - 1] in {"and", "but"}:
                return Said(None, index)
        elif word in speech_participles() and not words.capital[index]:
            if index == low:
                return Said(None, index)  # “…,” adding: “…”
            if words.words[index - 1] in _BEFORE_NOUNS:
                continue
            subject = _subject_of_clause(words, low, index)
            if subject is not None:
                return Said(subject, index)
        elif word == "according" and index + 2 < high and words.words[index + 1] == "to":
            return Said(_after_according(words, index, high), index)
    passive = _described_by(words, low, high)
    if passive is not None:
        return passive
    if 1 < high - low <= (30 if colon else 14) and (colon or whole):
        subject = first_subject(words, low, high)
        if subject is not None:
            verbs = (i for i in range(subject.last, high) if words.words[i].endswith("ed") and not words.capital[i])
            return Said(subject, next(verbs, -1))
    return None


def _outer(words: Words, low: int, said: Said) -> Said:
    """The verb of speech that governs a weaker one: "the ministry said it hoped …" is the ministry's."""
    if finite_verbs()[words.words[said.verb]] == STRONG or said.subject is None:
        return said
    for index in range(said.subject.first - 1, max(low, said.subject.first - 6) - 1, -1):
        if words.breaks[index] >= 1:
            break
        if is_speech_verb(words, index, low) == STRONG:
            subject = subject_before(words, index, low)
            return said if subject is None else Said(subject, index)
    return said


def _described_by(words: Words, low: int, high: int) -> Said | None:
    """The agent of a passive: "was described by Smith as …"."""
    for index in range(high - 2, low, -1):
        if words.words[index] == "by" and words.words[index - 1] in finite_verbs():
            subject = subject_after(words, index, high)
            return None if subject is None else Said(subject, index - 1)
    return None


def _subject_of_clause(words: Words, low: int, participle: int) -> Phrase | None:
    """The subject of "Smith condemned the plan, calling it …": that of the nearest verb before."""
    if participle > low and words.breaks[participle - 1] == 0 and words.capital[participle - 1]:
        return subject_before(words, participle, low)  # "… with Washington warning …"
    for index in range(participle - 1, low - 1, -1):
        if is_speech_verb(words, index, low):
            subject = subject_before(words, index, low)
            if subject is not None:
                return subject
    return first_subject(words, low, participle)


def attribution_in_lead_in(text: str, words: Words, paragraph: tuple[int, int]) -> Said | None:
    """The attribution in a paragraph that ends in a colon: "Mr Smith wrote:"."""
    if not text[max(paragraph[0], paragraph[1] - 8) : paragraph[1]].rstrip().endswith(":"):
        return None
    high = bisect_left(words.starts, paragraph[1])
    low = max(bisect_left(words.starts, paragraph[0]), high - _REACH)
    for index in range(high - 2, low - 1, -1):
        if words.breaks[index] >= 3:
            low = index + 1
            break
    return _said_before(words, low, high, colon=True)
