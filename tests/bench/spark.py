"""Whether an audit on Spark is that of one machine, and what its driver holds.

    python tests/bench/spark.py DATA [--articles 3000] [--master local[2]]

DATA holds news_sample.jsonl.gz. Prints both runs' processor time, that of all their processes, as a
ratio in one process tree (Linux), whether the JSON reports are the same bytes, what an article takes
on the driver of either, and the most memory this process, which is Spark's driver, has held.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import pickle
import resource
import sys
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
    known = [read_known(article) for article in articles[:200]]
    whole, kept = (sum(map(len, map(pickle.dumps, rows))) / len(known) for rows in (known, [k.reading for k in known]))
    print(
        f"{len(articles)} articles, {kept / 1000:.0f} kB each on Spark's driver, {whole / 1000:.0f} kB on one machine"
    )

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master(options.master).config("spark.ui.enabled", "false").getOrCreate()
    taken, reports = [], []
    for engine in (LocalEngine(2), spark_engine(session)):
        start = processor_time()
        report = audit(articles, engine=engine, track=tell)
        taken.append(processor_time() - start)
        ((_, content),) = render(report, "json")
        reports.append(content)
        print(f"{type(engine).__name__}: {len(report.matches)} passages, {len(report.findings)} findings", flush=True)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(f"  {taken[-1]:.0f} s of processor time; so far {most:.0f} MB at most here", flush=True)
    session.stop()
    same = "the same" if reports[0] == reports[1] else "NOT the same"
    print(f"the reports are {same}, byte for byte; Spark took {taken[1] / taken[0]:.2f} x the processor time")
    sys.exit(reports[0] != reports[1])


def processor_time() -> float:
    """Seconds that this process and all it started have computed, those that are done included."""
    ticks, children = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        number = int(path.parent.name)
        ticks[number] = sum(map(int, fields[11:15]))
        children.setdefault(int(fields[1]), []).append(number)
    total, todo = 0, [os.getpid()]
    while todo:
        number = todo.pop()
        total += ticks.get(number, 0)
        todo += children.get(number, ())
    return total / os.sysconf("SC_CLK_TCK")


def tell(rows: Iterable[Any], label: str, total: int | None) -> Iterator[Any]:
    """Say how far a step is, on stderr."""
    for number, row in enumerate(rows):
        if number % 500 == 0:
            print(f"{label} {number} of {total}", file=sys.stderr)
        yield row


if __name__ == "__main__":
    main()
