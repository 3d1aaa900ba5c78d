"""Names of any length are shortened where they are shown, and whole where programs read them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from page_reading import Page
from sample_report import report as sample_report

from auditor.cli.app import run
from auditor.model import AuditReport, Skipped
from auditor.reporters import files
from auditor.reporters.brief import LONGEST, readable, shortened
from auditor.reporters.wire_v1 import load

LONG = "n" * 2_500 + "/middle/" + "m" * 2_500
OTHER = "n" * 2_500 + "/centre/" + "m" * 2_500


def renamed(report: AuditReport, names: dict[str, str]) -> AuditReport:
    """*report* with other ids, read back from its JSON."""
    text = next(content for _, content in files(report, "json"))
    for old, new in names.items():
        text = text.replace(f'"{old}"', json.dumps(new)).replace(f" {old} ", f" {new} ")
    return load(text)


@pytest.fixture
def report() -> AuditReport:
    """Two of the sample's articles have names of 5,000 characters, alike at both ends."""
    return renamed(sample_report(), {"herald-1": LONG, "mirror-1": OTHER})


def test_a_name_keeps_both_its_ends() -> None:
    """The folder at the start and the file at the end are what tells names apart."""
    assert shortened("a" * LONGEST) == "a" * LONGEST
    assert len(shortened(LONG)) == LONGEST
    assert shortened(LONG).startswith("nnn")
    assert shortened(LONG).endswith("mmm")


@pytest.mark.parametrize("name", ["text", "markdown", "html", "html-single"])
def test_long_names_are_shortened_where_people_read(report: AuditReport, name: str) -> None:
    """No report for people prints a name of 5,000 characters; two names that differ in the middle stay apart."""
    assert any(finding.primary.article == LONG for finding in report.findings)
    made = dict(files(report, name))
    assert not any("n" * 200 in content for content in made.values())
    assert any("n" * 40 in content and "…" in content for content in made.values())
    ids = [reading.article.id for reading in readable(report).articles]
    assert len(set(ids)) == len(report.articles)


@pytest.mark.parametrize("name", ["json", "jsonl", "sarif"])
def test_long_names_are_whole_where_programs_read(report: AuditReport, name: str) -> None:
    """What another program is to look up is not shortened."""
    assert LONG in "".join(content for _, content in files(report, name))


def test_texts_are_left_alone(report: AuditReport) -> None:
    """A text that holds its own name keeps it, so that every place in it stays where it is."""
    first = report.articles[0]
    text = f"{first.article.text} {LONG}"
    article = replace(first.article, text=text)
    changed = replace(report, articles=(replace(first, article=article), *report.articles[1:]))
    assert readable(changed).articles[0].article.text == text


def test_a_report_without_long_names_stays_as_it_is() -> None:
    """Nothing is copied where nothing is shortened."""
    report = sample_report()
    assert readable(report) is report


def test_places_of_what_was_skipped_are_shortened() -> None:
    """Also a file that could not be read may have a long name."""
    report = replace(sample_report(), skipped=(Skipped(LONG, "empty file"),))
    assert f"skipped {shortened(LONG)}: empty file" in next(content for _, content in files(report, "text"))


def test_the_command_line_shortens_them_too(tmp_path, monkeypatch, capsys) -> None:
    """The summary of an audit, the passages of a comparison and what a check says on stderr."""
    monkeypatch.chdir(tmp_path)
    story = " ".join(f"The harbour crane number {n} lifted a grey container on to the quay." for n in range(30))
    for name, number in (("a", "1"), ("b", "2")):
        row = {"id": number + LONG, "source": f"{name}.example", "text": story}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    run(["audit", ".", "--no-cache"])
    run(["compare", "a.jsonl", "b.jsonl"])
    run(["check", "a.jsonl", "--against", "b.jsonl", "--no-cache", "-v"])
    said = capsys.readouterr()
    assert "1nnnn" in said.out
    assert "n" * 200 not in said.out + said.err


def test_pages_of_shortened_names_lead_to_each_other(report: AuditReport) -> None:
    """Links between pages still find their target."""
    made = dict(files(report, "html"))
    targets = {link.partition("#")[0] for link in Page(made["index.html"]).links if not link.startswith(("#", "http"))}
    assert targets - {""} <= set(made)
