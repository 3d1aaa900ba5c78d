"""What comes out: findings, scores, and the whole report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from auditor.model.matches import Cluster, Edit, Match, Relation
from auditor.model.outlets import Reply
from auditor.model.places import Place, Skipped
from auditor.model.readings import Measure, Phrase, Reading, SentenceEvidence
from auditor.model.texts import Normalisation

#: What ``Finding.suppressed`` says of a finding that a baseline file accepts.
BASELINE = "baseline"


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
    standing: str = ""  #: of a reused passage: cited and quoted / cited, not quoted / quoted, not cited / neither …


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
    fingerprint: str = ""  #: set by the audit: code, article and passage hashes
    suppressed: str = ""  #: why it does not count: BASELINE, or the reason somebody gave; empty counts


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
    classes: tuple[Measure, ...] = ()  #: words of each class: every word has one, in this order of precedence
    short: int = 0  #: articles too short to count as a story


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
    replies: tuple[Reply, ...] = ()  #: of publishers, by source and date; they change no score
    checked: tuple[str, ...] = ()  #: ids of the articles checked, where others are named for comparison; else empty
