"""Scores kept beside a store: each checked article updates its source, and none of the others is read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

import auditor
from auditor.cli.app import run
from auditor.incoming import check_all, kept_scores
from auditor.model import Article
from auditor.scoring.tally import added
from auditor.stores.tallies import TallyBook

TOPICS = ("harbour", "library", "bridge", "orchard", "theatre", "quarry")
OTHER = (
    "A beekeeper of Lund bred a strain of queens that sleeps through wet summers. Her neighbours want some.\n\n"
    "She began with nine hives behind a dairy, wrote down every morning how much each had eaten, and kept only the "
    "daughters of the thriftiest. Two universities have asked for larvae; she sells none before the autumn show."
)


def story(topic, day):
    """A short report of its own."""
    return (
        f"The council voted on day {day} to close the old {topic} until spring, after a survey found cracks along the "
        f"eastern side of the {topic}. Neighbours of the {topic} had complained for years.\n\n"
        f"Engineers will publish their plans for the {topic} within {day} weeks and move the entrance north, where the "
        f"ground is firmer and the road to the {topic} is shorter than it was before the flood of 19{day + 10}."
    )


@pytest.fixture
def known(tmp_path):
    """A store of one outlet's reports."""
    with auditor.open_store(tmp_path / "seen") as store:
        store.add(
            Article(f"own-{n}", "ledger.example", story(topic, n), byline="Ada Moss", published=f"2026-03-0{n + 1}")
            for n, topic in enumerate(TOPICS)
        )
    return tmp_path / "seen"


def copies(count):
    return [
        Article(f"copy-{n}", "daily.example", story(topic, n), published=f"2026-04-0{n + 1}")
        for n, topic in enumerate(TOPICS[:count])
    ]


def checked(articles, folder):
    with auditor.open_store(folder) as store:
        return check_all(articles, against=store)


def test_a_source_is_scored_as_its_articles_come(known):
    """One at a time or all at once, in any order and checked twice: the score is the same."""
    rows = copies(4)
    for article in (*rows, rows[1]):
        kept = kept_scores(checked([article], known), known)
    assert [row.articles for row in kept] == [4]
    other = known.with_name("other")
    with auditor.open_store(other) as store, auditor.open_store(known) as old:
        store.add(old)
    assert kept_scores(checked(rows[::-1], other), other) == kept
    assert kept[0].score < 92


def test_a_corrected_article_takes_the_place_of_the_first_version(known):
    """A credit added later counts in place of the version without it."""
    (bad,) = kept_scores(checked(copies(1), known), known)
    mended = replace(copies(1)[0], text=f"{copies(1)[0].text}\n\nSource: Reuters")
    (good,) = kept_scores(checked([mended], known), known)
    assert good.articles == bad.articles == 1
    assert good.score > bad.score


def test_check_shows_the_scores_it_keeps(known, tmp_path, capsys):
    """The command shows the source's score so far; without a store there is nothing to keep it in."""
    (tmp_path / "copy.txt").write_text(copies(1)[0].text, "utf-8")
    run(["check", str(tmp_path / "copy.txt"), "--against", str(known), "--score", "--no-cache"])
    assert "provenance score, 0 to 100" in capsys.readouterr().out
    assert run(["check", str(tmp_path / "copy.txt"), "--score"]) == 2
    assert "--against STORE" in capsys.readouterr().err


def test_records_of_another_method_are_told(known, capsys):
    """A visitor's record that an earlier method made is counted by no score; that is said, with the way out."""
    kept_scores(checked(copies(2), known), known)
    with TallyBook(known, added) as book:
        book.put([replace(row, method="0") for row in book.records()])
    assert run(["index", "score", str(known), "--jobs", "1"]) == 0
    told = capsys.readouterr()
    assert "daily.example" not in told.out
    assert "1 source has records of another method" in told.err
    assert "--score" in told.err
    kept_scores(checked(copies(2), known), known)
    assert run(["index", "score", str(known), "--jobs", "1"]) == 0
    told = capsys.readouterr()
    assert "daily.example (" in told.out
    assert "another method" not in told.err


def test_two_copies_of_one_original_do_not_vouch_for_each_other(tmp_path):
    """That a source was the origin before is a reason from other stories only, not from the same text stored twice."""
    twice = [
        Article(f"{name}-0", "ledger.example", story("harbour", 0), byline="Ada Moss", published="2026-03-01")
        for name in ("own", "again")
    ]
    with auditor.open_store(tmp_path / "twice") as store:
        store.add(twice)
        (audit,) = check_all(copies(1), against=store)
    assert {match.origin.article for match in audit.matches} == {"own-0", "again-0"}
    assert not any("earlier stories" in reason for match in audit.matches for reason in match.origin.reasons)
    other = [replace(twice[0], id="own-1", text=OTHER), replace(copies(1)[0], id="copy-1", text=OTHER)]
    report = auditor.audit([*twice, *copies(1), *other])
    vouched = [reason for match in report.matches for reason in match.origin.reasons if "earlier stories" in reason]
    assert vouched == ["ledger.example was the origin in earlier stories"] * 3
