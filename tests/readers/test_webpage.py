"""Web pages: the article's words and what the page declares, whatever the markup."""

from __future__ import annotations

import json
import time

import pytest

from auditor.model import Article, Skipped
from auditor.protocols import Reader
from auditor.readers import WebpageReader

_PARAGRAPH = "The minister told reporters on Tuesday that the talks had been useful and would go on. "
_BODY = f"<p>{_PARAGRAPH * 2}</p><p>A <b>second</b> para&shy;graph with a <a href='/x'>link</a> &amp; more.</p>"


def _read(path, markup, name="a.html"):
    file = path / name
    file.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    (item,) = WebpageReader().read(file)
    return item


def _page(body, head=""):
    return f"<!doctype html><html lang='en'><head><title>Page title</title>{head}</head><body>{body}</body></html>"


def test_it_is_a_reader():
    """The protocol holds."""
    assert isinstance(WebpageReader(), Reader)


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>Headline</h1>{_BODY}</article>",
        f"<main><h1>Headline</h1>{_BODY}</main>",
        f"<div id='x'><div class='story'><h1>Headline</h1>{_BODY * 3}</div></div>",
        f"<div itemprop='articleBody'><h1>Headline</h1>{_BODY}</div>",
    ],
)
def test_the_article_is_found_and_the_furniture_left_out(tmp_path, body):
    """Menus, scripts, teasers and footers are not the story."""
    page = _page(
        f"<nav><ul><li><a>Home</a></li><li>World</li></ul></nav><script>var x = 'no';</script>{body}"
        "<div class='related-stories'><p>Another story to read next</p></div><footer><p>Copyright</p></footer>"
    )
    article = _read(tmp_path, page)
    assert article.text.startswith(f"Headline\n\n{_PARAGRAPH.strip()}")
    assert "A second para\u00adgraph with a link & more." in article.text
    for word in ("Home", "World", "var x", "Another story", "Copyright"):
        assert word not in article.text


def test_json_ld_gives_the_fields(tmp_path):
    """What the publisher declares in schema.org terms is kept."""
    linked = {
        "@graph": [
            {"@type": "WebPage", "name": "no"},
            {
                "@type": ["OpinionNewsArticle"],
                "headline": "Real &amp; true",
                "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "J. Roe"}],
                "datePublished": "2022-01-21T10:00:00Z",
                "articleSection": "Opinion",
                "isBasedOn": "https://b.org/1",
                "creditText": "Reuters",
                "publisher": {"name": "The Site"},
            },
        ]
    }
    head = (
        f"<script type='application/ld+json'>{json.dumps(linked)}</script><link rel='canonical' href='https://www.a.org/s'>"
        "<meta property='og:site_name' content='Other name'>"
    )
    article = _read(tmp_path, _page(f"<article>{_BODY}</article>", head))
    assert (article.title, article.byline, article.source) == ("Real & true", "Jane Doe, J. Roe", "The Site")
    assert (article.published, article.language, article.url) == ("2022-01-21T10:00:00Z", "en", "https://www.a.org/s")
    told = article.declared
    assert (told.kind, told.section, told.credit) == ("OpinionNewsArticle", "Opinion", "Reuters")
    assert (told.is_based_on, told.canonical) == (("https://b.org/1",), "https://www.a.org/s")


def test_meta_elements_where_there_is_no_json_ld(tmp_path):
    """Open Graph names and the host of the canonical address fill in."""
    head = "<meta property='og:title' content='OG title'><meta name='author' content='J. Doe'><link rel=canonical href='https://www.a.org/s'>"
    article = _read(tmp_path, _page(f"<article>{_BODY}</article>", head))
    assert (article.title, article.byline, article.source) == ("OG title", "J. Doe", "a.org")


@pytest.mark.parametrize(
    "linked", ["{broken", "[" * 5000, '"text"', "null", '{"@type": 5}', '{"@type": "NewsArticle", "author": [[[]]]}']
)
def test_bad_json_ld_is_ignored(tmp_path, linked):
    """A page with a broken script is still a page."""
    article = _read(
        tmp_path, _page(f"<article>{_BODY}</article>", f"<script type='application/ld+json'>{linked}</script>")
    )
    assert article.title == "Page title"


def test_the_article_body_of_json_ld_stands_in(tmp_path):
    """A page drawn by script alone can still be read."""
    linked = json.dumps({"@type": "NewsArticle", "articleBody": _PARAGRAPH * 3})
    head = f"<script type='application/ld+json'>{linked}</script>"
    assert _read(tmp_path, _page("<div id='app'></div>", head)).text == (_PARAGRAPH * 3).strip()


@pytest.mark.parametrize(
    ("markup", "encoding"),
    [
        (_page(f"<p>Café {_PARAGRAPH}</p>").encode(), ""),
        (_page(f"<p>Café {_PARAGRAPH}</p>", "<meta charset=iso-8859-1>").encode("latin-1"), "cp1252"),
        (_page(f"<p>Café {_PARAGRAPH}</p>").encode("utf-16"), "utf-16"),
    ],
)
def test_declared_character_sets_count(tmp_path, markup, encoding):
    """The page's own word is taken where the bytes are not UTF-8."""
    article = _read(tmp_path, markup)
    assert article.text.startswith("Café The minister")
    assert article.encoding == encoding


@pytest.mark.parametrize("markup", [_page(""), "<html><script>only</script></html>", "<!-- -->x<nav>menu</nav>"[:8]])
def test_a_page_without_text_is_skipped(tmp_path, markup):
    """Nothing to audit is said, not passed over."""
    item = _read(tmp_path, markup)
    assert isinstance(item, Skipped)
    assert "no article text" in item.reason


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<p>x",
        "<a href=x>y",
        "</div>",
        "<!--",
        "<b",
        "&amp;",
        "<script>",
        "<![CDATA[",
        "<ul><li>x</b></ul>",
        "<!x",
    ],
)
@pytest.mark.parametrize("closed", ["", ">"])
def test_broken_markup_is_read_in_linear_time(tmp_path, piece, closed):
    """Unclosed, unopened and endless elements cost their length and crash nothing."""

    def seconds(pieces: int) -> float:
        start = time.process_time()
        item = _read(tmp_path, f"<p>{_PARAGRAPH * 3}</p>" + piece * pieces + closed)
        assert isinstance(item, Article | Skipped)
        return time.process_time() - start

    small = seconds(2_000)
    assert seconds(16_000) < 8 * 4 * small + 0.5
