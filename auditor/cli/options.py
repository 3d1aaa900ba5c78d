"""Options that several commands take, and how they become Settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.errors import SettingsError
from auditor.settings import LEVELS, Settings, load

if TYPE_CHECKING:
    from auditor.model import AuditReport

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders of articles.")]
Select = Annotated[str, typer.Option(metavar="CODES", help="Run only these codes or families, e.g. SPN,DUP001.")]
Ignore = Annotated[str, typer.Option(metavar="CODES", help="Leave out these codes or families.")]
FailOn = Annotated[
    str, typer.Option("--fail-on", metavar="LEVEL", help=f"Exit 1 from this severity on: {', '.join(LEVELS)}.")
]
Profile = Annotated[str, typer.Option(help="Alignment profile: news or documents.")]
Jobs = Annotated[int, typer.Option(min=0, help="Worker processes; 0 takes the settings' value.")]
Config = Annotated[
    Path | None, typer.Option(help="Settings file instead of the nearest auditor.toml or pyproject.toml.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print findings only, no summary.")]


def settings_from(
    config: Path | None, *, select: str = "", ignore: str = "", fail_on: str = "", profile: str = "", jobs: int = 0
) -> Settings:
    """Settings of the file, overridden by what the command line says."""
    from auditor.settings import parse  # noqa: PLC0415

    given: dict[str, object] = {}
    if select:
        given["select"] = _codes(select)
    if ignore:
        given["ignore"] = _codes(ignore)
    if fail_on:
        given["fail-on"] = fail_on
    if profile:
        given["profile"] = profile
    if jobs:
        given["jobs"] = jobs
    if config is not None and not config.is_file():
        raise SettingsError(f"{config}: no such settings file")
    overrides = parse(given, origin="command line")
    return replace(load(config), **{key.replace("-", "_"): getattr(overrides, key.replace("-", "_")) for key in given})


def failed(report: AuditReport, settings: Settings) -> bool:
    """Whether any finding reaches the level that fails a run."""
    level = settings.fail_on
    return level is not None and any(finding.severity >= level for finding in report.findings)


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


def _codes(text: str) -> list[str]:
    return [code.strip().upper() for code in text.split(",") if code.strip()]
