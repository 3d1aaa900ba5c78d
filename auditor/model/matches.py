"""What articles share."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from auditor.model.places import Place, Span
from auditor.model.readings import Reading


class Kind(StrEnum):
    """Kinds of reuse; ``COMMON`` never reaches a report."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    SPUN = "spun"
    PARAPHRASE = "paraphrase"
    SUMMARY = "summary"
    QUOTATION = "quotation"
    BOILERPLATE = "boilerplate"
    COMMON = "common"


@dataclass(frozen=True, slots=True)
class Edit:
    """A word-level difference; for an insertion *left* is empty, for a deletion *right* is."""

    op: str  #: replace, insert, delete
    left: Span
    right: Span
    before: str
    after: str
    synonym: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A difference of substance between two copies, with both wordings."""

    kind: str  #: altered-quotation, changed-number, changed-date, changed-name, negation, omission, reordering
    left: Span
    right: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Who likely wrote a shared passage first; *article* None is an abstention."""

    article: str | None = None
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A passage two articles share."""

    id: str
    left: Place
    right: Place
    kind: Kind
    similarity: float  #: share of equal words in the aligned passage, 0 to 1
    confidence: float = 1.0  #: probability that the passage is shared and not chance
    words: int = 0  #: words of the shorter side
    edits: tuple[Edit, ...] = ()
    relations: tuple[Relation, ...] = ()
    origin: Origin = field(default_factory=Origin)
    speaker: str = ""  #: who is quoted, for shared quotations

    @property
    def synonym_swaps(self) -> tuple[Edit, ...]:
        """The edits that replace words by synonyms."""
        return tuple(edit for edit in self.edits if edit.synonym)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One match with both articles. ``match.left`` lies in *left*, the article under audit."""

    match: Match
    left: Reading
    right: Reading
    share: float = 0.0  #: of the body words of the article that shares more, what both share in all passages


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two articles and all they share; shares are of the body words of each side."""

    left: Reading
    right: Reading
    matches: tuple[Match, ...]
    left_share: float
    right_share: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles joined by verified matches; *origins* counts independent texts in it."""

    id: str
    articles: tuple[str, ...]
    origins: int
