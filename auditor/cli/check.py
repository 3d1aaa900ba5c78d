"""``auditor check``: incoming articles against a corpus or a store; the CI gate."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import options
from auditor.cli.exits import Exit
from auditor.errors import SettingsError

if TYPE_CHECKING:
    from auditor.model import Skipped
    from auditor.protocols import Store
    from auditor.settings import Settings

Against = Annotated[Path, typer.Option(metavar="PATH|STORE", help="Known articles: files, a folder, or a store.")]
Output = Annotated[
    list[str] | None,
    typer.Option("--output", metavar="FORMAT[=FILE]", help="May be given several times; without FILE to stdout."),
]


def check(
    paths: options.Paths,
    *,
    against: Against,
    output: Output = None,
    select: options.Select = "",
    ignore: options.Ignore = "",
    fail_on: options.FailOn = "",
    profile: options.Profile = "",
    config: options.Config = None,
) -> int:
    """Check incoming articles against known ones; exit 1 if a finding reaches --fail-on."""
    settings = options.settings_from(config, select=select, ignore=ignore, fail_on=fail_on, profile=profile)
    from auditor.incoming import Checker, gathered  # noqa: PLC0415
    from auditor.output import render, replace_file  # noqa: PLC0415
    from auditor.steps import read_articles  # noqa: PLC0415

    targets = [_target(text) for text in output or ["text"]]
    articles, skipped = read_articles(paths, settings)
    if not articles:
        _tell(skipped)
        typer.echo("auditor: nothing to read", err=True)
        return Exit.NOTHING
    with _known(against, settings) as (store, unread), options.progress() as track:
        checker = Checker(store, settings=settings)
        audits = [checker.check(article) for article in track(articles, "checking", len(articles))]
    report = gathered(audits, settings=settings, skipped=[*skipped, *unread])
    for name, file in targets:
        for _, content in render(report, name):
            if file is None:
                sys.stdout.write(content)
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                replace_file(file, content)
    _tell(report.skipped)
    if any(skip.reason.startswith("rule ") for skip in report.skipped):
        return Exit.ERROR
    return Exit.FINDINGS if options.failed(report, settings) else Exit.CLEAN


def _target(text: str) -> tuple[str, Path | None]:
    name, _, file = text.partition("=")
    from auditor.reporters import FORMATS  # noqa: PLC0415

    if name not in FORMATS or name == "html":
        single = [f for f in FORMATS if f != "html"]
        raise SettingsError(f"--output {name!r}: choose from {', '.join(single)} (html: auditor audit --out)")
    return name, Path(file) if file else None


@contextmanager
def _known(against: Path, settings: Settings) -> Iterator[tuple[Store, list[Skipped]]]:
    """The store at *against*, or its articles in memory; and what of them could not be read."""
    from auditor.steps import read_articles  # noqa: PLC0415
    from auditor.stores import MemoryStore, open_store  # noqa: PLC0415
    from auditor.stores.manifest import NAME  # noqa: PLC0415

    if (against / NAME).is_file():
        with open_store(against) as store:
            yield store, []
        return
    articles, skipped = read_articles([against], settings)
    if not articles and skipped:
        raise SettingsError(f"--against {against}: nothing to compare with: {skipped[0].reason}")
    yield MemoryStore(articles), skipped


def _tell(skipped: list[Skipped] | tuple[Skipped, ...]) -> None:
    from auditor.reporters.safe import terminal  # noqa: PLC0415

    for skip in skipped:
        typer.echo(f"skipped {terminal(skip.place)}: {terminal(skip.reason)}", err=True)
