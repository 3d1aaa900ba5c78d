"""Direct quotations with who said them and the verb that says so.

Attribution comes before (``Smith said: "…"``), after (``"…," said Smith``), between the halves
(``"…," he said, "…"``), or is carried on from the quotation just before. The patterns follow
O'Keefe et al. (2012, "A sequence labelling approach to quote attribution") without the learner.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from auditor.annotate.quotations.marks import Marked, pair_marks
from auditor.annotate.quotations.phrases import (
    PERSONAL,
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
from auditor.model import Document, Quotation, Span

_SCARE_WORDS = 3  #: at most so many words without a speaker are scare quotes, titles or terms
_REACH = 40  #: tokens looked at on either side for an attribution
_ORGANISATION = word_class("organisation")


class _Said(NamedTuple):
    """An attribution: the subject's tokens (None if only a verb was found) and the verb's token."""

    subject: Phrase | None
    verb: int


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Direct quotations of *document* in order; nested ones belong to the outermost.

    Each paragraph of a quotation that runs over several is a quotation of its own with the same
    speaker. *speaker* is the name a pronoun most likely stands for, *speaker_span* the words that
    stand beside the quotation.
    """
    text = document.article.text
    paragraphs = [(block.span.start, block.span.end) for block in document.blocks] or [(0, len(text))]
    pairs = pair_marks(text, paragraphs)
    if not pairs:
        return ()
    words = Words.of(document.tokens)
    bounds = [bisect_left(paragraphs, (pair.start + 1,)) - 1 for pair in pairs]
    found: list[Quotation] = []
    for number, pair in enumerate(pairs):
        paragraph = paragraphs[bounds[number]]
        earlier = number > 0 and bounds[number - 1] == bounds[number]
        later = number + 1 < len(pairs) and bounds[number + 1] == bounds[number]
        low = pairs[number - 1].end if earlier else paragraph[0]
        high = pairs[number + 1].start if later else paragraph[1]
        said = _attribution(text, words, pair, low, high)
        if said is None and not text[paragraph[0] : pair.start].strip() and bounds[number] > 0:
            said = _from_lead_in(text, words, paragraphs[bounds[number] - 1])
        quotation = _quotation(text, words, pair, said, found)
        if not quotation.verb and not quotation.speaker and found:
            quotation = _carried_on(
                text,
                quotation,
                found[-1],
                paragraph=paragraph,
                steps=bounds[number] - bounds[number - 1],
                closed=pairs[number - 1].closed,
            )
        found.append(quotation)
    return tuple(found)


def _attribution(text: str, words: Words, pair: Marked, low: int, high: int) -> _Said | None:
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
    said = _said_before(words, left, first, colon=text[max(0, pair.start - 2) : pair.start].rstrip().endswith(":"))
    if said is None and linked and right > after:
        said = _said_after(words, after, right, linked=linked, tail=tail)
    return said


def _has_verb(words: Words, low: int, high: int) -> bool:
    return any(is_speech_verb(words, i, low) or words.words[i] in speech_participles() for i in range(low, high))


def _said_after(words: Words, low: int, high: int, *, linked: bool, tail: str) -> _Said | None:
    """``," said Smith``, ``," Smith told reporters``, ``," according to Smith``."""
    if words.words[low] == "according" and low + 2 < high and words.words[low + 1] == "to":
        return _Said(_after_according(words, low, high), low)
    first = words.words[low]
    strength = 0 if words.capital[low] else finite_verbs().get(first, 0)
    if strength and (linked or strength == STRONG):
        subject = subject_after(words, low, high)
        if subject is not None:
            return _Said(subject, low)
    if not strength and linked and first.endswith("ed") and low + 1 < high and words.capital[low + 1]:
        # A verb of any meaning between a quotation and a name says so: "…," fumed Smith.
        return _Said(subject_after(words, low, high), low)
    if tail[-1:] == "." or (words.breaks[low] >= 2 and first not in PRONOUNS):
        return None
    for index in range(low + 1, min(high, low + 22)):
        strength = is_speech_verb(words, index, low)
        if strength and (linked or strength == STRONG):
            subject = subject_before(words, index, low)
            if subject is not None and subject.first - low <= 3:
                return _Said(subject, index)
            return None
    return None


def _after_according(words: Words, low: int, high: int) -> Phrase | None:
    """The phrase after "according to"."""
    subject = subject_after(words, low + 1, high)
    return subject or (Phrase(low + 2, low + 3) if words.breaks[low + 1] == 0 else None)


def _said_before(words: Words, low: int, high: int, *, colon: bool) -> _Said | None:
    """``Smith said: "``, ``Smith, who called it "``, ``Smith, adding that "``, ``Smith: "``."""
    for index in range(high - 1, low - 1, -1):
        word = words.words[index]
        if is_speech_verb(words, index, low):
            subject = subject_before(words, index, low) or subject_after(words, index, high)
            if subject is not None:
                return _Said(subject, index)
        elif word in speech_participles() and not words.capital[index] and index > low:
            if words.words[index - 1] in {
                "the",
                "a",
                "an",
                "its",
                "their",
                "his",
                "her",
                "of",
                "was",
                "is",
                "were",
                "are",
            }:
                continue
            subject = _subject_of_clause(words, low, index)
            if subject is not None:
                return _Said(subject, index)
        elif word == "according" and index + 2 < high and words.words[index + 1] == "to":
            return _Said(_after_according(words, index, high), index)
    if colon and 0 < high - low <= 12:
        verb = high - 1
        if words.words[verb].endswith(("ed", "ing")) and high - low > 1:
            subject = subject_before(words, verb, low) or first_subject(words, low, verb)
            if subject is not None:
                return _Said(subject, verb)
        subject = first_subject(words, low, high)
        if subject is not None:
            return _Said(subject, -1)
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


def _from_lead_in(text: str, words: Words, paragraph: tuple[int, int]) -> _Said | None:
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


def _quotation(text: str, words: Words, pair: Marked, said: _Said | None, earlier: list[Quotation]) -> Quotation:
    span, inner = Span(pair.start, pair.end), Span(pair.inner_start, pair.inner_end)
    if said is None:
        short = len(text[inner.start : min(inner.end, inner.start + 120)].split()) <= _SCARE_WORDS
        whole = text[inner.end - 1 : inner.end] in {".", ",", "!", "?"} and len(inner) > 25
        return Quotation(span, inner, scare=pair.closed and short and not whole)
    verb = "" if said.verb < 0 else words.words[said.verb]
    if verb == "according":
        verb = "according to"
    if said.subject is None:
        return Quotation(span, inner, verb=verb)
    where = Span(words.starts[said.subject.first], words.ends[said.subject.last - 1])
    name = " ".join(text[where.start : where.end].split())
    if name.lower() in PERSONAL:
        name = _stands_for(text, words, said.subject.first, earlier) or name
    return Quotation(span, inner, name, where, verb)


def _stands_for(text: str, words: Words, pronoun: int, earlier: list[Quotation]) -> str:
    """The name a pronoun most likely stands for: the last named speaker nearby, else the last full name."""
    at = words.starts[pronoun]
    if words.words[pronoun] != "they" and pronoun > 0 and words.breaks[pronoun - 1] >= 3:
        high = pronoun - 1
        low = high
        while low > 0 and high - low < 50 and words.breaks[low - 1] < 3:
            low -= 1
        subject = first_subject(words, low, high)
        if subject is not None and words.capital[subject.first] and words.words[subject.first] not in PRONOUNS:
            last_word = words.words[subject.last - 1]
            named = subject.last - subject.first > 1 or any(
                last_word in q.speaker.lower().split() for q in earlier[-6:]
            )
            if named and last_word not in _ORGANISATION and subject.first - low < 6:
                return " ".join(text[words.starts[subject.first] : words.ends[subject.last - 1]].split())
    if earlier and earlier[-1].speaker and earlier[-1].speaker[0].isupper() and at - earlier[-1].span.end < 700:
        return earlier[-1].speaker
    if words.words[pronoun] == "they":
        return ""
    quoted = {(q.span.start, q.span.end) for q in earlier[-4:]}
    index = pronoun - 1
    while index > max(0, pronoun - 90):
        last = index
        while index > 0 and words.capital[index] and words.capital[index - 1] and words.breaks[index - 1] == 0:
            index -= 1
        where = words.starts[index]
        if (
            last > index
            and words.words[last] not in _ORGANISATION
            and last - index < 5
            and not any(start <= where < end for start, end in quoted)
        ):
            return " ".join(text[where : words.ends[last]].split())
        index -= 1
    return ""


def _carried_on(
    text: str,
    quotation: Quotation,
    last: Quotation,
    *,
    paragraph: tuple[int, int],
    steps: int,
    closed: bool,
) -> Quotation:
    """*quotation* with the speaker of the one before it, where the flow of speech shows the same.

    *paragraph* is the range of the paragraph of *quotation*, *steps* how many paragraphs after
    *last* it stands, *closed* whether *last* had a closing mark.
    """
    if not last.speaker or last.speaker_span is None:
        return quotation
    between = text[last.span.end : quotation.span.start]
    words = quotation.inner.end - quotation.inner.start
    if steps == 0:
        # "…," he said. "…": only the attribution stands between them.
        tail = text[max(0, quotation.span.start - 3) : quotation.span.start].rstrip()
        joined = len(between) < 40 and not any(c in between for c in ".!?:")
        carried = joined or (
            (len(between) < 160 and between.count(".") <= 2 and tail.endswith("."))
            and (last.span.end <= last.speaker_span.start or not between.strip())
        )
    else:
        alone = (
            not text[paragraph[0] : quotation.span.start].strip()
            and not text[quotation.span.end : paragraph[1]].strip()
        )
        carried = steps == 1 and ((not closed and not between.strip()) or (alone and words > 30))
        carried = carried and not quotation.scare
    if not carried:
        return quotation
    return Quotation(quotation.span, quotation.inner, last.speaker, last.speaker_span, last.verb)
