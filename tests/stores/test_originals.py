"""``check`` names the original, whatever else is in the store."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import StoreError
from auditor.incoming import check, check_all
from auditor.model import Article
from auditor.settings import Settings
from auditor.stores import MemoryStore, open_store

COMMON = ["the", "of", "to", "and", "in", "a", "for", "was", "on", "that"]


def text(seed, words=120):
    rng = random.Random(seed)
    out = [f"w{rng.randrange(20_000)}x" if rng.random() < 0.6 else rng.choice(COMMON) for _ in range(words)]
    return ". ".join(" ".join(out[at : at + 15]) for at in range(0, words, 15)) + "."


ORIGINAL = Article("original", "origin.example", text(9_999), published="2024-01-01")
INCOMING = Article("incoming", "thief.example", text(9_999), published="2024-04-01")
NEWS = [Article(f"news{n}", f"paper{n % 7}", text(n), published="2024-02-01") for n in range(60)]


def copies(count, source="site{}", published="2024-03-01", words=""):
    return [
        Article(f"copy{n}", source.format(n), f"{ORIGINAL.text} {words.format(n)}", published=published)
        for n in range(count)
    ]


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    with MemoryStore() if request.param == "memory" else open_store(tmp_path / "seen") as opened:
        yield opened


def named(article, store, **options):
    return {match.right.article for match in check(article, against=store, settings=Settings(**options)).matches}


@pytest.mark.parametrize(
    "before",
    [
        copies(150),
        copies(150, words="changed {0} by {0}"),
        copies(150, source="thief.example", published=""),
        [*copies(90, source="thief.example"), *(replace(one, id=f"other{one.id}") for one in copies(90))],
    ],
    ids=["copies of others", "edited copies", "the source's own articles", "both"],
)
def test_the_original_is_named_however_many_copies_came_before(store, before):
    """The earliest by date of many copies is compared, though all the others were filed before it."""
    store.add([*NEWS, *before, ORIGINAL])
    assert "original" in named(INCOMING, store)


def test_an_edited_original_is_named_beside_closer_copies(store):
    """Copies that are more like the incoming article than the original do not stand in its way."""
    words = ORIGINAL.text.split()
    words[::17] = ["altered"] * len(words[::17])
    store.add([*NEWS, *copies(60), replace(ORIGINAL, text=" ".join(words))])
    assert "original" in named(INCOMING, store)


def test_the_first_of_many_that_carry_a_passage_is_named(store):
    """So is the article that had a single passage first, of many different articles that carry it."""
    passage = text(777, 40)
    others = [replace(one, text=f"{text(n + 500)} {passage}") for n, one in enumerate(copies(120))]
    store.add([*NEWS, *others, replace(ORIGINAL, text=f"{text(1)} {passage}")])
    assert "original" in named(replace(INCOMING, text=f"{text(3_333)} {passage}"), store)


def test_versions_that_were_forgotten_change_nothing(store):
    """A hundred earlier versions of one article, replaced or forgotten, leave the answers of a new store."""
    for number in range(100):
        store.add([Article("live", "blog.example", f"{ORIGINAL.text} {number}", published="2023-12-01")])
    store.forget("live")
    store.add([*NEWS, ORIGINAL])
    assert named(INCOMING, store) == {"original"}
    assert store.candidates(INCOMING) == MemoryStore([*NEWS, ORIGINAL]).candidates(INCOMING) == ("original",)
    assert list(store.pipe([INCOMING])) == [("original",)]


def test_an_article_that_is_stored_is_not_its_own_source(store):
    """Neither its own text nor another of its source is named, unless that was asked for."""
    store.add([*NEWS, INCOMING, replace(INCOMING, id="again"), ORIGINAL])
    assert named(INCOMING, store) == {"original"}
    assert named(INCOMING, store, same_source=True) == {"original", "again"}


def test_originals_of_spun_copies_are_found_behind_many_copies(store):
    """Words that spinning leaves alone lead to the earliest of many copies, too."""
    rng = random.Random(5)
    names = [f"Name{n}son" for n in range(40)]
    words = [rng.choice(names) if n % 3 == 0 else rng.choice(["make", "big", "help", "start"]) for n in range(200)]
    swapped = {"make": "create", "big": "large", "help": "assist", "start": "begin"}
    spun = " ".join(swapped.get(word, word) for word in words)
    first = replace(ORIGINAL, text=" ".join(words))
    store.add([*NEWS, *(replace(one, text=first.text) for one in copies(40)), first])
    assert "original" in store.originals([replace(INCOMING, text=spun)], 10)[0]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.integers(0, 3), st.sampled_from(["", "2024-01-01", "2024-02-02"])),
        max_size=30,
    )
)
def test_a_store_answers_by_what_it_holds_alone(changes):
    """However articles were replaced and forgotten, answers are those of a store that never had the others."""
    store, kept = MemoryStore(), {}
    for ident, number, published in changes:
        if not number:
            kept.pop(ident, None)
            store.forget(ident)
            continue
        one = Article(ident, f"s{number}", f"{text(7, 40)} {text(number, 30)}", published=published)
        if kept.get(ident) != one:  # what is stored already keeps its place
            kept.pop(ident, None)
            kept[ident] = one
        store.add([one])
    fresh = MemoryStore(kept.values())
    for seed in (1, 2, 7):
        query = Article("query", "s1", text(seed, 40))
        assert store.candidates(query) == fresh.candidates(query)
        assert store.originals([query]) == fresh.originals([query])


def test_an_original_without_a_date_is_named_where_it_came_first(store):
    """Dated copies do not hide an undated article that was stored before them."""
    passage = text(777, 40)
    first = replace(ORIGINAL, text=f"{text(1)} {passage}", published="")
    others = [replace(one, text=f"{text(n + 500)} {passage}") for n, one in enumerate(copies(80))]
    store.add([first, *NEWS, *others])
    assert "original" in store.originals([replace(INCOMING, text=f"{text(3_333)} {passage}")], 100)[0]


def test_a_million_words_and_none_are_looked_up():
    """Texts of any length are answered, in memory that a dense store does not fill."""
    long = " ".join(ORIGINAL.text for _ in range(400))
    store = MemoryStore([*copies(30), ORIGINAL])
    assert "original" in store.originals([replace(INCOMING, text=long)])[0]
    assert store.originals([replace(INCOMING, text="")]) == [()]
    assert store.originals([]) == []


@pytest.fixture
def locked():
    """A store in a folder that this process may read but not write to."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    with open_store(folder / "seen") as store:
        store.add([*NEWS, *copies(20), ORIGINAL])
    with open_store(folder / "seen") as store:
        named(INCOMING, store)  # loads what an unprivileged process may not find
    for path in (folder / "seen").iterdir():
        path.chmod(0o444)
    (folder / "seen").chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65_534)
    yield folder / "seen"
    if root:
        os.seteuid(0)
    (folder / "seen").chmod(0o755)
    shutil.rmtree(folder)


def test_a_store_that_cannot_be_written_to_is_read(locked):
    """Checks work against a store on a read-only medium; changes are refused with the reason."""
    with open_store(locked) as store:
        assert "original" in named(INCOMING, store)
        assert len(store) == store.stats().articles == 81
        assert store.verify() == []
        for change in (lambda: store.add([INCOMING]), lambda: store.forget("original"), store.compact):
            with pytest.raises(StoreError, match=r"cannot be written to|Permission denied"):
                change()
        assert len(store) == 81


def test_articles_without_a_source_are_not_of_one_source(store):
    """Where nobody says whose they are, a copy is a copy; only the article itself is left out."""
    bare = replace(INCOMING, source="")
    store.add([*NEWS, replace(ORIGINAL, source=""), bare])
    assert named(bare, store) == {"original"}


def test_many_incoming_copies_of_what_is_stored_cost_one_comparison_each(store):
    """However many copies come in and are stored, each is compared with the original alone, and the rest counted."""
    store.add([*copies(40), ORIGINAL])
    incoming = [replace(INCOMING, id=f"in{n}", source=f"thief{n}") for n in range(25)]
    for found in check_all(incoming, against=store):
        assert {match.right.article for match in found.matches} == {"original"}
        assert any("more articles share text" in finding.message for finding in found.findings)


def test_a_store_of_another_make_is_asked_for_candidates():
    """A third party's store need not know how to look for originals."""

    class Plain:
        def __init__(self, inner):
            self.get, self.candidates = inner.get, inner.candidates

    assert named(INCOMING, Plain(MemoryStore([*NEWS, ORIGINAL]))) == {"original"}
