"""What is plugged in: built-in rules, readers and reporters, then those found through entry points.

Groups: ``auditor.rules`` (rule classes), ``auditor.readers`` (reader classes), ``auditor.reporters``
(reporter classes, named by their format).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields, replace
from difflib import get_close_matches
from importlib.metadata import entry_points
from typing import Any

from auditor.errors import SettingsError
from auditor.protocols import Reader, Reporter, Rule
from auditor.readers import builtin
from auditor.rules import BUILT_IN
from auditor.settings import Option, Settings


def rule_classes() -> tuple[type[Rule], ...]:
    """Every rule class, sorted by code. A code that is taken twice is an error."""
    found: dict[str, type[Rule]] = {}
    for rule in (*BUILT_IN, *_plugged_in("auditor.rules")):
        if rule.code in found and found[rule.code] is not rule:
            raise SettingsError(f"rule code {rule.code} is claimed by {found[rule.code].__name__} and {rule.__name__}")
        found[rule.code] = rule
    return tuple(found[code] for code in sorted(found))


def rules(settings: Settings) -> tuple[Rule, ...]:
    """The selected rules with their options set.

    Raises SettingsError for a code, family or option that no rule has.
    """
    classes = rule_classes()
    codes = [rule.code for rule in classes]
    named = (*settings.select, *settings.ignore, *(c for _, cs in settings.per_source_ignores for c in cs))
    for prefix in named:
        if not any(code.startswith(prefix) for code in codes):
            families = sorted({code.rstrip("0123456789") for code in codes})
            raise SettingsError(f"no rule is named {prefix!r}{_hint(prefix, [*families, *codes])}")
    for code, _ in settings.rules:
        if code not in codes:
            raise SettingsError(f"options are set for {code!r}, which is no rule{_hint(code, codes)}")
    return tuple(_with_options(rule, settings.options(rule.code)) for rule in classes if settings.runs(rule.code))


def readers(max_bytes: int) -> tuple[Reader, ...]:
    """The readers in the order they are asked: those plugged in first, so that they may take over a name."""
    return (*(reader() for reader in _plugged_in("auditor.readers")), *builtin(max_bytes))


def reporter(name: str) -> Reporter | None:
    """The plugged-in reporter of one format, or None."""
    found = (reporter() for reporter in _plugged_in("auditor.reporters"))
    return next((one for one in found if one.name == name), None)


def _plugged_in(group: str) -> Iterator[Any]:
    for entry in sorted(entry_points(group=group), key=lambda e: (e.name, e.value)):
        yield entry.load()


def _with_options(rule: type[Rule], options: dict[str, Option]) -> Rule:
    known = {field.name: field for field in fields(rule)}  # type: ignore[arg-type]  # rules are dataclasses
    instance = rule()
    spelled: dict[str, str] = {}
    for key, value in options.items():
        name = key.replace("-", "_")
        if (other := spelled.setdefault(name, key)) != key:
            raise SettingsError(f"{rule.code}: {other!r} and {key!r} are the same option: keep one of them")
        if name not in known:
            raise SettingsError(f"{rule.code} has no option {key!r}{_hint(key, [k.replace('_', '-') for k in known])}")
        default = getattr(instance, name)
        if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)  # noqa: PLW2901  # TOML writes 1 for 1.0
        if type(value) is not type(default):
            raise SettingsError(f"{rule.code}.{key} must be {type(default).__name__}, not {value!r}")
        _check_range(f"{rule.code}.{key}", value, default)
        instance = replace(instance, **{name: value})  # type: ignore[type-var]
    return instance


def _check_range(name: str, value: Option, default: Option) -> None:
    """Numbers are counts, or shares where the default is one; neither is negative or no number at all."""
    if isinstance(value, bool | str | tuple) or isinstance(default, bool | str | tuple):
        return
    highest = 1.0 if isinstance(default, float) and default <= 1 else math.inf
    if not 0 <= value <= highest:
        raise SettingsError(f"{name} must be {'from 0 to 1' if highest == 1 else 'at least 0'}, not {value}")


def _hint(name: str, known: list[str]) -> str:
    close = get_close_matches(name.upper() if known and known[0].isupper() else name, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
