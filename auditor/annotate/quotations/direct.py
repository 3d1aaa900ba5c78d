"""Direct quotations with who said them and the verb that says so.

Attribution comes before (``Smith said: "…"``), after (``"…," said Smith``), between the halves
(``"…," he said, "…"``), or is carried on from the quotation just before. The patterns follow
O'Keefe et al. (2012, "A sequence labelling approach to quote attribution") without the learner.
"""

from __future__ import annotations

from bisect import bisect_left

from auditor.annotate.quotations.beside import (
    Said,
    attribution_beside,
    attribution_in_lead_in,
    said_above,
    signed_below,
)
from auditor.annotate.quotations.marks import Marked, pair_marks
from auditor.annotate.quotations.phrases import PERSONAL, PRONOUNS, Words, first_subject
from auditor.annotate.quotations.word_classes import word_class
from auditor.model import Document, Quotation, Span

_SCARE_WORDS = 3  #: at most so many words without a speaker are scare quotes, titles or terms
_ORGANISATION = word_class("organisation")


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
        said = attribution_beside(text, words, pair, low, high)
        if said is None and not text[paragraph[0] : pair.start].strip() and bounds[number] > 0:
            said = attribution_in_lead_in(text, words, paragraphs[bounds[number] - 1])
        if said is None and bounds[number] + 1 < len(paragraphs) and not text[pair.end : paragraph[1]].strip():
            said = signed_below(text, words, paragraphs[bounds[number] + 1])
        if said is None and bounds[number] > 0 and _alone(text, pair, paragraph):
            said = said_above(words, paragraphs[bounds[number] - 1])
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


def _alone(text: str, pair: Marked, paragraph: tuple[int, int]) -> bool:
    """Whether a quotation of some length is all its paragraph holds."""
    return (
        pair.inner_end - pair.inner_start > 30
        and not text[paragraph[0] : pair.start].strip()
        and not text[pair.end : paragraph[1]].strip()
    )


def _quotation(text: str, words: Words, pair: Marked, said: Said | None, earlier: list[Quotation]) -> Quotation:
    span, inner = Span(pair.start, pair.end), Span(pair.inner_start, pair.inner_end)
    if pair.closed and _is_title(text, inner):
        return Quotation(span, inner, scare=True)
    if said is None:
        short = len(text[inner.start : min(inner.end, inner.start + 120)].split()) <= _SCARE_WORDS
        whole = text[inner.end - 1 : inner.end] in {".", ",", "!", "?"} and len(inner) > 25
        return Quotation(span, inner, scare=pair.closed and short and not whole)
    verb = "" if said.verb < 0 else words.words[said.verb]
    if verb == "according":
        verb = "according to"
    if said.subject is None:
        last = earlier[-1] if earlier and pair.start - earlier[-1].span.end < 300 else None
        if last is None or not last.speaker:
            return Quotation(span, inner, verb=verb)
        return Quotation(span, inner, last.speaker, last.speaker_span, verb)
    where = Span(words.starts[said.subject.first], words.ends[said.subject.last - 1])
    name = " ".join(text[where.start : where.end].split())
    if name.lower() in PERSONAL:
        name = _stands_for(text, words, said.subject.first, earlier) or name
    return Quotation(span, inner, name, where, verb)


def _is_title(text: str, inner: Span) -> bool:
    """Whether the marks hold a title or name: two to five words, all that matter capitalised, no final mark."""
    if len(inner) > 60:
        return False
    words = text[inner.start : inner.end].split()
    if not 2 <= len(words) <= 5 or words[-1][-1] in ".!?,":
        return False
    return (
        words[0][0].isupper()
        and all(word[0].isupper() or len(word) <= 3 for word in words[1:])
        and words[-1][0].isupper()
    )


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
            (len(between) < 320 and between.count(".") <= 4 and tail.endswith("."))
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
