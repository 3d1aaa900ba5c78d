"""Fit ``auditor/data/reuse_documents.json`` on the PAN13 text-alignment training corpus.

Usage: python tests/bench/fit_reuse_documents.py DATA OUT.json

DATA holds ``src/*.txt``, ``susp/*.txt`` and ``gold.jsonl``. Only the fitted weights are written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from pan13 import Pairs, read_pairs, spans, words
from plagdet_scorer import shared
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from auditor.reuse.align.judge import LEAST_DIGEST, keep_row, summary_row
from auditor.reuse.align.passages import mirror, regions
from auditor.reuse.align.profiles import DOCUMENTS
from auditor.reuse.align.sides import pair
from auditor.reuse.align.summary import digest

SUMMARY_AT = 0.35  # chosen by five-fold cross-validation on the same corpus, as is
KEEP_AT = 0.55
OVERLAP = 0.3  # share of a region inside the gold that makes it right


def collect(pairs: Pairs) -> tuple[list[tuple[float, ...]], list[bool], list[tuple[float, ...]], list[bool]]:
    """Rows and labels of both judgements."""
    summaries: list[tuple[float, ...]] = []
    is_summary: list[bool] = []
    kept: list[tuple[float, ...]] = []
    is_right: list[bool] = []
    for row in pairs:
        one, two = words(row.left), words(row.right)
        table = pair(one, two, DOCUMENTS)
        found = regions(table, DOCUMENTS)
        summary = row.kind == "summary" and bool(row.gold)
        for side, other, mirrored in ((table.left, table.right, False), (table.right, table.left, True)):
            stretch = digest(table, side, other)
            if stretch.score >= LEAST_DIGEST:
                seen = [mirror(region) for region in found] if mirrored else found
                summaries.append(summary_row(table, side, other, stretch, seen))
                is_summary.append(summary and not mirrored)
        if not summary:
            for region in found:
                kept.append(keep_row(region, found))
                is_right.append(shared(spans(one, two, region), row.gold) > OVERLAP)
    return summaries, is_summary, kept, is_right


def fit(data: Path, out: Path) -> None:
    """Fit both judgements and write them."""
    summaries, is_summary, kept, is_right = collect(read_pairs(data))
    trees = GradientBoostingClassifier(
        max_depth=3, n_estimators=80, learning_rate=0.1, subsample=0.7, min_samples_leaf=5, random_state=0
    ).fit(np.array(summaries), is_summary)
    scaler = StandardScaler().fit(np.array(kept))
    rule = LogisticRegression(max_iter=3000).fit(scaler.transform(np.array(kept)), is_right)
    weights = rule.coef_[0] / scaler.scale_
    share = float(np.mean(is_summary))
    table = {
        "origin": "fitted by tests/bench/fit_reuse_documents.py on the PAN13 text-alignment training corpus",
        "summary": {
            "start": round(float(np.log(share / (1 - share))), 6),
            "at": SUMMARY_AT,
            "trees": [tree_columns(tree[0].tree_, trees.learning_rate) for tree in trees.estimators_],
        },
        "keep": {
            "weights": [round(float(weight), 6) for weight in weights],
            "bias": round(float(rule.intercept_[0] - (weights * scaler.mean_).sum()), 6),
            "at": KEEP_AT,
        },
    }
    out.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


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
    fit(Path(sys.argv[1]), Path(sys.argv[2]))
