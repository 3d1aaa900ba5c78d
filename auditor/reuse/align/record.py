"""What the aligner returns: word ranges on both sides and the steps between them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of equal words, or a replacement, insertion (left empty) or deletion (right empty)."""

    op: str  #: equal, replace, insert, delete
    a0: int  #: first word on the left
    a1: int
    b0: int  #: first word on the right
    b1: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """A passage two documents share; all ranges are half-open and count words."""

    left: tuple[int, int]
    right: tuple[int, int]
    score: float  #: log-likelihood ratio against chance, in nats: the weaker side's
    similarity: float  #: equal words in order, as a share of the mean length of both sides
    steps: tuple[Step, ...]  #: cover both ranges without gaps, in order
    method: str = "grown"  #: grown (in order), weighed (whatever the order), quoted, or summary
    evidence: float = 0.0  #: weight of shared words that are neither common nor names

    @property
    def words(self) -> int:
        """Words of the shorter side."""
        return min(self.left[1] - self.left[0], self.right[1] - self.right[0])
