"""All postings of many keys at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.reuse.matches import choose, match
from auditor.reuse.postings import Sketch
from auditor.reuse.segments import ROW_WORDS, Filed, build


def numbers(keys):
    return np.array(keys, np.uint64) << np.uint64(20)


def filed(serial, keys, words=20):
    places = np.arange(words - len(keys), words, dtype=np.int32)
    return Filed(serial, Sketch(numbers(keys), places), np.zeros(words, np.uint16))


def asked(segments, keys, earliest, dead=None):
    found = match(segments, numbers(keys), dead)
    chosen = choose(found, np.full(len(keys), earliest))
    return [chosen.serial[chosen.key == place].tolist() for place in range(len(keys))], found.frequency.tolist()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sets(st.integers(1, 5), max_size=5), st.booleans()), max_size=40),
    st.integers(1, 6),
    st.integers(1, 3),
)
def test_the_same_as_going_through_all_articles(rows, earliest, parts):
    """The earliest articles of each key that are not dead, and how many there are."""
    every = [filed(serial, sorted(keys)) for serial, (keys, _) in enumerate(rows)]
    size = -(-len(every) // parts) or 1
    segments = [build(every[at : at + size]) for at in range(0, len(every), size)]
    dead = np.array([serial for serial, (_, gone) in enumerate(rows) if gone], np.int64)
    keys = [1, 2, 3, 4, 5, 6, 1]
    for gone in (None, dead):
        found, frequency = asked(segments, keys, earliest, gone)
        for key, serials, count in zip(keys, found, frequency, strict=True):
            alive = [at for at, (own, died) in enumerate(rows) if key in own and not (died and gone is not None)]
            assert serials == alive[:earliest]
            assert count == len(alive)


def test_of_hot_keys_the_first_that_live_are_read():
    """However many dead articles come before them, and without a word of what else is filed in their bucket."""
    segments = [build([filed(serial, [1, 2]) for serial in range(1000)]), build([filed(2000, [1])])]
    dead = np.arange(995)
    assert asked(segments, [1, 2, 3], 3, dead) == ([[995, 996, 997], [995, 996, 997], []], [6, 5, 0])
    assert asked(segments, [1, 2, 3], 3) == ([[0, 1, 2], [0, 1, 2], []], [1001, 1000, 0])


def test_positions_are_those_of_the_whole_article():
    """Of articles longer than a row too, whichever segment they are in."""
    segments = [build([filed(0, [1]), filed(1, [2], 3 * ROW_WORDS + 7)]), build([filed(2, [1, 2], ROW_WORDS)])]
    found = match(segments, numbers([2, 1]))
    chosen = choose(found, np.array([9, 9]))
    rows = zip(chosen.segment, chosen.key, chosen.serial, chosen.position, strict=True)
    assert [tuple(map(int, row)) for row in rows] == [
        (0, 0, 1, 3 * ROW_WORDS + 6),
        (0, 1, 0, 19),
        (1, 0, 2, ROW_WORDS - 1),
        (1, 1, 2, ROW_WORDS - 2),
    ]
    later = choose(found.only(slice(1, None)), np.array([1]))
    assert (later.key.tolist(), later.serial.tolist()) == ([0], [0])


def test_nothing_is_found_where_there_is_nothing():
    """Neither without segments nor without keys."""
    assert asked([], [1], 3) == ([[]], [0])
    assert asked([build([filed(0, [1])])], [], 3) == ([], [])
    assert asked([build([])], [1], 3) == ([[]], [0])
