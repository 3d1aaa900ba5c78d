"""Shared and altered quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import Document, Quotation, Relation
from auditor.reuse.align import Step
from auditor.reuse.relate.agreement import same
from auditor.reuse.relate.facing import Facing, facing, other_end, quoted_share, realigned, steps_between
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.masks import stands_for, unmasked
from auditor.reuse.relate.measures import quantities
from auditor.reuse.relate.negation import negators, one_sided_negations
from auditor.reuse.relate.numerals import SCALES
from auditor.reuse.relate.numerals import WORDS as ONES
from auditor.reuse.relate.occasion import is_copy, one_occasion
from auditor.reuse.relate.passage import Passage, words_span
from auditor.reuse.relate.quantities import Quantity
from auditor.reuse.relate.sides import name_words
from auditor.reuse.relate.wordings import same_name, same_word

KEPT = 0.4  # least share of equal words for two quotations to be one,
FACED = 0.6  # and of words, equal or in place of one another, of the whole shorter quotation
# One utterance, not two that share a phrase, shows in who speaks; where nobody tells, in so many equal words,
ALIKE, MEANT, NEARLY = 8, 5, 0.8  # with a meaning of their own, and of the longer side;
AROUND = 3  # or in equal words outside the quotation: phrases come alone.
RECAST, RECAST_SHARE = 2, 0.15  # Words turned otherwise, not just replaced: more, and it is another translation
PHRASE, WORDS = 6, 3  # Fewer equal words are a phrase that may be said twice, and even less is none;
CLOSELY = 0.2  # unless one person says it in two reports so much alike (one in three of one day are);
LONG = 12  # so many, by one speaker, are one utterance even if told again much later
# A whole quotation of which every word of meaning is a synonym, so many at least, is that quotation reworded.
SWAPPED = 2
COPIED = 8  # With so many the quotation came with a copied text, other parts of which may be aligned apart
_FUNCTION = words("function")
_MUST, _MAY = frozenset({"must"}), frozenset({"may", "might", "can", "could"})
NUMERALS = frozenset({*ONES, *SCALES}) - {"one", "k", "m", "mn", "bn", "tn"}  # compared as quantities


def altered_quotations(passage: Passage) -> Iterator[Relation]:
    """Quotations printed on both sides whose content words differ inside the marks.

    Shortening, editorial brackets, ellipses, function words, inflection, case and spelling are
    legitimate and give nothing.
    """
    faces = list(facing(passage))
    if not faces:
        return
    persons = passage.sides.left.persons, passage.sides.right.persons
    negations = list(one_sided_negations(passage))
    shared = sum(step.a1 - step.a0 for step in passage.alignment.steps if step.op == "equal")
    for face in faces:
        one, two = face.one.quotation, face.two.quotation
        if not _two_people(_named(one.speaker, persons[0]), _named(two.speaker, persons[1])):
            found = _altered(passage, face, negations, shared)
            if found is not None:
                yield found


def _one_utterance(one: Quotation, two: Quotation, equal: int, content: int, length: int) -> bool:
    """Whether the same person speaks, or the words both share are too many of the *length* for two occasions."""
    ours, theirs = name_words(one.speaker), name_words(two.speaker)
    if ours and theirs:
        return any(same_name(x, y) for x in ours for y in theirs)
    return equal >= max(ALIKE, NEARLY * length) and content >= MEANT


def _two_people(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether both speakers are persons with a name, and no word of one name is in the other."""
    return bool(ours and theirs) and not any(same_name(x, y) for x in ours for y in theirs)


def _named(speaker: str, persons: frozenset[str]) -> Sequence[str]:
    """The words of a person's name; a single word, as Moscow, is one if the article has it in a longer name."""
    found = name_words(speaker)
    return [] if len(found) == 1 and found[0] not in persons else found


def _altered(passage: Passage, face: Facing, negations: Sequence[Step], shared: int) -> Relation | None:
    left, right = passage.left, passage.right
    face = other_end(face, left, right)
    equal, first, last = len(face.equal), face.first, face.last
    content = sum(is_content(left.tokens.words[i]) for i, _ in face.equal)
    changed = faced = 0
    for ours, theirs in face.changes:
        changed += _changes(left, right, ours, theirs) or _other_figure(left, right, ours, theirs)
        faced += min(len(ours), len(theirs))
    skip_left, skip_right = face.one.bracketed, face.two.bracketed
    denied = [step for step in steps_between(negations, face) if not _in(step, skip_left, skip_right)]
    if sorted(negators(left, first[0], last[0] + 1)) == sorted(negators(right, first[1], last[1] + 1)):
        denied = []  # both deny as often: in a list of like sentences another one may stand opposite
    changed += len(denied)
    shorter = min(face.one.begins - len(skip_left), face.two.begins - len(skip_right))
    if not changed or equal < max(2, KEPT * (equal + changed)):
        return None
    if not denied and not any(
        _changes(left, right, *change) or _other_figure(left, right, *change) for change in realigned(face, left, right)
    ):
        return None
    length = max(last[0] - first[0], last[1] - first[1]) + 1
    around = shared - equal
    if around < COPIED and equal + faced < FACED * shorter:
        return None
    if passage.alignment.method == "quoted" and changed >= SWAPPED:
        if not one_occasion(passage):
            return None
    elif not (
        (around >= AROUND or _one_utterance(face.one.quotation, face.two.quotation, equal, content, length))
        and _one_source(passage, face, changed, length)
    ):
        return None
    spans = left.tokens.span(first[0], last[0] + 1), right.tokens.span(first[1], last[1] + 1)
    return Relation(
        "altered-quotation",
        *spans,
        left.article.text[slice(spans[0].start, spans[0].end)],
        right.article.text[slice(spans[1].start, spans[1].end)],
    )


def _one_source(passage: Passage, face: Facing, changed: int, length: int) -> bool:
    """Whether both print one wording of one occasion, and not two translations or two speeches of like words.

    *changed* of the *length* words both have face to face are other words of meaning.
    """
    steps = steps_between(passage.alignment.steps, face)
    recast = sum(_width(step) for step in steps if step.op != "equal") - changed
    if recast > max(RECAST, RECAST_SHARE * length):
        return False
    equal = len(face.equal)
    named = all(name_words(side.quotation.speaker) for side in (face.one, face.two))
    if is_copy(passage) or (named and equal >= max(LONG, NEARLY * length)):
        return True
    if equal >= PHRASE:
        return one_occasion(passage)
    return named and equal >= WORDS and recast <= 0 and one_occasion(passage, CLOSELY)


def _width(step: Step) -> int:
    """How many words a step recasts; words left out, or put in by an editor, are one cut however many they are."""
    width = max(step.a1 - step.a0, step.b1 - step.b0)
    return width if step.op == "replace" else min(1, width)


def _in(step: Step, skip_left: frozenset[int], skip_right: frozenset[int]) -> bool:
    """Whether the words of a step were put in by an editor."""
    return not (skip_left.isdisjoint(range(step.a0, step.a1)) and skip_right.isdisjoint(range(step.b0, step.b1)))


def _changes(left: Document, right: Document, ours: list[int], theirs: list[int]) -> int:
    """How many content words of one side have no counterpart among those facing them."""
    one = [left.tokens.words[i] for i in ours]
    two = [right.tokens.words[j] for j in theirs]
    if "".join(one).replace("-", "") == "".join(two).replace("-", ""):
        return 0  # written apart, together or with a hyphen
    if _allows(left, ours, one, two) or _allows(right, theirs, two, one):
        return 1
    one, two = unmasked(left, ours, right, theirs)
    lost = [w for w in one if is_content(w) and not any(_one_word(w, v) for v in two)]
    new = [w for w in two if is_content(w) and not any(_one_word(w, v) for v in one)]
    return min(len(lost), len(new))


def _allows(document: Document, places: Sequence[int], here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether one word of what must be done says here that it may: not so in "may not", which forbids as well."""
    alone = len(here) == len(there) == 1 and here[0] in _MAY and there[0] in _MUST
    return alone and not negators(document, places[0], places[0] + 3)


def _one_word(one: str, two: str) -> bool:
    """Whether two words are one: forms, spellings, names, or a long word with a letter dropped in typing."""
    if same_word(one, two) or same_name(one, two) or stands_for(one, two):
        return True
    short, long = sorted((one, two), key=len)
    if long == short + "e":
        return True  # aid and aide: a slip of the pen
    if len(short) < 7 or len(long) != len(short) + 1 or short[0] != long[0]:
        return False
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[at:] == long[at + 1 :]


def _other_figure(left: Document, right: Document, ours: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether numbers stand against each other, in figures or in words, and none is the same."""
    one, two = _figures(left, ours), _figures(right, theirs)
    return bool(one and two) and not any(same(x, y) for x in one for y in two)


def _figures(document: Document, places: Sequence[int]) -> list[Quantity]:
    """The quantities that begin among the words *places*, with a magnitude that follows them."""
    starts = words_span(document, places[0], places[-1] + 1)
    wider = words_span(document, places[0], min(len(document.tokens), places[-1] + 3))
    return [q for q in quantities(document.article.text, wider.start, wider.end) if q.span.start < starts.end]


def is_content(word: str) -> bool:
    """Whether *word* carries meaning of its own."""
    return word not in _FUNCTION and word not in NUMERALS and not word[0].isdigit()


def quoted_shares(passage: Passage) -> tuple[float, float]:
    """Shares of each side's words inside quotation marks."""
    path = passage.alignment
    return (
        quoted_share(passage.sides.left, *path.left),
        quoted_share(passage.sides.right, *path.right),
    )


def speaker(passage: Passage) -> str:
    """Who is quoted: the first name either side gives, the longer where both give one."""
    names = [
        quotation.speaker
        for side, ends in (
            (passage.sides.left, passage.alignment.left),
            (passage.sides.right, passage.alignment.right),
        )
        for quotation in side.quotations(*ends)
        if quotation.speaker
    ]
    return max(names, key=lambda name: (name[:1].isupper(), len(name)), default="")
