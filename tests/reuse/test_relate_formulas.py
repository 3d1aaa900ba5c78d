"""Words nobody wrote, speakers, figures and clocks, and which side is reworded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from writing import CHOIR, FARMERS, MUSEUM, compared, kinds

from auditor.model import Edit, Kind, Span
from auditor.reuse.relate.agreement import agree
from auditor.reuse.relate.measures import quantities
from auditor.reuse.relate.rarity import LEAST, rarer_side

QUOTE = "We shall not sell the quarry to anybody who means to fill it with 300 barrels of ash"
REPORT = (
    "The county will repair the long wooden pier before the tourists come back, the surveyor told a crowded meeting, "
    "because most of the old beams are rotten and the railing has broken in many places."
)


def altered(one: str, two: str) -> bool:
    """Whether the second text has the first one's quotation in other words."""
    return "altered-quotation" in kinds(f"{MUSEUM} {one}", f"{FARMERS} {two}")


@pytest.mark.parametrize(("old", "new"), [("shall not sell", "shall sell"), ("300 barrels", "800 barrels")])
def test_a_lost_not_and_another_figure_alter_a_quotation(old, new) -> None:
    """Inside the marks a negation or a figure that changed is as bad as a changed noun."""
    assert altered(f"“{QUOTE},” Ilse Grau said.", f"“{QUOTE.replace(old, new)},” Ilse Grau said.")


def test_a_figure_written_out_alters_no_quotation() -> None:
    """Digits or words are a matter of style."""
    words = QUOTE.replace("300", "three hundred")
    assert not altered(f"“{QUOTE},” Ilse Grau said.", f"“{words},” Ilse Grau said.")


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [("Ilse Grau", True), ("Ms Grau", True), ("the Ostrian minister", True), ("Teodor Falk", False)],
)
def test_two_named_people_cannot_alter_each_others_words(speaker, expected) -> None:
    """An opponent may echo; a description may be of the same person."""
    other = QUOTE.replace("quarry", "meadow")
    assert altered(f"“{QUOTE},” Ilse Grau said.", f"“{other},” {speaker} said.") is expected


def test_an_editors_bracket_is_never_cut_in_half() -> None:
    """A bracketed word at the edge is left out of what is shown."""
    one, two = "“(We) shall gladly sell the quarry to anybody,”", "“We shall gladly give the quarry to anybody,”"
    shown = [
        relation.before
        for match in compared(f"{MUSEUM} {one} Ilse Grau said.", f"{FARMERS} {two} Ilse Grau said.")
        for relation in match.relations
        if relation.kind == "altered-quotation"
    ]
    assert shown
    assert all(text.count("(") == text.count(")") for text in shown)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("9 p.m.", "21:00", True),
        ("9:30", "9.30 pm", True),
        ("12 a.m.", "midnight", True),
        ("9 p.m.", "9 a.m.", False),
        ("10:00 GMT", "11:00 CET", True),
        ("half a dozen", "six", True),
        ("half a million", "500,000", True),
        ("a dozen", "13", False),
        ("10 pounds", "10 lb", True),
        ("10 pounds", "4.5 kg", True),
        ("10 pounds", "£10", True),
        ("10 pounds", "20 lb", False),
        ("10 pounds", "£20", False),
        ("400m", "400 metres", True),
        ("400m", "400 million", True),
        ("400m", "800 metres", False),
        ("400m", "800m", False),
        ("20 degrees Celsius", "68F", True),
        ("minus 5C", "23 degrees Fahrenheit", True),
        ("20 degrees", "68 degrees Fahrenheit", True),
        ("20 degrees", "68 degrees", False),
        ("20°C", "78 degrees Fahrenheit", False),
        ("20°C", "20°F", False),
        ("20°C", "21°C", False),
        ("one in four", "25 percent", True),
        ("1 in 3", "33 percent", True),
        ("3 out of 10", "30%", True),
        ("one in four", "35 percent", False),
        ("one in four", "1 in 5", False),
        ("twenty-first", "21st", True),
        ("twenty-first", "22nd", False),
        ("a twenty-second", "a 20-second", True),
        ("a twenty-second", "a 30-second", False),
        ("more than 1,000", "over 1,050", True),
        ("more than 1,000", "over 1,400", False),
        ("at least 31", "at least 32", False),
        ("6ft 2in", "1.88m", True),
        ("6ft 2in", "1.8m", False),
        ("6'2\"", "six feet two inches", True),
        ("5ft 9", "175 cm", True),
        ("10st 4lb", "144 pounds", True),
        ("10st 4lb", "65.3kg", True),
        ("10st 4lb", "76kg", False),
        ("5 lb 8 oz", "2.5 kg", True),
        ("2 hours and 40 minutes", "160 minutes", True),
        ("two and a half hours", "150 minutes", True),
        ("half an hour", "30 minutes", True),
        ("half an hour", "40 minutes", False),
        ("a fortnight", "two weeks", True),
        ("a fortnight", "six weeks", False),
        ("high 70s Fahrenheit", "mid-20s C", True),
        ("high 70s Fahrenheit", "mid-30s C", False),
        ("5 degrees below zero", "minus 5C", True),
        ("two-thirds", "67 percent", True),
        ("two-thirds", "47 percent", False),
        ("nine out of 10", "90%", True),
        ("half a percentage point", "50 basis points", True),
        ("12 square miles", "31 sq km", True),
        ("30mph", "48km/h", True),
        ("30 miles an hour", "30 km/h", False),
        ("85p", "£0.85", True),
        ("4 million dollars", "$4 million", True),
        ("4 million dollars", "£4 million", False),
        ("Rs 2 crore", "20 million rupees", True),
        ("0830 GMT", "9.30am BST", True),
        ("0830 GMT", "1130 GMT", False),
        ("62 percent", "64 percent", False),
        ("62.4 percent", "62 percent", True),
        ("dozens", "36", True),
        ("dozens", "8", False),
        ("hundreds", "thousands", False),
        ("20 m", "20 metres", True),
        ("100 gallons", "455 litres", True),
        ("a million and a half", "1.5 million", True),
        ("1½ miles", "1.5 miles", True),
    ],
)
def test_times_and_fractions_in_two_styles(one, two, same) -> None:
    """A time, a dozen, a share, a weight or a temperature is the same figure however it is written."""
    (first,), (second,) = (quantities(text, 0, len(text)) for text in (one, two))
    assert first.kind == second.kind
    assert agree(first, second) is same


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("three four-star generals", [3, 4]),
        ("two one-minute answers", [2]),
        ("between seven and eight bodies", [7, 8]),
        ("two hundred and ten thousand", [210_000]),
        ("three million two hundred thousand and five", [3_200_005]),
        ("nineteen eighty-four", [19, 84]),
        ("a hundred and one", [101]),
        ("the 21st and the 11st of butter", [21, 11]),
    ],
)
def test_numbers_that_stand_side_by_side_are_not_added_up(text, numbers) -> None:
    """Words are one number only where English makes one of them."""
    assert [quantity.number for quantity in quantities(text, 0, len(text))] == numbers


def test_the_lower_end_of_a_range_counts_the_same_as_the_upper() -> None:
    """The unit is written once; bare numbers in a list keep theirs."""
    units = [quantity.unit for quantity in quantities("20 to 25 degrees Celsius, 3 or 4 weeks, 5 and 6", 0, 48)]
    assert units == ["celsius", "celsius", "time", "time", "", ""]


PIECES = st.sampled_from(
    [
        "6ft", "2in", "3 stone", "½", "a half", "half a", "hundred", "dozens", "twenty", "-one", "million", "1,000",
        "7.5", "s", "m", "p", "st", "%", "°C", "degrees", "F", "below zero", "£", "A$", "USD", "crore", "GMT", "0830",
        "9.30pm", "noon", "1990", "May", "Tuesday", "in", "out of", "to", "and", "thirds", "miles", "an hour", "sq",
        "0", ",", "0.000", "999,999,999,999,999,999,999,999", "'", '"',
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=9), st.lists(PIECES, max_size=9), st.sampled_from(["", " "]))
def test_any_figures_are_read_and_compared(one, two, between) -> None:
    """No text makes the reader of figures fail; each figure agrees with itself, and agreement has no side."""
    ours, theirs = (between.join(pieces) for pieces in (one, two))
    found, others = (quantities(text, 0, len(text)) for text in (ours, theirs))
    spans = [quantity.span for quantity in found]
    assert all(0 <= span.start < span.end <= len(ours) for span in spans)
    assert spans == sorted(spans)
    for quantity in found:
        assert agree(quantity, quantity)
        assert all(agree(quantity, other) == agree(other, quantity) for other in others)


def test_a_figure_out_of_a_list_of_things_is_no_share_alone() -> None:
    """What is counted may be named between the two numbers."""
    (share,), two = (quantities(text, 0, len(text)) for text in ("two in 14", "two goals in 14"))
    assert agree(share, two[0])
    assert not agree(share, quantities("five goals", 0, 10)[0])


def test_a_name_of_two_words_is_one_name() -> None:
    """First name and surname of another person are one changed fact."""
    one = REPORT.replace("the surveyor told", "according to what Paula Brandt told")
    two = one.replace("Paula Brandt", "Oskar Venn")
    shown = [
        relation.after
        for match in compared(f"{MUSEUM} {one}", f"{CHOIR} {two}")
        for relation in match.relations
        if relation.kind == "changed-name"
    ]
    assert shown == ["Oskar Venn"]


def test_has_yet_to_denies() -> None:
    """That something has yet to happen says that it has not happened."""
    one = REPORT.replace("will repair", "has not yet repaired")
    two = REPORT.replace("will repair", "has yet to repair")
    assert "negation" not in kinds(f"{MUSEUM} {one}", f"{CHOIR} {two}")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "Anybody who witnessed the accident is urged to come forward or to ring the police on 01632 960 123.",
            "Anybody who witnessed the accident is urged to come forward or to ring the police on 01632 960 123.",
        ),
        (
            "A tremor of magnitude 3.9 was felt 14 kilometres south of Arvik at 4.20 p.m. on Sunday, it was said.",
            "A tremor of magnitude 5.4 was felt 61 kilometres south of Mossel at 7.55 a.m. on Friday, it was said.",
        ),
        (
            "Norvale United: Brandt; Okafor, Lund, Petrov, Silva; Moreau, Kimura, Walsh; Adeyemi, Costa, Nilsen.",
            "Norvale United: Brandt; Okafor, Lund, Petrov, Silva; Moreau, Kimura, Walsh; Adeyemi, Costa, Nilsen.",
        ),
    ],
)
def test_what_nobody_wrote_is_no_reuse(one, two) -> None:
    """Contact lines, filled-in forms and lists of names are shared by writers who never met."""
    found = compared(f"{MUSEUM}\n\n{one}", f"{FARMERS}\n\n{two}")
    assert {match.kind for match in found} <= {Kind.BOILERPLATE}


def test_a_copy_with_its_facts_changed_is_no_set_form() -> None:
    """A man, a place and a day changed in a copied sentence are shown, not explained away."""
    one = (
        "The ministry said 42 prisoners had been moved from Arvik to a camp near the border on Friday, where lawyers "
        "were kept from seeing any of them for weeks."
    )
    two = one.replace("42", "24").replace("Arvik", "Mossel").replace("Friday", "Sunday")
    assert kinds(f"{MUSEUM} {one}", f"{FARMERS} {two}") == {"changed-number", "changed-name", "changed-date"}


def test_figures_brought_up_to_date_are_no_synonyms() -> None:
    """A number in a number's place is a change of fact, never a swapped word."""
    one = (
        "The storm killed 11 sheep, felled 19 oaks and sank 12 boats in the bay below the lighthouse, the warden said."
    )
    two = one.replace("11", "14").replace("19", "23").replace("12", "15")
    (match,) = compared(f"{MUSEUM} {one}", f"{FARMERS} {two}")
    assert match.kind is Kind.EDITED
    assert not match.synonym_swaps


def test_rewording_one_for_one_is_spun_though_few_swaps_are_listed() -> None:
    """Wordings no dictionary pairs count where they come throughout, in place of one another."""
    swaps = {
        "repair": "mend", "long": "lengthy", "wooden": "timber", "tourists": "holidaymakers", "crowded": "packed",
        "meeting": "gathering", "old": "ancient", "rotten": "decayed", "railing": "banister", "broken": "snapped",
    }  # fmt: skip
    spun = REPORT
    for old, new in swaps.items():
        spun = spun.replace(old, new)
    (match,) = compared(f"{MUSEUM} {REPORT}", f"{FARMERS} {spun}")
    assert match.kind is Kind.SPUN
    assert rarer_side(match.edits) > 0


def test_rarer_side_is_antisymmetric_and_abstains_on_little() -> None:
    """Swapping the sides swaps the sign; a few words say nothing."""
    pairs = [("help", "succour"), ("money", "lucre"), ("house", "domicile"), ("people", "folks"), ("show", "evince")]
    there = [Edit("replace", Span(0, 1), Span(0, 1), a, b) for a, b in pairs]
    back = [Edit("replace", Span(0, 1), Span(0, 1), b, a) for a, b in pairs]
    assert rarer_side(there) == -rarer_side(back) > 0
    assert rarer_side(there[: LEAST - 1]) == 0


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "The poll of 1,204 voters has a margin of sampling error of plus or minus 3.1 percentage points.",
            "The poll of 1,204 voters has a margin of sampling error of plus or minus 3.1 percentage points.",
        ),
        (
            "Benchmark crude dropped 86 cents to $45.36 a barrel in New York. It settled at $46.22 a barrel on Monday.",
            "Benchmark crude oil rose 26 cents to $51.69 a barrel in New York. It fell to $51.43 a barrel on Friday.",
        ),
        (
            "https://t.co/9KwgFlgZHA pic.twitter.com/kTrw82hfJK — Ada Quill (@quill) March 23, 2019",
            "https://t.co/9KwgFlgZHA pic.twitter.com/kTrw82hfJK — Ada Quill (@quill) March 23, 2019",
        ),
    ],
    ids=["poll", "market", "addresses"],
)
def test_set_forms_are_nobodys_writing(one, two) -> None:
    """How a poll was taken, closing prices and web addresses stand in the same form everywhere."""
    assert compared(f"{MUSEUM}\n\n{one}", f"{FARMERS}\n\n{two}") == ()


def test_a_slogan_in_quotation_marks_is_nobodys_speech() -> None:
    """Four words in marks are shared speech where somebody says them, and a name or a slogan elsewhere."""
    slogan = "“one quarry, seven keepers”"
    assert compared(f"{MUSEUM} It rests on the {slogan} formula.", f"{FARMERS} They loathe the {slogan} policy.") == ()
    (match,) = compared(f"{MUSEUM} {slogan[:-1]},” Ilse Grau said.", f"{FARMERS} The keeper told them: {slogan}.")
    assert match.kind is Kind.QUOTATION
