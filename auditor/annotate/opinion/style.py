"""Where an article changes hands: typographic habits that switch from one paragraph to the next.

A newsroom writes ``’`` or ``'``, ``U.S.`` or ``US``, ``percent`` or ``%`` and keeps to it. For each
paragraph start the two-author hypothesis (one habit before, another after) is weighed against a
single author with Dirichlet-multinomial marginal likelihoods, as in Bayesian change-point analysis
(Barry & Hartigan 1993). The answer says where a second piece would begin, not whose opinion it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import lgamma

from auditor.model import Span

_PRIOR = 0.3  #: below 1: habits are kept rather than mixed
#: each row holds the rival forms of one habit
#: patterns begin with the literal that is rarest, so that scanning is fast
_HABITS: tuple[tuple[re.Pattern[str], ...], ...] = (
    (re.compile("[\"']"), re.compile("[“”‘’]")),
    (re.compile(r"U\.S\."), re.compile(r"US\b(?<=\bUS)")),
    (re.compile(r"—\w(?<=\w—\w)"), re.compile(" — "), re.compile(" – "), re.compile(" - |--")),
    (re.compile(r"M(?:rs?|s)\. "), re.compile(r"M(?:rs?|s) ")),
    (re.compile(r"%(?<=\d%)"), re.compile("percent"), re.compile("per cent")),
)


def _evidence(counts: Sequence[int]) -> float:
    """Logarithm of the marginal likelihood of *counts* under one habit, up to a constant."""
    total = sum(counts)
    if not total:
        return 0.0
    size = len(counts)
    value = lgamma(size * _PRIOR) - lgamma(size * _PRIOR + total)
    return value + sum(lgamma(_PRIOR + count) - lgamma(_PRIOR) for count in counts)


def style_changes(text: str, paragraphs: Sequence[Span]) -> list[float]:
    """Log-likelihood ratio of a change of hands at the start of each paragraph; the first is 0."""
    changes = [0.0] * len(paragraphs)
    for forms in _HABITS:
        table = [[0] * len(forms) for _ in paragraphs]
        for column, form in enumerate(forms):
            place = 0
            for match in form.finditer(text):
                at = match.start()
                while place < len(paragraphs) and paragraphs[place].end <= at:
                    place += 1
                if place == len(paragraphs):
                    break
                if at >= paragraphs[place].start:
                    table[place][column] += 1
        total = [sum(column) for column in zip(*table, strict=True)] if table else []
        if sum(count > 0 for count in total) < 2:
            continue
        whole = _evidence(total)
        before = [0] * len(forms)
        value = 0.0
        for number in range(1, len(paragraphs)):
            if any(table[number - 1]):
                before = [b + c for b, c in zip(before, table[number - 1], strict=True)]
                after = [t - b for t, b in zip(total, before, strict=True)]
                value = _evidence(before) + _evidence(after) - whole
            changes[number] += value
    return changes
