"""Measure quotations, speakers and verbs against ``tests/gold/quotations.jsonl``.

Usage: python tests/bench/quotations.py DATA

DATA holds ``news_sample.jsonl.gz``; the gold file keeps offsets and a hash of each text. Quotations
nested in another are part of it for the finder and not counted as missed. Published
figures of speaker attribution, on other texts: O'Keefe et al. 2012 report 92 % (Wall Street Journal,
known spans); Muzny et al. 2017 and Newell et al. 2018 lie between 75 and 88 %.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from auditor.annotate.quotations import find_quotations
from auditor.model import Article, Quotation
from auditor.text import prepare

GOLD = Path(__file__).parents[1] / "gold" / "quotations.jsonl"


def articles(data: Path) -> dict[str, dict[str, Any]]:
    """Rows of the sample by id."""
    with gzip.open(data / "news_sample.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def share(part: int, whole: int) -> float:
    """A percentage."""
    return 100 * part / whole if whole else 0.0


def matches(gold: dict[str, Any], quotation: Quotation) -> bool:
    """Whether both cover each other by half or more."""
    common = max(0, min(gold["end"], quotation.span.end) - max(gold["start"], quotation.span.start))
    return 2 * common >= max(gold["end"] - gold["start"], len(quotation.span))


def measure(text: str, gold: list[dict[str, Any]], found: tuple[Quotation, ...], count: Counter[str]) -> list[str]:
    """Add one article to *count*; the errors in words."""
    errors: list[str] = []
    used: set[int] = set()
    outer_end = -1
    for item in gold:
        nested = item["end"] <= outer_end
        outer_end = max(outer_end, item["end"])
        count["nested" if nested else "gold"] += 1
        number = next((n for n, quotation in enumerate(found) if n not in used and matches(item, quotation)), -1)
        if number < 0:
            if not nested:
                errors.append("MISSED " + repr(text[max(0, item["start"] - 60) : item["end"] + 40][:240]))
            continue
        used.add(number)
        quotation = found[number]
        count["nested hit" if nested else "hit"] += 1
        count["exact"] += (quotation.span.start, quotation.span.end) == (item["start"], item["end"])
        if not nested:
            errors += attribution_errors(text, item, quotation, count)
    count["found"] += len(found)
    count["right"] += len(used)
    for number, quotation in enumerate(found):
        if number not in used:
            errors.append("EXTRA " + repr(text[max(0, quotation.span.start - 50) : quotation.span.end + 30][:200]))
    return errors


def attribution_errors(text: str, item: dict[str, Any], quotation: Quotation, count: Counter[str]) -> list[str]:
    """Count whether speaker, verb and scare are right; a wrong speaker in words."""
    if item["scare"]:
        count["scare"] += 1
        count["scare right"] += quotation.scare or not quotation.speaker
        return []
    errors = []
    if item["speaker"] is not None:
        start, end = item["speaker"]
        wanted = text[start:end].lower().split()
        where = quotation.speaker_span
        right = where is not None and min(end, where.end) > max(start, where.start)
        right = right or (bool(quotation.speaker) and wanted[-1] in quotation.speaker.lower().split())
        count["named"] += 1
        count["name right"] += right
        if not right:
            around = text[max(0, item["start"] - 110) : item["start"] + 30], text[item["end"] - 20 : item["end"] + 90]
            errors.append(f"SPEAKER {' '.join(wanted)}, got {quotation.speaker or 'nobody'} | {' … '.join(around)!r}")
    if item["verb"] is not None:
        start, end = item["verb"]
        wanted_verb = text[start:end].lower()
        count["spoken"] += 1
        count["verb right"] += bool(quotation.verb) and quotation.verb.split()[0] in wanted_verb.split()
    return errors


def main() -> None:
    """Print precision, recall, exactness, and how often speaker and verb are right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="how many errors to show")
    options = parser.parse_args()
    rows = articles(options.data)
    count: Counter[str] = Counter()
    errors: list[str] = []
    for line in GOLD.read_text("utf-8").splitlines():
        gold = json.loads(line)
        row = rows.get(gold["article"])
        if row is None or hashlib.sha256(row["text"].encode()).hexdigest() != gold["sha256"]:
            print(f"{gold['article']}: text differs, left out")
            continue
        found = find_quotations(prepare(Article(row["id"], row["source"], row["text"], title=row["title"])))
        errors += measure(row["text"], gold["quotations"], found, count)
    print(*errors[: options.errors], sep="\n")
    hits = count["hit"] + count["nested hit"]
    print(f"quotations in the gold         {count['gold']} (and {count['nested']} nested inside them)")
    print(f"found, precision               {count['found']}, {share(count['right'], count['found']):.1f} %")
    print(f"recall, outermost              {share(count['hit'], count['gold']):.1f} %")
    print(f"both ends exact, of the hits   {share(count['exact'], hits):.1f} %")
    print(f"speaker right, where named     {share(count['name right'], count['named']):.1f} % of {count['named']}")
    print(f"verb right, where there is one {share(count['verb right'], count['spoken']):.1f} % of {count['spoken']}")
    print(f"scare quotes left unattributed {share(count['scare right'], count['scare']):.1f} % of {count['scare']}")


if __name__ == "__main__":
    main()
