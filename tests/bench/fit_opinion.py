"""Fit ``auditor/data/opinion_weights.json`` on NewsSD-ENG.

Usage: python tests/bench/fit_opinion.py NEWSSD_ENG_FOLDER

NewsSD-ENG (Antici et al., CC BY 4.0) holds news sentences labelled OBJ or SUBJ. The model is a
strongly regularised logistic regression on the sentence features, fitted on train and val; the
strength was chosen by cross-validation on train. Test is never fitted on.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from auditor.annotate.opinion.features import NAMES, sentence_features
from auditor.annotate.opinion.weights import SHARES, transform
from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.model import Article
from auditor.text import prepare

TARGET = Path(__file__).parents[2] / "auditor" / "data" / "opinion_weights.json"


def features(sentence: str) -> np.ndarray:
    """The features of one labelled row, which may hold more than one sentence; shape (features,)."""
    document = prepare(Article("row", "newssd", sentence, language="en"))
    quotations = find_quotations(document)
    attributions = find_attributions(document, quotations)
    matrix = sentence_features(document, quotations, attributions).matrix
    summed = matrix.sum(axis=0)
    shares = [NAMES.index(name) for name in sorted(SHARES)]
    summed[shares] = matrix[:, shares].mean(axis=0)
    return summed


def load(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels (True: subjective) of one file."""
    with path.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    matrix = np.array([features(" ".join(row["Sentence"].split())) for row in rows])
    return transform(matrix), np.array([row["Label"] == "SUBJ" for row in rows])


def macro_f1(truth: np.ndarray, predicted: np.ndarray) -> float:
    """The measure of the CheckThat! task."""
    return float(f1_score(truth, predicted, average="macro"))


def main(folder: Path) -> None:
    """Choose the strength, fit, write the weights and print the figures."""
    train, val, test = (load(folder / f"{name}.csv") for name in ("train", "val", "test"))
    scored = []
    for strength in (0.003, 0.01, 0.03, 0.1, 0.3):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, class_weight="balanced", max_iter=2000))
        guess = cross_val_predict(model, *train, cv=StratifiedKFold(10))
        scored.append((macro_f1(train[1], guess), strength))
        print(f"C={strength}: cross-validated macro-F1 {scored[-1][0]:.3f}")
    strength = max(scored)[1]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, class_weight="balanced", max_iter=2000))
    model.fit(np.vstack([train[0], val[0]]), np.concatenate([train[1], val[1]]))
    print(f"chosen C={strength}; test macro-F1 {macro_f1(test[1], model.predict(test[0])):.3f}")
    scaler, regression = model[0], model[-1]
    weight = regression.coef_[0] / scaler.scale_
    table = {
        "origin": "logistic regression fitted by tests/bench/fit_opinion.py on NewsSD-ENG train and val (CC BY 4.0)",
        "bias": round(float(regression.intercept_[0]), 5),
        "features": {
            name: {"center": round(float(center), 5), "weight": round(float(w), 5)}
            for name, center, w in zip(NAMES, scaler.mean_, weight, strict=True)
        },
    }
    TARGET.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
