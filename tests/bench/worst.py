"""Worst cases of ``auditor.compare(left, right, profile="documents")``: time beside tokenising, and memory.

Usage: python tests/bench/worst.py [WORDS]

Cases of about WORDS words a side (200,000 unless told): unrelated texts, texts that share 400 words,
a text against itself, a page against a thousand copies of it, and one word throughout. Each runs in
a process of its own. Printed are the share of either side that is matched, processor time as a
multiple of reading the words of both sides, and the peak of memory beyond what loading takes.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from resource import RUSAGE_SELF, getrusage

import auditor
from auditor.model import Match
from auditor.text import clean, tokenize

PAGE = 300  # words of the page that is repeated
SHARED = 400


def prose(words: int, seed: int) -> list[str]:
    """Invented words, as unevenly common as those of a language, in sentences."""
    rng = random.Random(seed)
    letters = "aeioulnrstbcdfghkmpvwz"
    known = ["".join(random.Random(n).choices(letters, k=3 + n % 7)) for n in range(30_000)]
    text = [known[min(29_999, int(rng.paretovariate(0.6)))] for _ in range(words)]
    for at in range(12, words, 17):
        text[at] += "."
    return text


def cases(words: int) -> dict[str, Callable[[], tuple[list[str], list[str]]]]:
    """Pairs of texts, as words."""

    def shared() -> tuple[list[str], list[str]]:
        left, right = prose(words, 1), prose(words, 2)
        right[words // 4 : words // 4 + SHARED] = left[words // 2 : words // 2 + SHARED]
        return left, right

    return {
        "unrelated": lambda: (prose(words, 1), prose(words, 2)),
        "400 words shared": shared,
        "the same text": lambda: (prose(words, 1), prose(words, 1)),
        "a page, 1,000 times": lambda: (prose(PAGE, 1), prose(PAGE, 1) * 1_000),
        "one word": lambda: (["word"] * 5 * words, ["word"] * 5 * words),
        "one word, unequal": lambda: (["word"] * 5 * words, ["word"] * (5 * words - 1)),
    }


def measured(left: str, right: str) -> tuple[float, float, tuple[Match, ...]]:
    """Seconds for the words of both sides, seconds for comparing, and the matches."""
    auditor.compare("a few words", "to load the tables", profile="documents")
    auditor.compare(f"{left[:2000]}. So.", f"So. {left[:2000]}.", profile="documents")
    began = time.process_time()
    for side in (left, right):
        tokenize(clean(side))
    read = time.process_time()
    found = auditor.compare(left, right, profile="documents")
    return read - began, time.process_time() - read, found


def covered(found: tuple[Match, ...], text: str, side: str) -> float:
    """Share of *text* in any match."""
    marks = bytearray(len(text))
    for match in found:
        span = getattr(match, side).span
        marks[span.start : span.end] = b"\1" * len(span)
    return sum(marks) / len(text)


def report(name: str, words: int) -> None:
    """Run one case and print its line."""
    left, right = map(" ".join, cases(words)[name]())
    before = getrusage(RUSAGE_SELF).ru_maxrss
    reading, comparing, found = measured(left, right)
    peak = (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"{name:22}{len(found):4d} matches cover {covered(found, left, 'left'):7.1%} and "
        f"{covered(found, right, 'right'):7.1%}; {comparing / reading:5.1f} times reading, {peak:5.0f} MB"
    )


def main(arguments: Iterator[str]) -> None:
    """All cases, or the one named."""
    words = int(next(arguments, 200_000))
    name = next(arguments, "")
    if name:
        report(name, words)
        return
    for case in cases(1):
        subprocess.run([sys.executable, __file__, str(words), case], check=True)


if __name__ == "__main__":
    main(iter(sys.argv[1:]))
