"""Sums from which a source's score follows: adding an article needs none of the others again.

A tally is a commutative monoid under ``+``: sums of penalties are whole numbers of 2⁻⁴⁰, so any
split of the articles, in any order, gives the same tally and the same score, to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

import msgspec

from auditor.scoring.evidence import CLASSES, ArticleEvidence
from auditor.scoring.method import DIMENSIONS, METHOD

_UNIT = 1 << 40
_NONE = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class StoryTally:
    """The articles of one story that are long enough, and the sums of their penalties, in 2⁻⁴⁰."""

    articles: int = 0
    penalties: tuple[int, int, int, int] = _NONE
    words: int = 0  #: body words

    def __add__(self, other: StoryTally) -> StoryTally:
        """Both sets of articles together."""
        sums = (one + two for one, two in zip(self.penalties, other.penalties, strict=True))
        return StoryTally(self.articles + other.articles, _four(sums), self.words + other.words)

    def mean(self) -> tuple[float, ...]:
        """The mean penalty per dimension, 0 to 1; of no article, 0."""
        return tuple(part / _UNIT / self.articles if self.articles else 0.0 for part in self.penalties)


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """What one repair of one article would take off its penalties."""

    story: str
    article: str
    action: str
    less: tuple[float, float, float, float]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceTally:
    """All that the articles of one source say about it; ``SourceTally(source)`` is the empty one."""

    source: str
    articles: int = 0
    words: int = 0  #: body words
    own_words: int = 0
    classes: tuple[int, ...] = (0,) * len(CLASSES)  #: words per class, in the order of ``CLASSES``
    stories: Mapping[str, StoryTally] = field(default_factory=dict)
    findings: tuple[frozenset[str], ...] = (frozenset(),) * len(DIMENSIONS)  #: per dimension
    repairs: frozenset[Repair] = frozenset()
    method: str = METHOD.version
    short: int = 0  #: articles too short to count as a story

    def __add__(self, other: SourceTally) -> SourceTally:
        """Both sets of articles together. Raises ValueError for two sources or two methods."""
        return _summed((self, other))


def tally(evidence: Iterable[ArticleEvidence]) -> SourceTally:
    """The tally of one source's articles, in any order. Raises ValueError without any, or for several sources."""
    return _summed(_single(row) for row in evidence)


def tallies(evidence: Iterable[ArticleEvidence]) -> dict[str, SourceTally]:
    """A tally per source, by name."""
    ordered = sorted(evidence, key=lambda row: row.source)
    return {source: tally(rows) for source, rows in groupby(ordered, key=lambda row: row.source)}


def _single(row: ArticleEvidence) -> SourceTally:
    counted = row.words >= METHOD.story_words
    penalties = _four(round(part * _UNIT) for part in row.penalties)
    return SourceTally(
        row.source,
        articles=1,
        words=row.words,
        own_words=row.own_words,
        classes=row.classes,
        stories={row.story: StoryTally(1, penalties, row.words)} if counted else {},
        findings=tuple(frozenset(marks) if counted else frozenset() for marks in row.findings),
        repairs=frozenset(_repairs(row)) if counted else frozenset(),
        method=row.method,
        short=not counted,
    )


def _repairs(row: ArticleEvidence) -> Iterator[Repair]:
    for mend in row.mends:
        first, second, third, fourth = (
            before - after for before, after in zip(row.penalties, mend.penalties, strict=True)
        )
        yield Repair(row.story, row.article, mend.action, (first, second, third, fourth), mend.findings)


def _summed(parts: Iterable[SourceTally]) -> SourceTally:
    """One pass, so that many articles cost no more than each once."""
    articles = words = own_words = short = 0
    classes = [0] * len(CLASSES)
    stories: dict[str, StoryTally] = {}
    findings: tuple[set[str], ...] = tuple(set() for _ in DIMENSIONS)
    repairs: set[Repair] = set()
    kinds: set[tuple[str, str]] = set()
    for part in parts:
        kinds.add((part.source, part.method))
        articles += part.articles
        words += part.words
        own_words += part.own_words
        short += part.short
        for index, count in enumerate(part.classes):
            classes[index] += count
        for story, sums in part.stories.items():
            stories[story] = stories[story] + sums if story in stories else sums
        for marks, more in zip(findings, part.findings, strict=True):
            marks.update(more)
        repairs |= part.repairs
    if len(kinds) != 1:
        raise ValueError(f"evidence of one source by one method is needed, got {sorted(kinds)}")
    ((source, method),) = kinds
    return SourceTally(
        source,
        articles,
        words,
        own_words,
        tuple(classes),
        dict(sorted(stories.items())),
        tuple(map(frozenset, findings)),
        frozenset(repairs),
        method,
        short,
    )


def _four(parts: Iterable[int]) -> tuple[int, int, int, int]:
    attribution, integrity, opinion, disclosure = parts
    return attribution, integrity, opinion, disclosure


def packed(sums: SourceTally) -> bytes:
    """A tally as bytes, the same for equal tallies."""
    return msgspec.msgpack.encode(
        _Kept(
            _bytes(sums.source),
            sums.articles,
            sums.words,
            sums.own_words,
            sums.classes,
            [(_bytes(story), row.articles, row.penalties) for story, row in sorted(sums.stories.items())],
            [sorted(marks) for marks in sums.findings],
            [(_bytes(r.story), _bytes(r.article), r.action, r.less, r.findings) for r in sorted(sums.repairs)],
            sums.method,
            sums.short,
            [row.words for _, row in sorted(sums.stories.items())],
        )
    )


def unpacked(body: bytes) -> SourceTally:
    """The tally of :func:`packed` bytes. Raises ValueError for other bytes."""
    try:
        kept = msgspec.msgpack.decode(body, type=_Kept)
    except msgspec.MsgspecError as error:
        raise ValueError(f"not a tally: {error}") from error
    lengths = kept.lengths or [0] * len(kept.stories)
    return SourceTally(
        _text(kept.source),
        kept.articles,
        kept.words,
        kept.own_words,
        kept.classes,
        {_text(row[0]): StoryTally(row[1], row[2], size) for row, size in zip(kept.stories, lengths, strict=True)},
        tuple(map(frozenset, kept.findings)),
        frozenset(Repair(_text(row[0]), _text(row[1]), row[2], row[3], row[4]) for row in kept.repairs),
        kept.method,
        kept.short,
    )


def added(one: bytes, two: bytes) -> bytes:
    """The sum of two packed tallies, packed."""
    return packed(unpacked(one) + unpacked(two))


class _Kept(msgspec.Struct, array_like=True):
    """A tally in the order it is written in; names may hold lone surrogates, so they are bytes."""

    source: bytes
    articles: int
    words: int
    own_words: int
    classes: tuple[int, ...]
    stories: list[tuple[bytes, int, tuple[int, int, int, int]]]
    findings: list[list[str]]
    repairs: list[tuple[bytes, bytes, str, tuple[float, float, float, float], tuple[str, ...]]]
    method: str
    short: int = 0
    lengths: list[int] = []  #: body words per story


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogatepass")
