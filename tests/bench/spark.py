"""Whether an audit on Spark is that of one machine, and what its driver holds.

    python tests/bench/spark.py DATA [--articles 3000] [--master local[2]]

DATA holds news_sample.jsonl.gz. Prints both runs' time as a ratio in one process tree, whether the
JSON reports are the same bytes, and the bytes of an article while pairs are looked for.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import pickle
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from auditor.audit import audit
from auditor.engines.local import LocalEngine
from auditor.engines.spark import spark_engine
from auditor.model import Article
from auditor.output import render
from auditor.steps import read_known


def main() -> None:
    """Audit on both engines and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--master", default="local[2]")
    options = parser.parse_args()
    with gzip.open(options.data / "news_sample.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in itertools.islice(stream, options.articles)]
    articles = [Article(row["id"], row["source"], row["text"], title=row["title"], url=row["url"]) for row in rows]
    held = [len(pickle.dumps(read_known(article))) for article in articles[:200]]
    print(f"{len(articles)} articles; the driver holds about {sum(held) / len(held) / 1000:.0f} kB of each")

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master(options.master).config("spark.ui.enabled", "false").getOrCreate()
    taken, reports = [], []
    for engine in (LocalEngine(2), spark_engine(session)):
        start = time.perf_counter()
        report = audit(articles, engine=engine, track=tell)
        taken.append(time.perf_counter() - start)
        ((_, content),) = render(report, "json")
        reports.append(content)
        print(f"{type(engine).__name__}: {len(report.matches)} passages, {len(report.findings)} findings")
    session.stop()
    print(f"same report, byte for byte: {reports[0] == reports[1]}; Spark took {taken[1] / taken[0]:.2f} x as long")


def tell(rows: Iterable[Any], label: str, total: int | None) -> Iterator[Any]:
    """Say how far a step is, on stderr."""
    for number, row in enumerate(rows):
        if number % 500 == 0:
            print(f"{label} {number} of {total}", file=sys.stderr)
        yield row


if __name__ == "__main__":
    main()
