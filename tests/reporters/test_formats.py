"""Every format over the same report, against committed files, and over a report that attacks it.

``AUDITOR_WRITE_GOLDEN=1`` writes the committed files anew; read the difference before accepting it.
"""

import json
import os
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from random_report import reports

from auditor import reporters
from auditor.errors import SettingsError
from auditor.model import Article, AuditReport, Finding, Language, Place, Reading, Severity, Span
from auditor.reporters import github, gitlab, text

GOLDEN = Path(__file__).parents[1] / "golden" / "reporters"
ONE_FILE = [name for name in reporters.FORMATS if name not in {"html", "html-single"}]


def only(report, name):
    ((file, content),) = reporters.render(report, name).items()
    return file, content


@pytest.mark.parametrize("name", ONE_FILE)
def test_format_is_as_committed(name, report):
    """What users parse or read does not change without a difference in review."""
    file, content = only(report, name)
    golden = GOLDEN / file
    if os.environ.get("AUDITOR_WRITE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(content, "utf-8", newline="")
    assert content == golden.read_text("utf-8")


@pytest.mark.parametrize("name", reporters.FORMATS)
def test_an_empty_report_has_every_format(name):
    """An audit without articles or findings still writes valid files."""
    files = reporters.render(AuditReport((), (), (), ()), name)
    assert files
    assert all(content.endswith("\n") or not content for content in files.values() if "html" not in name)


def test_unknown_format_is_refused():
    """A misspelt format is named, with those there are."""
    with pytest.raises(SettingsError, match=r"htlm.*html"):
        reporters.render(AuditReport((), (), (), ()), "htlm")


def test_hostile_terminal(hostile):
    """No escape, control or direction override of an article reaches the terminal."""
    _, content = only(hostile, "text")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", content)


def test_hostile_terminal_colours_are_ours_alone(hostile):
    """With colours on, the only escapes are the four colours and their ends."""
    content = text.render(hostile, color=True)
    assert set(re.findall("\x1b[^m]*m", content)) <= {
        "\x1b[0m",
        "\x1b[1m",
        "\x1b[31;1m",
        "\x1b[33;1m",
        "\x1b[36m",
        "\x1b[2m",
    }
    assert content.count("\x1b") == len(re.findall("\x1b\\[[0-9;]+m", content))


@pytest.mark.parametrize("name", ONE_FILE)
def test_hostile_log(name, hostile):
    """Any format may be printed: no workflow command but our own, no control, no direction override."""
    _, content = only(hostile, name)
    commands = [line for line in re.split(r"[\r\n]", content) if line.lstrip().startswith("::")]
    ours = [line for line in commands if name == "github" and re.match(r"::(error|warning|notice) ", line)]
    assert commands == ours
    assert "##[" not in content
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", content)


def test_hostile_github(hostile):
    """Each finding is one annotation; nothing in an article adds another or a property."""
    content = github.render(hostile)
    lines = content.splitlines()
    assert len(lines) == len(hostile.findings)
    for line in lines:
        _, properties = line.split("::", 2)[1].split(" ", 1)
        names = {part.split("=", 1)[0] for part in properties.split(",")}
        assert names <= {"file", "line", "endLine", "col", "endColumn", "title"}


def test_hostile_json(hostile):
    """Strings that attack come back from JSON as they were."""
    _, content = only(hostile, "json")
    assert json.loads(content)["findings"][0]["message"] == hostile.findings[0].message


def test_hostile_jsonl(hostile):
    """One finding stays one line."""
    _, content = only(hostile, "jsonl")
    rows = [json.loads(line) for line in content.split("\n")[:-1]]
    assert [row["message"] for row in rows] == [finding.message for finding in hostile.findings]


def test_hostile_sarif(hostile):
    """Paths stay relative addresses and messages hold no control."""
    _, content = only(hostile, "sarif")
    run = json.loads(content)["runs"][0]
    for result in run["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9/._~!$&'()*+,;=@%-]+", uri)
        assert not uri.startswith("/")
        assert not re.search("[\x00-\x1f\u202a-\u202e]", result["message"]["text"])


def test_hostile_junit(hostile):
    """The XML parses and holds one failure a finding."""
    _, content = only(hostile, "junit")
    root = ET.fromstring(content)  # noqa: S314  # our own output
    assert len(root.findall(".//failure")) == len(hostile.findings)


def test_hostile_gitlab(hostile):
    """Fingerprints are unique although the findings share one, and paths hold no direction override."""
    entries = json.loads(gitlab.render(hostile))
    assert len({entry["fingerprint"] for entry in entries}) == len(hostile.findings)
    assert not any("\u202e" in entry["location"]["path"] for entry in entries)


def test_hostile_markdown(hostile):
    """Article text adds no row, cell, link, image or HTML to the summary."""
    _, content = only(hostile, "markdown")
    rows = [line for line in content.splitlines() if line.startswith("| high")]
    assert len(rows) == len(hostile.findings)
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 7 for row in rows)
    assert not re.search(r"(?<!\\)[<`]|(?<!\\)\]\(", content.replace("<U+", ""))


def test_gitlab_fields(report):
    """Every entry has exactly the fields GitLab documents, with its names of severities."""
    for entry in json.loads(gitlab.render(report)):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1


def test_junit_follows_its_shape(report):
    """Counts agree with the cases, as test views demand."""
    _, content = only(report, "junit")
    root = ET.fromstring(content)  # noqa: S314  # our own output
    assert root.tag == "testsuites"
    assert int(root.get("tests")) == len(root.findall(".//testcase"))
    assert int(root.get("failures")) == len(root.findall(".//failure"))
    assert int(root.get("errors")) == len(root.findall(".//error"))
    for suite in root:
        assert int(suite.get("tests")) == len(suite.findall("testcase"))


def test_text_marks_the_words(report):
    """Carets stand under the passage, on the right line of the file."""
    content = text.render(report)
    assert "corpus/mirror.txt:4:2: QUO001 high (95\u00a0% sure)" in content
    snippet = content[content.index("4 | “We checked") :].splitlines()
    start = snippet[0].index("We checked")
    assert snippet[1].index("^") == start
    assert snippet[1].count("^") == len("We checked out each number twice and there isn't any cash left")


def test_text_of_wide_letters_stays_aligned(report):
    """Carets are counted in columns, so they stand right under Chinese or Japanese text."""
    reading = Reading(Article("zh", "s", "港口渡轮 五月停运"), 8, Language("zh", 0.9))
    finding = Finding("X1", Severity.LOW, 0.5, "m", Place("zh", Span(5, 7)))
    content = text.render(replace(report, articles=(reading,), findings=(finding,)))
    assert "  |          ^^^^\n" in content


@given(reports)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_report_has_every_format(report):
    """Offsets past the text, ids nobody has and strange strings never keep a report from being written."""
    for name in reporters.FORMATS:
        for file, content in reporters.render(report, name).items():
            assert file
            assert content.encode() or not report.findings
