"""Saved web pages: the article's text and what the page declares of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from auditor.errors import ReadError
from auditor.model import Article, Skipped
from auditor.readers.decoding import decode, load
from auditor.readers.fields import article_from, host
from auditor.readers.linked import linked_fields
from auditor.readers.page import Page, main_text, parse

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
#: Markup over this many bytes is refused; no article page is that large.
_PAGE_LIMIT = 20_000_000


@dataclass(frozen=True, slots=True)
class WebpageReader:
    """Reads ``.html``, ``.htm`` and ``.xhtml`` with the standard library alone.

    The text is that of the article element, else of the main element, else of the container that
    holds most running text; menus, footers, scripts and forms are left out. Offsets are those of
    the extracted text. Fields come from JSON-LD (schema.org), then from meta elements.
    """

    name: ClassVar[str] = "webpage"
    limit: int = _PAGE_LIMIT  #: bytes above which a page is refused

    def accepts(self, path: Path, /) -> bool:
        """Whether the name ends like a web page's."""
        return path.suffix.lower() in {".html", ".htm", ".xhtml"}

    def read(self, path: Path, /) -> Iterator[Article | Skipped]:
        """The one article of *path*."""
        try:
            data = load(path, min(self.limit, _PAGE_LIMIT))
            markup, encoding = _markup(data)
            page = parse(markup)
        except (ReadError, AssertionError) as error:
            yield Skipped(str(path), str(error) or "markup that cannot be parsed")
            return
        linked = linked_fields(page.linked)
        text = main_text(page)
        body = linked.pop("text", "")
        if len(text) < 200 and isinstance(body, str) and len(body) > len(text):
            text = body.strip()
        if not text:
            yield Skipped(str(path), "no article text found in the page")
            return
        fields = {**_meta_fields(page), **linked, "id": path.stem}
        yield article_from(fields, text, path=str(path), encoding=encoding)


def _markup(data: bytes) -> tuple[str, str]:
    """The markup; a declared charset counts where the bytes are not UTF-8."""
    declared = _CHARSET.search(data[:4096])
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    if declared:
        name = declared[1].decode("ascii").lower()
        try:
            # browsers read these names as Windows-1252 (WHATWG Encoding Standard)
            name = "cp1252" if name in {"iso-8859-1", "latin1", "ascii", "us-ascii"} else codecs.lookup(name).name
            if not name.startswith("utf"):
                return data.decode(name, "replace"), name
        except (LookupError, UnicodeError, ValueError):
            pass
    return decode(data)


def _meta_fields(page: Page) -> dict[str, object]:
    meta = page.meta
    url = meta.get("og:url") or page.canonical
    found = {
        "title": meta.get("og:title") or page.heading or page.title,
        "byline": meta.get("author") or meta.get("article:author") or meta.get("parsely-author") or meta.get("byl"),
        "published": meta.get("article:published_time")
        or meta.get("date")
        or meta.get("pubdate")
        or meta.get("dc.date"),
        "section": meta.get("article:section") or meta.get("parsely-section"),
        "source": meta.get("og:site_name") or meta.get("application-name") or host(url),
        "url": url,
        "canonical": page.canonical,
        "language": page.language,
    }
    return {name: value for name, value in found.items() if value}
