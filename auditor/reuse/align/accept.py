"""Whether a chain of shared words is a passage: how likely reuse is, given what it shares.

Two logistic regressions, mixed by how far both articles are about one thing. The first is computed
by ``tests/bench/fit_news.py``: sentences of reworded copies planted in other articles against what
unrelated articles, and articles of different outlets about one event, share by chance, topic or
stock phrase. The second rests on 375 passages of articles about one event (``tests/bench/kindred.py``)
and on the planted ones: two reports of one event state the same facts in much the same
words, so that there the longest stretch of equal words tells more than how many words are shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from auditor.reuse.align.profiles import Profile
from auditor.reuse.align.record import Alignment, Step

# Bias and weights of evidence, surprise (nats), log of words, and words out of step per word.
WEIGHTS = (-7.82, 0.119, 0.045, 2.27, -13.15)
# Among articles about one thing. A passage: bias and weights of surprise, nats of the longest stretch,
# log of words, words out of step per word, and words changed without another in their place per word.
KINDRED = (-1.95, 0.035, 0.042, -0.73, -3.94, -5.28)
# A quotation: bias and weights of the longest stretch's nats, the share of words changed and clean ends,
SPEECH = (-4.72, 0.115, -2.91, 0.72)
WHOLE = 20.0  # and least nats of the longest stretch of two whole quotations
STEP = 4  # an insertion or deletion is so many words out of step at most
BAR = 0.0  # least log odds of a passage that stands alone
TOLD = 40.0  # and its least surprise in nats, where
SWAP = 4.0  # a word with a synonym in its place adds so many
QUOTED = 24.0  # least surprise of a shared quotation,
RAMBLING = -6.5  # and its least log odds
# Where one passage was copied another is likelier. Log odds
REWORDED = 0.75  # for each synonym in the other passages, speech too, where these hold
SWAPS = 4  # so many or more,
RATE = 0.075  # as a share of their words,
MOST = 6  # counting so many;
COPIED = 0.5  # for each other passage that is no speech and has
LONG = 12  # so many words or more,
PARTNERS = 3  # counting so many;
HEARD = 0.5  # for each other quotation, where this is speech on either side:
HEARINGS = 4  # both heard the same speech, counting so many
NEIGHBOUR = 1.5  # and for one near it on both sides,
NEAR = 40  # within so many words
BESIDE = 4  # two parts of one passage lie so many words apart at most; so many chains
JOINED = 64  # are looked at for it
SPOKEN = 8.0  # nats of surprise a quotation may then lack,
RELIEF = 1.5  # and of score two whole quotations that say the same
SECOND = 0.7  # a passage covered so far by better ones on both sides is left out


Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chain that may be a passage."""

    passage: Alignment
    words: int  #: of the chain, on the shorter side
    spoken: float  #: nats of the shared wording,
    longest: float  #: of its longest stretch of equal words,
    surprise: float  #: and of all of it where names and headings say less
    speech: bool  #: whether it stands inside quotation marks on both sides,
    reported: bool  #: or partly on either
    ends: int  #: of the four ends, those where a sentence or a quotation begins or ends
    swapped: int  #: words with a synonym in their place
    core: tuple[Place, Place]  #: the words of the chain on both sides, its ends not yet moved

    @property
    def uneven(self) -> int:
        """Words by which the two sides fall out of step; speech may be shortened."""
        uneven = 0
        for step in self.passage.steps:
            ours, theirs = step.a1 - step.a0, step.b1 - step.b0
            cut = self.speech and min(ours, theirs) == 0
            uneven += min(1 if cut else STEP, abs(ours - theirs))
        return uneven

    @property
    def loose(self) -> float:
        """Share of the words that are changed and have no single word in their place."""
        path = self.passage
        return max(0.0, 1.0 - path.similarity - facing(path.steps) / self.length)

    @property
    def length(self) -> float:
        """Mean words of both sides."""
        left, right = self.passage.left, self.passage.right
        return (left[1] - left[0] + right[1] - right[0]) / 2


def facing(path: Sequence[Step]) -> int:
    """Replaced words that stand one for one, as in a text reworded word by word."""
    pairs = ((step.a1 - step.a0, step.b1 - step.b0) for step in path if step.op == "replace")
    return sum(min(rows, cols) for rows, cols in pairs if abs(rows - cols) <= 1)


def log_odds(parts: Sequence[Candidate], kindred: float = 0.0) -> float:
    """Natural log odds that chains next to one another are one reuse, all else aside.

    Each chain after the first is out of step with the one before. *kindred* says how far both
    articles are about one thing, 0 to 1.
    """
    return (1.0 - kindred) * _apart_odds(parts) + (kindred and kindred * _kindred_odds(parts))


def _kindred_odds(parts: Sequence[Candidate]) -> float:
    """Log odds among articles about one thing."""
    bias, surprise, longest, words, out_of_step, loose = KINDRED
    length = sum(part.length for part in parts)
    uneven = sum(part.uneven for part in parts) + STEP * (len(parts) - 1)
    return (
        bias
        + surprise * sum(part.surprise for part in parts)
        + longest * max(part.longest for part in parts)
        + words * log(1 + sum(part.words for part in parts))
        + out_of_step * uneven / length
        + loose * sum(part.loose * part.length for part in parts) / length
    )


def _apart_odds(parts: Sequence[Candidate]) -> float:
    """Log odds among articles about different things."""
    bias, evidence, surprise, words, out_of_step = WEIGHTS
    uneven = sum(part.uneven for part in parts) + STEP * (len(parts) - 1)
    return (
        bias
        + evidence * sum(part.passage.evidence for part in parts)
        + surprise * sum(part.surprise for part in parts)
        + words * log(1 + sum(part.words for part in parts))
        + out_of_step * uneven / sum(part.length for part in parts)
    )


def accepted(drafts: Sequence[Candidate], profile: Profile, kindred: float = 0.0, heard: int = 0) -> list[Candidate]:
    """The passages among *drafts*, best first: those that stand alone, then those that others support.

    *kindred* says how far both articles are about one thing, 0 to 1; *heard* counts whole quotations
    that both print.
    """
    kept: list[Candidate] = []
    waiting: list[Candidate] = []
    for draft in drafts:
        told = draft.surprise + SWAP * draft.swapped >= TOLD
        if not (
            _is_quotation(draft, profile, kindred, QUOTED, 0.0) or (told and _is_passage(draft, profile, kindred, BAR))
        ):
            waiting.append(draft)
        elif not second(draft.passage, [other.passage for other in kept]):
            kept.append(draft)
    first = tuple(kept)
    together = _joint(waiting[:JOINED], profile, kindred)
    for draft in waiting:
        spoken = QUOTED - SPOKEN if copied(first) else QUOTED
        speeches = heard + sum(other.speech for other in kept)
        bonus = support(draft, first) + HEARD * draft.reported * min(HEARINGS, speeches)
        supported = (
            draft in together
            or _is_quotation(draft, profile, kindred, spoken, bonus)
            or (bonus > 0 and _is_passage(draft, profile, kindred, BAR - bonus))
        )
        if supported and not second(draft.passage, [other.passage for other in kept]):
            kept.append(draft)
    return kept


def _joint(waiting: Sequence[Candidate], profile: Profile, kindred: float) -> set[Candidate]:
    """Chains too weak alone that with a chain beside them, in either order, make a passage in two parts."""
    found: set[Candidate] = set()
    for number, one in enumerate(waiting):
        for two in waiting[:number]:
            if min(one.words, two.words) < profile.min_quoted or log_odds([one, two], kindred) < BAR:
                continue
            if _beside(one, two):
                found |= {one, two}
    return found


def _beside(one: Candidate, two: Candidate) -> bool:
    """Whether two chains lie side by side on both sides, in whatever order."""
    return all(_apart(*places) for places in zip(one.core, two.core, strict=True))


def _apart(one: Place, two: Place) -> bool:
    """Whether two ranges lie side by side, a few words apart at most."""
    gap = max(one[0], two[0]) - min(one[1], two[1])
    return -1 <= gap <= BESIDE


def _is_passage(draft: Candidate, profile: Profile, kindred: float, bar: float) -> bool:
    enough = draft.words >= profile.min_words and draft.passage.evidence >= profile.evidence
    return enough and log_odds([draft], kindred) >= bar


def _is_quotation(draft: Candidate, profile: Profile, kindred: float, spoken: float, bonus: float) -> bool:
    """Whether it is a shared quotation, which may be shorter than another passage."""
    bias, longest, changed, ends = SPEECH
    alike = bias + longest * draft.longest + changed * (1 - draft.passage.similarity) + ends * draft.ends + bonus
    return (
        draft.speech
        and draft.passage.score >= profile.score_quoted
        and draft.passage.evidence >= profile.evidence_quoted
        and draft.spoken >= spoken
        and log_odds([draft]) >= RAMBLING - bonus
        and kindred * alike >= 0
    )


def support(draft: Candidate, kept: Sequence[Candidate]) -> float:
    """Log odds that the other passages of the pair lend to *draft*."""
    near = any(_neighbours(draft.passage, other.passage) or _beside(draft, other) for other in kept)
    return reworded(kept) + COPIED * min(PARTNERS, copied(kept)) + NEIGHBOUR * near


def reworded(kept: Sequence[Candidate]) -> float:
    """Log odds that a pair whose passages are full of synonyms lends to another passage of it."""
    swapped, words = sum(other.swapped for other in kept), sum(other.words for other in kept)
    return REWORDED * min(MOST, swapped) if swapped >= max(SWAPS, RATE * words) else 0.0


def relief(kept: Sequence[Candidate]) -> float:
    """Nats by which two whole quotations that say the same may fall short where other text was copied."""
    return RELIEF if copied(kept) else 0.0


def copied(kept: Sequence[Candidate]) -> int:
    """How many passages show that text was copied, not that both heard the same speech."""
    return sum(not other.speech and other.passage.words >= LONG for other in kept)


def _neighbours(one: Alignment, two: Alignment) -> bool:
    """Whether two passages lie close to one another on both sides."""
    return all(
        max(place[0], other[0]) - min(place[1], other[1]) <= NEAR
        for place, other in ((one.left, two.left), (one.right, two.right))
    )


def second(passage: Alignment, better: Sequence[Alignment]) -> bool:
    """Whether both sides are already accounted for by better passages."""
    left = max((_held(passage.left, other.left) for other in better), default=0.0)
    right = max((_held(passage.right, other.right) for other in better), default=0.0)
    return min(left, right) >= SECOND


def _held(place: Place, other: Place) -> float:
    return max(0, min(place[1], other[1]) - max(place[0], other[0])) / (place[1] - place[0])
