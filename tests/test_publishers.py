"""What publishers tell the audit: outlets and licences it does not know, and their replies."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

import auditor
from auditor.model import Article, Outlet, Reply
from auditor.output import render

STORY = (
    "The council voted on Tuesday to close the old harbour to heavy ships until spring, after a survey found "
    "cracks along the eastern quay. Residents had complained for years about noise at night.\n\n"
    "The port authority said it would publish its plans within the month and move the grain terminal north, "
    "where the water is deeper and the road to the motorway is shorter.\n\n"
    "Fishermen, who fear for their berths, plan to march to the town hall on Saturday with their families."
)


def pair(tail=""):
    return [
        Article("first", "ledger.example", STORY, byline="Ada Moss", published="2026-03-02"),
        Article("second", "daily.example", f"{STORY}\n\n{tail}", byline="Bo Lind", published="2026-03-05"),
    ]


def lost(report, source="daily.example"):
    return next(row for row in report.sources if row.source == source).dimensions[0].lost


def test_a_publisher_may_be_reprinted_by_whom_it_licensed():
    """The first of a pair publishes, the second may reprint; the other way round it is no licence."""
    plain = auditor.audit(pair())
    licensed = auditor.audit(pair(), settings=auditor.Settings(syndication=(("ledger.example", "daily.example"),)))
    reverse = auditor.audit(pair(), settings=auditor.Settings(syndication=(("daily.example", "ledger.example"),)))
    assert lost(plain) > 0
    assert lost(licensed) == 0
    assert lost(reverse) == lost(plain)


def test_an_outlet_of_the_settings_is_credited_by_its_alias():
    """A tag that names an outlet only the user knows is a credit and costs nothing; unknown it is none."""
    known = auditor.Settings(outlets=(Outlet("Northern Ledger", "agency", ("NoLe",), ("ledger.example",)),))
    credited = pair("(NoLe)")
    report = auditor.audit(credited, settings=known)
    reading = next(reading for reading in report.articles if reading.article.id == "second")
    assert reading.claims == ("Northern Ledger",)
    assert next(reading for reading in report.articles if reading.article.id == "first").outlet == "Northern Ledger"
    assert lost(report) == 0
    assert lost(auditor.audit(credited)) > 0


def test_a_name_added_to_a_known_outlet_keeps_its_other_names():
    """Adding an alias to Reuters does not make the audit forget Reuters."""
    settings = auditor.Settings(outlets=(Outlet("Reuters", aliases=("Rtrs Desk",)),))
    for tail in ("Source: Rtrs Desk", "Source: Reuters", "(Reuters)"):
        report = auditor.audit(pair(tail), settings=settings)
        assert [reading.claims for reading in report.articles] == [(), ("Reuters",)]


ATTACK = '</p><script>alert("x")</script>\x1b[31m::error::\u202e'


@pytest.fixture(scope="module")
def answered():
    """An audit with a reply to the audit and one to its first finding, and the audit without."""
    plain = auditor.audit(pair())
    mark = plain.findings[0].fingerprint
    replies = (
        Reply("daily.example", "2026-05-11", f"We have a licence. {ATTACK}", mark, "The editor"),
        Reply("daily.example", "2026-05-12", "And we said so."),
        Reply("elsewhere.example", "2026-05-12", "Not us."),
    )
    return plain, auditor.audit(pair(), settings=auditor.Settings(replies=replies))


def test_a_reply_never_changes_a_finding_or_a_score(answered):
    """What a publisher says is shown, and nothing else is different."""
    plain, report = answered
    assert replace(report, replies=(), skipped=()) == plain
    assert [reply.source for reply in report.replies] == ["daily.example", "daily.example"]
    assert [skip.place for skip in report.skipped] == ["reply of elsewhere.example"]


def test_a_reply_is_in_every_report_a_person_reads_and_breaks_none(answered):
    """Source page, text, Markdown and JSON show the reply; its markup and controls do nothing."""
    report = answered[1]
    pages = dict(render(report, "html"))
    page = next(html for name, html in pages.items() if "source" in name and "We have a licence." in html)
    assert "And we said so." in page
    assert "<script>alert" not in page
    for name in ("text", "markdown"):
        ((_, text),) = render(report, name)
        assert "We have a licence." in text.replace("\\", "")
        assert "\x1b" not in text
        assert "\u202e" not in text
    ((_, text),) = render(report, "json")
    assert json.loads(text)["replies"][0]["text"] == report.replies[0].text


def test_a_reply_survives_the_report_file(answered, tmp_path):
    """A report loaded again still holds the replies."""
    auditor.write(answered[1], tmp_path, formats=("json",))
    assert auditor.load(tmp_path / "report.json").replies == answered[1].replies


def test_a_check_shows_the_replies_of_the_sources_it_met():
    """A reply to an article's source is part of a check; others are left out without a word."""
    from auditor.incoming import check_all, gathered

    first, second = pair()
    settings = auditor.Settings(replies=(Reply("daily.example", "2026-05-12", "Ours."), Reply("x.example", "2026", "")))
    audits = check_all([second], against=[first], settings=settings)
    report = gathered(audits, settings=settings)
    assert [reply.text for reply in report.replies] == ["Ours."]
    assert report.skipped == ()


def test_config_shows_outlets_and_replies(tmp_path, monkeypatch):
    """What the settings add is listed, one line each, with its file."""
    from auditor.cli.app import app

    (tmp_path / "auditor.toml").write_text(
        '[outlets."Northern Ledger"]\naliases = ["NoLe"]\nagency = true\n'
        '[[replies]]\nsource = "daily.example"\ndate = "2026-05-11"\ntext = "We did."\n',
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(app, ["config", "show"]).output
    assert "outlets.Northern Ledger = agency, aliases ['NoLe'], domains []" in shown
    assert "replies.daily.example = 2026-05-11, 7 characters" in shown


@pytest.mark.parametrize(
    ("before", "after", "tail", "group"),
    [
        ("", "", "", "neither cited nor quoted"),
        ("", "", "Source: Northern Ledger", "cited, not quoted"),
        ("“", "”", "", "quoted, not cited"),
        ("“", "”", "Source: Northern Ledger", "cited and quoted"),
    ],
)
def test_every_reused_passage_says_whether_it_is_cited_and_quoted(before, after, tail, group):
    """The four attribution groups stand in the message and in the evidence of the finding on a passage."""
    first = Article("first", "ledger.example", STORY, byline="Ada Moss", published="2026-03-02")
    passage = " ".join(STORY.split("\n\n"))
    text = f"Ships will have to wait.\n\n{before}{passage}{after}\n\nNobody answered on Wednesday.\n\n{tail}"
    known = auditor.Settings(outlets=(Outlet("Northern Ledger", domains=("ledger.example",)),))
    report = auditor.audit([first, Article("second", "daily.example", text, published="2026-03-05")], settings=known)
    found = [f for f in report.findings if f.code == "DUP001" and f.primary.article == "second"]
    assert [finding.evidence.standing for finding in found] == [group]
    assert group in found[0].message
