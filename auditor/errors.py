"""What can go wrong, as a tree.

::

    AuditorError
    ├── SettingsError   unknown key, bad value: nothing was audited (exit code 2)
    ├── ReadError       a file, page or row that could not be read: becomes ``Skipped``
    ├── StoreError      an index that is damaged, locked, full or of another format
    └── RuleError       a rule that crashed; names the rule's code
"""

from __future__ import annotations


class AuditorError(Exception):
    """Base of every error this package raises on purpose."""


class SettingsError(AuditorError):
    """A setting is unknown or has a value of the wrong kind."""


class ReadError(AuditorError):
    """An input could not be read; the message says which and why."""


class StoreError(AuditorError):
    """An index directory cannot be used; the message says the way out."""


class RuleError(AuditorError):
    """A rule crashed on one subject."""

    def __init__(self, code: str, cause: BaseException) -> None:
        super().__init__(f"rule {code} failed: {type(cause).__name__}: {cause}")
        self.code = code
