"""ARI, pairwise F1 and B³ of the clusters on stories made of real text.

Usage: python tests/bench/clusters.py NEWS.jsonl.gz [STORIES]

NEWS holds one article a line with ``text``. Each story is an article and its copies: whole
reprints, shortened ones, ones with an inserted paragraph and reworded ones. Some stories are
chained on purpose: an article that quotes one paragraph each of two stories (a round-up), and a
paragraph of background that many stories carry. Articles that only share that stay apart.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections import Counter
from itertools import combinations
from math import comb
from pathlib import Path

from evasion import reading, swapped

from auditor.model import Match
from auditor.reuse.clusters import cluster
from auditor.reuse.pairs import compare_documents


def stories(path: Path, number: int, rng: random.Random) -> tuple[dict[str, str], dict[str, int]]:
    """Texts by id, and the story each belongs to."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    texts = [text for text in texts if 2_000 < len(text) < 6_000 and len(text.split("\n\n")) >= 6]
    drawn = rng.sample(texts, number + 1)
    background = max(drawn.pop().split("\n\n"), key=len)
    held: dict[str, str] = {}
    truth: dict[str, int] = {}

    def add(text: str, story: int) -> None:
        name = f"{len(held):03d}"
        held[name], truth[name] = text, story

    for story, text in enumerate(drawn):
        paragraphs = text.split("\n\n")
        add(text, story)
        for _ in range(rng.randint(0, 4)):
            kind = rng.randrange(4)
            if kind == 0:
                add("\n\n".join(paragraphs), story)
            elif kind == 1:
                add("\n\n".join(paragraphs[: max(3, len(paragraphs) // 2)]), story)
            elif kind == 2:
                add("\n\n".join([*paragraphs[:2], background, *paragraphs[2:]]), story)
            else:
                add("\n\n".join(swapped(paragraph, rng) for paragraph in paragraphs), story)
    for number_of in range(number // 4):
        one, two = rng.sample(drawn, 2)
        own = rng.choice(texts).split("\n\n")
        add("\n\n".join([*own, one.split("\n\n")[1], two.split("\n\n")[2]]), number + number_of)
    return held, truth


def figures(truth: dict[str, int], found: dict[str, int]) -> tuple[float, float, float]:
    """Adjusted Rand index, pairwise F1 and B³ F1 of two labellings of the same articles."""
    names = sorted(truth)
    both = Counter((truth[name], found[name]) for name in names)
    rows, cols = Counter(truth[name] for name in names), Counter(found[name] for name in names)
    same = sum(comb(count, 2) for count in both.values())
    in_truth, in_found = (sum(comb(count, 2) for count in part.values()) for part in (rows, cols))
    expected = in_truth * in_found / comb(len(names), 2)
    adjusted = (same - expected) / ((in_truth + in_found) / 2 - expected)
    pairwise = 2 * same / (in_truth + in_found)
    precision = sum(both[truth[n], found[n]] / cols[found[n]] for n in names) / len(names)
    recall = sum(both[truth[n], found[n]] / rows[truth[n]] for n in names) / len(names)
    return adjusted, pairwise, 2 * precision * recall / (precision + recall)


def main(path: Path, number: int) -> None:
    """Print the figures of the clusters, and of connected components over the same matches."""
    held, truth = stories(path, number, random.Random(3))
    read = {name: reading(name, text) for name, text in held.items()}
    matches: list[Match] = []
    for one, two in combinations(sorted(held), 2):
        matches += compare_documents(*read[one], *read[two])
    words = {name: found.words for name, (_, found) in read.items()}
    groups = [set(item.articles) for item in cluster(sorted(held), matches, words)]
    print(f"{len(held)} articles, {len(set(truth.values()))} stories{'':10}ARI  pairwise F1    B3 F1")
    for name, parts in (("average linkage", groups), ("connected components", components(matches))):
        label = {article: number for number, part in enumerate(parts) for article in part}
        found = {article: label.get(article, 10_000 + int(article)) for article in held}
        print(f"{name:32}" + "".join(f"{figure:10.3f}" for figure in figures(truth, found)))


def components(matches: list[Match]) -> list[set[str]]:
    """The chaining way: any match joins."""
    parts: list[set[str]] = []
    for match in matches:
        ends = {match.left.article, match.right.article}
        touched = [part for part in parts if part & ends]
        parts = [part for part in parts if not part & ends]
        parts.append(ends.union(*touched))
    return parts


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20)
