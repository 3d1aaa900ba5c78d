"""Measure opinion zones: sentences, documents, news left alone, spliced pieces, speed.

Usage: python tests/bench/opinion.py DATA [--seed N] [--flagged] [--held-out]

DATA holds ``newssd_eng/`` and ``opinion_dev.jsonl.gz`` (rows with text, title, author, url, label).
Splices join a news article and an opinion piece: half of them bare, a quarter under the headline of
the piece, a quarter under headline and byline; the border is gold. An article counts as flagged if
it holds an opinion zone and no label of its own; boxes that say what they are (``opens_with`` is
``label``) are counted apart. ``--held-out`` chooses the two thresholds of the whole-article
judgement on all outlets but one, in turn, and measures that one with them.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
import time
from bisect import bisect_left
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from auditor.annotate.opinion import declared_opinion, read_voice
from auditor.annotate.opinion.decode import DECODING, evidence
from auditor.annotate.opinion.features import NAMES, sentence_features
from auditor.annotate.opinion.weights import SHARES, fitted_weights, log_odds, transform
from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.model import Article, Document, Span, Zone
from auditor.text import prepare


class Read(NamedTuple):
    """An article as read: document, opinion zones, label, mean evidence a sentence, comments outside zones."""

    document: Document
    zones: list[Zone]
    label: str
    score: float
    comments: int


def read(article: Article) -> Read:
    """Run the opinion analysis on *article*."""
    document = prepare(article)
    quotations = find_quotations(document)
    attributions = find_attributions(document, quotations)
    parts, commented = read_voice(document, quotations, attributions)
    zones = [zone for zone in parts if zone.label == "opinion"]
    sentences = sentence_features(document, quotations, attributions)
    gains = evidence(sentences.matrix, log_odds(sentences.matrix), sentences.words, sentences.paragraph)
    prose = [document.blocks[number].kind == "paragraph" for number in sentences.paragraph.tolist()]
    score = float(gains[prose].mean()) if any(prose) else -9.0
    return Read(document, zones, declared_opinion(article, document), score, len(commented))


def article_of(row: dict[str, Any]) -> Article:
    """An article without what would give its label away: only id, source and text."""
    return Article(row["id"], row["domain"], row["text"], title=row["title"], url=row["url"])


def newssd(folder: Path) -> None:
    """Sentence macro-F1 on NewsSD-ENG test."""
    with (folder / "test.csv").open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    shares = [NAMES.index(name) for name in sorted(SHARES)]
    weights = fitted_weights()
    guessed = []
    for row in rows:
        document = prepare(Article("row", "newssd", " ".join(row["Sentence"].split()), language="en"))
        quotations = find_quotations(document)
        matrix = sentence_features(document, quotations, find_attributions(document, quotations)).matrix
        summed = matrix.sum(axis=0)
        summed[shares] = matrix[:, shares].mean(axis=0)
        odds = (transform(summed[None, :]) - weights.center) @ weights.weight + weights.bias
        guessed.append(float(odds[0]) > 0)
    truth = [row["Label"] == "SUBJ" for row in rows]
    print(f"NewsSD-ENG test, {len(rows)} rows: macro-F1 {f1_score(truth, guessed, average='macro'):.3f}")
    print("  published on NewsSD-ENG: mBERT .76 to .80, TF-IDF + LR .55, 29 features + LR .685")
    print("  other data: CheckThat! 2024 winner .744, CheckThat! 2025 winner .81")


def splice(news: dict[str, Any], piece: dict[str, Any], mode: int) -> tuple[Article, int, int]:
    """News with an opinion piece under it; the offsets where the piece and where its text begin."""
    title = re.sub(r"^(?:opinion|editorial)\s*: *", "", piece["title"], flags=re.IGNORECASE).strip()
    between = "\n\n"
    if mode >= 2 and title:
        between += title + "\n\n"
    if mode == 3 and piece["author"]:
        between += f"By {piece['author'].split(',')[0]}\n\n"
    top = news["text"].rstrip()
    text = top + between + piece["text"]
    return Article("splice", news["domain"], text), len(top) + 2, len(top + between)


def border_error(result: Read, start: int, body: int) -> int:
    """Sentences between the gold border and the nearest border found; 0 anywhere from headline to first sentence."""
    starts = [span.start for block in result.document.blocks for span in block.sentences]
    first, last = bisect_left(starts, start), bisect_left(starts, body)
    found = [bisect_left(starts, zone.span.start) for zone in result.zones]
    return min((max(0, first - at, at - last) for at in found), default=999)


def splices(news: list[dict[str, Any]], pieces: list[dict[str, Any]], seed: int) -> None:
    """Detection, border error and character F1 of spliced pieces."""
    rng = random.Random(seed)
    rows = []
    for number, piece in enumerate([*pieces, *pieces]):
        article, start, body = splice(rng.choice(news), piece, number % 4)
        result = read(article)
        gold = Span(start, len(article.text))
        hit = sum(zone.span.overlap(gold) for zone in result.zones)
        marked = sum(len(zone.span) for zone in result.zones)
        detected = 2 * hit > len(gold) or (marked > 0 and 2 * hit > marked)
        rows.append((number % 4 >= 2, detected, border_error(result, start, body) <= 2, 2 * hit / (marked + len(gold))))
    table = np.array(rows, dtype=float)
    for name, chosen in (("all", table), ("bare", table[table[:, 0] == 0]), ("headline", table[table[:, 0] == 1])):
        detected, close, overlap = chosen[:, 1:].mean(axis=0)
        print(
            f"splices, {name:9} {len(chosen):4}: detected {detected:.1%}, border within 2 sentences {close:.1%}, "
            f"character F1 {overlap:.3f}"
        )


def documents(news: list[Read], pieces: list[Read], *, flagged: bool) -> None:
    """Document AUC, news flagged, opinion covered."""
    truth = [0] * len(news) + [1] * len(pieces)
    print(f"document AUC, opinion against news: {roc_auc_score(truth, [r.score for r in news + pieces]):.4f}")
    size = sum(len(result.document.article.text) for result in news)
    boxes = [result for result in news if result.zones and not result.label]
    bare = [r._replace(zones=[zone for zone in r.zones if zone.opens_with != "label"]) for r in boxes]
    unlabelled = [result for result in bare if result.zones]
    labelled = sum(bool(result.zones and result.label) for result in news)
    for name, chosen in (("", unlabelled), (", counting boxes with a label", boxes)):
        marked = sum(len(zone.span) for result in chosen for zone in result.zones)
        print(
            f"news flagged{name}: {len(chosen) / len(news):.1%} of {len(news)} articles, "
            f"{marked / size:.2%} of characters"
        )
    print(f"  {labelled} more hold a zone and a label of their own")
    for source, count in Counter(result.document.article.source for result in news).most_common():
        print(f"  {source}: {sum(r.document.article.source == source for r in unlabelled)} of {count}")
    if flagged:
        for result in sorted(unlabelled, key=lambda r: -sum(len(zone.span) for zone in r.zones)):
            share = sum(len(zone.span) for zone in result.zones) / len(result.document.article.text)
            print(f"    {share:4.0%} {result.document.article.source}: {result.document.article.title[:80]}")
    print(f"author comments outside zones: {sum(r.comments for r in news) / len(news):.3f} per news article")
    cover = [sum(len(z.span) for z in r.zones) / max(1, len(r.document.article.text.strip())) for r in pieces]
    print(
        f"opinion: {np.mean(np.array(cover) > 0):.1%} of {len(cover)} have a zone, median cover {np.median(cover):.1%}"
    )


def held_out(news: list[Read], pieces: list[Read]) -> None:
    """Thresholds chosen without an outlet, and what they do to it."""
    everything = [*news, *pieces]
    is_news = np.array([number < len(news) for number in range(len(everything))])
    outlet = np.array([result.document.article.source for result in everything])
    size = np.array([len(result.document.article.text.strip()) for result in everything])
    tables = {
        pair: np.array([marked(result, pair, news=n) for result, n in zip(everything, is_news, strict=True)])
        for pair in ((c, d) for c in (0.0, 0.5, 1.0) for d in (-1.55, -1.25, -0.95, -0.65))
    }
    found = np.zeros(len(everything))
    for name in sorted(set(outlet.tolist())):
        left = outlet != name
        chosen = min(tables, key=lambda pair: cost(tables[pair][left], size[left], is_news[left]))
        found[~left] = tables[chosen][~left]
        rows, kind = ~left, "news" if is_news[~left].all() else "opinion"
        if rows.sum() >= 15:
            print(
                f"  without {name}: {chosen}; {(found[rows] > 0).mean():.1%} of its {rows.sum()} {kind} articles, "
                f"{found[rows].sum() / size[rows].sum():.2%} of characters"
            )
    flagged, shares = found[is_news], found[~is_news] / size[~is_news]
    print(
        f"held out by outlet: news flagged {(flagged > 0).mean():.1%}, {flagged.sum() / size[is_news].sum():.2%} of "
        f"characters; opinion with a zone {(shares > 0).mean():.1%}, median cover {np.median(shares):.1%}"
    )


def marked(result: Read, thresholds: tuple[float, float], *, news: bool) -> int:
    """Characters of *result* in opinion zones at *thresholds*; in news without those of labelled articles and boxes."""
    if news and result.label:
        return 0
    document = result.document
    quotations = find_quotations(document)
    settings = DECODING._replace(certain=thresholds[0], doubtful=thresholds[1])
    zones, _ = read_voice(document, quotations, find_attributions(document, quotations), settings=settings)
    return sum(len(z.span) for z in zones if z.label == "opinion" and not (news and z.opens_with == "label"))


def cost(found: np.ndarray, size: np.ndarray, is_news: np.ndarray) -> tuple[float, float]:
    """News characters marked, after opinion pieces missed beyond 3 %."""
    missed = float((found[~is_news] == 0).mean())
    return max(missed, 0.03), float(found[is_news].sum() / size[is_news].sum())


def speed(rows: list[dict[str, Any]]) -> None:
    """Words a second, and as a ratio to counting words with a regular expression in the same run."""
    ready = [prepare(article_of(row)) for row in rows]
    words = sum(len(document.tokens) for document in ready)
    read_voice(ready[0], (), ())  # loads the tables
    begin = time.process_time()
    for document in ready:
        quotations = find_quotations(document)
        read_voice(document, quotations, find_attributions(document, quotations))
    taken = time.process_time() - begin
    begin = time.process_time()
    for _ in range(20):
        for document in ready:
            sum(1 for _ in re.finditer(r"\w+", document.article.text))
    counting = (time.process_time() - begin) / 20
    print(
        f"speed: {words / taken:,.0f} words a second with quotations and attributions, "
        f"{taken / counting:.0f} times a word count"
    )


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--flagged", action="store_true", help="list the news articles with a zone")
    parser.add_argument("--held-out", action="store_true", help="choose thresholds without each outlet in turn")
    options = parser.parse_args()
    newssd(options.data / "newssd_eng")
    with gzip.open(options.data / "opinion_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    news = [row for row in rows if row["label"] == "news"]
    pieces = [row for row in rows if row["label"] == "opinion"]
    read_news, read_pieces = [read(article_of(row)) for row in news], [read(article_of(row)) for row in pieces]
    documents(read_news, read_pieces, flagged=options.flagged)
    if options.held_out:
        held_out(read_news, read_pieces)
    splices(news, pieces, options.seed)
    speed(news[::4])


if __name__ == "__main__":
    main()
