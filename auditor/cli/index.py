"""``auditor index``: keep a store of known articles."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.cli import options
from auditor.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.stores.disk import DiskStore

app = typer.Typer(help="Keep a store of known articles on disk.", no_args_is_help=True)
Jobs = Annotated[int, typer.Option(min=0, help="Worker processes; 0 takes one for each processor.")]
_TOLD = 20  # replaced articles named one by one
StorePath = Annotated[Path, typer.Argument(metavar="STORE", parser=options.path, help="Directory of the store.")]


@app.command()
def add(
    store: StorePath,
    paths: options.Paths,
    *,
    jobs: Jobs = 0,
    score: Annotated[
        bool, typer.Option("--score", help="Keep scores of the sources from now on: each article is checked, too.")
    ] = False,
    config: options.Config = None,
) -> int:
    """Add articles; those already there are left as they are.

    Takes folders, JSON lines (also .gz, .zst) and Parquet of any size. Work is committed as it goes:
    after an interruption the same command goes on where it stopped. An article without an id is called
    by the path of its file, seen from the folder in which the store lies: where the files move and the
    store does not, they are new articles, and that is told. Another text under the id of a stored one
    takes its place.
    """
    import sys  # noqa: PLC0415
    from os import cpu_count  # noqa: PLC0415

    from auditor import registry  # noqa: PLC0415
    from auditor.cli import bulk  # noqa: PLC0415
    from auditor.model import Skipped  # noqa: PLC0415
    from auditor.reporters.safe import line as safe  # noqa: PLC0415
    from auditor.settings import Settings  # noqa: PLC0415
    from auditor.stores import open_store  # noqa: PLC0415

    skipped: list[Skipped] = []
    articles = bulk.stream(paths, registry.readers(Settings().max_bytes), skipped, store)
    first = next(articles, None)
    options.tell(skipped)
    if first is None:
        typer.echo("auditor: nothing to read", err=True)
        return Exit.NOTHING
    skipped.clear()
    with open_store(store) as opened:
        told = bulk.Told()
        before = len(opened)
        rows = chain([first], articles)
        read = bulk.Counted(bulk.compared(rows, opened, told) if before else rows)
        shown = bulk.watched(read, bulk.counted(paths), sys.stderr) if sys.stderr.isatty() else read
        added = opened.add(shown, workers=jobs or cpu_count() or 1)
        options.tell(skipped)
        for kind, lines in (("replaced", told.replaced), ("twice", told.twice)):
            for line in lines[:_TOLD]:
                typer.echo(f"{kind}: {safe(line)}", err=True)
            if len(lines) > _TOLD:
                typer.echo(f"{kind}: {len(lines) - _TOLD:,} more", err=True)
        if told.twice:
            typer.echo(
                f"auditor: of the first {told.looked_at} new files without ids, {len(told.twice)} hold texts that were "
                "there: a file without an id is called by its path from the folder of the store, so a file that has "
                "moved is a new one. Forget the old names, or give the articles ids",
                err=True,
            )
        changed = max(0, added - (len(opened) - before))
        among = f" (replaced {changed:,})" if changed else ""
        typer.echo(f"added {added} of {_articles(read.number)}{among}; the store holds {len(opened)}")
        _settle(opened, config, score=score, jobs=jobs)
    return Exit.CLEAN


@app.command("score")
def score_sources(store: StorePath, jobs: Jobs = 0, config: options.Config = None) -> int:
    """Print a score for every source, 0 to 100, from the articles stored; checks those that were not yet.

    From then on the scores follow what is added and removed.
    """
    from auditor.stores import open_store  # noqa: PLC0415

    with open_store(store, create=False) as opened:
        _settle(opened, config, score=True, jobs=jobs, show=True)
    return Exit.CLEAN


def _settle(store: DiskStore, config: Path | None, *, score: bool, jobs: int, show: bool = False) -> None:
    """Bring the scores kept beside a store up to date, where they are kept or wanted."""
    import sys  # noqa: PLC0415
    from os import cpu_count  # noqa: PLC0415

    from auditor.stores.tallies import followed  # noqa: PLC0415

    if not (score or followed(store.path)):
        return
    from auditor.cli import bulk  # noqa: PLC0415
    from auditor.engines.local import LocalEngine  # noqa: PLC0415
    from auditor.incoming import of_other_methods, outdated, settled  # noqa: PLC0415
    from auditor.reporters.safe import line as safe  # noqa: PLC0415

    settings = options.settings_from(config)
    old = outdated(store.path)
    if old:
        again = f"reading {_articles(sum(old.values()))} again"
        typer.echo(f"auditor: the scores were made by method {safe(', '.join(old))}, {again}", err=True)

    def track(parts: Iterable[Any], _label: str, total: int | None) -> Iterable[Any]:
        return bulk.watched(parts, total or 0, sys.stderr, len) if sys.stderr.isatty() else parts

    scores = settled(store, settings=settings, engine=LocalEngine(jobs or cpu_count() or 1), track=track)
    for row in scores if show else ():
        span = f"{row.low:.1f} to {row.high:.1f}, {_articles(row.articles)}, {row.status}"
        typer.echo(f"{row.score:5.1f}  {safe(row.source)} ({span})")
    behind = of_other_methods(store.path)
    if behind:
        whose = "source has records" if behind == 1 else "sources have records"
        way = f"check the articles again with `auditor check PATH --against {safe(str(store.path))} --score`"
        told = f"{behind:,} {whose} of another method of scoring, which no score shown counts"
        typer.echo(f"auditor: {told}: {way}, or add them to the store", err=True)


@app.command()
def export(store: StorePath, file: Annotated[Path, typer.Argument(metavar="FILE.parquet", parser=options.path)]) -> int:
    """Write the articles to a Parquet file, one a row. The name has to end in .parquet."""
    from auditor.stores import open_store  # noqa: PLC0415
    from auditor.stores.export import export as write  # noqa: PLC0415

    if file.suffix.lower() != ".parquet":
        raise typer.BadParameter(f"{file} does not end in .parquet", param_hint="FILE.parquet")
    with open_store(store, create=False) as opened:
        typer.echo(f"wrote {_articles(write(opened, file))} to {file}")
    return Exit.CLEAN


@app.command()
def stats(store: StorePath) -> int:
    """Print what the store holds."""
    from dataclasses import asdict  # noqa: PLC0415

    from auditor.reporters.safe import line as safe  # noqa: PLC0415
    from auditor.stores import open_store  # noqa: PLC0415

    with open_store(store, create=False) as opened:
        told = opened.stats()
    for name, value in asdict(told).items():
        typer.echo(f"{name.replace('_', ' ')}: {value}")
    if told.forgotten:
        way = f"auditor index compact {safe(str(store))}"
        typer.echo(f"auditor: look-ups pass over what is forgotten, which takes time, until `{way}`", err=True)
    return Exit.CLEAN


@app.command()
def compact(
    store: StorePath,
    *,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the index anew from the texts: mends damaged or missing segments.")
    ] = False,
) -> int:
    """Merge the index into one segment and give back the space of what was forgotten."""
    from auditor.stores import open_store  # noqa: PLC0415

    with open_store(store, create=False) as opened:
        before = opened.stats()
        opened.compact(rebuild=rebuild)
        after = opened.stats()
    sizes = [f"{(one.text_bytes + one.index_bytes) / 1e6:,.1f} MB" for one in (before, after)]
    typer.echo(f"from {sizes[0]} to {sizes[1]}; the store holds {after.articles}")
    return Exit.CLEAN


@app.command()
def verify(store: StorePath) -> int:
    """Check every record and segment; exit 2 if anything is damaged."""
    from auditor.reporters.safe import line as safe  # noqa: PLC0415
    from auditor.stores import open_store  # noqa: PLC0415

    with open_store(store, create=False) as opened:
        problems = list(opened.verify())
    for problem in problems:
        typer.echo(safe(problem))
    if problems:
        texts = "forget articles whose texts are damaged and add them again"
        told = f"{texts}; `auditor index compact {safe(str(store))} --rebuild` then mends the rest"
        typer.echo(f"auditor: {told}", err=True)
    else:
        typer.echo("sound")
    return Exit.ERROR if problems else Exit.CLEAN


@app.command()
def forget(
    store: StorePath,
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Ids of articles, or paths of files which give none.")
    ],
) -> int:
    """Remove articles by their ids; exit 3 if none of them is there."""
    from auditor.cli.bulk import lasting_path  # noqa: PLC0415
    from auditor.reporters.brief import shortened  # noqa: PLC0415
    from auditor.reporters.safe import line as safe  # noqa: PLC0415
    from auditor.stores import open_store  # noqa: PLC0415

    if not all(map(str.strip, ids)):
        raise typer.BadParameter("an id is empty: no article is called so", param_hint="ID")
    with open_store(store, create=False) as opened:
        gone = [ident for ident in ids if opened.forget(ident) or opened.forget(lasting_path(ident, store))]
        for ident in ids:
            if ident not in gone:
                typer.echo(f"{safe(shortened(ident))}: no such article", err=True)
        typer.echo(f"removed {_articles(len(gone))}; the store holds {len(opened)}")
        _settle(opened, None, score=False, jobs=0)
    return Exit.CLEAN if gone else Exit.NOTHING


@app.command()
def prune(
    store: StorePath, before: Annotated[str, typer.Option(metavar="DATE", help="ISO date, e.g. 2024-01-01.")]
) -> int:
    """Remove articles published before DATE; undated articles stay."""
    from auditor.stores import open_store  # noqa: PLC0415

    with open_store(store, create=False) as opened:
        typer.echo(f"removed {_articles(opened.prune(before=before))}; the store holds {len(opened)}")
        _settle(opened, None, score=False, jobs=0)
    return Exit.CLEAN


def _articles(number: int) -> str:
    return f"{number:,} article{'s'[: number != 1]}"
