import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reporters.page.speakers import NOT_NAMED, speakers


def test_one_person_is_one_line():
    """Every way an article names one person is counted together, under the fullest name."""
    names = ["Ruiz", "Mr Ruiz", "Mayor Elena Ruiz", "Ruiz in Porto", "the city’s mayor Elena Ruiz", "Ruiz"]
    assert speakers(names, 12) == (("Elena Ruiz", 6),)


def test_a_shared_surname_is_not_guessed():
    """Where two people of one surname speak, the bare surname stays by itself."""
    assert speakers(["Ann Brown", "Tom Brown", "Brown", "Mr Brown"], 12) == (
        ("Brown", 2),
        ("Ann Brown", 1),
        ("Tom Brown", 1),
    )


@pytest.mark.parametrize(
    "name", ["", "he", "a senior official", "the American chief", "Secretary of State", "Washington", "US", "Here",
             "Deputy Prime Minister", "the 2 leaders", "South Korea", "The", "’"],
)  # fmt: skip
def test_who_is_not_named_is_not_listed(name):
    """Pronouns, offices, descriptions and capitals that stand for a government name nobody."""
    assert speakers([name], 12) == ((NOT_NAMED, 1),)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("The Belarusian defence ministry", "Belarusian defence ministry"),
        ("Bank of England", "Bank of England"),
        ("Commission President Ursula von der Leyen", "Ursula von der Leyen"),
        ("White House", "White House"),
        ("Olivia O’Neill", "Olivia O’Neill"),
        ("新华社", "新华社"),
    ],
)
def test_bodies_and_full_names_are_kept(name, shown):
    """Organisations and people are listed as they are called, without their titles."""
    assert speakers([name], 12) == ((shown, 1),)


def test_who_is_not_named_comes_last():
    """Named speakers stand first, the most quoted ahead; no more than asked for are listed."""
    assert speakers(["he"] * 9 + ["Ruiz", "Falk", "Falk"], 12) == (("Falk", 2), ("Ruiz", 1), (NOT_NAMED, 9))
    assert speakers(["Falk", "Falk", "Ruiz"], 1) == (("Falk", 2),)


@given(st.lists(st.text(max_size=40), max_size=6))
def test_every_quotation_is_counted(names):
    """Whatever a speaker is called, no quotation is lost and nothing fails."""
    assert sum(times for _, times in speakers(names, 99)) == len(names)
