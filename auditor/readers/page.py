"""The text of a page's article: block elements, their containers, and the choice among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_IGNORED = _words(
    "script style noscript template nav footer aside form button svg iframe select option textarea object canvas "
    "audio video dialog head"
)
_VOID = _words("area base br col embed hr img input link meta param source track wbr")
_BLOCK = _words(
    "p h1 h2 h3 h4 h5 h6 li blockquote figcaption td th pre div section article main header ul ol table tr dd dt "
    "dl figure body address summary details html"
)
_HEADINGS = _words("h1 h2 h3 h4 h5 h6")
_SKIP_ROLE = re.compile(
    r"(?:^|[\s_-])(?:nav|navigation|menu|footer|sidebar|related|newsletter|share|social|comments?|cookie|promo|advert|ads?|breadcrumbs?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_LEAST = 200  #: characters of text that make an element worth preferring


@dataclass(slots=True)
class Node:
    """An element that holds text: its parent, its name, whether it is the article by its own word."""

    parent: int
    tag: str
    body: bool
    odd: bool
    text: int = 0
    linked: int = 0


@dataclass(slots=True)
class Piece:
    """The text of one block element; *node* is where it stands."""

    node: int
    text: str
    linked: int
    heading: bool


@dataclass(slots=True)
class Page:
    """What was found in a page."""

    title: str = ""
    heading: str = ""
    language: str = ""
    canonical: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    linked: tuple[str, ...] = ()
    nodes: list[Node] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


def parse(markup: str) -> Page:
    """Read *markup*, however broken, in one pass."""
    parser = _Parser()
    parser.feed(_without_comments(markup))
    parser.close()
    return parser.finished()


def _without_comments(markup: str) -> str:
    """*markup* without comments, declarations and what is never closed.

    ``html.parser`` searches the rest of the page for the end of each of these again and again.
    """
    kept: list[str] = []
    at = 0
    while (start := markup.find("<!", at)) >= 0:
        kept.append(markup[at:start])
        close = "-->" if markup.startswith("<!--", start) else "]]>" if markup.startswith("<![", start) else ">"
        end = markup.find(close, start + 2)
        if end < 0:
            at = len(markup)
            break
        at = end + len(close)
    kept.append(markup[at:])
    page = "".join(kept)
    last = page.rfind(">") + 1
    return page[:last] + page[last:].replace("<", " ")


def main_text(page: Page) -> str:
    """Paragraphs and headings of the article, blank lines between them."""
    _sum_up(page)
    chosen = _chosen(page)
    within = _within(page.nodes, chosen)
    kept: list[str] = []
    for piece in page.pieces:
        if not within[piece.node] or (piece.linked > 0.6 * len(piece.text) and not piece.heading):
            continue
        if not kept or kept[-1] != piece.text:
            kept.append(piece.text)
    return "\n\n".join(kept)


def _sum_up(page: Page) -> None:
    for piece in page.pieces:
        node = page.nodes[piece.node]
        node.text += len(piece.text)
        node.linked += piece.linked


def _chosen(page: Page) -> int:
    """The node whose text is the article's: by its own word, else where running text is densest."""
    nodes = page.nodes
    total = [node.text for node in nodes]
    prose = [max(0, node.text - 2 * node.linked) for node in nodes]
    for at in range(len(nodes) - 1, 0, -1):  # children come after their parents
        total[nodes[at].parent] += total[at]
    says_so = [
        [at for at, node in enumerate(nodes) if node.body],
        [at for at, node in enumerate(nodes) if node.tag == "article"],
        [at for at, node in enumerate(nodes) if node.tag == "main"],
    ]
    for candidates in says_so:
        best = max(candidates, key=total.__getitem__, default=-1)
        if best >= 0 and total[best] >= _LEAST:
            return best
    # the parent of most prose, with half for the grandparent (after Readability)
    score = [0.0] * len(nodes)
    for at, node in enumerate(nodes):
        if node.odd:
            continue
        score[node.parent] += prose[at]
        score[nodes[node.parent].parent] += 0.5 * prose[at]
        if node.tag not in {"p", *_HEADINGS}:
            score[at] += prose[at]
    return max(range(len(nodes)), key=lambda at: (score[at], -at), default=0)


def _within(nodes: list[Node], chosen: int) -> list[bool]:
    inside = [False] * len(nodes)
    for at, node in enumerate(nodes):
        inside[at] = at == chosen or (at > chosen and inside[node.parent] and not node.odd)
    return inside


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page(nodes=[Node(0, "root", body=False, odd=False)])
        self._open: list[tuple[str, int]] = []
        self._at = 0
        self._ignored = 0
        self._links = 0
        self._parts: list[str] = []
        self._linked = 0
        self._catch = ""
        self._caught: list[str] = []
        self._scripts: list[str] = []

    def finished(self) -> Page:
        self._flush()
        self.page.linked = tuple(self._scripts)
        return self.page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._declare(tag, told)
        if tag == "br":
            self._parts.append(" ")
        if tag in _VOID or not (tag in _BLOCK or tag in _IGNORED or tag == "a"):
            return
        self._open.append((tag, self._at))
        self._ignored += tag in _IGNORED
        self._links += tag == "a"
        if tag in _BLOCK:
            self._flush()
            role = f"{told.get('class', '')} {told.get('id', '')} {told.get('role', '')}"[:400]
            odd = tag not in {"article", "main", "body", "html"} and _SKIP_ROLE.search(role) is not None
            body = "articlebody" in told.get("itemprop", "").lower()
            self.page.nodes.append(Node(self._at, tag, body=body, odd=odd))
            self._at = len(self.page.nodes) - 1

    def _declare(self, tag: str, told: dict[str, str]) -> None:
        """Keep what an element of the head says of the page."""
        if tag == "meta":
            key = (told.get("property") or told.get("name") or told.get("itemprop") or "").lower()
            if key and told.get("content"):
                self.page.meta.setdefault(key, _line(told["content"]))
        elif tag == "link" and "canonical" in told.get("rel", "").lower().split():
            self.page.canonical = self.page.canonical or told.get("href", "").strip()
        elif tag == "html":
            self.page.language = told.get("lang", "").strip()
        elif (tag == "title" and not self.page.title) or (
            tag == "script" and "ld+json" in told.get("type", "").lower()
        ):
            self._catch, self._caught = tag, []

    def handle_endtag(self, tag: str) -> None:
        if self._catch == tag:
            caught = "".join(self._caught)
            if tag == "title":
                self.page.title = _line(caught)
            else:
                self._scripts.append(caught)
            self._catch = ""
        if tag not in _BLOCK and tag not in _IGNORED and tag != "a":
            return
        if tag in _BLOCK:
            self._flush()
        # look back only a little for the opening tag: broken markup must not cost quadratic time
        for back in range(1, min(len(self._open), 24) + 1):
            if self._open[-back][0] == tag:
                for name, before in reversed(self._open[-back:]):
                    self._ignored -= name in _IGNORED
                    self._links -= name == "a"
                    self._at = before
                del self._open[-back:]
                return

    def handle_data(self, data: str) -> None:
        if self._catch:
            self._caught.append(data)
        if not self._ignored and data:
            self._parts.append(data)
            if self._links:
                self._linked += len(data)

    def _flush(self) -> None:
        text = _line("".join(self._parts))
        if text:
            tag = self.page.nodes[self._at].tag
            if tag == "h1" and not self.page.heading:
                self.page.heading = text
            self.page.pieces.append(Piece(self._at, text, min(self._linked, len(text)), tag in _HEADINGS))
        self._parts, self._linked = [], 0


def _line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
