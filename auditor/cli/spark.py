"""``auditor spark-audit``: an audit whose work a Spark cluster does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from auditor.cli import options
from auditor.cli.audit import finished
from auditor.errors import ReadError
from auditor.model import Article, Skipped

Places = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Parquet, JSON lines or folders; s3a:// and hdfs:// addresses too."),
]
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
    settings = options.settings_from(config, select=select, ignore=ignore, fail_on=fail_on, profile=profile)
    names = options.formats(formats, out)
    from auditor.audit import audit as run  # noqa: PLC0415
    from auditor.engines.spark import spark_engine  # noqa: PLC0415
    from auditor.engines.spark_session import spark_session  # noqa: PLC0415

    with spark_session(master) as session, options.progress() as track:
        corpus = chain.from_iterable(_rows(session, path) for path in paths)
        report = run(corpus, settings=settings, engine=spark_engine(session), track=track)
    return finished(report, out, names, settings, quiet=quiet)


def _rows(session: Any, path: str) -> Iterator[Path | Article | Skipped]:
    """The articles of one path; whatever is on this machine and no table is left to the readers."""
    local = Path(path)
    table = path.rstrip("/").endswith(".parquet") or (local.is_dir() and any(local.glob("*.parquet")))
    if "://" not in path and not (table and local.exists()):
        yield local
        return
    from auditor.engines.spark_session import spark_rows  # noqa: PLC0415
    from auditor.readers import articles_of_rows  # noqa: PLC0415

    try:
        yield from articles_of_rows(spark_rows(session, path, parquet=table), local.name)
    except ReadError as error:
        yield Skipped(path, str(error))
