"""Keys of shared passages, segments of postings, and looking articles up in them."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
import xxhash
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.annotate.spun.invariant import invariant_pairs
from auditor.reuse.lookup import QUICK, Query, look_up, look_up_all
from auditor.reuse.postings import (
    GRAM,
    KEY_BITS,
    Sketch,
    filed_sketch,
    sketch,
    spun_sketch,
    word_bits,
)
from auditor.reuse.segments import ARRAYS, ROW_WORDS, Filed, build, find, low_words, merge, read

SENTENCE = (
    "ministers agreed on tuesday to lift the export ban on grain after six weeks of talks "
    "although several capitals warned that prices could climb before the harvest ends"
)


def hashes(text):
    return np.array([xxhash.xxh3_64_intdigest(word.encode()) for word in text.split()], np.uint64)


def random_words(rng, count, vocabulary=50_000):
    return hashes(" ".join(f"w{number}" for number in rng.integers(0, vocabulary, count)))


def filed(serial, words):
    return Filed(serial, sketch(words), low_words(words))


def test_rare_words_carry_more_information():
    """A name that news rarely mentions weighs more than an article or a preposition."""
    the, minister, unknown = word_bits(hashes("the minister zyxwvut")).tolist()
    assert the < minister < unknown


@given(st.lists(st.integers(0, 300), min_size=7, max_size=60))
def test_seven_equal_words_share_a_key(numbers):
    """Any seven words in a row that two texts share give both a common key, wherever they stand."""
    words = hashes(" ".join(f"w{number}" for number in numbers))
    kept = set(sketch(words).keys.tolist())
    for at in range(len(words) - 6):
        assert kept & set(sketch(words[at : at + 7]).keys.tolist())


@given(st.lists(st.integers(0, 20), max_size=80), st.lists(st.integers(0, 20), max_size=20))
def test_selection_depends_on_the_words_of_a_key_alone(passage, before):
    """What stands around a passage does not change which of its keys are kept."""
    words = hashes(" ".join(f"w{number}" for number in passage))
    lead = hashes(" ".join(f"x{number}" for number in before))
    alone = set(sketch(words).keys.tolist())
    assert alone <= set(sketch(np.concatenate([lead, words])).keys.tolist())


@given(st.integers(0, 12))
def test_short_texts_have_few_or_no_keys(count):
    """A text of fewer than four words cannot be filed; longer ones never crash."""
    found = sketch(random_words(np.random.default_rng(count), count))
    assert len(found) <= max(0, count - GRAM + 1)
    assert (found.keys >> np.uint64(KEY_BITS) == 0).all()


def test_repetition_does_not_fill_the_index():
    """A text that says one phrase ten thousand times is filed under a handful of keys."""
    assert len(sketch(np.tile(hashes("buy cheap tickets now"), 10_000))) <= 4


def test_extra_keys_are_filed_and_found():
    """Keys of another kind join those of the words and lead to the article alike."""
    rng = np.random.default_rng(3)
    here, there = random_words(rng, 80), random_words(rng, 80)
    extra = Sketch(np.array([7, 9], np.uint64), np.array([3, 5], np.int32))
    joined = sketch(here, extra)
    assert {7, 9} <= set(joined.keys.tolist())
    assert (np.diff(joined.positions) >= 0).all()
    begin, end = find(build([Filed(0, joined, low_words(here))]), sketch(there, extra).keys)
    assert int((end - begin).sum()) == 2


def test_every_posting_is_found_where_it_was_filed():
    """Looking a key up gives the article and the word it was filed for."""
    rng = np.random.default_rng(5)
    texts = [random_words(rng, int(count), 300) for count in rng.integers(0, 400, 30)]
    segment = build([filed(10 + serial, words) for serial, words in enumerate(texts)])
    for serial, words in enumerate(texts):
        mine = sketch(words)
        begin, end = find(segment, mine.keys)
        for key, (low, high) in enumerate(zip(begin.tolist(), end.tolist(), strict=True)):
            rows, places = read(segment, np.arange(low, high))
            assert (10 + serial, mine.positions[key]) in zip(segment.serials[rows], places, strict=True)


def test_absent_keys_are_not_found():
    """A key nobody filed gives an empty range, also in an empty segment."""
    rng = np.random.default_rng(6)
    missing = sketch(random_words(rng, 200)).keys
    for segment in (build([]), build([filed(0, random_words(rng, 200))])):
        begin, end = find(segment, missing)
        assert (begin == end).all()


def test_articles_longer_than_a_row_keep_their_positions():
    """A passage at the end of a very long article is found at its place."""
    rng = np.random.default_rng(8)
    words = random_words(rng, 3 * ROW_WORDS + 100)
    segment = build([filed(0, words[:50]), filed(1, words)])
    found = sketch(words)
    begin, end = find(segment, found.keys[-1:])
    rows, places = read(segment, np.arange(int(begin[0]), int(end[0])))
    assert segment.serials[rows].tolist() == [1]
    assert places.tolist() == [int(found.positions[-1])]
    assert look_up([segment], sketch(words[-40:]), words[-40:], 2).serials.tolist() == [1]


def test_merging_equals_building_at_once():
    """However articles came in, the merged segment is the same, byte for byte."""
    rng = np.random.default_rng(9)
    articles = [filed(serial, random_words(rng, int(count))) for serial, count in enumerate(rng.integers(0, 300, 40))]
    at_once = build(articles)
    parts = [build(articles[:7]), build(articles[7:8]), build([]), build(articles[8:])]
    merged = merge([merge(parts[:2]), *parts[2:]])
    for name in ARRAYS:
        assert np.array_equal(getattr(at_once, name), getattr(merged, name)), name


def test_merging_drops_forgotten_articles():
    """A merge without some articles equals building from the others."""
    rng = np.random.default_rng(10)
    lengths = [*rng.integers(0, 300, 20), ROW_WORDS + 10, 50]
    articles = [filed(serial, random_words(rng, int(count))) for serial, count in enumerate(lengths)]
    dead = np.array([0, 3, 4, 20], np.int64)
    merged = merge([build(articles[:10]), build(articles[10:])], dead)
    expected = build([article for article in articles if article.serial not in dead])
    for name in ARRAYS:
        assert np.array_equal(getattr(expected, name), getattr(merged, name)), name


@pytest.mark.parametrize("words", [8, 12, 25])
def test_a_planted_passage_is_found(words):
    """Eight words and more that two otherwise different texts share lead from one to the other."""
    rng = np.random.default_rng(words)
    texts = [random_words(rng, 300) for _ in range(60)]
    segment = build([filed(serial, text) for serial, text in enumerate(texts)])
    for source in range(0, 60, 6):
        query = np.concatenate([random_words(rng, 90), texts[source][100 : 100 + words], random_words(rng, 90)])
        assert look_up([segment], sketch(query), query, 60).serials.tolist() == [source]


def test_an_edited_passage_is_found():
    """Every fourth word replaced and one inserted does not hide thirty words of another text."""
    rng = np.random.default_rng(12)
    texts = [random_words(rng, 300) for _ in range(40)]
    segment = build([filed(serial, text) for serial, text in enumerate(texts)])
    passage = texts[17][50:95].copy()
    passage[2::6] = random_words(rng, len(passage[2::6]))
    passage = np.insert(passage, 20, random_words(rng, 1))
    assert look_up([segment], sketch(passage), passage, 40).serials.tolist() == [17]


def test_stronger_matches_come_first():
    """The article that shares more text is the more promising candidate."""
    rng = np.random.default_rng(13)
    source = random_words(rng, 200)
    less = np.concatenate([source[:15], random_words(rng, 150)])
    more = np.concatenate([random_words(rng, 50), source[20:120], random_words(rng, 50)])
    found = look_up([build([filed(0, less), filed(1, more)])], sketch(source), source, 2)
    assert found.serials.tolist() == [1, 0]
    assert found.scores[0] > found.scores[1] >= found.best[1]


def test_syndicated_text_leads_to_its_earliest_articles():
    """A text that hundreds carry is not lost: the earliest carriers are found, a bounded number."""
    rng = np.random.default_rng(14)
    agency = random_words(rng, 120)
    articles = [filed(serial, np.concatenate([random_words(rng, 40), agency])) for serial in range(6 * QUICK.earliest)]
    found = look_up([build(articles[:100]), build(articles[100:])], sketch(agency), agency, 6 * QUICK.earliest)
    assert sorted(found.serials.tolist()) == list(range(QUICK.groups))


def test_lookup_leaves_out_what_it_is_told_to():
    """Forgotten articles and later ones are no candidates."""
    words = hashes(SENTENCE)
    segment = build([filed(serial, words) for serial in range(6)])
    found = look_up([segment], sketch(words), words, 6, before=4, dead=np.array([1, 2], np.int64))
    assert sorted(found.serials.tolist()) == [0, 3]


def test_common_phrases_alone_are_no_candidates():
    """Two texts that share only an everyday phrase are not proposed."""
    rng = np.random.default_rng(15)
    phrase = hashes("at the end of the day")
    here = np.concatenate([random_words(rng, 50), phrase, random_words(rng, 50)])
    there = np.concatenate([random_words(rng, 70), phrase, random_words(rng, 30)])
    assert look_up([build([filed(0, here)])], sketch(there), there, 2).serials.tolist() == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=200), st.lists(st.integers(0, 5), max_size=200))
def test_any_two_texts_can_be_looked_up(left, right):
    """Repetitive, empty and tiny texts never crash a look-up, and scores are sound numbers."""
    here, there = (hashes(" ".join(f"w{number}" for number in numbers)) for numbers in (left, right))
    found = look_up([build([filed(0, here)])], sketch(there), there, 1)
    assert np.isfinite(found.scores).all()
    assert (found.scores >= found.best).all()


def test_keys_of_invariants_are_half_of_all():
    """Filed are the even ones of the keys that tell spun copies, each text's own, beside its plain keys."""
    texts = ("zorvath met the big kelmar in trellby with quonset", "the of and", "")
    words = [hashes(text) for text in texts]
    for one in words:
        found, filed_keys = spun_sketch(one), filed_sketch(one)
        pairs = invariant_pairs(one)
        even = (pairs.keys & np.uint64(1)) == 0
        expected = set(zip((pairs.keys[even] >> np.uint64(20)).tolist(), pairs.positions[even].tolist(), strict=True))
        assert set(zip(found.keys.tolist(), found.positions.tolist(), strict=True)) == expected
        assert set(filed_keys.keys.tolist()) == set(found.keys.tolist()) | set(sketch(one).keys.tolist())


def test_many_queries_at_once_are_answered_like_one_by_one():
    """Queries of any length, none included, get the answers they get alone; neighbours do not mix."""
    rng = np.random.default_rng(21)
    known = [random_words(rng, 150) for _ in range(30)]
    segments = [build([filed(at, words) for at, words in enumerate(known)])]
    texts = [np.concatenate([known[at][20:60], random_words(rng, at), known[at + 1][:25]]) for at in range(25)]
    queries = [Query(sketch(words), words) for words in [*texts, known[0][:0], known[3][:3], known[3]]]
    alone = [look_up(segments, query.sketch, query.hashes, 30) for query in queries]
    for expected, found in zip(alone, look_up_all(segments, queries, 30), strict=True):
        assert expected.serials.tolist() == found.serials.tolist()
        assert expected.scores.tolist() == found.scores.tolist()
    assert [set(found.serials.tolist()) for found in alone[:25]] == [{at, at + 1} for at in range(25)]
    bounded = look_up_all(segments, queries, 30, before=list(range(len(queries))))
    assert all((found.serials < at).all() for at, found in enumerate(bounded))


def test_a_hot_key_in_a_large_segment_is_found():
    """Keys that thousands of articles have are found as well as those around them in their bucket."""
    rng = np.random.default_rng(22)
    common = random_words(rng, 12)
    segment = build([filed(at, np.concatenate([common, random_words(rng, 8)])) for at in range(700)])
    keys = np.unique(np.concatenate([sketch(common).keys, np.arange(1, 50, dtype=np.uint64) << np.uint64(30)]))
    begin, end = find(segment, keys)
    counts = dict(zip(keys.tolist(), (end - begin).tolist(), strict=True))
    assert {counts[key] for key in sketch(common).keys.tolist()} == {700}
    assert sum(counts.values()) == 700 * len(sketch(common))
    later = build([filed(1000 + at, common) for at in range(700)])
    begin, end = find(merge([segment, later]), sketch(common).keys)
    assert set((end - begin).tolist()) == {1400}


@pytest.mark.parametrize("copies", [1, 3])
def test_keys_are_found_in_full_buckets_and_empty_ones_by_few_and_by_many(copies):
    """All postings of a key are found and none of another, however many share its bucket or are asked for."""
    rng = np.random.default_rng(5)
    crowded = np.uint64(77) << np.uint64(28) | rng.integers(0, 1 << 28, 700 * copies, dtype=np.uint64)
    common = np.array([5, 6, 7, (1 << 44) - 1], np.uint64)
    articles = []
    for serial in range(60):
        scattered = rng.integers(0, 1 << 44, 150, dtype=np.uint64)
        keys = np.concatenate([common, rng.choice(crowded, 40, replace=False), scattered])
        positions = np.arange(len(keys), dtype=np.int32)
        articles.append(Filed(serial, Sketch(keys, positions), np.zeros(len(keys), np.uint16)))
    segment = build(articles)
    all_keys = np.concatenate([article.sketch.keys for article in articles])
    asked = np.unique(
        np.concatenate([all_keys, crowded, rng.integers(0, 1 << 44, 999, dtype=np.uint64), [np.uint64(8)]])
    )
    expected = np.array([np.count_nonzero(all_keys == key) for key in asked])
    begin, end = find(segment, asked)
    assert len(asked) > 4096
    assert np.array_equal(end - begin, expected)
    for key, first, last in zip(asked[::97], begin[::97], end[::97], strict=True):
        rows, _ = read(segment, np.arange(first, last))
        owners = [article.serial for article in articles if key in article.sketch.keys]
        assert segment.serials[rows].tolist() == owners
    few = [find(segment, asked[at : at + 50]) for at in range(0, len(asked), 50)]
    assert np.array_equal(np.concatenate([last - first for first, last in few]), expected)
    assert np.array_equal(np.concatenate([first for first, _ in few])[expected > 0], begin[expected > 0])


def test_a_filed_article_goes_to_another_process_whole():
    """What a worker sends back is what it made, under any number."""
    words = np.arange(40, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    made = Filed(3, sketch(words), low_words(words))
    sent = pickle.loads(pickle.dumps(made.under(9)))  # noqa: S301 - made here
    assert sent.serial == 9
    for name in ("keys", "positions"):
        assert np.array_equal(getattr(sent.sketch, name), getattr(made.sketch, name))
    assert np.array_equal(sent.words, made.words)
