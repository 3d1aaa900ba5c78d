"""A verdict does not hang on the strongest words."""

from __future__ import annotations

import numpy as np
from test_spun_reading import HONEST, SWAPPED

from auditor.annotate.spun import sureness, weights
from auditor.annotate.spun.measures import ARTICLES, COLUMNS, measure
from auditor.annotate.spun.tokens import stream


def measured(text: str) -> tuple[tuple[str, ...], np.ndarray]:
    tokens = stream(text)
    return tokens.words, measure(tokens, np.zeros(len(tokens.words), dtype=np.bool_), weights.load()).columns


def sure(text: str) -> float:
    words, columns = measured(text)
    rest = sureness.without_strongest(words, columns)
    return sureness.sureness(columns.sum(axis=0), rest, weights.load())


def test_two_words_are_left_out_wherever_they_stand() -> None:
    """Of a spun text the two likeliest words go, with every place they have; slips of grammar stay."""
    words, columns = measured(SWAPPED)
    whole, rest = columns.sum(axis=0), sureness.without_strongest(words, columns)
    swapped, kinds = COLUMNS.index("swapped"), COLUMNS.index("kinds")
    assert rest[swapped] < whole[swapped] - 1
    assert whole[kinds] - 30 < rest[kinds] < whole[kinds]
    assert rest[ARTICLES] == whole[ARTICLES]


def test_a_spun_text_stays_suspect_without_them() -> None:
    """A text swapped throughout does not hang on two words, plain prose is not suspect with them."""
    assert sure(SWAPPED) > 0.9
    assert sure(HONEST) < 0.3


def test_two_odd_words_do_not_make_a_text_suspect() -> None:
    """Two words nobody would use, in an honest report, leave it as unsuspicious as without them."""
    odd = HONEST.replace("two public libraries", "two populace libraries").replace("three million", "three zillion")
    odd = odd.replace("time ago", "clip ago")
    assert sure(odd) < 0.5


def test_what_stands_for_an_everyday_word_is_idiom() -> None:
    """A wording for *but* or *now* is as likely an idiom; one for *building* is not."""
    assert not sureness.telling("but")
    assert not sureness.telling("now")
    assert sureness.telling("building")
    assert sureness.telling("a word in no table")
