"""What every store does, in memory and on disk: one suite for both."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from auditor.errors import StoreError
from auditor.model import Article, Declared
from auditor.stores import MemoryStore, open_store, shelf
from auditor.text import prepare

COMMON = (
    "the",
    "of",
    "to",
    "and",
    "in",
    "that",
    "for",
    "on",
    "is",
    "he",
    "with",
    "it",
    "as",
    "was",
    "at",
    "by",
    "from",
    "said",
    "be",
    "has",
    "have",
    "are",
    "not",
)


def text(seed, words=120):
    rng = random.Random(seed)
    return " ".join(rng.choice(COMMON) if rng.random() < 0.4 else f"w{rng.randrange(20_000)}x" for _ in range(words))


def article(number, **fields):
    return Article(**{"id": f"a{number}", "source": "paper", "text": text(number), **fields})


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    with MemoryStore() if request.param == "memory" else open_store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def small_segments(monkeypatch):
    """Segments after a few articles, so that flushes and merges happen in a small test."""
    monkeypatch.setattr(shelf, "FLUSH", 6)
    monkeypatch.setattr(shelf, "FAN", 3)


def test_add_is_idempotent(store):
    """Adding the same articles again adds nothing."""
    articles = [article(number) for number in range(5)]
    assert store.add(articles) == 5
    assert store.add(articles) == 0
    assert store.add([*articles, article(5)]) == 1
    assert len(store) == 6


def test_what_comes_out_is_what_went_in(store):
    """Every field of an article survives, also odd characters; unknown ids give None."""
    rich = Article(
        "id/ä\u0000\U0001f600",
        "s",
        "Ends \ud800 oddly. \u200b",
        title="T",
        byline="B",
        published="2026-01-02",
        url="https://example.org/",
        language="de",
        declared=Declared(kind="OpinionNewsArticle", labels=("Opinion", "x")),
        path="in/a.txt",
        encoding="cp1252",
    )
    store.add([rich])
    assert store.get(rich.id) == rich
    assert store.get("other") is None
    assert rich.id in store
    assert "other" not in store


def test_new_content_replaces_the_old(store):
    """The same id with another text takes the place of the earlier one everywhere."""
    store.add([article(1), article(2)])
    changed = article(1, text=text(99))
    assert store.add([changed]) == 1
    assert len(store) == 2
    assert store.get("a1") == changed
    assert store.candidates(article("query", text=text(99))) == ("a1",)
    assert store.candidates(article("query", text=text(1))) == ()


def test_the_last_of_one_id_in_a_batch_wins(store):
    """Two articles of one id in one call leave the later one."""
    store.add([article(1), article(1, text=text(50)), article(2)])
    assert len(store) == 2
    assert store.get("a1").text == text(50)


def test_another_path_is_no_new_content(store):
    """Where the file lies is not part of an article's content."""
    store.add([article(1, path="a.txt")])
    assert store.add([article(1, path="elsewhere/a.txt")]) == 0


def test_articles_come_in_order_of_arrival(store):
    """Iteration gives all articles, oldest entry first; a replaced one counts as new."""
    store.add(article(number) for number in range(100))
    store.add([article(3, text=text(300))])
    assert [one.id for one in store] == [f"a{number}" for number in range(100) if number != 3] + ["a3"]


def test_candidates_share_text_and_strongest_come_first(store):
    """An incoming article leads to those it shares passages with, never to itself."""
    store.add(article(number) for number in range(30))
    words = {number: text(number).split() for number in (4, 9)}
    mixed = " ".join([*words[4][10:90], *text(77, 40).split(), *words[9][30:45]])
    incoming = article("new", text=mixed)
    assert store.candidates(incoming) == ("a4", "a9")
    assert store.candidates(incoming, limit=1) == ("a4",)
    assert store.candidates(incoming, limit=0) == ()
    assert store.candidates(prepare(incoming)) == ("a4", "a9")
    store.add([incoming])
    assert store.candidates(incoming) == ("a4", "a9")


def test_of_equal_copies_the_first_ones_come_whatever_was_forgotten(store):
    """The original among many copies is proposed, the same by every store and with any history."""
    store.add([article(900), article(901)])
    store.forget("a900")
    passage = text(999, 28)
    copies = [article(number, text=f"{text(number, 60)} {passage} {text(number + 500, 60)}") for number in range(40)]
    store.add(copies)
    found = store.candidates(article(999, id="asked", text=f"{text(777)} {passage}"))
    assert found == tuple(f"a{number}" for number in range(len(found)))
    assert len(found) >= 10


def test_candidates_see_through_disguise(store):
    """Look-alike letters and invisible characters do not hide a copy."""
    store.add([article(1), article(2)])
    disguised = text(1).replace("a", "\u0430").replace("the", "t\u200bhe")
    assert store.candidates(article("query", text=disguised)) == ("a1",)


def spun_pair(seed):
    """A text and a copy in which every word is another but the names, one or two swapped words apart."""
    rng = random.Random(seed)
    swaps = [("big", "large"), ("said", "stated"), ("begin", "start"), ("buy", "purchase"), ("help", "assist")]
    here, there = [], []
    for number in range(60):
        name = f"zor{seed}vath{number}"
        pairs = rng.sample(swaps, 2)
        here += [name, *(pair[0] for pair in pairs)]
        there += [name, *(pair[1] for pair in pairs)]
    return " ".join(here), " ".join(there)


def test_a_spun_copy_leads_to_its_original(store):
    """Where no run of words survives, the words that spinning leaves alone still tell the original."""
    store.add(article(number, text=spun_pair(number)[0]) for number in range(25))
    assert store.candidates(article("copy", text=spun_pair(7)[1])) == ("a7",)
    assert store.candidates(article("copy", text=spun_pair(7)[1]), limit=0) == ()
    assert list(store.pipe([article("copy", text=spun_pair(3)[1])], 1)) == [("a3",)]


@pytest.mark.parametrize("workers", [1, 2])
def test_pipe_gives_what_it_can_before_an_error(store, workers):
    """Wherever the stream breaks off, the results of all that was read before come first, then the error."""
    store.add(article(number) for number in range(3))
    for good in (0, 1, 70, 300):

        def broken(good=good):
            yield from (article("q", text=text(number % 3)) for number in range(good))
            raise OSError("the network is gone")

        found = store.pipe(broken(), workers=workers)
        assert [next(found) for _ in range(good)] == [(f"a{number % 3}",) for number in range(good)]
        with pytest.raises(OSError, match="network"):
            next(found)


def test_pipe_refuses_what_is_no_article(store):
    """A row of the wrong type is an error after the results before it, not the silent end of the stream."""
    store.add([article(1)])
    for wrong, error, told in (
        (None, TypeError, "looks up articles, not NoneType"),
        (article(4, text=None), StoreError, "'a4' cannot be looked up: its text is NoneType"),
    ):
        found = store.pipe([article("q", text=text(1)), wrong, article(3)])
        assert next(found) == ("a1",)
        with pytest.raises(error, match=told):
            next(found)


@pytest.mark.parametrize("workers", [1, 2])
def test_pipe_gives_what_one_by_one_gives(store, workers):
    """A stream of articles, prepared or not, leads to the candidates of each, in the order they came."""
    store.add(article(number) for number in range(150))
    rng = random.Random(8)
    mixed = [
        " ".join(text(rng.randrange(160)).split()[5:70] + text(rng.randrange(160)).split()[:50]) for _ in range(140)
    ]
    stream = [article(f"q{at}", text=words) for at, words in enumerate(mixed)]
    stream[5] = prepare(stream[5])
    stream[6] = article(6)
    found = list(store.pipe(iter(stream), 3, workers=workers))
    assert found == [store.candidates(one, 3) for one in stream]
    assert any(found)


def test_pipe_reads_only_a_little_ahead(store):
    """An endless stream can be looked up."""
    store.add([article(1)])
    endless = (article(f"q{number}", text=text(number % 3)) for number in itertools.count())
    found = list(itertools.islice(store.pipe(endless), 5))
    assert found == [(), ("a1",), (), (), ("a1",)]


def test_workers_are_at_least_one(store):
    """No worker at all is an error, not a store that does nothing."""
    with pytest.raises(ValueError, match="1 or more"):
        store.add([article(1)], workers=0)


def test_an_empty_store_and_empty_texts(store):
    """Nothing in, nothing out: no error on either side."""
    assert store.candidates(article(1)) == ()
    assert store.add([]) == 0
    assert store.add([article(1, text=""), article(2, text="!")]) == 2
    assert store.candidates(article(3, text="")) == ()
    assert store.stats().articles == 2
    store.compact()
    assert store.verify() == []


def test_forgotten_articles_are_gone(store):
    """A forgotten article is not listed, found or proposed any more, and can come back."""
    store.add(article(number) for number in range(4))
    assert store.forget("a2")
    assert not store.forget("a2")
    assert store.get("a2") is None
    assert len(store) == 3
    query = article("query", text=text(2))
    assert store.candidates(query) == ()
    store.compact()
    assert store.verify() == []
    assert store.candidates(query) == ()
    assert store.add([article(2)]) == 1
    assert store.candidates(query) == ("a2",)


def test_prune_goes_by_date(store):
    """Articles from before the date go; those of that day, later and without a date stay."""
    dates = ["2025-12-31", "2026-01-01", "2025-12-31T23:59:00-02:00", "", "yesterday", "2025-06-01T10:00:00Z"]
    store.add(article(number, published=date) for number, date in enumerate(dates))
    assert store.prune(before="2026-01-01") == 2
    assert [one.id for one in store] == ["a1", "a2", "a3", "a4"]
    with pytest.raises(StoreError, match="give a date such as"):
        store.prune(before="last week")


def test_stats_count(store):
    """Statistics add up, before and after forgetting."""
    store.add(article(number) for number in range(10))
    before = store.stats()
    assert (before.articles, before.words, before.forgotten) == (10, 1200, 0)
    store.forget("a0")
    store.compact()
    after = store.stats()
    assert (after.articles, after.words, after.forgotten) == (9, 1080, 0)
    assert after.postings > 0


def test_a_closed_store_says_so(store):
    """Use after closing is an error with a clear text; closing twice is none."""
    store.close()
    store.close()
    for use in (lambda: store.add([]), lambda: store.get("x"), lambda: list(store), lambda: len(store), store.stats):
        with pytest.raises(StoreError, match="closed"):
            use()


@pytest.mark.usefixtures("small_segments")
def test_both_stores_agree(tmp_path):
    """Whatever is added, changed, forgotten, pruned and compacted, disk and memory answer alike."""
    rng = random.Random(3)
    with open_store(tmp_path / "store") as disk:
        memory = MemoryStore()
        for step in range(60):
            numbers = [rng.randrange(40) for _ in range(rng.randrange(1, 9))]
            batch = [
                article(n, text=text(n + 100 * rng.randrange(2)), published=f"2026-01-{n % 28 + 1:02}") for n in numbers
            ]
            action = rng.choice(["add", "add", "add", "forget", "prune", "compact", "reopen"])
            for one in (memory, disk):
                if action == "add":
                    one.add(batch)
                elif action == "forget":
                    one.forget(f"a{numbers[0]}")
                elif action == "prune":
                    one.prune(before=f"2026-01-{numbers[0] % 10 + 1:02}")
                elif action == "compact":
                    one.compact()
            if action == "reopen":
                disk.close()
                disk = open_store(tmp_path / "store")  # noqa: PLW2901 - the same store again
            assert list(memory) == list(disk), step
            query = article("query", text=" ".join(text(n)[200:400] for n in numbers))
            assert memory.candidates(query) == disk.candidates(query), step
        assert disk.verify() == []
        assert disk.stats().segments >= 1
        disk.close()


class Bookkeeping(RuleBasedStateMachine):
    """A memory store against a plain dictionary."""

    def __init__(self):
        super().__init__()
        self.store, self.model = MemoryStore(), {}

    @rule(number=st.integers(0, 5), seed=st.integers(0, 2))
    def add(self, number, seed):
        one = article(number, text=text(seed, 30))
        changed = self.model.get(one.id) != one
        assert self.store.add([one]) == int(changed)
        self.model[one.id] = one

    @rule(number=st.integers(0, 5))
    def forget(self, number):
        assert self.store.forget(f"a{number}") == (self.model.pop(f"a{number}", None) is not None)

    @rule()
    def compact(self):
        self.store.compact()

    @invariant()
    def holds_what_the_model_holds(self):
        assert {one.id: one for one in self.store} == self.model
        for seed in range(3):
            same = {one.id for one in self.model.values() if one.text == text(seed, 30)}
            assert set(self.store.candidates(article("query", text=text(seed, 30)))) == same


TestBookkeeping = Bookkeeping.TestCase
TestBookkeeping.settings = settings(max_examples=8, stateful_step_count=12, deadline=None)
