"""Passages shared in order: chains, their ends set on words, quotation marks and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from auditor.model import Document
from auditor.reuse.align.accept import (
    RELIEF,
    STEP,
    WHOLE,
    Candidate,
    accepted,
    copied,
    facing,
    log_odds,
    relief,
    second,
)
from auditor.reuse.align.chains import Borders, Chain, chains, runs
from auditor.reuse.align.kindred import kindred
from auditor.reuse.align.ordered import between
from auditor.reuse.align.profiles import Profile
from auditor.reuse.align.record import Alignment, Step
from auditor.reuse.align.sides import Floats, Pair
from auditor.reuse.align.speech import same_speech, sayings
from auditor.reuse.align.swaps import Swaps, swaps
from auditor.reuse.align.weights import Evidence, damping, named, topical, without_phrases, word_nats, word_weights
from auditor.reuse.align.wording import surprise

Place = tuple[int, int]
Ranges = Sequence[Place]
SNAP = 16  # most words a side is extended by to reach the end of a sentence or a quotation
LOOSE = 4  # so many words, both sides together, may be added whatever they are;
ALIKE = 0.22  # more only if so large a share of them is equal in order, names counting half
SPEECH = 5  # words of a quotation that bounds a passage
TELLING = 12.0  # nats of a chain that may be reuse, so that its words say nothing about the subject
FACING = 0.7  # what a replaced word counts that has one word in its place
CLOSE = 1.0  # a passage less similar than this, synonyms included, has less evidence in proportion, squared


def shared_in_order(
    pair: Pair,
    left: Document,
    right: Document,
    quoted: tuple[Ranges, Ranges],
    profile: Profile,
    reworded: float = 0.0,
) -> list[Alignment]:
    """Passages of both documents that keep the order of their words, in order of the left side.

    *quoted* holds the word ranges inside quotation marks on both sides, *reworded* the probability
    that one of the texts is another's, reworded.
    """
    synonyms = swaps(pair, vocabulary(pair, left, right))
    drafts, alike = candidates(pair, left, right, quoted, synonyms, profile, reworded)
    spoken = sayings(quoted[0], left.tokens.breaks), sayings(quoted[1], right.tokens.breaks)
    least = profile.score_speech - RELIEF
    speeches = same_speech(pair, synonyms, spoken, word_nats(pair.common), least, named(left))
    damped = damping(left)
    telling = [held for held in speeches if _surprise(left, held.steps, damped)[1] >= WHOLE * alike]
    chosen = accepted(drafts, profile, alike, sum(held.score >= profile.score_speech for held in telling))
    kept = [candidate.passage for candidate in chosen]
    least = profile.score_speech - relief(chosen)
    plain = speeches if copied(chosen) else telling
    kept += [held for held in plain if held.score >= least and not second(held, kept)]
    return sorted(kept, key=lambda item: (item.left, item.right))


def candidates(
    pair: Pair,
    left: Document,
    right: Document,
    quoted: tuple[Ranges, Ranges],
    synonyms: Swaps,
    profile: Profile,
    reworded: float = 0.0,
) -> tuple[list[Candidate], float]:
    """Chains of shared words that may be passages, best first, and how far both articles are about one thing.

    That is 0 for a reworded text: what it is about says nothing against its being a copy.
    """
    damped = damping(left), damping(right)
    likely, sides = topical(pair), (pair.left, pair.right)
    weights, long = (
        (word_weights(chance, sides[0], damped[0]), word_weights(chance, sides[1], damped[1]))
        for chance in (likely, pair.common)
    )
    weigh = Evidence(pair, likely, (without_phrases(left, damped[0]), without_phrases(right, damped[1])))
    numbers = _numbered(quoted[0], len(left.tokens)), _numbered(quoted[1], len(right.tokens))
    speeches = _numbered(_long(quoted[0]), len(left.tokens)), _numbered(_long(quoted[1]), len(right.tokens))
    borders = Borders((_ends(left, 3), _ends(right, 3)), (_ends(left, 4), _ends(right, 4)), speeches)
    stops = _stops(left, numbers[0]), _stops(right, numbers[1])
    found = runs(pair, (0, len(left.tokens)), (0, len(right.tokens)), weights, long, synonyms)
    least = min(profile.min_score, profile.score_quoted)
    linked = [chain for chain in chains(found, least, borders) if chain.words >= profile.min_quoted]
    alike = kindred(pair, (chain.place for chain in linked if chain.score >= TELLING)) if linked else 0.0
    alike *= 1.0 - reworded
    setting = _Setting(pair, left, numbers, stops, damped, weigh)
    return [_trimmed(setting, chain, profile) for chain in linked], alike


@dataclass(frozen=True, slots=True, eq=False)
class _Setting:
    """Where chains are drafted into passages."""

    pair: Pair
    left: Document
    numbers: tuple[NDArray[np.int64], NDArray[np.int64]]  #: of the quotations
    stops: tuple[NDArray[np.intp], NDArray[np.intp]]  #: where sentences and quotations end
    damped: tuple[Floats, Floats]
    weigh: Evidence


def _trimmed(setting: _Setting, chain: Chain, profile: Profile) -> Candidate:
    """The candidate a chain makes, cut at its most uneven gap as long as one part is likelier reuse than the whole."""
    best = _drafted(setting, chain)
    while len(parts := _parts(chain)) == 2:
        drafts = [(_drafted(setting, part), part) for part in parts if part.words >= profile.min_words]
        draft, part = max(drafts, key=lambda row: log_odds([row[0]]), default=(best, chain))
        if log_odds([draft]) <= log_odds([best]):
            break
        best, chain = draft, part
    return best


def _parts(chain: Chain) -> list[Chain]:
    """A chain in two at the gap where one side has more words than the other, if one has ``STEP`` more."""
    uneven = [abs((new.a - old.a - old.length) - (new.b - old.b - old.length)) for old, new in pairwise(chain.runs)]
    if max(uneven, default=0) < STEP:
        return []
    at = uneven.index(max(uneven)) + 1
    total = sum(run.weight for run in chain.runs)
    return [
        Chain(part, chain.score * sum(run.weight for run in part) / total)
        for part in (chain.runs[:at], chain.runs[at:])
    ]


def _drafted(setting: _Setting, chain: Chain) -> Candidate:
    """A chain as a passage, its ends moved to where sentences and quotations end."""
    pair, damped = setting.pair, setting.damped
    rows = [(run.a, run.b, run.length) for run in chain.runs]
    a, b = _snapped(pair, chain, setting.stops, damped)
    path = between(pair.left.ids, pair.right.ids, a, b, rows)
    same = sum(step.a1 - step.a0 for step in path if step.op == "equal")
    similarity = 2 * same / (a[1] - a[0] + b[1] - b[0])
    swapped = sum(int(pair.left.ids[run.a] != pair.right.ids[run.b]) for run in chain.runs)
    close = similarity + 2 * (swapped + FACING * facing(path)) / (a[1] - a[0] + b[1] - b[0])
    evidence = setting.weigh.of(rows) * min(1.0, close / CLOSE) ** 2
    passage = Alignment(a, b, chain.score, similarity, path, evidence=evidence)
    ends = sum(
        int(stops[np.searchsorted(stops, at)] == at)
        for stops, place in zip(setting.stops, (a, b), strict=True)
        for at in place
    )
    said = _share(setting.numbers[0], a), _share(setting.numbers[1], b)
    return Candidate(
        passage,
        chain.words,
        *_surprise(setting.left, path, damped[0]),
        min(said) >= 0.5,
        max(said) > 0,
        ends,
        swapped,
        chain.place,
    )


def vocabulary(pair: Pair, left: Document, right: Document) -> NDArray[np.uint64]:
    """The hash of each word type, shape (v,)."""
    hashes = np.zeros(pair.types, np.uint64)
    hashes[pair.left.ids] = left.tokens.hashes
    hashes[pair.right.ids] = right.tokens.hashes
    return hashes


def _surprise(left: Document, path: Sequence[Step], damped: Floats) -> tuple[float, float, float]:
    """Nats of the wording both sides share, of its longest stretch, and of all where a name says less."""
    whole = longest = less = 0.0
    for step in path:
        if step.op == "equal":
            share = damped[step.a0 : step.a1]
            nats = surprise(left.tokens, step.a0, step.a1) * (share > 0)
            stretch = float(nats.sum())
            whole, longest = whole + stretch, max(longest, stretch)
            less += float((nats * share).sum())
    return whole, longest, less


def _long(ranges: Ranges) -> Ranges:
    """Quotations that can stand alone; a word or two in marks are part of the sentence."""
    return [(first, last) for first, last in ranges if last - first >= SPEECH]


def _numbered(ranges: Ranges, words: int) -> NDArray[np.int64]:
    """The number of the quotation each word stands in, from 1; 0 outside."""
    numbers = np.zeros(words, np.int64)
    for number, (first, last) in enumerate(ranges, 1):
        numbers[first:last] = number
    return numbers


def _share(numbers: NDArray[np.int64], place: Place) -> float:
    return float((numbers[place[0] : place[1]] > 0).mean())


def _ends(document: Document, least: int) -> NDArray[np.int64]:
    """Breaks of at least this strength before each word, shape (n,)."""
    ends = (document.tokens.breaks >= least).astype(np.int64)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(ends)[:-1]])


def _stops(document: Document, numbers: NDArray[np.int64]) -> NDArray[np.intp]:
    """Word boundaries where a sentence or a quotation begins or ends, both ends of the text included."""
    inner = (document.tokens.breaks[:-1] >= 3) | (numbers[:-1] != numbers[1:])
    return np.concatenate([[0], np.flatnonzero(inner) + 1, [len(numbers)]])


def _snapped(
    pair: Pair, chain: Chain, stops: tuple[NDArray[np.intp], NDArray[np.intp]], damped: tuple[Floats, Floats]
) -> tuple[Place, Place]:
    """The ends of a chain, moved out to where a sentence or a quotation ends on both sides."""
    first, last = chain.runs[0], chain.runs[-1]
    a0, b0, a1, b1 = first.a, first.b, last.a + last.length, last.b + last.length
    i0 = int(stops[0][np.searchsorted(stops[0], a0, "right") - 1])
    j0 = int(stops[1][np.searchsorted(stops[1], b0, "right") - 1])
    i1 = int(stops[0][np.searchsorted(stops[0], a1)])
    j1 = int(stops[1][np.searchsorted(stops[1], b1)])
    if _extends(pair, (i0, a0), (j0, b0), damped):
        a0, b0 = i0, j0
    if _extends(pair, (a1, i1), (b1, j1), damped):
        a1, b1 = i1, j1
    return (a0, a1), (b0, b1)


def _extends(pair: Pair, a: Place, b: Place, damped: tuple[Floats, Floats]) -> bool:
    """Whether the words between an end and the next stop may belong to the passage on both sides."""
    rows, cols = a[1] - a[0], b[1] - b[0]
    if min(rows, cols) == 0 or max(rows, cols) > SNAP:
        return False
    if rows + cols <= LOOSE:
        return True
    codes = LCSseq.opcodes(pair.left.ids[a[0] : a[1]].tolist(), pair.right.ids[b[0] : b[1]].tolist())
    alike = 0.0
    for code in codes:
        if code.tag == "equal":
            ours = damped[0][a[0] + code.src_start : a[0] + code.src_end]
            theirs = damped[1][b[0] + code.dest_start : b[0] + code.dest_end]
            alike += float(np.where(np.minimum(ours, theirs) < 1, 0.5, 1.0).sum())
    return 2 * alike >= ALIKE * (rows + cols)
