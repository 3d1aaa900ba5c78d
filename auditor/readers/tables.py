"""Parquet files: one article a row, read with pyarrow, which is an optional extra."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from auditor.model import Article, Skipped
from auditor.readers.decoding import reason
from auditor.readers.rows import article_of_row

_AT_ONCE = 256  # rows in memory at a time


@dataclass(frozen=True, slots=True)
class ParquetReader:
    """Reads ``.parquet``. Columns go by the names that JSON rows go by."""

    name: ClassVar[str] = "parquet"

    def accepts(self, path: Path, /) -> bool:
        """Whether the name ends in ``.parquet``."""
        return path.name.lower().endswith(".parquet")

    def read(self, path: Path, /) -> Iterator[Article | Skipped]:
        """The articles of *path* in file order, a few hundred in memory at a time."""
        try:
            import pyarrow as pa  # noqa: PLC0415
            from pyarrow import parquet  # noqa: PLC0415
        except ImportError:
            yield Skipped(str(path), "reading Parquet needs pyarrow: pip install 'news-auditor[parquet]'")
            return
        number = 0
        try:
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=_AT_ONCE):
                    for row in batch.to_pylist():
                        number += 1
                        yield article_of_row(row, f"{path}:{number}", path.name.split(".")[0], number)
        except (OSError, pa.ArrowException) as error:
            told = isinstance(error, OSError) and error.strerror
            yield Skipped(f"{path}:{number + 1}" if number else str(path), reason(error) if told else "damaged Parquet")
            return
        if not number:
            yield Skipped(str(path), "a table without rows")
