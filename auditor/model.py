"""Every record the auditor passes around: frozen, slotted, without behaviour beyond arithmetic.

All offsets are half-open ranges of Unicode code points of ``Article.text``, which is never
rewritten: ``article.text[span.start:span.end]`` is always the evidence shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # numpy takes a tenth of a second to load; ``auditor --help`` must not wait for it
    import numpy as np
    from numpy.typing import NDArray


class Severity(IntEnum):
    """How much a finding matters if it is true; lower-case names in every output."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def label(self) -> str:
        """The lower-case name used in reports and settings."""
        return self.name.lower()


# ---------------------------------------------------------------- what comes in


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


# ------------------------------------------------- what an article's text is


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


# ------------------------------------------------ what one article shows by itself


@dataclass(frozen=True, slots=True)
class Quotation:
    """A direct quotation. *span* includes the marks, *inner* does not."""

    span: Span
    inner: Span
    speaker: str = ""
    speaker_span: Span | None = None
    verb: str = ""
    scare: bool = False  #: a word or two in quotation marks without a speaker


@dataclass(frozen=True, slots=True)
class Attribution:
    """Reported speech without quotation marks, "according to", "officials said"."""

    span: Span  #: what is attributed
    speaker: str
    cue: Span  #: the verb or phrase that attributes


@dataclass(frozen=True, slots=True)
class Credit:
    """Words, or metadata (*span* None), that say where text or pictures come from."""

    kind: (
        str  #: agency-tag, byline, outlet, told, photo, pointer, link, canonical, based-on, credit-text, first-appeared
    )
    who: str  #: canonical name of who is credited; empty for a bare pointer
    strength: float  #: 1 names the origin of the text, ½ only points, less credits a part or a picture
    span: Span | None = None
    covers: str = "text"  #: text, picture, quotation


@dataclass(frozen=True, slots=True)
class Residue:
    """Template or scraper leftovers that are not part of the story."""

    span: Span
    kind: str  #: shortcode, pointer, widget, comment-form, navigation, counter, spintax, player, signup
    reason: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of text with one voice: report, opinion, reported or residue."""

    span: Span
    label: str
    probability: float = 1.0
    sentences: tuple[SentenceEvidence, ...] = ()
    opens_with: str = ""  #: heading, byline or empty: what stands at the boundary of a pasted piece


@dataclass(frozen=True, slots=True)
class SentenceEvidence:
    """One sentence and what in it speaks for opinion, in words an editor understands."""

    span: Span
    score: float  #: log-odds of opinion
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording that looks substituted, with the likely original."""

    span: Span
    observed: str
    likely: str
    probability: float
    observed_count: int = 0  #: times the wording in its context was seen in reference news
    likely_count: int = 0
    basis: str = "model"  #: model, counterpart, name, article, spintax


@dataclass(frozen=True, slots=True)
class Measure:
    """A named number behind a verdict."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class SpunReading:
    """The verdict on an article's wording: spun, suspicious, none or abstained."""

    verdict: str
    probability: float = 0.0
    phrases: tuple[Phrase, ...] = ()
    passages: tuple[Span, ...] = ()  #: sections that carry the verdict, where not the whole
    measures: tuple[Measure, ...] = ()
    kinds: tuple[str, ...] = ()  #: independent kinds of evidence that agree
    reason: str = ""  #: why it abstained


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article shows by itself; light enough to keep and to write out."""

    article: Article
    words: int
    language: Language
    label: str = ""  #: the opinion, satire or press-release label it declares, if any
    blocks: tuple[Block, ...] = ()
    changes: tuple[Normalisation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    credits: tuple[Credit, ...] = ()
    residue: tuple[Residue, ...] = ()
    zones: tuple[Zone, ...] = ()
    spun: SpunReading = field(default_factory=lambda: SpunReading("abstained"))


# -------------------------------------------------------- what articles share


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


# ------------------------------------------------------------- what comes out


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding rests on, ready to be shown."""

    phrases: tuple[Phrase, ...] = ()
    sentences: tuple[SentenceEvidence, ...] = ()
    edits: tuple[Edit, ...] = ()
    relations: tuple[Relation, ...] = ()
    changes: tuple[Normalisation, ...] = ()
    measures: tuple[Measure, ...] = ()
    reasons: tuple[str, ...] = ()
    match: str = ""  #: id of the match it is about


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. Severity says how much it matters, confidence how likely it is true."""

    code: str
    severity: Severity
    confidence: float
    message: str
    primary: Place
    related: tuple[Place, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    fingerprint: str = ""  #: set by the audit: code, article content and passage hashes


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of a score; ``lost`` points of ``points`` add up to 100 − score."""

    name: str
    points: float
    rate: float  #: shrunken penalty, 0 to 1
    lost: float
    observed: float  #: weight of evidence, in stories
    findings: tuple[str, ...] = ()  #: fingerprints behind the loss


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What the score would be if one thing were mended."""

    action: str
    score: float
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceScore:
    """How honest a source is about where its text comes from: 0 to 100 with an interval."""

    source: str
    articles: int
    score: float
    low: float
    high: float
    status: str  #: scored or provisional
    dimensions: tuple[Dimension, ...] = ()
    counterfactuals: tuple[Counterfactual, ...] = ()
    originality: float | None = None  #: share of body words found nowhere else; never in the score


@dataclass(frozen=True, slots=True)
class ArticleAudit:
    """What ``check`` returns for one incoming article."""

    reading: Reading
    findings: tuple[Finding, ...]
    matches: tuple[Match, ...]
    others: tuple[Reading, ...] = ()  #: the known articles that findings and matches name
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The whole answer. It holds no clock: same input and settings give the same bytes."""

    articles: tuple[Reading, ...]
    matches: tuple[Match, ...]
    findings: tuple[Finding, ...]
    sources: tuple[SourceScore, ...]
    clusters: tuple[Cluster, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    settings: str = ""  #: digest of the effective settings
    version: str = ""
