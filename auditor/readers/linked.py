"""What a page says of its article in JSON-LD (schema.org NewsArticle and its kin)."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping

_ARTICLE = ("Article", "BlogPosting", "Report", "LiveBlogPosting", "Posting")
_DEEPEST = 6


def linked_fields(scripts: tuple[str, ...]) -> dict[str, object]:
    """Canonical fields of the article object in *scripts*; empty if there is none."""
    for script in scripts:
        for thing in _things(script):
            kind = _kind(thing)
            if not kind:
                continue
            fields = {
                "kind": kind,
                "title": thing.get("headline") or thing.get("name"),
                "byline": thing.get("author"),
                "published": thing.get("datePublished"),
                "section": thing.get("articleSection"),
                "is_based_on": thing.get("isBasedOn"),
                "credit": thing.get("creditText"),
                "source": _publisher(thing.get("publisher")),
                "language": thing.get("inLanguage"),
                "text": thing.get("articleBody"),
            }
            return {name: _plain(value) for name, value in fields.items() if value}
    return {}


def _things(script: str) -> Iterator[Mapping[str, object]]:
    try:
        content: object = json.loads(script.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return
    pending: list[tuple[object, int]] = [(content, 0)]
    while pending:
        item, depth = pending.pop(0)
        if isinstance(item, Mapping):
            yield item
            pending.extend(
                (item[key], depth + 1)
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if key in item and depth < _DEEPEST
            )
        elif isinstance(item, list) and depth < _DEEPEST:
            pending.extend((inner, depth + 1) for inner in item)


def _kind(thing: Mapping[str, object]) -> str:
    kinds = thing.get("@type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(kind, str) and kind.endswith(_ARTICLE):
            return kind.rsplit("/", 1)[-1]
    return ""


def _publisher(value: object) -> object:
    if isinstance(value, list):
        return _publisher(value[0]) if value else None
    return value.get("name") if isinstance(value, Mapping) else value


def _plain(value: object) -> object:
    return html.unescape(value) if isinstance(value, str) else value
