"""How the gate talks: what is on stdout and stderr, in colour or not, and what it says of mistakes."""

from __future__ import annotations

import pytest
from gate_articles import OWN, STORY

from auditor.cli.app import run
from auditor.cli.exits import Exit


@pytest.fixture
def published(tmp_path, monkeypatch):
    """A folder with a corpus of two published articles."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "water.txt").write_text(STORY, "utf-8")
    (corpus / "chess.txt").write_text(OWN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_verbose_says_what_was_compared(published, capsys):
    """Nobody has to guess why an article is clean."""
    (published / "corpus" / "mirror.txt").write_text(STORY, "utf-8")
    run(["check", "corpus", "--verbose", "--output", "json=x.json"])
    err = capsys.readouterr().err
    assert "mirror: 110 words, 1 passage shared with water" in err
    assert "chess: 36 words, 0 passages shared with nothing" in err


def test_the_gate_says_why_it_fails(published, capsys):
    """With the findings in a file, the log still says how many there are and which level they reach."""
    (published / "corpus" / "mirror.txt").write_text(STORY, "utf-8")
    assert run(["check", "corpus/mirror.txt", "--against", "corpus", "-o", "sarif=a.sarif"]) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.endswith(" of --fail-on medium or above\n")
    assert run(["check", "corpus/mirror.txt", "--against", "corpus"]) == Exit.FINDINGS
    assert " in 1 article\n" in capsys.readouterr().out  # the one checked, not those compared with


def test_quiet_prints_findings_and_nothing_else(published, capsys):
    """No summary, no notes; nothing at all where there is nothing to say, but what was asked for and is not there."""
    (published / "corpus" / "mirror.txt").write_text(STORY, "utf-8")
    (published / "corpus" / "empty.txt").write_text("", "utf-8")
    assert run(["check", "corpus", "-q"]) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert "ATT001" in captured.out
    assert "findings" not in captured.out
    assert captured.err == ""
    assert run(["check", "corpus", "-q", "--select", "OBF"]) == Exit.CLEAN
    assert capsys.readouterr() == ("", "")
    assert run(["check", "corpus", "nowhere", "-q", "--select", "OBF"]) == Exit.ERROR
    assert capsys.readouterr() == ("", "skipped nowhere: no such file or folder\n")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({}, False)],
)
def test_colours_follow_the_usual_variables(monkeypatch, capsys, variables, coloured):
    """NO_COLOR wins, FORCE_COLOR colours a pipe, and --color wins over both."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    run(["check", "corpus"])
    assert ("\x1b[" in capsys.readouterr().out) is coloured
    run(["check", "corpus", "--color", "never" if coloured else "always"])
    assert ("\x1b[" in capsys.readouterr().out) is not coloured


@pytest.mark.usefixtures("published")
def test_wrong_options_are_named_as_they_were_typed(capsys):
    """The option, the value and what there is to choose from, on one line."""
    assert run(["check", "corpus", "--fail-on", "hgih"]) == Exit.ERROR
    err = capsys.readouterr().err
    assert "fail-on: 'hgih' is not one of" in err
    assert err.count("\n") == 1


def test_a_misspelt_manifest_key_fails_the_run(published, capsys):
    """It is named with its file and entry, and the articles are checked all the same."""
    (published / "corpus" / "manifest.toml").write_text('[[article]]\nfile = "water.txt"\ntilte = "x"\n', "utf-8")
    assert run(["check", "corpus", "--fail-on", "never"]) == Exit.ERROR
    out = capsys.readouterr().out
    assert "manifest.toml: entry 1 (water.txt): unknown key 'tilte'; did you mean 'title'?" in out
    assert "in 2 articles" in out


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    """Output may go to a FIFO or a device: the node stays what it is."""
    import os
    import threading

    from auditor.output import put

    node = tmp_path / "out"
    os.mkfifo(node)
    got = []
    reader = threading.Thread(target=lambda: got.append(node.read_text()))
    reader.start()
    put(node, "findings")
    reader.join(10)
    assert got == ["findings"]
    assert node.is_fifo()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "corpus/water.txt", "--against", "corpus", "-o", "text=corpus/water.txt"],
        ["check", "corpus/water.txt", "--against", "corpus", "-o", "json=corpus/chess.txt"],
        ["check", "corpus", "-o", "text=link.txt"],
        ["baseline", "write", "corpus/water.txt", "corpus"],
        ["audit", "pages", "--out", "pages"],
    ],
)
def test_no_article_is_overwritten(published, capsys, arguments):
    """What was read as an article is never written to, by whatever name, and the message says which file it is."""
    (published / "link.txt").symlink_to(published / "corpus" / "water.txt")
    (published / "pages").mkdir()
    (published / "pages" / "index.html").write_text(f"<html><body><article><p>{STORY}</p></article></body></html>")
    before = {file: file.read_bytes() for file in published.rglob("*.*") if file.is_file()}
    assert run([*arguments, "--no-cache"]) == Exit.ERROR
    assert "an article was read from this file; write to another" in capsys.readouterr().err
    assert {file: file.read_bytes() for file in before} == before


def test_a_report_is_written_again_where_it_was(published):
    """A report among the articles is replaced by the next run: nothing was read from it."""
    for _ in range(2):
        assert run(["check", "corpus", "-o", "sarif=corpus/audit.sarif", "--no-cache"]) == Exit.CLEAN
    assert '"version": "2.1.0"' in (published / "corpus" / "audit.sarif").read_text("utf-8")
