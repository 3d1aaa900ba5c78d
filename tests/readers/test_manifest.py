"""A manifest beside the files: what it says wins, what it misses is not lost."""

from __future__ import annotations

import json

import pytest

from auditor.model import Article, Skipped
from auditor.protocols import Reader
from auditor.readers import ManifestReader, read

_TOML = """
[[article]]
file = "b.txt"
id = "second"
source = "Site B"
title = "Title B"
published = "2022-01-21"
section = "World"

[article.declared]
labels = ["Analysis"]

[[article]]
file = "sub/a.txt"
"""


@pytest.fixture
def folder(tmp_path):
    """Two listed files and one that is not."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("Text of a.")
    (tmp_path / "b.txt").write_text("Text of b.")
    (tmp_path / "c.txt").write_text("Text of c.")
    return tmp_path


def test_it_is_a_reader():
    """The protocol holds."""
    assert isinstance(ManifestReader(), Reader)


def test_entries_give_fields_and_order(folder):
    """Fields of the manifest win; listed files come first, each once, and the others follow."""
    (folder / "manifest.toml").write_text(_TOML)
    items = list(read([folder]))
    assert [item.id for item in items] == ["second", "a", "c"]
    first = items[0]
    assert (first.source, first.title, first.published) == ("Site B", "Title B", "2022-01-21")
    assert (first.declared.section, first.declared.labels) == ("World", ("Analysis",))
    assert first.text == "Text of b."
    assert items[2].source == f"{folder.as_posix()}/c"


@pytest.mark.parametrize("name", ["manifest.json", "manifest.jsonl"])
def test_json_manifests(folder, name):
    """A list, or an object a line."""
    rows = [{"file": "c.txt", "id": "z"}, {"file": "b.txt"}]
    text = json.dumps(rows) if name.endswith(".json") else "\n".join(map(json.dumps, rows))
    (folder / name).write_text(text)
    assert [item.id for item in read([folder])] == ["z", "b", "a"]


def test_a_listed_file_that_is_missing_is_named(folder):
    """The audit says which file the manifest promised."""
    (folder / "manifest.json").write_text(json.dumps([{"file": "gone.txt", "id": "g"}, {"file": "b.txt"}]))
    items = list(read([folder]))
    assert items[0] == Skipped(str(folder / "gone.txt"), "no such file")
    assert [item.id for item in items[1:]] == ["b", "c", "a"]


def test_bad_entries_are_named_and_the_rest_is_read(folder):
    """An entry without a file, a repeated file and a path out of the folder do not stop the run."""
    rows = [{"id": "x"}, {"file": "b.txt"}, {"file": "b.txt"}, {"file": "../etc/passwd"}, 5, {"file": "/etc/passwd"}]
    (folder / "manifest.json").write_text(json.dumps(rows))
    items = list(read([folder]))
    reasons = [item.reason for item in items if isinstance(item, Skipped)]
    assert len(reasons) == 5
    assert sum("outside" in reason for reason in reasons) == 2
    assert [item.id for item in items if isinstance(item, Article)] == ["b", "c", "a"]


def test_a_broken_manifest_is_named_and_the_files_are_read(folder):
    """Without a usable manifest the folder is read as if there were none."""
    (folder / "manifest.toml").write_text("[[article]\nfile=")
    items = list(read([folder]))
    assert isinstance(items[0], Skipped)
    assert "manifest" in items[0].reason
    assert len(items) == 4


def test_ids_that_repeat_are_kept_apart(folder):
    """No article is lost because two entries share an id: the later gets a number."""
    (folder / "manifest.json").write_text(json.dumps([{"file": "b.txt", "id": "x"}, {"file": "c.txt", "id": "x"}]))
    assert [item.id for item in read([folder])] == ["x", "x~2", "a"]


def test_a_misspelt_key_is_named_and_the_rest_counts(folder):
    """A date that is called otherwise is no silent loss: file, entry, key and what was perhaps meant are named."""
    (folder / "manifest.toml").write_text(
        '[[article]]\nfile = "b.txt"\nid = "second"\npubished = "2022-01-21"\nnote = "ours"\n'
        '[article.declared]\nlables = ["Analysis"]\nzzz = 1\n'
    )
    items = list(read([folder]))
    place = f"{folder / 'manifest.toml'}: entry 1 (b.txt)"
    assert [item for item in items if isinstance(item, Skipped)] == [
        Skipped(place, "unknown key 'pubished'; did you mean 'published'?"),
        Skipped(place, "unknown key 'lables'; did you mean 'labels'?"),
        Skipped(place, "unknown key 'zzz'"),
    ]
    assert [item.id for item in items if isinstance(item, Article)] == ["second", "c", "a"]


def test_json_manifests_may_hold_more(folder):
    """They are exported by programs, which add what they like."""
    (folder / "manifest.json").write_text(json.dumps([{"file": "b.txt", "wordcount": 3}]))
    assert not [item for item in read([folder]) if isinstance(item, Skipped)]
