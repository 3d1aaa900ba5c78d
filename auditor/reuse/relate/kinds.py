"""What kind of reuse a passage is, and how sure it is that it is reuse at all."""

from __future__ import annotations

import math

from auditor.model import Edit, Kind, Reading, Span
from auditor.reuse.relate.formulas import is_contact, is_formula, is_slogan
from auditor.reuse.relate.passage import Passage
from auditor.reuse.relate.rarity import is_one_word, is_reworded, rarer_side

QUOTED = 0.5  # least share of words inside quotation marks on either side
SWAPS = 2  # synonym swaps that make a passage spun,
SWAP_RATE = 0.08  # as a share of its words
# A text reworded with words that no dictionary lists together is spun all the same if so many words
IN_PLACE = 6
IN_PLACE_RATE = (
    0.12  # and so large a share of all gave way one for one (a spinner's heavy setting: .13 to .21, light: .04),
)
# or, where one side has the rarer words throughout, so many and so large a share (its medium setting: .06 to .10),
LONG_RUN, LONG_RATE, RARER = 15, 0.06, 0.2
LISTED = 0.2  # so many of them to synonyms (the same: .17 and more),
OTHERWISE = 1.5  # and few words changed in other ways for each: an editor cuts and recasts
SUMMARY_RATIO = 2.5  # a summary's original is at least so much longer
# Bias and weights of score (nats) and evidence, set so that the weakest passages reported come out near
# the nine in ten that proved right among pairs of articles about one event.
CONFIDENCE = (1.2, 0.05, 0.06)


def kind_of(passage: Passage, changes: tuple[Edit, ...], quoted: tuple[float, float]) -> Kind:
    """The kind of reuse, strongest reading first."""
    path = passage.alignment
    if (
        _covered(passage.sides.left.reading, passage.left_span) > 0.5
        and _covered(passage.sides.right.reading, passage.right_span) > 0.5
    ):
        return Kind.BOILERPLATE
    if is_contact(passage):
        return Kind.BOILERPLATE
    if min(quoted) >= QUOTED and max(quoted) >= 0.6:
        return Kind.COMMON if is_slogan(passage) else Kind.QUOTATION
    if path.method == "grown" and is_formula(passage):
        return Kind.COMMON
    longer = max(path.left[1] - path.left[0], path.right[1] - path.right[0])
    if path.method == "summary" or longer > SUMMARY_RATIO * path.words:
        return Kind.SUMMARY
    swaps = sum(change.synonym for change in changes)
    if swaps >= SWAPS and (swaps >= SWAP_RATE * path.words or _reworded_in_place(changes, swaps, path.words)):
        return Kind.SPUN
    if not changes or path.similarity >= 0.97:
        return Kind.VERBATIM
    return Kind.EDITED if path.similarity >= 0.6 else Kind.PARAPHRASE


def _reworded_in_place(changes: tuple[Edit, ...], swaps: int, words: int) -> bool:
    """Whether many words of meaning gave way one for one, and little else changed."""
    pairs = sum(is_reworded(change) for change in changes)
    others = sum(
        max(len(change.before.split()), len(change.after.split())) for change in changes if not is_one_word(change)
    )
    many = pairs >= max(IN_PLACE, IN_PLACE_RATE * words) or (
        pairs >= max(LONG_RUN, LONG_RATE * words) and abs(rarer_side(changes)) >= RARER
    )
    return many and swaps >= LISTED * pairs and others <= OTHERWISE * pairs


def _covered(reading: Reading, span: Span) -> float:
    """Share of *span* that is template residue."""
    return sum(span.overlap(residue.span) for residue in reading.residue) / max(1, len(span))


def confidence_of(passage: Passage) -> float:
    """Probability that the passage is shared and not chance, from score and evidence."""
    bias, per_nat, per_weight = CONFIDENCE
    path = passage.alignment
    return round(1 / (1 + math.exp(-(bias + per_nat * path.score + per_weight * path.evidence))), 4)
