"""Fit the weights of the direction inference on constructed copies: python tests/bench/fit_origin.py DATA [--report].

DATA holds ``news_sample.jsonl.gz``. Two logistic regressions (scikit-learn): which of two texts is
the origin, without intercept because swapping sides must swap the answer; and whether one text
comes from the other at all. A third one, on cases of its own, turns both answers into the
confidence that is reported. Prior sharing and rarer words cannot be constructed so: their weights are
set by hand. Writes ``auditor/data/origin_weights.json`` and prints Brier score, accuracy and abstentions on
cases of another seed, a reliability table, how often the surer of a right and a wrong name is the right one,
and the skill against always giving the base rates (1 is perfect, 0 is no better): of the named origins, and of all
cases as a forecast of left, right or neither.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from origin_cases import Case, cases
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from auditor.annotate.credits import builtin_outlets
from auditor.model import Article
from auditor.reuse import origin

NAMES = ("days", "hours", "credit", "spun", "residue", "signed", "containment", "edits")
TABLE = Path(__file__).parents[2] / "auditor" / "data" / "origin_weights.json"
#: Set by hand: no pair shows prior sharing, and no constructed case has edits a dictionary pairs.
BY_HAND = {"prior": 0.8, "wording": 3.0}
THRESHOLD = 0.75
HELD_OUT = 3000
BINS = (0.75, 0.85, 0.92, 0.96, 0.985, 1.0)


def main(folder: str) -> None:
    """Fit on seed 1, measure on seed 2."""
    articles = load(Path(folder) / "news_sample.jsonl.gz")
    fitted = fit(list(cases(articles[::2], 3000, seed=1)))
    fitted["calibration"] = calibrated(list(cases(articles[::2], 4000, seed=3)), fitted)
    TABLE.write_text(json.dumps(fitted, sort_keys=True) + "\n", encoding="utf-8")
    origin._table.cache_clear()
    print(json.dumps(fitted, indent=1, sort_keys=True))
    report(list(cases(articles[1::2], HELD_OUT, seed=2)))


def load(path: Path) -> list[Article]:
    """The articles of the sample with their text only."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        return [Article(row["id"], "x.example", row["text"]) for row in map(json.loads, rows)]


def fit(rows: list[Case]) -> dict[str, dict[str, float]]:
    """Weights of both regressions, rounded to what the sample supports."""
    known = builtin_outlets()
    # Cases that name a third origin are answered by rule and teach the regressions nothing.
    open_cases = [row for row in rows if not origin.third_text(row.left, row.right, outlets=known)]
    signs = [tuple(origin.direction_signs(row.match, row.left, row.right, outlets=known)) for row in open_cases]
    features = np.array([[sum(s.value for s in found if s.name == name) for name in NAMES] for found in signs])
    decided = np.array([row.truth != "third" for row in open_cases])
    left = np.array([row.truth == row.left.article.id for row in open_cases])
    # Clocks are independent of all other signs, so each gets its own log odds; the rest is fitted together.
    weights = dict(BY_HAND)
    for names in (("days",), ("hours",), tuple(name for name in NAMES if name not in {"days", "hours"})):
        columns = [NAMES.index(name) for name in names]
        seen = decided & features[:, columns].any(axis=1)
        model = LogisticRegression(fit_intercept=False, C=10.0).fit(features[seen][:, columns], left[seen])
        weights |= {name: round(max(0.0, float(w)), 2) for name, w in zip(names, model.coef_[0], strict=True)}
    inputs = [_direct_inputs(row, found) for row, found in zip(open_cases, signs, strict=True)]
    direct = LogisticRegression(C=1.0).fit([list(row.values()) for row in inputs], decided)
    return {
        "threshold": {"confidence": THRESHOLD},
        "weights": weights,
        "direct": {
            "intercept": round(float(direct.intercept_[0]), 2),
            **{name: round(float(w), 2) for name, w in zip(inputs[0], direct.coef_[0], strict=True)},
        },
    }


def _direct_inputs(row: Case, signs: Sequence[origin.Sign]) -> dict[str, float]:
    return origin.direct_inputs(signs, origin.match_shares(row.match, row.left, row.right), origin.own_words(row.match))


def _direct(row: Case, signs: Sequence[origin.Sign]) -> float:
    shares = origin.match_shares(row.match, row.left, row.right)
    return origin.direct_probability(signs, shares, origin.own_words(row.match))


def calibrated(rows: list[Case], fitted: dict[str, dict[str, float]]) -> dict[str, float]:
    """How likely the pointed-at text is right, from both regressions' answers, on cases they were not fitted on."""
    TABLE.write_text(json.dumps(fitted, sort_keys=True) + "\n", encoding="utf-8")
    origin._table.cache_clear()
    inputs, hits = [], []
    for row in rows:
        if origin.third_text(row.left, row.right):
            continue
        signs = tuple(origin.direction_signs(row.match, row.left, row.right))
        odds = sum(fitted["weights"].get(sign.name, 0.0) * sign.value for sign in signs)
        direct = _direct(row, signs)
        inputs.append([origin.both_log_odds(direct, odds)])
        hits.append(row.truth == (row.left if odds > 0 else row.right).article.id)
    model = LogisticRegression(C=10.0).fit(inputs, hits)
    return {"intercept": round(float(model.intercept_[0]), 2), "slope": round(max(0.0, float(model.coef_[0][0])), 2)}


def forecast(row: Case) -> tuple[float, float, float]:
    """How likely left, right and neither is the origin."""
    if origin.third_text(row.left, row.right):
        return 0.0, 0.0, 1.0
    signs = tuple(origin.direction_signs(row.match, row.left, row.right))
    odds = sum(origin._table()["weights"].get(sign.name, 0.0) * sign.value for sign in signs)
    direct = _direct(row, signs)
    sure = origin.origin_confidence(direct, odds)
    other = (1 - sure) * direct / (1 + np.exp(abs(odds)))
    return (sure, other, 1 - sure - other) if odds > 0 else (other, sure, 1 - sure - other)


def skill(rows: list[Case]) -> tuple[float, float]:
    """Brier score of the forecast over left, right and neither, and its skill against the base rates."""
    made = np.array([forecast(row) for row in rows])
    truth = np.array([[row.truth == side.article.id for side in (row.left, row.right)] for row in rows], dtype=float)
    truth = np.column_stack([truth, 1 - truth.sum(axis=1)])
    brier = float(((made - truth) ** 2).sum(axis=1).mean())
    base = float(((truth.mean(axis=0) - truth) ** 2).sum(axis=1).mean())
    return brier, 1 - brier / base


def report(rows: list[Case]) -> None:
    """Brier score of the named origins, accuracy, abstention rate, and how third texts fare."""
    named, right, brier, third_named, thirds, spun_named = 0, 0, 0.0, 0, 0, 0
    sure: list[tuple[float, bool]] = []
    for row in rows:
        answer = origin.infer_origin(row.match, row.left, row.right)
        thirds += row.truth == "third"
        if answer.article is None:
            continue
        hit = answer.article == row.truth
        named += 1
        right += hit
        third_named += row.truth == "third"
        brier += (answer.confidence - hit) ** 2
        spun_named += next(r for r in (row.left, row.right) if r.article.id == answer.article).spun.verdict == "spun"
        sure.append((answer.confidence, hit))
    direct = len(rows) - thirds
    print(f"cases {len(rows)}: {direct} direct, {thirds} of a third text")
    share, abstained = right / named, 1 - (named - third_named) / direct
    print(f"named {named}; abstained on {abstained:.1%} of direct cases")
    print(f"right when named {share:.1%}; third texts named {third_named / thirds:.1%}; spun texts named {spun_named}")
    gained = 1 - brier / named / (share * (1 - share))
    print(f"Brier score {brier / named:.3f} of the named; always saying {share:.2f}: {share * (1 - share):.3f}")
    score, better = skill(rows)
    print(f"Brier skill of the named {gained:.2f}; of all as left, right or neither {better:.2f} (score {score:.3f})")
    print(
        f"surer when right than when wrong: {roc_auc_score([hit for _, hit in sure], [p for p, _ in sure]):.3f} (AUC)"
    )
    for low, high in pairwise(BINS):
        inside = [(p, hit) for p, hit in sure if low <= p < high]
        if inside:
            said, true = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            print(f"  confidence {low:.2f} to {high:.2f}: {len(inside):4d} cases, said {said:.3f}, right {true:.3f}")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[2] == "--report":
        report(list(cases(load(Path(sys.argv[1]) / "news_sample.jsonl.gz")[1::2], HELD_OUT, seed=2)))
    elif len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        raise SystemExit(__doc__)
