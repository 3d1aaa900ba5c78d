import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from auditor.model import Place, Severity, Span
from auditor.reporters import sarif
from auditor.reporters.rule_doc import RuleDoc

RULES = (
    RuleDoc("QUO001", "altered-quotation", "In other words", *("why", "fires", "silent", "resolve"), Severity.HIGH),
    RuleDoc("DUP001", "shared-passage", "A shared passage."),
)


@pytest.fixture
def run(report):
    return json.loads(sarif.render(report, rules=RULES))["runs"][0]


def node_package(name):
    """Return the folder of an npm package, from AUDITOR_NODE_MODULES or the repository's own node_modules."""
    axe = os.environ.get("AUDITOR_AXE", "")
    roots = [os.environ.get("AUDITOR_NODE_MODULES", ""), str(Path(axe).parents[1]) if axe else ""]
    roots.append(str(Path(__file__).parents[2] / "node_modules"))
    return next((Path(root) / name for root in roots if root and (Path(root) / name).is_dir()), None)


def test_every_result_has_what_code_scanning_reads(run):
    """GitHub shows a result only with a rule, a message and a region with all four numbers."""
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"} <= set(rule)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert {"startLine", "startColumn", "endLine", "endColumn"} <= set(region)
        assert set(result["partialFingerprints"]) == {"primaryLocationLineHash", "auditorFingerprint/v1"}
    assert run["columnKind"] == "unicodeCodePoints"


def test_messages_link_to_the_other_article(run):
    """The message names the matching passage and links to its related location."""
    result = next(result for result in run["results"] if result["ruleId"] == "QUO001")
    assert result["message"]["text"].endswith("[corpus/herald.txt:7:2](1)")
    (related,) = result["relatedLocations"]
    assert related["id"] == 1
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "corpus/herald.txt"


def test_brackets_and_braces_of_a_message_are_text(run):
    """Words in brackets are no link, words in braces no placeholder."""
    result = next(result for result in run["results"] if result["ruleId"] == "RES001")
    assert result["message"]["text"].startswith(r"template leftovers: \[ad_1\], Source link")


def test_rule_pages_are_carried(run):
    """A rule's manual page is its help text; a code without one still has its family."""
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["QUO001"]["name"] == "AlteredQuotation"
    assert rules["QUO001"]["defaultConfiguration"]["level"] == "error"
    assert "To resolve: resolve" in rules["QUO001"]["help"]["text"]
    assert rules["OPN001"]["shortDescription"]["text"] == "Opinion."
    assert "name" not in rules["OPN001"]
    assert "DUP001" in rules


def _accepted(report, number, reason):
    findings = list(report.findings)
    findings[number] = replace(findings[number], suppressed=reason)
    return replace(report, findings=tuple(findings))


def test_suppressed_results_stay(report):
    """A suppression is told with its reason; the result is never dropped."""
    accepted = _accepted(report, 2, "agreed with the agency")
    results = json.loads(sarif.render(accepted))["runs"][0]["results"]
    assert len(results) == len(report.findings)
    assert results[2]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "agreed with the agency"}
    ]
    assert all("suppressions" not in result for number, result in enumerate(results) if number != 2)


def test_baseline_tells_new_from_known(report):
    """With a baseline, each result says whether it is new."""
    results = json.loads(sarif.render(_accepted(report, 0, "baseline")))["runs"][0]["results"]
    assert [result["baselineState"] for result in results] == ["unchanged"] + ["new"] * 5


def test_widely_reprinted_passages_stay_readable(report):
    """A passage with hundreds of counterparts links the first twenty and counts the others."""
    finding = replace(report.findings[0], related=report.findings[0].related * 500)
    result = json.loads(sarif.render(replace(report, findings=(finding,))))["runs"][0]["results"][0]
    assert len(result["relatedLocations"]) == 20
    assert result["message"]["text"].endswith("and 480 more")


def test_skipped_inputs_are_notifications(run):
    """What could not be read is told in the run."""
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("corpus/broken.bin was not read: not text")


def test_hash_of_a_passage_does_not_move_with_it(report):
    """A paragraph added above a passage leaves its alert the same alert."""
    mirror = report.articles[1]
    shifted = replace(mirror, article=replace(mirror.article, text="New first line\n" + mirror.article.text))
    finding = report.findings[0]
    span = finding.primary.span
    moved = replace(finding, primary=Place("mirror/2", Span(span.start + 15, span.end + 15)))
    before = json.loads(sarif.render(report))["runs"][0]["results"][0]
    changed = replace(report, articles=(report.articles[0], shifted, report.articles[2]), findings=(moved,))
    after = json.loads(sarif.render(changed))["runs"][0]["results"][0]
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert before["locations"] != after["locations"]


def test_oasis_schema(report, hostile):
    """The file is valid SARIF 2.1.0 by the standard's own schema."""
    package = node_package("@microsoft/sarif-multitool-linux")
    if package is None:
        pytest.skip("needs npm i @microsoft/sarif-multitool-linux")
    schema = json.loads((package / "sarif-2.1.0.json").read_text("utf-8-sig"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for one in (report, hostile):
        validator.validate(json.loads(sarif.render(one, rules=RULES)))


def test_github_accepts_it(report, tmp_path):
    """Microsoft's validator, with GitHub's rules on, finds no error; only the missing home page is noted."""
    package = node_package("@microsoft/sarif-multitool-linux")
    if package is None:
        pytest.skip("needs npm i @microsoft/sarif-multitool-linux")
    tool = tmp_path / "tool"
    shutil.copytree(package, tool)
    (tool / "Sarif.Multitool").chmod(0o755)
    (tmp_path / "r.sarif").write_text(sarif.render(report, rules=RULES), "utf-8")
    done = subprocess.run(
        [str(tool / "Sarif.Multitool"), "validate", "r.sarif", "--rule-kind", "Sarif;Ghas"],
        cwd=tmp_path,
        env={
            **os.environ,
            "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",
            "DOTNET_BUNDLE_EXTRACT_BASE_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "1 files scanned" in done.stdout
    assert set(re.findall(r"(?:warning|error) ([A-Z]+\d+)", done.stdout)) <= {"SARIF2005"}
