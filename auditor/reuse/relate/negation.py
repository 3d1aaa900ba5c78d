"""Negations that one copy has and the other lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.model import Document
from auditor.reuse.align import Step
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.opposites import opposite
from auditor.reuse.relate.passage import Passage

NEGATORS = words("negators")
# Words that deny without a negator: "did not agree" and "refused to agree" say the same.
DENIALS = words("denials")
PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
NEARBY = 6  # words within which "I do not think it should" is "I think it should not"
# "Has yet to decide" is "has not decided", "out of danger" is "in no danger".
DENYING_PAIRS = {("yet", "to"), ("far", "from")} | {(word, "of") for word in ("out", "free", "clear", "short")}


def lost_negations(passage: Passage) -> Iterator[tuple[int, Step]]:
    """The steps, with their numbers and in order, whose one side denies what the other side asserts."""
    path = passage.alignment.steps
    for number, step in enumerate(path):
        if step.op == "equal":
            continue
        left = bool(negators(passage.left, step.a0, step.a1))
        right = bool(negators(passage.right, step.b0, step.b1))
        if left == right or not _tight(path, number, step) or _as_many(passage, step) or _undone(passage, step):
            continue
        around = path[max(0, number - 2) : number + 3]
        if not _denied_elsewhere(passage, around, step, on_right=left):
            yield number, step


def one_sided_negations(passage: Passage) -> Iterator[Step]:
    """The small steps between equal words whose one side alone has a negator, and the other none nearby.

    Within quotation marks that alters what was said, in whatever words else the other side may deny.
    """
    path = passage.alignment.steps
    for number, step in enumerate(path):
        if step.op == "equal" or not _tight(path, number, step):
            continue
        left = bool(negators(passage.left, step.a0, step.a1))
        if left == bool(negators(passage.right, step.b0, step.b1)):
            continue
        around = [near for near in path[max(0, number - 2) : number + 3] if near.op != "equal"]
        places = [(near.b0, near.b1) if left else (near.a0, near.a1) for near in around]
        here = step.b0 if left else step.a0
        document = passage.right if left else passage.left
        if not any(negators(document, a, b) for a, b in places if a - NEARBY <= here <= b + NEARBY):
            yield step


def _undone(passage: Passage, step: Step) -> bool:
    """Whether the opposite of the other side's word is denied: "not illegal", "legal"."""
    ours, theirs = passage.left.tokens.words[step.a0 : step.a1], passage.right.tokens.words[step.b0 : step.b1]
    return any(opposite(one, two) for one in ours for two in theirs)


def _as_many(passage: Passage, step: Step) -> bool:
    """Whether both sides deny as often close by, in aligned words or beyond them: "without any", "was not with a"."""
    ours = negators(passage.left, max(0, step.a0 - NEARBY), step.a1 + NEARBY)
    theirs = negators(passage.right, max(0, step.b0 - NEARBY), step.b1 + NEARBY)
    return len(ours) == len(theirs)


def _denied_elsewhere(passage: Passage, around: Sequence[Step], step: Step, *, on_right: bool) -> bool:
    """Whether the side without the negator denies in other words close by."""
    document = passage.right if on_right else passage.left
    here = step.b0 if on_right else step.a0
    places = [(near.b0, near.b1) if on_right else (near.a0, near.a1) for near in around if near.op != "equal"]
    places = [(a, b) for a, b in places if a - NEARBY <= here <= b + NEARBY]
    if any(_denies(word) for a, b in places for word in document.tokens.words[a:b]):
        return True
    first, last = (step.b0, step.b1) if on_right else (step.a0, step.a1)
    near = document.tokens.words[max(0, first - 2) : last + 3]
    return not DENYING_PAIRS.isdisjoint(pairwise(near))


def negators(document: Document, first: int, last: int) -> list[str]:
    """The words that deny among those from *first* up to *last*."""
    return [word for word in document.tokens.words[first:last] if word in NEGATORS or word.endswith("n't")]


def _denies(word: str) -> bool:
    return word in NEGATORS or word in DENIALS or word.endswith("n't") or (word.startswith(PREFIXES) and len(word) > 5)


def _tight(path: Sequence[Step], number: int, step: Step) -> bool:
    """Whether the change is small and stands between words equal on both sides."""
    if not 0 < number < len(path) - 1 or max(step.a1 - step.a0, step.b1 - step.b0) > 3:
        return False
    return all(near.op == "equal" for near in (path[number - 1], path[number + 1]))
