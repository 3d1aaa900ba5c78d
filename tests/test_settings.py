"""Settings are read strictly: a gate must not ignore what it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import registry
from auditor.errors import SettingsError
from auditor.model import Outlet, Severity
from auditor.settings import Settings, load, parse


def test_defaults_need_no_file(tmp_path):
    """Without a settings file everything runs."""
    assert load(start=tmp_path) == Settings()


def test_pyproject_table_is_read(tmp_path):
    """[tool.auditor] of the nearest pyproject.toml counts, from any folder below it."""
    (tmp_path / "pyproject.toml").write_text('[tool.auditor]\nselect = ["SPN"]\nfail-on = "high"\n', "utf-8")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert load(start=below) == Settings(select=("SPN",), fail_on=Severity.HIGH)


def test_own_file_goes_before_pyproject(tmp_path):
    """auditor.toml beside a pyproject.toml wins and needs no table name."""
    (tmp_path / "pyproject.toml").write_text('[tool.auditor]\nprofile = "documents"\n', "utf-8")
    (tmp_path / "auditor.toml").write_text('ignore = ["RES"]\n', "utf-8")
    assert load(start=tmp_path) == Settings(ignore=("RES",))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"selct": ["SPN"]}, "did you mean 'select'"),
        ({"fail-on": "huge"}, "not one of info, low, medium, high, never"),
        ({"select": "SPN"}, "must be a list of codes"),
        ({"jobs": 0}, "at least 1"),
        ({"jobs": True}, "must be a whole number"),
        ({"same-source": 1}, "must be true or false"),
        ({"profile": "tweets"}, "not one of news, documents"),
        ({"syndication": [["a"]]}, "pairs"),
        ({"per-source-ignores": ["x"]}, "must be a table"),
        ({"rules": {"SPN001": {"min-swaps": {}}}}, "a rule option must be"),
        ({"fail-on": "low", "fail_on": "high"}, "'fail-on' and 'fail_on' are the same setting"),
    ],
)
def test_wrong_settings_are_named(table, message):
    """The error names the key and what would be right."""
    with pytest.raises(SettingsError, match=message):
        parse(table)


def test_broken_file_is_named(tmp_path):
    """A syntax error names the file."""
    broken = tmp_path / "auditor.toml"
    broken.write_text("select = [", "utf-8")
    with pytest.raises(SettingsError, match=r"auditor\.toml: not valid TOML"):
        load(broken)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (Settings(select=("SPX",)), "no rule is named 'SPX'"),
        (Settings(rules=(("SPN001", (("min-swap", 3),)),)), "did you mean 'min-swaps'"),
        (Settings(rules=(("SPN001", (("min-swaps", "many"),)),)), "must be int"),
        (Settings(rules=(("SPN999", ()),)), "which is no rule"),
        (Settings(rules=(("DUP002", (("min-share", 7.5),)),)), "from 0 to 1"),
        (Settings(rules=(("DUP002", (("min-share", float("nan")),)),)), "from 0 to 1"),
        (Settings(rules=(("DUP001", (("min-words", -4),)),)), "at least 0"),
    ],
)
def test_rule_options_are_checked(settings, message):
    """A code, family or option no rule has is an error, not a silent nothing."""
    with pytest.raises(SettingsError, match=message):
        registry.rules(settings)


def test_rule_options_reach_the_rule():
    """An option set in the file changes the rule, also where TOML wrote 1 for 1.0."""
    table = {"rules": {"DUP002": {"min-share": 1}, "SPN001": {"min-swaps": 7}}}
    by_code = {rule.code: rule for rule in registry.rules(parse(table))}
    assert by_code["SPN001"].min_swaps == 7
    assert by_code["DUP002"].min_share == 1.0


@given(st.sampled_from([r.code for r in registry.rule_classes()]))
def test_the_longer_prefix_wins(code):
    """Ignoring a family while selecting one code of it keeps that code, and the other way round."""
    family = code[:3]
    assert Settings(select=(code,), ignore=(family,)).runs(code) is (len(code) >= len(family) and code != family)
    assert not Settings(select=(family,), ignore=(code,)).runs(code)
    assert not Settings(select=("ZZZ",)).runs(code)


def test_digest_changes_only_with_what_changes_results():
    """Worker processes and the failing level are no part of a result's identity."""
    assert Settings(jobs=2, fail_on=None).digest == Settings().digest
    assert Settings(ignore=("RES",)).digest != Settings().digest


LEDGER = {"Northern Ledger": {"aliases": ["The Ledger"], "domains": ["ledger.example"], "agency": True}}


def test_outlets_are_read_with_their_names_and_domains():
    """A table per outlet adds it to those the package knows."""
    (row,) = parse({"outlets": LEDGER}).outlets
    assert row == Outlet("Northern Ledger", "agency", ("The Ledger",), ("ledger.example",))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"alias": ["NL"]}, "unknown key 'alias'; did you mean 'aliases'"),
        ({"domains": ["https://ledger.example/"]}, "is no domain"),
        ({"aliases": "NL"}, "must be a list of names"),
        ({"agency": "yes"}, "must be true or false"),
        ({"agency": True, "pictures": True}, "not both"),
        (["NL"], "must be a table"),
    ],
)
def test_wrong_outlets_are_named(row, message):
    """The error names the outlet and the key."""
    with pytest.raises(SettingsError, match=r"Northern Ledger.*" + message):
        parse({"outlets": {"Northern Ledger": row}})


def test_one_name_for_two_outlets_is_refused():
    """Nobody can tell which of two outlets an alias of both means."""
    with pytest.raises(SettingsError, match="'NL' is given to both"):
        parse({"outlets": {"Northern Ledger": {"aliases": ["NL"]}, "New Light": {"aliases": ["NL"]}}})


REPLY = {"source": "daily.example", "date": "2026-05-11", "text": "We have credited the agency."}


def test_replies_stand_in_the_settings_or_in_a_file_beside_them(tmp_path):
    """The name of a file is looked up from the folder of the settings file."""
    (tmp_path / "auditor.toml").write_text('replies = "replies.toml"\n', "utf-8")
    (tmp_path / "replies.toml").write_text(
        '[[replies]]\nsource = "daily.example"\ndate = 2026-05-11\ntext = "We have credited the agency."\n', "utf-8"
    )
    assert load(start=tmp_path).replies == parse({"replies": [REPLY]}).replies
    assert load(start=tmp_path).digest == Settings().digest  # a reply changes no result


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"finding": "SPN001"}, "no fingerprint of a finding"),
        ({"date": "May 11"}, "no ISO date"),
        ({"text": " "}, "text: is empty"),
        ({"text": "x" * 20_001}, "longer than"),
        ({"source": 7}, "must be text"),
        ({"sauce": "x"}, "unknown key 'sauce'; did you mean 'source'"),
    ],
)
def test_wrong_replies_are_named(change, message):
    """The error names which reply and which key."""
    with pytest.raises(SettingsError, match=r"replies\[1\].*" + message):
        parse({"replies": [REPLY | change]})


def test_a_missing_file_of_replies_is_an_error(tmp_path):
    """A reply that is silently not shown would be worse than none."""
    with pytest.raises(SettingsError, match=r"gone\.toml: cannot be read"):
        parse({"replies": "gone.toml"}, folder=tmp_path)


def complaint(rows):
    """What is wrong with *rows*, empty where nothing is."""
    try:
        parse(rows)
    except SettingsError as error:
        return str(error)
    return ""


@given(st.recursive(st.none() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)))
def test_any_value_is_read_or_named(value):
    """Whatever a file holds for outlets, licences and replies, it is settings or an error that names the key."""
    for key in ("outlets", "syndication", *(() if isinstance(value, str) else ("replies",))):
        assert not (wrong := complaint({key: value})) or key in wrong
