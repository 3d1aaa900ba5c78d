"""schema.org JSON-LD: each audited article with what it is based on and whom it credits.

``isBasedOn`` and ``creditText`` are properties of CreativeWork in schema.org; an origin the audit
named is given by its address or id, an origin the article claims by its publisher's name.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.model import Article, AuditReport, Reading


def render(report: AuditReport, /) -> str:
    """Return the articles of *report* as one JSON-LD graph, in report order."""
    known = {reading.article.id: reading.article for reading in report.articles}
    origins: dict[str, set[str]] = {}
    for match in report.matches:
        origin = match.origin.article
        if origin is not None:
            copy = match.right.article if origin == match.left.article else match.left.article
            origins.setdefault(copy, set()).add(origin)
    graph = [
        _article(reading, [known[name] for name in sorted(origins.get(reading.article.id, ())) if name in known])
        for reading in report.articles
    ]
    document = {"@context": "https://schema.org", "@graph": graph}
    # Escaped, so that the text can stand inside a script element of a page.
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"


def _article(reading: Reading, origins: list[Article]) -> dict[str, object]:
    article = reading.article
    claims = reading.claims
    made: dict[str, object] = {
        "@type": article.declared.kind or ("OpinionNewsArticle" if reading.label == "Opinion" else "NewsArticle"),
        "@id": _id(article),
        "wordCount": reading.words,
        "publisher": {"@type": "Organization", "name": article.source},
    }
    optional = {
        "headline": article.title,
        "url": article.url,
        "datePublished": article.published,
        "inLanguage": article.language or reading.language.code,
        "creditText": article.declared.credit or ", ".join(claims),
    }
    made |= {key: value for key, value in optional.items() if value}
    if article.byline:
        made["author"] = {"@type": "Person", "name": article.byline}
    based: list[dict[str, object]] = [{"@type": "NewsArticle", "@id": _id(origin)} for origin in origins]
    based += [{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": who}} for who in claims]
    based += [{"@type": "CreativeWork", "url": address} for address in article.declared.is_based_on]
    if based:
        made["isBasedOn"] = based
    return made


def _id(article: Article) -> str:
    return article.url or f"urn:news-auditor:article:{article.id}"
