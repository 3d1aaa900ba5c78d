"""Parquet and compressed rows."""

from __future__ import annotations

import gzip

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from auditor.model import Skipped
from auditor.readers import JsonlReader, ParquetReader, read


def test_rows_of_a_table_are_articles(tmp_path):
    """Columns go by the names people give them; a row without text is skipped by its number."""
    path = tmp_path / "news.parquet"
    rows = {
        "uid": ["a", "b", None],
        "body": ["One.", None, "Three."],
        "outlet": ["x", "y", "z"],
        "date": ["2026-01-02"] * 3,
    }
    parquet.write_table(pa.table(rows), path)
    first, second, third = read([path])
    assert (first.id, first.source, first.text, first.published) == ("a", "x", "One.", "2026-01-02")
    assert isinstance(second, Skipped)
    assert second.place == f"{path}:2"
    assert third.id == "news:3"


@pytest.mark.parametrize("content", [b"", b"PAR1 is no table"])
def test_a_damaged_table_is_skipped(tmp_path, content):
    """A file that is no Parquet is named with a reason, and so is one that is not there."""
    path = tmp_path / "bad.parquet"
    path.write_bytes(content)
    (skipped,) = ParquetReader().read(path)
    assert skipped.reason == "damaged Parquet"
    (missing,) = ParquetReader().read(tmp_path / "none.parquet")
    assert "no such file" in missing.reason.lower()


def test_an_empty_table_is_told(tmp_path):
    """A table without rows is no silent success."""
    path = tmp_path / "empty.parquet"
    parquet.write_table(pa.table({"text": pa.array([], pa.string())}), path)
    (skipped,) = ParquetReader().read(path)
    assert skipped.reason == "a table without rows"


def test_zstandard_rows(tmp_path):
    """``.jsonl.zst`` is read line by line, also of several frames; damage ends with a reason."""
    path = tmp_path / "news.jsonl.zst"
    squeeze = zstandard.ZstdCompressor().compress
    path.write_bytes(squeeze(b'{"id": "a", "text": "One."}\n') + squeeze(b'{"id": "b", "text": "Two."}\n'))
    assert [one.id for one in JsonlReader().read(path)] == ["a", "b"]
    path.write_bytes(b"no zstandard at all")
    (skipped,) = JsonlReader().read(path)
    assert "damaged" in skipped.reason


def test_a_cut_off_file_is_no_empty_one(tmp_path):
    """Where a download broke off, the file and the reason are told, and how many rows were read before."""
    rows = b"".join(b'{"id": "%d", "text": "One %d."}\n' % (n, n * n * 7919 % 1000) for n in range(9_000))
    for name, squeezed in (
        ("news.jsonl.zst", zstandard.ZstdCompressor().compress(rows[:9_000]) + zstandard.compress(rows)),
        ("news.jsonl.gz", gzip.compress(rows)),
    ):
        path = tmp_path / name
        path.write_bytes(squeezed[: len(squeezed) * 9 // 10])
        *read, last = JsonlReader().read(path)
        assert len(read) > 100
        assert last.place == f"{path}:{len(read) + 1}"
        assert f"is cut off after {len(read):,} rows, which were read" in last.reason
    path = tmp_path / "short.jsonl.zst"
    path.write_bytes(zstandard.compress(rows)[:100])
    (skipped,) = JsonlReader().read(path)
    assert skipped.reason == "the Zstandard file is cut off"
