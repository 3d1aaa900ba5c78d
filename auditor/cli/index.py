"""``auditor index``: keep a store of known articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.exits import Exit

app = typer.Typer(help="Keep a store of known articles on disk.", no_args_is_help=True)
StorePath = Annotated[Path, typer.Argument(metavar="STORE", help="Directory of the store.")]


@app.command()
def add(store: StorePath, paths: options.Paths) -> int:
    """Add articles; those already there are left as they are."""
    from auditor.reporters.safe import terminal  # noqa: PLC0415
    from auditor.settings import Settings  # noqa: PLC0415
    from auditor.steps import read_articles  # noqa: PLC0415
    from auditor.stores import open_store  # noqa: PLC0415

    articles, skipped = read_articles(paths, Settings())
    for skip in skipped:
        typer.echo(f"skipped {terminal(skip.place)}: {terminal(skip.reason)}", err=True)
    if not articles:
        typer.echo("auditor: nothing to read", err=True)
        return Exit.NOTHING
    with open_store(store) as opened, options.progress() as track:
        added = opened.add(track(articles, "adding", len(articles)))
        typer.echo(f"added {added} of {len(articles)} articles; the store holds {len(opened)}")
    return Exit.CLEAN


@app.command()
def stats(store: StorePath) -> int:
    """Print what the store holds."""
    from dataclasses import asdict  # noqa: PLC0415

    from auditor.stores import open_store  # noqa: PLC0415

    with open_store(store, create=False) as opened:
        for name, value in asdict(opened.stats()).items():
            typer.echo(f"{name.replace('_', ' ')}: {value}")
    return Exit.CLEAN


@app.command()
def verify(store: StorePath) -> int:
    """Check every record and segment; exit 2 if anything is damaged."""
    from auditor.stores import open_store  # noqa: PLC0415

    with open_store(store, create=False) as opened:
        problems = list(opened.verify())
    for problem in problems:
        typer.echo(problem)
    if not problems:
        typer.echo("sound")
    return Exit.ERROR if problems else Exit.CLEAN


@app.command()
def prune(
    store: StorePath, before: Annotated[str, typer.Option(metavar="DATE", help="ISO date, e.g. 2024-01-01.")]
) -> int:
    """Remove articles published before DATE; undated articles stay."""
    from auditor.stores import open_store  # noqa: PLC0415

    with open_store(store, create=False) as opened:
        typer.echo(f"removed {opened.prune(before=before)} articles; the store holds {len(opened)}")
    return Exit.CLEAN
