"""How far an article credits what it reuses, 0 to 1."""

from __future__ import annotations

from auditor.annotate.credits import Outlets
from auditor.model import Reading, Span
from auditor.scoring.overlaps import Places

#: Outside a passage, this near to it, "Reuters reported" still introduces or closes it.
_NEAR = 400
#: "As Reuters reported" beside the passage names its origin, if not as a credit line does.
_BESIDE = 0.75


class CreditLevels:
    """What one article credits, looked through once for all its passages.

    Naming any origin counts, whichever copy the passage was matched with: two papers that carry one
    wire story both credit the wire. An article's credit of itself counts for nothing. A mention of
    the other outlet beside the passage counts for that passage.
    """

    __slots__ = ("_mentions", "_near", "_outlets", "whole")

    def __init__(self, copy: Reading, outlets: Outlets) -> None:
        article = copy.article
        counted = [c for c in copy.credits if c.covers != "picture" and not (c.who and outlets.own(c.who, article))]
        #: 1 where the article names an origin of its text, ½ where it only points, 0 without credit
        self.whole = min(1.0, max((c.strength for c in counted if c.covers == "text"), default=0.0))
        self._outlets = outlets
        self._mentions: dict[str, list[Span]] = {}
        for credit in counted:
            if credit.span is not None:
                self._mentions.setdefault(credit.who, []).append(credit.span)
        self._near: dict[str, Places] = {}

    def beside(self, source: str, passage: Span) -> float:
        """The level for a *passage* that also stands in an article of *source*."""
        if self.whole >= _BESIDE:
            return self.whole
        if source not in self._near:
            same = (spans for who, spans in self._mentions.items() if self._outlets.same(who, source))
            self._near[source] = Places(span for spans in same for span in spans)
        near = self._near[source].meet(passage.start - _NEAR, passage.end + _NEAR)
        return _BESIDE if near else self.whole
