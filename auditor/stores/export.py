"""The articles of a store as a Parquet table, for any other program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from auditor.errors import StoreError
from auditor.model import Article

_ROWS = 1024  # in a row group


def export(articles: Iterable[Article], path: Path) -> int:
    """Write *articles* to a Parquet file, one a row, columns as the fields; the number written.

    The file appears under its name only when it is complete. Raises StoreError where pyarrow is
    not installed, a text is no valid Unicode, or the file cannot be written.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise StoreError("exporting needs pyarrow: pip install 'news-auditor[parquet]'") from error
    text, texts = pa.string(), pa.list_(pa.string())
    declared = {"kind": text, "section": text, "canonical": text, "is_based_on": texts, "credit": text}
    schema = pa.schema(
        [
            *((name, text) for name in ("id", "source", "text", "title", "byline", "published", "url", "language")),
            ("declared", pa.struct([*declared.items(), ("labels", texts), ("fetched", text)])),
            ("path", text),
            ("encoding", text),
        ]
    )
    draft = path.with_name(f"{path.name}.tmp")
    rows = iter(articles)
    written = 0
    try:
        with parquet.ParquetWriter(draft, schema, compression="zstd") as writer:
            while part := [asdict(article) for article in islice(rows, _ROWS)]:
                writer.write_table(pa.Table.from_pylist(part, schema=schema))
                written += len(part)
        draft.replace(path)
    except UnicodeEncodeError as error:
        raise StoreError(f"an article holds half a character, which Parquet cannot: {error.reason}") from error
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from error
    finally:
        draft.unlink(missing_ok=True)
    return written
