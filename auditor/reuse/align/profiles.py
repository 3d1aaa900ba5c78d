"""Declared settings of the aligner: what counts as a passage in the news and in long documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """Settings of one use. Scores are log-likelihood ratios in nats, lengths are words."""

    name: str
    window: int  #: words of a seed window
    stride: int  #: distance between seed windows
    seed_score: float  #: least score of two windows that start a passage
    seeds: int  #: most places tried in one pair
    widen: int  #: words looked at beyond the other side's range, in all
    widen_share: float  #: and in addition, as a share of its length
    reach: int  #: words a range may grow by on each end and round
    cut_clause: float  #: price of a boundary at a line end, colon or semicolon
    cut_word: float  #: price of a boundary inside a clause
    min_score: float  #: least score of a passage, the lower of its two sides
    min_words: int  #: least words of a passage on either side
    merge_gap: int  #: passages this close on both sides are one
    judged: bool  #: whether regions must compare with the pair's best (right where all reuse is of one kind)
    summaries: bool  #: whether a short text may be a summary of the whole other
    ordered: bool  #: whether passages are cut down to what is shared in order
    evidence: float = 0.0  #: least weight of shared words, rare ones counting most and names least
    min_quoted: int = 4  #: least words of a passage inside quotation marks on both sides,
    score_quoted: float = 8.0  #: its least score
    evidence_quoted: float = 0.0  #: and its least evidence
    score_speech: float = 6.0  #: least score of two whole quotations that say the same in synonyms
    rare_match: float = 5.0  #: most nats one supported word gives


DOCUMENTS = Profile(
    name="documents",
    window=20,
    stride=10,
    seed_score=15.0,
    seeds=40,
    widen=30,
    widen_share=0.3,
    reach=150,
    cut_clause=-1.0,
    cut_word=-7.0,
    min_score=32.0,
    min_words=12,
    merge_gap=8,
    judged=True,
    summaries=True,
    ordered=False,
)

NEWS = Profile(
    name="news",
    window=12,
    stride=6,
    seed_score=6.0,
    seeds=120,
    widen=8,
    widen_share=0.25,
    reach=150,
    cut_clause=-0.5,
    cut_word=-1.0,
    min_score=5.5,
    min_words=6,
    merge_gap=4,
    judged=False,
    summaries=False,
    ordered=True,
    evidence=3.0,
    min_quoted=5,
    score_quoted=7.5,
    evidence_quoted=4.0,
)

PROFILES = (NEWS, DOCUMENTS)


def profile(name: str) -> Profile:
    """The profile called *name*; ValueError, naming those there are, if there is none."""
    for known in PROFILES:
        if known.name == name:
            return known
    raise ValueError(f"unknown profile {name!r}: choose from {', '.join(p.name for p in PROFILES)}")
