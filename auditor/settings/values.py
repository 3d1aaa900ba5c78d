"""Values of a settings file, checked one by one; each error names the key and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from auditor.errors import SettingsError

T = TypeVar("T")
Option = bool | int | float | str | tuple[str, ...]


def codes(value: object, where: str) -> tuple[str, ...]:
    """Rule codes or families, in capitals."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise SettingsError(f'{where}: must be a list of codes such as ["SPN", "DUP001"]')
    return tuple(code.upper() for code in value)


def rows_of(value: object, where: str) -> list[tuple[str, object]]:
    """The rows of a table."""
    if not isinstance(value, dict):
        raise SettingsError(f"{where}: must be a table")
    return list(value.items())


def pairs(value: object, where: str) -> tuple[tuple[str, str], ...]:
    """Pairs of publisher and reprinting source, sorted."""
    found = tuple(tuple(pair) for pair in value if isinstance(pair, list)) if isinstance(value, list) else ()
    whole = isinstance(value, list) and len(found) == len(value)
    if not whole or any(len(pair) != 2 or not all(isinstance(name, str) and name for name in pair) for pair in found):
        raise SettingsError(f"{where}: must be a list of [publisher, reprinting source] pairs")
    return tuple(sorted((pair[0], pair[1]) for pair in found))


def option(value: object, where: str) -> Option:
    """An option of a rule."""
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    if isinstance(value, bool | int | float | str):
        return value
    raise SettingsError(f"{where}: a rule option must be a number, text, true/false or a list")


def typed(value: object, kind: type[T], where: str) -> T:
    """*value*, if it is of *kind*."""
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        wanted = {bool: "true or false", int: "a whole number"}.get(kind, "text")
        raise SettingsError(f"{where}: must be {wanted}, not {value!r}")
    return value


def one_of(value: object, choices: tuple[str, ...], where: str) -> str:
    """*value*, if it is one of *choices*."""
    if not isinstance(value, str) or value not in choices:
        raise SettingsError(f"{where}: {value!r} is not one of {', '.join(choices)}")
    return value


def names(value: object, where: str) -> tuple[str, ...]:
    """A list of non-empty texts."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise SettingsError(f"{where}: must be a list of names")
    return tuple(item.strip() for item in value)


def known_keys(row: Mapping[str, object], known: Iterable[str], where: str) -> dict[str, object]:
    """*row* with underscores for dashes in its keys; a key not *known* is an error with a suggestion."""
    wanted = sorted(known)
    result = {}
    for key, value in row.items():
        name = key.replace("-", "_")
        if name not in wanted:
            raise SettingsError(f"{where}: unknown key {key!r}{hint(name, wanted)}")
        result[name] = value
    return result


def hint(name: str, wanted: Iterable[str]) -> str:
    """A suggestion for a misspelt *name*, or nothing."""
    close = get_close_matches(name, list(wanted), n=1)
    return f"; did you mean {close[0].replace('_', '-')!r}?" if close else ""
