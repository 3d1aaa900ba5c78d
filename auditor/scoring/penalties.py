"""What an article's charges come to: one penalty per dimension, so that no word is paid for twice.

A word pays the dearest of its charges. Reuse and rewording share what they cost together in proportion to
their charges, and comment, of which a source is excused a little, pays what it adds to that. So one more
finding can only add.
"""

from __future__ import annotations

import numpy as np

from auditor.scoring.charges import WORDED, Charges, Ground
from auditor.scoring.faults import joined_faults
from auditor.scoring.method import DIMENSIONS, Method
from auditor.scoring.words import Charge, Mask, Numbers

_NOTHING = 1e-9  #: less than this is rounding


def penalties(charges: Charges, ground: Ground, method: Method) -> tuple[float, float, float, float]:
    """Charges as one penalty per dimension, 0 to 1: a share of the article's own prose, and its faults.

    In points of 100, a word that is reused at *r*, comment at *o*, reworded at *w*, in an article
    whose faults come to *f*, pays the larger of *w* joined with *f* and max(*r*, *o*) joined with *f*.
    What is charged as comment is no part of the report that was copied: it does not make the copy a
    smaller share of anything.
    """
    lost = dict.fromkeys(DIMENSIONS, 0.0) | {"disclosure": 1 - charges.kept * (1 - _template(charges, method))}
    if ground.body.any():
        points = dict(zip(DIMENSIONS, method.points, strict=True))
        faulty = joined_faults(charges.faults)
        report = ~charges.voiced
        padding = np.zeros(max(_missing(ground.body, ground.free), 1 - int(ground.free.sum())))
        kept = _missing(ground.body & report, ground.free & report)
        reused, reworded, comment = (np.append(charges.words[name][ground.free], padding) for name in WORDED)
        beside = np.append(charges.words["opinion"][ground.free] > 0, np.arange(len(padding)) >= kept)
        voiced = min(1.0, float(comment.mean()) / method.comment)
        parts = {
            "attribution": reused * points["attribution"],
            "integrity": (1 - (1 - reworded) * (1 - faulty)) * points["integrity"],
        }
        fault = faulty * points["integrity"]
        plain, paid = (
            np.maximum(parts["integrity"], copied + fault - copied * fault / 100)
            for copied in (parts["attribution"], np.maximum(parts["attribution"], voiced * points["opinion"]))
        )
        counted = _dearest(plain, beside, method)
        total = np.maximum(sum(parts.values()), _NOTHING)
        means = {name: float((part / total * plain)[counted].mean()) for name, part in parts.items()}
        means["opinion"] = float(paid[_dearest(paid, beside, method)].mean() - plain[counted].mean())
        for name, mean in means.items():
            lost[name] = min(1.0, max(0.0, mean / points[name])) if points[name] else 0.0
    attribution, integrity, opinion, disclosure = (lost[name] for name in DIMENSIONS)
    return attribution, integrity, opinion, disclosure


def _missing(body: Mask, prose: Mask) -> int:
    """How many words prose lacks of half the body: so few words between long quotations do not stand for it."""
    return max(0, int(body.sum()) // 2 - int(prose.sum()))


def _dearest(paid: Charge, beside: Mask, method: Method) -> Numbers:
    """The words that pay most in the mean, with or without those *beside* them; no fewer than make a report."""
    cheap = np.flatnonzero(beside)
    cheap = cheap[np.argsort(paid[cheap], kind="stable")][: max(0, len(paid) - method.story_words // 2)]
    sums = paid.sum() - np.append(0.0, np.cumsum(paid[cheap]))
    best = int(np.argmax(sums / (len(paid) - np.arange(len(cheap) + 1))))
    return np.delete(np.arange(len(paid)), cheap[:best])


def _template(charges: Charges, method: Method) -> float:
    """The share of the words that is left of the page's template, at most so much."""
    apart = float((~charges.voiced).sum())
    return min(method.template, float(charges.template.sum()) / max(1.0, apart))
