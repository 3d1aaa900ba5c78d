"""Names a person can read: ids, sources and paths of any length are shortened in the middle where they are shown.

Machine formats keep them whole.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from auditor.model import Article

if TYPE_CHECKING:
    from auditor.model import AuditReport

T = TypeVar("T")

LONGEST = 300  #: characters of a name that is shown whole


def shortened(name: str) -> str:
    """Return *name* with its middle left out where it is longer than ``LONGEST``."""
    if len(name) <= LONGEST:
        return name
    half = LONGEST // 2
    return f"{name[: half - 1]}…{name[-half:]}"


def readable(report: AuditReport) -> AuditReport:
    """Return *report* with long ids, sources and paths shortened wherever they stand, but not in the articles' texts.

    Names that differ stay different.
    """
    long: dict[str, str] = {}
    for reading in report.articles:
        article = reading.article
        for name in (article.id, article.source, article.path):
            if len(name) > LONGEST and name not in long:
                long[name] = _another(shortened(name), set(long.values()))
    for skipped in report.skipped:
        if len(skipped.place) > LONGEST:
            long.setdefault(skipped.place, shortened(skipped.place))
    return _renamed(report, long) if long else report


def _another(name: str, taken: set[str]) -> str:
    """Return *name*, with a number in its middle if it is taken."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = name.replace("…", f"…{number}…", 1)
    return free


def _renamed(value: T, long: dict[str, str]) -> T:
    changed: Any = value
    if type(value) is str:
        if len(changed) > LONGEST:
            for name in sorted(long, key=len, reverse=True):
                changed = changed.replace(name, long[name])
    elif isinstance(value, tuple):
        changed = tuple(_renamed(item, long) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        kept = {"text"} if isinstance(value, Article) else set()
        told = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        changed = replace(value, **{key: _renamed(item, long) for key, item in told.items() if key not in kept})
    result: T = changed
    return result
