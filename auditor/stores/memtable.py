"""Postings of articles that came in lately, kept in memory as a few segments of growing size."""

from __future__ import annotations

from auditor.reuse.segments import Filed, Segment, build, merge

_TAIL = 16  # articles that are filed anew at each look
_FAN = 8  # segments of about one size before they become one
_TOP = 99  # level of segments that are never joined with later ones


class Memtable:
    """A log-structured list of segments: adding costs little, looking up sees all at once."""

    __slots__ = ("_segments", "_tail", "_tail_segment")

    def __init__(self, segments: list[Segment] | None = None) -> None:
        self._segments: list[tuple[int, Segment]] = [(_TOP, segment) for segment in segments or []]
        self._tail: list[Filed] = []
        self._tail_segment: Segment | None = None

    def add(self, article: Filed) -> None:
        """File one article; its serial must be larger than all before."""
        self._tail.append(article)
        self._tail_segment = None
        if len(self._tail) == _TAIL:
            self._segments.append((0, build(self._tail)))
            self._tail = []
            self._settle()

    def extend(self, articles: list[Filed]) -> None:
        """File many articles at once."""
        if len(articles) < _TAIL:
            for article in articles:
                self.add(article)
            return
        if self._tail:
            self._segments.append((0, build(self._tail)))
            self._tail = []
            self._tail_segment = None
        level = 0
        while len(articles) >= _TAIL * _FAN ** (level + 1):
            level += 1
        # A segment stays no smaller than the later ones, so that ages and levels fall together.
        self._segments = [(max(level, older), segment) for older, segment in self._segments]
        self._segments.append((level, build(articles)))
        self._settle()

    def segments(self) -> list[Segment]:
        """All that was filed, oldest first."""
        out = [segment for _, segment in self._segments]
        if self._tail:
            if self._tail_segment is None:
                self._tail_segment = build(self._tail)
            out.append(self._tail_segment)
        return out

    def _settle(self) -> None:
        while len(self._segments) >= _FAN and self._segments[-_FAN][0] == self._segments[-1][0]:
            level = self._segments[-1][0]
            joined = merge([segment for _, segment in self._segments[-_FAN:]])
            self._segments[-_FAN:] = [(level + 1, joined)]
