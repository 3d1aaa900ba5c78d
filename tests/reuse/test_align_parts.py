"""The parts of the aligner, each against a slow and obvious way to the same answer."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from writing import HARBOUR, read

from auditor.reuse.align.background import UNSEEN, background
from auditor.reuse.align.chains import Borders, chains, join, join_all, runs
from auditor.reuse.align.grow import Region, best_range, within_capacity
from auditor.reuse.align.ordered import BLOCK, between, similarity, steps
from auditor.reuse.align.passages import merged
from auditor.reuse.align.profiles import DOCUMENTS
from auditor.reuse.align.seeds import seeds, windows
from auditor.reuse.align.sides import pair
from auditor.reuse.align.swaps import no_swaps
from auditor.reuse.align.synonyms import synonym_pairs, synonymous

IDS = st.lists(st.integers(0, 6), max_size=25)


def hashed(*words):
    document = read(" ".join(words))[0]
    return [int(value) for value in document.tokens.hashes]


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=15), st.data())
@settings(max_examples=150, deadline=None)
def test_best_range_is_the_best_of_all(scores, data) -> None:
    """The range found scores as high as the best of all ranges that overlap the core."""
    n = len(scores)
    cuts = np.array(data.draw(st.lists(st.floats(-6, 0), min_size=n + 1, max_size=n + 1)))
    low = data.draw(st.integers(0, n - 1))
    core = (low, data.draw(st.integers(low + 1, n)))
    start, end, value = best_range(np.array(scores), cuts, core)
    every = [
        sum(scores[i:j]) + cuts[i] + cuts[j]
        for i in range(n)
        for j in range(i + 1, n + 1)
        if i < core[1] and j > core[0]
    ]
    assert value == pytest.approx(max(every))
    assert value == pytest.approx(sum(scores[start:end]) + cuts[start] + cuts[end])


@given(IDS, IDS)
@settings(max_examples=100, deadline=None)
def test_join_gives_every_equal_place_once(one, two) -> None:
    """All pairs of places with equal words, of words not too frequent, and no other."""
    i, j = join(np.array(one, np.int32), np.array(two, np.int32), 7, 12)
    expected = {
        (x, y) for x, a in enumerate(one) for y, b in enumerate(two) if a == b and one.count(a) * two.count(a) <= 12
    }
    assert sorted(zip(i.tolist(), j.tolist(), strict=True)) == sorted(expected)


def test_frequent_values_are_paired_in_order() -> None:
    """A value too frequent to be joined with all its equals is joined first with first."""
    one, two = np.array([5, 1, 5, 5], np.int32), np.array([5, 5, 1], np.int32)
    i, j = join_all(one, two, 7, 2)
    assert sorted(zip(i.tolist(), j.tolist(), strict=True)) == [(0, 0), (1, 2), (2, 1)]


@given(IDS, st.data())
@settings(max_examples=100, deadline=None)
def test_capacity_counts_each_word_as_often_as_the_bag_holds_it(ids, data) -> None:
    """No more words of a type are matched than the bag holds, and those of the core come first."""
    held = np.array(data.draw(st.lists(st.integers(0, 3), min_size=7, max_size=7)))
    low = data.draw(st.integers(0, max(0, len(ids) - 1)))
    core = (low, data.draw(st.integers(low, len(ids))))
    words = np.array(ids, np.int32)
    within = within_capacity(words, held, 0, core, held[words] > 0)
    for word in range(7):
        places = [place for place, value in enumerate(ids) if value == word]
        assert within[places].sum() == min(len(places), held[word])
        inside = [place for place in places if core[0] <= place < core[1]]
        assert within[inside].sum() == min(len(inside), held[word])


@given(IDS, IDS)
@settings(max_examples=150, deadline=None)
def test_steps_rebuild_the_right_side(one, two) -> None:
    """Steps applied to the left side give the right side, and equal stretches are equal."""
    left, right = np.array(one, np.int32), np.array(two, np.int32)
    rebuilt = []
    for step in steps(left, right):
        if step.op == "equal":
            assert one[step.a0 : step.a1] == two[step.b0 : step.b1]
            rebuilt += one[step.a0 : step.a1]
        else:
            rebuilt += two[step.b0 : step.b1]
    assert rebuilt == two


def test_long_texts_are_aligned_in_blocks() -> None:
    """Two texts longer than a block are aligned across it without losing a word."""
    rng = np.random.default_rng(3)
    left = rng.integers(0, 50_000, 3 * BLOCK).astype(np.int32)
    right = np.concatenate([left[:4000], left[4100:]])
    found = steps(left, right)
    assert sum(step.a1 - step.a0 for step in found if step.op == "equal") >= len(right) - 5
    assert all((a.a1, a.b1) == (b.a0, b.b0) for a, b in pairwise(found))


def test_steps_keep_given_runs_in_place() -> None:
    """Runs given to the aligner stay aligned, whatever lies between them."""
    left, right = np.array([1, 9, 2, 3, 8], np.int32), np.array([1, 7, 7, 2, 3], np.int32)
    found = between(left, right, (0, 5), (0, 5), [(0, 0, 1), (2, 3, 2)])
    assert [(s.op, s.a0, s.a1, s.b0, s.b1) for s in found] == [
        ("equal", 0, 1, 0, 1),
        ("replace", 1, 2, 1, 3),
        ("equal", 2, 4, 3, 5),
        ("delete", 4, 5, 5, 5),
    ]


@given(IDS, IDS)
@settings(max_examples=60, deadline=None)
def test_similarity_is_between_zero_and_one_and_one_for_equals(one, two) -> None:
    """Equal words in order as a share of both sides."""
    left, right = np.array(one, np.int32), np.array(two, np.int32)
    assert 0 <= similarity(left, right) <= 1
    assert similarity(left, left) == 1


def chain_oracle(one: list[str], two: list[str]) -> int:
    """Words of the longest stretch both lists hold, the obvious way."""
    best = 0
    for i in range(len(one)):
        for j in range(len(two)):
            k = 0
            while i + k < len(one) and j + k < len(two) and one[i + k] == two[j + k]:
                k += 1
            best = max(best, k)
    return best


@given(
    st.lists(st.sampled_from(["silt", "crate", "barley", "ferry", "sextant", "dredge"]), max_size=18),
    st.lists(st.sampled_from(["silt", "crate", "barley", "ferry", "sextant", "dredge"]), max_size=18),
)
@settings(max_examples=60, deadline=None)
def test_the_longest_common_stretch_is_among_the_runs(one, two) -> None:
    """The longest run is the longest common stretch, found by comparing every pair of places."""
    if len(one) < 2 or len(two) < 2:
        return
    left, right = read(" ".join(one))[0], read(" ".join(two))[0]
    table = pair(left.tokens, right.tokens, DOCUMENTS)
    even = np.ones(len(one)), np.ones(len(two))
    found = runs(table, (0, len(one)), (0, len(two)), even, even, no_swaps())
    longest = chain_oracle(one, two)
    if longest > 1 and max(map(one.count, one)) * max(map(two.count, two)) <= 16:
        assert max(run.length for run in found) == longest


def test_chains_bridge_small_gaps_only() -> None:
    """Runs a word apart are one chain; runs in another order are two."""
    one = "silt has narrowed the fairway near the cannery while barley terraces emptied the reservoir".split(" ")  # noqa: SIM905  # reads as a sentence
    for two, number in (([*one[:5], "beside", *one[6:]], 1), ([*one[8:], "x", "x", "x", *one[:8]], 2)):
        left, right = read(" ".join(one))[0], read(" ".join(two))[0]
        table = pair(left.tokens, right.tokens, DOCUMENTS)
        even = np.full(len(one), 2.0), np.full(len(two), 2.0)
        level = np.zeros(len(one), np.int64), np.zeros(len(two), np.int64)
        flat = Borders(level, level, level)
        assert len(chains(runs(table, (0, len(one)), (0, len(two)), even, even, no_swaps()), 6.0, flat)) == number


def test_words_of_one_sense_are_synonyms() -> None:
    """Synonyms, their inflected forms too, share a sense; other words do not."""
    answers, solutions, harbour = hashed("answers", "solutions", "harbour")
    assert synonymous(answers, solutions)
    assert not synonymous(answers, harbour)


def test_synonym_pairs_join_the_two_sides() -> None:
    """Every left word is joined to the right words that share a sense with it, never to itself."""
    hashes = np.array(hashed("answer", "solution", "barley"), np.uint64)
    i, j = synonym_pairs(hashes, np.array([True, False, True]), np.array([True, True, True]))
    assert list(zip(i.tolist(), j.tolist(), strict=True)) == [(0, 1)]


def test_common_words_are_likelier_than_rare_ones() -> None:
    """The packaged frequencies rank words as the news does; an unknown word gets the floor."""
    the, council, unknown = background().of(np.array(hashed("the", "council", "zzyzxq"), np.uint64))
    assert the > 0.02 > council > unknown == UNSEEN


def test_seed_windows_cover_a_shared_sentence() -> None:
    """The best seed lies where the shared sentence stands on both sides."""
    filler = " ".join(f"filler{n}" for n in range(60))
    left, right = read(f"{filler} {HARBOUR}")[0], read(HARBOUR)[0]
    table = pair(left.tokens, right.tokens, DOCUMENTS)
    a, b = seeds(table, DOCUMENTS)
    assert a[0] >= 50
    assert b[0] < len(right.tokens)
    assert windows(table.left, DOCUMENTS) == 8


def test_regions_that_touch_on_both_sides_are_merged() -> None:
    """Neighbours on both sides become one region; neighbours on one side stay two."""
    near = [Region(0, 10, 0, 10, 5, 6), Region(12, 20, 11, 20, 7, 4)]
    far = [Region(0, 10, 0, 10, 5, 6), Region(12, 20, 90, 99, 7, 4)]
    assert merged(near, 8) == [Region(0, 20, 0, 20, 7, 6)]
    assert merged(far, 8) == far


def test_copies_of_one_place_are_not_merged() -> None:
    """Two regions side by side that both stand in the same place of the other text are two copies of it."""
    copies = [Region(0, 100, 0, 100, 5, 6), Region(100, 200, 2, 99, 7, 4)]
    again = [Region(0, 100, 0, 100, 5, 6), Region(5, 103, 2, 99, 7, 4)]
    assert merged(copies, 8) == copies
    assert merged(again, 8) == [Region(0, 103, 0, 100, 7, 6)]
