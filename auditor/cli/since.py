"""Which files changed since a git revision, untracked ones included."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from auditor.errors import SettingsError


def changed_files(revision: str) -> frozenset[Path]:
    """Absolute paths of files added or changed since *revision* that are still there.

    Raises SettingsError where git is missing, this is no repository, or the revision is unknown.
    """
    git = shutil.which("git")
    if git is None:
        raise SettingsError("--since needs git, which is not installed")
    if revision.startswith("-"):
        raise SettingsError(f"--since {revision!r} is no revision")
    root = Path(_output(git, "rev-parse", "--show-toplevel").removesuffix("\n"))
    names = _output(git, "diff", "--name-only", "-z", "--diff-filter=d", revision, "--").split("\0")
    names += _output(git, "-C", str(root), "ls-files", "-z", "--others", "--exclude-standard").split("\0")
    return frozenset((root / name).resolve() for name in names if name)


def file_of(path: str) -> Path:
    """The file behind an article's path: rows and feed entries carry their number after a colon."""
    return Path(path) if Path(path).exists() else Path(re.sub(r":\d+$", "", path))


def _output(git: str, *arguments: str) -> str:
    result = subprocess.run([git, *arguments], capture_output=True, check=False)  # noqa: S603  # a list, no shell
    if result.returncode:
        why = result.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SettingsError(f"--since: git says: {why[0] if why else 'failed'}")
    return os.fsdecode(result.stdout)
