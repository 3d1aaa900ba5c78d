"""What only a store on disk has to stand: kills, other processes, full disks, damage."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.model import Article
from auditor.reuse.fingerprint import SCHEME, deserialise
from auditor.stores import manifest, open_store, segment_files, shelf
from auditor.stores.shelf import SUFFIX

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


def text(seed, words=60):
    rng = random.Random(seed)
    return " ".join(rng.choice(COMMON) if rng.random() < 0.4 else f"w{rng.randrange(20_000)}x" for _ in range(words))


def article(number, day=1):
    return Article(f"a{number}", "paper", text(number), published=f"2026-01-{day:02}")


@pytest.fixture(autouse=True)
def _small_segments(monkeypatch):
    monkeypatch.setattr(shelf, "FLUSH", 10)
    monkeypatch.setattr(shelf, "FAN", 3)


@pytest.fixture
def folder(tmp_path):
    with open_store(tmp_path / "store") as store:
        store.add(article(number) for number in range(45))
    return tmp_path / "store"


def segments(folder):
    return sorted(path.name for path in folder.iterdir() if path.suffix == SUFFIX)


def test_a_store_outlives_its_process(folder):
    """What was added is there after opening again, and found by its text."""
    with open_store(folder) as store:
        assert len(store) == 45
        assert store.candidates(article("q")) == ()
        assert store.candidates(Article("q", "", text(20))) == ("a20",)
        assert store.verify() == []
        stats = store.stats()
        assert stats.segments == len(segments(folder)) > 0
        assert stats.text_bytes > 0 < stats.index_bytes


def test_opening_without_making(tmp_path):
    """Asking for a store that does not exist is an error that makes no directory."""
    with pytest.raises(StoreError, match="there is no store"):
        open_store(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_other_things_are_no_stores(tmp_path):
    """A file, a folder of other files and a foreign database are refused and left alone."""
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(StoreError, match="is a file"):
        open_store(file)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("x")
    with pytest.raises(StoreError, match="not a store"):
        open_store(tmp_path / "full")
    (tmp_path / "foreign").mkdir()
    database = sqlite3.connect(tmp_path / "foreign" / manifest.NAME)
    database.execute("CREATE TABLE poems (line TEXT)")
    database.close()
    with pytest.raises(StoreError, match="not one of this program"):
        open_store(tmp_path / "foreign")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [("format", "99", "store format 99"), ("scheme", '{"version": 0, "seed": 1}', "version")],
)
def test_another_format_is_refused_with_the_way_out(folder, name, value, message):
    """A store of other fingerprints or another format says what differs and what to do."""
    database = sqlite3.connect(folder / manifest.NAME)
    database.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))
    database.commit()
    database.close()
    with pytest.raises(StoreError, match=rf"{message}.*new"):
        open_store(folder)


def test_a_torn_manifest_is_reported(folder):
    """A manifest overwritten with rubbish is an error with advice, not a crash."""
    (folder / manifest.NAME).write_bytes(b"rubbish" * 1000)
    for rest in folder.glob("*-wal"):
        rest.unlink()
    with pytest.raises(StoreError, match=r"damaged.*backup"):
        open_store(folder)


def test_damage_is_found_and_mended(folder):
    """A flipped byte and a missing file are found by verify; rebuilding from the texts mends both."""
    first, second = segments(folder)[:2]
    raw = bytearray((folder / first).read_bytes())
    raw[-3] ^= 1
    (folder / first).write_bytes(raw)
    (folder / second).unlink()
    with open_store(folder) as store:
        assert store.get("a3") == article(3)
        found = store.verify()
        assert any(first in problem and "have changed" in problem for problem in found)
        assert any(second in problem and "missing" in problem for problem in found)
        with pytest.raises(StoreError, match="rebuild"):
            store.candidates(article("q"))
        store.compact(rebuild=True)
        assert store.verify() == []
        assert store.candidates(Article("q", "", text(20))) == ("a20",)
    assert len(segments(folder)) == 1


def test_a_damaged_text_is_named(folder):
    """Verify says which article's text is damaged; the others stay readable."""
    database = sqlite3.connect(folder / manifest.NAME)
    database.execute(
        "UPDATE texts SET body = zeroblob(40) WHERE serial = (SELECT serial FROM articles WHERE id = x'6137')"
    )
    database.commit()
    database.close()
    with open_store(folder) as store:
        assert store.verify() == ["the text of article 'a7' is damaged"]
        assert store.get("a8") == article(8)
        with pytest.raises(StoreError, match="damaged"):
            store.get("a7")


@pytest.mark.parametrize("size", [0, 10, 5000])
def test_a_torn_segment_is_reported(folder, size):
    """A segment cut short is an error when it is used and a problem when verified."""
    path = folder / segments(folder)[0]
    path.write_bytes(path.read_bytes()[:size])
    with open_store(folder) as store:
        assert store.verify()
        with pytest.raises(StoreError):
            store.candidates(article("q"))


def test_leftovers_of_a_kill_are_swept(folder):
    """Files no manifest names are deleted at the next opening, others are kept."""
    before = segments(folder)
    (folder / f"orphan{SUFFIX}").write_bytes(b"x")
    (folder / "draft.tmp").write_bytes(b"x")
    (folder / "mine.txt").write_text("x")
    open_store(folder).close()
    assert segments(folder) == before
    assert not (folder / "draft.tmp").exists()
    assert (folder / "mine.txt").exists()


def test_signatures_are_datasketchs(folder):
    """Each article's MinHash lies in the manifest as datasketch serialises it."""
    database = sqlite3.connect(folder / manifest.NAME)
    rows = database.execute("SELECT signature FROM texts").fetchall()
    database.close()
    assert {len(deserialise(row[0])) for row in rows} == {SCHEME.permutations}


def test_a_full_disk_leaves_a_readable_store(folder):
    """When the manifest cannot grow, the error says so and what was stored before is whole."""
    with open_store(folder) as store:
        pages = store._database.execute("PRAGMA page_count").fetchone()[0]
        store._database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match=r"is full.*whole"):
            store.add(Article(f"b{number}", "s", text(number + 500, 2000)) for number in range(20))
        assert store.candidates(Article("q", "", text(20))) == ("a20",)
        assert store.verify() == []


def test_a_disk_full_of_segments_leaves_a_readable_store(folder, monkeypatch):
    """When a segment cannot be written, nothing of the step is kept and no draft stays."""
    before = segments(folder)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with open_store(folder) as store:
        with monkeypatch.context() as patch:
            patch.setattr(segment_files, "_write", full)
            with pytest.raises(StoreError, match="is full"):
                store.add(article(number) for number in range(100, 130))
        assert len(store) == 45
        assert store.verify() == []
        assert sorted(path.name for path in folder.iterdir() if path.suffix in {SUFFIX, ".tmp"}) == before
        assert store.add(article(number) for number in range(100, 130)) == 30


FILLER = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from auditor.errors import StoreError
from auditor.stores import open_store, shelf
from test_disk import article
shelf.FLUSH = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), int(sys.argv[4])))
with open_store(sys.argv[1]) as store:
    for step in (
        lambda: store.add(article(number) for number in range(45, 1500)),
        lambda: store.compact(rebuild=True),
    ):
        try:
            step()
        except StoreError as error:
            print(error)
    assert store.verify() == []
    assert store.candidates(article(20)) == ()
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of processes")
@pytest.mark.parametrize(("flush", "size"), [(10_000, 400_000), (300, 300_000), (1, 70_000)])
def test_whatever_cannot_grow_the_store_stays_whole(folder, flush, size):
    """No file may grow beyond some size, be it the log, the manifest or a segment: one error, and a sound store."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    given = [str(folder), str(Path(__file__).parent), str(flush), str(size)]
    done = subprocess.run(
        [sys.executable, "-c", FILLER, *given], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert str(folder) in done.stdout
    with open_store(folder) as store:
        assert store.verify() == []
        assert 45 <= len(store) < 1500
        assert not list(folder.glob("*.tmp"))
        assert store.candidates(Article("q", "", text(20))) == ("a20",)
        store.add([article(2000)])
        assert store.candidates(Article("q", "", text(2000))) == ("a2000",)


def test_large_segments_are_written_in_place(folder, monkeypatch):
    """Arrays too large for memory are made in the file itself: the same bytes, and a full disk leaves no draft."""
    with open_store(folder) as store:
        store.compact()
        (held,) = [(folder / name).read_bytes() for name in segments(folder)]
        monkeypatch.setattr(segment_files, "_HELD", 0)
        store.compact(rebuild=True)
        assert [(folder / name).read_bytes() for name in segments(folder)] == [held]

        def full(*_):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(segment_files, "_reserve", full)
        with pytest.raises(StoreError, match="is full"):
            store.compact(rebuild=True)
        assert [(folder / name).read_bytes() for name in segments(folder)] == [held]
        assert not list(folder.glob("*.tmp"))
        assert store.verify() == []


def test_a_second_writer_waits_and_then_says_so(folder, monkeypatch):
    """While another process writes, adding fails with a clear text after waiting; reading works."""
    monkeypatch.setattr(manifest, "WAIT", 0.2)
    other = sqlite3.connect(folder / manifest.NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(folder) as store:
        assert store.candidates(Article("q", "", text(20))) == ("a20",)
        with pytest.raises(StoreError, match="another process is writing"):
            store.add([article(200)])
        other.execute("ROLLBACK")
        assert store.add([article(200)]) == 1
    other.close()


def test_two_stores_on_one_directory_see_each_others_changes(folder):
    """A reader opened earlier finds what a writer adds, replaces, forgets, merges."""
    with open_store(folder) as reader, open_store(folder) as writer:
        assert reader.candidates(Article("q", "", text(300))) == ()
        writer.add(article(number) for number in range(300, 340))
        assert reader.candidates(Article("q", "", text(300))) == ("a300",)
        writer.forget("a300")
        assert reader.candidates(Article("q", "", text(300))) == ()
        writer.compact()
        assert reader.candidates(Article("q", "", text(301))) == ("a301",)
        reader.add([article(400)])
        writer.add([article(401)])
        assert len(reader) == len(writer) == 45 + 39 + 2
        assert writer.verify() == []


WRITER = """
import random, sys
from auditor.stores import open_store, shelf
sys.path.insert(0, sys.argv[2])
from test_disk import article
shelf.FLUSH, shelf.FAN = 7, 3
rng = random.Random(int(sys.argv[3]))
journal = open(sys.argv[4], "a")
def write(*row):
    print(*row, file=journal, flush=True)
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    while True:
        first, count, day = rng.randrange(400), rng.randrange(1, 24), rng.randrange(1, 28)
        write("add", first, count, day)
        store.add(article(number, day) for number in range(first, first + count))
        write("done")
        if rng.random() < 0.2:
            number = rng.randrange(400)
            write("forget", number)
            store.forget(f"a{number}")
            write("done")
        if rng.random() < 0.1:
            write("prune")
            store.prune(before="2026-01-03")
            write("done")
        if rng.random() < 0.1:
            store.compact()
"""


def writer(folder, seed, journal=os.devnull):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(Path(__file__).parent), str(seed), str(journal)],
        stdout=subprocess.PIPE,
        env=environment,
    )
    process.stdout.readline()
    return process


def after(step, days):
    """The days of publication by id when one step of the journal is through."""
    name, *numbers = step
    if name == "add":
        first, many, day = map(int, numbers)
        return {**days, **{f"a{number}": day for number in range(first, first + many)}}
    if name == "forget":
        return {known: day for known, day in days.items() if known != f"a{numbers[0]}"}
    return {known: day for known, day in days.items() if day >= 3}


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_kills_lose_and_double_nothing(tmp_path):
    """Killed at any moment of adding, flushing, merging, pruning: all that was done is there, once, and sound.

    What each process has done is written down outside the store. Only the articles of the step it
    was killed in may be as before that step or as after it. AUDITOR_KILLS sets how many are killed.
    """
    rng = random.Random(1)
    folder, journal = tmp_path / "store", tmp_path / "journal"
    days = {}
    for seed in range(int(os.environ.get("AUDITOR_KILLS", "3"))):
        journal.write_text("")
        process = writer(folder, seed, journal)
        time.sleep(rng.random() * 0.6)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        step = None
        for line in journal.read_text().splitlines():
            if line == "done":
                days, step = after(step, days), None
            else:
                step = line.split()
        later = after(step, days) if step else days
        with open_store(folder) as store:
            assert store.verify() == []
            articles = list(store)
            found = {one.id: int(one.published[-2:]) for one in articles}
            assert len(articles) == len(found) == len(store)
            for known in days.keys() | later.keys() | found.keys():
                assert found.get(known) in {days.get(known), later.get(known)}, known
            for one in rng.sample(articles, min(3, len(articles))):
                assert one.text == text(int(one.id[1:]))
                assert store.candidates(Article("q", "", one.text))[0] == one.id
        days = found


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_two_readers_see_whole_articles_while_another_process_writes(tmp_path):
    """During adds, merges and prunes every article that two readers get is complete and findable."""
    process = writer(tmp_path / "store", 5)
    try:
        with open_store(tmp_path / "store") as one, open_store(tmp_path / "store") as other:
            end = time.monotonic() + 1.5
            looks = 0
            while time.monotonic() < end or not looks:
                for mine, theirs in zip(one, other, strict=False):
                    for store, seen in ((one, mine), (other, theirs)):
                        assert seen.text == text(int(seen.id[1:]))
                        looks += 1
                        assert set(store.candidates(Article("q", "", seen.text))) <= {seen.id}
                    if time.monotonic() > end:
                        break
        assert looks
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def count(folder):
    with open_store(folder) as store:
        store.add(article(number) for number in range(50, 90))
        return len(store)


def test_processes_that_add_the_same_leave_one_copy(folder):
    """Two processes adding the same articles at once leave each of them once."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(count, [folder, folder])
        pool.close()
        pool.join()
    with open_store(folder) as store:
        assert len(store) == 85
        assert store.verify() == []


def test_more_workers_make_the_same_store(tmp_path):
    """Two processes that read and fingerprint leave the bytes that one leaves."""
    made = []
    for workers in (1, 2):
        with open_store(tmp_path / f"{workers}") as store:
            assert store.add((article(number) for number in range(700)), workers=workers) == 700
            files = sorted((store.path / one).read_bytes() for one in segments(store.path))
            made.append(([one.id for one in store], files))
    assert made[0] == made[1]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupted_add_keeps_what_came_before(tmp_path, workers):
    """After an error in the input all articles before it are there, and are not worked out again."""

    def broken():
        yield from (article(number) for number in range(600))
        raise OSError("the network is gone")

    with open_store(tmp_path / "store") as store:
        with pytest.raises(OSError, match="network"):
            store.add(broken(), workers=workers)
        assert len(store) == 600
        assert store.verify() == []
        assert store.add(article(number) for number in range(610)) == 10


def test_segments_stay_few(tmp_path):
    """However many small additions are made, there are few segments to look in."""
    with open_store(tmp_path / "store") as store:
        for start in range(0, 400, 10):
            store.add(article(number) for number in range(start, start + 10))
        assert store.stats().segments <= 6
        assert store.verify() == []


@pytest.mark.parametrize(
    "use",
    [
        len,
        list,
        lambda store: "a" in store,
        lambda store: store.get("a"),
        lambda store: store.add([Article("b", "s", "another text")]),
        lambda store: store.candidates(Article("b", "s", "another text")),
        lambda store: store.originals([Article("b", "s", "another text")]),
        lambda store: store.forget("a"),
        lambda store: store.prune(before="2020-01-01"),
        lambda store: store.compact(),
        lambda store: store.stats(),
        lambda store: store.verify(),
        lambda store: store.close(),
    ],
)
def test_a_store_of_another_thread_is_refused_in_plain_words(tmp_path, use):
    """Whatever a second thread does with a store, it is told to open its own; the first goes on undisturbed."""
    with open_store(tmp_path / "seen") as store, ThreadPoolExecutor(1) as second:
        store.add([Article("a", "s", "a text")])
        with pytest.raises(StoreError, match="seen was opened in another thread: open the store once in each thread"):
            second.submit(use, store).result()
        assert second.submit(lambda: _ids(tmp_path / "seen")).result() == ["a"]
        assert [article.id for article in store] == ["a"]


def _ids(folder):
    with open_store(folder) as store:
        return [article.id for article in store]
