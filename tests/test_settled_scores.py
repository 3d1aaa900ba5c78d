"""Scores kept beside a store follow what is added to it and taken from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.cli import bulk
from auditor.cli.app import run
from auditor.cli.exits import Exit
from auditor.incoming import check_all, kept_scores, settled
from auditor.model import Article
from auditor.scoring.tally import added
from auditor.stores import open_store
from auditor.stores.tallies import TallyBook

TOPICS = ("harbour", "library", "bridge")


def story(topic, version=0):
    """A short report of its own; with a version, one that a few words tell from the others."""
    return (
        f"The council voted on Monday to close the old {topic} until spring, after a survey found cracks along the "
        f"eastern side of the {topic}. Neighbours of the {topic} had complained for {version + 2} years.\n\n"
        f"Engineers will publish their plans for the {topic} within a month and move the entrance north, where the "
        f"ground is firmer and the road to the {topic} is shorter than it was before the flood of 19{version + 40}."
    )


def records(folder):
    """All that is kept: records by article, and the sums of each source."""
    with TallyBook(folder, added) as book:
        rows = [replace(row, serial=0) for row in book.records()]
        return rows, {source: book.sums(source, rows[0].method) for source in book.sources()}


def one(ident, number):
    """The article of an id in one of several versions: sources and stories are shared between ids."""
    topic = TOPICS[(ord(ident) + number) % len(TOPICS)]
    return Article(
        ident, f"s{number % 3}", story(topic, number % 2), published=f"20{20 + number}-01-01" if number < 5 else ""
    )


step = (
    st.tuples(st.just("add"), st.sampled_from("abcdef"), st.integers(0, 6))
    | st.tuples(st.just("forget"), st.sampled_from("abcdef"), st.just(0))
    | st.tuples(st.sampled_from(["prune", "compact", "settle"]), st.just(""), st.integers(0, 5))
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(step, min_size=3, max_size=14))
def test_any_history_gives_the_sums_of_a_fresh_store(tmp_path_factory, steps):
    """However articles came, changed and went, and whenever they were judged: what is left decides alone."""
    folder = tmp_path_factory.mktemp("settled")
    with open_store(folder / "old") as store, open_store(folder / "new") as fresh:
        for what, ident, number in steps:
            match what:
                case "add":
                    store.add([one(ident, number)])
                case "forget":
                    store.forget(ident)
                case "prune":
                    store.prune(before=f"20{20 + number}-06-01")
                case "compact":
                    store.compact()
                case "settle":
                    settled(store)
        fresh.add(list(store))
        assert settled(store) == settled(fresh)
        if len(store):
            assert records(store.path) == records(fresh.path)


def test_what_rested_on_a_forgotten_article_is_judged_again(tmp_path):
    """A copy costs its source nothing once the article it was copied from is gone; and again when it is back."""
    original = Article("original", "ledger.example", story("harbour"), byline="Ada Moss", published="2026-03-01")
    copy = Article("copy", "daily.example", story("harbour"), byline="Max Dean", published="2026-04-01")
    with open_store(tmp_path / "seen") as store:
        store.add([original, copy])
        before = {row.source: row.score for row in settled(store)}
        store.forget("original")
        assert [(row.source, row.score > before["daily.example"]) for row in settled(store)] == [
            ("daily.example", True)
        ]
        store.forget("copy")
        store.add([original, copy])
        assert {row.source: row.score for row in settled(store)} == before


def test_stories_are_named_anew_along_a_chain(tmp_path):
    """Articles that were of one story through another, which is gone, take a name of their own."""
    rows = [Article(name, f"{name}.example", story("bridge", number)) for number, name in enumerate("abcd")]
    with open_store(tmp_path / "seen") as store:
        store.add(rows)
        settled(store)
        assert {row.story for row in records(store.path)[0]} == {"a"}
        store.forget("a")
        settled(store)
        assert {row.story for row in records(store.path)[0]} == {"b"}


def test_visitors_count_until_they_are_stored_and_gone(tmp_path):
    """An article that was only checked counts; once it was stored, forgetting it takes its record away."""
    visitor = Article("copy", "daily.example", story("harbour"), published="2026-04-01")
    other = replace(visitor, id="other", text=story("library"))
    with open_store(tmp_path / "seen") as store:
        store.add([Article("original", "ledger.example", story("harbour"), published="2026-03-01")])
        kept_scores(check_all([visitor], against=store), store.path)
        assert [row.articles for row in kept_scores(check_all([other], against=store), store.path)] == [2]
        store.add([visitor])
        assert [row.articles for row in kept_scores(check_all([other], against=store), store.path)] == [2]
        store.forget("copy")
        assert [row.articles for row in kept_scores(check_all([other], against=store), store.path)] == [1]


def test_an_article_without_words_is_judged_once(tmp_path):
    """What holds no words says nothing of its source and is not tried again and again."""
    with open_store(tmp_path / "seen") as store:
        store.add([Article("dots", "daily.example", "... !!"), Article("a", "daily.example", story("harbour"))])
        assert [row.articles for row in settled(store)] == [1]
        assert [row.articles for row in settled(store)] == [1]


@pytest.fixture
def folders(tmp_path):
    for name, source, day in (("known", "ledger.example", "01"), ("new", "daily.example", "02")):
        (tmp_path / name).mkdir()
        for topic in TOPICS:
            left = "\n\n[ad_1]" if name == "new" else ""  # a fault, for a score below the other's
            text = f"---\nsource: {source}\npublished: 2026-03-{day}\n---\n{story(topic)}{left}"
            (tmp_path / name / f"{topic}.md").write_text(text, "utf-8")
    return tmp_path


def test_commands_keep_the_scores(folders, capsys):
    """Asked for once, scores follow index add, forget and prune; without asking none are kept."""
    store = str(folders / "seen")
    run(["index", "add", store, str(folders / "known"), "--jobs", "1"])
    assert not (folders / "seen" / "scores.sqlite").exists()
    run(["index", "add", store, str(folders / "known"), "--jobs", "1", "--score"])
    run(["index", "add", store, str(folders / "new"), "--jobs", "1"])
    capsys.readouterr()
    run(["index", "score", store, "--jobs", "1"])
    daily, ledger = sorted(capsys.readouterr().out.splitlines(), key=lambda line: line.split()[1])
    assert "3 articles" in daily
    assert float(daily.split()[0]) < float(ledger.split()[0])
    assert run(["index", "forget", store, str(folders / "new" / "bridge.md"), "no such"]) == Exit.CLEAN
    assert "removed 1 article; the store holds 5" in capsys.readouterr().out
    assert run(["index", "prune", store, "--before", "2026-03-02"]) == Exit.CLEAN
    with open_store(folders / "seen") as opened:
        assert {row.article for row in records(opened.path)[0]} == {article.id for article in opened}
        assert [(row.source, row.articles) for row in settled(opened)] == [("daily.example", 2)]


def test_check_and_index_call_a_file_alike(folders, capsys):
    """An article that was checked with --score and added later counts once."""
    store = str(folders / "seen")
    run(["index", "add", store, str(folders / "known"), "--jobs", "1", "--score"])
    run(["check", str(folders / "new"), "--against", store, "--score", "--no-cache"])
    run(["index", "add", store, str(folders / "new"), "--jobs", "1"])
    capsys.readouterr()
    run(["index", "score", store, "--jobs", "1"])
    assert all("3 articles" in line for line in capsys.readouterr().out.splitlines())


def test_scores_of_an_older_method_are_told_before_articles_are_read_again(folders, capsys, monkeypatch):
    """A check says that they do not count; index score says how many are read again, shows its way, and is done."""
    store = str(folders / "seen")
    run(["index", "add", store, str(folders / "known"), "--jobs", "1", "--score"])
    with TallyBook(folders / "seen", added) as book:
        book.put([replace(row, method="0.9") for row in book.records()])
    capsys.readouterr()
    check = ["check", str(folders / "new"), "--against", store, "--score", "--no-cache"]
    run(check)
    assert "3 articles of the store were made by method 0.9 and count in no score shown" in capsys.readouterr().err
    monkeypatch.setattr(bulk, "_EVERY", 0.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    run(["index", "score", store, "--jobs", "1"])
    told, shown = capsys.readouterr().err.split("\n", 1)
    assert told == "auditor: the scores were made by method 0.9, reading 3 articles again"
    assert "\r3 of 3 articles, " in shown
    monkeypatch.undo()
    run(["index", "score", store, "--jobs", "1"])
    assert capsys.readouterr().err == ""
    run(check)
    assert "made by method" not in capsys.readouterr().err
