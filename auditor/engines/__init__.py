"""Engines move rows; what happens to a row is decided elsewhere."""

from __future__ import annotations
