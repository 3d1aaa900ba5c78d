"""Every rule has a manual page and a cases file, and does on its cases what the file says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import auditor
from auditor.explain import manual
from auditor.registry import rule_classes

HERE = Path(__file__).parent
CODES = [rule.code for rule in rule_classes()]


def _cases():
    for code in CODES:
        path = HERE / f"{code}.toml"
        data = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
        for expected in ("fires", "silent"):
            for case in data.get(expected, []):
                yield pytest.param(code, expected, case, id=f"{code}-{expected}-{case['name'].replace(' ', '-')}")


@pytest.mark.parametrize("code", CODES)
def test_has_cases_of_both_sorts(code):
    """A rule without a case that fires and a case that stays silent is not finished."""
    data = tomllib.loads((HERE / f"{code}.toml").read_text("utf-8"))
    assert data["fires"]
    assert data["silent"]


@pytest.mark.parametrize("rule", rule_classes(), ids=CODES)
def test_has_a_manual_page(rule):
    """Each page has all four headings, and each option says what it means."""
    page = manual(rule)
    assert all((page.summary, page.why, page.fires, page.silent, page.resolve))
    assert all(option.meaning for option in page.options)


@pytest.mark.parametrize(("code", "expected", "case"), list(_cases()))
def test_case(code, expected, case):
    """The rule fires on what the case says, and nowhere else in it."""
    articles = [_article(number, row) for number, row in enumerate(case["articles"])]
    report = auditor.audit(articles, settings=auditor.Settings(select=(code,)))
    assert report.skipped == ()
    found = [finding for finding in report.findings if finding.code == code]
    if expected == "silent":
        assert [finding.message for finding in found] == []
        return
    texts = {article.id: article.text for article in articles}
    places = [texts[f.primary.article][f.primary.span.start : f.primary.span.end] for f in found]
    assert len(found) == case.get("findings", 1), [finding.message for finding in found]
    for wanted in case.get("at", []):
        assert any(wanted in place for place in places), places
    if "article" in case:
        assert {finding.primary.article for finding in found} == {case["article"]}


def _article(number: int, row: dict[str, str]) -> auditor.Article:
    declared = auditor.model.Declared(**{k: row[k] for k in ("kind", "section", "canonical", "credit") if k in row})
    return auditor.Article(
        id=row.get("id", f"a{number}"),
        source=row.get("source", f"source-{number}"),
        text=row["text"].strip("\n"),
        **{key: row[key] for key in ("title", "byline", "published", "url") if key in row},
        declared=declared,
    )
