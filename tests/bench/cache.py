"""What the cache saves: a second audit of an unchanged corpus plus one article, against the first.

    python tests/bench/cache.py DATA [--articles 3000] [--again 3] [--verify]

DATA holds news_sample.jsonl.gz. Every run is a process of its own, as on a build machine, with all
that it loads; what it costs is the processor time of that process and its children, which other work
on the machine does not change. Prints the first run over each second one, and whether the
findings on the unchanged articles are the same. ``--verify`` also audits the larger corpus without
a cache, whose findings must be those of the second run.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from auditor.audit import audit
from auditor.model import Article
from auditor.settings import Settings
from auditor.stores.cache import Cache


def main() -> None:
    """Audit twice and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--again", type=int, default=3, help="second runs, each from the cache of the first")
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--one", nargs=2, metavar=("COUNT", "CACHE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _one(options.data, int(options.one[0]), options.one[1], options.jobs)
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept"
        first, known = _run(options, options.articles, kept)
        ratios = []
        for number in range(options.again):
            copy = shutil.copytree(kept, Path(folder) / f"copy{number}")
            second, again = _run(options, options.articles + 1, copy)
            ratios.append(first / second)
    old = {mark for mark, _ in known["findings"]}
    same = {mark for mark, articles in again["findings"] if again["new"] not in articles}
    print(f"articles {options.articles} + 1; findings {len(known['findings'])}, then {len(again['findings'])}")
    print(f"first run / second run: {', '.join(f'{ratio:.1f}' for ratio in ratios)} x (bar: 20)")
    print(f"median {statistics.median(ratios):.1f} x, least {min(ratios):.1f} x")
    print(f"findings of the first run still there: {len(old & same)} of {len(old)}; new elsewhere: {len(same - old)}")
    if options.verify:
        _, anew = _run(options, options.articles + 1, None)
        print(f"the second run's findings are those of a run without a cache: {again['findings'] == anew['findings']}")


def _run(options, count, cache):
    """One audit in a process of its own: its processor time in seconds, and its findings."""
    command = [sys.executable, __file__, str(options.data), "--jobs", str(options.jobs), "--one", str(count)]
    before = os.times()
    result = subprocess.run([*command, str(cache or "")], check=True, stdout=subprocess.PIPE)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent, json.loads(result.stdout)


def _one(data, count, cache, jobs):
    with gzip.open(data / "news_sample.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in itertools.islice(stream, count)]
    articles = [
        Article(row["id"], row["source"], row["text"], title=row["title"], published=row["date"] or "", url=row["url"])
        for row in rows
    ]
    if cache:
        with Cache(cache) as opened:
            report = audit(articles, settings=Settings(jobs=jobs), cache=opened)
    else:
        report = audit(articles, settings=Settings(jobs=jobs))
    findings = [[f.fingerprint, sorted({p.article for p in (f.primary, *f.related)})] for f in report.findings]
    json.dump({"new": articles[-1].id, "findings": findings}, sys.stdout)


if __name__ == "__main__":
    main()
