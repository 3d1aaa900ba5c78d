"""Frozen settings, read from ``[tool.auditor]`` in pyproject.toml or from auditor.toml.

An unknown key or a value of the wrong kind is an error with a suggestion: a gate that silently
ignores a misspelt option is worse than none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from auditor.errors import SettingsError
from auditor.model import Outlet, Reply, Severity
from auditor.settings.outlets import outlets_of
from auditor.settings.replies import replies_of
from auditor.settings.values import Option, codes, hint, one_of, option, pairs, rows_of, typed

__all__ = ["LEVELS", "PROFILES", "Option", "Settings", "load", "nearest", "parse", "table"]

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
    syndication: tuple[tuple[str, str], ...] = ()  #: (publisher, source that may reprint it)
    outlets: tuple[Outlet, ...] = ()  #: agencies and outlets beside those the package knows
    replies: tuple[Reply, ...] = ()  #: of publishers; shown, never scored
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
        relevant = replace(self, jobs=1, fail_on=Severity.MEDIUM, replies=())
        return sha256(repr(relevant).encode()).hexdigest()[:12]


def load(path: Path | None = None, *, start: Path | None = None) -> Settings:
    """Read settings from *path*, or from the nearest auditor.toml or pyproject.toml above *start*.

    Raises SettingsError naming the file and the key.
    """
    found = path or nearest(start or Path.cwd())
    if found is None:
        return Settings()
    return parse(table(found), origin=str(found), folder=found.parent)


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


def parse(rows: dict[str, object], *, origin: str = "settings", folder: Path = Path()) -> Settings:
    """Turn the rows of a TOML table (dashes or underscores in keys) into Settings.

    Names of files are looked up from *folder*. Raises SettingsError naming *origin* and the key.
    """
    known = {field.name for field in fields(Settings)}
    values: dict[str, object] = {}
    spelled: dict[str, str] = {}
    for key, value in rows.items():
        name = key.replace("-", "_")
        if (other := spelled.setdefault(name, key)) != key:
            raise SettingsError(f"{origin}: {other!r} and {key!r} are the same setting: keep one of them")
        if name not in known:
            raise SettingsError(f"{origin}: unknown setting {key!r}{hint(name, sorted(known))}")
        values[name] = _convert(name, value, f"{origin}: {key}", folder)
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


def _convert(name: str, value: object, where: str, folder: Path) -> object:
    match name:
        case "per_source_ignores":
            return tuple(sorted((source, codes(row, f"{where}.{source}")) for source, row in rows_of(value, where)))
        case "fail_on":
            return None if one_of(value, LEVELS, where) == "never" else Severity[str(value).upper()]
        case "profile":
            return one_of(value, PROFILES, where)
        case "same_source":
            return typed(value, bool, where)
        case "jobs" | "max_bytes":
            number = typed(value, int, where)
            if number < 1:
                raise SettingsError(f"{where}: must be at least 1")
            return number
        case "replies":
            return replies_of(value, where, folder)
        case _:
            return _LISTS[name](value, where)


def _rules(value: object, where: str) -> tuple[tuple[str, tuple[tuple[str, Option], ...]], ...]:
    return tuple(
        sorted(
            (code, tuple(sorted((key, option(v, where)) for key, v in rows_of(options, f"{where}.{code}"))))
            for code, options in rows_of(value, where)
        )
    )


_LISTS: Final[dict[str, Callable[[object, str], object]]] = {
    "select": codes,
    "ignore": codes,
    "syndication": pairs,
    "outlets": outlets_of,
    "rules": _rules,
}
