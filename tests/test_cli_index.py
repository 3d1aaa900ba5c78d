"""``auditor index`` over many articles."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from auditor.cli import bulk
from auditor.cli.app import run
from auditor.cli.exits import Exit
from auditor.model import Article
from auditor.readers import builtin
from auditor.reporters.brief import LONGEST
from auditor.stores import open_store


def rows(count):
    return "".join(
        json.dumps({"id": f"n{number}", "source": "wire", "text": f"Report number {number} says something."}) + "\n"
        for number in range(count)
    )


@pytest.fixture
def inputs(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text("The first text of all.")
    (tmp_path / "a" / "many.jsonl.gz").write_bytes(gzip.compress(rows(40).encode() + b"no row\n"))
    return tmp_path


def test_add_tells_what_it_did_and_can_be_repeated(inputs, capsys):
    """Folders and compressed rows go in; a second time nothing is added; bad rows are named."""
    store = str(inputs / "store")
    assert run(["index", "add", store, str(inputs / "a"), "--jobs", "1"]) == Exit.CLEAN
    told = capsys.readouterr()
    assert "added 41 of 41 articles; the store holds 41" in told.out
    assert "many.jsonl.gz:41: not JSON" in told.err
    assert run(["index", "add", store, str(inputs / "a"), str(inputs / "a"), "--jobs", "1"]) == Exit.CLEAN
    assert "added 0 of 41" in capsys.readouterr().out


def test_nothing_to_read_is_no_success(inputs, capsys):
    """An empty folder or a missing file gives its own exit code and makes no store."""
    assert run(["index", "add", str(inputs / "store"), str(inputs / "none")]) == Exit.NOTHING
    assert "nothing to read" in capsys.readouterr().err
    assert not (inputs / "store").exists()


def test_export_writes_a_table_that_can_be_added(inputs, capsys):
    """What one store exports another takes in."""
    table = str(inputs / "out.parquet")
    run(["index", "add", str(inputs / "store"), str(inputs / "a"), "--jobs", "1"])
    assert run(["index", "export", str(inputs / "store"), table]) == Exit.CLEAN
    assert run(["index", "add", str(inputs / "other"), table, "--jobs", "1"]) == Exit.CLEAN
    assert "added 41 of 41" in capsys.readouterr().out
    with open_store(inputs / "store") as one, open_store(inputs / "other") as other:
        assert [article.text for article in one] == [article.text for article in other]


def test_articles_are_counted_beforehand(inputs):
    """The estimate counts rows of files of rows, and every other file as one."""
    (inputs / "a" / "broken.jsonl.gz").write_bytes(b"no gzip")
    (inputs / "a" / "plain.jsonl").write_text(rows(3))
    assert bulk.counted([inputs / "a"]) == 1 + 41 + 1 + 3
    assert bulk.counted([inputs / "none"]) == 1


def test_progress_says_rate_and_time_left():
    """A line tells how many of how many, how fast and how long still; an estimate that was too low is raised."""
    assert bulk.progress(1_000, 4_000, 500) == "1,000 of 4,000 articles, 500 a second, 0:06 left"
    assert bulk.progress(7_300, 3_000, 7_300) == "7,300 of 7,300 articles, 7,300 a second, 0:00 left"
    assert bulk.progress(1, 36_001, 10).endswith("1:00:00 left")


class Clock:
    """Seconds that pass as an article comes, one for each of the *first*, five for each of the rest."""

    def __init__(self, first):
        self.now, self.first, self.seen = 0.0, first, 0

    def monotonic(self):
        return self.now

    def articles(self, number):
        for at in range(number):
            self.now += 1.0 if at < self.first else 5.0
            yield Article(f"a{at}", "s", "text")


def test_the_time_left_follows_the_latest_rate(monkeypatch):
    """What a run before has stored goes by faster than the rest, and says little of how long that will take."""
    clock, screen = Clock(100), io.StringIO()
    monkeypatch.setattr(bulk, "time", clock)
    monkeypatch.setattr(bulk, "_LOOKS", 20)
    assert len(list(bulk.watched(clock.articles(150), 160, screen))) == 150
    shown = [line.strip() for line in screen.getvalue().split("\r") if line.strip()]
    assert "\n" not in screen.getvalue()
    assert shown[0] == "1 of 160 articles, 1.0 a second, 2:39 left"
    assert shown[-1] == "150 of 160 articles, 0.2 a second, 0:50 left"
    assert screen.getvalue().endswith(f"{'':70}\r")


def test_the_way_of_a_build_is_shown_on_a_terminal_only(inputs, monkeypatch, capsys):
    """Of a build in a log only what matters is told: nothing comes and goes, and files are read once."""
    monkeypatch.setattr(bulk, "_EVERY", 0.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert run(["index", "add", str(inputs / "shown"), str(inputs / "a"), "--jobs", "1"]) == Exit.CLEAN
    assert " of 42 articles, " in capsys.readouterr().err
    monkeypatch.undo()
    monkeypatch.setattr(bulk, "counted", None)
    assert run(["index", "add", str(inputs / "store"), str(inputs / "a"), "--jobs", "1"]) == Exit.CLEAN
    assert "\r" not in capsys.readouterr().err


def test_the_stream_leaves_out_what_holds_no_text(inputs):
    """Empty articles are told, the same path given twice is read once."""
    (inputs / "a" / "blank.txt").write_text("   ")
    skipped = []
    paths = [inputs / "a", inputs / "a"]
    found = list(bulk.stream(paths, builtin(), skipped, inputs / "store"))
    assert len(found) == 41
    assert sorted(skip.reason.split(":")[0] for skip in skipped) == ["empty file", "not JSON"]


def unnamed(count, word):
    return "".join(
        json.dumps({"source": word, "text": f"The {word} report number {number} says something."}) + "\n"
        for number in range(count)
    )


@pytest.fixture
def twins(tmp_path):
    """Two folders with files of the same names, whose articles have no ids."""
    for word in ("left", "right"):
        folder = tmp_path / word
        folder.mkdir()
        (folder / "day.jsonl").write_text(unnamed(3, word))
        (folder / "day.jsonl.gz").write_bytes(gzip.compress(unnamed(3, f"packed {word}").encode()))
        (folder / "note.txt").write_text(f"A note of the {word} hand.")
    return tmp_path


@pytest.mark.parametrize("together", [True, False])
def test_files_of_one_name_do_not_replace_each_other(twins, capsys, together):
    """Articles without ids are told apart by the folder and the file, added at once or one after another."""
    folders = [str(twins / "left"), str(twins / "right")]
    for part in [folders] if together else [[folder] for folder in folders]:
        assert run(["index", "add", str(twins / "store"), *part, "--jobs", "1"]) == Exit.CLEAN
    with open_store(twins / "store") as store:
        assert len(store) == len({article.text for article in store}) == 14
    assert "replaced" not in capsys.readouterr().err


def test_ids_stay_when_files_come_and_go(twins, capsys, monkeypatch):
    """An earlier file of the same name, another order, another way to write the path: nothing is added twice."""
    monkeypatch.chdir(twins)
    for word in ("left", "right"):
        (twins / word / "note.txt").unlink()
    run(["index", "add", "store", "right", "left", "--jobs", "1"])
    (twins / "a").mkdir()
    (twins / "a" / "day.jsonl").write_text(unnamed(3, "new"))
    capsys.readouterr()
    assert run(["index", "add", "store", ".", "--jobs", "1"]) == Exit.CLEAN
    told = capsys.readouterr()
    assert "added 3 of 15" in told.out
    assert run(["index", "add", "store", str(twins / "left"), "right/day.jsonl", "--jobs", "1"]) == Exit.CLEAN
    assert "added 0 of 9" in capsys.readouterr().out
    with open_store("store") as store:
        assert {"left/day.jsonl:1", "a/day.jsonl:3", "right/day.jsonl.gz:2"} <= {article.id for article in store}


def test_an_article_of_another_file_is_not_replaced_in_silence(inputs, capsys):
    """Two files that give one id to two texts: the later one counts, and that is said."""
    (inputs / "b").mkdir()
    (inputs / "b" / "other.jsonl").write_text(rows(2).replace("something", "something else"))
    run(["index", "add", str(inputs / "store"), str(inputs / "a"), "--jobs", "1"])
    capsys.readouterr()
    assert run(["index", "add", str(inputs / "store"), str(inputs / "b"), "--jobs", "1"]) == Exit.CLEAN
    told = capsys.readouterr()
    assert "added 2 of 2 articles (replaced 2); the store holds 41" in told.out
    assert told.err.count("takes the place of another text") == 2
    assert "replaced: n0 of" in told.err
    assert run(["index", "add", str(inputs / "store"), str(inputs / "b"), "--jobs", "1"]) == Exit.CLEAN
    assert "replaced" not in capsys.readouterr().err


@pytest.mark.parametrize("path", ["", "no/such:file", "é\ud800/x.txt", "x.txt:7", "/x.txt", "a\nb.txt:1", "~2", ":3"])
def test_any_path_gives_a_lasting_id(path):
    """Paths of any form are no error; what has an id of its own keeps it."""
    lasting_id = bulk.lasting_ids([Path(path)], Path("store"))
    assert lasting_id(Article("declared", "s", "text", path=path)) == "declared"
    name = path.rpartition("/")[2].partition(".")[0] or "x"
    assert lasting_id(Article(name, "s", "text", path=path))


def ids_in(store):
    with open_store(store, create=False) as opened:
        return {article.id for article in opened}


def test_ids_that_are_given_are_used(tmp_path):
    """The id a manifest, a row, a JSON object or front matter gives is the one to forget by."""
    folder = tmp_path / "known"
    (folder / "deep").mkdir(parents=True)
    for name in ("council.txt", "stray.txt", "deep/court.txt"):
        (folder / name).write_text(f"The news of {name} is not long.")
    (folder / "manifest.toml").write_text(
        '[[article]]\nfile = "council.txt"\nid = "council"\n[[article]]\nfile = "deep/court.txt"\nid = "court"\n'
    )
    (folder / "day.jsonl").write_text('{"id": "day", "text": "A row called like its file."}\n')
    (folder / "one.json").write_text('{"id": "one", "text": "An object called like its file."}')
    (folder / "two.json").write_text('{"text": "An object without a name."}')
    (folder / "head.md").write_text("---\nid: head\n---\nA text called like its file.")
    store = str(tmp_path / "store")
    assert run(["index", "add", store, str(folder), "--jobs", "1"]) == Exit.CLEAN
    given = {"council", "court", "day", "one", "head"}
    assert ids_in(store) == given | {"known/stray.txt", "known/two.json"}
    assert run(["index", "forget", store, "council"]) == Exit.CLEAN
    # the manifest was not named here: the file by itself is another article
    assert run(["index", "add", store, str(folder / "council.txt"), "--jobs", "1"]) == Exit.CLEAN
    assert "known/council.txt" in ids_in(store)


def test_files_are_told_apart_from_any_working_directory(tmp_path, monkeypatch, capsys):
    """One relative name in two folders: both stay. Where store and texts move together, the ids stay."""
    before = tmp_path / "before"
    for word in ("x", "y"):
        (before / word).mkdir(parents=True)
        (before / word / "story.txt").write_text(f"The story of {word} is told here.")
        monkeypatch.chdir(before / word)
        assert run(["index", "add", "../store", "story.txt", "--jobs", "1"]) == Exit.CLEAN
    monkeypatch.chdir(tmp_path)
    before.rename(tmp_path / "after")
    monkeypatch.chdir(tmp_path / "after" / "y")
    assert ids_in("../store") == {"x/story.txt", "y/story.txt"}
    capsys.readouterr()
    run(["index", "add", "../store", "story.txt", "--jobs", "1"])
    assert "added 0 of 1 article; the store holds 2" in capsys.readouterr().out


def test_a_changed_file_that_is_added_again_is_counted_as_replaced(tmp_path, capsys):
    """What takes the place of an earlier version is told apart from what is new."""
    file = tmp_path / "story.txt"
    for text in ("The first version of it.", "The second version of it."):
        file.write_text(text)
        run(["index", "add", str(tmp_path / "store"), str(file), "--jobs", "1"])
    first, second = capsys.readouterr().out.splitlines()
    assert first == "added 1 of 1 article; the store holds 1"
    assert second == "added 1 of 1 article (replaced 1); the store holds 1"


def test_files_that_moved_without_the_store_are_told(tmp_path, capsys):
    """A folder that is somewhere else today is added a second time, but not in silence; other texts are not told."""
    store = str(tmp_path / "store")
    (tmp_path / "monday").mkdir()
    for number in range(3):
        (tmp_path / "monday" / f"{number}.txt").write_text(f"The council of ward {number} met on a cold morning.")
    run(["index", "add", store, str(tmp_path / "monday"), "--jobs", "1"])
    (tmp_path / "monday").rename(tmp_path / "tuesday")
    (tmp_path / "tuesday" / "new.txt").write_text("The council of ward 9 met on a cold morning.")
    (tmp_path / "tuesday" / "rows.jsonl").write_text('{"id": "own", "text": "The council of ward 1 met, too."}')
    capsys.readouterr()
    assert run(["index", "add", store, str(tmp_path / "tuesday"), "--jobs", "1"]) == Exit.CLEAN
    told = capsys.readouterr().err
    for number in range(3):
        file = tmp_path / "tuesday" / f"{number}.txt"
        assert f"twice: {file} is there as monday/{number}.txt, too" in told
    assert "of the first 4 new files without ids, 3 hold texts that were there" in told
    assert "own" not in told
    assert run(["index", "add", store, str(tmp_path / "tuesday"), "--jobs", "1"]) == Exit.CLEAN
    assert "twice" not in capsys.readouterr().err


def test_a_store_among_the_articles_is_no_article(tmp_path, capsys):
    """Adding the folder that holds the store names neither its files nor itself as unreadable."""
    (tmp_path / "story.txt").write_text("The only story here.")
    for _ in range(2):
        assert run(["index", "add", str(tmp_path / "store"), str(tmp_path), "--jobs", "1"]) == Exit.CLEAN
        assert "skipped" not in capsys.readouterr().err


def test_what_is_forgotten_is_told_until_compacted(inputs, capsys):
    """Statistics say that look-ups pay for what was forgotten, and how to end that; compacting does."""
    store = str(inputs / "store")
    run(["index", "add", store, str(inputs / "a"), "--jobs", "1"])
    run(["index", "forget", store, "n3"])
    capsys.readouterr()
    assert run(["index", "stats", store]) == Exit.CLEAN
    told = capsys.readouterr()
    assert "forgotten: 1\n" in told.out
    assert f"until `auditor index compact {store}`" in told.err
    assert run(["index", "compact", store]) == Exit.CLEAN
    assert "MB; the store holds 40" in capsys.readouterr().out
    run(["index", "stats", store])
    told = capsys.readouterr()
    assert "forgotten: 0\n" in told.out
    assert not told.err


def test_an_id_that_is_not_there_is_told_briefly_and_an_empty_one_refused(inputs, capsys):
    """An unset variable is a mistake of the call, and an id of thousands of characters fills no terminal."""
    store = str(inputs / "store")
    run(["index", "add", store, str(inputs / "a"), "--jobs", "1"])
    capsys.readouterr()
    assert run(["index", "forget", store, ""]) == Exit.ERROR
    assert "empty" in capsys.readouterr().err
    assert run(["index", "forget", store, "long" * 800]) == Exit.NOTHING
    told = capsys.readouterr().err
    assert "no such article" in told
    assert len(told) < LONGEST + 40


def test_damage_is_told_with_the_way_out(inputs, capsys):
    """A segment that is gone fails verify, which names the command that mends it."""
    store = str(inputs / "store")
    run(["index", "add", store, str(inputs / "a"), "--jobs", "1"])
    run(["index", "compact", store])
    for segment in (inputs / "store").glob("*.seg"):
        segment.unlink()
    capsys.readouterr()
    assert run(["index", "verify", store]) == Exit.ERROR
    told = capsys.readouterr()
    assert "is missing" in told.out
    assert f"`auditor index compact {store} --rebuild`" in told.err
    assert run(["index", "compact", store, "--rebuild"]) == Exit.CLEAN
    assert run(["index", "verify", store]) == Exit.CLEAN


def test_export_overwrites_no_text(inputs, capsys):
    """A name that is no table's is refused before anything is written."""
    run(["index", "add", str(inputs / "store"), str(inputs / "a"), "--jobs", "1"])
    text = inputs / "a" / "one.txt"
    assert run(["index", "export", str(inputs / "store"), str(text)]) == Exit.ERROR
    assert "does not end in .parquet" in capsys.readouterr().err
    assert text.read_text() == "The first text of all."
