"""Names under which people keep an article's fields, and what becomes of their values."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from auditor.model import Article, Declared
from auditor.readers.decoding import scalar

#: Field → names it goes by, first found wins.
ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "articleid", "uid", "guid", "_id"),
    "source": ("source", "outlet", "publisher", "domain", "site", "site_name", "publication", "source_name"),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "creator", "by"),
    "published": (
        "published",
        "date",
        "published_at",
        "date_published",
        "datepublished",
        "pubdate",
        "publish_date",
        "time",
    ),
    "url": ("url", "link", "permalink", "original_link", "address"),
    "language": ("language", "lang", "inlanguage"),
    "text": ("text", "body", "content", "maintext", "article", "article_text", "articlebody", "full_text"),
    "kind": ("kind", "type", "@type"),
    "section": ("section", "category", "articlesection"),
    "canonical": ("canonical",),
    "credit": ("credit", "credittext", "credit_text"),
    "fetched": ("fetched", "fetched_at", "crawled", "crawled_at", "retrieved"),
    "is_based_on": ("is_based_on", "isbasedon"),
    "labels": ("labels", "label"),
}


def named(row: Mapping[str, object]) -> dict[str, object]:
    """*row* under the canonical names; keys are compared without case; unknown keys are left out."""
    lower = {str(key).lower(): value for key, value in row.items()}
    found: dict[str, object] = {}
    for name, aliases in ALIASES.items():
        for alias in aliases:
            if lower.get(alias) not in (None, "", [], {}):
                found[name] = lower[alias]
                break
    return found


def article_from(row: Mapping[str, object], text: str, *, path: str, encoding: str = "") -> Article:
    """An article with the fields of *row* under any of their names; what is absent stays empty.

    The source falls back to the host of the address.
    """
    fields = named(row)
    fields["declared"] = row.get("declared")
    url = words(fields.get("url"))
    return Article(
        id=words(fields.get("id")),
        source=words(fields.get("source")) or host(url),
        text=scalar(text),
        title=words(fields.get("title")),
        byline=words(fields.get("byline")),
        published=words(fields.get("published")),
        url=url,
        language=words(fields.get("language")),
        declared=declared_from(fields),
        path=path,
        encoding=encoding,
    )


def declared_from(fields: Mapping[str, object]) -> Declared:
    """The publisher's own metadata among *fields* (canonical names)."""
    nested = fields.get("declared")
    inner = named({str(key): value for key, value in nested.items()}) if isinstance(nested, Mapping) else {}
    merged = {**fields, **inner}
    return Declared(
        kind=words(merged.get("kind")),
        section=words(merged.get("section")),
        canonical=words(merged.get("canonical")),
        is_based_on=listed(merged.get("is_based_on")),
        credit=words(merged.get("credit")),
        labels=listed(merged.get("labels")),
        fetched=words(merged.get("fetched")),
    )


def words(value: object) -> str:
    """One line of text from a JSON or TOML value: names of objects, lists joined by commas."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        return words(value.get("name") or value.get("@id") or value.get("url") or value.get("id"))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(words, value)))
    return scalar(" ".join(str(value).split()))


def listed(value: object) -> tuple[str, ...]:
    """Several values, or one, as a tuple of lines."""
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(filter(None, map(words, values)))


def host(url: str) -> str:
    """The host of an address without ``www.``; empty if it has none."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")
