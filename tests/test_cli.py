"""The command line keeps its promises: exit codes, plain errors, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from auditor.cli.app import run
from auditor.cli.exits import Exit

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
PLAIN = "The harbour board of Port Ellery voted on Tuesday to dredge the inner basin before the winter storms arrive.\n"


def _files(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def _id(number: str) -> Path:
    return next(CORPUS.glob(f"{number}_*.txt"))


def test_help_loads_nothing_slow():
    """``auditor --help`` must answer at once, so it may not load numpy, scikit-learn or jinja2."""
    code = (
        "import sys; from auditor.cli.app import run; run(['--help']);"
        "slow = ('numpy', 'sklearn', 'jinja2', 'rapidfuzz', 'datasketch');"
        "print([m for m in slow if m in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "[]"
    assert "audit" in result.stdout


def test_audit_of_the_corpus_writes_both_reports(tmp_path, capsys):
    """The main job: findings at the default level give exit code 1, and both reports are there."""
    assert run(["audit", str(CORPUS), "--out", str(tmp_path)]) == Exit.FINDINGS
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert [article["id"] for article in report["articles"]] == ["000", "001", "002", "003", "004"]
    assert (tmp_path / "index.html").exists()
    assert "provisional" in capsys.readouterr().out


def test_fail_on_never_reports_without_failing(capsys):
    """A report run inside a script need not stop it."""
    assert run(["audit", str(CORPUS), "--fail-on", "never"]) == Exit.CLEAN
    assert "SPN002" in capsys.readouterr().out


def test_check_of_the_spun_article_fails_and_shows_passages(capsys):
    """The gate names the passages and where they stand elsewhere."""
    assert run(["check", str(_id("003")), "--against", str(CORPUS)]) == Exit.FINDINGS
    out = capsys.readouterr().out
    assert "QUO001" in out
    assert "SPN002" in out


def test_check_of_an_unrelated_article_passes(capsys):
    """An article that shares nothing passes the rules on sharing and wording."""
    assert run(["check", str(_id("002")), "--against", str(CORPUS), "--select", "DUP,SPN,QUO"]) == Exit.CLEAN
    assert "DUP001" not in capsys.readouterr().out


def test_nothing_to_read_is_not_clean(tmp_path, capsys):
    """An empty folder must not pass a gate."""
    assert run(["audit", str(tmp_path)]) == Exit.NOTHING
    assert run(["check", str(tmp_path), "--against", str(CORPUS)]) == Exit.NOTHING
    assert run(["audit", str(tmp_path / "absent")]) == Exit.NOTHING
    assert "nothing to read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["audit", "x", "--select", "SPX"], "no rule is named 'SPX'"),
        (["audit", "x", "--fail-on", "huge"], "not one of"),
        (["audit", "x", "--profile", "tweets"], "not one of"),
        (["audit", "x", "--config", "absent.toml"], "no such settings file"),
        (["check", "x", "--against", "y", "--output", "pdf"], "choose from"),
        (["explain", "SPN01"], "did you mean"),
        (["audit"], "Missing argument"),
        (["frobnicate"], "No such command"),
    ],
)
def test_wrong_arguments_are_errors(arguments, message, capsys, tmp_path, monkeypatch):
    """Exit code 2, one plain line that says what is wrong, no traceback."""
    monkeypatch.chdir(_files(tmp_path, x=PLAIN, y=PLAIN))
    arguments = [f"{a}.txt" if a in {"x", "y"} else a for a in arguments]
    assert run(arguments) == Exit.ERROR
    err = capsys.readouterr().err
    assert message in err
    assert "Traceback" not in err


def test_one_bad_file_does_not_stop_the_rest(tmp_path, capsys):
    """The binary file is named with a reason, and the good articles are in the report."""
    _files(tmp_path, good=PLAIN, other=PLAIN.replace("Tuesday", "Friday"))
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    (tmp_path / "empty.txt").write_text("", "utf-8")
    out = tmp_path / "out"
    run(["audit", str(tmp_path), "--out", str(out), "--format", "json"])
    printed = capsys.readouterr().err
    assert "picture.txt" in printed
    assert "empty.txt" in printed
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert {Path(article["path"]).name for article in report["articles"]} == {"good.txt", "other.txt"}
    assert {Path(skip["place"]).name for skip in report["skipped"]} == {"picture.txt", "empty.txt"}


def test_terminal_never_sees_escapes_of_an_article(tmp_path, capsys):
    """Escape sequences, bidi overrides and workflow commands in a text do not reach the terminal raw."""
    evil = "\x1b]0;owned\x07\u202e::error::pwned\r\n" + PLAIN * 3
    _files(tmp_path, a=evil, b=evil + "Another line stands here.\n")
    run(["audit", str(tmp_path)])
    run(["check", str(tmp_path / "a.txt"), "--against", str(tmp_path / "b.txt")])
    run(["compare", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert not any(line.startswith("::") for line in out.splitlines())


def test_compare_prints_both_sides(tmp_path, capsys):
    """Passage, kind and offsets of two files."""
    _files(tmp_path, a=PLAIN, b="Fishermen cheered. " + PLAIN)
    assert run(["compare", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == Exit.CLEAN
    out = capsys.readouterr().out
    assert "verbatim" in out
    assert "1 shared passage\n" in out


def test_index_round_trip(tmp_path, capsys):
    """A store is built, found sound, used by check, and pruned."""
    store = str(tmp_path / "seen.auditor")
    others = [str(_id(number)) for number in ("000", "001", "002", "004")]
    assert run(["index", "add", store, *others]) == Exit.CLEAN
    assert "added 4 of 4" in capsys.readouterr().out
    assert run(["index", "add", store, *others]) == Exit.CLEAN
    assert "added 0 of 4" in capsys.readouterr().out
    assert run(["index", "verify", store]) == Exit.CLEAN
    assert run(["index", "stats", store]) == Exit.CLEAN
    assert run(["check", str(_id("003")), "--against", store, "--select", "QUO"]) == Exit.FINDINGS
    assert run(["index", "prune", store, "--before", "2030-01-01"]) == Exit.CLEAN
    assert "removed 0 articles" in capsys.readouterr().out


def test_index_of_a_missing_store_is_an_error(tmp_path, capsys):
    """Asking about a store that is not there does not make one."""
    assert run(["index", "stats", str(tmp_path / "absent")]) == Exit.ERROR
    assert not (tmp_path / "absent").exists()
    assert "absent" in capsys.readouterr().err


def test_bars_are_drawn_on_a_terminal_only(tmp_path):
    """With stderr in a file nothing but messages is in it."""
    _files(tmp_path, a=PLAIN)
    result = subprocess.run(
        [sys.executable, "-m", "auditor", "audit", str(tmp_path)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONWARNINGS": "error"},
    )  # fmt: skip
    assert result.stderr == ""


def test_report_is_the_same_bytes_in_every_process(tmp_path):
    """Hash seeds, worker counts and the order of files change nothing."""
    outputs = []
    for seed, jobs, files in (
        ("0", "1", sorted(CORPUS.glob("*.txt"))),
        ("99", "2", sorted(CORPUS.glob("*.txt"))[::-1]),
    ):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "auditor", "audit", *map(str, files), "--out", str(out), "--jobs", jobs,
             "--fail-on", "never"],
            check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        outputs.append({path.name: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()})
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 8


def test_ctrl_c_ends_with_a_word(tmp_path):
    """Exit code 130 and one plain line."""
    _files(tmp_path, **{f"n{number}": PLAIN.replace("Tuesday", f"day {number}") * 20 for number in range(600)})
    process = subprocess.Popen(
        [sys.executable, "-m", "auditor", "audit", str(tmp_path), "--no-cache"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    error = process.communicate(timeout=120)[1]
    assert (process.returncode, error) == (
        Exit.INTERRUPTED,
        "auditor: interrupted; nothing half-written was left behind\n",
    )
