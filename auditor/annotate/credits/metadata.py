"""Credits a publisher declares in an article's metadata and byline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.annotate.credits.outlets import Outlets, host_of
from auditor.annotate.credits.tags import only_names
from auditor.model import Article, Credit

_PARTS = re.compile(r"[,;|/]|\band\b|\bfor\b|\bof\b")


def metadata_credits(article: Article, outlets: Outlets) -> Iterator[Credit]:
    """Canonical address on another domain, ``isBasedOn``, ``creditText`` and agencies in the byline."""
    declared = article.declared
    home = host_of(article.url) or (host_of(article.source) if "." in article.source else "")
    canonical = host_of(declared.canonical)
    if canonical and home and not _same_site(canonical, home):
        yield Credit("canonical", _who(declared.canonical, outlets), 1.0)
    for base in declared.is_based_on:
        if base.strip():
            yield Credit("based-on", _who(base, outlets), 1.0)
    if declared.credit.strip():
        yield from _named("credit-text", declared.credit, outlets, otherwise=declared.credit.strip())
    if article.byline.strip():
        for part in _PARTS.split(article.byline):
            named = list(outlets.named_in(part, prose=False))
            if only_names(named, part):
                yield from (Credit("byline", name.outlet.name, 1.0) for name in named)


def _named(kind: str, text: str, outlets: Outlets, *, otherwise: str) -> Iterator[Credit]:
    names = list(dict.fromkeys(named.outlet.name for named in outlets.named_in(text, prose=False)))
    for name in names or ([otherwise] if otherwise else []):
        yield Credit(kind, name, 1.0)


def _who(address: str, outlets: Outlets) -> str:
    outlet = outlets.of_address(address)
    return outlet.name if outlet else host_of(address) or address.strip()


def _same_site(one: str, other: str) -> bool:
    """Whether one host is the other or a part of it: ``edition.cnn.com`` and ``cnn.com``."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
