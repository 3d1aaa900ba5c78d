"""Measure the index: recall of planted passages, speed against a plain datasketch script, size.

Usage: ``python tests/bench/index.py FOLDER recall|build|latency|memory [--articles N] [--trials N]``

FOLDER holds ``news_sample.jsonl.gz`` (rows with id, source, date, title, text). More articles than
it has are grown from it: runs of about three words, joined where two articles share a word, so
that words and short phrases recur as in news while longer passages do not. Speeds are ratios
against a straightforward datasketch script, alternating with it in one run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH

from auditor.model import Article
from auditor.reuse.lookup import look_up
from auditor.reuse.postings import sketch
from auditor.reuse.segments import Filed, Segment, build, low_words, merge
from auditor.reuse.words import WordHasher
from auditor.stores import open_store

WORDS = (8, 12, 20, 40, 80)
RATES = (0.0, 0.1, 0.2, 0.3)


def load(folder: Path, most: int) -> list[Article]:
    """The articles of the sample."""
    with gzip.open(folder / "news_sample.jsonl.gz", "rt", encoding="utf-8") as rows:
        out = []
        for row, _ in zip(rows, range(most), strict=False):
            entry = json.loads(row)
            out.append(Article(str(entry["id"]), entry["source"] or "", entry["text"], published=entry["date"] or ""))
    return out


class Grower:
    """Makes articles that resemble those given."""

    def __init__(self, articles: list[Article], seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        texts = [article.text.split() for article in articles]
        self._lengths = np.array([len(text) for text in texts])
        flat = [piece for text in texts for piece in text]
        index: dict[str, int] = {}
        kinds = np.array([index.setdefault(piece.lower(), len(index)) for piece in flat])
        self._pieces = np.array(flat, dtype=object)
        self._order = np.argsort(kinds, kind="stable")
        counts = np.bincount(kinds)
        self._count, self._start = counts[kinds], (np.cumsum(counts) - counts)[kinds]

    def texts(self, count: int) -> Iterator[str]:
        """*count* texts, made two thousand at a time."""
        rng, size = self._rng, len(self._pieces)
        for at in range(0, count, 2000):
            lengths = rng.choice(self._lengths, min(2000, count - at))
            place = rng.integers(0, size, len(lengths))
            rows = np.empty((len(lengths), lengths.max()), np.int64)
            for column in range(rows.shape[1]):
                rows[:, column] = place
                jump = rng.random(len(place)) < 1 / 3
                other = self._order[self._start[place] + (rng.random(len(place)) * self._count[place]).astype(np.int64)]
                place = (np.where(jump, other, place) + 1) % size
            for row, length in zip(rows, lengths, strict=True):
                pieces = self._pieces[row[:length]].tolist()
                yield "\n\n".join(" ".join(pieces[i : i + 60]) for i in range(0, length, 60))


def grown(articles: list[Article], count: int, seed: int = 1) -> Iterator[Article]:
    """The articles given, then grown ones, *count* together."""
    yield from articles[:count]
    for number, text in enumerate(Grower(articles, seed).texts(count - len(articles))):
        yield Article(f"grown-{number}", f"source-{number % 97}", text, published=f"2026-01-{number % 28 + 1:02}")


def recall(folder: Path, count: int, trials: int) -> None:
    """How often the source of a planted passage is found, and found among the first 50."""
    # Sources and hosts take no part in growing: their phrases are as rare as in life.
    articles = load(folder, 3000)
    kept, sources, others = articles[:2400], articles[2400:2700], articles[2700:]
    hasher = WordHasher()
    segments: list[Segment] = []
    part: list[Filed] = []
    for serial, article in enumerate([*sources, *grown(kept, count - len(sources))]):
        words = hasher(article.text)
        part.append(Filed(serial, sketch(words), low_words(words)))
        if len(part) == 2048 or serial == count - 1:
            segments.append(build(part))
            part = []
    segments = [merge(segments)]
    rng = np.random.default_rng(7)
    hashes = [hasher(article.text) for article in sources]
    hosts = [hasher(article.text) for article in others]
    vocabulary = np.concatenate(hashes)
    long = [place for place, words in enumerate(hashes) if len(words) >= 120]
    print(f"{count} articles indexed; {trials} planted passages a cell; found % (among the first 50 %), candidates")
    print("words  " + "".join(f"{rate:>22.0%}" for rate in RATES))
    for length in WORDS:
        cells = []
        for rate in RATES:
            hit = top = candidates = 0
            for _ in range(trials):
                source = int(rng.choice(long))
                at = int(rng.integers(0, len(hashes[source]) - length))
                passage = hashes[source][at : at + length].copy()
                changed = rng.choice(length, round(rate * length), replace=False)
                passage[changed] = rng.choice(vocabulary, len(changed))
                host = hosts[int(rng.integers(len(hosts)))]
                cut = int(rng.integers(0, len(host)))
                query = np.concatenate([host[:cut], passage, host[cut:]])
                found = look_up(segments, sketch(query), query, count).serials
                hit += source in found
                top += source in found[:50]
                candidates += len(found)
            cells.append(f"{hit / trials:>9.1%} ({top / trials:6.1%}) {candidates / trials:4.0f}")
        print(f"{length:5}  " + "".join(cells), flush=True)


def naive_signature(text: str) -> MinHash:
    """What a straightforward script does: words, shingles of three, one update for all."""
    words = text.lower().split()
    sketch = MinHash(num_perm=128)
    sketch.update_batch([" ".join(words[at : at + 3]).encode() for at in range(len(words) - 2)])
    return sketch


def naive_add(index: MinHashLSH, articles: list[Article]) -> None:
    """Insert articles into datasketch's own index."""
    for article in articles:
        index.insert(article.id, naive_signature(article.text))


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def speed(folder: Path, count: int) -> None:
    """Adding to the store against the plain script, in alternating rounds; bytes per article."""
    source = list(grown(load(folder, 3000), count))
    naive = ours = 0.0
    index = MinHashLSH(threshold=0.5, num_perm=128)
    with tempfile.TemporaryDirectory() as place, open_store(Path(place) / "store") as store:
        for at in range(0, len(source), 2048):
            part = source[at : at + 2048]
            naive += timed(lambda part=part: naive_add(index, part))
            ours += timed(lambda part=part: store.add(part))
            print(f"{at + len(part):8} articles: building {naive / ours:5.2f} times the plain script", flush=True)
        stats = store.stats()
    each = stats.index_bytes / stats.articles
    print(f"{stats.articles} articles, {each:.0f} bytes each beside {stats.text_bytes / stats.articles:.0f} of text")


def latency(folder: Path, count: int, trials: int) -> None:
    """Time to look one article up, against the plain script's query, as the store grows."""
    articles = load(folder, 3000)
    queries = [Article("query", "", text) for text in Grower(articles, 5).texts(trials)]
    queries[::2] = articles[:: max(1, len(articles) // len(queries[::2]))][: len(queries[::2])]
    index = MinHashLSH(threshold=0.5, num_perm=128)
    marks = sorted({count // 16, count // 8, count // 4, count // 2, count})
    added, points = 0, []
    stream = grown(articles, count)
    with tempfile.TemporaryDirectory() as place, open_store(Path(place) / "store") as store:
        for mark in marks:
            while added < mark:
                part = [article for article, _ in zip(stream, range(min(2048, mark - added)), strict=False)]
                store.add(part)
                naive_add(index, part)
                added += len(part)
            ours, naive = [], []
            for query in queries:
                ours.append(timed(lambda query=query: store.candidates(query)))
                naive.append(timed(lambda query=query: index.query(naive_signature(query.text))))
            middle, worst = np.percentile(ours, [50, 99])
            points.append((mark, float(np.mean(ours))))
            print(
                f"{mark:8} articles: p50 {middle * 1e3:6.2f} ms, p99 {worst * 1e3:6.2f} ms, "
                f"{np.mean(naive) / np.mean(ours):5.2f} times the plain script",
                flush=True,
            )
    sizes, costs = np.log(np.array(points)).T
    print(f"cost per article grows as N^{np.polyfit(sizes, costs, 1)[0]:.2f}")


def memory(folder: Path, count: int) -> None:
    """Peak memory of a bulk build."""
    with tempfile.TemporaryDirectory() as place, open_store(Path(place) / "store") as store:
        store.add(grown(load(folder, 3000), count))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(store)} articles, peak {peak:.0f} MB, of which the sample takes a part; {store.stats()}")


def main() -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("what", choices=("recall", "build", "latency", "memory"))
    parser.add_argument("--articles", type=int, default=26_000)
    parser.add_argument("--trials", type=int, default=200)
    given = parser.parse_args()
    if given.what == "recall":
        recall(given.folder, given.articles, given.trials)
    elif given.what == "build":
        speed(given.folder, given.articles)
    elif given.what == "latency":
        latency(given.folder, given.articles, given.trials)
    else:
        memory(given.folder, given.articles)


if __name__ == "__main__":
    main()
