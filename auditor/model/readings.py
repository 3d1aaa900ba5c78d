"""What one article shows by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.model.places import Article, Span
from auditor.model.texts import Block, Language, Normalisation


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
    kind: str  #: shortcode, pointer, widget, comment-form, navigation, counter, spintax, player, signup, rights
    reason: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of text with one voice: report, opinion, reported or residue."""

    span: Span
    label: str
    probability: float = 1.0
    sentences: tuple[SentenceEvidence, ...] = ()
    opens_with: str = ""  #: heading, byline, label or empty: what stands at the boundary of a second piece


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
    outlet: str = ""  #: canonical name of the source in the table of outlets; empty where it was not looked up
    comments: tuple[SentenceEvidence, ...] = ()  #: single comments of the author in what is else a report
    claims: tuple[str, ...] = ()  #: outlets whose text the article says it probably is, strongest first
