import re

from hypothesis import given
from hypothesis import strategies as st

from auditor.reporters.page.names import safe_names, slug


@given(st.lists(st.text(alphabet=st.characters(), max_size=60), unique=True, max_size=12))
def test_names_are_safe_and_distinct(ids):
    """Any ids give file names that work on every system and never overwrite each other."""
    names = safe_names(ids)
    assert set(names) == set(ids)
    assert len({name.lower() for name in names.values()}) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) and len(name) <= 90 for name in names.values())


def test_plain_ids_keep_their_names():
    """An id that is safe as it stands is the file name, so that addresses can be guessed."""
    assert safe_names(["003", "blinken-lavrov"]) == {"003": "003", "blinken-lavrov": "blinken-lavrov"}


def test_names_that_only_differ_in_case_or_signs_differ():
    """Ids that would share a file name get a short hash."""
    names = safe_names(["a/b", "a b", "A-B", "a-b", "con", "CON"])
    assert names["a-b"] == "a-b"
    assert len(set(names.values())) == 6
    assert "con" not in names.values()


def test_slugs_are_short_ascii():
    """Letters with accents lose them, everything else becomes a hyphen."""
    assert slug("Čeští novináři: 100 %!") == "cesti-novinari-100"
    assert len(slug("x" * 500)) == 48


def test_a_number_is_an_id_too():
    """Articles numbered by their source get names as articles named by it do."""
    names = safe_names([7, "seven"])
    assert names["seven"] == "seven"
    assert names[7].startswith("7")
