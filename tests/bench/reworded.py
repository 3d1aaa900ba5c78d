"""Sentences of spun copies that are aligned with what they were spun from.

Usage: python tests/bench/reworded.py NEWS.jsonl.gz DICTS [ARTICLES]

NEWS holds one article a line with ``text``; DICTS the dictionaries of ``spinners.py``. Each article
is spun sentence by sentence, with a share of its words replaced (the dictionaries take turns).
``copy``: the whole spun text against its original; a sentence of eight words or more is found if
matches cover half of it on both sides. ``planted``: one spun sentence of ten to thirty words inside
an article about something else; found if a match touches it on both sides, and IoU is the mean
overlap of the best match with it, both sides. ``quoted``: the same, six to fourteen words inside
quotation marks on both sides. Extras are matches that meet no planted sentence.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import spinners
from evasion import reading

from auditor.model import Match
from auditor.reuse.pairs import compare_documents

SHARES = (0.09, 0.18, 0.25, 0.35)
_SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?][\"”’']?(?=\s+[\"“‘A-Z])|(?=\n|$))")


class Row(NamedTuple):
    """One case: what was looked for, and what came of it."""

    kind: str
    found: bool
    overlap: float
    extras: int


def sentences(text: str) -> list[tuple[int, int]]:
    """Sentence ranges of *text*."""
    return [found.span() for found in _SENTENCE.finditer(text)]


def overlap(place: tuple[int, int], start: int, end: int) -> float:
    """Intersection over union of two ranges."""
    both = min(place[1], end) - max(place[0], start)
    return max(0, both) / (max(place[1], end) - min(place[0], start))


def spun(text: str, places: list[tuple[int, int]], spin: Callable[[str], str]) -> tuple[str, list[tuple[int, int]]]:
    """*text* with each sentence spun, and where the sentences now stand."""
    parts: list[str] = []
    ranges: list[tuple[int, int]] = []
    at = length = 0
    for start, end in places:
        new = spin(text[start:end])
        parts += [text[at:start], new]
        length += start - at
        ranges.append((length, length + len(new)))
        length += len(new)
        at = end
    return "".join([*parts, text[at:]]), ranges


def covered(matches: tuple[Match, ...], one: tuple[int, int], two: tuple[int, int]) -> float:
    """The lesser share of both places that matches linking them cover."""
    ours = theirs = 0
    for match in matches:
        left = min(one[1], match.left.span.end) - max(one[0], match.left.span.start)
        right = min(two[1], match.right.span.end) - max(two[0], match.right.span.start)
        if min(left, right) > 0:
            ours, theirs = ours + left, theirs + right
    return min(1.0, ours / (one[1] - one[0]), theirs / (two[1] - two[0]))


def planted(kind: str, donor: str, place: tuple[int, int], host: str, new: str) -> Row:
    """Whether the sentence at *place* of *donor* is found in *host*, where it stands reworded as *new*."""
    at = host.find("\n", len(host) // 3)
    at = len(host) if at < 0 else at
    matches = compare_documents(*reading("a", donor), *reading("b", f"{host[:at]}\n{new}\n{host[at:]}"))
    two = at + 1, at + 1 + len(new)
    best, extras = 0.0, 0
    for match in matches:
        sides = (
            overlap(place, match.left.span.start, match.left.span.end),
            overlap(two, match.right.span.start, match.right.span.end),
        )
        extras += min(sides) == 0
        if min(sides) > 0:
            best = max(best, sum(sides) / 2)
    return Row(kind, best > 0, best, extras)


def cases(text: str, host: str, spin: Callable[[str], str], rng: random.Random) -> list[Row]:
    """The rows of one article at one share of replaced words."""
    places = [p for p in sentences(text) if len(text[slice(*p)].split()) >= 8]
    if not places:
        return []
    copy, ranges = spun(text, places, spin)
    matches = compare_documents(*reading("a", text), *reading("b", copy))
    rows = [
        Row("copy", share >= 0.5, share, 0)
        for one, two in zip(places, ranges, strict=True)
        for share in [covered(matches, one, two)]
    ]
    wanted = [p for p in places if 10 <= len(text[slice(*p)].split()) <= 30]
    if wanted:
        place = rng.choice(wanted)
        rows.append(planted("planted", text, place, host, spin(text[slice(*place)])))
        words = text[slice(*place)].rstrip(".!?\"”’'").lstrip("\"“‘'").split()
        speech = " ".join(words[: rng.randint(6, 14)])
        if not re.search(r"[\"“”]", speech):
            said = f"“{speech},” she said."
            donor = f"{text[: place[0]]}{said}{text[place[1] :]}"
            inner = place[0] + 1, place[0] + 1 + len(speech)
            row = planted("quoted", donor, inner, host, f"“{spin(speech)},” a spokeswoman told reporters.")
            rows.append(row)
    return rows


def spinner(book: spinners.Dictionary, share: float, seed: int) -> Callable[[str], str]:
    """Replaces about *share* of the words of a sentence."""
    return lambda sentence: spinners.spin(sentence, book, share=share, seed=f"{seed} {sentence}")[0]


def main(news: Path, folder: Path, number: int) -> None:
    """Print found, overlap and extras by kind and share."""
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    texts = [text for text in texts if 1_200 < len(text) < 6_000]
    rng = random.Random(31)
    drawn = rng.sample(texts, 2 * number)
    books = [load() for _, load in sorted(spinners.dictionaries(folder).items())]
    print(f"{'':10}" + "".join(f"{kind:>11} IoU  extras" for kind in ("copy", "planted", "quoted")))
    for share in SHARES:
        rows: list[Row] = []
        for at, (text, host) in enumerate(zip(drawn[:number], drawn[number:], strict=True)):
            rows += cases(text, host, spinner(books[at % len(books)], share, at), random.Random(f"{at} {share}"))
        line = f"{share:<7.2f}"
        for kind in ("copy", "planted", "quoted"):
            ours = [row for row in rows if row.kind == kind]
            hits = [row.overlap for row in ours if row.found]
            line += (
                f"{len(hits) / len(ours):12.3f} {sum(hits) / max(1, len(hits)):.2f} {sum(r.extras for r in ours):5d}"
            )
        print(line, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 120)
