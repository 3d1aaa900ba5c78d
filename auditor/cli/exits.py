"""Exit codes, as documented in ``auditor --help``."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a run of the command ended with."""

    CLEAN = 0  #: nothing at or above --fail-on
    FINDINGS = 1  #: at least one finding at or above --fail-on
    ERROR = 2  #: bad settings, bad arguments or a crash
    NOTHING = 3  #: nothing to read: an empty corpus must not pass a gate
    INTERRUPTED = 130  #: Ctrl-C
