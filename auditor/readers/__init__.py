"""What comes in: files, folders, rows and pages, as ``Article`` or as ``Skipped`` with a reason."""

from __future__ import annotations

from auditor.readers.feed import FeedReader
from auditor.readers.jsonl import JsonlReader
from auditor.readers.manifest import ManifestReader
from auditor.readers.plain import PlainReader
from auditor.readers.rows import Frame, articles_of_frame, articles_of_rows
from auditor.readers.tables import ParquetReader
from auditor.readers.walk import builtin, placed, read
from auditor.readers.webpage import WebpageReader

__all__ = [
    "FeedReader",
    "Frame",
    "JsonlReader",
    "ManifestReader",
    "ParquetReader",
    "PlainReader",
    "WebpageReader",
    "articles_of_frame",
    "articles_of_rows",
    "builtin",
    "placed",
    "read",
]
