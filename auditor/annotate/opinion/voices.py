"""Text that is not the reporter's running prose: embedded posts, speaker turns, players, sign-offs.

It is quoted matter without quotation marks or furniture, so it neither makes nor unmakes a zone.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from auditor.annotate.quotations.verbs import STRONG, finite_verbs, speech_participles
from auditor.model import Document

_POST = re.compile(
    r"pic\.twitter\.com|https?://t\.co/|\(@\w+\)|^\W*@\w{2,}|\bRT @|\bView this post on|\bA post shared by|"
    r"^[—–-]{1,2}\s*[^\n]{2,60}@\w+|\bTwitter post by\b|\bEnd of (?:Twitter|Facebook|Instagram) post\b",
    re.IGNORECASE,
)
_POSTED = re.compile(r"@|\.t|//t|post", re.IGNORECASE)
_SIGNED = re.compile(r"\s*[—–-]{1,2}\s*[^\n@]{2,60}\(@\w+\)")
_TURN = re.compile(
    r"\s*(?:(Q|A)\s*[:.]|([A-Z][A-Z.'’ -]{2,40}(?:,[^:\n]{2,40})?(?:\([^)\n]{2,30}\))?|[A-Z][a-z]{2,14})\s*:)\s+(?=\S)"
)
_HOST = re.compile(
    r"\b[A-Z][A-Z.'’ -]{2,40},? ?(?:\([A-Z ]+\))?,? ?(?:HOST|BYLINE|ANCHOR)S?\s*:|^[A-Z][A-Z.'’ -]{2,30}:\s*$",
    re.MULTILINE,
)
_PLAYER = re.compile(
    r"media playback is unsupported|^media caption|^image caption|toggle caption|^enlarge this image|^hide caption|"
    r"^image copyright|copyright [A-Z]|javascript|sign up (?:for|to)|subscribe to|newsletter|^read more|^related:|"
    r"^watch:|^listen|follow (?:us|[A-Z]\w+) on|^advertisement|^share this|^skip ",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"^\W*(?:(?:additional |writing and |written and )?(?:reporting|edited|editing|written|compiled) by\b|"
    r"(?:the )?associated press (?:writers?|journalists?|reporters?)\b|our standards:|copyright\b|©|"
    r"_{3,}$|\*{3,}$|#{3}$|-{3,}$)",
    re.IGNORECASE,
)
_SHARED = re.compile(r"\bcontributed (?:to this (?:report|story|article)|reporting)\b|\breported from [A-Z][a-z]+\W*$")


_DOCUMENT = re.compile(
    r"^\W*(?:(?:full |complete |read the )?(?:transcript|text)\b(?: of|:| -)|"
    r"(?:read|here is|here['’]s)?\W*(?:the )?full "
    r"(?:text|transcript|memo|letter|statement|speech|remarks|document|resignation letter)\b)",
    re.IGNORECASE,
)


_LISTED = re.compile(r"\W*(?:\d{1,2}[.):]|[-–—•*▪●])\s|[\"“”„«‘']")
_SAYS = frozenset({"according", "citing", "statement"})
_AUTHOR = frozenset({"i", "i'd", "i've", "we", "we've"})
_TURNS = 6  #: names from which on the rhythm of a transcript is known
_PAUSE = 3  #: blocks without a name that any transcript may hold
_BLOCK_QUOTATION = 120  #: code points: a shorter paragraph after a colon is an item of a list


def _lead_in(document: Document, number: int) -> bool:
    """Whether block *number* ends in a colon after saying who speaks: "… according to the BBC:"."""
    block = document.blocks[number]
    text = document.article.text
    if text[max(block.span.start, block.span.end - 20) : block.span.end].rstrip()[-1:] != ":":
        return False
    sentence = block.sentences[-1] if block.sentences else block.span
    first, last = document.tokens.within(sentence.start, sentence.end)
    words = document.tokens.words[first:last]
    verbs, participles = finite_verbs(), speech_participles()
    says = any(verbs.get(word) == STRONG or word in participles or word in _SAYS for word in words)
    return says and not _AUTHOR.intersection(words)


def is_furniture(document: Document, number: int) -> bool:
    """Whether block *number* belongs to a media player, a picture or a sign-up form."""
    block = document.blocks[number]
    head = document.article.text[block.span.start : min(block.span.end, block.span.start + 80)]
    return len(block.sentences) <= 2 and _PLAYER.search(head) is not None


def block_quotations(document: Document) -> set[int]:
    """Numbers of paragraphs set as quotations without marks: those that a lead-in with a speaker announces."""
    found = set()
    for number in range(1, len(document.blocks)):
        block = document.blocks[number]
        if block.kind != "paragraph" or len(block.span) < _BLOCK_QUOTATION:
            continue
        if _lead_in(document, number - 1) and not _LISTED.match(document.article.text, block.span.start):
            found.add(number)
    return found


def foreign_blocks(document: Document) -> set[int]:
    """Numbers of blocks that are not running prose of the author of the piece."""
    text = document.article.text
    top = document.blocks[0].span.start if document.blocks else 0
    if _DOCUMENT.match(document.article.title) or _DOCUMENT.match(text[top : top + 80]):
        return set(range(len(document.blocks)))  # a speech or letter printed in full is its speaker's
    found = block_quotations(document)
    turns: list[tuple[int, str]] = []
    names: Counter[str] = Counter()
    for number, block in enumerate(document.blocks):
        head = text[block.span.start : min(block.span.end, block.span.start + 300)]
        if _SIGNED.match(head) and number and document.blocks[number - 1].kind == "paragraph":
            found.update((number - 1, number))  # the signature stands below what was posted
        if block.kind != "paragraph":
            found.add(number)
            continue
        tail = text[max(block.span.start + 300, block.span.end - 120) : block.span.end]
        if _POSTED.search(head + tail) and (_POST.search(head) or _POST.search(tail)):
            found.add(number)
            continue
        if is_furniture(document, number):
            found.add(number)
            continue
        turn = _TURN.match(head)
        if turn is not None:
            name = turn.group(1) or turn.group(2)
            turns.append((number, name))
            names[name] += 1
    speaking = {name for name, count in names.items() if count >= 2}
    if len(speaking) >= 2 or (speaking and sum(names.values()) >= 4):
        found.update(number for number, name in turns if name in speaking)
    found.update(_transcript(document, turns))
    return found


def _transcript(document: Document, turns: list[tuple[int, str]]) -> range:
    """Numbers of the blocks of a broadcast transcript or of questions and answers.

    Every word of it is some speaker's, also in paragraphs without a name in front. It ends where no
    name has come for longer than ever before in it: another piece may stand below.
    """
    text = document.article.text
    hosts = _HOST.search(text)
    spoken = [number for number, name in turns if name.isupper()]
    speakers = {name for _, name in turns if name.isupper()}
    begin = -1
    if hosts is not None and (len(spoken) >= 2 or hosts.group().rstrip().endswith(("HOST:", "BYLINE:", "ANCHOR:"))):
        first = next((n for n, block in enumerate(document.blocks) if block.span.end > hosts.start()), -1)
        begin = min([first, *spoken]) if first >= 0 else -1
    elif len(spoken) >= 4 and len(speakers) >= 2:
        begin = spoken[0]
    if begin < 0:
        return range(0)
    if len(spoken) < _TURNS:
        return range(begin, len(document.blocks))
    longest = max(after - before for before, after in pairwise(spoken))
    return range(begin, min(len(document.blocks), spoken[-1] + max(longest, _PAUSE) + 1))


def sign_offs(document: Document) -> set[int]:
    """Numbers of blocks that close a report: "Reporting by …", "… contributed to this report"."""
    text = document.article.text
    found = set()
    for number, block in enumerate(document.blocks):
        if len(block.sentences) > 3:
            continue
        line = text[block.span.start : min(block.span.end, block.span.start + 400)]
        if _SIGN_OFF.match(line) or (("contributed" in line or "reported from" in line) and _SHARED.search(line)):
            found.add(number)
    return found
