"""The label an article carries: opinion, analysis, satire, a press release.

Read are the title, the section, the address, the JSON-LD type and editorial labels, and the label
line a page prints above a text. Labelled opinion is honest; only unlabelled opinion is a finding.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from auditor.model import Article, Document

_PAID = (
    r"press[ -]?releases?|news[ -]?releases?|media[ -]?releases?|sponsored(?: content)?|advertorial|"
    r"paid (?:post|content)|partner content|brand(?:ed)? content|globenewswire|business ?wire|pr ?newswire"
)
_COMMENT = (
    r"comment(?:ary|aries|isfree| is free)?|comment-?is-?free|viewpoints?|a point of view|perspectives?|ideas|"
    r"contributors?|first person|personal view|guest essays?|essays?"
)
#: what publishers print → the label reported, most specific first
_LABELS: tuple[tuple[str, str], ...] = (
    (r"satire|satirical|humou?r|parody|the borowitz report|spoof", "Satire"),
    (_PAID, "Press release"),
    (r"letters?(?: to the editor)?|readers?['’]? letters", "Letters"),
    (r"op-?eds?|opeds?", "Op-ed"),
    (r"editorials?|leading articles?|leaders?|editorial[- ]board|endorsements?", "Editorial"),
    (r"columns?|columnists?", "Column"),
    (_COMMENT, "Comment"),
    (r"opinions?|opinion[- ]?pieces?|views?|voices", "Opinion"),
    (r"news analysis|analys[ie]s|explainers?|takeaways", "Analysis"),
    (r"reviews?", "Review"),
    (r"blogs?|blogposts?", "Blog"),
)  # fmt: skip
_WHOLE = tuple((re.compile(pattern, re.IGNORECASE), label) for pattern, label in _LABELS)
_TITLE = re.compile(r"^\W*([A-Za-z][A-Za-z /’'-]{2,28}?)\s*(?:[:|]|\s[–—-]\s)\s*\S")
_TITLE_END = re.compile(r"\S\s*(?:\||\s[–—-]\s)\s*([A-Za-z][A-Za-z ’'-]{2,28})\s*(?:\|[^|]*)?$")
_BRACKETED = re.compile(r"[\[(]\s*([A-Za-z][A-Za-z -]{2,24})\s*[\])]")
#: headlines that announce an analysis in so many words
_ANALYSIS = re.compile(
    r"^\W*(?:\d{1,2}|three|four|five|six|seven|eight|nine|ten)\s+(?:\w+\s+){0,2}"
    r"(?:takeaways|lessons|questions|theses|reasons why)\b"
    r"|\btakeaways (?:from|on)\b|\b(?:fact|reality)[ -]?check(?:ing|ed)?\b|\bwinners and losers\b|\ban analysis\b"
    r"|^\W*(?:explainer|analysis|explained|the take)\b(?=\s*(?:$|[:|/–—-]))|\bexplained\W*$",
    re.IGNORECASE,
)
#: words that are common first words of a headline or path and label nothing there
_NOT_IN_TITLE = frozenset({"Review", "Blog"})
_NOT_IN_PATH = re.compile(
    r"^(?:views?|voices|ideas|leaders?|reviews?|humou?r|columns?|contributors?|takeaways|essays?)$", re.IGNORECASE
)
_KINDS = {
    "opinionnewsarticle": "Opinion",
    "analysisnewsarticle": "Analysis",
    "reviewnewsarticle": "Review",
    "review": "Review",
    "criticreview": "Review",
    "satiricalarticle": "Satire",
    "advertisercontentarticle": "Press release",
    "blogposting": "Blog",
    "liveblogposting": "",
}
_RELEASE = re.compile(r"^\W*for immediate release\b", re.IGNORECASE)
_RELEASE_WIRE = re.compile(
    r"/\s*(?:PRNewswire|EINPresswire)[^/\n]{0,40}/|\((?:GLOBE NEWSWIRE|BUSINESS WIRE|ACCESSWIRE)\)", re.IGNORECASE
)
#: what only a release prints: whom the press may call, and notes for its editors
_CONTACT = re.compile(
    r"^[^\w\n]*(?:(?:media|press|news) (?:contacts?|enquiries|inquiries)\b|notes? to editors\b)",
    re.IGNORECASE | re.MULTILINE,
)
_SATIRE_SITES = frozenset(
    {
        "babylonbee.com",
        "betootaadvocate.com",
        "chaser.com.au",
        "clickhole.com",
        "duffelblog.com",
        "newsbiscuit.com",
        "newsthump.com",
        "reductress.com",
        "thebeaverton.com",
        "thedailymash.co.uk",
        "thehardtimes.net",
        "theonion.com",
        "thespoof.com",
        "waterfordwhispersnews.com",
    }
)
_TAILS = (
    ("editorial-", "Editorial"),
    ("op-ed-", "Op-ed"),
    ("letter-to-the-editor", "Letters"),
)
#: the line of facts that only a review prints: stars, a film's rating and length, a book's pages and price
_REVIEW_LINE = re.compile(
    r"[★☆⭐]{3,}"
    r"|^\W*(?:(?:our |my )?(?:rating|grade|verdict)\s*:\s*)?[0-5](?:[.,]5|½)?\s*"
    r"(?:(?:/|out of)\s*(?:5|five|4|four)\s*)?stars?\b"
    r"|^\W*(?:rating|grade)\s*:\s*(?:[A-F][+-]?|\d{1,2}(?:[.,]\d)?\s*(?:/|out of)\s*(?:5|10|ten|five))(?:\s|$)"
    r"|\brated (?:G|PG|PG-13|R|NC-17)\b[^\n]{0,120}\b(?:running time|minutes)\b|^\W*running time\s*:\s*\d"
    r"|\b\d{2,4} ?(?:pp|pages)\W{1,3}(?:(?-i:[A-Z])[\w&’']*\W{1,3}){0,5}[$£€] ?\d"
    r"|[$£€] ?\d{1,3}(?:[.,]\d\d)?\W{1,3}\b\d{2,4} ?(?:pp|pages)\b",
    re.IGNORECASE,
)
_REVIEW_LENGTH = 300  #: code points: a longer paragraph is running text
_BOX = re.compile(
    r"\W*(?:(?:news )?analysis|opinion|comment(?:ary)?|viewpoint|column|editorial|op-ed|at the scene|reality check)\b"
    r"(?=\s*(?:$|[:|/–—-]|\n|by\b|\())"
    r"|(?:by )?[^\n.]{3,60}, (?:[\w ]{0,30}\b)?(?:correspondent|editor|columnist|analyst)\b"
    r"|by (?:[\w-]+ ){1,5}(?:correspondent|editor|columnist|analyst)\b",
    re.IGNORECASE,
)
_ANALYSIS_NOTE = re.compile(
    r"\b(?:this|it|which) (?:(?:article|column|piece|post|story) )?is (?:an? )?(?:news )?"
    r"(analysis|opinion|commentary|column|essay)\b",
    re.IGNORECASE,
)
_SATIRE_NOTE = re.compile(
    r"\b(?:this (?:is|article is|story is|site is|website is)|is an?) (?:a )?(?:work of )?"
    r"(?:satire|satirical|parody)\b",
    re.IGNORECASE,
)


def _label_of(words: str) -> str:
    """The label of a phrase that is nothing but a label, or empty."""
    phrase = " ".join(words.replace("_", " ").split())
    for pattern, label in _WHOLE:
        if pattern.fullmatch(phrase):
            return label
    return ""


def _from_path(url: str) -> str:
    """A label among the folders of an address (not its last part, which repeats the headline)."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if any(host == site or host.endswith("." + site) for site in _SATIRE_SITES):
        return "Satire"
    folders = [unquote(part) for part in parts.path.split("/") if part]
    named = [*host.split(".")[:-2], *folders[:-1]]
    for folder in named:
        if not _NOT_IN_PATH.match(folder):
            label = _label_of(folder.replace("-", " ")) or _label_of(folder)
            if label:
                return label
    tail = folders[-1].lower() if folders else ""
    for prefix, label in _TAILS:
        if tail.startswith(prefix):
            return label
    return ""


def _from_title(title: str) -> str:
    """A label in front of, behind or in brackets in a headline."""
    for pattern in (_TITLE, _TITLE_END, _BRACKETED):
        match = pattern.search(title)
        if match is not None:
            label = _label_of(match.group(1))
            if label and label not in _NOT_IN_TITLE:
                return label
    return ""


def declared_opinion(article: Article, document: Document) -> str:
    """The label *article* carries (Opinion, Editorial, Analysis, Satire, Press release, …) or empty."""
    declared = article.declared
    for words in declared.labels:
        label = _label_of(words) or _from_title(words + ": x")
        if label:
            return label
    kind = declared.kind.rsplit("/", 1)[-1].lower()
    if _KINDS.get(kind):
        return _KINDS[kind]
    for section in re.split(r"[,;|/>]", declared.section):
        label = _label_of(section)
        if label:
            return label
    return (
        _from_title(article.title)
        or _from_path(article.url)
        or _from_path(declared.canonical)
        or _from_text(document)
        or ("Analysis" if _ANALYSIS.search(article.title) else "")
    )


def labelled_box(line: str) -> bool:
    """Whether the headline or byline of a box inside an article labels it: "Analysis", "Analysis by Jane Roe"."""
    return _BOX.match(line) is not None


def _from_text(document: Document) -> str:
    """A label line above the text, "For immediate release", or a note that it is satire."""
    text = document.article.text
    for block in document.blocks[:4]:
        line = text[block.span.start : min(block.span.end, block.span.start + 120)].strip()
        if len(block.span) <= 32:
            label = _label_of(line.strip(" :|-–—[]()"))
            if label and label not in _NOT_IN_TITLE:
                return label
        if block.kind in {"heading", "paragraph"} and len(block.span) < 200:
            label = _from_title(line)
            if label in {"Opinion", "Editorial", "Op-ed", "Letters", "Satire"}:
                return label
        if _RELEASE.match(line):
            return "Press release"
        if block.kind != "heading" and "note" in line[:20].lower():
            note = _ANALYSIS_NOTE.search(text, block.span.start, min(block.span.end, block.span.start + 400))
            if note is not None:
                return _label_of(note.group(1))
    for block in (*document.blocks[:4], *document.blocks[-4:]):
        if len(block.span) <= _REVIEW_LENGTH and _REVIEW_LINE.search(text[block.span.start : block.span.end]):
            return "Review"
    if _RELEASE_WIRE.search(text[:1500]) or _CONTACT.search(text[-2500:]):
        return "Press release"
    return "Satire" if _SATIRE_NOTE.search(text[-600:]) or _SATIRE_NOTE.search(text[:300]) else ""
