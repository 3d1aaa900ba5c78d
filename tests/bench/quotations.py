"""Measure quotations, speakers and verbs against ``tests/gold/quotations.jsonl``.

Usage: python tests/bench/quotations.py DATA

DATA holds ``news_sample.jsonl.gz``; the gold file keeps offsets and a hash of each text. Published
figures of speaker attribution, on other texts: O'Keefe et al. 2012 report 92 % (Wall Street Journal,
known spans); Muzny et al. 2017 and Newell et al. 2018 lie between 75 and 88 %.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
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


def main() -> None:
    """Print precision, recall, exactness, and how often speaker and verb are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="how many errors to show")
    options = parser.parse_args()
    rows = articles(options.data)
    count = dict.fromkeys(
        (
            "gold",
            "nested",
            "found",
            "hit",
            "nested_hit",
            "exact",
            "right",
            "named",
            "name_right",
            "spoken",
            "verb_right",
        ),
        0,
    )
    named_found = scare = scare_right = shown = 0
    for line in GOLD.read_text("utf-8").splitlines():
        gold = json.loads(line)
        row = rows.get(gold["article"])
        if row is None or hashlib.sha256(row["text"].encode()).hexdigest() != gold["sha256"]:
            print(f"{gold['article']}: text differs, left out")
            continue
        text = row["text"]
        document = prepare(Article(row["id"], row["source"], text, title=row["title"]))
        found = find_quotations(document)
        count["found"] += len(found)
        used: set[int] = set()
        outer_end = -1
        for item in gold["quotations"]:
            nested = item["end"] <= outer_end
            outer_end = max(outer_end, item["end"])
            hits = [n for n, quotation in enumerate(found) if n not in used and matches(item, quotation)]
            count["nested" if nested else "gold"] += 1
            if not hits:
                if shown < options.errors and not nested:
                    shown += 1
                    print("MISSED", repr(text[max(0, item["start"] - 60) : item["end"] + 40][:240]))
                continue
            used.add(hits[0])
            quotation = found[hits[0]]
            count["nested_hit" if nested else "hit"] += 1
            count["exact"] += (quotation.span.start, quotation.span.end) == (item["start"], item["end"])
            if nested:
                continue
            if item["scare"]:
                scare += 1
                scare_right += quotation.scare or not quotation.speaker
                continue
            where = quotation.speaker_span
            if item["speaker"] is not None:
                count["named"] += 1
                start, end = item["speaker"]
                wanted = " ".join(text[start:end].split()).lower().split()
                right = where is not None and min(end, where.end) > max(start, where.start)
                right = right or (bool(quotation.speaker) and wanted[-1] in quotation.speaker.lower().split())
                count["name_right"] += right
                if not right and shown < options.errors:
                    shown += 1
                    context = (
                        text[max(0, item["start"] - 110) : item["start"] + 30]
                        + " … "
                        + text[item["end"] - 20 : item["end"] + 90]
                    )
                    print("SPEAKER", wanted, "got", quotation.speaker, quotation.verb, "|", repr(context))
            named_found += bool(quotation.speaker)
            if item["verb"] is not None:
                count["spoken"] += 1
                start, end = item["verb"]
                right = quotation.verb.split()[:1] == text[start:end].lower().split()[:1]
                count["verb_right"] += right or (bool(quotation.verb) and quotation.verb in text[start:end].lower())
        for n, quotation in enumerate(found):
            if n not in used and shown < options.errors:
                shown += 1
                start, end = quotation.span.start, quotation.span.end
                print("EXTRA", repr(text[max(0, start - 50) : end + 30][:200]))
        count["right"] += len(used)
    hit = count["hit"]
    print(f"quotations in the gold       {count['gold']} (and {count['nested']} nested inside them)")
    print(f"found, precision             {count['found']}, {share(count['right'], count['found']):.1f} %")
    print(f"recall, outermost            {share(hit, count['gold']):.1f} %")
    print(f"recall, nested               {share(count['nested_hit'], count['nested']):.1f} %")
    print(f"both ends exact, of the hits {share(count['exact'], hit + count['nested_hit']):.1f} %")
    print(f"speaker right, where named   {share(count['name_right'], count['named']):.1f} % of {count['named']}")
    print(f"verb right, where there is   {share(count['verb_right'], count['spoken']):.1f} % of {count['spoken']}")
    print(f"scare quotes left unattributed {share(scare_right, scare):.1f} % of {scare}")


if __name__ == "__main__":
    main()
