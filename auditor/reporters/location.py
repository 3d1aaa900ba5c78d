"""Where a place lies: file, line and column, for people and for the formats that point into files."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.model import Article, AuditReport, Edit, Finding, Place, Relation


@dataclass(frozen=True, slots=True)
class Location:
    """Lines and columns count from 1, columns in code points; the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Lines:
    r"""The lines of one text; only ``\n`` ends a line, as in SARIF and on GitHub (``\r\n`` thus too)."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        starts = [0]
        while (found := text.find("\n", starts[-1])) >= 0:
            starts.append(found + 1)
        self.starts = starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of a code point; offsets outside the text are drawn to its ends."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return line *number* without its end."""
        start = self.starts[number - 1]
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[start:end].removesuffix("\r")


class Locator:
    """Finds file, line and column of places in the articles of one report.

    An article without a path goes by its id. Where several articles share a path (rows of one
    file), each goes by ``path#id``, since its lines are not lines of that file.
    """

    def __init__(self, report: AuditReport) -> None:
        self._articles = {reading.article.id: reading.article for reading in report.articles}
        self._shared = Counter(article.path for article in self._articles.values() if article.path)
        self._lines: dict[str, Lines] = {}

    def file(self, article_id: str) -> str:
        """Return the name an article goes by."""
        article = self._articles.get(article_id)
        if article is None or not article.path:
            return article_id
        return article.path if self._shared[article.path] == 1 else f"{article.path}#{article_id}"

    def in_file(self, article_id: str) -> bool:
        """Whether the article is a file of its own, so that line numbers point into it."""
        article = self._articles.get(article_id)
        return article is not None and bool(article.path) and self._shared[article.path] == 1

    def article(self, article_id: str) -> Article | None:
        """Return the article, or None where the report does not hold it."""
        return self._articles.get(article_id)

    def lines(self, article_id: str) -> Lines:
        """Return the lines of an article, cut once."""
        if article_id not in self._lines:
            article = self._articles.get(article_id)
            self._lines[article_id] = Lines(article.text if article else "")
        return self._lines[article_id]

    def of(self, place: Place) -> Location:
        """Return where *place* lies."""
        lines = self.lines(place.article)
        start = lines.position(place.span.start)
        end = lines.position(max(place.span.end, place.span.start))
        return Location(self.file(place.article), *start, *end)

    def sides(self, finding: Finding, difference: Edit | Relation) -> tuple[str, str]:
        """Return the wording in the finding's own article and the wording elsewhere.

        Evidence may be told from either side; which one is known from the text itself.
        """
        article = self._articles.get(finding.primary.article)
        span, before = difference.left, difference.before
        own = article is None or article.text[span.start : span.end] == before
        return (before, difference.after) if own else (difference.after, before)

    def excerpt(self, place: Place, limit: int = 240) -> str:
        """Return the text of *place*, cut at *limit* code points with an ellipsis."""
        article = self._articles.get(place.article)
        text = article.text[place.span.start : place.span.end] if article else ""
        return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
