"""The documented shape of ``auditor.report/1``: one struct per JSON object, keys in field order.

Offsets (``start``, ``end``) are half-open ranges of Unicode code points of the article's ``text``.
"""

from __future__ import annotations

from typing import Literal

import msgspec

SCHEMA = "auditor.report/1"

SeverityName = Literal["info", "low", "medium", "high"]


class Measured(msgspec.Struct):
    """A struct with floats: they are rounded to six digits when it is made."""

    def __post_init__(self) -> None:
        """Round every float field."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, float):
                setattr(self, name, round(float(value), 6))


class Range(msgspec.Struct):
    """A half-open range of code points."""

    start: int
    end: int


class Place(msgspec.Struct):
    """A range of one article's text."""

    article: str
    start: int
    end: int


class Declared(msgspec.Struct):
    """What the publisher's metadata says."""

    kind: str
    section: str
    canonical: str
    is_based_on: list[str]
    credit: str
    labels: list[str]
    fetched: str


class Language(Measured):
    """An ISO 639-1 code and its probability."""

    code: str
    probability: float


class Sentence(Measured):
    """A sentence and what in it speaks for opinion; score in log-odds."""

    span: Range
    score: float
    features: list[str]


class Zone(Measured):
    """A stretch of text with one voice."""

    span: Range
    label: str
    probability: float
    sentences: list[Sentence]
    opens_with: str


class Quotation(msgspec.Struct):
    """A direct quotation and who speaks."""

    span: Range
    inner: Range
    speaker: str
    speaker_span: Range | None
    verb: str
    scare: bool


class Attribution(msgspec.Struct):
    """Reported speech."""

    span: Range
    speaker: str
    cue: Range


class Credit(Measured):
    """Words or metadata that say where text or pictures come from."""

    kind: str
    who: str
    strength: float
    span: Range | None
    covers: str


class Residue(msgspec.Struct):
    """Template or scraper leftovers."""

    span: Range
    kind: str
    reason: str


class Block(msgspec.Struct):
    """A paragraph-like unit and its sentences."""

    span: Range
    kind: str
    sentences: list[Range]
    entry: int


class Change(msgspec.Struct):
    """A character or spelling that the clean view undid."""

    span: Range
    kind: str
    before: str
    after: str
    suspicious: bool


class Phrase(Measured):
    """A wording that looks substituted, with the likely original."""

    span: Range
    observed: str
    likely: str
    probability: float
    observed_count: int
    likely_count: int
    basis: str


class Measure(Measured):
    """A named number."""

    name: str
    value: float


class Spun(Measured):
    """The verdict on an article's wording."""

    verdict: str
    probability: float
    phrases: list[Phrase]
    passages: list[Range]
    measures: list[Measure]
    kinds: list[str]
    reason: str


class Article(msgspec.Struct):
    """One article and all it shows by itself."""

    id: str
    source: str
    title: str
    byline: str
    published: str
    url: str
    declared_language: str
    declared: Declared
    path: str
    encoding: str
    words: int
    language: Language
    text: str
    zones: list[Zone]
    quotations: list[Quotation]
    attributions: list[Attribution]
    credits: list[Credit]
    residue: list[Residue]
    spun: Spun
    changes: list[Change]
    blocks: list[Block]
    outlet: str = ""  # canonical name of the source, where a table of outlets was looked up
    comments: list[Sentence] = []  # single comments of the author in what is else a report
    claims: list[str] = []  # outlets whose text the article says it is, strongest first


class Edit(msgspec.Struct):
    """A word-level difference."""

    op: str
    left: Range
    right: Range
    before: str
    after: str
    synonym: bool


class Relation(msgspec.Struct):
    """A difference of substance between two copies."""

    kind: str
    left: Range
    right: Range
    before: str
    after: str


class Origin(Measured):
    """Who likely wrote a passage first; null is an abstention."""

    article: str | None
    confidence: float
    reasons: list[str]


class Match(Measured):
    """A passage two articles share."""

    id: str
    left: Place
    right: Place
    kind: str
    similarity: float
    confidence: float
    words: int
    edits: list[Edit]
    relations: list[Relation]
    speaker: str
    origin: Origin


class Evidence(msgspec.Struct):
    """What a finding rests on."""

    match: str
    reasons: list[str]
    measures: list[Measure]
    phrases: list[Phrase]
    sentences: list[Sentence]
    edits: list[Edit]
    relations: list[Relation]
    changes: list[Change]
    standing: str = ""  # of a reused passage: "cited and quoted", "cited, not quoted", "quoted, not cited", "neither …"


class Finding(Measured):
    """One problem, where it is and what it rests on."""

    code: str
    severity: SeverityName
    confidence: float
    message: str
    article: str
    start: int
    end: int
    related: list[Place]
    evidence: Evidence
    fingerprint: str
    suppressed: str = ""  # why it does not count: "baseline", or the reason somebody gave


class Dimension(Measured):
    """One dimension of a score."""

    name: str
    points: float
    rate: float
    lost: float
    observed: float
    findings: list[str]


class Counterfactual(Measured):
    """What the score would be if one thing were mended."""

    action: str
    score: float
    findings: list[str]


class Source(Measured):
    """The provenance score of a source, 0 to 100, with its interval."""

    source: str
    articles: int
    score: float
    low: float
    high: float
    status: str
    dimensions: list[Dimension]
    counterfactuals: list[Counterfactual]
    originality: float | None
    classes: list[Measure] = []  # words per class; every word has one, in this order of precedence
    short: int = 0  # articles too short to count as a story


class Cluster(msgspec.Struct):
    """Articles that carry one story; *origins* counts independent texts."""

    id: str
    articles: list[str]
    origins: int


class Skipped(msgspec.Struct):
    """What could not be read, and why."""

    place: str
    reason: str


class Reply(msgspec.Struct):
    """What a publisher says to the audit; *finding* is the fingerprint it answers, or empty."""

    source: str
    date: str
    text: str
    finding: str
    by: str


class Report(msgspec.Struct):
    """The whole report."""

    schema: Literal["auditor.report/1"]
    version: str
    settings: str
    sources: list[Source]
    articles: list[Article]
    matches: list[Match]
    findings: list[Finding]
    clusters: list[Cluster]
    skipped: list[Skipped]
    replies: list[Reply] = []
    checked: list[str] = []  # ids of the articles that were checked, where others stand for comparison; else empty
