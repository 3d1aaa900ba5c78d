"""Originals of spun copies, found by the words that spinning leaves alone."""

from __future__ import annotations

import numpy as np

from auditor.reuse.lookup import Found, Query
from auditor.reuse.postings import Sketch
from auditor.reuse.segments import Filed, build
from auditor.reuse.spun_lookup import MOST, blend, look_up_spun


def keyed(*numbers):
    return Sketch(np.array(numbers, np.uint64) << np.uint64(20), np.arange(len(numbers), dtype=np.int32))


def filed(serial, *numbers):
    return Filed(serial, keyed(*numbers), np.zeros(20, np.uint16))


def asked(*numbers):
    return Query(keyed(), np.empty(0, np.uint64), keyed(*numbers))


def found(*serials):
    numbers = np.array(serials, np.int64)
    return Found(numbers, numbers * 0.0, numbers * 0.0)


def test_most_shared_keys_come_first():
    """Articles that share three rare keys and more are proposed, those with most first; two keys are chance."""
    segments = [build([filed(1, 1, 2, 3), filed(2, 1, 2, 3, 4, 5)]), build([filed(5, 1, 2), filed(6, 1, 2, 7)])]
    first, second, none = look_up_spun(segments, [asked(1, 2, 3, 4, 5), asked(1, 2, 7), asked()], 1000)
    assert first.serials.tolist() == [2, 1]
    assert first.scores[0] > first.scores[1] > 20
    assert second.serials.tolist() == [6]
    assert none.serials.tolist() == []


def test_forgotten_articles_and_common_keys_do_not_count():
    """Keys that many articles have say what a text is about; articles that are gone stay gone."""
    segment = build([filed(number, 1, 2, 3, 100 + number) for number in range(40)])
    assert look_up_spun([segment], [asked(1, 2, 3)], 40)[0].serials.tolist() == []
    segment = build([filed(1, 1, 2, 3), filed(2, 1, 2, 3)])
    assert look_up_spun([segment], [asked(1, 2, 3)], 1000, dead=np.array([1]))[0].serials.tolist() == [2]
    assert look_up_spun([], [asked(1, 2, 3), asked()], 1000)[0].serials.tolist() == []


def test_a_bounded_number_is_proposed():
    """However many share the keys, each query gets the best few."""
    segment = build([filed(number, 1, 2, 3, 4) for number in range(16)])
    assert look_up_spun([segment], [asked(1, 2, 3, 4)], 100_000)[0].serials.tolist() == list(range(MOST))


def test_a_fifth_of_the_places_is_kept_for_them():
    """Passages come first; what only the other keys know gets a fifth of the places, or what is left."""
    assert blend(found(*range(100)), found(3, 200, 201, 202), 10) == [0, 1, 2, 3, 4, 5, 6, 7, 200, 201]
    assert blend(found(1), found(1, 200, 201), 10) == [1, 200, 201]
    assert blend(found(), found(7), 1) == [7]
    assert blend(found(5), found(7), 1) == [5]
    assert blend(found(5), found(7), 0) == []
