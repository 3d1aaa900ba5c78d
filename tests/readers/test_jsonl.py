"""Rows of JSON: usual names, bad rows named by line, the rest read."""

from __future__ import annotations

import gzip
import json

import pytest

from auditor.model import Article, Skipped
from auditor.protocols import Reader
from auditor.readers import JsonlReader


def _read(path, data, name="rows.jsonl", **options):
    file = path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(JsonlReader(**options).read(file))


def test_it_is_a_reader():
    """The protocol holds."""
    assert isinstance(JsonlReader(), Reader)


@pytest.mark.parametrize(
    "row",
    [
        {
            "id": "7",
            "source": "A",
            "text": "Body",
            "title": "T",
            "byline": "B",
            "published": "2022",
            "url": "u",
            "language": "en",
        },
        {
            "id": 7,
            "outlet": "A",
            "body": "Body",
            "headline": "T",
            "author": "B",
            "date": "2022",
            "link": "u",
            "lang": "en",
        },
        {
            "ID": "7",
            "Domain": "A",
            "Content": "Body",
            "Title": "T",
            "Authors": ["B"],
            "Date": "2022",
            "URL": "u",
            "Language": "en",
        },
    ],
)
def test_fields_go_by_their_usual_names(tmp_path, row):
    """Exports of other tools are read without renaming."""
    (article,) = _read(tmp_path, json.dumps(row))
    assert (article.id, article.source, article.text, article.title) == ("7", "A", "Body", "T")
    assert (article.byline, article.published, article.url, article.language) == ("B", "2022", "u", "en")


def test_what_the_publisher_declares_is_kept(tmp_path):
    """Section, labels and origin may stand in the row or under ``declared``."""
    row = {
        "text": "B",
        "section": "World",
        "declared": {"labels": ["Opinion"], "is_based_on": "https://a.org/1", "credit": "AP"},
    }
    (article,) = _read(tmp_path, json.dumps(row))
    told = article.declared
    assert (told.section, told.labels, told.is_based_on, told.credit) == (
        "World",
        ("Opinion",),
        ("https://a.org/1",),
        "AP",
    )


def test_bad_rows_are_named_and_the_rest_is_read(tmp_path):
    """File and line of each bad row, with the reason; good rows are not lost."""
    rows = [
        '{"text": "one"}',
        "{broken",
        "[1]",
        '{"title": "no body"}',
        '{"text": 5}',
        "",
        '{"text": "two"}',
        '{"text": "  "}',
    ]
    items = _read(tmp_path, "\n".join(rows))
    assert [item.text for item in items if isinstance(item, Article)] == ["one", "two"]
    skipped = {item.place.rsplit(":", 1)[1]: item.reason for item in items if isinstance(item, Skipped)}
    assert set(skipped) == {"2", "3", "4", "5", "8"}
    assert "not JSON" in skipped["2"]
    assert "object" in skipped["3"]
    assert "no text" in skipped["4"]


def test_bytes_that_are_not_utf_8_spoil_one_row(tmp_path):
    """Only the damaged row is left out."""
    items = _read(tmp_path, b'{"text": "one"}\n{"text": "\xff"}\n{"text": "two"}\n')
    assert [type(item).__name__ for item in items] == ["Article", "Skipped", "Article"]
    assert "not UTF-8" in items[1].reason


def test_lone_surrogates_become_replacement_characters(tmp_path):
    """JSON can hold what no encoding can write; a report could not be saved."""
    (article,) = _read(tmp_path, r'{"text": "a \ud800 b \ud83d\ude22", "title": "\udfff"}')
    assert article.text == "a \ufffd b 😢"
    article.title.encode()


def test_deep_nesting_is_a_bad_row_not_a_crash(tmp_path):
    """A hostile row cannot exhaust the stack."""
    items = _read(tmp_path, "[" * 200_000 + "\n" + '{"text": "fine"}')
    assert [type(item).__name__ for item in items] == ["Skipped", "Article"]


def test_a_huge_row_is_skipped_without_being_held(tmp_path):
    """The limit is per row; rows after it are read with their own numbers."""
    items = _read(tmp_path, '{"text": "' + "x" * 5000 + '"}\n{"text": "fine"}\n', limit=1000)
    assert [item.place.rsplit(":", 1)[1] if isinstance(item, Skipped) else item.id for item in items] == ["1", "rows:2"]


def test_compressed_rows_are_read(tmp_path):
    """A ``.jsonl.gz`` is read as it is."""
    (article,) = _read(tmp_path, gzip.compress(b'{"text": "one"}\n'), "rows.jsonl.gz")
    assert (article.text, article.id) == ("one", "rows:1")


@pytest.mark.parametrize("data", [b"not gzip", gzip.compress(b'{"text": "one"}\n' * 9000)[:-40]])
def test_damaged_gzip_is_skipped(tmp_path, data):
    """What could be read is kept, the damage is named."""
    items = _read(tmp_path, data, "rows.jsonl.gz")
    assert isinstance(items[-1], Skipped)
    assert "gzip" in items[-1].reason


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ([{"text": "one"}, {"id": "b", "text": "two"}], ["rows:1", "b"]),
        ({"text": "one"}, ["rows"]),
        ({"count": 1, "articles": [{"text": "one"}]}, ["rows:1"]),
    ],
)
def test_whole_json_files(tmp_path, content, ids):
    """A list, one object, or an object that holds the list."""
    assert [item.id for item in _read(tmp_path, json.dumps(content), "rows.json")] == ids


@pytest.mark.parametrize(("data", "reason"), [("", "empty"), ("{", "not JSON"), ("[]", "empty list"), ("3", "object")])
def test_json_files_without_articles_are_skipped(tmp_path, data, reason):
    """An empty or broken file is named with its reason."""
    (item,) = _read(tmp_path, data, "rows.json")
    assert reason in item.reason
