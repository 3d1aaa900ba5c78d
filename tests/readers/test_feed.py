"""Feeds: entries become articles, hostile XML is refused."""

from __future__ import annotations

import pytest

from auditor.model import Article, Skipped
from auditor.protocols import Reader
from auditor.readers import FeedReader, read

_RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Site</title><language>en-gb</language>
<item><title>Talks &amp; tanks</title><link>https://a.org/1</link><guid>a1</guid><dc:creator>J. Doe</dc:creator>
<pubDate>Fri, 21 Jan 2022 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>First <b>paragraph</b>.</p>
<p>Second one.</p><script>no()</script>]]></content:encoded></item>
<item><title>Empty</title></item>
<item><description>&lt;p&gt;Escaped text.&lt;/p&gt;</description></item>
</channel></rss>"""

_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Blog</title>
<entry><id>urn:1</id><title>Titel</title><author><name>A. B.</name></author><published>2022-01-21</published>
<link rel="self" href="https://x.org/self"/><link href="https://x.org/1"/>
<content type="html">&lt;p&gt;Ein Text.&lt;/p&gt;</content></entry>
</feed>"""


def _read(path, text, name="f.xml"):
    file = path / name
    file.write_text(text)
    return list(FeedReader().read(file))


def test_it_is_a_reader():
    """The protocol holds."""
    assert isinstance(FeedReader(), Reader)


def test_rss_entries(tmp_path):
    """Full content wins over the summary, markup goes, an empty entry is named."""
    first, empty, third = _read(tmp_path, _RSS)
    assert (first.id, first.source, first.title, first.byline) == ("a1", "The Site", "Talks & tanks", "J. Doe")
    assert first.text == "First paragraph.\n\nSecond one."
    assert (first.url, first.language) == ("https://a.org/1", "en-gb")
    assert empty == Skipped(f"{tmp_path / 'f.xml'}:2", "an entry without text")
    assert (third.text, third.id) == ("Escaped text.", "f:3")


def test_atom_entries(tmp_path):
    """Names, links and language of Atom."""
    (entry,) = _read(tmp_path, _ATOM, "f.atom")
    assert (entry.id, entry.byline, entry.url, entry.language) == ("urn:1", "A. B.", "https://x.org/1", "de")
    assert entry.text == "Ein Text."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            '<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel><item>&b;</item></channel></rss>',
            "document type",
        ),
        ("<rss><channel>", "not XML"),
        ("<html><body/></html>", "not a news feed"),
        ("<rss><channel/></rss>", "without entries"),
        ("", "empty file"),
    ],
)
def test_what_is_no_safe_feed_is_skipped(tmp_path, text, reason):
    """Entity bombs, broken XML and other documents are named, not parsed."""
    (item,) = _read(tmp_path, text)
    assert isinstance(item, Skipped)
    assert reason in item.reason


def test_feeds_in_a_folder_are_read(tmp_path):
    """A saved feed needs no option."""
    (tmp_path / "f.rss").write_text(_RSS)
    assert sum(isinstance(item, Article) for item in read([tmp_path])) == 2
