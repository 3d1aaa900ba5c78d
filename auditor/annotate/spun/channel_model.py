"""Forward–backward over the lattice: how likely each word was swapped, and how much the document gains.

A noisy channel (Brown et al. 1993; Baum–Welch for the replacement rate): the writer's words come
from the language model, a spinner replaced each replaceable word with probability λ by a synonym.
Words without originals separate the text into independent runs, which are computed side by side.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.annotate.spun.lattice import STATES, Lattice
from auditor.annotate.spun.tables import Ids

Doubles = NDArray[np.float64]


class Decoded(NamedTuple):
    """What the channel model says."""

    posterior: Doubles  #: shape (n, STATES): probability of each state
    gains: Doubles  #: shape (n,): log-likelihood ratio of each run, spread over its positions by posterior
    rate: float  #: λ: share of replaceable words that were replaced


class Runs(NamedTuple):
    """Maximal stretches of replaceable positions, longest first."""

    starts: Ids
    lengths: Ids
    active: list[int]  #: how many runs reach step t


def find_runs(eligible: NDArray[np.bool_]) -> Runs:
    """Stretches of True."""
    edges = np.diff(np.concatenate([[0], eligible.astype(np.int8), [0]]))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    lengths = ends - starts
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    active = [int((lengths > t).sum()) for t in range(int(lengths.max(initial=0)))]
    return Runs(starts, lengths, active)


def pass_over(runs: Runs, steps: Doubles, weights: Doubles) -> tuple[Doubles, Doubles]:
    """Posterior of every state, shape (n, STATES), and log partition sum of every run."""
    n = len(weights)
    posterior = np.zeros((n, STATES))
    posterior[:, 0] = 1.0
    count = len(runs.starts)
    if count == 0:
        return posterior, np.zeros(0)
    forward = np.zeros((len(runs.active), count, STATES))
    scale = np.zeros(count)
    for t, m in enumerate(runs.active):
        at = runs.starts[:m] + t
        if t == 0:
            alpha = steps[at, 0, :] * weights[at]
        else:
            alpha = np.einsum("rj,rjk->rk", forward[t - 1, :m], steps[at]) * weights[at]
        size = alpha.sum(axis=1, keepdims=True)
        forward[t, :m] = alpha / size
        scale[:m] += np.log(size[:, 0])
    last = runs.lengths - 1
    leave = steps[runs.starts + runs.lengths, :, 0]
    total = (forward[last, np.arange(count)] * leave).sum(axis=1)
    scale += np.log(total)
    beta = leave / leave.max(axis=1, keepdims=True)
    for t in range(len(runs.active) - 1, -1, -1):
        m = runs.active[t]
        at = runs.starts[:m] + t
        both = forward[t, :m] * beta[:m]
        posterior[at] = both / both.sum(axis=1, keepdims=True)
        back = np.einsum("rjk,rk->rj", steps[at], weights[at] * beta[:m])
        beta[:m] = back / back.max(axis=1, keepdims=True)
    return posterior, scale


def decode(lattice: Lattice, share: Doubles, *, rate: float = 0.15, rounds: int = 5, most: float = 0.6) -> Decoded:
    """Posteriors at the λ that fits the document best (*rounds* of expectation–maximisation).

    *share* says what each position counts for in λ.
    """
    runs = find_runs(lattice.eligible)
    steps = np.exp(np.clip(lattice.steps.astype(np.float64), -60, 40))
    steps[~np.isfinite(lattice.steps)] = 0.0
    base = np.exp(lattice.emissions.astype(np.float64))
    eligible = float(share[lattice.eligible].sum())
    posterior, sums = np.zeros((len(base), STATES)), np.zeros(0)
    for _ in range(rounds):
        weights = base * rate
        weights[:, 0] = 1 - rate
        posterior, sums = pass_over(runs, steps, weights)
        replaced = float(((1 - posterior[:, 0]) * share)[lattice.eligible].sum())
        rate = min(most, max(0.005, (replaced + 0.5) / (eligible + 10)))
    run = np.repeat(np.arange(len(runs.starts)), runs.lengths)
    at = np.arange(len(run)) + (runs.starts - np.cumsum(runs.lengths) + runs.lengths)[run]
    part = 1 - posterior[at, 0] + 1e-9
    gains = np.zeros(len(base))
    gains[at] = sums[run] * part / np.bincount(run, part)[run]
    return Decoded(posterior, gains, rate)
