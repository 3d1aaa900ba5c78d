"""Synonym-spun wording: a calibrated verdict with evidence for every phrase."""

from __future__ import annotations

from auditor.annotate.spun.reading import read_spun

__all__ = ["read_spun"]
