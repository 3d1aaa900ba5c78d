"""Measure the index: recall of planted passages, speed against a plain datasketch script, size.

Usage: ``python tests/bench/index.py FOLDER recall|build|latency|memory [--articles N] [--trials N] [--chart FILE]``

FOLDER holds ``news_sample.jsonl.gz`` (rows with id, source, date, title, text). More articles than
it has are grown from it: runs of about three words, joined where two articles share a word, so
that words and short phrases recur as in news while longer passages do not. Speeds are ratios
against a straightforward datasketch script, alternating with it in one run, by processor time.

*Looking up* is what ``store.candidates`` does: cutting the incoming text into words, finding the
articles that share rare 4-grams, and verifying each on the stored hashes of its words around every
shared place, so that what is proposed shares a passage. Aligning it, to the letter, comes after.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

import index_chart
import numpy as np

from auditor.model import Article
from auditor.reuse.lookup import Query, look_up_all
from auditor.reuse.postings import filed_sketch, sketch
from auditor.reuse.segments import Filed, Segment, build, low_words, merge
from auditor.reuse.words import WordHasher
from auditor.stores import open_store
from auditor.stores.filing import FILED, TOGETHER
from auditor.stores.shelf import FLUSH

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH

WORDS = (8, 12, 20, 40, 80)
RATES = (0.0, 0.1, 0.2, 0.3)
ROUND = 24_576  #: articles added at once: processes that start for fewer would look slow
WORKERS = "stored by three processes"  #: one that stores and two that read
PLAIN = 100_000  #: articles that the plain script indexes at most: it takes gigabytes


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


def grown(articles: list[Article], number: int, seed: int = 1) -> Iterator[Article]:
    """The articles given, then grown ones, *number* together."""
    yield from articles[:number]
    for at, text in enumerate(Grower(articles, seed).texts(number - len(articles))):
        yield Article(f"grown-{at}", f"source-{at % 97}", text, published=f"2026-01-{at % 28 + 1:02}")


def recall(folder: Path, number: int, trials: int) -> None:
    """How often the source of a planted passage is found, and found among the first 50 and 100."""
    # Sources and hosts take no part in growing: their phrases are as rare as in life.
    articles = load(folder, 3000)
    kept, sources, others = articles[:2400], articles[2400:2700], articles[2700:]
    hasher = WordHasher()
    segments: list[Segment] = []
    stream = enumerate(hasher.many(article.text for article in [*sources, *grown(kept, number - len(sources))]))
    while part := list(islice(stream, 1024)):
        segments.append(build([Filed(serial, filed_sketch(words), low_words(words)) for serial, words in part]))
    segments = [merge(segments)]
    rng = np.random.default_rng(7)
    hashes = [hasher(article.text) for article in sources]
    hosts = [hasher(article.text) for article in others]
    vocabulary = np.concatenate(hashes)
    long = [place for place, words in enumerate(hashes) if len(words) >= 120]
    print(f"{number} articles indexed; {trials} planted passages a cell; found % (among the first 100, 50), candidates")
    print("words  " + "".join(f"{rate:>30.0%}" for rate in RATES))
    for length in WORDS:
        cells = []
        for rate in RATES:
            owners, queries = [], []
            for _ in range(trials):
                source = int(rng.choice(long))
                at = int(rng.integers(0, len(hashes[source]) - length))
                passage = hashes[source][at : at + length].copy()
                changed = rng.choice(length, round(rate * length), replace=False)
                passage[changed] = rng.choice(vocabulary, len(changed))
                host = hosts[int(rng.integers(len(hosts)))]
                cut = int(rng.integers(0, len(host)))
                owners.append(source)
                queries.append(np.concatenate([host[:cut], passage, host[cut:]]))
            asked = [Query(sketch(words), words) for words in queries]
            found = [one.serials for one in look_up_all(segments, asked, number)]
            pairs = list(zip(owners, found, strict=True))
            hit, in_100, in_50 = (np.mean([one in some[:most] for one, some in pairs]) for most in (None, 100, 50))
            cells.append(f"{hit:>9.1%} ({in_100:6.1%} {in_50:6.1%}) {np.mean([len(some) for some in found]):4.0f}")
        print(f"{length:5}  " + "".join(cells), flush=True)


def naive_signature(text: str) -> MinHash:
    """What a straightforward script does: words, shingles of three, one update for all."""
    from datasketch import MinHash  # slow to import, which every worker would do

    words = text.lower().split()
    sketch = MinHash(num_perm=128)
    sketch.update_batch([" ".join(words[at : at + 3]).encode() for at in range(len(words) - 2)])
    return sketch


def naive_index() -> MinHashLSH:
    """The index of datasketch itself, for pairs of a Jaccard similarity of a half."""
    from datasketch import MinHashLSH

    return MinHashLSH(threshold=0.5, num_perm=128)


def naive_add(index: MinHashLSH, articles: list[Article]) -> None:
    """Insert articles into datasketch's own index."""
    for article in articles:
        index.insert(article.id, naive_signature(article.text))


def rensa_add() -> Callable[[list[Article]], None] | None:
    """The same with rensa, a MinHash library in Rust, where it is installed."""
    try:
        from rensa import RMinHash, RMinHashLSH
    except ImportError:
        return None
    index = RMinHashLSH(0.5, 128, 32)
    numbers = count()

    def add(articles: list[Article]) -> None:
        for article in articles:
            words = article.text.lower().split()
            sketch = RMinHash(128, 1)
            sketch.update([" ".join(words[at : at + 3]) for at in range(len(words) - 2)])
            index.insert(next(numbers), sketch)

    return add


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def processor() -> tuple[float, float]:
    """Processor seconds so far: of this process, and of those it started and waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    mine, others = (each.ru_utime + each.ru_stime for each in used)
    return mine, others


def to_segment(articles: list[Article], hasher: WordHasher) -> Segment:
    """What the plain script does and no more: from texts to something that can be searched, in memory."""
    hashes = hasher.many(article.text for article in articles)
    filed: list[Filed] = []
    while part := list(islice(hashes, FILED)):
        filed += [Filed(len(filed) + at, filed_sketch(words), low_words(words)) for at, words in enumerate(part)]
    return build(filed)


def in_segments(articles: list[Article], hasher: WordHasher) -> list[Segment]:
    """Segments of the size a store makes at first."""
    return [to_segment(articles[at : at + FLUSH], hasher) for at in range(0, len(articles), FLUSH)]


def speed(folder: Path, number: int) -> None:
    """Adding against the plain script, in alternating rounds; bytes per article."""
    stream = grown(load(folder, 3000), number)
    index = naive_index()
    hasher = WordHasher()
    rensa = rensa_add()
    # seconds of the process itself, of its workers, and by the clock
    spent = {name: np.zeros(3) for name in ("plain", "rensa", "searchable", "stored", WORKERS)}
    done = 0
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        stores = [stack.enter_context(open_store(Path(place) / name)) for name in ("one", "two")]
        while part := list(islice(stream, ROUND)):
            done += len(part)
            work = {
                "plain": partial(naive_add, index, part),
                "rensa": partial(rensa, part) if rensa else None,
                "searchable": partial(in_segments, part, hasher),
                "stored": partial(stores[0].add, part),
                WORKERS: partial(stores[1].add, part, workers=2),
            }
            for name, step in work.items():
                if step:
                    start, used = time.perf_counter(), processor()
                    step()
                    spent[name] += [*np.subtract(processor(), used), time.perf_counter() - start]
            plain = spent["plain"]
            for told, cost in (
                ("by processor time", lambda row: row[0] + row[1]),
                # nothing is done before the storing process has done its part, nor by more than two at a time
                ("by processor time, two at once", lambda row: max(row[0], (row[0] + row[1]) / 2)),
                ("by the clock", lambda row: row[2]),
            ):
                rows = {name: f"{cost(plain) / cost(row):.2f}" for name, row in spent.items() if row.any()}
                print(f"{done:8} articles: times the plain script {told}: {rows}", flush=True)
        stats = stores[0].stats()
        print("searchable: in memory, as the plain script, in one process; stored: with texts, checksums and syncs;")
        print(f"{os.cpu_count()} processors, which {os.getloadavg()[1]:.1f} processes wanted; {stats}")
    each = stats.index_bytes / stats.articles
    print(f"{stats.articles} articles, {each:.0f} bytes each beside {stats.text_bytes / stats.articles:.0f} of text")


def latency(folder: Path, number: int, trials: int, chart: Path | None) -> None:
    """Time to look one article up, against the plain script's query, as the store grows."""
    articles = load(folder, 3000)
    queries = [Article("query", "", text) for text in Grower(articles, 5).texts(trials)]
    queries[::2] = articles[:: max(1, len(articles) // len(queries[::2]))][: len(queries[::2])]
    index = naive_index()
    added, points = 0, []
    stream = grown(articles, number)
    with tempfile.TemporaryDirectory() as place, open_store(Path(place) / "store") as store:
        for mark in [number >> shift for shift in (5, 4, 3, 2, 1, 0)]:
            while part := list(islice(stream, min(6144, mark - added))):
                store.add(part)
                if mark <= PLAIN:
                    naive_add(index, part)
                added += len(part)
            list(store.pipe(queries))  # maps the files and fills the caches
            ours, naive, together = [], [], []
            for at in range(0, len(queries), TOGETHER):
                some = queries[at : at + TOGETHER]
                for query in some:
                    ours.append(timed(lambda query=query: store.candidates(query)))
                    naive.append(timed(lambda query=query: index.query(naive_signature(query.text))))
                together.append(timed(lambda some=some: list(store.pipe(some))))
            middle, worst = (float(value) * 1e3 for value in np.percentile(ours, [50, 99]))
            points.append((mark, middle, worst, float(np.mean(ours)), sum(together) / len(queries)))
            print(
                f"{mark:8} articles: p50 {middle:6.2f} ms, p99 {worst:6.2f} ms; times the plain script"
                f"{'' if mark <= PLAIN else f' at {PLAIN}'}: "
                f"one by one {np.mean(naive) / np.mean(ours):5.2f}, many {sum(naive) / sum(together):5.2f}",
                flush=True,
            )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        stats = store.stats()
        each = stats.index_bytes / stats.articles
        print(f"peak memory {peak:.0f} MB with the plain script's index; {each:.0f} bytes an article beside the text")
    sizes = np.log([point[0] for point in points])
    for name, column in (("one by one", 3), ("many", 4)):
        slope = np.polyfit(sizes, np.log([point[column] for point in points]), 1)[0]
        print(f"cost per article, {name}, grows as N^{slope:.2f}")
    if chart:
        chart.write_text(index_chart.draw([point[:3] for point in points]), "utf-8")


def memory(folder: Path, number: int) -> None:
    """Peak memory of a bulk build."""
    with tempfile.TemporaryDirectory() as place, open_store(Path(place) / "store") as store:
        start = time.perf_counter()
        store.add(grown(load(folder, 3000), number), workers=2)
        rate = number / (time.perf_counter() - start)
        peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        print(f"{len(store)} articles, {rate:.0f} a second with their making; {store.stats()}")
        print(f"peak {peaks[0]:.0f} MB, of which the sample takes a part, and {peaks[1]:.0f} MB in the largest worker")


def main() -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("what", choices=("recall", "build", "latency", "memory"))
    parser.add_argument("--articles", type=int, default=26_000)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--chart", type=Path, help="where to draw the latency as an SVG file")
    given = parser.parse_args()
    if given.what == "recall":
        recall(given.folder, given.articles, given.trials)
    elif given.what == "build":
        speed(given.folder, given.articles)
    elif given.what == "latency":
        latency(given.folder, given.articles, given.trials, given.chart)
    else:
        memory(given.folder, given.articles)


if __name__ == "__main__":
    main()
