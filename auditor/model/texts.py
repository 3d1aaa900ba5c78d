"""What an article's text is: its clean view, words, blocks and language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.model.places import Article, Span

if TYPE_CHECKING:  # numpy takes a tenth of a second to load; ``auditor --help`` must not wait for it
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Normalisation:
    """One thing the clean view undid: an invisible character, a look-alike, an entity."""

    span: Span
    kind: str  #: zero-width, soft-hyphen, homoglyph, full-width, combining, bidi, entity, mojibake, spacing …
    before: str
    after: str
    suspicious: bool = True  #: False for what ordinary typography and tools produce


@dataclass(frozen=True, slots=True, eq=False)
class CleanText:
    """Normalised text and the way back: character i came from ``starts[i]:ends[i]``."""

    text: str
    starts: NDArray[np.int32]  #: shape (len(text),), original offsets
    ends: NDArray[np.int32]  #: shape (len(text),), original offsets
    changes: tuple[Normalisation, ...] = ()

    def original(self, start: int, end: int) -> Span:
        """The range of the original text behind ``text[start:end]``; *end* > *start*."""
        return Span(int(self.starts[start]), int(self.ends[end - 1]))


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of an article, lower-cased, computed once and shared by every step."""

    words: tuple[str, ...]
    starts: NDArray[np.int32]  #: shape (n,), code points of Article.text
    ends: NDArray[np.int32]  #: shape (n,)
    hashes: NDArray[np.uint64]  #: shape (n,), xxh3_64 of each word: stable across processes
    breaks: NDArray[
        np.uint8
    ]  #: shape (n,), after it: 0 space, 1 comma, 2 colon or newline, 3 sentence, 4 paragraph end
    capital: NDArray[np.bool_]  #: shape (n,), starts with an upper-case letter

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """The text range of tokens *first* up to, not including, *last*."""
        return Span(int(self.starts[first]), int(self.ends[last - 1]))

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that begin in ``Article.text[start:end]``: the first, and the one after the last."""
        # A bound of another type would have all of *starts* copied at each call.
        offset = self.starts.dtype.type
        return int(self.starts.searchsorted(offset(start))), int(self.starts.searchsorted(offset(end)))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like unit: kind is heading, byline, dateline, caption, time or paragraph."""

    span: Span
    kind: str
    sentences: tuple[Span, ...]
    entry: int = 0  #: number of the live-blog entry it belongs to, 0 outside one


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text (ISO 639-1) and the probability of that answer."""

    code: str
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """An article made ready: clean view, words and blocks."""

    article: Article
    clean: CleanText
    tokens: Tokens
    blocks: tuple[Block, ...]
    language: Language
