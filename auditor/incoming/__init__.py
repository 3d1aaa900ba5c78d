"""Incoming articles against what is known, and what their checks say of their sources."""

from __future__ import annotations

from auditor.incoming.against import LIMIT, check, check_all, compare, gathered, uncredited_share
from auditor.incoming.scores import kept_scores, of_other_methods, outdated, settled

__all__ = [
    "LIMIT",
    "check",
    "check_all",
    "compare",
    "gathered",
    "kept_scores",
    "of_other_methods",
    "outdated",
    "settled",
    "uncredited_share",
]
