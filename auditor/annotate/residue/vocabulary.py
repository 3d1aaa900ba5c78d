"""The packaged word lists residue lines are recognised by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def words_of_pages() -> Mapping[str, frozenset[str]]:
    """Words per kind (furniture, neutral, service) from ``auditor/data/residue_words.tsv``."""
    kinds: dict[str, set[str]] = {}
    for row in files("auditor.data").joinpath("residue_words.tsv").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            kind, _, words = row.partition("\t")
            kinds.setdefault(kind, set()).update(words.split())
    return {kind: frozenset(words) for kind, words in kinds.items()}
