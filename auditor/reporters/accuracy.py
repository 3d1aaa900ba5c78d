"""The measured figures that ship with the package: ``auditor/data/accuracy.toml``."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from math import sqrt
from typing import Any

from auditor.reporters.rule_doc import Accuracy

_TEXTS = frozenset({"task", "figure", "interval", "data", "published", "script", "date"})
_OTHERS = frozenset({"hits", "of", "in-sample", "codes"})


@functools.cache
def measured() -> tuple[Accuracy, ...]:
    """Return every figure in the order of the file. Raises ValueError naming a row that is not as the file says."""
    rows = tomllib.loads(files("auditor.data").joinpath("accuracy.toml").read_text("utf-8"))
    return tuple(_row(row) for row in rows["measured"])


def of_rule(code: str) -> tuple[Accuracy, ...]:
    """Return the figures a rule rests on: those of its code and of its family."""
    return tuple(row for row in measured() if any(code.startswith(stem) for stem in row.codes))


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927, score interval), also right for shares near 0 or 1."""
    z = 1.959964
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _row(row: dict[str, Any]) -> Accuracy:
    told = row.get("task", "a row without task")
    if unknown := row.keys() - _TEXTS - _OTHERS:
        raise ValueError(f"accuracy.toml, {told}: unknown {', '.join(sorted(unknown))}")
    texts = {key: row[key].replace(" %", "\u00a0%") for key in _TEXTS & row.keys()}
    if "of" in row:
        hits, of = int(row["hits"]), int(row["of"])
        low, high = wilson(hits, of)
        texts["figure"] = f"{hits} of {of:,} ({hits / of:.1%})".replace("%", "\u00a0%")
        texts["interval"] = f"{100 * low:.1f} to {100 * high:.1f}\u00a0%"
    if missing := {"task", "figure", "data", "script", "date"} - {key for key, text in texts.items() if text}:
        raise ValueError(f"accuracy.toml, {told}: lacks {', '.join(sorted(missing))}")
    return Accuracy(**texts, codes=tuple(row.get("codes", ())), in_sample=bool(row.get("in-sample", False)))
