"""Binds the views and templates into pages, each kept under its size."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections import defaultdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from auditor.reporters import safe, wording
from auditor.reporters.brief import readable
from auditor.reporters.page import figures, finding_view
from auditor.reporters.page.article_view import article_view, code_points
from auditor.reporters.page.book import Book, Pair, build
from auditor.reporters.page.definitions import KIND_MARK, MARKS, TERMS, WORD_CLASSES
from auditor.reporters.page.excerpt import excerpt
from auditor.reporters.page.index_view import index_view, story_row
from auditor.reporters.page.lists import list_pages
from auditor.reporters.page.names import Links, pair_name
from auditor.reporters.page.pair_view import pair_view
from auditor.reporters.page.source_view import source_view
from auditor.reporters.rule_doc import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.model import AuditReport
    from auditor.reporters.rule_doc import Accuracy, RuleDoc

PAGE_BYTES = 300_000  #: a page above this is laid out again with less on it
SCALES = (1.0, 0.6, 0.35, 0.2, 0.1, 0.04)
STORIES_A_PAGE = 60


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("auditor.reporters.page"),
        autoescape=True,  # article text is untrusted
        undefined=StrictUndefined,  # a misspelt field fails the test, not the reader
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    environment.filters.update(
        count=wording.count,
        percent=wording.percent,
        sure=wording.sure,
        number=wording.number,
        whole=figures.whole,
        decimal=figures.decimal,
        fixed=figures.fixed,
        day=figures.day,
        moment=figures.moment,
        headline=finding_view.headline,
        lost=wording.lost,
        figure=wording.figure,
        plain=wording.plain_name,
        points=code_points,
        safelink=safe.link,
    )
    environment.globals.update(
        terms=TERMS,
        mark_classes=MARKS,
        kind_mark=KIND_MARK,
        families=defaultdict(str, FAMILIES),
        dimensions=wording.DIMENSIONS,
        word_classes=WORD_CLASSES,
        page_language=figures.LANGUAGE,
    )
    return environment


def _visible(value: object) -> object:
    """Show controls in every string a template prints; jinja2 escapes markup after this."""
    return safe.shown_controls(value) if type(value) is str and not value.isprintable() else value


def _asset(name: str) -> str:
    return files("auditor.reporters.page").joinpath(name).read_text("utf-8")


def _hash(content: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"


@functools.cache
def _assets() -> dict[str, Markup]:
    """Style, script and the policy that admits only these two, by their hashes."""
    style, script = _asset("style.css"), _asset("script.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}  # noqa: S704  # our own files


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)


def _fitted(draw: Callable[[float], str]) -> str:
    """Draw a page smaller and smaller until it fits; the page itself says what it leaves out."""
    page = ""
    for scale in SCALES:
        page = draw(scale)
        if len(page) <= PAGE_BYTES and len(page.encode("utf-8", "replace")) <= PAGE_BYTES:
            break
    return page


def _page(body: str, book: Book, links: Links, **values: Any) -> str:
    return _render("page.html.j2", body=body, book=book, link=links, single=False, **_assets(), **values)


def pages(
    report: AuditReport, /, *, rules: Sequence[RuleDoc] = (), measured: Sequence[Accuracy] = ()
) -> Iterator[tuple[str, str]]:
    """Yield relative file name and HTML of every page, the index first."""
    book = build(readable(report), rules, measured)
    flat = book.links()
    deep = book.links(up="../")
    yield "index.html", _fitted(lambda scale: _page("index", book, flat, view=index_view(book, flat, scale)))
    yield "methodology.html", _page("methodology", book, flat, view=None)
    yield from _story_pages(book, flat)
    for view in list_pages(book, flat):
        yield f"{view.name}-{view.number}.html", _page("list", book, flat, view=view)
    for source, file_name in book.source_names.items():
        yield f"source/{file_name}.html", _source_page(source, book, deep)
    for identifier, file_name in book.names.items():
        yield f"article/{file_name}.html", _article_page(identifier, book, deep)
    for pair in book.pairs:
        if pair in book.paired:
            yield f"pair/{pair_name(book.names, pair)}.html", _pair_page(pair, book, deep)


def _story_pages(book: Book, links: Links) -> Iterator[tuple[str, str]]:
    clusters = sorted(book.report.clusters, key=lambda cluster: (-len(cluster.articles), cluster.id))
    stories = [story_row(cluster, book, links, 40) for cluster in clusters[:STORIES_A_PAGE]]
    more = len(clusters) - len(stories)
    yield (
        "clusters.html",
        _fitted(
            lambda scale: _page(
                "clusters",
                book,
                links,
                view=stories[: max(3, int(len(stories) * scale))],
                more=more + len(stories) - len(stories[: max(3, int(len(stories) * scale))]),
            )
        ),
    )


def _source_page(name: str, book: Book, links: Links) -> str:
    return _fitted(lambda scale: _page("source", book, links, view=source_view(name, book, links, scale)))


def _article_page(identifier: str, book: Book, links: Links) -> str:
    reading = book.readings[identifier]
    return _fitted(lambda scale: _page("article", book, links, view=article_view(reading, book, links, scale)))


def _pair_page(pair: Pair, book: Book, links: Links) -> str:
    return _fitted(lambda scale: _page("pair", book, links, view=pair_view(pair, book, links, scale)))


def render_single(report: AuditReport, /, *, rules: Sequence[RuleDoc] = (), measured: Sequence[Accuracy] = ()) -> str:
    """Return the report as one page with links inside it, small enough to send.

    Of a large audit it holds the articles with most to check and their comparisons, and says what it leaves out.
    """
    book = build(readable(report), rules, measured)
    kept = excerpt(book)
    links = Links(kept.articles, kept.sources, kept.pairs, up="", single=True)
    parts: list[tuple[str, str, Any]] = [("index", "page-index", index_view(book, links))]
    parts += [
        ("source", f"source-{name}", source_view(source, book, links, kept.scale))
        for source, name in kept.sources.items()
    ]
    parts += [
        ("article", f"article-{name}", article_view(book.readings[identifier], book, links, kept.scale))
        for identifier, name in kept.articles.items()
    ]
    parts += [
        ("pair", f"pair-{pair_name(book.names, pair)}", pair_view(pair, book, links, kept.scale))
        for pair in book.pairs
        if pair in kept.pairs
    ]
    stories = [story_row(cluster, book, links, 40) for cluster in book.report.clusters[:STORIES_A_PAGE]]
    parts.append(("clusters", "page-clusters", stories))
    parts.append(("methodology", "page-methodology", None))
    more = len(book.report.clusters) - len(stories)
    return _render("single.html.j2", parts=parts, book=book, link=links, single=True, more=more, kept=kept, **_assets())
