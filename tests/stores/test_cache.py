"""The cache saves work and never changes, or endangers, a result."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import auditor
from auditor.audit import audit
from auditor.remember import read_all
from auditor.steps import Known
from auditor.stores.cache import NAME, Cache

STORY = (
    "Voters in the island state of Perrin chose a new parliament on Sunday, and the ruling Harbour party lost its "
    "majority for the first time in twenty years, the electoral office said after nine in ten ballots were counted."
)
ARTICLES = [
    auditor.Article("a", "one.example", STORY),
    auditor.Article("b", "two.example", STORY.replace("for the first time in twenty years", "after two decades")),
    auditor.Article("c", "three.example", "Rain is expected in the hills. " * 30),
]


class Counting:
    """An engine that counts the rows it works on."""

    def __init__(self):
        self.rows = 0

    def each(self, fn, rows, /):
        for row in rows:
            self.rows += 1
            yield fn(row)

    def group(self, key, rows, /):
        groups = {}
        for row in rows:
            groups.setdefault(key(row), []).append(row)
        yield from sorted(groups.items())

    def collect(self, rows, /):
        return list(rows)


def test_second_run_works_out_nothing_and_says_the_same(tmp_path):
    """Unchanged articles are looked up; the report is equal to one made without a cache."""
    first, second = Counting(), Counting()
    with Cache(tmp_path) as cache:
        one = audit(ARTICLES, engine=first, cache=cache)
    with Cache(tmp_path) as cache:
        two = audit(ARTICLES, engine=second, cache=cache)
    assert one == two == audit(ARTICLES)
    assert first.rows > 0
    assert second.rows == 0


def test_a_changed_article_is_read_again(tmp_path):
    """One edited text costs that article and its pairs, and the new text is what is reported on."""
    with Cache(tmp_path) as cache:
        audit(ARTICLES, cache=cache)
    edited = [ARTICLES[0], auditor.Article("b", "two.example", "Nothing of the sort happened here. " * 20), ARTICLES[2]]
    engine = Counting()
    with Cache(tmp_path) as cache:
        report = audit(edited, engine=engine, cache=cache)
    assert report == audit(edited)
    assert engine.rows == 3  # the article and its two pairs


def test_arrays_come_back_as_they_were(tmp_path):
    """Fingerprints from the cache are equal bit by bit."""
    engine = Counting()
    with Cache(tmp_path) as cache:
        fresh = read_all(ARTICLES, engine, cache, lambda rows, _label, _total: rows)
        again = read_all(ARTICLES, engine, cache, lambda rows, _label, _total: rows)
        cache.close()
    with Cache(tmp_path) as cache:
        stored = read_all(ARTICLES, engine, cache, lambda rows, _label, _total: rows)
    for left, right in zip(fresh, stored, strict=True):
        assert isinstance(left, Known)
        assert left.reading == right.reading
        assert (left.prints.hashes == right.prints.hashes).all()
        assert (left.prints.sketch.keys == right.prints.sketch.keys).all()
        assert (left.prints.passages == right.prints.passages).all()
        assert (left.prints.signature == right.prints.signature).all()
    assert len(again) == 3


def test_a_damaged_cache_costs_time_and_nothing_else(tmp_path):
    """Garbage in the file is as good as an empty cache."""
    tmp_path.joinpath(NAME).write_bytes(b"this is no database" * 500)
    with Cache(tmp_path) as cache:
        assert audit(ARTICLES, cache=cache) == audit(ARTICLES)


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path):
    """Where nothing can be written the audit goes on without a cache."""
    blocked = tmp_path / "file"
    blocked.write_text("x", "utf-8")
    with Cache(blocked / "cache") as cache:
        cache.put([(b"k", b"v")])
        assert cache.get([b"k"]) == {}


def test_two_writers_do_not_disturb_each_other(tmp_path):
    """Concurrent runs share one cache."""
    with Cache(tmp_path) as left, Cache(tmp_path) as right:
        left.put([(b"a", b"1")])
        right.put([(b"b", b"2")])
    with Cache(tmp_path) as cache:
        assert cache.get([b"a", b"b", b"c"]) == {b"a": b"1", b"b": b"2"}


def test_a_killed_run_leaves_a_readable_cache(tmp_path):
    """SIGKILL at any point loses at most what was not committed."""
    code = (
        "import sys; from auditor.stores.cache import Cache\n"
        "cache = Cache(sys.argv[1]); print('ready', flush=True); n = 0\n"
        "while True:\n    cache.put([(b'%d' % n, b'%d' % n)]); n += 1\n"
    )
    for delay in (0.0, 0.01, 0.03, 0.07):
        process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout.readline() == b"ready\n"
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with Cache(tmp_path) as cache:
            found = cache.get([b"%d" % n for n in range(2000)])
            assert all(key == value for key, value in found.items())
            cache.put([(b"alive", b"yes")])
        with Cache(tmp_path) as cache:
            assert cache.get([b"alive"]) == {b"alive": b"yes"}


def test_changed_code_is_not_answered_from_the_cache(tmp_path, monkeypatch):
    """A new table or function under the same version must not be hidden by what the old one found."""
    from auditor import remember

    with Cache(tmp_path) as cache:
        audit(ARTICLES, cache=cache)
    monkeypatch.setattr(remember, "_package", lambda: b"another state of the package")
    engine = Counting()
    with Cache(tmp_path) as cache:
        audit(ARTICLES, engine=engine, cache=cache)
    assert engine.rows == 6  # three articles and their three pairs


def test_one_more_article_does_not_cost_its_source_all_pairs(tmp_path):
    """Template residue counts the articles of a source; that it counts one more changes no comparison."""
    own = [
        f"{word} officials met at the harbour on Tuesday and agreed on nothing at all, they said." for word in "ABCDE"
    ]
    many = [
        auditor.Article(f"t{n}", "four.example", f"{STORY}\n\n{text}\n\nSign up here") for n, text in enumerate(own)
    ]
    with Cache(tmp_path) as cache:
        first = audit([*ARTICLES, *many[:4]], cache=cache)
    engine = Counting()
    with Cache(tmp_path) as cache:
        second = audit([*ARTICLES, *many], engine=engine, cache=cache)
    template = [
        [r.reason for a in report.articles for r in a.residue if r.kind == "template"] for report in (first, second)
    ]
    assert template[0] != template[1]
    assert engine.rows == 1 + len(ARTICLES)  # the new article, and its pairs with other sources
    assert second == audit([*ARTICLES, *many])
