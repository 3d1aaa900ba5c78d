"""Who publishes: agencies, outlets and picture services, and what a publisher answers to an audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OutletKind = Literal["agency", "outlet", "pictures"]


@dataclass(frozen=True, slots=True, order=True)
class Outlet:
    """One agency or outlet. A name after ``~`` counts only in tags, bylines and credit lines."""

    name: str
    kind: OutletKind = "outlet"
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Reply:
    """What a publisher says to an audit of its articles. It is shown and never changes a score."""

    source: str
    date: str  #: ISO 8601
    text: str
    finding: str = ""  #: fingerprint of the finding it answers; empty answers the audit as a whole
    by: str = ""  #: who signed it
