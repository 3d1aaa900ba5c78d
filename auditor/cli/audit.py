"""``auditor audit``: a corpus in, a report folder and a summary out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import options
from auditor.cli.exits import Exit

if TYPE_CHECKING:
    from auditor.model import AuditReport
    from auditor.settings import Settings


def audit(
    paths: options.Paths,
    *,
    out: Annotated[str | None, typer.Option(metavar="DIR", help="Folder to write the report to.")] = None,
    formats: Annotated[str, typer.Option("--format", help="Formats to write, separated by commas.")] = "html,json",
    single_file: Annotated[bool, typer.Option("--single-file", help="Write the HTML report as one file.")] = False,
    select: options.Select = "",
    ignore: options.Ignore = "",
    fail_on: options.FailOn = "",
    profile: options.Profile = "",
    jobs: options.Jobs = 0,
    config: options.Config = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """Audit a corpus: passages, spun wording, opinion, credit, and a provenance score per source."""
    settings = options.settings_from(config, select=select, ignore=ignore, fail_on=fail_on, profile=profile, jobs=jobs)
    from auditor.audit import audit as run  # noqa: PLC0415

    folder = options.folder(out)
    names = options.formats(formats, folder)
    with options.remembering(off=no_cache) as cache, options.progress() as track:
        report = run(paths, settings=settings, cache=cache, track=track)
    names = ["html-single" if single_file and name == "html" else name for name in names]
    return finished(report, folder, names, settings, quiet=quiet)


def finished(report: AuditReport, out: Path | None, formats: list[str], settings: Settings, *, quiet: bool) -> int:
    """Write and sum up a report; the exit code of the command."""
    if out is not None and report.articles:
        from auditor.output import write  # noqa: PLC0415

        write(report, out, formats=formats)
    options.tell(report.skipped)
    if not report.articles:
        typer.echo("auditor: nothing to read", err=True)
        return Exit.NOTHING
    for row in _summary(report, out, quiet=quiet):
        typer.echo(row)
    if options.crashed(report):
        return Exit.ERROR
    return Exit.FINDINGS if options.failed(report, settings.fail_on) else Exit.CLEAN


def _summary(report: AuditReport, out: Path | None, *, quiet: bool) -> list[str]:
    from auditor.reporters.brief import readable  # noqa: PLC0415
    from auditor.reporters.safe import line  # noqa: PLC0415

    report = readable(report)
    lines = [
        f"{f.severity.label:6} {f.code}  {line(f.primary.article)}  {line(f.message)}"
        for f in sorted(report.findings, key=lambda f: (-f.severity, f.primary, f.code))
    ]
    if quiet:
        return lines
    lines += ["", "provenance score (0 to 100, interval, status)"] if report.sources else []
    lines += [
        f"  {s.score:5.1f}  [{s.low:.0f}–{s.high:.0f}]  {s.status:11}  {line(s.source)}"
        for s in sorted(report.sources, key=lambda s: (s.score, s.source))
    ]
    total = [_count(len(report.articles), "article"), _count(len(report.matches), "shared passage")]
    total += [
        _count(len(report.findings), "finding"),
        *([f"{len(report.skipped):,} skipped"] if report.skipped else []),
    ]
    lines += ["", ", ".join(total)]
    if out is not None:
        lines.append(f"report: {line(str(out))}")
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s'[: number != 1]}"
