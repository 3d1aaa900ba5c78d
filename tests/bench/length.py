"""What an audit of one long article costs: processor time per megabyte, and memory, as the article grows.

Usage: python tests/bench/length.py [MEGABYTES ...]

The article is the text of ``corpus/`` over and over, of each size given (1, 4 and 20 unless told).
Each audit, with its report in HTML and JSON, runs in a process of its own. Printed are processor
time per megabyte as a multiple of that of the smallest size, and the peak of memory in all.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import auditor

CORPUS = Path(__file__).parents[2] / "corpus"


def written(folder: Path, megabytes: float) -> Path:
    """A file of about so many megabytes."""
    text = "\n\n".join(file.read_text("utf-8") for file in sorted(CORPUS.glob("*.txt")))
    times = max(1, round(megabytes * 1e6 / len(text.encode())))
    path = folder / "long.txt"
    path.write_text("\n\n".join([text] * times), "utf-8")
    return path


def measured(megabytes: float) -> None:
    """Audit once and print seconds per megabyte, peak megabytes and the number of findings."""
    auditor.audit(CORPUS)  # loads the tables
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), megabytes)
        began = time.process_time()
        report = auditor.audit(path)
        auditor.write(report, Path(folder) / "report")
        taken = time.process_time() - began
        size = path.stat().st_size / 1e6
    print(taken / size, getrusage(RUSAGE_SELF).ru_maxrss / 1024, len(report.findings))


def main(sizes: list[float]) -> None:
    """A line for each size."""
    least = 0.0
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        cost, peak, findings = map(float, output.split())
        least = least or cost
        print(
            f"{size:6g} MB: {cost / least:5.2f} of the smallest's time per MB, {peak:6,.0f} MB, {findings:.0f} findings"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measured(float(sys.argv[2]))
    else:
        main([float(size) for size in sys.argv[1:]] or [1, 4, 20])
