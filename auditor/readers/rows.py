"""Articles from rows of named values, wherever the rows come from: JSON, Parquet or a data frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol, runtime_checkable

from auditor.errors import ReadError
from auditor.model import Article, Skipped
from auditor.readers.fields import ALIASES, article_from, named


@runtime_checkable
class Frame(Protocol):
    """What is asked of a data frame; those of Spark have it."""

    columns: list[str]

    def toLocalIterator(self) -> Iterator[Any]:  # noqa: N802  # Spark's name
        """Its rows, each with ``asDict(recursive=True)``, a part at a time."""
        ...


def article_of_row(row: object, place: str, name: str, number: int) -> Article | Skipped:
    """The article a row holds; *place* says where the row stands.

    Without an id of its own it is called *name*, and by its *number* where that is not 0.
    """
    if not isinstance(row, Mapping):
        return Skipped(place, f"a row must be an object, not {type(row).__name__}")
    fields = named(row)
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        why = "no text (looked for text, body, content)" if text is None else "the text is empty or not a string"
        return Skipped(place, why)
    fields.setdefault("id", f"{name}:{number}" if number else name)
    fields["declared"] = row.get("declared")
    return article_from({key: _plain(value) for key, value in fields.items()}, text, path=place)


def articles_of_rows(rows: Iterable[object], name: str) -> Iterator[Article | Skipped]:
    """The articles of a table called *name*, in the order of its rows; bad rows are skipped with their number.

    A row that names no source is its own source: rows taken for one source would never be compared.
    """
    for number, row in enumerate(rows, 1):
        item = article_of_row(row, f"{name}:{number}", name, number)
        yield replace(item, source=item.source or item.id) if isinstance(item, Article) else item


def articles_of_frame(frame: Frame) -> Iterator[Article | Skipped]:
    """The articles of a Spark data frame, in the order it gives its rows.

    Columns go by the names that JSON rows go by. Rows should hold an id: without one an article is
    called by its place, which Spark does not promise to be the same in every run. Raises ReadError
    where no column can hold texts.
    """
    if not {name.lower() for name in frame.columns} & set(ALIASES["text"]):
        looked, there = ", ".join(ALIASES["text"]), ", ".join(frame.columns) or "none"
        raise ReadError(f"the data frame has no column of text (looked for {looked}); its columns are {there}")
    return articles_of_rows((row.asDict(recursive=True) for row in frame.toLocalIterator()), "row")


def _plain(value: object) -> object:
    """Dates as ISO 8601; everything else as it is."""
    return value.isoformat() if isinstance(value, date) else value
