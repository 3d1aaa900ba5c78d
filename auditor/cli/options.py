"""Options that several commands take, and how they become Settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.errors import SettingsError
from auditor.model import Severity
from auditor.settings import LEVELS, Settings, load, parse

if TYPE_CHECKING:
    from auditor.model import AuditReport, Skipped
    from auditor.stores.cache import Cache

CACHE = Path(".auditor-cache")


def path(text: str) -> Path:
    """The path *text*. SettingsError for none, as of a variable that is not set: it is no folder."""
    if not text:
        raise SettingsError("the path is empty: give '.' for the working directory")
    return Path(text)


Paths = Annotated[list[Path], typer.Argument(metavar="PATH", parser=path, help="Files or folders of articles.")]
Select = Annotated[str, typer.Option(metavar="CODES", help="Run only these codes or families, e.g. SPN,DUP001.")]
Ignore = Annotated[str, typer.Option(metavar="CODES", help="Leave out these codes or families.")]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on", metavar="LEVEL", help=f"Exit 1 from this severity on: {', '.join(LEVELS)}. Default: medium."
    ),
]
Profile = Annotated[str, typer.Option(metavar="NAME", help="Alignment profile: news or documents.")]
Jobs = Annotated[int, typer.Option(min=0, metavar="N", help="Worker processes; 0 takes the settings' value.")]
Config = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", parser=path, help="Settings file instead of the nearest auditor.toml or pyproject.toml."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print findings only, no summary.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help=f"Work everything out anew; keep nothing in {CACHE}.")]


def settings_from(
    config: Path | None, *, select: str = "", ignore: str = "", fail_on: str = "", profile: str = "", jobs: int = 0
) -> Settings:
    """Settings of the file, overridden by what the command line says."""
    if config is not None and not config.is_file():
        raise SettingsError(f"{config}: no such settings file")
    given: dict[str, object] = {
        key: value
        for key, value in {
            "select": codes(select),
            "ignore": codes(ignore),
            "fail-on": fail_on,
            "profile": profile,
            "jobs": jobs,
        }.items()
        if value
    }
    overrides = parse(given, origin="command line")
    fields = [key.replace("-", "_") for key in given]
    return replace(load(config), **{name: getattr(overrides, name) for name in fields})


def codes(text: str) -> list[str]:
    """Codes or families from a comma-separated list."""
    return [code.strip().upper() for code in text.split(",") if code.strip()]


def folder(name: str | None) -> Path | None:
    """The folder of a report; an empty name, as of a variable that is not set, is not the current folder."""
    if name is not None and not name.strip():
        raise SettingsError("--out names no folder")
    return Path(name) if name else None


def formats(text: str, out: Path | None) -> list[str]:
    """Names of formats from a comma-separated list, to be written to the folder *out*."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if out is not None and (not names or (out.exists() and not out.is_dir())):
        raise SettingsError(f"--out {out}: is a file" if names else "--format names no format")
    return names


def grave(report: AuditReport, level: Severity | None) -> int:
    """How many findings that count reach *level*."""
    return sum(f.severity >= level and not f.suppressed for f in report.findings) if level is not None else 0


def failed(report: AuditReport, level: Severity | None) -> bool:
    """Whether any finding that counts reaches *level*."""
    return grave(report, level) > 0


def crashed(report: AuditReport) -> bool:
    """Whether a rule failed on something, a path that was asked for is not there, or a manifest has a misspelt key."""
    return any(map(serious, report.skipped))


def serious(skip: Skipped) -> bool:
    """Whether somebody asked for what was skipped, or a rule crashed: the run is no success then."""
    return skip.reason.startswith(("rule ", "no such file", "unknown key"))


def tell(skipped: Iterable[Skipped]) -> None:
    """Name on stderr what could not be read, and why."""
    from auditor.reporters.brief import shortened  # noqa: PLC0415
    from auditor.reporters.safe import line  # noqa: PLC0415

    for skip in skipped:
        typer.echo(f"skipped {line(shortened(skip.place))}: {line(skip.reason)}", err=True)


@contextmanager
def remembering(*, off: bool) -> Iterator[Cache | None]:
    """The cache of this folder, or none."""
    if off:
        yield None
        return
    from auditor.stores.cache import Cache  # noqa: PLC0415

    with Cache(CACHE) as cache:
        yield cache


@contextmanager
def progress() -> Iterator[Callable[[Iterable[Any], str, int | None], Iterable[Any]]]:
    """A tracker that draws bars on stderr, and only where stderr is a terminal."""
    import sys  # noqa: PLC0415

    if not sys.stderr.isatty():
        yield lambda rows, _label, _total: rows
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bars:
        yield lambda rows, label, total: bars.track(rows, description=label, total=total)
