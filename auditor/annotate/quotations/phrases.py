"""Find who a verb of speech belongs to: noun phrases before and after it, on tokens.

Rules in the manner of Krestel, Bergler & Witte (2008, "Minding the source: automatic tagging of
reported speech in newspaper articles"): no parser, only capitals, breaks and closed word classes.
"""

from __future__ import annotations

from typing import NamedTuple

from auditor.annotate.quotations.verbs import STRONG, finite_verbs
from auditor.annotate.quotations.word_classes import word_class
from auditor.model import Tokens

PRONOUNS = word_class("pronouns")
PERSONAL = word_class("personal")
_DETERMINERS = word_class("determiners")
_PREPOSITIONS = word_class("prepositions")
_NOUNS = word_class("nouns")
_TIMES = word_class("times")
_LINKS = word_class("links")
_SKIPPED = word_class("skipped")
_PASSIVE = word_class("passive")
_CLAUSE_STARTS = word_class("clause-starts")
_DAYS = word_class("days")
_BARE_HEADS = word_class("bare-heads")
_ABBREVIATED = word_class("abbreviated")


class Words(NamedTuple):
    """The tokens of an article as plain lists: indexing them in loops is what this package does."""

    words: tuple[str, ...]
    starts: list[int]
    ends: list[int]
    breaks: list[int]
    capital: list[bool]

    @classmethod
    def of(cls, tokens: Tokens) -> Words:
        """Lists of the arrays of *tokens*, with the full stop of "Mr." no longer a break."""
        breaks = tokens.breaks.tolist()
        for index, word in enumerate(tokens.words):
            if breaks[index] == 3 and word.rstrip(".") in _ABBREVIATED:
                breaks[index] = 0
            elif breaks[index] == 3 and index and tokens.words[index - 1] in {"d", "r"}:
                breaks[index] = 1  # "Jane Roe, D-Calif., said"
        return cls(tokens.words, tokens.starts.tolist(), tokens.ends.tolist(), breaks, tokens.capital.tolist())


class Phrase(NamedTuple):
    """Tokens *first* up to, not including, *last*."""

    first: int
    last: int


def is_speech_verb(words: Words, index: int, low: int) -> int:
    """STRONG, WEAK or 0: whether token *index* is a finite verb of speech with a subject about."""
    word = words.words[index]
    strength = finite_verbs().get(word, 0)
    if not strength or (words.capital[index] and index > low and words.breaks[index - 1] < 3):
        return 0
    if index == low:
        return strength if word[-1] in "ds" or strength == STRONG else 0
    before = words.words[index - 1]
    if before in _SKIPPED and index - 2 >= low and words.words[index - 2] in _PASSIVE:
        return 0
    if before in _PASSIVE or before in _PREPOSITIONS or before in _DETERMINERS or before.endswith(("'s", "’s")):
        return 0
    if word in _NOUNS and not (
        before in PRONOUNS
        or (word[-1] == "s" and words.breaks[index] >= 3)
        or (
            words.capital[index - 1]
            and words.breaks[index - 1] == 0
            and index + 1 < len(words.words)
            and words.words[index + 1] not in _PREPOSITIONS - {"in"}
        )
    ):
        return 0
    base = not word.endswith(("s", "d")) and word not in {"wrote", "spoke", "held", "swore", "thought", "saw", "taught"}
    if base and not (
        before in {"they", "we", "i", "you", "who", "people", "police", "also", "did", "do"}
        or (before[-1] == "s" and before not in _SKIPPED and not before.endswith("ss"))
    ):
        return 0
    return strength


def _run_left(words: Words, last: int, low: int) -> int:
    """First token of the capitalised run that ends at token *last*."""
    first = last
    while first > low and words.breaks[first - 1] == 0:
        if words.capital[first - 1] and words.words[first - 1] not in _DAYS:
            first -= 1
            continue
        step = first - 1
        while step > low and words.words[step] in _LINKS and words.breaks[step - 1] == 0 and first - step < 3:
            step -= 1
        if words.words[step + 1] in {"the", "a"}:
            break  # "told Lavrov the US …" joins two names
        if step < first - 1 and words.capital[step] and words.words[first - 1] in _LINKS:
            first = step
            continue
        break
    while first < last and words.words[first] in _CLAUSE_STARTS | _PREPOSITIONS | _DETERMINERS | _DAYS:
        first += 1
    return first


def _phrase_ending(words: Words, last: int, low: int) -> Phrase | None:
    """The noun phrase whose last token is *last*."""
    word = words.words[last]
    if word in PRONOUNS:
        return Phrase(last, last + 1)
    if word in _CLAUSE_STARTS or word in _PREPOSITIONS or word in _DETERMINERS or word in _PASSIVE:
        return None
    if words.capital[last] and word not in _DAYS:
        first = _run_left(words, last, low)
        if not (
            first - 2 >= low
            and words.words[first - 1] in {"in", "of", "at", "for"}
            and last - first < 3
            and words.breaks[first - 1] == 0
            and words.breaks[first - 2] == 0
        ):
            return Phrase(first, last + 1)
        head = _phrase_ending(words, first - 2, low)
        return Phrase(head.first, last + 1) if head is not None else Phrase(first, last + 1)
    return _common_noun_phrase(words, last, low)


def _common_noun_phrase(words: Words, last: int, low: int) -> Phrase | None:
    """The noun phrase in lower case whose last token is *last*: "a senior official", "officials in Bern"."""
    first = last
    while first > low and last - first < 9 and words.breaks[first - 1] == 0:
        before = words.words[first - 1]
        if before in _DETERMINERS:
            if first - 3 >= low and words.words[first - 2] in {"of", "for", "at"} and not words.breaks[first - 3]:
                head = _phrase_ending(words, first - 3, low)
                if head is not None:
                    return Phrase(head.first, last + 1)
            return Phrase(first - 1, last + 1)
        if before in _CLAUSE_STARTS or before in PRONOUNS or (before in finite_verbs() and before[-1] == "d"):
            break
        if before in _PREPOSITIONS and before not in {"of", "in", "for", "at", "from", "with", "on", "to"}:
            break
        first -= 1
    bare = next((i for i in range(first, last + 1) if words.words[i] in _BARE_HEADS), -1)
    if bare >= 0:
        while bare > first and words.words[bare - 1] not in _PREPOSITIONS:
            bare -= 1
        return Phrase(bare, last + 1)
    if words.capital[first] and last - first < 6 and words.words[last][-1] in "snrte":
        return Phrase(first, last + 1)
    return None


def subject_before(words: Words, verb: int, low: int) -> Phrase | None:
    """The subject of the verb at token *verb*, looking left no further than token *low*."""
    last = verb - 1
    while (
        last >= low
        and words.breaks[last] < 2
        and (words.words[last] in _SKIPPED or words.words[last].endswith("ly"))
        and not (words.capital[last] and words.words[last] in {"may", "will"})
    ):
        last -= 1
    if last > low and words.words[last] in _DAYS and words.breaks[last] < 2:
        last -= 2 if words.words[last - 1] in {"on", "in", "last", "this"} else 1
    if (
        last - 2 >= low
        and words.words[last] in _TIMES
        and words.words[last - 1] in {"this", "last", "same", "that", "the"}
    ):
        last -= (
            3 if words.words[last - 2] in {"at", "on", "in", "earlier", "late"} and words.breaks[last - 3] == 0 else 2
        )
    if last < low or words.breaks[last] >= 2:
        return None
    if words.breaks[last] == 1:
        return _past_apposition(words, last, low)
    word = words.words[last]
    if word == "who":
        return _phrase_ending(words, last - 1, low) if last > low else None
    if word in {"and", "but", "or", "then"}:
        return first_subject(words, low, last)
    return _phrase_ending(words, last, low)


def _past_apposition(words: Words, last: int, low: int) -> Phrase | None:
    """The subject of "Jane Roe, a spokeswoman for X, said": what stands before the first comma."""
    for index in range(last - 1, max(low - 1, last - 22), -1):
        if words.breaks[index] >= 2:
            return None
        if words.breaks[index] != 1:
            continue
        if words.words[max(low, index - 1)] in {"d", "r", "i"} and words.capital[max(low, index - 1)]:
            continue
        inside = all(words.capital[i] for i in range(index + 1, last + 1)) and last - index <= 4
        if inside and not words.capital[index]:
            return Phrase(index + 1, last + 1)
        phrase = _phrase_ending(words, index, low)
        if phrase is not None and not (phrase.last - phrase.first == 1 and words.words[index] in _DAYS):
            return phrase
        if inside:
            return Phrase(index + 1, last + 1)
    return _phrase_ending(words, last, low) if words.capital[last] else None


def first_subject(words: Words, low: int, high: int) -> Phrase | None:
    """The first noun phrase of a clause: a pronoun, a name, or what a determiner opens."""
    for index in range(low, high):
        word = words.words[index]
        if word in PERSONAL or word in {"i", "we"}:
            return Phrase(index, index + 1)
        if words.capital[index] and word not in _CLAUSE_STARTS | _PREPOSITIONS | _DETERMINERS | _DAYS:
            if index > low and words.words[index - 1] in _PREPOSITIONS and index - low < 3:
                continue
            last = index + 1
            while last < high and words.breaks[last - 1] == 0 and words.capital[last]:
                last += 1
            if index > low or last - index > 1 or last >= high or words.words[last] not in _DETERMINERS:
                return Phrase(index, last)
    return None


def subject_after(words: Words, verb: int, high: int) -> Phrase | None:
    """The inverted subject: "said Jane Roe", "said the group's director, Jane Roe"."""
    first = verb + 1
    if first >= high or words.breaks[verb] != 0:
        return None
    if words.words[first] in {"he", "she", "they"}:
        return Phrase(first, first + 1)
    last = first
    runs: list[Phrase] = []
    while last < high and last - first < 14:
        word = words.words[last]
        if word in {"that", "who", "which", "as", "adding", "when", "while", "after", "during", "about", "if"}:
            break
        if words.capital[last] and word not in _DAYS:
            begin = last
            while last + 1 < high and words.breaks[last] == 0 and _continues(words, last + 1, high):
                last += 1
            runs.append(Phrase(begin, last + 1))
        last += 1
        if words.breaks[last - 1] > 0:
            break
    named = [r for r in runs if words.words[r.first - 1] not in _PREPOSITIONS] or runs[:1]
    if named:
        return named[-1]
    if last > first and last < high and words.breaks[last - 1] == 1 and words.capital[last]:
        end = last + 1
        while end < high and words.breaks[end - 1] == 0 and words.capital[end]:
            end += 1
        return Phrase(last, end)
    if words.words[first] not in _DETERMINERS and words.words[first] not in _BARE_HEADS:
        return None
    end = first + 1
    while end < last and words.words[end] not in _PREPOSITIONS - {"of", "for", "at"}:
        end += 1
    return Phrase(first, end)


def _continues(words: Words, index: int, high: int) -> bool:
    """Whether token *index* carries a capitalised run on: a capital, or a link before one."""
    if words.capital[index]:
        return words.words[index] not in _DAYS
    return (
        words.words[index] in _LINKS - {"and", "the"}
        and words.breaks[index] == 0
        and index + 1 < high
        and (
            words.capital[index + 1]
            or (words.words[index + 1] in _LINKS and index + 2 < high and words.capital[index + 2])
        )
    )
