"""The word table behind the sentence features: each known word is one row of class memberships."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: columns of the word table, in order; sections of the packaged lexicon, shapes of words, and the last three
#: from the charged words
CLASSES = (
    "author-i",
    "author-we",
    "reader-you",
    "obligation",
    "possibility",
    "prediction",
    "booster",
    "hedge",
    "stance",
    "connective",
    "intensifier",
    "negation",
    "condition",
    "reason",
    "generic",
    "good",
    "bad",
    "judgement",
    "abstraction",
    "figure",
    "source",
    "when",
    "third-person",
    "past",
    "present",
    "imperative-start",
    "argument-start",
    "demonstrative-start",
    "deictic",
    "contraction",
    "adverb",
    "abstract",
    "adjective",
    "number",
    "public",
    "subjectivity",
    "polarity",
    "valence",
)
COLUMN = {name: number for number, name in enumerate(CLASSES)}
#: rows shared by all unknown words of one shape
UNKNOWN, ADVERB, PAST, NUMBER, CONTRACTION, ABSTRACT, ADJECTIVE = range(7)
_ABSTRACT = ("ism", "isms", "ity", "ities", "ness", "ship", "hood", "cracy", "ology")
_ADJECTIVE = ("ous", "ful", "less", "ive", "able", "ible", "ical", "istic")
_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'m", "'d")
_PRONOUN_IS = frozenset({"it's", "that's", "there's", "he's", "she's", "let's", "what's", "here's", "who's", "where's"})


class WordTable(NamedTuple):
    """Rows of ``CLASSES`` by word, and the phrases that begin with each word."""

    row: dict[str, int]
    values: NDArray[np.float32]  #: shape (rows, len(CLASSES))
    phrases: dict[str, tuple[tuple[tuple[str, ...], int], ...]]  #: first word → (phrase, column), longest first


def _sections() -> dict[str, list[str]]:
    text = resources.files("auditor.data").joinpath("opinion_lexicon.txt").read_text("utf-8")
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif line.startswith("+"):
            section.append(line)
        elif not line.startswith("#"):
            section.extend(line.split())
    return found


@cache
def word_table() -> WordTable:
    """The packaged lexicons as one table. Do not change it."""
    members: dict[str, dict[int, float]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for name, words in _sections().items():
        for word in words:
            if word.startswith("+") or "-" in word:
                parts = tuple(word.removeprefix("+").replace("-", " ").split())
                phrases.setdefault(parts[0], []).append((parts, COLUMN[name]))
            else:
                members.setdefault(word, {})[COLUMN[name]] = 1.0
    charged = resources.files("auditor.data").joinpath("opinion_charged_words.tsv").read_text("utf-8")
    for line in charged.splitlines():
        if not line.startswith("#"):
            word, subjectivity, polarity, valence = line.split("\t")
            row = members.setdefault(word, {})
            row[COLUMN["subjectivity"]] = int(subjectivity) / 100
            row[COLUMN["polarity"]] = int(polarity) / 100
            row[COLUMN["valence"]] = int(valence) / 40
    for first in phrases:
        members.setdefault(first, {})
    rows: dict[str, int] = {}
    values = np.zeros((len(members) + 7, len(CLASSES)), dtype=np.float32)
    values[ADVERB, COLUMN["adverb"]] = 1
    values[PAST, COLUMN["past"]] = 1
    values[NUMBER, COLUMN["number"]] = 1
    values[CONTRACTION, COLUMN["contraction"]] = 1
    values[ABSTRACT, COLUMN["abstract"]] = 1
    values[ADJECTIVE, COLUMN["adjective"]] = 1
    for number, (word, columns) in enumerate(sorted(members.items()), start=7):
        rows[word] = number
        for column, value in columns.items():
            values[number, column] = value
        values[number] = np.maximum(values[number], values[row_of_shape(word)])
    return WordTable(rows, values, {first: tuple(sorted(p, key=_longest)) for first, p in phrases.items()})


@cache
def public_words() -> frozenset[str]:
    """Single words for public affairs, and for groups and values at large."""
    columns = [COLUMN["public"], COLUMN["generic"]]
    table = word_table()
    return frozenset(word for word, row in table.row.items() if table.values[row, columns].any())


def _longest(entry: tuple[tuple[str, ...], int]) -> tuple[int, tuple[str, ...]]:
    return -len(entry[0]), entry[0]


def row_of_shape(word: str) -> int:
    """The shared row of an unknown word, judged by its shape."""
    tail = word[-2:]
    if tail == "ed":
        return PAST
    if tail == "ly":
        return ADVERB
    if word[0].isdigit():
        return NUMBER
    if "'" in word and (word.endswith(_CONTRACTED) or word in _PRONOUN_IS):
        return CONTRACTION
    if len(word) > 6:
        if word.endswith(_ABSTRACT):
            return ABSTRACT
        if word.endswith(_ADJECTIVE):
            return ADJECTIVE
    return UNKNOWN
