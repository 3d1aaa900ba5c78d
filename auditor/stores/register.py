"""Sources and dates of filed articles by their serials, asked of the store once and kept as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from auditor.model import Article
from auditor.reuse.carriers import NOBODY
from auditor.reuse.lookup import THOROUGH, look_up_all
from auditor.reuse.segments import Segment
from auditor.reuse.spun_lookup import blend, look_up_spun
from auditor.stores import filing
from auditor.stores.records import key

#: Gives (serial, source, seconds since 1970 or None) of those of some serials that are stored.
Fetch = Callable[[list[int]], Iterable[tuple[int, bytes, float | None]]]

_UNKNOWN = NOBODY - 1
_GONE = NOBODY - 2


class Register:
    """What :class:`auditor.reuse.carriers.Register` asks for. A serial never changes its article, so nothing ages."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._numbers: dict[bytes, int] = {}
        self._first = 0  # serial of what the arrays begin with: those of long ago may all be gone
        self._sources = np.empty(0, np.int64)
        self._moments = np.empty(0)

    def number(self, source: bytes) -> int:
        """The number of a source, also of one that no article is of yet."""
        return self._numbers.setdefault(source, len(self._numbers))

    def sources(self, serials: NDArray[np.int64], /) -> NDArray[np.int64]:
        """The number of each article's source."""
        self._learn(serials)
        return self._sources[serials - self._first]

    def moments(self, serials: NDArray[np.int64], /) -> NDArray[np.float64]:
        """When each was published; infinity where that is not known."""
        self._learn(serials)
        return self._moments[serials - self._first]

    def _learn(self, serials: NDArray[np.int64]) -> None:
        if not len(serials):
            return
        self._make_room(int(serials.min()), int(serials.max()) + 1)
        unknown = np.unique(serials[self._sources[serials - self._first] == _UNKNOWN])
        if not len(unknown):
            return
        self._sources[unknown - self._first] = _GONE
        for serial, source, moment in self._fetch(unknown.tolist()):
            self._sources[serial - self._first] = self.number(source)
            if moment is not None:
                self._moments[serial - self._first] = moment

    def _make_room(self, low: int, high: int) -> None:
        size = len(self._sources)
        self._first = self._first if size else low
        before, after = max(0, self._first - low), max(0, high - self._first - size)
        if not (before or after):
            return
        before = min(self._first, max(before, size)) if before else 0
        after = max(after, size) if after else 0
        self._first -= before
        self._sources = np.pad(self._sources, (before, after), constant_values=_UNKNOWN)
        self._moments = np.pad(self._moments, (before, after), constant_values=np.inf)


def originals(
    segments: Sequence[Segment],
    articles: Sequence[Article],
    total: int,
    limit: int,
    dead: NDArray[np.int64],
    register: Register,
    *,
    same_source: bool,
    bounds: Sequence[tuple[int, int]] | None = None,
) -> list[list[int]]:
    """Serials of up to *limit* articles in *segments* that each of *articles* may come from.

    *bounds* are, for each, the serial from which on all others are left out, and how many are left.
    """
    if bounds is not None:
        found = []
        for article, (serial, count) in zip(articles, bounds, strict=True):
            newest = max((int(segment.serials[-1]) for segment in segments if len(segment.serials)), default=-1)
            gone = np.concatenate([dead[dead < serial], np.arange(serial, newest + 1)])
            found += originals(segments, [article], count, limit, gone, register, same_source=same_source)
        return found
    # articles of which nobody knows the source are not of one source
    own = (article.source if not same_source else "" for article in articles)
    numbers = [register.number(key(source)) if source else NOBODY for source in own]
    asked = [replace(one, source=own) for one, own in zip(filing.queries(articles), numbers, strict=True)]
    passages = look_up_all(segments, asked, total, dead=dead, effort=THOROUGH, register=register)
    spun = look_up_spun(segments, asked, total, dead=dead, register=register)
    return [blend(*two, limit) for two in zip(passages, spun, strict=True)]
