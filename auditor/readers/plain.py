"""Plain text and Markdown files, one article each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from auditor.errors import ReadError
from auditor.model import Article, Skipped
from auditor.readers.decoding import LIMIT, decode, load
from auditor.readers.fields import article_from

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEY = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:[ \t]*(.*)")
_HEADING = re.compile(r"\s*#[ \t]+([^\r\n]+)")
_MARKDOWN = frozenset({".md", ".markdown"})
_FRONT_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class PlainReader:
    """Reads ``.txt``, ``.text``, ``.md`` and ``.markdown``.

    Line ends stay as they are in the file, so offsets are those of its characters after a byte
    order mark. Markdown front matter of ``key: value`` lines becomes fields; in the text it is
    blanked, not cut, so that offsets hold.
    """

    name: ClassVar[str] = "plain"
    limit: int = LIMIT  #: bytes above which a file is refused

    def accepts(self, path: Path, /) -> bool:
        """Whether the name ends like a text file's."""
        return path.suffix.lower() in _MARKDOWN | {".txt", ".text"}

    def read(self, path: Path, /) -> Iterator[Article | Skipped]:
        """The one article of *path*."""
        try:
            text, encoding = decode(load(path, self.limit))
        except ReadError as error:
            yield Skipped(str(path), str(error))
            return
        fields: dict[str, object] = {}
        if path.suffix.lower() in _MARKDOWN:
            text, fields = front_matter(text)
            heading = _HEADING.match(text)
            if heading and not fields.get("title"):
                fields["title"] = heading[1].rstrip("# \t")
        if not text.strip():
            yield Skipped(str(path), "no text in the file")
            return
        fields["id"] = fields.get("id") or path.stem
        yield article_from(fields, text, path=str(path), encoding=encoding)


def front_matter(text: str) -> tuple[str, dict[str, object]]:
    """The text with its front matter blanked, and the front matter's fields in lower case."""
    match = _FRONT.match(text, 0, _FRONT_LIMIT)
    if match is None:
        return text, {}
    fields: dict[str, object] = {}
    for line in match[1].splitlines():
        pair = _KEY.fullmatch(line.rstrip())
        if pair is not None and pair[2]:
            fields[pair[1].lower()] = _unquoted(pair[2])
    if not fields:
        return text, {}
    blank = re.sub(r"[^\r\n]", " ", match[0])
    return blank + text[match.end() :], fields


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.strip("[]").strip() if value.startswith("[") and value.endswith("]") else value
