"""Closed classes of English words, read once from the packaged list."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def _classes() -> dict[str, frozenset[str]]:
    text = resources.files("auditor.data").joinpath("opinion_word_classes.txt").read_text("utf-8")
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            section.extend(line.split())
    return {name: frozenset(words) for name, words in found.items()}


def word_class(name: str) -> frozenset[str]:
    """The lower-case words of the class *name*; an unknown name is a ``KeyError``."""
    return _classes()[name]
