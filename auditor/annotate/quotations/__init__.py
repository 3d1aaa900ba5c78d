"""Who says what: direct quotations with their speakers, and speech reported without marks."""

from __future__ import annotations

from auditor.annotate.quotations.direct import find_quotations
from auditor.annotate.quotations.reported import find_attributions

__all__ = ["find_attributions", "find_quotations"]
