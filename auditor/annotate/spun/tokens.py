"""The word stream of the count tables, cut from an article's clean text in one pass.

The tables count lower-case words with ``#`` for a number, ``.`` for a sentence mark, ``,`` for
other punctuation and ``@`` for any other symbol, so the same stream is needed to look them up.
"""

from __future__ import annotations

import re
from array import array
from sys import intern
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WORD, NUMBER, MARK, COMMA, SYMBOL = range(5)
_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<number>\d+(?:[.,]\d+)*)|(?P<mark>[.!?…])"
    r"|(?P<comma>[,;:()\[\]\-–—―‐‑'\"‘’“”«»‹›`´])|\S"
)
_KINDS = {"word": WORD, "number": NUMBER, "mark": MARK, "comma": COMMA, None: SYMBOL}
#: up to 60 characters in quotation marks: a title, a name or a word set off, hardly a sentence
_SET_OFF = re.compile(r"[“„«‘‹\"][^“”„«»‘‹›\"\n]{1,60}[”“»’›\"]")
_STANDS_FOR = ("", "#", ".", ",", "@")


class Stream(NamedTuple):
    """Tokens in text order; every array has one entry per token, offsets are of the clean text."""

    words: tuple[str, ...]
    kinds: NDArray[np.uint8]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    capital: NDArray[np.bool_]
    paragraph: NDArray[np.int32]  #: number of the line the token stands in
    named: NDArray[np.bool_]  #: stands in quotation marks with at most a few other words, as a title does


def subset(tokens: Stream, at: NDArray[np.int64]) -> Stream:
    """The tokens numbered *at*, ascending, as a stream of their own."""
    return Stream(
        tuple(tokens.words[i] for i in at.tolist()),
        tokens.kinds[at],
        tokens.starts[at],
        tokens.ends[at],
        tokens.capital[at],
        tokens.paragraph[at],
        tokens.named[at],
    )


def stream(text: str) -> Stream:
    """Cut *text* (linear time); curly apostrophes inside words become straight."""
    words: list[str] = []
    kinds: list[int] = []
    starts, ends = array("i"), array("i")
    capital: list[bool] = []
    for found in _TOKEN.finditer(text):
        kind = _KINDS[found.lastgroup]
        token = found.group()
        words.append(intern(token.lower().replace("’", "'")) if kind == WORD else _STANDS_FOR[kind])
        kinds.append(kind)
        starts.append(found.start())
        ends.append(found.end())
        capital.append(token[0].isupper())
    at = np.array(starts, dtype=np.int32)
    named = np.zeros(len(words), dtype=np.bool_)
    set_off = np.array([found.span() for found in _SET_OFF.finditer(text)], dtype=np.int32).reshape(-1, 2)
    for first, last in np.searchsorted(at, set_off).tolist():
        named[first:last] = True
    lines = np.array([line.start() for line in re.finditer("\n", text)], dtype=np.int32)
    return Stream(
        tuple(words),
        np.array(kinds, dtype=np.uint8),
        at,
        np.array(ends, dtype=np.int32),
        np.array(capital, dtype=np.bool_),
        np.searchsorted(lines, at).astype(np.int32),
        named,
    )
