"""How far an article credits what it reuses, 0 to 1."""

from __future__ import annotations

import numpy as np

from auditor.annotate.credits import Outlets
from auditor.model import Credit, Reading
from auditor.scoring.words import Charge, Numbers

#: From this strength on a credit is one of the whole text, and no mention.
_OF_THE_TEXT = 0.5
#: So many code points around it, "Reuters reported" still introduces or closes what stands there.
_NEAR = 400
#: "As Reuters reported" beside the words names their origin, if not as a credit line does.
_BESIDE = 0.75


class CreditLevels:
    """What one article credits, looked through once for all its passages.

    A credit of the text that names any origin counts, whichever copy the text was matched with: two papers
    that carry one wire story both credit the wire. A mention credits the outlet it names, and most of all
    what stands beside it; what it says of a third outlet mostly came with the text. An article's credit
    of itself counts for nothing.
    """

    __slots__ = ("_levels", "_mentions", "_outlets", "whole")

    def __init__(self, copy: Reading, outlets: Outlets) -> None:
        article = copy.article
        counted = [c for c in copy.credits if c.covers != "picture" and not (c.who and outlets.own(c.who, article))]
        levels = (c.strength for c in counted if c.covers == "text" and c.strength >= _OF_THE_TEXT)
        #: 1 where the article names an origin of its text, ½ where it only points, 0 without credit
        self.whole = min(1.0, max(levels, default=0.0))
        self._outlets = outlets
        self._mentions: dict[str, list[Credit]] = {}
        for credit in counted:
            self._mentions.setdefault(credit.who, []).append(credit)

        self._levels: dict[str, tuple[float, Numbers, Numbers]] = {}

    def of(self, source: str, starts: Numbers) -> Charge:
        """The level for each of the words that begin at *starts* and also stand in an article of *source*."""
        if source not in self._levels:
            self._levels[source] = self._of(source)
        level, begins, reach = self._levels[source]
        near = reach[np.searchsorted(begins, starts, side="right")] > starts
        return np.where(near, max(level, _BESIDE), level)

    def _of(self, source: str) -> tuple[float, Numbers, Numbers]:
        """The level of a mention; where what stands beside one begins, and how far it reaches that began before."""
        mentions = [c for who, of in self._mentions.items() if self._outlets.same(who, source) for c in of]
        level = max((self.whole, *(min(1.0, c.strength) for c in mentions if c.covers == "text")))
        beside = sorted((c.span.start - _NEAR, c.span.end + _NEAR) for c in mentions if c.span is not None)
        begins, ends = np.array(beside, dtype=np.int64).reshape(-1, 2).T
        return level, begins, np.append(np.int64(-1), np.maximum.accumulate(ends))
