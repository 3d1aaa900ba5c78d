"""Sums kept beside a store: grown article by article, right after replacements and removals."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.errors import StoreError
from auditor.stores.tallies import NAME, Record, TallyBook


def add(one, two):
    """Bytes of whole numbers, added."""
    return str(int(one) + int(two)).encode()


def record(article, source="s", story="one", body=1, method="1"):
    return Record(article, source, story, method, str(body).encode())


def test_sums_grow_and_each_article_counts_once(tmp_path):
    """The same record again changes nothing; a second article of the story is added."""
    with TallyBook(tmp_path, add) as book:
        assert book.put([record("a", body=3), record("b", body=4), record("c", story="two", body=5)]) == 3
        assert book.put([record("a", body=3)]) == 0
        assert book.sums("s", "1") == [b"7", b"5"]


def test_a_new_text_takes_the_place_of_the_old(tmp_path):
    """A changed article moves from its old story and source to the new ones."""
    with TallyBook(tmp_path, add) as book:
        book.put([record("a", body=3), record("b", body=4)])
        book.put([record("a", source="t", story="two", body=9)])
        assert (book.sums("s", "1"), book.sums("t", "1")) == ([b"4"], [b"9"])
        assert book.drop("a")
        assert not book.drop("a")
        assert list(book.sources()) == ["s"]


def test_sums_survive_and_methods_stay_apart(tmp_path):
    """Opened again, the sums are there; those of another version of the method do not mix in."""
    with TallyBook(tmp_path, add) as book:
        book.put([record("a"), record("b", method="2", body=8)])
    with TallyBook(tmp_path, add) as book:
        assert book.sums("s", "1") == [b"1"]
        assert book.story_of("a") == "one"
        assert book.story_of("x") is None


def test_a_batch_is_kept_whole_or_not_at_all(tmp_path):
    """A record that cannot be added leaves nothing of its batch behind."""
    with TallyBook(tmp_path, add) as book:
        with pytest.raises(ValueError, match="invalid literal"):
            book.put([record("a"), Record("b", "s", "one", "1", b"x")])
        assert book.sums("s", "1") == []


def test_a_damaged_file_is_named(tmp_path):
    """What is no database is an error that says so."""
    (tmp_path / NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=NAME):
        TallyBook(tmp_path, add)


change = st.tuples(st.sampled_from("abcd"), st.sampled_from("st"), st.sampled_from(("one", "two")), st.integers(0, 9))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(change | st.sampled_from("abcd"), max_size=12))
def test_sums_are_those_of_the_records_that_are_left(tmp_path_factory, changes):
    """However articles came, changed and went, the sums are those of what is there now."""
    kept = {}
    with TallyBook(tmp_path_factory.mktemp("book"), add) as book:
        for step in changes:
            if isinstance(step, str):
                assert book.drop(step) == (kept.pop(step, None) is not None)
            else:
                kept[step[0]] = record(*step)
                book.put([kept[step[0]]])
        for source in "st":
            stories = sorted({r.story for r in kept.values() if r.source == source})
            wanted = [
                str(sum(int(r.body) for r in kept.values() if (r.source, r.story) == (source, story))).encode()
                for story in stories
            ]
            assert book.sums(source, "1") == wanted
