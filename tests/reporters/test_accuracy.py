"""The measured figures that ship: every one can be traced and repeated."""

import re
from pathlib import Path

import pytest

from auditor import model
from auditor.explain import manual
from auditor.output import render
from auditor.registry import rule_classes
from auditor.reporters.accuracy import measured, of_rule, wilson

BENCH = Path(__file__).parents[1] / "bench"
ROWS = measured()


@pytest.mark.parametrize("row", ROWS, ids=[row.task for row in ROWS])
def test_every_figure_names_a_script_and_a_day(row):
    """Who doubts a figure finds the script that prints it, what it was measured on and when."""
    assert (BENCH / row.script).is_file(), row.script
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", row.date)
    assert row.data
    assert re.search(r"\d", row.figure)


@pytest.mark.parametrize("row", ROWS, ids=[row.task for row in ROWS])
def test_every_figure_names_rules_that_exist(row):
    """A figure is tied to codes and families that there are."""
    codes = [rule.code for rule in rule_classes()]
    assert [stem for stem in row.codes if not any(code.startswith(stem) for code in codes)] == []


def test_figures_stand_on_the_method_page_of_every_report():
    """A report written by the program tells how well the program was measured to work."""
    method = dict(render(model.AuditReport((), (), (), ()), "html"))["methodology.html"]
    for row in ROWS:
        assert row.script in method
        if row.interval:
            assert row.interval in method


def test_explain_tells_how_well_a_rule_was_measured():
    """``auditor explain`` ends with the figures of the rule and of its family, and with no others."""
    pages = {page.code: page for page in map(manual, rule_classes())}
    assert of_rule("OPN002")
    assert [row.task for row in pages["OPN002"].measured] == [row.task for row in of_rule("OPN002")]
    told = str(pages["OPN002"]).split("\nMeasured\n")[1]
    assert all(row.task in told for row in ROWS if "OPN" in row.codes)
    assert not any(row.task in told for row in ROWS if "SPN002" in row.codes)


def test_interval_of_a_share():
    """Wilson's score interval: 3 of 250 as in textbooks, and never outside 0 to 1."""
    assert wilson(3, 250) == pytest.approx((0.00409, 0.03469), abs=2e-4)
    assert wilson(0, 120)[0] == 0.0
    assert wilson(120, 120) == pytest.approx((0.96898, 1.0), abs=1e-4)
