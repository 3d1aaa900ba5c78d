"""``auditor spark-audit``: an audit whose work a Spark cluster does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from auditor.cli import options
from auditor.cli.audit import finished
from auditor.errors import ReadError
from auditor.model import Article, Skipped
from auditor.readers.fields import ALIASES

Places = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Parquet, JSON lines or folders; s3a:// and hdfs:// addresses too."),
]
_TEXT = frozenset(ALIASES["text"])
_LINES = tuple(kind + packed for kind in (".jsonl", ".ndjson", ".json") for packed in ("", ".gz", ".bz2", ".zst"))
Master = Annotated[
    str,
    typer.Option(metavar="URL", help="Spark master, such as local[4]; by default that of spark-submit, else local[*]."),
]


def spark_audit(
    paths: Places,
    *,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder to write the report to.")] = None,
    formats: Annotated[str, typer.Option("--format", help="Formats to write, separated by commas.")] = "html,json",
    master: Master = "",
    select: options.Select = "",
    ignore: options.Ignore = "",
    fail_on: options.FailOn = "",
    profile: options.Profile = "",
    config: options.Config = None,
    quiet: options.Quiet = False,
) -> int:
    """Audit a corpus on a Spark cluster; the findings are those of ``auditor audit``."""
    for path in paths:
        options.path(path)  # an empty one is refused here as by the other commands
    settings = options.settings_from(config, select=select, ignore=ignore, fail_on=fail_on, profile=profile)
    names = options.formats(formats, out)
    from auditor.audit import audit as run  # noqa: PLC0415
    from auditor.engines.spark import spark_engine  # noqa: PLC0415
    from auditor.engines.spark_session import spark_session  # noqa: PLC0415

    with spark_session(master) as session, options.progress() as track:
        taken: set[str] = set()
        corpus = chain.from_iterable(_rows(session, path, taken) for path in paths)
        report = run(corpus, settings=settings, engine=spark_engine(session), track=track)
    return finished(report, out, names, settings, quiet=quiet)


def _rows(session: Any, path: str, taken: set[str]) -> Iterator[Path | Article | Skipped]:
    """The articles of one path, their ids not *taken*; whatever is on this machine and no table is left to the readers.

    Ids and sources are those that the readers of this machine give.
    """
    from auditor.readers import placed  # noqa: PLC0415

    local = Path(path)
    table = path.rstrip("/").endswith(".parquet") or (local.is_dir() and any(local.rglob("*.parquet")))
    if "://" not in path and not (table and local.exists()):
        yield local
        return
    from auditor.engines.spark_session import spark_files, spark_rows  # noqa: PLC0415

    try:
        files = spark_files(session, path)
    except ReadError as error:
        yield Skipped(path, str(error))
        return
    for address in files:
        tail = address.rpartition(f"/{local.name}/")[2] if f"/{local.name}/" in address else ""
        place = f"{path.rstrip('/')}/{tail}" if tail else path
        folder = address.removesuffix(f"/{tail}") if tail else address.rpartition("/")[0]
        if not address.lower().endswith((".parquet", *_LINES)):
            yield Skipped(place, f"Spark reads files that end in .parquet, {', '.join(_LINES)}")
            continue
        try:
            for item in _articles(spark_rows(session, address, folder=folder), place):
                yield placed(item, Path(place), local, taken) if isinstance(item, Article) else item
        except ReadError as error:
            yield Skipped(place, str(error))


def _articles(rows: Iterator[dict[str, Any] | str], place: str) -> Iterator[Article | Skipped]:
    """The articles of one file, called as the readers of this machine call them; a bad row is named."""
    from auditor.readers.rows import article_of_row  # noqa: PLC0415

    stem = place.rpartition("/")[2].split(".")[0]
    number = 0
    for number, row in enumerate(rows, 1):
        where = f"{place}:{number}"
        if isinstance(row, str):
            if not row.strip("\ufeff \t\r"):
                continue
            try:
                given = json.loads(row)
            except (ValueError, RecursionError) as error:
                yield Skipped(where, f"not JSON: {str(error)[:120]}")
                continue
        elif number == 1 and not (_TEXT & {name.lower() for name in row}):
            raise ReadError(f"no column of text (looked for text, body, content); its columns are {', '.join(row)}")
        else:
            given = row
        item = article_of_row(given, where, stem, number)
        if isinstance(item, Article) and "://" in place:  # an address would make a long name of a source
            item = replace(item, source=item.source or item.id)
        yield item
    if not number:
        yield Skipped(place, "no rows")
