"""``auditor baseline``: accept today's findings, so that only new ones fail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import check, options
from auditor.cli.exits import Exit

if TYPE_CHECKING:
    from auditor.model import Finding

app = typer.Typer(help="Accept findings, so that only new ones fail.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(metavar="FILE", parser=options.path, help="The baseline file.")]


@app.command()
def write(
    file: File,
    paths: options.Paths,
    *,
    against: check.Against = None,
    select: options.Select = "",
    ignore: options.Ignore = "",
    config: options.Config = None,
    no_cache: options.NoCache = False,
) -> int:
    """Check PATH... and accept all that is found."""
    from auditor.baseline import baseline_text  # noqa: PLC0415
    from auditor.output import put  # noqa: PLC0415

    findings = _findings(file, paths, against, select, ignore, config, no_cache=no_cache)
    put(file, baseline_text(findings))
    typer.echo(f"accepted {len(findings)} findings")
    return Exit.CLEAN


@app.command()
def prune(
    file: File,
    paths: options.Paths,
    *,
    against: check.Against = None,
    select: options.Select = "",
    ignore: options.Ignore = "",
    config: options.Config = None,
    no_cache: options.NoCache = False,
) -> int:
    """Drop accepted findings that are not found any more."""
    from auditor.baseline import pruned, read_baseline  # noqa: PLC0415
    from auditor.output import put  # noqa: PLC0415

    lines = read_baseline(file)
    content, dropped = pruned(lines, _findings(file, paths, against, select, ignore, config, no_cache=no_cache))
    put(file, content)
    typer.echo(f"dropped {dropped} of {len(lines)} accepted findings")
    return Exit.CLEAN


@app.command()
def show(file: File) -> int:
    """Print the accepted findings."""
    from auditor.baseline import read_baseline  # noqa: PLC0415
    from auditor.reporters.safe import terminal  # noqa: PLC0415

    for line in read_baseline(file).values():
        typer.echo(terminal(line))
    return Exit.CLEAN


def _findings(
    file: Path,
    paths: list[Path],
    against: Path | None,
    select: str,
    ignore: str,
    config: Path | None,
    *,
    no_cache: bool,
) -> tuple[Finding, ...]:
    settings = options.settings_from(config, select=select, ignore=ignore)
    report, _ = check.checked(paths, against, settings, no_cache=no_cache, file=file)
    options.tell(report.skipped)
    return report.findings
