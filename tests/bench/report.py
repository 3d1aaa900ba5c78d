"""How an HTML report of many articles is written and opened: pages, sizes, memory, time.

    python tests/bench/report.py DATA [--articles 3000] [--report report.json]

DATA holds news_sample.jsonl.gz; with --report the audit is read from an earlier run's report.json and
not made again. Bars: no page above 300 KB; the index opens in under a second. Times are given as ratios:
writing against the audit (or, with --report, against reading report.json), opening the index against
opening an empty page in the same Chromium. Memory is the peak while writing against what the process
held before (Linux tells it).
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import re
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import auditor
from auditor.model import Article, AuditReport

OPENINGS = 7


def main() -> None:
    """Write the report and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    start = time.process_time()
    report = auditor.load(options.report) if options.report else _audit(options.data, options.articles)
    reference = time.process_time() - start
    print(
        f"{len(report.articles):,} articles, {len(report.matches):,} shared passages, {len(report.findings):,} findings"
    )
    with tempfile.TemporaryDirectory() as folder:
        before = _memory("VmRSS")
        Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak is counted from here
        start = time.process_time()
        written = auditor.write(report, folder, formats=("html",))
        took = time.process_time() - start
        against = "reading report.json" if options.report else "the audit"
        print(f"writing: {took / reference:.2f} of the CPU time of {against}")
        print(f"peak memory while writing: {_memory('VmHWM') / before:.2f} of what the process held before")
        _sizes(Path(folder), written)
        _openings(Path(folder))


def _audit(data: Path, articles: int) -> AuditReport:
    with gzip.open(data / "news_sample.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in itertools.islice(stream, articles)]
    return auditor.audit(
        Article(row["id"], row["source"], row["text"], title=row["title"], published=row["date"] or "", url=row["url"])
        for row in rows
    )


def _memory(what: str) -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split(f"{what}:")[1].split()[0])


def _sizes(folder: Path, written: list[Path]) -> None:
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in written}
    largest = max(sizes, key=lambda name: sizes[name])
    print(f"pages: {len(sizes):,}, {sum(sizes.values()) / 1e6:,.0f} MB in all")
    print(f"largest: {largest}, {sizes[largest] / 1000:.0f} KB (bar: 300)")
    index = (folder / "index.html").read_text("utf-8")
    fixed = sum(
        len(part.encode()) for part in re.findall(r"<(?:style|script)>.*?</(?:style|script)>", index, re.DOTALL)
    )
    print(f"style and script on each page: {fixed / 1000:.0f} KB")
    kinds: dict[str, list[int]] = defaultdict(list)
    for name, size in sizes.items():
        kinds[name.split("/")[0] if "/" in name else re.sub(r"(-\w+)?-\d+\.html$", "", name)].append(size)
    for kind, found in sorted(kinds.items()):
        print(f"  {kind:18} {len(found):6,} pages, median {statistics.median(found) / 1000:4.0f} KB, ", end="")
        print(f"largest {max(found) / 1000:4.0f} KB")


def _openings(folder: Path) -> None:
    """Open the index and an empty page by turns and print the medians."""
    from playwright.sync_api import sync_playwright

    empty = folder / "empty.html"
    empty.write_text("<!doctype html><title>empty</title>", "utf-8")
    pages = {"empty": empty, "index": folder / "index.html"}
    took: dict[str, list[float]] = {name: [] for name in pages}
    chromium = os.environ.get("AUDITOR_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(OPENINGS):
            for name, path in pages.items():
                tab = browser.new_page()
                tab.goto(path.as_uri())
                took[name].append(tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
                tab.close()
        browser.close()
    opened, nothing = (statistics.median(took[name]) for name in ("index", "empty"))
    verdict = "under" if opened < 1000 else "over"
    print(f"opening the index: {opened / nothing:.0f} times an empty page, {verdict} a second (bar: a second)")


if __name__ == "__main__":
    main()
