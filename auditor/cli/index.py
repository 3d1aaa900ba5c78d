"""``auditor index``: keep a store of known articles."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.exits import Exit

app = typer.Typer(help="Keep a store of known articles on disk.", no_args_is_help=True)
_TOLD = 20  # replaced articles named one by one
StorePath = Annotated[Path, typer.Argument(metavar="STORE", help="Directory of the store.")]


@app.command()
def add(
    store: StorePath,
    paths: options.Paths,
    jobs: Annotated[int, typer.Option(min=0, help="Worker processes; 0 takes one for each processor.")] = 0,
) -> int:
    """Add articles; those already there are left as they are.

    Takes folders, JSON lines (also .gz, .zst) and Parquet of any size. Work is committed as it goes:
    after an interruption the same command goes on where it stopped.
    """
    from os import cpu_count  # noqa: PLC0415

    from auditor import registry  # noqa: PLC0415
    from auditor.cli import bulk  # noqa: PLC0415
    from auditor.model import Skipped  # noqa: PLC0415
    from auditor.reporters.safe import line as safe  # noqa: PLC0415
    from auditor.settings import Settings  # noqa: PLC0415
    from auditor.stores import open_store  # noqa: PLC0415

    skipped: list[Skipped] = []
    articles = bulk.stream(paths, registry.readers(Settings().max_bytes), skipped)
    first = next(articles, None)
    options.tell(skipped)
    if first is None:
        typer.echo("auditor: nothing to read", err=True)
        return Exit.NOTHING
    skipped.clear()
    with open_store(store) as opened:
        replaced: list[str] = []
        rows = chain([first], articles)
        read = bulk.Counted(bulk.replacing(rows, opened, replaced) if len(opened) else rows)
        added = opened.add(bulk.watched(read, bulk.counted(paths)), workers=jobs or cpu_count() or 1)
        options.tell(skipped)
        for line in replaced[:_TOLD]:
            typer.echo(f"replaced: {safe(line)}", err=True)
        if len(replaced) > _TOLD:
            typer.echo(f"replaced: {len(replaced) - _TOLD:,} more", err=True)
        typer.echo(f"added {added} of {read.number} articles; the store holds {len(opened)}")
    return Exit.CLEAN


@app.command()
def export(store: StorePath, file: Annotated[Path, typer.Argument(metavar="FILE.parquet")]) -> int:
    """Write the articles to a Parquet file, one a row."""
    from auditor.stores import open_store  # noqa: PLC0415
    from auditor.stores.export import export as write  # noqa: PLC0415

    with open_store(store, create=False) as opened:
        typer.echo(f"wrote {write(opened, file)} articles to {file}")
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
