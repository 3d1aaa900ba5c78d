"""Text files: any encoding, any line ends, nothing lost without a reason."""

from __future__ import annotations

import os
import time

import pytest

from auditor.model import Article, Skipped
from auditor.protocols import Reader
from auditor.readers import PlainReader

_TEXT = "Café owners in Zürich said “no”.\nThe minister’s naïve plan – costing £5 – failed."


def _one(path, data, name="a.txt", **options):
    file = path / name
    file.write_bytes(data)
    (item,) = PlainReader(**options).read(file)
    return item


def test_it_is_a_reader():
    """Third parties can rely on the protocol; names decide, not contents."""
    assert isinstance(PlainReader(), Reader)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (_TEXT.encode(), ""),
        (b"\xef\xbb\xbf" + _TEXT.encode(), ""),
        (_TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + _TEXT.encode("utf-16-be"), "utf-16"),
        (_TEXT.encode("utf-32"), "utf-32"),
        (_TEXT.encode("utf-16-le"), "utf-16-le"),
        (_TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_are_detected_and_stated(tmp_path, data, encoding):
    """The text is the same however it was saved; anything but UTF-8 is named."""
    article = _one(tmp_path, data)
    assert isinstance(article, Article)
    assert (article.text, article.encoding) == (_TEXT, encoding)


def test_latin_1_text_is_read(tmp_path):
    """Old Western files come out with their accents."""
    article = _one(tmp_path, "Le préfet a déclaré que l'été serait très chaud à Besançon.".encode("latin-1"))
    assert "préfet a déclaré que l'été serait très chaud à Besançon" in article.text
    assert article.encoding


def test_other_alphabets_in_old_encodings_are_read(tmp_path):
    """Windows-1251 Russian is not mistaken for Western text."""
    text = "Министр заявил во вторник, что переговоры были полезными и продолжатся на следующей неделе. " * 3
    article = _one(tmp_path, text.encode("cp1251"))
    assert article.text == text


def test_damaged_utf_8_is_read_and_said(tmp_path):
    """One bad byte does not turn a UTF-8 text into another encoding."""
    article = _one(tmp_path, ("é" * 50).encode() + b"\xff" + _TEXT.encode())
    assert article.text == "é" * 50 + "\ufffd" + _TEXT
    assert "damaged at byte 100" in article.encoding


def test_line_ends_stay_so_that_offsets_are_those_of_the_file(tmp_path):
    """Windows line ends count two characters, as in the file."""
    article = _one(tmp_path, b"One.\r\nTwo.\rThree.\n")
    assert article.text == "One.\r\nTwo.\rThree.\n"
    assert article.text.index("Three") == 11


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \n\t", "empty file"),
        ("\u2003\u2003".encode(), "no text"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_what_is_no_text_is_skipped_with_the_reason(tmp_path, data, reason):
    """A user learns which file was left out and why."""
    item = _one(tmp_path, data)
    assert isinstance(item, Skipped)
    assert reason in item.reason
    assert item.place.endswith("a.txt")


def test_a_stray_nul_does_not_make_a_text_binary(tmp_path):
    """Broken exports hold a NUL here and there: the text is still read, whole."""
    article = _one(tmp_path, b"A long enough sentence with one stray NUL\x00 in it. " * 3)
    assert article.text.count("\x00") == 3


def test_too_large_a_file_is_refused_by_default_and_can_be_allowed(tmp_path):
    """The limit protects memory and is the user's to raise."""
    item = _one(tmp_path, b"x" * 2000, limit=1000)
    assert isinstance(item, Skipped)
    assert "over the limit of 1,000" in item.reason
    assert isinstance(_one(tmp_path, b"x" * 2000, limit=2000), Article)


def test_an_unreadable_file_is_skipped(unprivileged):
    """Missing permission is a reason, not a crash."""
    file = unprivileged / "a.txt"
    file.write_text("text")
    file.chmod(0)
    (item,) = PlainReader().read(file)
    assert item == Skipped(str(file), "permission denied")


def test_what_the_system_refuses_is_skipped(tmp_path, monkeypatch):
    """Errors of the disk are told in the system's words."""
    file = tmp_path / "a.txt"
    file.write_text("text")

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(file), "read_bytes", refuse)
    (item,) = PlainReader().read(file)
    assert item == Skipped(str(file), "permission denied")


def test_a_pipe_is_not_waited_for(tmp_path):
    """A special file would hang the run: it is named and left."""
    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)
    (item,) = PlainReader().read(pipe)
    assert item == Skipped(str(pipe), "not a regular file")


def test_front_matter_becomes_fields_and_offsets_hold(tmp_path):
    """Markdown metadata is known of the article, not part of its words."""
    text = (
        '---\ntitle: "Talks fail: again"\ndate: 2022-01-21\nauthor: J. Doe\nurl: https://www.a.org/x\n---\nBody here.'
    )
    article = _one(tmp_path, text.encode(), "a.md")
    assert (article.title, article.published, article.byline) == ("Talks fail: again", "2022-01-21", "J. Doe")
    assert (article.url, article.source) == ("https://www.a.org/x", "a.org")
    assert article.text.index("Body") == text.index("Body")
    assert article.text.strip() == "Body here."


def test_a_rule_between_paragraphs_is_no_front_matter(tmp_path):
    """Three dashes alone do not make metadata."""
    article = _one(tmp_path, b"---\nJust a line\n---\nBody.", "a.md")
    assert article.text == "---\nJust a line\n---\nBody."


def test_the_first_heading_of_markdown_is_its_title(tmp_path):
    """Without metadata the document names itself."""
    assert _one(tmp_path, b"# Talks fail #\n\nBody.", "a.md").title == "Talks fail"


def test_twenty_megabytes_are_read(tmp_path):
    """A very long article is read whole, in time proportional to its length."""

    def seconds(sentences: int) -> float:
        start = time.process_time()
        article = _one(tmp_path, b"A sentence of an article. " * sentences)
        assert len(article.text) == 26 * sentences
        return time.process_time() - start

    small = seconds(80_000)
    assert seconds(800_000) < 10 * 4 * small + 0.5
