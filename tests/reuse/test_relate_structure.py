"""What moved between two copies, however many stretches they have."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from writing import read

from auditor.reuse.align import Alignment, Step
from auditor.reuse.relate import Side, Sides
from auditor.reuse.relate.passage import Passage
from auditor.reuse.relate.structure import moved_or_omitted


def shuffled(count: int) -> Passage:
    """Stretches of four words between stretches that stay; each moves one place on."""
    parts = [[f"harbour{n}{'wxyz'[k]}" for k in range(4)] for n in range(count)]
    orders = parts, [*parts[1:], parts[0]]
    texts = [" ".join(f"{' '.join(part)} kept{n} words{n}" for n, part in enumerate(order)) for order in orders]
    steps = []
    for first in range(0, 6 * count, 6):
        steps.append(Step("replace", first, first + 4, first, first + 4))
        steps.append(Step("equal", first + 4, first + 6, first + 4, first + 6))
    path = Alignment((0, 6 * count), (0, 6 * count), 99.0, 0.4, tuple(steps))
    return Passage(path, Sides(*(Side(*read(text)) for text in texts)))


def test_many_stretches_that_moved_are_found_in_time_in_proportion_to_their_number():
    """Each is looked for where its rarest words are, not in all others."""
    times = []
    for count in (60, 480):
        passage, best = shuffled(count), float("inf")
        for _ in range(3):
            began = time.process_time()
            found = list(moved_or_omitted(passage))
            best = min(best, time.process_time() - began)
        assert [relation.kind for relation in found] == ["reordering"] * len(found)
        assert len(found) >= count // 2
        times.append(best)
    assert times[1] < 24 * times[0]
