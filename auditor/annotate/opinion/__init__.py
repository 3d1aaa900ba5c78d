"""Where reporting ends and the author's opinion begins, and whether the article says so."""

from __future__ import annotations

from auditor.annotate.opinion.declared import declared_opinion
from auditor.annotate.opinion.zones import find_zones, read_voice

__all__ = ["declared_opinion", "find_zones", "read_voice"]
