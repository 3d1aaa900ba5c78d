"""What the cache saves: a second audit of an unchanged corpus plus one article, against the first.

    python tests/bench/cache.py DATA [--articles 3000]

DATA holds news_sample.jsonl.gz. Prints both runs as a ratio in one process tree and whether the
findings on the unchanged articles are the same.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import tempfile
import time
from pathlib import Path

from auditor.audit import audit
from auditor.model import Article
from auditor.stores.cache import Cache


def main() -> None:
    """Audit twice and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=3000)
    options = parser.parse_args()
    with gzip.open(options.data / "news_sample.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in itertools.islice(stream, options.articles + 1)]
    articles = [
        Article(row["id"], row["source"], row["text"], title=row["title"], published=row["date"] or "", url=row["url"])
        for row in rows
    ]
    with tempfile.TemporaryDirectory() as folder:
        first, known = _timed(articles[:-1], folder)
        second, again = _timed(articles, folder)
    new = articles[-1].id
    old = {f.fingerprint for f in known.findings}
    kept = {f.fingerprint for f in again.findings if new not in {f.primary.article, *(p.article for p in f.related)}}
    print(f"articles {len(articles) - 1} + 1, pairs compared anew only for the new one")
    print(f"first run / second run: {first / second:.1f} x (bar: 20)")
    print(f"findings of the first run still there: {len(old & kept)} of {len(old)}; new elsewhere: {len(kept - old)}")


def _timed(articles, folder):
    start = time.perf_counter()
    with Cache(folder) as cache:
        report = audit(articles, cache=cache)
    return time.perf_counter() - start, report


if __name__ == "__main__":
    main()
