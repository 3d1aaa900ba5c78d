"""The code keeps its own rules: layers, types, style, file sizes, names."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    tool = shutil.which(command[0], path=str(Path(sys.executable).parent))
    assert tool, f"{command[0]} is not installed beside this Python"
    return subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)


def test_imports_point_down_only():
    """The layers of the architecture hold for every module."""
    result = _run("lint-imports", "--no-cache")
    assert result.returncode == 0, result.stdout


def test_types_are_strict():
    """Mypy --strict finds nothing."""
    result = _run("mypy")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("command", [("ruff", "check", "."), ("ruff", "format", "--check", ".")])
def test_style_is_kept(command):
    """Ruff finds nothing and would format nothing."""
    result = _run(*command)
    assert result.returncode == 0, result.stdout[-4000:]


def test_files_stay_small():
    """No module of the package is longer than 400 lines."""
    long = [p for p in (ROOT / "auditor").rglob("*.py") if len(p.read_text("utf-8").splitlines()) > 400]
    assert long == []


def test_rules_neither_read_nor_log_nor_render():
    """A rule is a pure function: it opens nothing, prints nothing, loads no template."""
    words = ("open(", "print(", "logging", "jinja2", "Path(")
    guilty = [
        (path.name, word)
        for path in (ROOT / "auditor" / "rules").glob("*.py")
        for word in words
        if word in path.read_text("utf-8")
    ]
    assert guilty == []


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("datasketch", "auditor/reuse"),
        ("rapidfuzz", "auditor/reuse/align"),
        ("jinja2", "auditor/reporters/page"),
        ("pyspark", "auditor/engines"),
    ],
)
def test_each_library_has_one_home(library, home):
    """A library is imported in one place, so that it can be replaced in one place."""
    users = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "auditor").rglob("*.py")
        if any(
            line.strip().startswith((f"import {library}", f"from {library}"))
            for line in path.read_text("utf-8").splitlines()
        )
    }
    assert all(user.startswith(home) for user in users), users
