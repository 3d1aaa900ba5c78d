"""Which files changed since a git revision, untracked ones included."""

from __future__ import annotations

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
    root = Path(_lines(git, "rev-parse", "--show-toplevel")[0])
    names = _lines(git, "diff", "--name-only", "-z", "--diff-filter=d", revision, "--")
    names += _lines(git, "-C", str(root), "ls-files", "-z", "--others", "--exclude-standard")
    return frozenset((root / name).resolve() for name in names)


def _lines(git: str, *arguments: str) -> list[str]:
    result = subprocess.run([git, *arguments], capture_output=True, check=False)  # noqa: S603  # a list, no shell
    if result.returncode:
        why = result.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SettingsError(f"--since: git says: {why[0] if why else 'failed'}")
    return [part for part in result.stdout.decode("utf-8", "surrogateescape").replace("\n", "\0").split("\0") if part]
