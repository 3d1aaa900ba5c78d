"""Who of two articles likely had a shared passage first, with reasons, or an abstention.

A logistic model over signs that are each antisymmetric in the two sides, so that swapping the
articles swaps the answer and nothing else. The weights are fitted on constructed copies
(``tests/bench/fit_origin.py``), which also documents what was assumed of copyists; the threshold
below which the answer is withheld is part of the shipped table.

Signs follow the churnalism and text-reuse literature (METER, Clough et al. 2002: derived texts are
shorter, newer and lie inside their source) and what re-posts show: credits, residue, spinning.
Fetch time is never looked at. A spun text is never named as an origin.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from auditor.annotate.credits import Outlets, builtin_outlets, claimed_origin
from auditor.model import Kind, Match, Origin, Reading, Span
from auditor.reuse.attribution import REUSED, merge
from auditor.reuse.clusters import cluster
from auditor.reuse.relate.rarity import rarer_side

#: Residue a copying program leaves; sign-up lines and advertisements stand on original pages as well. "Source link" is
#: none of it here, though copies carry it: it gives some credit, and who credits must not be charged for it.
_SCRAPED = frozenset({"shortcode", "counter", "comment-form", "spintax", "widget"})
#: Bylines and datelines stand among the first blocks.
_HEAD_BLOCKS = 5
#: Beyond these log odds more signs add nothing to the confidence.
_MOST_ODDS = 8.0
_MOST_SURE = 0.995  #: constructed cases cannot show that signs never mislead
_THIRD = "both may derive from a third text"


@dataclass(frozen=True, slots=True)
class PriorSharing:
    """How often, in other stories, one of the two sources was found to be the origin for the other."""

    from_left: int = 0
    from_right: int = 0


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of direction: positive speaks for the left article as origin."""

    name: str
    value: float  #: −1 to 1, prior sharing −2 to 2
    reason: str


def infer_origins(
    matches: Sequence[Match], readings: Mapping[str, Reading], *, outlets: Outlets | None = None
) -> tuple[Match, ...]:
    """All matches of a corpus with their origins, judged pair by pair.

    How much two articles share in all enters each judgement, and in a second round how often one
    source was found to be the other's origin in other pairs. The order of *matches* is kept.
    """
    shares = _pair_shares(matches, readings)
    first = {
        match.id: infer_origin(
            match,
            readings[match.left.article],
            readings[match.right.article],
            shares=shares[_pair(match)],
            outlets=outlets,
        )
        for match in matches
    }
    given: dict[tuple[str, str], dict[str | None, set[tuple[str, str]]]] = {}
    story = _stories(matches, readings)
    for match in matches:
        article = first[match.id].article
        if article is not None:
            taker = match.right.article if article == match.left.article else match.left.article
            key = (readings[article].article.source, readings[taker].article.source)
            stories = (story[article], story[taker])
            for one in (None, *stories):
                given.setdefault(key, {}).setdefault(one, set()).add(stories)
    result = []
    for match in matches:
        left, right = readings[match.left.article], readings[match.right.article]
        pair = _pair(match)
        prior = PriorSharing(
            _elsewhere(given.get((left.article.source, right.article.source), {}), {story[name] for name in pair}),
            _elsewhere(given.get((right.article.source, left.article.source), {}), {story[name] for name in pair}),
        )
        known = prior.from_left or prior.from_right
        origin = (
            infer_origin(match, left, right, prior=prior, shares=shares[pair], outlets=outlets)
            if known
            else first[match.id]
        )
        result.append(replace(match, origin=origin))
    return tuple(result)


def infer_origin(
    match: Match,
    left: Reading,
    right: Reading,
    *,
    prior: PriorSharing | None = None,
    shares: tuple[float, float] | None = None,
    outlets: Outlets | None = None,
) -> Origin:
    """The likely origin of *match*, whose left side lies in *left*.

    *shares* are the shares of each text that the pair has in common, in all matches; without it
    those of *match* alone. The confidence is a calibrated probability of at least the table's
    threshold; below it, or where the signs point to a third text, ``article`` is None and
    ``reasons`` says why.
    """
    known = outlets or builtin_outlets()
    common = shares or match_shares(match, left, right)
    signs = tuple(direction_signs(match, left, right, prior=prior, shares=common, outlets=known))
    odds = sum(_table()["weights"].get(sign.name, 0.0) * sign.value for sign in signs)
    likely = left if odds > 0 else right
    reasons = tuple(sign.reason for sign in signs if sign.value * odds > 0)
    against = tuple(f"against: {sign.reason}" for sign in signs if sign.value * odds < 0)
    spun = tuple(f"{r.article.id} is spun, so it is not the origin" for r in (left, right) if _is_spun(r))
    if _is_spun(left) and _is_spun(right):
        return Origin(None, 0.0, ("both texts are spun, so neither is the origin", _THIRD))
    if third := third_text(left, right, outlets=known):
        return Origin(None, 0.0, (*third, _THIRD, *spun))
    if _is_spun(likely):
        return Origin(None, 0.0, (*spun, "other signs contradict", *reasons))
    apart = own_words(match)
    direct = direct_probability(signs, common, apart)
    confidence = origin_confidence(direct, odds)
    # An excerpt lies inside its source, but so does a story inside a copy with comments pasted under it.
    told = any(sign.value * odds > 0 for sign in signs if sign.name != "containment")
    if told and confidence >= _table()["threshold"]["confidence"]:
        return Origin(likely.article.id, round(confidence, 3), (*reasons, *against))
    small = f"the two share {max(common):.0%} of the shorter text" if max(common) < 0.5 else ""
    mixed = "each has words within the passage that the other lacks" if apart >= 0.5 else ""
    doubts = tuple(doubt for doubt in (small, mixed) if doubt)
    unlikely = direct < _table()["threshold"]["confidence"] and doubts
    why = (*doubts, _THIRD) if unlikely else ("the signs are too weak to name one",)
    return Origin(None, 0.0, (*why, *spun, *(r for r in reasons if not r.endswith("is spun")), *against))


def taken(match: Match, copy: Reading, other: Reading) -> float:
    """How sure it is that *copy* did not write the passage it shares with *other*, 0 to 1.

    As sure as the other is known to be its origin. Where no origin is known, a spun text is a
    rewording of something, be it the other or a third text: as sure as it is known to be spun.
    """
    if match.origin.article is not None:
        return match.origin.confidence if match.origin.article == other.article.id else 0.0
    return copy.spun.probability if _is_spun(copy) and not _is_spun(other) else 0.0


def direct_inputs(signs: Sequence[Sign], shares: tuple[float, float], apart: float) -> dict[str, float]:
    """What tells whether one text comes from the other and not both from a third, by name.

    How much they share, of the text that is more shared and of the other, and whether one lies in the
    other whole; any credit; and *apart*, see :func:`own_words`.
    """
    return {
        "share": max(shares),
        "less": min(shares),
        "whole": max(0.0, max(shares) - 0.8) * 5,
        "credit": max((abs(sign.value) for sign in signs if sign.name == "credit"), default=0.0),
        "apart": apart,
    }


def direct_probability(signs: Sequence[Sign], shares: tuple[float, float], apart: float) -> float:
    """How likely one text comes from the other and not both from a third, see :func:`direct_inputs`."""
    weights = _table()["direct"]
    inputs = direct_inputs(signs, shares, apart)
    odds = weights["intercept"] + sum(weights[name] * value for name, value in inputs.items())
    return 1 / (1 + math.exp(-odds))


def own_words(match: Match) -> float:
    """How far each side has words of its own within the passage, 0 to 1: copyists cut, or add, and seldom do both."""
    return min(1.0, 20 * min(_cut_and_added(match)) / max(len(match.left.span), len(match.right.span), 1))


def origin_confidence(direct: float, odds: float) -> float:
    """How likely the text the signs point to is the origin of the other.

    It is if one comes from the other and if that is the right way round: the product of both
    regressions' answers, calibrated (Platt 1999) on cases of another seed. *direct* is the
    probability that one comes from the other, *odds* the log odds of which.
    """
    weights = _table()["calibration"]
    calibrated = weights["intercept"] + weights["slope"] * both_log_odds(direct, odds)
    return min(_MOST_SURE, 1 / (1 + math.exp(-calibrated)))


def both_log_odds(direct: float, odds: float) -> float:
    """The log odds that one text comes from the other, probability *direct*, and the way *odds* point."""
    both = direct / (1 + math.exp(-min(abs(odds), _MOST_ODDS)))
    both = min(max(both, 1e-4), 1 - 1e-4)
    return math.log(both / (1 - both))


def match_shares(match: Match, left: Reading, right: Reading) -> tuple[float, float]:
    """The shares of both texts that one match covers, 0 to 1."""
    return _share(len(match.left.span), len(left.article.text)), _share(len(match.right.span), len(right.article.text))


def direction_signs(
    match: Match,
    left: Reading,
    right: Reading,
    *,
    prior: PriorSharing | None = None,
    shares: tuple[float, float] | None = None,
    outlets: Outlets | None = None,
) -> Iterator[Sign]:
    """Every sign of direction that is present, in a fixed order; none of value 0."""
    known = outlets or builtin_outlets()
    yield from _dates(left, right)
    for name, value, reason in (
        ("credit", _credits(right, left, known) - _credits(left, right, known), "credits the other's outlet"),
        ("spun", _is_spun(right) - _is_spun(left), "is spun"),
        ("residue", _has_residue(right) - _has_residue(left), "carries scraper residue"),
    ):
        if value:
            yield Sign(name, value, f"{(right if value > 0 else left).article.id} {reason}")
    signed = _is_signed(left) - _is_signed(right)
    if signed:
        yield Sign("signed", signed, f"{(left if signed > 0 else right).article.id} alone names an author or dateline")
    yield from _asymmetry(match, left, right, shares or match_shares(match, left, right))
    rarer = rarer_side(match.edits) if match.kind is Kind.SPUN else 0.0
    if abs(rarer) >= 0.2:
        yield Sign("wording", rarer, f"{(right if rarer > 0 else left).article.id} has the rarer words for the same")
    if prior is not None and prior.from_left != prior.from_right:
        value = math.log((prior.from_left + 1) / (prior.from_right + 1))
        giver = left if value > 0 else right
        yield Sign("prior", max(-2.0, min(2.0, value)), f"{giver.article.source} was the origin in earlier stories")


def third_text(left: Reading, right: Reading, *, outlets: Outlets | None = None) -> tuple[str, ...]:
    """Why both articles may derive from a text of somebody else; empty without a sign of it."""
    known = outlets or builtin_outlets()
    ours = set(claimed_origin(left.article, left.credits, known))
    theirs = set(claimed_origin(right.article, right.credits, known))
    shared = sorted(ours & theirs)
    if shared:
        return (f"both name {', '.join(shared)} as origin",)
    for reading, other, claims in ((left, right, ours), (right, left, theirs)):
        outside = sorted(claim for claim in claims if not known.same(claim, other.article.source))
        if outside and len(outside) == len(claims) and not _credits(other, reading, known):
            return (f"{reading.article.id} names another origin: {', '.join(outside)}",)
    return ()


def _dates(left: Reading, right: Reading) -> Iterator[Sign]:
    one, two = _moment(left.article.published), _moment(right.article.published)
    if one is None or two is None:
        return
    (first, exact_first), (second, exact_second) = one, two
    days = (second - first).total_seconds() / 86400
    earlier = left if days > 0 else right
    if abs(days) >= 1:
        size = 1.0 if abs(days) >= 2 else 0.5
        yield Sign("days", math.copysign(size, days), f"{earlier.article.id} is dated {_span(abs(days))} earlier")
    elif exact_first and exact_second and abs(days) >= 1 / 96:
        yield Sign("hours", math.copysign(1.0, days), f"{earlier.article.id} is dated {_span(abs(days))} earlier")


def _asymmetry(match: Match, left: Reading, right: Reading, shares: tuple[float, float]) -> Iterator[Sign]:
    ours, theirs = shares
    inside = max(-1.0, min(1.0, theirs - ours))
    if abs(inside) >= 0.1:
        holder = left if inside > 0 else right
        part = right if inside > 0 else left
        yield Sign("containment", inside, f"more of {part.article.id} lies in {holder.article.id} than the reverse")
    cut, added = _cut_and_added(match)
    longest = max(len(match.left.span), len(match.right.span), 1)
    shorter = max(-1.0, min(1.0, 5 * (cut - added) / longest))
    if abs(shorter) >= 0.05:
        fuller = left if shorter > 0 else right
        yield Sign("edits", shorter, f"{fuller.article.id} has the fuller wording")


def _cut_and_added(match: Match) -> tuple[int, int]:
    """Characters that the left side alone has in the passage, and that the right side alone has."""
    cut = sum(len(edit.before) for edit in match.edits if edit.op == "delete")
    return cut, sum(len(edit.after) for edit in match.edits if edit.op == "insert")


def _credits(copy: Reading, other: Reading, outlets: Outlets) -> float:
    """1 where *copy* names the other's outlet as origin of its text, ½ where only in passing."""
    levels = [
        1.0 if credit.strength >= 1 or credit.kind == "house" else 0.5
        for credit in copy.credits
        if credit.who and credit.covers != "picture" and outlets.same(credit.who, other.article.source)
    ]
    return 0.0 if outlets.same(copy.article.source, other.article.source) else max(levels, default=0.0)


def _is_spun(reading: Reading) -> bool:
    return reading.spun.verdict == "spun"


def _has_residue(reading: Reading) -> float:
    return float(any(residue.kind in _SCRAPED for residue in reading.residue))


def _is_signed(reading: Reading) -> float:
    # A byline further down belongs to something pasted or embedded.
    named = any(block.kind in {"byline", "dateline"} for block in reading.blocks[:_HEAD_BLOCKS])
    own = any(credit.kind in {"byline", "agency-tag"} and credit.strength >= 1 for credit in reading.credits)
    return float(bool(reading.article.byline) or named or own)


def _stories(matches: Sequence[Match], readings: Mapping[str, Reading]) -> dict[str, str]:
    """The story of each article with a match: that of its cluster; one text twice is one story."""
    names = tuple(dict.fromkeys(name for match in matches for name in _pair(match)))
    found: dict[str, str] = {}
    for row in cluster(names, matches, {name: readings[name].words for name in names}):
        found.update(dict.fromkeys(row.articles, row.articles[0]))
    by_text = {readings[name].article.text: story for name, story in found.items()}
    return {name: found.get(name) or by_text.setdefault(readings[name].article.text, name) for name in names}


def _elsewhere(given: Mapping[str | None, set[tuple[str, str]]], own: set[str]) -> int:
    """How many pairs of stories *given* holds without those of *own*; it has all under None, and those of a story."""
    return len(given.get(None, ())) - len(set[tuple[str, str]]().union(*(given.get(story, ()) for story in own)))


def _pair(match: Match) -> tuple[str, str]:
    return match.left.article, match.right.article


def _pair_shares(
    matches: Sequence[Match], readings: Mapping[str, Reading]
) -> dict[tuple[str, str], tuple[float, float]]:
    spans: dict[tuple[str, str], tuple[list[Span], list[Span]]] = {}
    for match in matches:
        ours, theirs = spans.setdefault(_pair(match), ([], []))
        if match.kind in REUSED:
            ours.append(match.left.span)
            theirs.append(match.right.span)
    return {
        (left, right): (
            _share(sum(map(len, merge(ours))), len(readings[left].article.text)),
            _share(sum(map(len, merge(theirs))), len(readings[right].article.text)),
        )
        for (left, right), (ours, theirs) in spans.items()
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _moment(published: str) -> tuple[datetime, bool] | None:
    """The declared moment in UTC and whether it has a time of day; None if it cannot be read."""
    try:
        moment = datetime.fromisoformat(published.strip().replace(" ", "T", 1))
    except ValueError:
        return None
    exact = len(published.strip()) > 10 and (moment.hour, moment.minute) != (0, 0)
    try:
        return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)), exact
    except (OverflowError, ValueError):
        return None


def _span(days: float) -> str:
    if days >= 1:
        return f"{days:.0f} day{'s' if round(days) != 1 else ''}"
    minutes = round(days * 1440)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    """Fitted weights per sign, and the confidence below which the answer is withheld."""
    loaded: dict[str, dict[str, float]] = json.loads(
        files("auditor.data").joinpath("origin_weights.json").read_text(encoding="utf-8")
    )
    return loaded
