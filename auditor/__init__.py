"""Find out where a news text came from.

>>> import auditor
>>> left = "The minister said on Monday that the bridge over the river would be closed until spring."
>>> right = "According to her, the bridge over the river would be closed until spring for repairs."
>>> [match.kind.value for match in auditor.compare(left, right)]
['verbatim']
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.audit import audit
    from auditor.errors import AuditorError, ReadError, RuleError, SettingsError, StoreError
    from auditor.explain import explain
    from auditor.incoming import check, compare
    from auditor.model import (
        Article,
        ArticleAudit,
        AuditReport,
        Finding,
        Kind,
        Match,
        Place,
        Severity,
        Skipped,
        SourceScore,
        Span,
    )
    from auditor.output import load, write
    from auditor.registry import rule_classes as rules
    from auditor.settings import Settings
    from auditor.stores import open_store

__all__ = [
    "Article",
    "ArticleAudit",
    "AuditReport",
    "AuditorError",
    "Finding",
    "Kind",
    "Match",
    "Place",
    "ReadError",
    "RuleError",
    "Settings",
    "SettingsError",
    "Severity",
    "Skipped",
    "SourceScore",
    "Span",
    "StoreError",
    "audit",
    "check",
    "compare",
    "explain",
    "load",
    "open_store",
    "rules",
    "write",
]

_HOME = {
    "audit": "auditor.audit",
    "check": "auditor.incoming",
    "compare": "auditor.incoming",
    "explain": "auditor.explain",
    "load": "auditor.output",
    "write": "auditor.output",
    "rules": "auditor.registry:rule_classes",
    "Settings": "auditor.settings",
    "open_store": "auditor.stores",
} | dict.fromkeys(("AuditorError", "ReadError", "RuleError", "SettingsError", "StoreError"), "auditor.errors")


def __getattr__(name: str) -> object:
    """Load a public name when it is first used: ``auditor --help`` must not wait for numpy."""
    if name not in __all__:
        raise AttributeError(f"module 'auditor' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  # kept off the module's own surface

    module, _, attribute = _HOME.get(name, "auditor.model").partition(":")
    value: object = getattr(import_module(module), attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


class _Package(ModuleType):
    """Keeps public names from being hidden: importing ``auditor/rules/`` would set ``auditor.rules`` to it."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
