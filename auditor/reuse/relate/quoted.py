"""Shared and altered quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from auditor.model import Document, Quotation, Reading, Relation, Span
from auditor.reuse.align import Step
from auditor.reuse.relate.edits import paired
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.negation import one_sided_negations
from auditor.reuse.relate.passage import Passage, quoted_words, within, words_span
from auditor.reuse.relate.quantities import SCALES, Quantity, quantities
from auditor.reuse.relate.quantities import WORDS as ONES
from auditor.reuse.relate.wordings import same_name, same_word

KEPT = 0.4  # least share of equal words for two quotations to be one,
FACED = 0.6  # and of words, equal or in place of one another, of the whole shorter quotation
# One utterance, not two that share a phrase, shows in who speaks; where nobody tells, in so many equal words,
ALIKE, MEANT, NEARLY = 8, 5, 0.8  # with a meaning of their own, and of the longer side;
AROUND = 3  # or in equal words outside the quotation: phrases come alone.
COPIED = 8  # With so many the quotation came with a copied text, other parts of which may be aligned apart
_BRACKETS = re.compile(r"[\[({][^\])}\n]{0,200}[\])}]")
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION = words("function")
_TITLES = words("titles")
NUMERALS = frozenset({*ONES, *SCALES}) - {"one", "k", "m", "mn", "bn", "tn"}  # compared as quantities


def altered_quotations(passage: Passage) -> Iterator[Relation]:
    """Quotations printed on both sides whose content words differ inside the marks.

    Shortening, editorial brackets, ellipses, function words, inflection, case and spelling are
    legitimate and give nothing.
    """
    path = passage.alignment
    pairs = [
        (one, two)
        for one in within(passage.left_reading.quotations, passage.left, *path.left)
        for two in within(passage.right_reading.quotations, passage.right, *path.right)
        if not _two_people(passage, one.speaker, two.speaker)
    ]
    if not pairs:
        return
    negations = list(one_sided_negations(passage))
    for one, two in pairs:
        found = _altered(passage, one, two, negations)
        if found is not None:
            yield found


def _one_utterance(one: Quotation, two: Quotation, equal: int, content: int, length: int) -> bool:
    """Whether the same person speaks, or the words both share are too many of the *length* for two occasions."""
    ours, theirs = _name_words(one.speaker), _name_words(two.speaker)
    if ours and theirs:
        return any(same_name(x, y) for x in ours for y in theirs)
    return equal >= max(ALIKE, NEARLY * length) and content >= MEANT


def _two_people(passage: Passage, one: str, two: str) -> bool:
    """Whether both speakers are persons with a name, and no word of one name is in the other."""
    ours, theirs = _named(one, passage.left_reading), _named(two, passage.right_reading)
    return bool(ours and theirs) and not any(same_name(x, y) for x in ours for y in theirs)


def _named(speaker: str, reading: Reading) -> list[str]:
    """The words of a person's name; a single word, as Moscow, is one if the article has it in a longer name."""
    words = _name_words(speaker)
    if len(words) == 1 and not any(
        len(full) > 1 and words[0] in full for full in (_name_words(q.speaker) for q in reading.quotations)
    ):
        return []
    return words


def _name_words(speaker: str) -> list[str]:
    words = _WORD.findall(speaker)
    if not words or not words[-1][0].isupper():
        return []  # the Russian foreign minister
    return [word for word in words if word[0].isupper() and word.lower() not in _TITLES]


def _altered(passage: Passage, one: Quotation, two: Quotation, negations: Sequence[Step]) -> Relation | None:
    left, right = passage.left, passage.right
    skip_left, skip_right = _bracketed(left, one.inner), _bracketed(right, two.inner)
    equal = content = changed = faced = 0
    first: tuple[int, int] | None = None
    last = (0, 0)
    for step in passage.alignment.steps:
        if step.op == "equal":
            for i, j in zip(range(step.a0, step.a1), range(step.b0, step.b1), strict=True):
                if i in skip_left or j in skip_right:
                    continue  # an editor's insertion is cut off at the edge, never cut in half
                if _inside(left, i, one.inner) and _inside(right, j, two.inner):
                    equal += 1
                    content += is_content(left.tokens.words[i])
                    first = first or (i, j)
                    last = (i, j)
            continue
        for part in paired(step, left, right):
            if part.op != "replace":
                continue
            ours = [i for i in range(part.a0, part.a1) if _inside(left, i, one.inner)]
            theirs = [j for j in range(part.b0, part.b1) if _inside(right, j, two.inner)]
            if not ours or not theirs or skip_left & set(ours) or skip_right & set(theirs):
                continue
            first = first or (ours[0], theirs[0])
            last = (ours[-1], theirs[-1])
            changed += _changes(left, right, ours, theirs) or _other_figure(left, right, ours, theirs)
            faced += min(len(ours), len(theirs))
    if first is None:
        return None
    spans = left.tokens.span(first[0], last[0] + 1), right.tokens.span(first[1], last[1] + 1)
    inside = [step for step in negations if first[0] < step.a1 or first[1] < step.b1]
    changed += sum(step.a0 <= last[0] and step.b0 <= last[1] for step in inside if not _in(step, skip_left, skip_right))
    shorter = min(_length(left, one.inner) - len(skip_left), _length(right, two.inner) - len(skip_right))
    if not changed or equal < max(2, KEPT * (equal + changed)):
        return None
    length = max(last[0] - first[0], last[1] - first[1]) + 1
    around = sum(step.a1 - step.a0 for step in passage.alignment.steps if step.op == "equal") - equal
    if around < COPIED and equal + faced < FACED * shorter:
        return None
    if around < AROUND and not _one_utterance(one, two, equal, content, length):
        return None
    return Relation(
        "altered-quotation",
        *spans,
        left.article.text[slice(spans[0].start, spans[0].end)],
        right.article.text[slice(spans[1].start, spans[1].end)],
    )


def _in(step: Step, skip_left: set[int], skip_right: set[int]) -> bool:
    """Whether the words of a step were put in by an editor."""
    return bool(skip_left.intersection(range(step.a0, step.a1)) or skip_right.intersection(range(step.b0, step.b1)))


def _length(document: Document, span: Span) -> int:
    first, last = np.searchsorted(document.tokens.starts, [span.start, span.end])
    return int(last - first)


def _changes(left: Document, right: Document, ours: list[int], theirs: list[int]) -> int:
    """How many content words of one side have no counterpart among those facing them."""
    one = [left.tokens.words[i] for i in ours]
    two = [right.tokens.words[j] for j in theirs]
    if "".join(one).replace("-", "") == "".join(two).replace("-", ""):
        return 0  # written apart, together or with a hyphen
    lost = [w for w in one if is_content(w) and not any(_one_word(w, v) for v in two)]
    new = [w for w in two if is_content(w) and not any(_one_word(w, v) for v in one)]
    return min(len(lost), len(new))


def _one_word(one: str, two: str) -> bool:
    """Whether two words are one: forms, spellings, names, or a long word with a letter dropped in typing."""
    if same_word(one, two) or same_name(one, two):
        return True
    short, long = sorted((one, two), key=len)
    if len(short) < 7 or len(long) != len(short) + 1 or short[0] != long[0]:
        return False
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[at:] == long[at + 1 :]


def _other_figure(left: Document, right: Document, ours: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether numbers stand against each other, in figures or in words, and none is the same."""
    one, two = _figures(left, ours), _figures(right, theirs)
    return bool(one and two) and not {q.value for q in one} & {q.value for q in two}


def _figures(document: Document, places: Sequence[int]) -> list[Quantity]:
    """The quantities that begin among the words *places*, with a magnitude that follows them."""
    starts = words_span(document, places[0], places[-1] + 1)
    wider = words_span(document, places[0], min(len(document.tokens), places[-1] + 3))
    return [q for q in quantities(document.article.text, wider.start, wider.end) if q.span.start < starts.end]


def is_content(word: str) -> bool:
    """Whether *word* carries meaning of its own."""
    return word not in _FUNCTION and word not in NUMERALS and not word[0].isdigit()


def _inside(document: Document, word: int, span: Span) -> bool:
    return bool(span.start <= document.tokens.starts[word] and document.tokens.ends[word] <= span.end)


def _bracketed(document: Document, span: Span) -> set[int]:
    """Words that an editor put in brackets."""
    text = document.article.text[span.start : span.end]
    ranges = [(span.start + m.start(), span.start + m.end()) for m in _BRACKETS.finditer(text)]
    if not ranges:
        return set()
    tokens = document.tokens
    return {i for i in range(len(tokens)) if any(a <= tokens.starts[i] and tokens.ends[i] <= b for a, b in ranges)}


def quoted_shares(passage: Passage) -> tuple[float, float]:
    """Shares of each side's words inside quotation marks."""
    path = passage.alignment
    one = quoted_words(passage.left_reading.quotations, passage.left, *path.left)
    two = quoted_words(passage.right_reading.quotations, passage.right, *path.right)
    return one / max(1, path.left[1] - path.left[0]), two / max(1, path.right[1] - path.right[0])


def speaker(passage: Passage) -> str:
    """Who is quoted: the first name either side gives, the longer where both give one."""
    names = [
        quotation.speaker
        for reading, document, ends in (
            (passage.left_reading, passage.left, passage.alignment.left),
            (passage.right_reading, passage.right, passage.alignment.right),
        )
        for quotation in within(reading.quotations, document, *ends)
        if quotation.speaker
    ]
    return max(names, key=lambda name: (name[:1].isupper(), len(name)), default="")
