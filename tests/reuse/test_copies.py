"""Many copies of one text: few pairs, and nothing left out in silence."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from auditor.audit import audit
from auditor.incoming import check
from auditor.model import Article
from auditor.reuse.candidates import fingerprint, scored_pairs
from auditor.reuse.copies import CROWD, ENOUGH, Member, consulted, thinned, worth_comparing
from auditor.text import prepare


def _text(rng, words):
    out = [f"w{rng.randrange(20_000)}x" if rng.random() < 0.6 else "the" for _ in range(words)]
    return ". ".join(" ".join(out[at : at + 15]) for at in range(0, words, 15)) + "."


def _members(texts, dates=None, sources=None):
    rows = []
    for place, text in enumerate(texts):
        prints = fingerprint(prepare(Article(f"{place:03}", "s", text)))
        precedence = (dates[place] if dates else "~", False, -len(prints.hashes), f"{place:03}")
        rows.append(Member(prints, precedence, sources[place] if sources else f"s{place}"))
    return rows


def _copies(count, seed=1):
    """Near-copies of one text: a few words of each are changed."""
    rng = random.Random(seed)
    words = _text(rng, 200).split()
    texts = []
    for _ in range(count):
        own = list(words)
        for place in rng.sample(range(len(own)), 4):
            own[place] = f"n{rng.randrange(99_999)}x"
        texts.append(" ".join(own))
    return texts


def _thinned(members):
    return thinned(scored_pairs([member.prints for member in members]), members)


@pytest.mark.parametrize("count", [2, 5, CROWD])
def test_a_dozen_copies_are_all_compared(count):
    """What every newsroom has stays as it is: all pairs, in order."""
    members = _members(_copies(count))
    found = _thinned(members)
    assert found.pairs == tuple((one, two) for one in range(count) for two in range(one + 1, count))
    assert not found.more
    assert not found.crowds


def test_each_of_many_copies_is_compared_with_the_likeliest_original():
    """One pair for each copy, with the earliest, whatever its place; the others are counted."""
    dates = ["2024-05-03"] * 100
    dates[70] = "2024-05-01"
    found = _thinned(_members(_copies(100), dates))
    assert set(found.pairs) == {(place, 70) for place in range(100) if place != 70}
    assert dict(found.more) == {place: 98 for place in range(100) if place != 70}
    assert [crowd[0] for crowd in found.crowds] == [70]


def test_counterparts_are_of_other_sources():
    """Copies of the original's own source are compared with the likeliest original of another one."""
    sources = ["wire" if place % 2 else f"s{place}" for place in range(40)]
    dates = [f"2024-05-{place + 1:02}" if place < 20 else "2024-06-01" for place in range(40)]
    dates[1] = "2024-01-01"
    members = _members(_copies(40), dates, sources)
    pairs = [pair for pair in scored_pairs([m.prints for m in members]) if sources[pair.left] != sources[pair.right]]
    found = thinned(pairs, members)
    assert {place for place, other in found.pairs if other == 1} == set(range(0, 40, 2))
    assert {(place, other) for place, other in found.pairs if place % 2} == {(place, 0) for place in range(3, 40, 2)}
    # articles of other sources: 39 less those compared, for the wire's own copies 20
    assert {place: dict(found.more)[place] for place in (0, 2, 3)} == {0: 39 - 20, 2: 39 - 1, 3: 20 - 1}


def test_what_a_copy_shares_with_a_stranger_is_still_compared():
    """A passage that one of many copies added is found in the article it comes from."""
    rng = random.Random(5)
    texts = [*_copies(50), *(_text(rng, 150) for _ in range(10))]
    texts[33] += " " + " ".join(texts[55].split()[20:50])
    found = _thinned(_members(texts))
    assert (33, 55) in found.pairs


def test_a_passage_many_carry_is_compared_with_two_dozen():
    """Different articles with one passage in common are no crowd, and their pairs stay few and counted."""
    rng = random.Random(4)
    wire = _text(rng, 60)
    members = _members([f"{_text(rng, 100)}\n\n{wire}" for _ in range(120)])
    every = scored_pairs([member.prints for member in members])
    found = thinned(every, members)
    assert not found.crowds
    assert len(found.pairs) <= ENOUGH * 120 < len(every)
    met = dict.fromkeys(range(120), 0)
    for one, two in found.pairs:
        met[one] += 1
        met[two] += 1
    assert min(met.values()) >= ENOUGH
    proposed = {place: sum(place in (pair.left, pair.right) for pair in every) for place in range(120)}
    assert {place: proposed[place] - met[place] for place in met if proposed[place] > met[place]} == dict(found.more)


def test_an_incoming_copy_is_compared_with_one_known_copy_and_a_stranger():
    """The gate does the same: the earliest of many known copies, and whoever else shares something."""
    rng = random.Random(7)
    texts = _copies(40)
    other = _text(rng, 120)
    own, *members = _members([texts[0] + " " + " ".join(other.split()[10:60]), *texts[1:], other])
    assert worth_comparing(own, members) == [0, 39]
    assert worth_comparing(own, members[:CROWD]) == list(range(CROWD))


def test_the_report_says_how_many_more_there_are():
    """Every copy names its counterpart and the number of others; the cluster holds them all."""
    texts = _copies(CROWD + 4)
    days = [f"2024-01-{place + 1:02}" for place in range(len(texts))]
    articles = [Article(f"a{place:02}", f"s{place}", text, published=days[place]) for place, text in enumerate(texts)]
    report = audit(articles)
    copies = [finding for finding in report.findings if finding.code == "DUP002"]
    assert len(copies) == len(texts) - 1
    assert all(
        finding.message.endswith(f"; {len(texts) - 2} more articles share text with this one") for finding in copies
    )
    assert all(m.name == "others not compared" for f in copies for m in f.evidence.measures[-1:])
    assert [cluster.articles for cluster in report.clusters] == [tuple(article.id for article in articles)]
    assert report.clusters[0].origins == 1
    assert audit(articles[::-1]) == report
    incoming = check(Article("new", "other", texts[3]), against=articles)
    assert {match.right.article for match in incoming.matches} == {copies[0].related[0].article}
    assert any(
        f"; at least {len(texts) - 1} more articles share text" in finding.message for finding in incoming.findings
    )


@pytest.mark.parametrize("name", ["a", "m", "z"])
def test_many_articles_of_one_source_hide_nobody(name):
    """A passage that eighty articles of one source carry is found in the one of another, whatever the names."""
    rng = random.Random(8)
    passage = _text(rng, 30)
    rows = [Article(f"k{number:02}", "A", f"{_text(rng, 60)} {passage}") for number in range(80)]
    rows.append(Article(name, "B", f"{_text(rng, 60)} {passage}"))
    assert _met(audit(rows), name) == {f"k{number:02}" for number in range(80)}


def test_copies_of_one_source_are_compared_with_the_copy_of_another():
    """Whole articles, too: each of eighty near-copies of one source meets the copy that another source has."""
    rows = [Article(f"k{number:02}", "A", text) for number, text in enumerate(_copies(81))]
    rows[40] = replace(rows[40], source="B")
    assert _met(audit(rows), "k40") == {row.id for row in rows if row.source == "A"}


def test_what_two_of_a_crowd_share_beyond_it_is_compared():
    """A passage that two of many near-copies added to the text is found, at the price of one more pair."""
    rng = random.Random(9)
    texts = _copies(60)
    passage = _text(rng, 25)
    for place in (33, 51):
        texts[place] += f" {passage}"
    found = _thinned(_members(texts, [f"2024-01-01T00:{place:02}" for place in range(60)]))
    assert set(found.pairs) - {(place, 0) for place in range(60)} == {(51, 33)}


def test_the_first_to_carry_a_passage_is_compared_although_others_share_more():
    """The earliest is among those compared; beside it, those that share most."""
    rng = random.Random(10)
    passage, more = _text(rng, 30), _text(rng, 60)
    texts = [f"{_text(rng, 60)} {passage} {more if place else ''}" for place in range(80)]
    dates = ["2024-01-01", *["2024-02-02"] * 79]
    found = _thinned(_members(texts, dates))
    assert {one for one, other in found.pairs if other == 0} | {other for one, other in found.pairs if one == 0} == set(
        range(1, 80)
    )
    own, *others = _members([texts[5], *texts[:5], *texts[6:]], ["2024-03-03", *dates[:5], *dates[6:]])
    assert 0 in worth_comparing(own, others)


def test_names_and_order_decide_nothing():
    """Other ids and another order of the same articles give the same pairs."""
    rng = random.Random(11)
    passage = _text(rng, 30)
    sources = ["A"] * 40 + ["B", "C"]
    rows = [
        Article("", source, f"{_text(rng, 20 + place)} {passage}", published=f"2024-01-{place % 28 + 1:02}")
        for place, source in enumerate(sources)
    ]

    def pairs(names):
        report = audit([replace(row, id=name) for row, name in zip(rows, names, strict=True)])
        number = {name: place for place, name in enumerate(names)}
        return {frozenset((number[m.left.article], number[m.right.article])) for m in report.matches}

    names = [f"n{place:03}" for place in range(len(rows))]
    assert pairs(names) == pairs(rng.sample(names, len(names)))


def test_a_line_that_everybody_carries_is_found():
    """However many articles carry it, and though it stands inside other text."""
    rng = random.Random(12)
    line = "the police said on monday that two men were arrested near the harbour bridge after midnight"
    rows = [fingerprint(prepare(Article(str(n), "s", f"{_text(rng, 30)} {line} {_text(rng, 30)}"))) for n in range(300)]
    met = {place for pair in scored_pairs(rows) for place in (pair.left, pair.right)}
    assert met == set(range(300))


def _met(report, name):
    pairs = ((match.left.article, match.right.article) for match in report.matches)
    return {other for pair in pairs if name in pair for other in pair if other != name}


@pytest.mark.parametrize("seed", range(4))
def test_only_what_was_consulted_is_looked_at(seed):
    """Where fingerprints lie elsewhere, fetching those that are asked for beforehand gives the same pairs."""
    rng = random.Random(seed)
    wires = [_text(rng, 30) for _ in range(4)]
    texts = [
        *(f"{_text(rng, 30)} {rng.choice(wires)} {rng.choice(wires)}" for _ in range(110)),
        *_copies(20, seed),
        *(_text(rng, 60) for _ in range(10)),
    ]
    sources = [rng.choice("AAAAAAAB") + str(place // 100) for place in range(len(texts))]
    members = _members(texts, sources=sources)
    pairs = scored_pairs([member.prints for member in members])
    fetched = consulted(pairs, members)
    bare = [member if place in fetched else replace(member, prints=None) for place, member in enumerate(members)]
    assert thinned(pairs, bare) == thinned(pairs, members)
    assert len(fetched) < len(members)
