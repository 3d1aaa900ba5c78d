"""Articles as they come in, and places in them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """How many code points both ranges hold."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def holds(self, other: Span) -> bool:
        """Whether *other* lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A range of one article's text."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Declared:
    """What a publisher says of an article in its metadata; empty where it says nothing."""

    kind: str = ""  #: schema.org type, such as ``OpinionNewsArticle``
    section: str = ""  #: the section as printed or as read from JSON-LD
    canonical: str = ""  #: address in ``rel=canonical``
    is_based_on: tuple[str, ...] = ()  #: schema.org ``isBasedOn``
    credit: str = ""  #: schema.org ``creditText`` or an agency named in metadata
    labels: tuple[str, ...] = ()  #: editorial labels: "Opinion", "Analysis", "Satire", …
    fetched: str = ""  #: when the copy was fetched: never evidence of publication


@dataclass(frozen=True, slots=True)
class Article:
    """One news text. *id*, *source* and *text* suffice."""

    id: str
    source: str
    text: str
    title: str = ""
    byline: str = ""
    published: str = ""  #: ISO 8601, or empty
    url: str = ""
    language: str = ""  #: BCP 47 if declared; otherwise it is identified from the text
    declared: Declared = field(default_factory=Declared)
    path: str = ""  #: the file it was read from, as given by the user
    encoding: str = ""  #: set only where the file was not UTF-8


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be read, and why. *place* is a file, row or entry name."""

    place: str
    reason: str
