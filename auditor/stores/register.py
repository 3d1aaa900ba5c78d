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
        self._sources = np.empty(0, np.int64)
        self._moments = np.empty(0)

    def number(self, source: bytes) -> int:
        """The number of a source, also of one that no article is of yet."""
        return self._numbers.setdefault(source, len(self._numbers))

    def sources(self, serials: NDArray[np.int64], /) -> NDArray[np.int64]:
        """The number of each article's source."""
        self._learn(serials)
        return self._sources[serials]

    def moments(self, serials: NDArray[np.int64], /) -> NDArray[np.float64]:
        """When each was published; infinity where that is not known."""
        self._learn(serials)
        return self._moments[serials]

    def _learn(self, serials: NDArray[np.int64]) -> None:
        most = int(serials.max(initial=-1)) + 1
        if most > len(self._sources):
            more = max(most, 2 * len(self._sources)) - len(self._sources)
            self._sources = np.concatenate([self._sources, np.full(more, _UNKNOWN)])
            self._moments = np.concatenate([self._moments, np.full(more, np.inf)])
        unknown = np.unique(serials[self._sources[serials] == _UNKNOWN])
        if not len(unknown):
            return
        self._sources[unknown] = _GONE
        for serial, source, moment in self._fetch(unknown.tolist()):
            self._sources[serial] = self.number(source)
            if moment is not None:
                self._moments[serial] = moment


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
    numbers = [NOBODY if same_source else register.number(key(article.source)) for article in articles]
    asked = [replace(one, source=own) for one, own in zip(filing.queries(articles), numbers, strict=True)]
    passages = look_up_all(segments, asked, total, dead=dead, effort=THOROUGH, register=register)
    spun = look_up_spun(segments, asked, total, dead=dead, register=register)
    return [blend(*two, limit) for two in zip(passages, spun, strict=True)]
