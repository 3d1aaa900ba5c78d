"""Who carries a key, without those that do not count."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.reuse import carriers as module
from auditor.reuse.carriers import NOBODY, carriers
from auditor.reuse.postings import Sketch
from auditor.reuse.segments import Filed, build


class Dates:
    """Sources and dates by serial."""

    def __init__(self, sources, moments):
        self._sources, self._moments = np.array(sources, np.int64), np.array(moments, float)

    def sources(self, serials):
        return self._sources[serials]

    def moments(self, serials):
        return self._moments[serials]


def filed(serial, keys):
    numbers = np.array(keys, np.uint64) << np.uint64(20)
    return Filed(serial, Sketch(numbers, np.arange(len(keys), dtype=np.int32)), np.zeros(20, np.uint16))


def asked(segments, keys, earliest, **options):
    numbers = np.array(keys, np.uint64) << np.uint64(20)
    found = carriers(segments, numbers, np.zeros(len(keys), np.int64), earliest, **options)
    return [found.serial[found.key == place].tolist() for place in range(len(keys))], found.frequency.tolist()


articles = st.lists(
    st.tuples(
        st.sets(st.integers(1, 5), max_size=5),
        st.integers(0, 2),
        st.sampled_from([1.0, 2.0, 3.0, np.inf]),
        st.booleans(),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(articles, st.integers(1, 6), st.integers(1, 3), st.integers(1, 40))
def test_the_same_as_going_through_all_articles(rows, earliest, parts, at_once):
    """Of the articles that count, a quarter as filed and the rest by date, however much is read at a time."""
    every = [filed(serial, sorted(row[0])) for serial, row in enumerate(rows)]
    size = -(-len(every) // parts) or 1
    segments = [build(every[at : at + size]) for at in range(0, len(every), size)]
    dead = np.array([serial for serial, row in enumerate(rows) if row[3]], np.int64)
    register = Dates([row[1] for row in rows], [row[2] for row in rows])
    keys = [1, 2, 3, 4, 5, 6]
    own = np.array([0, 1, 2, NOBODY, 0, 0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_AT_ONCE", at_once)
        found, frequency = asked(segments, keys, earliest, dead=dead, register=register, own=own)
    for key, mine, serials, count in zip(keys, own.tolist(), found, frequency, strict=True):
        alive = [
            serial for serial, row in enumerate(rows) if key in row[0] and not row[3] and (mine < 0 or row[1] != mine)
        ]
        assert count == len(alive)
        first = alive[: earliest // 4] if len(alive) > earliest else alive
        rest = sorted(alive[len(first) :], key=lambda serial: rows[serial][2])
        assert sorted(serials) == sorted([*first, *rest[: earliest - len(first)]])


def test_forgotten_articles_leave_no_trace():
    """What is dead is neither found nor counted; without dates it is the first filed of the others."""
    segments = [build([filed(serial, [1, 2]) for serial in range(100)]), build([filed(200, [1])])]
    register = Dates([0] * 201, [np.inf] * 201)
    dead = np.arange(95)
    assert asked(segments, [1, 2, 3], 3, register=register, dead=dead) == ([[95, 96, 97], [95, 96, 97], []], [6, 5, 0])
    assert asked([], [1], 3, register=register) == ([[]], [0])
    assert asked(segments, [], 3, register=register) == ([], [])
