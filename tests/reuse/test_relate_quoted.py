"""Altered quotations: what one person said in two wordings, and not a phrase two people share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from writing import CHOIR, FARMERS, HARBOUR, MUSEUM, kinds

SAID = (
    "We have waited 14 years for this ferry and we will not wait another winter, because two thirds of the island's "
    "patients depend on it"
)


def altered(one: str, two: str) -> bool:
    """Whether the second text has a quotation of the first in other words."""
    return "altered-quotation" in kinds(f"{MUSEUM} {one}", f"{FARMERS} {two}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("patients", "pensioners"),
        ("14 years", "40 years"),
        ("14 years", "a decade"),
        ("two thirds", "three thirds"),
        ("will not wait", "will wait"),
        ("depend on it", "do not depend on it"),
        ("winter", "summer"),
    ],
)
def test_one_changed_word_is_found(old, new):
    """A word, a figure in digits or in words, a "not" put in or taken out: each alters what was said."""
    one, two = f"“{SAID},” Ada Moss said.", f"“{SAID.replace(old, new)},” Ada Moss said."
    assert altered(one, two)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("14 years", "fourteen years"),
        ("this ferry", "[the Orla] ferry"),
        ("will not", "won't"),
        ("patients", "patients [and their nurses]"),
        (", because two thirds of the island's patients depend on it", ""),
        ("wait another winter, because", "wait … because"),
        ("winter", "Winter"),
        ("patients", "pat\u00adients"),
    ],
)
def test_what_a_newsroom_may_do_stays_silent(old, new):
    """Figures for words, brackets, contractions, shortening, ellipses and case alter nothing."""
    assert not altered(f"“{SAID},” Ada Moss said.", f"“{SAID.replace(old, new)},” Ada Moss said.")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "“I think there is a huge difference between silence and consent”",
            "“I think there is a difference between doubt and scorn”",
        ),
        ("“That is in the best interest of my family”", "“It is in the best interest of our shareholders”"),
        ("“You never know what is going to turn the tide”", "“You never know what is going to happen in May”"),
    ],
)
def test_two_people_may_share_a_turn_of_phrase(one, two):
    """A common phrase in the mouths of two people, or of nobody named, is no altered quotation."""
    assert not altered(f"{one}, Ada Moss said.", f"{two}, Bo Lind said.")
    assert not altered(f"{one}, she said.", f"{two}, the report says.")


OATH = "We have waited 14 years for this {} ferry and the captains {} laughed at us all, every winter and every spring"


@pytest.mark.parametrize(
    ("oath", "printed"),
    [
        ("goddamned", "g***d***ed"),
        ("goddamned", "g--------"),
        ("goddamned", "*******ed"),
        ("goddamned", "*********"),
        ("goddamned", "god—ed"),
        ("bl**dy", "bl----"),
        ("bl**dy", "b****y"),
    ],
)
def test_an_oath_with_its_letters_masked_is_the_word_that_was_said(oath, printed):
    """Asterisks and dashes are what a newspaper prints for an oath; whatever else differs is still found."""
    one, two = (f"“{OATH.format(word, 'have')},” Ada Moss said." for word in (oath, printed))
    assert not altered(one, two)
    assert not altered(two, one)
    assert altered(one, two.replace("ferry", "bridge"))


@pytest.mark.parametrize(("word", "printed"), [("rotten", "g***d***ed"), ("creaking", "b----"), ("famous", "l**sy")])
def test_a_masked_word_of_other_letters_is_another_word(word, printed):
    """What is left to read shows that it is no spelling of the word that was said."""
    assert altered(*(f"“{OATH.format(said, 'have')},” Ada Moss said." for said in (word, printed)))


def test_a_contracted_verb_is_the_verb():
    """Have, will and would may lean on any noun, and the noun has to be the same one."""
    said = f"“{OATH.format('old', 'have')},” Ada Moss said."
    assert not altered(said, said.replace("captains have", "captains've"))
    assert altered(said, said.replace("captains have", "ministers've"))


def test_a_short_quotation_inside_a_copied_passage_counts():
    """Three words in quotation marks, one of them changed: what stands around them shows that it is one utterance."""
    report = "Officials warned that any attack on the harbour would meet a response that is “united, swift and {}”."
    assert altered(report.format("severe"), report.format("extreme"))


def test_words_spelt_apart_or_mistyped_are_the_same():
    """A hyphen left out, or a letter dropped in a long word, makes no other word."""
    one = "“It is the most anti-jobs series of policies in the modern history of this county,” Ada Moss said."
    assert not altered(one, one.replace("anti-jobs", "antijobs"))
    assert not altered(one, one.replace("policies", "polices"))
    assert altered(one, one.replace("policies", "parades"))


def test_a_changed_figure_is_found_where_the_copy_is_aligned_in_parts():
    """In a long copied text a changed word may end a passage in the middle of a quotation; it is still found."""
    said = f"“{SAID}. That was in 1984. Now everybody has a boat of his own,” Ada Moss said."
    text = f"{HARBOUR}\n\n{said}\n\n{CHOIR}\n\n{FARMERS}"
    assert "altered-quotation" in kinds(text, text.replace("1984", "1996"))


def test_quotations_that_end_in_other_words_are_altered_and_those_cut_short_are_not():
    """The last words are compared although nothing follows them; another sentence is no alteration."""
    said, cut = "“We shall keep the ferry, the pier and the school of the {},” Ada Moss said.", "small island"
    assert altered(said.format(cut), said.format("great city"))
    assert not altered(said.format(cut), said.format("small islands"))
    assert not altered(said.format(cut), said.format("small island. Nobody will stop us"))


def test_words_a_speaker_repeats_are_held_against_each_other_in_the_kindest_order():
    """A list of like sentences that was cut short loses its end, and no word of it is another."""
    said = "“There is no water. There is no juice. There is no canned food,” Ada Moss said."
    assert not altered(said, "“There is no water. There is no juice,” Ada Moss said.")
    assert altered(said, "“There is no water. There is no bread. There is no canned food,” Ada Moss said.")


def test_an_insertion_in_brackets_with_an_ending_is_an_editor_s():
    """Words that only begin in the brackets, as in "[the council]'s" for "it's", are marked as the editor's."""
    said = "“We have waited for it too long, and I think {} unpatriotic and a burden for the island,” Ada Moss said."
    assert not altered(said.format("it's"), said.format("[the council]'s"))


def test_a_short_quotation_in_synonyms_throughout_is_found_in_reports_of_one_occasion():
    """No word of meaning is left; that all have a synonym in their place tells whose words they are."""
    one, two = "“This is a huge mistake,” Ada Moss said.", "“It is a enormous error,” Ada Moss said."
    about = f"{CHOIR} {HARBOUR}"
    assert "altered-quotation" in kinds(f"{about}\n\n{one}", f"{about}\n\n{two}")
    assert "altered-quotation" not in kinds(f"{MUSEUM}\n\n{one}", f"{FARMERS}\n\n{two}")
    assert "altered-quotation" not in kinds(f"{about}\n\n{one}", f"{about}\n\n“It is a huge mistake,” Ada Moss said.")
