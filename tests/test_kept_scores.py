"""Scores kept beside a store: each checked article updates its source, and none of the others is read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

import auditor
from auditor.cli.app import run
from auditor.incoming import check_all, kept_scores
from auditor.model import Article

TOPICS = ("harbour", "library", "bridge", "orchard", "theatre", "quarry")


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
    assert kept[0].score < 90


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
