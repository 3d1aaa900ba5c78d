"""File names and anchors that are safe for any id, and the links between pages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
# Names Windows keeps for devices, whatever their ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
_LONGEST = 48


def slug(text: object) -> str:
    """Return *text* as lower-case ASCII letters, digits and single hyphens, at most 48 of them."""
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", plain).strip("-")[:_LONGEST].rstrip("-")


def digest(text: object) -> str:
    """Return 64 hexadecimal digits that stand for *text* in every process."""
    return hashlib.sha256(str(text).encode("utf-8", "surrogatepass")).hexdigest()


def safe_names(ids: Iterable[str]) -> dict[str, str]:
    """Return a file name (without ending) for each id: the id itself where it is safe, else slug and hash.

    Names differ even on file systems that ignore case.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    distinct = list(dict.fromkeys(ids))
    for plain in (True, False):  # ids that are safe as they stand keep their names
        for identifier in distinct:
            stem = slug(identifier)
            keeps = bool(stem) and stem == identifier and not _RESERVED.fullmatch(stem)
            if keeps is not plain:
                continue
            name = stem if keeps else f"{stem}-{digest(identifier)[:8]}".lstrip("-")
            if name in taken:
                name = f"{stem}-{digest(identifier)[:32]}".lstrip("-")
            taken.add(name)
            names[identifier] = name
    return names


class Links:
    """Addresses of pages, relative to the page they stand on; in a single file, anchors."""

    __slots__ = ("_articles", "_pairs", "_sources", "_up", "single")

    def __init__(
        self,
        articles: dict[str, str],
        sources: dict[str, str],
        pairs: frozenset[tuple[str, str]],
        *,
        up: str,
        single: bool,
    ) -> None:
        self._articles = articles
        self._sources = sources
        self._pairs = pairs
        self._up = up
        self.single = single

    def _page(self, folder: str, name: str) -> str:
        if self.single:
            return f"#{folder or 'page'}-{name}"
        return f"{self._up}{folder}/{name}.html" if folder else f"{self._up}{name}.html"

    def index(self, anchor: str = "") -> str:
        """Return the address of the index, or of a section of it."""
        if self.single:
            return f"#{anchor or 'page-index'}"
        return f"{self._up}index.html" + (f"#{anchor}" if anchor else "")

    def listing(self, name: str, number: int = 1) -> str:
        """Return the address of page *number* of a list."""
        return self._page("", f"{name}-{number}")

    def methodology(self, anchor: str = "") -> str:
        """Return the address of a definition or rule."""
        if self.single and anchor:
            return f"#{anchor}"
        return self._page("", "methodology") + (f"#{anchor}" if anchor else "")

    def clusters(self, anchor: str = "") -> str:
        """Return the address of the story clusters, or of one of them."""
        if self.single and anchor:
            return f"#{anchor}"
        return self._page("", "clusters") + (f"#{anchor}" if anchor else "")

    def article(self, identifier: str) -> str | None:
        """Return the address of an article's page, None where the report does not hold it."""
        return self._page("article", self._articles[identifier]) if identifier in self._articles else None

    def source(self, name: str) -> str | None:
        """Return the address of a source's page, None where it has none."""
        return self._page("source", self._sources[name]) if name in self._sources else None

    def pair(self, pair: tuple[str, str]) -> str | None:
        """Return the address of a comparison, None where it was left out."""
        if pair not in self._pairs:
            return None
        return self._page("pair", pair_name(self._articles, pair))

    def finding(self, article: str, anchor: str) -> str | None:
        """Return the permalink of a finding: its anchor on the page of its article."""
        if self.single:
            return f"#{anchor}" if article in self._articles else None
        page = self.article(article)
        return f"{page}#{anchor}" if page else None

    def match(self, pair: tuple[str, str], anchor: str) -> str | None:
        """Return the permalink of a shared passage: its anchor on the comparison."""
        page = self.pair(pair)
        return None if page is None else f"#{anchor}" if self.single else f"{page}#{anchor}"


def pair_name(articles: dict[str, str], pair: tuple[str, str]) -> str:
    """Return the file name of a comparison; names hold no double hyphen, so it cannot be misread."""
    return f"{articles[pair[0]]}--{articles[pair[1]]}"
