"""The local engine: one process or several, the same rows in the same order."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from auditor.engines.local import LocalEngine
from auditor.errors import SettingsError


def double(number):
    return number * 2


def fragile(number):
    if number == 37:
        raise ValueError("row 37")
    return number


class StubbornError(Exception):
    def __init__(self, one, two):
        super().__init__(f"stubborn {one} {two}")


def stubborn(number):
    if number == 21:
        raise StubbornError(number, "row")
    return number


def parity(number):
    return "odd" if number % 2 else "even"


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def engine(request):
    return LocalEngine(request.param, chunk=8)


def test_each_keeps_the_order(engine):
    """Results come in the order of the rows, whatever finishes first."""
    assert list(engine.each(double, range(100))) == [2 * number for number in range(100)]
    assert list(engine.each(double, [])) == []


def test_each_streams(engine):
    """Endless rows give results; stopping early leaves nothing running."""
    results = engine.each(double, itertools.count())
    assert list(itertools.islice(results, 20)) == [2 * number for number in range(20)]
    getattr(results, "close", lambda: None)()


def test_an_error_reaches_the_caller(engine):
    """A row that fails raises its own error after the results of all rows before it."""
    seen = []
    with pytest.raises(ValueError, match="row 37"):
        seen.extend(engine.each(fragile, range(100)))
    assert seen == list(range(37))


def test_an_error_that_cannot_be_sent_is_told_in_words(engine):
    """An exception of any class reaches the caller, not a broken pool of processes."""
    seen = []
    with pytest.raises((StubbornError, RuntimeError), match="stubborn"):
        seen.extend(engine.each(stubborn, range(100)))
    assert seen == list(range(21))


def test_group_sorts_keys_and_keeps_rows_in_order(engine):
    """Keys come sorted, each with its rows as they came in."""
    assert list(engine.group(parity, [3, 2, 1, 4])) == [("even", [2, 4]), ("odd", [3, 1])]


def test_collect_gives_all(engine):
    """Everything, in order."""
    assert engine.collect(engine.each(double, (1, 2))) == [2, 4]


@pytest.mark.parametrize("jobs", [0, -1])
def test_no_process_is_a_mistake(jobs):
    """Less than one process is refused."""
    with pytest.raises(SettingsError):
        LocalEngine(jobs)


def noted(number):
    os.write(1, b"%d\n" % number)
    time.sleep(0.05)


def test_workers_end_with_a_killed_parent(tmp_path):
    """No process is left behind, however often a run is killed: none holds the output open."""
    script = tmp_path / "run.py"
    script.write_text(
        "import sys, itertools\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from auditor.engines.local import LocalEngine\nfrom test_local import noted\n"
        "if __name__ == '__main__':\n"
        "    for _ in LocalEngine(2, chunk=1).each(noted, itertools.count()): pass\n"
    )
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout.readline().strip().isdigit()
        parent.kill()
        parent.communicate(timeout=60)
