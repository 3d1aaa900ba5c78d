"""Reads a page as a browser would, as far as tests need it: elements, ids, links and text."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """Elements with their attributes, and the visible text, of one page."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.text = ""
        self._silent = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._silent += tag in {"style", "script"}

    def handle_endtag(self, tag):
        self._silent -= tag in {"style", "script"}

    def handle_data(self, data):
        if not self._silent:
            self.text += data

    @property
    def ids(self):
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]

    @property
    def links(self):
        return [attrs["href"] for tag, attrs in self.elements if tag == "a" and "href" in attrs]

    def count(self, tag):
        return sum(name == tag for name, _ in self.elements)
