"""A run that is killed at any point endangers neither the cache nor a store."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from gate_articles import OWN, STORY

import auditor
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


def _killed(command, clock, luck):
    """Run *command* and kill it somewhere on its way; *clock* is how long it takes."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(luck.uniform(0.1, 1.0) * clock)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_killing_the_gate_leaves_the_next_run_complete(published):
    """SIGKILL anywhere in a check or while a store grows: both stay sound, and the next run says what it should.

    AUDITOR_KILLS sets how often; every third time the cache and the store begin empty.
    """
    (published / "corpus" / "mirror.txt").write_text(STORY, "utf-8")
    for number in range(30):
        (published / "corpus" / f"n{number}.txt").write_text(OWN.replace("eleven", str(number + 20)), "utf-8")
    check = [sys.executable, "-m", "auditor", "check", "corpus", "--output", "json"]
    add = [sys.executable, "-m", "auditor", "index", "add", "seen.auditor", "corpus"]
    begun = time.monotonic()
    expected = subprocess.run([*check, "--no-cache"], capture_output=True, check=False).stdout
    clock = time.monotonic() - begun
    assert json.loads(expected)["findings"]
    luck = random.Random(1)
    for number in range(int(os.environ.get("AUDITOR_KILLS", "2"))):
        if number % 3 == 0:
            shutil.rmtree(".auditor-cache", ignore_errors=True)
            shutil.rmtree("seen.auditor", ignore_errors=True)
        _killed(check, clock, luck)
        cache = Path(".auditor-cache", "cache.sqlite")
        if cache.exists():
            with closing(sqlite3.connect(cache)) as database:
                assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        result = subprocess.run(check, capture_output=True, check=False)
        assert result.stdout == expected
        assert result.returncode == Exit.FINDINGS
        _killed(add, clock / 2, luck)
        if Path("seen.auditor").exists():
            assert run(["index", "verify", "seen.auditor"]) == Exit.CLEAN
        assert run(add[3:]) == Exit.CLEAN
        assert run(["index", "verify", "seen.auditor"]) == Exit.CLEAN
        with auditor.open_store("seen.auditor") as store:
            assert len(store) == 33
