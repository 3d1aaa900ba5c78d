"""The built-in rules: one file each, one line here."""

from __future__ import annotations

from auditor.protocols import Rule
from auditor.rules.altered_quotation import AlteredQuotation
from auditor.rules.author_comment import AuthorComment
from auditor.rules.changed_fact import ChangedFact
from auditor.rules.changed_number import ChangedNumber
from auditor.rules.corrupted_name import CorruptedName
from auditor.rules.hidden_characters import HiddenCharacters
from auditor.rules.labelled_opinion import LabelledOpinion
from auditor.rules.opinion_zone import OpinionZone
from auditor.rules.pasted_piece import PastedPiece
from auditor.rules.pointer_credit import PointerCredit
from auditor.rules.republished_article import RepublishedArticle
from auditor.rules.scraper_residue import ScraperResidue
from auditor.rules.shared_passage import SharedPassage
from auditor.rules.spintax_residue import SpintaxResidue
from auditor.rules.spun_passage import SpunPassage
from auditor.rules.spun_wording import SpunWording
from auditor.rules.uncredited_reuse import UncreditedReuse
from auditor.rules.undisclosed_origin import UndisclosedOrigin

BUILT_IN: tuple[type[Rule], ...] = (
    AlteredQuotation,
    AuthorComment,
    ChangedFact,
    ChangedNumber,
    CorruptedName,
    HiddenCharacters,
    LabelledOpinion,
    OpinionZone,
    PastedPiece,
    PointerCredit,
    RepublishedArticle,
    ScraperResidue,
    SharedPassage,
    SpintaxResidue,
    SpunPassage,
    SpunWording,
    UncreditedReuse,
    UndisclosedOrigin,
)
