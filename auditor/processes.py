"""Processes that work for this one, and end with it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.process import BaseProcess


def pool(workers: int) -> ProcessPoolExecutor:
    """So many worker processes, which end even if this one is killed.

    They are spawned, not forked: threads of numpy and others do not survive a fork.
    """
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _end_with_parent)


def _end_with_parent() -> None:
    threading.Thread(target=_await_end, args=[multiprocessing.parent_process()], daemon=True).start()


def _await_end(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(1)
