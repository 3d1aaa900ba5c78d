"""How far an article credits what it reuses, 0 to 1."""

from __future__ import annotations

from auditor.annotate.credits import Outlets
from auditor.model import Credit, Reading, Span

#: Outside a passage, this near to it, "Reuters reported" still introduces or closes it.
_NEAR = 400
#: "As Reuters reported" beside the passage names its origin, if not as a credit line does.
_BESIDE = 0.75


def credit_level(copy: Reading, other: Reading | None, passage: Span | None, outlets: Outlets) -> float:
    """1 where the article names an origin of its text, ½ where it only points, 0 without credit.

    Naming any origin counts, whichever copy the passage was matched with: two papers that carry one
    wire story both credit the wire. An article's credit of itself counts for nothing. A mention of
    the other outlet beside the passage counts for that passage.
    """
    best = 0.0
    for credit in copy.credits:
        if credit.covers == "picture" or (credit.who and outlets.same(credit.who, copy.article.source)):
            continue
        level = credit.strength if credit.covers == "text" else 0.0
        if other is not None and passage is not None and _beside(credit, other, passage, outlets):
            level = max(level, _BESIDE)
        best = max(best, level)
    return min(1.0, best)


def _beside(credit: Credit, other: Reading, passage: Span, outlets: Outlets) -> bool:
    return (
        credit.span is not None
        and credit.span.start < passage.end + _NEAR
        and credit.span.end > passage.start - _NEAR
        and outlets.same(credit.who, other.article.source)
    )
