"""The README says what is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from auditor.cli.app import run
from auditor.settings import parse

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_rules_table_is_current(capsys):
    """The table is what ``auditor rules --format markdown`` prints."""
    run(["rules", "--format", "markdown"])
    table = README.split("<!-- rules -->\n")[1].split("\n<!-- /rules -->")[0]
    assert table == capsys.readouterr().out.strip()


def test_settings_example_is_valid():
    """The settings shown are accepted as they stand."""
    example = next(block for block in re.findall(r"```toml\n(.*?)```", README, re.DOTALL) if "[tool.auditor]" in block)
    assert parse(tomllib.loads(example)["tool"]["auditor"]).fail_on.label == "high"


def test_links_and_pictures_exist():
    """Nothing the README points to in the repository is missing."""
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert [target for target in targets if "://" not in target and not (ROOT / target).exists()] == []


def test_manifest_example_is_the_corpus_manifest():
    """The example of a manifest is taken from the one the corpus has."""
    manifest = tomllib.loads((ROOT / "corpus" / "manifest.toml").read_text("utf-8"))
    names = {(ROOT / "corpus" / entry["file"]).exists() for entry in manifest["article"]}
    assert names == {True}
    assert manifest["article"][0]["file"] in README
