"""A Spark session for a command of its own, and tables read through it."""

from __future__ import annotations

import os
import re
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
    session.sparkContext.setLogLevel("OFF")  # errors are raised here, and told in a line
    try:
        yield session
    finally:
        session.stop()


def spark_files(session: SparkSession, path: str) -> list[str]:
    """Addresses of the files of a folder and those below it, or of one file, in order; ReadError for nothing there."""
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        found = session.read.format("binaryFile").option("recursiveFileLookup", "true").load(path).select("path")
        return sorted(row["path"] for row in found.collect())  # the content is not looked at
    except (PySparkException, _java_error()) as error:
        raise ReadError(f"Spark cannot read it: {_reason(error)}") from error


def spark_rows(session: SparkSession, address: str, *, folder: str) -> Iterator[dict[str, Any] | str]:
    """The rows of one Parquet file, columns that the path from *folder* names included, or the lines of any other.

    Raises ReadError where Spark cannot read it.
    """
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        if not address.endswith(".parquet"):
            for row in session.read.text(address).toLocalIterator():
                yield row["value"]
            return
        for row in session.read.option("basePath", folder).parquet(address).toLocalIterator():
            yield row.asDict(recursive=True)
    except (PySparkException, _java_error()) as error:
        raise ReadError(f"Spark cannot read it: {_reason(error)}") from error


def _java_error() -> type[Exception]:
    from py4j.protocol import Py4JError  # noqa: PLC0415

    kind: type[Exception] = Py4JError
    return kind


def _reason(error: Exception) -> str:
    """What a long Java error says in the end."""
    cause = getattr(error, "_origin", None) or getattr(error, "java_exception", None)
    while cause is not None and cause.getCause() is not None:
        cause = cause.getCause()
    said = str(cause.toString()) if cause is not None else str(error)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by:")]
    said = (causes[-1:] or lines or [type(error).__name__])[0]
    return re.sub(r"^(?:[a-z]\w*\.)+(?=[A-Z])", "", said)[:200]
