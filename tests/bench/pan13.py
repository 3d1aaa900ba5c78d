"""Read the PAN13 text-alignment corpus: pairs of documents with their gold passages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plagdet_scorer import Quad

from auditor.model import Tokens
from auditor.reuse.align.grow import Region
from auditor.text import clean, tokenize


@dataclass(frozen=True, slots=True, eq=False)
class PanPair:
    """A suspicious document (left), a source document (right) and what they share."""

    kind: str
    left: str
    right: str
    gold: tuple[Quad, ...]


Pairs = Iterator[PanPair]


def read_pairs(data: Path, every: int = 1) -> Pairs:
    """Every *every*-th pair of each kind, in the order of the file."""
    seen: dict[str, int] = {}
    for line in (data / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        kind = row["type"] + ("+" if row["spans"] else "-")
        seen[kind] = seen.get(kind, -1) + 1
        if seen[kind] % every:
            continue
        left, right = (read(data / side / row[side]) for side in ("susp", "src"))
        gold = tuple((span[0], span[1], span[2], span[3]) for span in row["spans"])
        yield PanPair(row["type"], left, right, gold)


def read(path: Path) -> str:
    """The text as PAN counts it: line ends untouched."""
    return path.read_bytes().decode("utf-8")


def words(text: str) -> Tokens:
    """The words of a text, as the auditor sees them."""
    return tokenize(clean(text))


def spans(left: Tokens, right: Tokens, region: Region) -> Quad:
    """The text ranges of a region."""
    one, two = left.span(region.a0, region.a1), right.span(region.b0, region.b1)
    return one.start, one.end, two.start, two.end
