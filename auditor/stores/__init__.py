"""Where articles are kept, and found again by the text they share with a new one."""

from __future__ import annotations

from auditor.stores.disk import DiskStore, open_store
from auditor.stores.memory import MemoryStore
from auditor.stores.records import StoreStats

__all__ = ["DiskStore", "MemoryStore", "StoreStats", "open_store"]
