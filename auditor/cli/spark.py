"""``auditor spark-audit``: an audit whose work a Spark cluster does."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import options
from auditor.cli.audit import finished
from auditor.errors import SettingsError
from auditor.model import Article, Skipped

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Places = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Parquet, JSON lines or folders; s3a:// and hdfs:// addresses too."),
]
Master = Annotated[
    str,
    typer.Option(metavar="URL", help="Spark master, such as local[4]; by default that of spark-submit, else local[*]."),
]
_MISSING = "Spark is not installed: pip install 'news-auditor[spark]', with a Java runtime of version 17 or later"


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

    with _session(master) as session, options.progress() as track:
        corpus = chain.from_iterable(_rows(session, path) for path in paths)
        report = run(corpus, settings=settings, engine=spark_engine(session), track=track)
    return finished(report, out, names, settings, quiet=quiet)


def _rows(session: SparkSession, path: str) -> Iterator[Path | Article | Skipped]:
    """The articles of one path; whatever is on this machine and no table is left to the readers."""
    local = Path(path)
    table = path.rstrip("/").endswith(".parquet") or (local.is_dir() and any(local.glob("*.parquet")))
    if "://" not in path and not (table and local.exists()):
        yield local
        return
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    from auditor.readers import articles_of_rows  # noqa: PLC0415

    try:
        frame = session.read.parquet(path) if table else session.read.json(path)
        yield from articles_of_rows((row.asDict(recursive=True) for row in frame.toLocalIterator()), local.name)
    except (PySparkException, Py4JError) as error:
        yield Skipped(path, f"Spark cannot read it: {_reason(error)}")


def _reason(error: Exception) -> str:
    """The first line of a long Java error that says something."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by:")]
    return (causes or lines or [type(error).__name__])[0][:200]


@contextmanager
def _session(master: str) -> Iterator[SparkSession]:
    # Workers on this machine run this interpreter, whatever ``python3`` is on the path.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        from pyspark.errors import PySparkException  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError(_MISSING) from error
    builder = SparkSession.builder.appName("news auditor").config("spark.ui.showConsoleProgress", "false")
    try:
        session = (builder.master(master) if master else builder).getOrCreate()
    except PySparkException as error:
        raise SettingsError(f"Spark does not start: {_reason(error)}") from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()
