"""Changes to put inside quotations: one word that alters what was said, or an edit any newsroom may make."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from evasion import known_words

from auditor.reuse.relate.lexicon import words as listed_words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w,]*\d)")
_VERB = re.compile(r"\b(is|are|was|were|will|would|can|could|should|have|has|had|do|does|did|must)\b(?! not)")
_NOT = re.compile(r"\b(not|never)\b ")
SMALL_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBER_WORDS = (*SMALL_NUMBERS, "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "hundred")
_NUMERAL = re.compile(r"\b(" + "|".join(NUMBER_WORDS) + r")\b")
_SPELLED = {
    "organization": "organisation", "recognize": "recognise", "defense": "defence", "center": "centre",
    "labor": "labour", "program": "programme", "color": "colour", "favor": "favour", "realize": "realise",
    "traveled": "travelled", "behavior": "behaviour", "honor": "honour", "neighbor": "neighbour",
    "criticize": "criticise", "percent": "per cent",
}  # fmt: skip


def words(text: str) -> list[re.Match[str]]:
    """The content words of *text* in lower case."""
    return [
        m for m in _WORD.finditer(text) if m[0].islower() and len(m[0]) > 3 and m[0] not in listed_words("function")
    ]


def synonym(text: str, draw: random.Random, _: list[str]) -> str:
    """One word by a synonym of WordNet in the same ending, where there is one."""
    found = [(m, [s for s in _synonyms(m[0]) if _unlike(m[0], s)]) for m in words(text)]
    found = [(m, options) for m, options in found if options]
    if not found:
        return text
    match, options = draw.choice(found)
    return text[: match.start()] + draw.choice(options) + text[match.end() :]


@cache
def _synonyms(word: str) -> tuple[str, ...]:
    return tuple(sorted(s for s in _partners().get(word, ()) if s.isalpha()))


@cache
def _partners() -> dict[str, set[str]]:
    """Words that share a sense, by word: frequent ones only."""
    return {word: set(others) for word, others in known_words().items()}


def _unlike(one: str, two: str) -> bool:
    """Whether two words are no spellings or inflections of one word."""
    return one[:4] != two[:4]


def other_word(text: str, draw: random.Random, stock: list[str]) -> str:
    """One content word by any other of the same news."""
    found = words(text)
    if not found:
        return text
    match = draw.choice(found)
    other = draw.choice([word for word in draw.sample(stock, 40) if _unlike(word, match[0])])
    return text[: match.start()] + other + text[match.end() :]


def number(text: str, draw: random.Random, _: list[str]) -> str:
    """One number by another, in figures or in words."""
    found = [*_NUMBER.finditer(text), *_NUMERAL.finditer(text)]
    if not found:
        return text
    match = draw.choice(found)
    if match[0][0].isdigit():
        digit = draw.choice([d for d in "123456789" if d != match[0][0]])
        return text[: match.start()] + digit + match[0][1:] + text[match.end() :]
    other = draw.choice([word for word in NUMBER_WORDS if word != match[0]])
    return text[: match.start()] + other + text[match.end() :]


def negation(text: str, draw: random.Random, _: list[str]) -> str:
    """A "not" put in, or taken out where there is one."""
    there = list(_NOT.finditer(text))
    if there:
        match = draw.choice(there)
        return text[: match.start()] + text[match.end() :]
    found = list(_VERB.finditer(text))
    if not found:
        return text
    match = draw.choice(found)
    return f"{text[: match.end()]} not{text[match.end() :]}"


def bracket(text: str, draw: random.Random, _: list[str]) -> str:
    """A pronoun made plain in brackets."""
    found = list(re.finditer(r"\b(they|it|he|she|we|this|that)\b", text))
    if not found:
        return text
    match = draw.choice(found)
    return f"{text[: match.start()]}[{draw.choice(('the council', 'the company', 'officials'))}]{text[match.end() :]}"


def gloss(text: str, draw: random.Random, _: list[str]) -> str:
    """An explanation put in in brackets."""
    found = words(text)
    if not found:
        return text
    match = draw.choice(found)
    return f"{text[: match.end()]} [{draw.choice(('the agency', 'last year', 'in Europe'))}]{text[match.end() :]}"


def ellipsis(text: str, draw: random.Random, _: list[str]) -> str:
    """A few words left out and marked, none of them a negation or in brackets."""
    parts = text.split(" ")
    if len(parts) < 12:
        return text
    at = draw.randrange(3, len(parts) - 7)
    last = at + draw.randint(2, 4)
    if re.search(r"\b(?:not|no|never)\b|n['’]t|[\[\]]", " ".join(parts[at:last])):
        return text
    return " ".join([*parts[:at], draw.choice(("...", "…", "[…]")), *parts[last:]])


def shortened(text: str, _: random.Random, __: list[str]) -> str:
    """The end of the quotation left off."""
    parts = text.split(" ")
    return " ".join(parts[: max(6, len(parts) * 2 // 3)]).rstrip(",.;:") + "," if len(parts) > 9 else text


def spelling(text: str, _: random.Random, __: list[str]) -> str:
    """British for American spelling, or the other way round."""
    pairs = {**_SPELLED, **{b: a for a, b in _SPELLED.items()}}
    return re.sub(r"\b(" + "|".join(pairs) + r")(?=s?\b)", lambda m: pairs[m[0]], text)


def casing(text: str, draw: random.Random, _: list[str]) -> str:
    """The first letter in the other case, and a word in capitals."""
    found = words(text)
    if found:
        match = draw.choice(found)
        text = text[: match.start()] + match[0].upper() + text[match.end() :]
    return text[:1].swapcase() + text[1:]


def contraction(text: str, _: random.Random, __: list[str]) -> str:
    """Short forms written out."""
    pairs = {
        "don't": "do not",
        "can't": "cannot",
        "it's": "it is",
        "we're": "we are",
        "that's": "that is",
        "I'm": "I am",
    }
    pairs |= {"won't": "will not", "they're": "they are", "didn't": "did not", "isn't": "is not", "we've": "we have"}
    return re.sub(
        "|".join(rf"\b{re.escape(short)}\b" for short in pairs), lambda m: pairs[m[0]], text.replace("’", "'")
    )


def figures(text: str, _: random.Random, __: list[str]) -> str:
    """Numbers up to ten in figures, and "percent" as a sign."""
    small = dict(zip(SMALL_NUMBERS, range(2, 11), strict=True))
    text = re.sub(r"(?<![\w-])(" + "|".join(small) + r")(?![\w-])", lambda m: str(small[m[0]]), text)
    return re.sub(r"(\d) per ?cent\b", r"\1%", text)


Change = Callable[[str, random.Random, list[str]], str]
ALTERING: dict[str, Change] = {"synonym": synonym, "other word": other_word, "number": number, "negation": negation}
ALLOWED: dict[str, Change] = {
    "bracket": bracket, "gloss": gloss, "ellipsis": ellipsis, "shortened": shortened, "spelling": spelling,
    "case": casing, "contraction": contraction, "figures": figures,
}  # fmt: skip
