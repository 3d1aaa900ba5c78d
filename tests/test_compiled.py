"""Loops give the same as they stand and compiled."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.compiled import Patience, compiled, inlined
from auditor.reuse.lookup import QUICK, THOROUGH, Query, look_up_all
from auditor.reuse.postings import filed_sketch, sketch
from auditor.reuse.segments import Filed, build, low_words
from auditor.reuse.words import WordHasher


@inlined
def twice(number):
    return number * np.uint64(2)


@compiled("numbers")
def doubled(numbers, out):
    for at in range(len(numbers)):
        out[at] = twice(numbers[at])


@pytest.mark.parametrize("left", [1 << 60, 0])
def test_numbers_wrap_in_either_mode(monkeypatch, left):
    """What is too large for 64 bits wraps without a warning."""
    monkeypatch.setattr(Patience, "left", left)
    numbers = np.array([1, (1 << 63) + 5], np.uint64)
    out = np.empty(2, np.uint64)
    doubled(numbers, out)
    assert out.tolist() == [2, 10]


def with_both(work):
    """What *work* gives as loops stand, and compiled."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for left in (1 << 60, 0):
            patch.setattr(Patience, "left", left)
            found.append(work())
    return found


@settings(max_examples=40)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_words_of_any_text_are_the_same(texts):
    """Whatever stands in a text, its words have the same hashes in both modes."""
    stand, built = with_both(lambda: [one.tolist() for one in WordHasher().many([*texts, " ".join(texts)])])
    assert stand == built


@settings(max_examples=30)
@given(
    st.lists(st.lists(st.integers(0, 12), max_size=60), min_size=1, max_size=12),
    st.sets(st.integers(0, 11), max_size=5),
    st.sampled_from([QUICK, THOROUGH]),
)
def test_what_a_look_up_finds_is_the_same(texts, dead, effort):
    """Keys, candidates, their order and their bits are the same in both modes."""
    spread = np.uint64(0x9E3779B97F4A7C15)
    words = [(np.array(text, np.uint64) + np.uint64(1)) * spread for text in texts]
    gone = np.array(sorted(dead), np.int64)

    def work():
        segment = build([Filed(at, filed_sketch(one), low_words(one)) for at, one in enumerate(words)])
        queries = [Query(sketch(one), one) for one in words]
        found = look_up_all([segment], queries, len(words), dead=gone, effort=effort)
        return [(one.serials.tolist(), one.scores.tolist(), one.best.tolist()) for one in found]

    stand, built = with_both(work)
    assert stand == built


def test_little_work_does_not_wait_for_the_compiler():
    """A process that looks at a few articles never loads it."""
    script = (
        "import sys\n"
        "from auditor.stores import MemoryStore\n"
        "from auditor.model import Article\n"
        "text = 'ministers agreed on tuesday to lift the export ban on grain after six weeks of talks'\n"
        "store = MemoryStore([Article('a', 'one', text)])\n"
        "assert store.candidates(Article('b', 'two', text)) == ('a',)\n"
        "assert 'numba' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_what_was_kept_is_not_taken_for_newer_code():
    """A loop is another one once the numbers it takes from its module or the functions it calls are others."""
    from types import FunctionType

    from auditor.compiled import _digest
    from auditor.reuse import cutting, xxh3

    names = cutting.cut.__wrapped__.__globals__
    known = _digest(cutting.cut.__wrapped__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(names, "_DIGIT", 6)
        assert _digest(cutting.cut.__wrapped__) != known
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(xxh3.hash_slice.__globals__, "_PRIME_2", np.uint64(5))
        assert _digest(cutting.cut.__wrapped__) != known
    assert _digest(cutting.cut.__wrapped__) == known
    loop = doubled.__wrapped__
    assert _digest(FunctionType(loop.__code__, dict(loop.__globals__), "other")) == _digest(loop)


def test_where_nothing_can_be_kept_loops_are_compiled_anew(monkeypatch):
    """A read-only installation without a home works too."""
    import numba.core.caching

    from auditor.compiled import _built

    monkeypatch.setattr(numba.core.caching.CacheImpl, "_locator_classes", [])
    built = _built.__wrapped__(doubled.__wrapped__)
    out = np.empty(1, np.uint64)
    built(np.array([4], np.uint64), out)
    assert out.tolist() == [8]
