"""The gate as newsrooms use it: pull requests, git, baselines, the hook and the action."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from gate_articles import OWN, STORY

from auditor.cli.app import run
from auditor.cli.exits import Exit

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
WIRE = "LONDON (Reuters) - " + STORY


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A git repository with a corpus of two published articles, committed."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "water.txt").write_text(STORY, "utf-8")
    (corpus / "chess.txt").write_text(OWN, "utf-8")
    monkeypatch.chdir(tmp_path)
    _git("init", "-q", "-b", "main")
    _git("add", ".")
    _git("commit", "-q", "-m", "published")
    return tmp_path


def _git(*arguments):
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_pull_request_with_an_uncredited_copy_fails(repository, capsys):
    """The copy is named at its line in text, SARIF and GitHub formats; what was there before is not."""
    (repository / "corpus" / "mirror.txt").write_text("Local news\n\n" + STORY, "utf-8")
    sarif, github = repository / "a.sarif", repository / "a.txt"
    arguments = ["check", "corpus", "--since", "HEAD", "--output", "text",
                 "--output", f"sarif={sarif}", "--output", f"github={github}"]  # fmt: skip
    assert run(arguments) == Exit.FINDINGS
    out = capsys.readouterr().out
    assert "corpus/mirror.txt:3:1" in out
    assert "ATT001" in out
    results = json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]
    copied = next(result for result in results if result["ruleId"] == "ATT001")
    location = copied["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "corpus/mirror.txt"
    assert location["region"]["startLine"] == 3
    assert "file=corpus/mirror.txt" in github.read_text("utf-8")
    assert {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results} == {"corpus/mirror.txt"}


def test_pull_request_with_a_spun_copy_fails(repository, capsys):
    """The reworded text is named as such, with the passages of the original, in all three formats."""
    cases = tomllib.loads((ROOT / "tests" / "rules" / "SPN002.toml").read_text("utf-8"))
    named = {case["name"]: case["articles"][0]["text"] for kind in ("fires", "silent") for case in cases[kind]}
    (repository / "corpus" / "election.txt").write_text(named["an election report as people write it"].strip(), "utf-8")
    _git("add", ".")
    _git("commit", "-q", "-m", "the original")
    (repository / "corpus" / "spun.txt").write_text(named["an election report, spun"].strip(), "utf-8")
    arguments = ["check", "corpus", "--since", "HEAD", "--output", "text",
                 "--output", "sarif=a.sarif", "--output", "github=a.txt"]  # fmt: skip
    assert run(arguments) == Exit.FINDINGS
    out = capsys.readouterr().out
    assert "corpus/spun.txt:1:1: SPN001 high" in out
    assert "see corpus/election.txt:" in out
    results = json.loads((repository / "a.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert {"SPN001", "SPN002", "ATT001"} <= {result["ruleId"] for result in results}
    assert "title=SPN001 high" in (repository / "a.txt").read_text("utf-8")


def test_pull_request_with_a_credited_wire_story_passes(repository):
    """The same words with an agency credit do not fail the gate."""
    (repository / "corpus" / "wire.txt").write_text(WIRE, "utf-8")
    assert run(["check", "corpus", "--since", "HEAD", "--output", "json=out.json"]) == Exit.CLEAN
    report = json.loads((repository / "out.json").read_text("utf-8"))
    assert report["matches"]


def test_nothing_changed_is_clean(repository, capsys):
    """--since with no changed article passes and still writes every output."""
    assert run(["check", "corpus", "--since", "HEAD", "--output", "junit=j.xml"]) == Exit.CLEAN
    assert (repository / "j.xml").exists()
    assert "no article changed" in capsys.readouterr().err


@pytest.mark.usefixtures("repository")
def test_an_unknown_revision_is_an_error(capsys):
    """A misspelt branch must not pass as 'nothing changed'."""
    assert run(["check", "corpus", "--since", "no-such-branch"]) == Exit.ERROR
    assert "git says" in capsys.readouterr().err


def test_baseline_lets_known_findings_pass_and_new_ones_fail(repository, capsys):
    """Accept, pass, add another copy, fail."""
    mirror = repository / "corpus" / "mirror.txt"
    mirror.write_text(STORY, "utf-8")
    assert run(["baseline", "write", "accepted.txt", "corpus"]) == Exit.CLEAN
    assert run(["check", "corpus", "--baseline", "accepted.txt"]) == Exit.CLEAN
    mirror.write_text("An unrelated first line that somebody added later.\n\n" + STORY, "utf-8")
    assert run(["check", "corpus", "--baseline", "accepted.txt"]) == Exit.CLEAN
    (repository / "corpus" / "second.txt").write_text(STORY, "utf-8")
    assert run(["check", "corpus", "--baseline", "accepted.txt"]) == Exit.FINDINGS
    capsys.readouterr()
    (repository / "corpus" / "second.txt").unlink()
    mirror.unlink()
    assert run(["baseline", "prune", "accepted.txt", "corpus"]) == Exit.CLEAN
    assert "dropped" in capsys.readouterr().out
    assert run(["baseline", "show", "accepted.txt"]) == Exit.CLEAN
    assert "mirror" not in capsys.readouterr().out


def test_fail_on_new_has_a_level_of_its_own(repository, capsys):
    """With a baseline, new findings may fail at another level than all findings would."""
    (repository / "corpus" / "mirror.txt").write_text(STORY, "utf-8")
    (repository / "accepted.txt").write_text("", "utf-8")
    check = ["check", "corpus/mirror.txt", "--against", "corpus", "--fail-on", "never"]
    assert run([*check, "--baseline", "accepted.txt", "--fail-on-new", "low"]) == Exit.FINDINGS
    assert run([*check, "--fail-on-new", "low"]) == Exit.ERROR
    assert "--baseline" in capsys.readouterr().err


def test_uncredited_share_can_fail_the_gate(repository):
    """A newsroom may bound the share of uncredited words whatever the rules say."""
    (repository / "corpus" / "mirror.txt").write_text(STORY, "utf-8")
    check = ["check", "corpus/mirror.txt", "--against", "corpus", "--fail-on", "never"]
    assert run([*check, "--max-uncredited-pct", "50"]) == Exit.FINDINGS
    assert run([*check, "--max-uncredited-pct", "100"]) == Exit.CLEAN


@pytest.mark.usefixtures("repository")
def test_stdin_is_read_under_the_name_it_is_given(monkeypatch, capsys):
    """An editor's buffer can be checked before it is saved."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode()), "utf-8"))
    assert run(["check", "-", "--stdin-filename", "draft.txt", "--against", "corpus"]) == Exit.FINDINGS
    assert "draft.txt:1:1" in capsys.readouterr().out


def test_jobs_and_order_change_nothing(repository, capsys):
    """One process or two, files in any order: the same output."""
    (repository / "corpus" / "mirror.txt").write_text(STORY, "utf-8")
    for number in range(20):
        (repository / "corpus" / f"n{number}.txt").write_text(OWN.replace("eleven", str(number + 20)), "utf-8")
    files = sorted(str(path) for path in (repository / "corpus").iterdir())
    outputs = []
    for arguments in (["--jobs", "1", *files], ["--jobs", "2", *files[::-1]]):
        run(["check", "--no-cache", "--output", "json", *arguments])
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


@pytest.mark.usefixtures("repository")
def test_cache_is_kept_out_of_the_repository():
    """Running the gate leaves nothing for git to pick up."""
    run(["check", "corpus"])
    status = subprocess.run(["git", "status", "--porcelain"], capture_output=True, text=True, check=True)
    assert status.stdout == ""


def test_config_show_says_where_settings_come_from(repository, capsys):
    """Effective values, each with its file or 'default'; the schema accepts what is shown."""
    import jsonschema

    (repository / "auditor.toml").write_text('fail-on = "high"\n[rules.DUP001]\nmin-words = 12\n', "utf-8")
    assert run(["config", "show"]) == Exit.CLEAN
    out = capsys.readouterr().out
    assert "fail-on = high  # " in out
    assert "auditor.toml" in out
    assert "profile = 'news'  # default" in out
    assert run(["config", "schema"]) == Exit.CLEAN
    schema = json.loads(capsys.readouterr().out)
    jsonschema.validate({"fail-on": "high", "rules": {"DUP001": {"min-words": 12}}}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"rules": {"DUP001": {"min-word": 12}}}, schema)


def test_rules_as_json_and_markdown(capsys):
    """Other tools can list the rules."""
    assert run(["rules", "--format", "json"]) == Exit.CLEAN
    pages = json.loads(capsys.readouterr().out)
    assert all(page["why"] and page["resolve"] for page in pages)
    assert run(["rules", "--format", "markdown"]) == Exit.CLEAN
    assert capsys.readouterr().out.count("\n|") == len(pages) + 1
    assert run(["rules", "--format", "xml"]) == Exit.ERROR


def test_pre_commit_hook_stops_a_copy(repository):
    """The hook, run by pre-commit itself on a repository, fails on the staged copy."""
    import yaml

    hook = next(
        h for h in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")) if h["id"] == "auditor-check"
    )
    local = hook | {"language": "system", "entry": f"{BIN / 'auditor'} check", "args": ["--against", "corpus"]}
    (repository / ".pre-commit-config.yaml").write_text(
        yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]}), "utf-8"
    )
    environment = {**os.environ, "PRE_COMMIT_HOME": str(repository / ".cache"), "PATH": f"{BIN}:{os.environ['PATH']}"}
    command = [str(BIN / "pre-commit"), "run", "--color", "never"]
    _git("add", ".pre-commit-config.yaml")
    (repository / "corpus" / "copy.txt").write_text(STORY, "utf-8")
    _git("add", "corpus/copy.txt")
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "ATT001" in result.stdout
    _git("rm", "-q", "-f", "corpus/copy.txt")
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert result.returncode == 0, result.stdout + result.stderr


def test_action_annotates_summarises_and_fails(repository):
    """The action's step under a runner's environment: annotations, summary, SARIF, output, exit code."""
    bash = shutil.which("bash")
    (repository / "corpus" / "copy; echo pwned.txt").write_text(STORY, "utf-8")
    summary, output = repository / "summary.md", repository / "output.txt"
    environment = {
        **os.environ,
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "AUDIT_PATHS": "corpus/copy; echo pwned.txt\n",
        "AUDIT_AGAINST": "corpus",
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_OUTPUT": str(output),
    }
    script = ROOT / ".github" / "actions" / "audit" / "audit.sh"
    result = subprocess.run([bash, str(script)], capture_output=True, text=True, check=False, env=environment)
    assert result.returncode == 1, result.stderr
    assert "::error" in result.stdout or "::warning" in result.stdout
    assert "\npwned" not in result.stdout
    assert "ATT001" in summary.read_text("utf-8")
    assert output.read_text("utf-8") == "exit-code=1\n"
    assert json.loads((repository / "news-audit.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_files_of_one_name_in_two_folders_are_compared(repository):
    """Nobody names their sources, so they count as two, and the copy is found."""
    for folder in ("incoming", "known"):
        (repository / folder).mkdir()
        (repository / folder / "story.txt").write_text(STORY, "utf-8")
    assert run(["check", "incoming", "--against", "known"]) == Exit.FINDINGS


def test_changed_rows_and_odd_file_names_are_not_lost(repository):
    """--since sees rows of a changed file, and a file whose name holds a line break."""
    (repository / "corpus" / "rows.jsonl").write_text(json.dumps({"text": STORY, "source": "m"}) + "\n", "utf-8")
    assert run(["check", "corpus", "--since", "HEAD", "--output", "json=a.json"]) == Exit.FINDINGS
    (repository / "corpus" / "rows.jsonl").unlink()
    (repository / "corpus" / "new\nline.txt").write_text(STORY, "utf-8")
    assert run(["check", "corpus", "--since", "HEAD", "--output", "json=b.json"]) == Exit.FINDINGS


def test_file_names_cannot_give_the_runner_commands(repository, capsys):
    """A line break in a name does not start a line of its own in anything printed."""
    (repository / "corpus" / "a\n::error::pwned.txt").write_text(STORY, "utf-8")
    (repository / "corpus" / "b\n::stop-commands::x.txt").write_text("", "utf-8")
    run(["audit", "corpus"])
    run(["check", "corpus", "--output", "github"])
    run(["check", "corpus", "--output", "text"])
    captured = capsys.readouterr()
    lines = (captured.out + captured.err).splitlines()
    assert not any(line.startswith(("::error::", "::stop-commands::")) for line in lines)


def test_a_smaller_report_leaves_no_stale_pages(repository):
    """Pages of articles that are gone, with their accusations, are removed; other files stay."""
    (repository / "corpus" / "mirror.txt").write_text(STORY, "utf-8")
    run(["audit", "corpus", "--out", "report"])
    kept = repository / "report" / "article" / "notes.html"
    kept.write_text("<p>mine</p>", "utf-8")
    before = set((repository / "report").rglob("*.html"))
    (repository / "corpus" / "mirror.txt").unlink()
    run(["audit", "corpus", "--out", "report"])
    after = set((repository / "report").rglob("*.html"))
    assert kept in after
    assert len(after) < len(before)
    assert not any("mirror" in page.read_text("utf-8") for page in after)


def test_places_that_cannot_be_written_are_plain_errors(repository, capsys):
    """The path and the reason, no traceback."""
    (repository / "file").write_text("x", "utf-8")
    for command in (
        ["baseline", "write", "file/accepted.txt", "corpus"],
        ["audit", "corpus", "--out", "file"],
        ["check", "corpus", "--output", "json=file/x.json"],
        ["check", "corpus", "--output", "json="],
        ["check", "corpus", "--output", "json=x", "--output", "sarif=x"],
        ["audit", "corpus", "--out", "r", "--format", ""],
    ):
        assert run(command) == Exit.ERROR, command
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert err.count("\n") == 6


@pytest.mark.usefixtures("repository")
def test_a_path_that_is_not_there_fails_the_run(capsys):
    """A mistyped path beside good ones is reported, the rest is done, and the run is no success."""
    assert run(["audit", "corpus", "nowhere", "--fail-on", "never"]) == Exit.ERROR
    captured = capsys.readouterr()
    assert "nowhere" in captured.err
    assert "2 articles" in captured.out
