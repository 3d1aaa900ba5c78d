"""A Spark session for a command of its own, and tables read through it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from auditor.errors import ReadError, SettingsError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_MISSING = "Spark is not installed: pip install 'news-auditor[spark]', with a Java runtime of version 17 or later"


@contextmanager
def spark_session(master: str = "") -> Iterator[SparkSession]:
    """A session on *master*, by default that of spark-submit, else ``local[*]``; stopped at the end.

    Raises SettingsError where Spark is not installed or does not start.
    """
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


def spark_rows(session: SparkSession, path: str, *, parquet: bool) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet table or of JSON lines, wherever Spark can read; ReadError where it cannot."""
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        frame = session.read.parquet(path) if parquet else session.read.json(path)
        for row in frame.toLocalIterator():
            yield row.asDict(recursive=True)
    except (PySparkException, Py4JError) as error:
        raise ReadError(f"Spark cannot read it: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    """The line of a long Java error that says something."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by:")]
    return (causes or lines or [type(error).__name__])[0][:200]
