"""Long texts of many parts take time in proportion to their length."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from auditor.annotate.opinion import read_voice
from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.annotate.residue import line_keys
from auditor.model import Article, Document
from auditor.reuse.fingerprint import passages
from auditor.text import prepare

LARGER = 16
#: Room for caches that a larger text no longer fits into; what grows with the square takes LARGER times as long.
ROOM = 3.0

PLAIN = "The council voted on Monday to keep the library open, officials said. The vote was seven to four. " * 4
COMMENT = "I believe we must stop this shameful nonsense. It is outrageous that our leaders ignore us, and I despair! "


def document(text: str) -> Document:
    """An article made ready."""
    return prepare(Article("a", "s", text, language="en"))


def paragraphs(size: int) -> Callable[[], object]:
    """Places of passages in a text of many paragraphs."""
    made = document("\n\n".join(f"{PLAIN[:100]}{number}" for number in range(400 * size)))
    return lambda: passages(made)


def lines(size: int) -> Callable[[], object]:
    """Keys of many lines."""
    text = "\n".join(f"line {number}" for number in range(1_000 * size))
    return lambda: line_keys(text)


def live_blog(size: int) -> Callable[[], object]:
    """Voices in a live blog of many entries, each with a comment."""
    entries = (
        f"{9 + number // 60:02d}:{number % 60:02d} GMT\n\n{PLAIN}\n\n{COMMENT * 6}" for number in range(10 * size)
    )
    made = document("\n\n".join(entries))
    return lambda: read_voice(made, (), ())


def quotations(size: int) -> Callable[[], object]:
    """Quotations, and voices between them, in one paragraph."""
    made = document(f"“{PLAIN[:69]}” Ann Smith said. {COMMENT}" * 30 * size)

    def read() -> object:
        found = find_quotations(made)
        return read_voice(made, found, find_attributions(made, found))

    return read


@pytest.mark.parametrize("case", [paragraphs, lines, live_blog, quotations])
def test_time_grows_with_length_only(case: Callable[[int], Callable[[], object]]) -> None:
    """Sixteen times the text takes about sixteen times as long, not 256 times."""
    small, large = case(2), case(2 * LARGER)
    small()  # loads tables
    assert seconds(large) < ROOM * LARGER * max(0.002, min(seconds(small) for _ in range(3)))


def seconds(work: Callable[[], object]) -> float:
    """Processor time of *work*."""
    began = time.process_time()
    work()
    return time.process_time() - began
