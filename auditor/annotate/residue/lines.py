"""The lines of an article, as a residue reader sees them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.model import Credit, Span

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
OUTER = " \t\u00a0\u200b\ufeff.:;,!?*•·|–—-«»›‹→←↑↓▼▲►▶★☆\"'“”‘’()[]<>_#=~+/\\"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")

#: A line of this many words that ends a sentence is a paragraph of the story.
BODY_WORDS = 12
#: Residue lines are short; longer ones are read only by repetition across a source.
LONGEST = 320


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with content. *bare* is without outer punctuation, in lower case."""

    span: Span  #: without white space at the ends
    text: str
    bare: str
    words: tuple[str, ...]

    @property
    def body(self) -> bool:
        """Whether it reads as a paragraph of a story."""
        return len(self.words) >= BODY_WORDS and bool(_SENTENCE_END.search(self.text))

    @property
    def sentence(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(_SENTENCE_END.search(self.text))


def lines_of(text: str) -> Iterator[Line]:
    """The lines of *text* that hold anything, in order."""
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            first = start + len(raw) - len(raw.lstrip())
            words = tuple(_WORD.findall(stripped)) if len(stripped) <= 4000 else tuple(stripped.split())
            bare = " ".join(stripped.split()).strip(OUTER).casefold() if len(stripped) <= LONGEST else ""
            yield Line(Span(first, first + len(stripped)), stripped, bare.replace("’", "'"), words)
        start += len(raw) + 1


class Places:
    """Spans to ask about; one question costs the logarithm of their number."""

    __slots__ = ("ends", "starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for span in sorted(spans):
            if self.ends and span.start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], span.end)
            else:
                self.starts.append(span.start)
                self.ends.append(span.end)

    def touch(self, span: Span) -> bool:
        """Whether *span* shares a character with any of them."""
        at = bisect_left(self.starts, span.end) - 1
        return at >= 0 and self.ends[at] > span.start


def credited(credits_: Iterable[Credit]) -> Places:
    """Where *credits_* stand. A bare pointer ("Source link") is left out: it names nobody and is a scraper's mark."""
    return Places(credit.span for credit in credits_ if credit.span and (credit.who or credit.kind != "pointer"))


def stem(word: str) -> str:
    """A crude stem, so that "drills" and "drilling" meet: five letters, lower case."""
    return word.casefold()[:5]
