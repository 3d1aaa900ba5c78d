"""The command with streams that are closed, full or know few characters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from gate_articles import OWN, STORY

from auditor.cli.app import run
from auditor.cli.exits import Exit

#: A locale of ASCII, and a Python that takes it at its word.
PLAIN = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two copies of one story, with a name that ASCII cannot write."""
    (tmp_path / "łódź.txt").write_text(f"“Ó” — {STORY}", "utf-8")
    (tmp_path / "copy.txt").write_text(STORY, "utf-8")
    (tmp_path / "own.txt").write_text(OWN, "utf-8")
    return tmp_path


def shell(folder: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    """What `auditor command` does in *folder*, in a plain locale."""
    line = f'"{sys.executable}" -m auditor {command}'
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONIOENCODING"} | PLAIN
    return subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True, check=False)


def test_reports_are_utf_8_under_any_locale(folder):
    """JSON sent into a file is what the same run writes to a file it is given."""
    piped = shell(folder, "check . --no-cache -o json")
    assert piped.returncode == Exit.FINDINGS
    report = json.loads(piped.stdout.decode("utf-8"))
    assert len(report["articles"]) == 3
    text = shell(folder, "check . --no-cache")
    assert "“Ó” — " in text.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("check . --no-cache >&-", Exit.FINDINGS, b"auditor: failed: "),
        ("check . --no-cache 2>&-", Exit.FINDINGS, b""),
        ("check - --against . --no-cache <&-", Exit.NOTHING, b"nothing to read"),
        ("check . --no-cache >/dev/full", Exit.ERROR, b"auditor: output failed: No space left on device"),
        ("check . --no-cache -o json=/dev/full", Exit.ERROR, b"/dev/full: cannot be written: No space left on device"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_closed_and_full_streams_end_with_a_code_and_a_line(folder, command, code, said):
    """No traceback, and no success that is none."""
    result = shell(folder, command)
    assert result.returncode == code
    assert said in result.stderr
    assert b"Traceback" not in result.stderr


def test_an_empty_folder_name_is_no_folder(folder, capsys, monkeypatch):
    """A variable that is not set does not fill the current folder with pages."""
    monkeypatch.chdir(folder)
    assert run(["audit", ".", "--out", "", "--no-cache"]) == Exit.ERROR
    assert "--out names no folder" in capsys.readouterr().err
    assert sorted(file.suffix for file in folder.iterdir()) == [".txt"] * 3


@pytest.mark.parametrize(
    "command",
    [
        ["audit", ""],
        ["audit", "a", ""],
        ["check", ""],
        ["check", ".", "--against", ""],
        ["check", ".", "--baseline", ""],
        ["check", ".", "--suppressions", ""],
        ["check", ".", "--config", ""],
        ["compare", "", "."],
        ["compare", ".", ""],
        ["index", "add", "store", ""],
        ["index", "add", "", "."],
        ["baseline", "write", "", "."],
        ["baseline", "write", "accepted.txt", ""],
        ["spark-audit", ""],
    ],
    ids=" ".join,
)
def test_an_empty_path_is_no_path(folder, command, capsys, monkeypatch):
    """A variable that is not set neither reads the current folder nor writes to it."""
    monkeypatch.chdir(folder)
    before = sorted(folder.iterdir())
    assert run(command) == Exit.ERROR
    assert capsys.readouterr().err == "auditor: the path is empty: give '.' for the working directory\n"
    assert sorted(folder.iterdir()) == before
