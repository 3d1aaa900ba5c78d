"""What an engine may do beside moving rows: look for the pairs of articles worth aligning by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar, runtime_checkable

from auditor.reuse.candidates import Pair

T = TypeVar("T")
R = TypeVar("R")


@runtime_checkable
class PairingEngine(Protocol):
    """An engine whose workers keep the fingerprints of articles and propose the pairs.

    The pairs are those of :func:`candidates.scored_pairs`. What stands for a fingerprint on the
    driver is the engine's own affair.
    """

    def each_kept(self, fn: Callable[[T], R], rows: Iterable[T], /) -> Iterator[R]:
        """``Engine.each``, but a result's fingerprint may stay with a worker, something else in its place."""
        ...

    def scored_pairs(self, prints: Sequence[Any], /) -> tuple[Pair, ...]:
        """The pairs of places in *prints* that likely share text."""
        ...

    def consulted(self, prints: Sequence[Any], places: Collection[int], /) -> list[Any]:
        """*prints*, with those at *places* fit for :func:`copies.thinned`."""
        ...
