"""Negations that one copy has and the other lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.model import Document
from auditor.reuse.align import Step
from auditor.reuse.relate.edits import paired
from auditor.reuse.relate.lexicon import listed, words
from auditor.reuse.relate.opposites import contrary, opposite
from auditor.reuse.relate.passage import Passage, in_place
from auditor.reuse.relate.wordings import same_word

NEGATORS, FUNCTION = words("negators"), words("function")
# Words that deny without a negator: "did not agree" and "refused to agree" say the same.
DENIALS = words("denials")
REFUSALS = words("refusals")  # what denies the verb that follows its "to"
SIDING = listed("siding")
PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
LONGEST = 6  # words of a refusal: "has so far refused to support"
BESIDE = 4  # words within which both opposites may stand: "killed or wounded", "men and women"
AROUND = 4  # steps of a sentence told from the other side
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


def turned_around(passage: Passage) -> Iterator[tuple[int, Step]]:
    """The words, with the number of their step, that one side has and the other the opposite of."""
    left, right = passage.left, passage.right
    for number, step in enumerate(passage.alignment.steps):
        if not in_place(passage, number) or not _as_many(passage, step):
            continue
        if _changed_places(passage, number):
            continue
        for part in paired(step, left, right):
            if part.a1 - part.a0 != 1 or part.b1 - part.b0 != 1:
                continue
            one, two = left.tokens.words[part.a0], right.tokens.words[part.b0]
            ours = *left.tokens.words[step.a0 : part.a0], *left.tokens.words[part.a1 : step.a1]
            theirs = *right.tokens.words[step.b0 : part.b0], *right.tokens.words[part.b1 : step.b1]
            if any(map(_denies, ours)) != any(map(_denies, theirs)):
                continue  # "failed to win" is "lost"
            both = _stands_beside(left, part.a0, two) and _stands_beside(right, part.b0, one)
            taken = {one, two} == {"for", "against"} and part.a0 > 0 and _among(left.tokens.words[part.a0 - 1], SIDING)
            if not both and (taken or opposite(one, two) or contrary(one, two)):
                yield number, part


def _changed_places(passage: Passage, number: int) -> bool:
    """Whether a word of meaning near step *number* stands on its other side in the other text: one sold, one bought."""
    steps = passage.alignment.steps[max(0, number - AROUND) : number + AROUND + 1]
    ours, theirs = (
        [
            {word for word in document.tokens.words[first:last] if word not in FUNCTION}
            for first, last in (
                (step.a0, step.a1) if document is passage.left else (step.b0, step.b1) for step in steps
            )
        ]
        for document in (passage.left, passage.right)
    )
    changed = [place for place, step in enumerate(steps) if step.op != "equal"]
    return any(not ours[one].isdisjoint(theirs[two]) for one in changed for two in changed)


def _stands_beside(document: Document, place: int, word: str) -> bool:
    return _among(word, document.tokens.words[max(0, place - BESIDE) : place + BESIDE + 1])


def refused(passage: Passage) -> Iterator[tuple[int, Step]]:
    """The steps, with their numbers, whose one side refuses or fails to do what the other does."""
    path = passage.alignment.steps
    for number, step in enumerate(path):
        if step.op == "equal" or not _between_equals(path, number):
            continue
        ours, theirs = (passage.left, step.a0, step.a1), (passage.right, step.b0, step.b1)
        if _refuses(*ours, *theirs) or _refuses(*theirs, *ours):
            yield number, step


def _refuses(document: Document, first: int, last: int, other: Document, begins: int, ends: int) -> bool:
    """Whether words *first* up to *last* refuse what the other document's words, and the one after, say was done."""
    words, there = document.tokens.words, other.tokens.words
    if last - first > LONGEST or ends - begins > LONGEST or any(map(_denies, there[max(0, begins - 2) : ends + 2])):
        return False
    for place in range(first, min(last, len(words) - 2)):
        if words[place] in REFUSALS and words[place + 1] == "to":
            done = [at for at in range(begins, min(ends + 1, len(there))) if same_word(words[place + 2], there[at])]
            return bool(done) and there[done[0] - 1] != "to"  # they tried to, and failed
    return False


def _undone(passage: Passage, step: Step) -> bool:
    """Whether what is denied is the opposite of the other side's word, or itself a denial: "not illegal", "legal"."""
    ours, theirs = passage.left.tokens.words[step.a0 : step.a1], passage.right.tokens.words[step.b0 : step.b1]
    if any(opposite(one, two) for one in ours for two in theirs):
        return True
    side, other = (ours, theirs) if any(map(_is_negator, ours)) else (theirs, ours)
    return any(_denies(word) and not _is_negator(word) and not _among(word, other) for word in side)


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
    opposed = (
        passage.left.tokens.words[step.a0 : step.a1] if on_right else passage.right.tokens.words[step.b0 : step.b1]
    )
    if any(_denies(word) and not _among(word, opposed) for a, b in places for word in document.tokens.words[a:b]):
        return True
    first, last = (step.b0, step.b1) if on_right else (step.a0, step.a1)
    near = document.tokens.words[max(0, first - 2) : last + 3]
    return not DENYING_PAIRS.isdisjoint(pairwise(near))


def negators(document: Document, first: int, last: int) -> list[str]:
    """The words that deny among those from *first* up to *last*."""
    return [word for word in document.tokens.words[first:last] if _is_negator(word)]


def _is_negator(word: str) -> bool:
    return word in NEGATORS or word.endswith("n't")


def _denies(word: str) -> bool:
    return _is_negator(word) or word in DENIALS or (word.startswith(PREFIXES) and len(word) > 5)


def _among(word: str, others: Sequence[str]) -> bool:
    return any(same_word(word, other) for other in others)


def _tight(path: Sequence[Step], number: int, step: Step) -> bool:
    """Whether the change is small and stands between words equal on both sides."""
    return max(step.a1 - step.a0, step.b1 - step.b0) <= 3 and _between_equals(path, number)


def _between_equals(path: Sequence[Step], number: int) -> bool:
    return 0 < number < len(path) - 1 and path[number - 1].op == path[number + 1].op == "equal"
