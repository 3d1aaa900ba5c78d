"""News feeds saved to disk: RSS 2.0, RSS 1.0 and Atom (RFC 4287), one article an entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree as ET

from auditor.errors import ReadError
from auditor.model import Article, Skipped
from auditor.readers.decoding import LIMIT, decode, load
from auditor.readers.fields import article_from, host
from auditor.readers.page import parse

_ROOTS = frozenset({"rss", "feed", "RDF"})
#: Field → local names of the elements that hold it, best first.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("guid", "id"),
    "title": ("title",),
    "byline": ("creator", "author"),
    "published": ("pubDate", "published", "date", "updated"),
    "url": ("link",),
    "section": ("category",),
    "credit": ("credit",),
    "text": ("encoded", "content", "description", "summary"),
}


@dataclass(frozen=True, slots=True)
class FeedReader:
    """Reads ``.rss``, ``.atom`` and ``.xml``.

    The text of an entry is its full content, else its summary, without markup. Files with a
    document type are refused: entities declared there can grow without bound.
    """

    name: ClassVar[str] = "feed"
    limit: int = LIMIT  #: bytes above which a file is refused

    def accepts(self, path: Path, /) -> bool:
        """Whether the name ends like a feed's."""
        return path.suffix.lower() in {".rss", ".atom", ".xml"}

    def read(self, path: Path, /) -> Iterator[Article | Skipped]:
        """The entries of *path* in order."""
        try:
            root = _root(load(path, self.limit))
        except ReadError as error:
            yield Skipped(str(path), str(error))
            return
        entries = [node for node in root.iter() if _local(node) in {"item", "entry"}]
        if not entries:
            yield Skipped(str(path), "a feed without entries")
        channel = next((node for node in root.iter() if _local(node) in {"channel", "feed"}), root)
        source, language = _text(channel, "title"), _text(channel, "language") or channel.get(_LANG, "")
        for number, entry in enumerate(entries, 1):
            yield _article(entry, source, language, f"{path}:{number}")


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _root(data: bytes) -> ET.Element:
    text, _ = decode(data)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ReadError("a document type is declared: refused")
    try:
        root = ET.fromstring(text.lstrip("\ufeff \r\n\t"))  # noqa: S314 - no document type, so no entities
    except (ET.ParseError, ValueError) as error:
        raise ReadError(f"not XML: {error}") from error
    if _local(root) not in _ROOTS:
        raise ReadError(f"not a news feed: its root is {_local(root)}")
    return root


def _article(entry: ET.Element, source: str, language: str, place: str) -> Article | Skipped:
    fields: dict[str, object] = {name: value for name in _NAMES if (value := _first(entry, name))}
    markup = str(fields.pop("text", ""))
    text = _plain(markup)
    if not text:
        return Skipped(place, "an entry without text")
    fields.setdefault("id", _default_id(place))
    fields["source"] = source or host(str(fields.get("url", "")))
    fields["language"] = language
    return article_from(fields, text, path=place)


def _default_id(place: str) -> str:
    path, _, number = place.rpartition(":")
    return f"{Path(path).stem}:{number}"


def _first(entry: ET.Element, name: str) -> str:
    for wanted in _NAMES[name]:
        if value := _text(entry, wanted):
            return value
    return ""


def _text(parent: ET.Element, wanted: str) -> str:
    for node in parent:
        if _local(node) != wanted:
            continue
        if wanted == "link" and node.get("href"):
            if node.get("rel", "alternate") == "alternate":
                return node.get("href", "").strip()
            continue
        inner = next((child for child in node if _local(child) == "name"), None)
        if inner is not None:
            return (inner.text or "").strip()
        if len(node) and node.get("type") == "xhtml":
            return ET.tostring(node, encoding="unicode")
        if value := "".join(node.itertext()).strip():
            return value
    return ""


def _plain(markup: str) -> str:
    if "<" not in markup:
        return markup.strip()
    return "\n\n".join(piece.text for piece in parse(markup).pieces)


def _local(node: ET.Element) -> str:
    return str(node.tag).rsplit("}", 1)[-1]
