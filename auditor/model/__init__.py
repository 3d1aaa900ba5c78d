"""Every record the auditor passes around: frozen, slotted, without behaviour beyond arithmetic.

All offsets are half-open ranges of Unicode code points of ``Article.text``, which is never
rewritten: ``article.text[span.start:span.end]`` is always the evidence shown.
"""

from __future__ import annotations

from auditor.model.matches import Cluster, Comparison, Edit, Kind, Match, Origin, Pairing, Relation
from auditor.model.outlets import Outlet, OutletKind, Reply
from auditor.model.places import Article, Declared, Place, Skipped, Span
from auditor.model.readings import (
    Attribution,
    Credit,
    Measure,
    Phrase,
    Quotation,
    Reading,
    Residue,
    SentenceEvidence,
    SpunReading,
    Zone,
)
from auditor.model.reports import (
    BASELINE,
    ArticleAudit,
    AuditReport,
    Counterfactual,
    Dimension,
    Evidence,
    Finding,
    Severity,
    SourceScore,
)
from auditor.model.texts import Block, CleanText, Document, Language, Normalisation, Tokens

__all__ = [
    "BASELINE",
    "Article",
    "ArticleAudit",
    "Attribution",
    "AuditReport",
    "Block",
    "CleanText",
    "Cluster",
    "Comparison",
    "Counterfactual",
    "Credit",
    "Declared",
    "Dimension",
    "Document",
    "Edit",
    "Evidence",
    "Finding",
    "Kind",
    "Language",
    "Match",
    "Measure",
    "Normalisation",
    "Origin",
    "Outlet",
    "OutletKind",
    "Pairing",
    "Phrase",
    "Place",
    "Quotation",
    "Reading",
    "Relation",
    "Reply",
    "Residue",
    "SentenceEvidence",
    "Severity",
    "Skipped",
    "SourceScore",
    "Span",
    "SpunReading",
    "Tokens",
    "Zone",
]
