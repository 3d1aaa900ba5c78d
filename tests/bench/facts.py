"""Changed facts: python tests/bench/facts.py DATA [--cases N] [--show].

DATA holds ``news_sample.jsonl.gz``. Recall, on planted changes outside quotation marks: one number, name,
day or negation per paragraph is changed in a copy, which is the whole article or three paragraphs of
it within an article of somebody else. A change is found if a relation overlaps it. The same with what
newsrooms may do (numbers written or rounded otherwise, titles, short forms of first names, "in no
danger" for "out of danger", another outlet's name), where a relation is a false alarm. No published figures
exist for this task. Precision on real news is read by hand: ``auditor audit`` with ``--select FCT``.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from altered import Row, _ready, _rows
from altered_changes import figures, negation, number

from auditor.reuse.pairs import compare_documents

NAMES = ("Marlow", "Petrenko", "Okafor", "Lindqvist", "Ashdown", "Ferrara", "Novotny", "Castellan")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT = {"James": "Jim", "Robert": "Bob", "William": "Bill", "Michael": "Mike", "Thomas": "Tom", "Joseph": "Joe"}
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?= (?:said|told|was|is|has|had|and|in|on|to|of)\b)")
_DAY = re.compile(rf"\bon ({'|'.join(DAYS)})\b")
_LARGE = re.compile(r"(?<![\d.,$])([1-9]\d{0,2}),(\d)(\d\d)(?![\d,.])")
Change = Callable[[str, random.Random], str]


def name(text: str, draw: random.Random) -> str:
    """One surname or place by another."""
    days = {*DAYS, "President", "Senator", "Secretary", "Minister", "Democrats", "Republicans"}
    found = [match for match in _NAME.finditer(text) if match[0] not in days and text.count(match[0]) == 1]
    if not found:
        return text
    match = draw.choice(found)
    return text[: match.start()] + draw.choice(NAMES) + text[match.end() :]


def day(text: str, draw: random.Random) -> str:
    """One day of the week by another."""
    found = list(_DAY.finditer(text))
    if not found:
        return text
    match = draw.choice(found)
    return text[: match.start(1)] + draw.choice([d for d in DAYS if d != match[1]]) + text[match.end(1) :]


def rounded(text: str, _: random.Random) -> str:
    """Thousands to the next hundred, and said so in no word."""

    def coarse(match: re.Match[str]) -> str:
        value = round(int(match[1] + match[2] + match[3]), -2)
        return f"{value:,}"

    return _LARGE.sub(coarse, text)


def short(text: str, _: random.Random) -> str:
    """First names in their short forms."""
    return re.sub(rf"\b({'|'.join(SHORT)})\b(?= [A-Z])", lambda match: SHORT[match[0]], text)


def title(text: str, draw: random.Random) -> str:
    """A courtesy title before one surname."""
    found = list(_NAME.finditer(text))
    if not found:
        return text
    match = draw.choice(found)
    return f"{text[: match.start()]}{draw.choice(('Mr', 'Ms', 'Dr'))} {text[match.start() :]}"


ALTERING: dict[str, Change] = {
    "number": lambda text, draw: number(text, draw, []),
    "name": name,
    "day": day,
    "negation": lambda text, draw: negation(text, draw, []),
}
ALLOWED: dict[str, Change] = {
    "figures": lambda text, draw: figures(text, draw, []),
    "rounded": rounded,
    "short": short,
    "title": title,
}


def main() -> None:
    """Print recall and false alarms for whole copies and for excerpts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cases", type=int, default=150, help="changes per kind")
    parser.add_argument("--show", action="store_true", help="print what was missed, and false alarms")
    options = parser.parse_args()
    rows = [row for row in _rows(options.data / "news_sample.jsonl.gz") if 1200 <= len(row["text"]) <= 7000]
    random.Random(17).shuffle(rows)
    for form in ("whole", "excerpt"):
        for kinds, headline in ((ALTERING, "found"), (ALLOWED, "false alarms")):
            total: Counter[bool] = Counter()
            for kind, change in kinds.items():
                found = Counter(_tried(rows, form, kind, change, options.cases, options.show))
                total += found
                print(f"{form:8} {headline:12} {kind:9} {found[True]:4d} of {found.total():4d} = {_share(found):.3f}")
            print(f"{form:8} {headline:12} all       {total[True]:4d} of {total.total():4d} = {_share(total):.3f}")


def _share(found: Counter[bool]) -> float:
    return found[True] / max(1, found.total())


def _tried(rows: list[Row], form: str, kind: str, change: Change, cases: int, show: bool) -> Iterator[bool]:  # noqa: FBT001
    done = 0
    for place, row in enumerate(rows):
        if done >= cases:
            return
        draw = random.Random(f"{form} {kind} {row['id']}")
        paragraphs = row["text"].split("\n")
        long = [i for i, text in enumerate(paragraphs) if len(text.split()) >= 20]
        if len(long) < 3:
            continue
        first = draw.randrange(len(long) - 2)
        chosen = long if form == "whole" else long[first : first + 3]
        changed = {}
        for i in chosen:
            text = paragraphs[i]
            after = change(text, draw) if not re.search(r"[“”\"]", text) else text
            if after != text:
                changed[i] = after
        if form == "excerpt":
            host = rows[place - 1]["text"].split("\n")
            body = [*host[: len(host) // 2], *(changed.get(i, paragraphs[i]) for i in chosen), *host[len(host) // 2 :]]
        else:
            body = [changed.get(i, text) for i, text in enumerate(paragraphs)]
        copy, original = _ready("copy", "\n".join(body)), _ready(row["id"], row["text"])
        relations = [
            r
            for match in compare_documents(*copy, *original)
            for r in match.relations
            if r.kind in {"changed-number", "changed-date", "changed-name", "negation"}
        ]
        for i, after in changed.items():
            start = "\n".join(body).find(after)
            hit = any(r.left.start < start + len(after) and start < r.left.end for r in relations)
            done += 1
            if show and hit != (kind in ALTERING):
                print(f"  {form} {kind}: {paragraphs[i]!r}\n      -> {after!r}")
            yield hit


if __name__ == "__main__":
    main()
