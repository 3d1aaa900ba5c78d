"""Frozen settings, read from ``[tool.auditor]`` in pyproject.toml or from auditor.toml.

An unknown key or a value of the wrong kind is an error with a suggestion: a gate that silently
ignores a misspelt option is worse than none.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from auditor.errors import SettingsError
from auditor.model import Severity

T = TypeVar("T")
Option = bool | int | float | str | tuple[str, ...]

PROFILES: Final = ("news", "documents")
LEVELS: Final = (*(level.label for level in Severity), "never")


@dataclass(frozen=True, slots=True)
class Settings:
    """What an audit may be told. Every field has a default that suits a newsroom."""

    select: tuple[str, ...] = ()  #: codes or families to run; empty means all
    ignore: tuple[str, ...] = ()  #: codes or families to leave out
    per_source_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()  #: (source, codes or families)
    fail_on: Severity | None = Severity.MEDIUM  #: lowest severity that makes the exit code 1; None never does
    profile: str = "news"  #: alignment profile: news (short passages) or documents
    same_source: bool = False  #: also compare articles of one source with each other
    jobs: int = 1  #: worker processes
    max_bytes: int = 50_000_000  #: larger files are skipped, with the reason
    syndication: tuple[tuple[str, str], ...] = ()  #: (publisher, source) pairs that may reprint
    rules: tuple[tuple[str, tuple[tuple[str, Option], ...]], ...] = ()  #: options per rule code

    def runs(self, code: str) -> bool:
        """Whether rule *code* is selected and not ignored; the longest matching prefix wins."""
        chosen = max((len(p) for p in self.select if code.startswith(p)), default=-1 if self.select else 0)
        dropped = max((len(p) for p in self.ignore if code.startswith(p)), default=-1)
        return chosen > dropped if dropped >= 0 else chosen >= 0

    def ignored_for(self, source: str, code: str) -> bool:
        """Whether findings of *code* are unwanted for *source*."""
        return any(name == source and code.startswith(codes) for name, codes in self.per_source_ignores)

    def options(self, code: str) -> dict[str, Option]:
        """The options set for one rule."""
        return dict(next((options for name, options in self.rules if name == code), ()))

    @property
    def digest(self) -> str:
        """Twelve hex digits that change with any setting that can change a result."""
        relevant = replace(self, jobs=1, fail_on=Severity.MEDIUM)
        return sha256(repr(relevant).encode()).hexdigest()[:12]


def load(path: Path | None = None, *, start: Path | None = None) -> Settings:
    """Read settings from *path*, or from the nearest auditor.toml or pyproject.toml above *start*.

    Raises SettingsError naming the file and the key.
    """
    found = path or nearest(start or Path.cwd())
    if found is None:
        return Settings()
    return parse(table(found), origin=str(found))


def table(path: Path) -> dict[str, object]:
    """The settings table of one file, unchecked. Raises SettingsError where it cannot be read."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    found: dict[str, object] = data.get("tool", {}).get("auditor", {}) if path.name == "pyproject.toml" else data
    return found


def parse(rows: dict[str, object], *, origin: str = "settings") -> Settings:
    """Turn the rows of a TOML table (dashes or underscores in keys) into Settings."""
    known = {field.name for field in fields(Settings)}
    values: dict[str, object] = {}
    for key, value in rows.items():
        name = key.replace("-", "_")
        if name not in known:
            close = get_close_matches(name, sorted(known), n=1)
            hint = f"; did you mean {close[0].replace('_', '-')!r}?" if close else ""
            raise SettingsError(f"{origin}: unknown setting {key!r}{hint}")
        values[name] = _convert(name, value, f"{origin}: {key}")
    return Settings(**values)  # type: ignore[arg-type]  # _convert checked every field


def nearest(start: Path) -> Path | None:
    """The settings file that counts in folder *start*, if there is one."""
    for folder in (start, *start.resolve().parents):
        own = folder / "auditor.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and "[tool.auditor" in project.read_text("utf-8", errors="replace"):
            return project
    return None


def _convert(name: str, value: object, where: str) -> object:
    match name:
        case "select" | "ignore":
            return _codes(value, where)
        case "per_source_ignores":
            return tuple(sorted((source, _codes(codes, f"{where}.{source}")) for source, codes in _table(value, where)))
        case "fail_on":
            if value not in LEVELS:
                raise SettingsError(f"{where}: {value!r} is not one of {', '.join(LEVELS)}")
            return None if value == "never" else Severity[str(value).upper()]
        case "profile":
            if value not in PROFILES:
                raise SettingsError(f"{where}: {value!r} is not one of {', '.join(PROFILES)}")
            return value
        case "same_source":
            return _typed(value, bool, where)
        case "jobs" | "max_bytes":
            number = _typed(value, int, where)
            if number < 1:
                raise SettingsError(f"{where}: must be at least 1")
            return number
        case "syndication":
            return _pairs(value, where)
        case _:
            return tuple(
                sorted(
                    (code, tuple(sorted((key, _option(v, where)) for key, v in _table(options, f"{where}.{code}"))))
                    for code, options in _table(value, where)
                )
            )


def _codes(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise SettingsError(f'{where}: must be a list of codes such as ["SPN", "DUP001"]')
    return tuple(code.upper() for code in value)


def _table(value: object, where: str) -> list[tuple[str, object]]:
    if not isinstance(value, dict):
        raise SettingsError(f"{where}: must be a table")
    return list(value.items())


def _pairs(value: object, where: str) -> tuple[tuple[str, str], ...]:
    pairs = tuple(tuple(pair) for pair in value) if isinstance(value, list) else ()
    if not isinstance(value, list) or any(len(p) != 2 or not all(isinstance(x, str) for x in p) for p in pairs):
        raise SettingsError(f"{where}: must be a list of [publisher, reprinting source] pairs")
    return tuple(sorted(pairs))


def _option(value: object, where: str) -> Option:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    if isinstance(value, bool | int | float | str):
        return value
    raise SettingsError(f"{where}: a rule option must be a number, text, true/false or a list")


def _typed(value: object, kind: type[T], where: str) -> T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise SettingsError(f"{where}: must be {'true or false' if kind is bool else 'a whole number'}, not {value!r}")
    return value
