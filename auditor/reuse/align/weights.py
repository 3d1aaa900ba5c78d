"""What each word of an article says about reuse if the other article has it in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.model import Document, Tokens
from auditor.reuse.align.chains import LONG
from auditor.reuse.align.phrases import in_phrase
from auditor.reuse.align.sides import COMMONEST, Floats, Pair, Side

SLACK = 40  # places around its own where a word may match by chance
CAP = 5.0  # most nats one word gives
NAME = 0.35  # share of its weight a capitalised word keeps: two reports name the same people
NUMBER = 0.6  # a number
NAMES = 3.0  # most evidence that names and furniture give together
AROUND = 6  # words on either side that must be capitalised for a capital to say nothing
PHRASE = 0.4  # a word of three in a row that the news keeps writing
FURNITURE = 0.3  # a word of a heading, byline, dateline, caption or time line
# Web addresses and account names: nobody's wording, and no two alike say anything.
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)\S+|(?<!\S)[\w-]{1,40}(?:\.[\w-]{1,40}){1,3}/\S*|(?<!\w)@\w+")
BODY = frozenset({"paragraph"})


def topical(pair: Pair) -> Floats:
    """Probability of each word type in the document where it is likelier, shape (v,).

    A word both articles keep using is their subject, and says little about a single sentence.
    """
    return np.maximum(pair.left.likely, pair.right.likely)


def word_weights(likely: Floats, side: Side, damped: Floats) -> Floats:
    """Nats of each word of a document whose words keep the shares *damped*, shape (n,).

    *likely* holds the probability of each word type, shape (v,).
    """
    return np.asarray(word_nats(likely)[side.ids] * damped)


def word_nats(likely: Floats) -> Floats:
    """Nats of finding a word of this probability about where it should stand."""
    chance = -np.expm1(SLACK * np.log1p(-np.minimum(COMMONEST, likely)))
    return np.asarray(np.minimum(CAP, np.log((0.5 + 0.5 * chance) / chance)))


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Weighs what shared words say: rare ones most, names little in all."""

    pair: Pair
    likely: Floats  #: probability of each word type in either document
    damped: tuple[Floats, Floats]  #: shares the words of both sides keep

    def of(self, runs: Iterable[tuple[int, int, int]]) -> float:
        """Evidence of the words in *runs* (left, right, length)."""
        total = names = 0.0
        for a, b, length in runs:
            ours, theirs = self.pair.left.ids[a : a + length], self.pair.right.ids[b : b + length]
            chance = self.pair.common if length >= LONG else self.likely
            likely = np.maximum(chance[ours], chance[theirs])
            rarity = np.clip(-np.log(likely) - 5, 0, 5)
            share = np.minimum(self.damped[0][a : a + length], self.damped[1][b : b + length])
            plain = (share == 1) | (share == NUMBER) | (share == PHRASE) | (length >= LONG)
            total += float((rarity * share)[plain].sum())
            names += float((rarity * share)[~plain].sum())
        return total + min(NAMES, names)


def damping(document: Document) -> Floats:
    """Share of its weight each word keeps, shape (n,)."""
    share = np.where(named(document), NAME, 1.0)
    share[figures(document)] = NUMBER
    share[in_furniture(document)] *= FURNITURE
    share[in_addresses(document)] = 0.0
    return share


def named(document: Document) -> NDArray[np.bool_]:
    """Which words begin with a capital inside a sentence that has others, shape (n,)."""
    tokens = document.tokens
    opens = np.concatenate([np.ones(1, np.bool_), tokens.breaks[:-1] >= 3])
    return np.asarray(tokens.capital & ~opens & ~shouted(tokens), np.bool_)


def figures(document: Document) -> NDArray[np.bool_]:
    """Which words begin with a digit, shape (n,)."""
    points = np.frombuffer(document.article.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds, which = np.unique(points[document.tokens.starts], return_inverse=True)
    return np.array([chr(point).isdigit() for point in kinds.tolist()], np.bool_)[which]


def in_addresses(document: Document) -> NDArray[np.bool_]:
    """Which words stand in a web address or an account's name, shape (n,)."""
    starts = document.tokens.starts
    held = np.zeros(len(starts), np.bool_)
    text = document.article.text
    if "/" not in text and "@" not in text:
        return held
    for found in _ADDRESS.finditer(text):
        low, high = document.tokens.within(*found.span())
        held[low:high] = True
    return held


def without_phrases(document: Document, damped: Floats) -> Floats:
    """The shares *damped* with less left to set phrases: they prove little, though they align."""
    return np.where(in_phrase(document.tokens.hashes), PHRASE, 1.0) * damped


def shouted(tokens: Tokens) -> NDArray[np.bool_]:
    """Which words stand among capitalised words only, so that a capital says nothing, shape (n,)."""
    plain = np.concatenate([np.zeros(1, np.int64), np.cumsum(~tokens.capital)])
    place = np.arange(len(tokens))
    low, high = np.maximum(place - AROUND, 0), np.minimum(place + AROUND + 1, len(tokens))
    return np.asarray((plain[high] == plain[low]) & (high - low > AROUND), np.bool_)


def in_furniture(document: Document) -> NDArray[np.bool_]:
    """Which words stand in a block that is no paragraph, shape (n,)."""
    tokens = document.tokens
    inside = np.zeros(len(tokens), np.bool_)
    for block in document.blocks:
        if block.kind not in BODY:
            low, high = tokens.within(block.span.start, block.span.end)
            inside[low:high] = True
    return inside
