"""Speech reported without quotation marks: "officials said that …", "according to …".

The attributed words are what stands on the far side of the verb in the same sentence, as in the
annotation scheme of PARC 3.0 (Pareti 2016): source, cue and content.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from auditor.annotate.quotations.phrases import (
    PERSONAL,
    Phrase,
    Words,
    is_speech_verb,
    subject_after,
    subject_before,
)
from auditor.annotate.quotations.verbs import STRONG, finite_verbs
from auditor.annotate.quotations.word_classes import word_class
from auditor.model import Attribution, Document, Quotation, Span

_AUTHOR = frozenset({"i", "we", "you", "me", "us"})
_CONTENT_STARTS = word_class("content-starts")
#: verbs that bring a quotation but without one rarely say whose words these are
_SELDOM = word_class("seldom-reported")


def find_attributions(document: Document, quotations: Sequence[Quotation]) -> tuple[Attribution, ...]:
    """Reported speech of *document* in order, outside the direct *quotations*.

    What the author says in the first person ("I believe that …") is not reported speech.
    """
    words = Words.of(document.tokens)
    text = document.article.text
    quoted = sorted((q.span.start, q.span.end) for q in quotations)
    starts = [start for start, _ in quoted]
    verbs = finite_verbs()
    found: list[Attribution] = []
    done = -1  # the last token of the sentence that already holds an attribution
    for index, word in enumerate(words.words):
        if index <= done or word in _SELDOM or (word not in verbs and word != "according"):
            continue
        if _inside(quoted, starts, words.starts[index]):
            continue
        low, high = _sentence(words, index, done + 1)
        said = _according(words, index, high) if word == "according" else _reported(words, index, low, high)
        if said is None:
            continue
        subject, cue, content = said
        content = _until_contrast(words, content)
        if _inside(quoted, starts, words.starts[content.first]):
            continue
        span = Span(words.starts[content.first], words.ends[content.last - 1])
        speaker = " ".join(text[words.starts[subject.first] : words.ends[subject.last - 1]].split())
        found.append(Attribution(span, speaker, Span(words.starts[cue.first], words.ends[cue.last - 1])))
        done = high - 1
    return tuple(found)


def _sentence(words: Words, index: int, floor: int) -> tuple[int, int]:
    """Token range of the sentence around token *index*, at most 60 tokens to either side."""
    low = index
    while low > floor and index - low < 60 and words.breaks[low - 1] < 3:
        low -= 1
    high = index + 1
    while high < len(words.words) and high - index < 60 and words.breaks[high - 1] < 3:
        high += 1
    return low, high


def _reported(words: Words, verb: int, low: int, high: int) -> tuple[Phrase, Phrase, Phrase] | None:
    """Subject, cue and content around a verb of speech, or None."""
    strength = is_speech_verb(words, verb, low)
    if not strength:
        return None
    following = words.words[verb + 1] if verb + 1 < high else ""
    subject = subject_before(words, verb, low)
    if subject is None and verb > low and words.breaks[verb - 1] >= 1:
        subject = subject_after(words, verb, high)  # "…, said Jane Roe"
    if subject is None or words.words[subject.first] in _AUTHOR:
        return None
    if subject.last - subject.first == 1 and words.words[subject.first] == "it" and strength != STRONG:
        return None
    rest = high - verb - 1
    cue = Phrase(verb, verb + 1)
    if following == "that" or "that" in words.words[verb + 1 : min(high, verb + 5)]:
        return (subject, cue, Phrase(verb + 1, high)) if rest > 1 else None
    leads = min(subject.first, verb) - low
    if (
        leads >= 4
        and words.breaks[low + leads - 1] >= 1
        and (rest <= 6 or (rest <= 14 and leads > 8 and strength == STRONG))
    ):
        # The clause in front is what was said: "…, officials said on Tuesday".
        return subject, cue, Phrase(low, low + leads)
    if rest < 2:
        return None
    if strength == STRONG or (following in _CONTENT_STARTS and words.words[verb][-1] in "ds"):
        return subject, cue, Phrase(verb + 1, high)
    if following in PERSONAL or (verb + 1 < high and words.capital[verb + 1]):
        return subject, cue, Phrase(verb + 1, high)
    return None


def _according(words: Words, index: int, high: int) -> tuple[Phrase, Phrase, Phrase] | None:
    """Source, cue and content of "according to …"."""
    if index + 2 >= high or words.words[index + 1] != "to":
        return None
    low = index
    while low > 0 and index - low < 60 and words.breaks[low - 1] < 3:
        low -= 1
    subject = subject_after(words, index + 1, high)
    if subject is None:
        last = index + 2
        while last < high and last - index < 10 and words.breaks[last] == 0:
            last += 1
        subject = Phrase(index + 2, min(last + 1, high))
    cue = Phrase(index, index + 2)
    if index - low >= 3:
        return subject, cue, Phrase(low, index)
    return (subject, cue, Phrase(subject.last, high)) if high - subject.last >= 2 else None


def _until_contrast(words: Words, content: Phrase) -> Phrase:
    """*content* without a clause in which the author answers: "…, but …"."""
    for index in range(content.first + 3, content.last - 1):
        if words.breaks[index] >= 1 and words.words[index + 1] in {"but", "yet"}:
            return Phrase(content.first, index + 1)
    return content


def _inside(quoted: Sequence[tuple[int, int]], starts: Sequence[int], offset: int) -> bool:
    """Whether *offset* lies in one of the sorted ranges *quoted*, which begin at *starts*."""
    place = bisect_right(starts, offset) - 1
    return place >= 0 and quoted[place][1] > offset
