"""Word lists of ``auditor/data/reuse_lexicon.txt``, each read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def listed(name: str) -> tuple[str, ...]:
    """The words listed as *name*, in order."""
    lines = files("auditor.data").joinpath("reuse_lexicon.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition(": ") for line in lines if not line.startswith("#"))
    return tuple(word for head, _, words in rows if head == name for word in words.split())


@cache
def words(name: str) -> frozenset[str]:
    """The words listed as *name*."""
    return frozenset(listed(name))
