"""Folders: every file read or named, in a fixed order, with ids that are unique."""

from __future__ import annotations

import os
import time
from pathlib import Path

from auditor.model import Article, Skipped
from auditor.readers import read

_CORPUS = Path(__file__).parents[2] / "corpus"


def _write(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_the_corpus_reads_as_five_articles():
    """Ids 000 to 004, one source each, texts as they are on disk."""
    items = list(read([_CORPUS]))
    assert [item.id for item in items] == ["000", "001", "002", "003", "004"]
    assert len({item.source for item in items}) == 5
    for item in items:
        with Path(item.path).open(encoding="utf-8", newline="") as file:
            assert file.read() == item.text


def test_folders_are_walked_in_sorted_order(tmp_path):
    """The same folder gives the same articles in the same order on every machine."""
    _write(tmp_path, {"b.txt": "b", "a/z.txt": "z", "a/y.md": "y", "C.txt": "c"})
    assert [item.id for item in read([tmp_path])] == ["C", "y", "z", "b"]


def test_the_source_is_the_folder_below_the_given_one_or_the_name(tmp_path):
    """A folder per outlet is how people keep articles; a loose file is a source of its own, by its path."""
    _write(tmp_path, {"bbc/one.txt": "x", "loose.txt": "x"})
    assert {item.id: item.source for item in read([tmp_path])} == {
        "one": "bbc",
        "loose": f"{tmp_path.as_posix()}/loose",
    }


def test_equal_names_in_two_folders_get_their_paths_as_ids(tmp_path):
    """No article replaces another."""
    _write(tmp_path, {"a/story.txt": "x", "b/story.txt": "y", "c/story.txt": "z"})
    assert [item.id for item in read([tmp_path])] == ["story", "b/story", "c/story"]
    ids = [item.id for item in read([tmp_path, tmp_path])]
    assert len(ids) == len(set(ids)) == 6


def test_declared_ids_that_repeat_are_numbered(tmp_path):
    """Rows with one id stay two articles."""
    _write(tmp_path, {"r.jsonl": '{"id": "7", "text": "a"}\n{"id": "7", "text": "b"}\n{"id": "7", "text": "c"}'})
    assert [item.id for item in read([tmp_path])] == ["7", "7~2", "7~3"]


def test_odd_files_are_named_and_housekeeping_is_not(tmp_path):
    """A picture is reported as skipped; hidden files, a readme and a licence are no articles at all."""
    _write(tmp_path, {"a.txt": "x", "b.png": "x", ".hidden": "x", ".git/c.txt": "x", "README.md": "x", "LICENSE": "x"})
    items = list(read([tmp_path]))
    assert [item.id for item in items if isinstance(item, Article)] == ["a"]
    assert [item for item in items if isinstance(item, Skipped)] == [
        Skipped(str(tmp_path / "b.png"), "no reader for .png")
    ]


def test_a_named_file_without_an_extension_is_read(tmp_path):
    """A file the user names himself is tried as text."""
    _write(tmp_path, {"story": "Text."})
    (item,) = read([tmp_path / "story"])
    assert (item.id, item.text, item.path) == ("story", "Text.", str(tmp_path / "story"))


def test_nothing_there_is_said(tmp_path):
    """A missing path, an empty folder and an impossible name are each named."""
    (tmp_path / "empty").mkdir()
    items = list(read([tmp_path / "gone", tmp_path / "empty", "bad\x00name"]))
    assert [item.reason for item in items][:2] == ["no such file or folder", "no articles in the folder"]
    assert all(isinstance(item, Skipped) for item in items)
    assert len(items) == 3


def test_one_bad_file_does_not_stop_the_rest(tmp_path):
    """The good files are read, the bad ones named with their reasons."""
    _write(tmp_path, {"a.txt": "good", "b.txt": "", "d.txt": "good too", "e.json": "{"})
    (tmp_path / "c.txt").write_bytes(bytes(range(256)) * 10)
    items = list(read([tmp_path]))
    assert [item.id for item in items if isinstance(item, Article)] == ["a", "d"]
    assert {Path(item.place).name for item in items if isinstance(item, Skipped)} == {"b.txt", "c.txt", "e.json"}


def test_links_in_a_circle_end(tmp_path):
    """A folder that holds itself is walked once."""
    _write(tmp_path, {"a/x.txt": "text"})
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    items = list(read([tmp_path]))
    assert [item.id for item in items if isinstance(item, Article)] == ["x"]
    assert ["link" in item.reason for item in items if isinstance(item, Skipped)] == [True]


def test_file_names_that_are_not_unicode_can_be_reported(tmp_path):
    """Old archives hold names in other encodings: ids and places can still be written out."""
    for name in (b"caf\xe9.txt", b"bad\xff.png"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("Text.")
    article, skipped = sorted(read([tmp_path]), key=lambda item: isinstance(item, Skipped))
    assert article.id == "caf\ufffd"
    (article.id + article.source + article.path + skipped.place).encode()


def test_a_dangling_link_is_named(tmp_path):
    """A link to nothing is a file that does not exist."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    assert list(read([tmp_path])) == [Skipped(str(tmp_path / "a.txt"), "no such file")]


def test_a_reader_that_crashes_is_named():
    """A third party's mistake costs one file, not the run."""

    class Broken:
        name = "broken"

        def accepts(self, _path):
            return True

        def read(self, _path):
            raise RuntimeError("boom")
            yield

    (item,) = read([Path(__file__)], readers=[Broken()])
    assert item.reason == "reader broken failed: RuntimeError: boom"


def test_an_unreadable_folder_is_named(unprivileged):
    """Missing permission on a folder is a reason."""
    (unprivileged / "shut").mkdir(mode=0)
    (item,) = read([unprivileged])
    assert item.reason == "permission denied"


def test_ten_thousand_files_are_read_in_order(tmp_path):
    """Many small files cost what their number costs."""

    def seconds(count: int) -> float:
        folder = tmp_path / str(count)
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:05}.txt").write_text("One line.\n")
        start = time.process_time()
        ids = [item.id for item in read([folder])]
        assert ids == [f"{number:05}" for number in range(count)]
        return time.process_time() - start

    small = seconds(1_000)
    assert seconds(10_000) < 10 * 4 * small + 0.5


def test_the_size_limit_is_a_parameter(tmp_path):
    """A large file is refused by default and read when the caller says so."""
    _write(tmp_path, {"a.txt": "x" * 3000})
    assert isinstance(next(read([tmp_path], max_bytes=1000)), Skipped)
    assert isinstance(next(read([tmp_path], max_bytes=5000)), Article)


def test_hidden_articles_are_named(tmp_path):
    """A hidden file that could be an article is skipped by name; other hidden files and folders are left alone."""
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / ".draft.txt").write_text("Hidden.")
    (tmp_path / ".gitignore").write_text("*")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "notes.txt").write_text("Not ours.")
    items = list(read([tmp_path]))
    assert [item for item in items if isinstance(item, Skipped)] == [
        Skipped(str(tmp_path / ".draft.txt"), "a hidden file; name it to have it read")
    ]
    assert [item.id for item in read([tmp_path / ".draft.txt"])] == [".draft"]
