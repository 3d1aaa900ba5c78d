"""What all tests share: the corpus audit, made once, and skips that count as failures in CI."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# The first example of a run may wait for loops to be compiled, the others for a busy machine.
settings.register_profile("auditor", deadline=None)
settings.load_profile("auditor")

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def corpus_report():
    """The audit of the five articles, named as the README's command names them."""
    import auditor

    with contextlib.chdir(ROOT):
        return auditor.audit("corpus/")


@pytest.fixture
def unprivileged():
    """A folder of an ordinary user, and that user's rights: root may read what is forbidden."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if os.getuid() == 0:
                os.seteuid(0)


def pytest_terminal_summary(terminalreporter):
    """In CI everything a test wants has been installed: a skipped test is a broken promise."""
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("CI") and skipped:
        terminalreporter.write_line(f"{len(skipped)} skipped test(s) fail the run in CI", red=True)


def pytest_sessionfinish(session, exitstatus):
    """Turn skips into a failing exit code in CI (the controller sees all workers' reports)."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    worker = hasattr(session.config, "workerinput")
    if os.environ.get("CI") and not worker and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
