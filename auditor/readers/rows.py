"""Articles from rows of named values, wherever the rows come from: JSON, Parquet or a data frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from auditor.model import Article, Skipped
from auditor.readers.fields import article_from, named


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
    """The articles of a table called *name*, in the order of its rows; bad rows are skipped with their number."""
    for number, row in enumerate(rows, 1):
        yield article_of_row(row, f"{name}:{number}", name, number)


def _plain(value: object) -> object:
    """Dates as ISO 8601; everything else as it is."""
    return value.isoformat() if isinstance(value, date) else value
