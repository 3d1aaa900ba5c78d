"""The five articles against what a careful reader marked in them before the aligner existed."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from writing import read

from auditor.annotate.reading import annotate
from auditor.model import Kind, Match
from auditor.reuse.pairs import compare_documents

ROOT = Path(__file__).parents[2]
GOLD = json.loads((ROOT / "tests" / "gold" / "passages.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The articles by id, as the gold counts them."""
    found = {path.name[:3]: path.read_bytes().decode("utf-8") for path in (ROOT / "corpus").glob("*.txt")}
    assert {name: hashlib.sha256(text.encode()).hexdigest() for name, text in found.items()} == GOLD["articles"]
    return found


@pytest.fixture(scope="module")
def matches(texts) -> dict[tuple[str, str], tuple[Match, ...]]:
    """What each pair of articles shares."""
    documents = {name: read(text, name, name)[0] for name, text in sorted(texts.items())}
    known = {name: (document, annotate(document)) for name, document in documents.items()}
    return {(a, b): compare_documents(*known[a], *known[b]) for a, b in combinations(sorted(known), 2)}


def overlap(place, span) -> float:
    """Intersection over union of two ranges."""
    both = min(place["end"], span.end) - max(place["start"], span.start)
    return max(0, both) / (max(place["end"], span.end) - min(place["start"], span.start))


def agreement(row, match: Match) -> float:
    """Mean overlap on both sides; none unless both sides meet."""
    sides = overlap(row["left"], match.left.span), overlap(row["right"], match.right.span)
    return sum(sides) / 2 if min(sides) > 0 else 0.0


def test_what_a_reader_marked_is_found_with_its_boundaries(matches) -> None:
    """Most sure passages are found, their mean overlap is at least .85, and at most two are extra."""
    groups: dict[tuple[str, ...], list[float]] = defaultdict(list)
    touched: set[str] = set()
    for number, row in enumerate(GOLD["passages"]):
        pair = (row["left"]["article"], row["right"]["article"])
        scores = {match.id: agreement(row, match) for match in matches[pair]}
        touched |= {name for name, score in scores.items() if score}
        if row["sure"]:
            groups[(*pair, row.get("group", str(number)))].append(max(scores.values(), default=0.0))
    best = [max(scores) for scores in groups.values()]
    found = [score for score in best if score]
    extra = [match for rows in matches.values() for match in rows if match.id not in touched]
    assert len(found) >= 0.9 * len(best)
    assert sum(found) / len(found) >= 0.85
    assert len(extra) <= 2


def test_one_article_shares_nothing(matches) -> None:
    """The article from another month shares no passage with the others."""
    assert [match for pair, rows in matches.items() if "002" in pair for match in rows] == []


def test_altered_quotations_are_found(matches) -> None:
    """Quotations the reader marked as altered are found as altered, in both pairs that hold them."""
    altered = {
        pair
        for pair, rows in matches.items()
        for match in rows
        for r in match.relations
        if r.kind == "altered-quotation"
    }
    assert {("000", "003"), ("003", "004")} <= altered


def test_speech_is_told_from_copying(matches) -> None:
    """Passages the reader marked as quotations are not called copies where both sides print marks."""
    kinds = [
        match.kind
        for row in GOLD["passages"]
        if row["sure"] and row["kind"] == "quotation" and row["altered_quotation"]
        for match in matches[row["left"]["article"], row["right"]["article"]]
        if agreement(row, match) > 0.8
    ]
    assert kinds.count(Kind.QUOTATION) >= 0.6 * len(kinds) > 0
