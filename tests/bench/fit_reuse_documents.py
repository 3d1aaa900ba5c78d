"""Fit ``auditor/data/reuse_documents.json`` on the PAN13 text-alignment training corpus.

Usage: python tests/bench/fit_reuse_documents.py DATA OUT.json

DATA holds ``src/*.txt``, ``susp/*.txt`` and ``gold.jsonl``. Printed is PlagDet by kind on pairs that
were not fitted on: five folds, every source document in one of them. What is written is fitted on
all pairs, weights only.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pan13 import PanPair, read_pairs, spans, words
from plagdet import KINDS
from plagdet_scorer import Quad, score, shared
from sklearn.ensemble import GradientBoostingClassifier

from auditor.reuse.align.grow import Region
from auditor.reuse.align.judge import LEAST_DIGEST, keep_row, summary_row
from auditor.reuse.align.passages import mirror, regions
from auditor.reuse.align.profiles import DOCUMENTS
from auditor.reuse.align.sides import pair
from auditor.reuse.align.summary import digest

SUMMARY_AT = 0.35  # chosen by five-fold cross-validation on the same corpus, as is
KEEP_AT = 0.45
OVERLAP = 0.3  # share of a region inside the gold that makes it right
FOLDS = 5
Row = tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What is judged in one pair: features, label and text ranges of each stretch."""

    kind: str
    gold: tuple[Quad, ...]
    fold: int
    summaries: list[tuple[Row, bool, Quad]]
    regions: list[tuple[Row, bool, Quad]]


def judged(row: PanPair) -> Judged:
    """The rows of one pair."""
    one, two = words(row.left), words(row.right)
    table = pair(one, two, DOCUMENTS)
    found = regions(table, DOCUMENTS)
    summary = row.kind == "summary" and bool(row.gold)
    summaries = []
    for side, other, mirrored in ((table.left, table.right, False), (table.right, table.left, True)):
        stretch = digest(table, side, other)
        if stretch.score >= LEAST_DIGEST:
            seen = [mirror(region) for region in found] if mirrored else found
            region = Region(stretch.start, stretch.end, 0, len(other))
            place = spans(one, two, mirror(region) if mirrored else region)
            summaries.append((summary_row(table, side, other, stretch, seen), summary and not mirrored, place))
    places = [spans(one, two, region) for region in found]
    kept = [
        (keep_row(region, found), shared(place, row.gold) > OVERLAP)
        for region, place in zip(found, places, strict=True)
    ]
    rows = [(features, right, place) for (features, right), place in zip(kept, places, strict=True)]
    return Judged(row.kind, row.gold, zlib.crc32(row.right.encode()) % FOLDS, summaries, rows)


def fitted(rows: Iterable[tuple[Row, bool, Quad]], trees: int, leaf: int) -> GradientBoostingClassifier:
    """Boosted trees over labelled rows."""
    features, labels, _ = zip(*rows, strict=True)
    return GradientBoostingClassifier(
        max_depth=3, n_estimators=trees, learning_rate=0.1, subsample=0.7, min_samples_leaf=leaf, random_state=0
    ).fit(np.array(features), np.array(labels))


def both(pairs: Sequence[Judged]) -> tuple[GradientBoostingClassifier, GradientBoostingClassifier]:
    """The judgement of summaries, and that of regions in pairs that hold none."""
    summaries = [row for one in pairs for row in one.summaries]
    kept = [row for one in pairs if not (one.kind == "summary" and one.gold) for row in one.regions]
    return fitted(summaries, 80, 5), fitted(kept, 60, 20)


def likely(model: GradientBoostingClassifier, rows: list[tuple[Row, bool, Quad]]) -> NDArray[np.float64]:
    """Probability of each row."""
    return np.asarray(model.predict_proba(np.array([row[0] for row in rows]))[:, 1]) if rows else np.zeros(0)


def decided(one: Judged, summary: GradientBoostingClassifier, keep: GradientBoostingClassifier) -> list[Quad]:
    """What is reported of a pair."""
    for row, sure in zip(one.summaries, likely(summary, one.summaries), strict=True):
        if sure >= SUMMARY_AT:
            return [row[2]]
    return [row[2] for row, sure in zip(one.regions, likely(keep, one.regions), strict=True) if sure >= KEEP_AT]


def held_out(pairs: Sequence[Judged]) -> None:
    """Print PlagDet by kind on pairs not fitted on."""
    found: dict[str, list[tuple[tuple[Quad, ...], list[Quad]]]] = defaultdict(list)
    for fold in range(FOLDS):
        models = both([one for one in pairs if one.fold != fold])
        for one in pairs:
            if one.fold == fold:
                found[one.kind].append((one.gold, decided(one, *models)))
    for kind in KINDS:
        rows = [row for part in found.values() for row in part] if kind == "all" else found[kind]
        figures = score(rows)
        print(f"{kind:14}{figures.plagdet:9.4f}{figures.precision:11.4f}{figures.recall:9.4f}")
    flagged = [bool(result) for part in found.values() for gold, result in part if not gold]
    print(f"negative pairs flagged: {sum(flagged)} of {len(flagged)}")


def main(data: Path, out: Path) -> None:
    """Measure, fit on all pairs, and write."""
    pairs = [judged(row) for row in read_pairs(data)]
    held_out(pairs)
    summary, keep = both(pairs)
    table = {
        "origin": "fitted by tests/bench/fit_reuse_documents.py on the PAN13 text-alignment training corpus",
        "summary": {"at": SUMMARY_AT, **forest(summary)},
        "keep": {"at": KEEP_AT, **forest(keep)},
    }
    out.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


def forest(model: GradientBoostingClassifier) -> dict[str, object]:
    """Boosted trees as the auditor reads them: log odds to start from, and what each tree adds."""
    share = float(model.init_.class_prior_[1])
    trees = [tree_columns(tree[0].tree_, model.learning_rate) for tree in model.estimators_]
    return {"start": round(float(np.log(share / (1 - share))), 6), "trees": trees}


def tree_columns(tree: object, rate: float) -> dict[str, list[float]]:
    """A fitted tree as the columns the auditor reads."""
    leaf = tree.children_left < 0
    return {
        "feature": np.where(leaf, -1, tree.feature).tolist(),
        "threshold": [round(float(t), 5) for t in tree.threshold],
        "low": tree.children_left.tolist(),
        "high": tree.children_right.tolist(),
        "value": [round(float(v) * rate, 5) for v in tree.value[:, 0, 0]],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
