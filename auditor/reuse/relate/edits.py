"""The word edits of an alignment, each replaced word beside the one that took its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from auditor.model import Document, Edit
from auditor.reuse.align import Alignment, Step
from auditor.reuse.align.synonyms import synonymous
from auditor.reuse.relate.lexicon import listed
from auditor.reuse.relate.numerals import SCALES
from auditor.reuse.relate.passage import words_span
from auditor.reuse.relate.wordings import same_word

WIDEST = 12  # words of a replacement that are paired one by one
_NUMERALS = frozenset(
    {*listed("ones"), *listed("tens"), *listed("ordinals"), *SCALES, "dozen", "dozens", "half", "quarter"}
)


def edits(alignment: Alignment, left: Document, right: Document) -> tuple[Edit, ...]:
    """Edits in order; applied to the left side's words they give the right side's words."""
    found: list[Edit] = []
    for step in alignment.steps:
        if step.op == "equal":
            continue
        for part in paired(step, left, right):
            if left.tokens.words[part.a0 : part.a1] == right.tokens.words[part.b0 : part.b1]:
                continue
            one = words_span(left, part.a0, part.a1)
            two = words_span(right, part.b0, part.b1)
            found.append(
                Edit(
                    op=part.op,
                    left=one,
                    right=two,
                    before=left.article.text[one.start : one.end],
                    after=right.article.text[two.start : two.end],
                    synonym=is_swap(part, left, right),
                )
            )
    return tuple(found)


def is_swap(step: Step, left: Document, right: Document) -> bool:
    """Whether one word stands in place of another that shares a sense but is no form of it."""
    if step.op != "replace" or step.a1 - step.a0 != 1 or step.b1 - step.b0 != 1:
        return False
    one, two = left.tokens.words[step.a0], right.tokens.words[step.b0]
    if same_word(one, two) or is_numeral(one) or is_numeral(two):
        return False  # another number is another fact
    return _synonyms(int(left.tokens.hashes[step.a0]), int(right.tokens.hashes[step.b0]))


def is_numeral(word: str) -> bool:
    """Whether a lower-case word is a number or an ordinal, in digits or written out."""
    return word[0].isdigit() or not _NUMERALS.isdisjoint((word, *word.split("-")))


@lru_cache(maxsize=65536)
def _synonyms(one: int, two: int) -> bool:
    return synonymous(one, two)


def paired(step: Step, left: Document, right: Document) -> Iterator[Step]:
    """Split a replacement of several words so that synonyms and forms of a word face each other."""
    rows, cols = step.a1 - step.a0, step.b1 - step.b0
    if step.op != "replace" or rows * cols == 1 or max(rows, cols) > WIDEST:
        yield step
        return
    cost = [[0.0] * (cols + 1) for _ in range(rows + 1)]
    for i in range(rows, -1, -1):
        for j in range(cols, -1, -1):
            options = []
            if i < rows and j < cols:
                options.append(cost[i + 1][j + 1] + _distance(left, right, step.a0 + i, step.b0 + j))
            if i < rows:
                options.append(cost[i + 1][j] + 0.7)
            if j < cols:
                options.append(cost[i][j + 1] + 0.7)
            cost[i][j] = min(options, default=0.0)
    i = j = 0
    held: tuple[int, int] = (0, 0)
    while i < rows or j < cols:
        if (
            i < rows
            and j < cols
            and abs(cost[i][j] - cost[i + 1][j + 1] - _distance(left, right, step.a0 + i, step.b0 + j)) < 1e-9
        ):
            close = _distance(left, right, step.a0 + i, step.b0 + j) < 1
            if close or rows == cols:
                yield from _change(step, held[0], i, held[1], j)
                yield from _change(step, i, i + 1, j, j + 1)
                held = (i + 1, j + 1)
            i, j = i + 1, j + 1
        elif i < rows and abs(cost[i][j] - cost[i + 1][j] - 0.7) < 1e-9:
            i += 1
        else:
            j += 1
    yield from _change(step, held[0], rows, held[1], cols)


def _change(step: Step, i0: int, i1: int, j0: int, j1: int) -> Iterator[Step]:
    if i1 > i0 or j1 > j0:
        op = "delete" if j0 == j1 else "insert" if i0 == i1 else "replace"
        yield Step(op, step.a0 + i0, step.a0 + i1, step.b0 + j0, step.b0 + j1)


def _distance(left: Document, right: Document, i: int, j: int) -> float:
    """What it costs to say that word *i* on the left became word *j* on the right."""
    one, two = left.tokens.words[i], right.tokens.words[j]
    if same_word(one, two):
        return 0.1
    if is_numeral(one) or is_numeral(two):
        return 0.5 if is_numeral(one) and is_numeral(two) else 1.0
    return 0.3 if _synonyms(int(left.tokens.hashes[i]), int(right.tokens.hashes[j])) else 1.0
