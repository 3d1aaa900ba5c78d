"""A store as a Parquet table."""

from __future__ import annotations

import sys

import pytest
from pyarrow import parquet

from auditor.errors import StoreError
from auditor.model import Article, Declared
from auditor.readers import ParquetReader
from auditor.stores import MemoryStore
from auditor.stores.export import export

RICH = Article(
    "id/ä",
    "paper",
    "A text. \U0001f600",
    title="T",
    published="2026-01-02",
    declared=Declared(kind="OpinionNewsArticle", labels=("Opinion", "x"), is_based_on=("https://example.org/",)),
    path="in/a.txt",
)


def test_what_is_exported_can_be_read_back(tmp_path):
    """Every article is a row with its fields as columns, in the order of the store."""
    articles = [RICH, *(Article(f"a{number}", "s", f"Text {number}.") for number in range(1500))]
    path = tmp_path / "out.parquet"
    assert export(MemoryStore(articles), path) == 1501
    table = parquet.read_table(path)
    assert table.column("id").to_pylist() == [one.id for one in articles]
    assert table.column("declared")[0].as_py()["labels"] == ["Opinion", "x"]
    back = list(ParquetReader().read(path))
    assert [(one.id, one.source, one.text, one.published, one.declared) for one in back] == [
        (one.id, one.source, one.text, one.published, one.declared) for one in articles
    ]
    assert list(tmp_path.iterdir()) == [path]


def test_without_the_extra_the_error_says_what_to_install(tmp_path, monkeypatch):
    """Where pyarrow is missing, both ways name the extra that brings it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(StoreError, match=r"pip install 'news-auditor\[parquet\]'"):
        export([RICH], tmp_path / "out.parquet")
    (skipped,) = ParquetReader().read(tmp_path / "in.parquet")
    assert "pip install 'news-auditor[parquet]'" in skipped.reason


@pytest.mark.parametrize(
    ("articles", "name", "message"),
    [([Article("a", "s", "\ud800")], "out.parquet", "half a character"), ([RICH], "no/out.parquet", "cannot write")],
)
def test_what_cannot_be_written_leaves_nothing(tmp_path, articles, name, message):
    """An error is told, and no half file stays."""
    with pytest.raises(StoreError, match=message):
        export(articles, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
