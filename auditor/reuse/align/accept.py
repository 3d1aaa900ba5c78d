"""Whether a chain of shared words is a passage: how likely reuse is, given what it shares.

The weights are a logistic regression computed by ``tests/bench/fit_news.py``: sentences of
reworded copies planted in other articles against what unrelated articles, and articles of
different outlets about one event, share by chance, topic or stock phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from auditor.reuse.align.profiles import Profile
from auditor.reuse.align.record import Alignment

# Bias and weights of evidence, surprise (nats), log of words, and words out of step per word.
WEIGHTS = (-12.69, 0.102, 0.09, 3.49, -12.65)
STEP = 4  # an insertion or deletion is so many words out of step at most
BAR = 0.5  # least log odds of a passage that stands alone
QUOTED = 24.0  # least surprise of a shared quotation
# Where one passage was copied another is likelier:
PARTNER = 1.5  # log odds for each other passage of the pair,
PARTNERS = 3  # counting so many,
LONG = 12  # of so many words or more,
NEIGHBOUR = 2.0  # and for one that stands next to it, in the same order, on both sides,
NEAR = 40  # within so many words
SPOKEN = 8.0  # nats of surprise a quotation may then lack,
RELIEF = 1.5  # and of score two whole quotations that say the same
SECOND = 0.7  # a passage covered so far by better ones on both sides is left out


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chain that may be a passage."""

    passage: Alignment
    words: int  #: of the chain, on the shorter side
    spoken: float  #: nats of the shared wording
    surprise: float  #: the same where names and headings say less
    speech: bool  #: whether it stands inside quotation marks on both sides

    @property
    def odds(self) -> float:
        """Natural log odds that it is reuse, all else aside."""
        path = self.passage
        length = (path.left[1] - path.left[0] + path.right[1] - path.right[0]) / 2
        uneven = sum(
            min(STEP, abs((step.a1 - step.a0) - (step.b1 - step.b0))) for step in path.steps if step.op != "equal"
        )
        bias, evidence, surprise, words, out_of_step = WEIGHTS
        return (
            bias
            + evidence * path.evidence
            + surprise * self.surprise
            + words * log(self.words + 1)
            + out_of_step * uneven / length
        )


def accepted(drafts: Sequence[Candidate], profile: Profile) -> list[Candidate]:
    """The passages among *drafts*, best first: those that stand alone, then those that others support."""
    kept: list[Candidate] = []
    waiting: list[Candidate] = []
    for draft in drafts:
        if not (_is_quotation(draft, profile, QUOTED) or _is_passage(draft, profile, BAR)):
            waiting.append(draft)
        elif not second(draft.passage, [other.passage for other in kept]):
            kept.append(draft)
    alone = tuple(kept)
    for draft in waiting:
        spoken = QUOTED - SPOKEN if partners(alone) else QUOTED
        supported = _is_quotation(draft, profile, spoken) or _is_passage(draft, profile, BAR - support(draft, alone))
        if supported and not second(draft.passage, [other.passage for other in kept]):
            kept.append(draft)
    return kept


def _is_passage(draft: Candidate, profile: Profile, bar: float) -> bool:
    return draft.words >= profile.min_words and draft.passage.evidence >= profile.evidence and draft.odds >= bar


def _is_quotation(draft: Candidate, profile: Profile, spoken: float) -> bool:
    """Whether it is a shared quotation, which may be shorter than another passage."""
    return (
        draft.speech
        and draft.passage.score >= profile.score_quoted
        and draft.passage.evidence >= profile.evidence_quoted
        and draft.spoken >= spoken
    )


def support(draft: Candidate, kept: Sequence[Candidate]) -> float:
    """Log odds that the other passages of the pair lend to *draft*."""
    near = any(_neighbours(draft.passage, other.passage) for other in kept)
    return PARTNER * min(PARTNERS, partners(kept)) + NEIGHBOUR * near


def relief(kept: Sequence[Candidate]) -> float:
    """Nats by which two whole quotations that say the same may fall short where other text was copied."""
    return RELIEF if partners(kept) else 0.0


def partners(kept: Sequence[Candidate]) -> int:
    """How many passages show that text, and not only speech, was copied between the two articles."""
    return sum(not other.speech and other.passage.words >= LONG for other in kept)


def _neighbours(one: Alignment, two: Alignment) -> bool:
    """Whether two passages follow one another closely, in the same order, on both sides."""
    first, following = (one, two) if one.left < two.left else (two, one)
    gaps = following.left[0] - first.left[1], following.right[0] - first.right[1]
    return all(-STEP <= gap <= NEAR for gap in gaps)


def second(passage: Alignment, better: Sequence[Alignment]) -> bool:
    """Whether both sides are already accounted for by better passages."""
    left = max((_held(passage.left, other.left) for other in better), default=0.0)
    right = max((_held(passage.right, other.right) for other in better), default=0.0)
    return min(left, right) >= SECOND


def _held(place: tuple[int, int], other: tuple[int, int]) -> float:
    return max(0, min(place[1], other[1]) - max(place[0], other[0])) / (place[1] - place[0])
