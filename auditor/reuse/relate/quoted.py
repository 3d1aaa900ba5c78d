"""Shared and altered quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.model import Document, Quotation, Relation, Span
from auditor.reuse.relate.edits import paired
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.passage import Passage, quoted_words, within, words_span
from auditor.reuse.relate.wordings import same_name, same_word

KEPT = 0.4  # least share of equal words for two quotations to be one
_BRACKETS = re.compile(r"[\[({][^\])}\n]{0,200}[\])}]")
_FUNCTION = words("function")


def altered_quotations(passage: Passage) -> Iterator[Relation]:
    """Quotations printed on both sides whose content words differ inside the marks.

    Shortening, editorial brackets, ellipses, function words, inflection, case and spelling are
    legitimate and give nothing.
    """
    path = passage.alignment
    for one in within(passage.left_reading.quotations, passage.left, *path.left):
        for two in within(passage.right_reading.quotations, passage.right, *path.right):
            found = _altered(passage, one, two)
            if found is not None:
                yield found


def _altered(passage: Passage, one: Quotation, two: Quotation) -> Relation | None:
    left, right = passage.left, passage.right
    skip_left, skip_right = _bracketed(left, one.inner), _bracketed(right, two.inner)
    equal = changed = 0
    first: tuple[int, int] | None = None
    last = (0, 0)
    for step in passage.alignment.steps:
        if step.op == "equal":
            for i, j in zip(range(step.a0, step.a1), range(step.b0, step.b1), strict=True):
                if _inside(left, i, one.inner) and _inside(right, j, two.inner):
                    equal += 1
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
            changed += _changes(left, right, ours, theirs)
    if first is None or not changed or equal < max(2, KEPT * (equal + changed)):
        return None
    spans = words_span(left, first[0], last[0] + 1), words_span(right, first[1], last[1] + 1)
    return Relation(
        "altered-quotation",
        *spans,
        left.article.text[slice(spans[0].start, spans[0].end)],
        right.article.text[slice(spans[1].start, spans[1].end)],
    )


def _changes(left: Document, right: Document, ours: list[int], theirs: list[int]) -> int:
    """How many content words of one side have no counterpart among those facing them."""
    one = [left.tokens.words[i] for i in ours]
    two = [right.tokens.words[j] for j in theirs]
    lost = [w for w in one if is_content(w) and not any(same_word(w, v) or same_name(w, v) for v in two)]
    new = [w for w in two if is_content(w) and not any(same_word(w, v) or same_name(w, v) for v in one)]
    return min(len(lost), len(new))


def is_content(word: str) -> bool:
    """Whether *word* carries meaning of its own."""
    return word not in _FUNCTION and not word[0].isdigit()


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
