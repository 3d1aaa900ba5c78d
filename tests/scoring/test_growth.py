"""Scoring keeps up with long articles: the work grows with what is found, never with its product."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from scoring_cases import finding, match, reading, span

from auditor.model import Credit, Residue, Severity, Span
from auditor.scoring import ArticleEvidence, Mend, article_evidence, rank_ranges, score


def leftovers(count):
    """An article of nothing but template leftovers, all in one finding."""
    copy = reading(words=count, residue=tuple(Residue(span(n, n + 1), "widget", "") for n in range(count)))
    found = finding("RES001", 0, 1)
    return lambda: article_evidence(
        copy, (), [replace(found, related=tuple(replace(found.primary, span=r.span) for r in copy.residue))]
    )


def copied(count):
    """An article copied phrase by phrase, each phrase with its finding and a mention of the other outlet."""
    credited = [Credit("mention", "b.example", 0.3, Span(6 * n, 6 * n + 5)) for n in range(count)]
    copy, other = reading(words=2 * count, credits_=credited), reading("b")
    shared = [match(2 * n, 2 * n + 1, name=f"m{n}") for n in range(count)]
    found = [finding("DUP001", 2 * n, 2 * n + 1, related=True, of=f"m{n}") for n in range(count)]
    return lambda: article_evidence(copy, shared, found, others={"a": copy, "b": other})


def many_articles(count):
    """A source of many articles, each with something to mend."""
    rows = [
        ArticleEvidence(f"a{n}", "s", f"a{n}", 100, (0.5, 0.0, 0.0, 0.0), mends=(Mend("mend", (0.0,) * 4, ()),))
        for n in range(count)
    ]
    return lambda: score(rows)


def many_sources(count):
    """Sources to rank."""
    one = score([ArticleEvidence("a", "s", "a", 100, (0.5, 0.0, 0.0, 0.0))])
    scores = [replace(one, source=f"s{n}") for n in range(count)]
    return lambda: rank_ranges(scores)


@pytest.mark.parametrize(("case", "size"), [(leftovers, 1000), (copied, 150), (many_articles, 400), (many_sources, 30)])
def test_eight_times_as_much_takes_about_eight_times_as_long(case, size):
    """Eight times the evidence is nowhere near the sixty-four times a product of two lists would take."""
    times = []
    for work in (case(size), case(8 * size)):
        taken = []
        for _ in range(3):
            began = time.process_time()
            work()
            taken.append(time.process_time() - began)
        times.append(min(taken))
    assert times[1] < 26 * times[0]


def test_a_leftover_counts_where_the_finding_names_it():
    """Of two kinds of scraper residue only the one among a finding's places costs its share."""
    both = (Residue(span(0, 1), "shortcode", ""), Residue(span(50, 51), "widget", ""))
    copy = reading(residue=both)
    at = [finding("RES001", *words, severity=Severity.LOW) for words in ((0, 1), (50, 51), (10, 11))]
    first, second, elsewhere = (article_evidence(copy, (), [one]).penalties[3] for one in at)
    whole = article_evidence(copy, (), [replace(at[0], related=(at[1].primary,))]).penalties[3]
    assert elsewhere < first == second < whole
