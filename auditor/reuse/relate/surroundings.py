"""What stands around a change: copied words, quotation marks, headlines and addresses."""

from __future__ import annotations

from auditor.model import Document, Span
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.passage import Passage

WINDOW = 12  # words looked at on each side
LEAST, MOSTLY = 8, 0.75  # equal words that make the surroundings copied, in number and as a share
BESIDE = 15  # words of a line, on each side, that tell a headline
LINE = 2  # strength of the break that ends a line
_FUNCTION = words("function")


def copied_around(passage: Passage, number: int) -> bool:
    """Whether the words beside step *number*, and within it, are the same on both sides, but for few."""
    steps, equal, other = passage.alignment.steps, 0, 0
    if steps[number].op == "equal":  # a sign before a number is no word
        equal = min(WINDOW, steps[number].a1 - steps[number].a0)
    for beside in (range(number - 1, -1, -1), range(number + 1, len(steps))):
        left = WINDOW
        for near in beside:
            step = steps[near]
            width = min(left, max(step.a1 - step.a0, step.b1 - step.b0))
            equal, other = (equal + width, other) if step.op == "equal" else (equal, other + width)
            left -= width
            if left <= 0:
                break
    return equal >= LEAST and equal >= MOSTLY * (equal + other)


def in_headline(document: Document, first: int, last: int) -> bool:
    """Whether no word of meaning in the line of *first* up to *last* is in lower case: there capitals name nothing."""
    tokens = document.tokens
    low, high = first, last
    while low > max(0, first - BESIDE) and tokens.breaks[low - 1] < LINE:
        low -= 1
    while high < min(len(tokens), last + BESIDE) and tokens.breaks[high - 1] < LINE:
        high += 1
    return not any(
        not tokens.capital[i] and tokens.words[i].isalpha() and tokens.words[i] not in _FUNCTION
        for i in (*range(low, first), *range(last, high))
    )


def in_address(text: str, span: Span) -> bool:
    """Whether *span* is part of a web address, an account name or a tag."""
    first = max(text.rfind(sign, max(0, span.start - 60), span.start) for sign in ' \n\t\u00a0(“"') + 1
    before = text[max(first, span.start - 60) : span.start]
    return "/" in before or before.endswith(("@", "#")) or "www." in before


def in_notice(text: str, span: Span) -> bool:
    """Whether *span* is the year of a copyright notice."""
    before = text[max(0, span.start - 16) : span.start].rstrip(" ,-–").casefold()
    return before.endswith(("copyright", "©", "(c)", "&copy;"))
