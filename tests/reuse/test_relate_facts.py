"""Changed facts that are fit to accuse with: copied words around them, and one occasion."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from writing import CHOIR, FARMERS, HARBOUR, MUSEUM, compared, kinds, read

from auditor.annotate.quotations import find_quotations
from auditor.model import Article, Quotation, Reading, Span
from auditor.reuse.align import Alignment, Step
from auditor.reuse.pairs import compare_documents
from auditor.reuse.relate import Side, Sides, relate
from auditor.reuse.relate.facts import changed_facts
from auditor.reuse.relate.passage import Passage
from auditor.reuse.relate.quoted import altered_quotations
from auditor.text import prepare

FIRE = (
    "Firefighters from three districts needed until dawn to put out the blaze in the paper mill, which killed {} and "
    "left {} workers in hospital, {} said on {}, and nobody was in {} any longer when the roof came down."
)
GIVEN = ("14 people", "sixty", "James Holloway", "Tuesday", "danger")


def facts(old: str, new: str, text: str = FIRE.format(*GIVEN)) -> set[str]:
    """Kinds of differences where *new* stands for *old* in a sentence that two stories share."""
    assert old in text
    return kinds(f"{MUSEUM} {text}", f"{FARMERS} {text.replace(old, new)}") - {"omission", "reordering"}


def dated(one: str, two: str, first: str, second: str) -> set[str]:
    """Kinds of differences between two texts published on two days."""
    sides = []
    for name, text, day in (("a", one, first), ("b", two, second)):
        document = prepare(Article(name, name, text, published=day, language="en"))
        sides += [
            document,
            Reading(
                document.article,
                len(document.tokens),
                document.language,
                blocks=document.blocks,
                quotations=find_quotations(document),
            ),
        ]
    return {relation.kind for match in compare_documents(*sides) for relation in match.relations}


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("14 people", "41 people", "changed-number"),
        ("sixty workers", "ninety workers", "changed-number"),
        ("James Holloway", "Viktor Dahl", "changed-name"),
        ("Tuesday", "Friday", "changed-date"),
        ("nobody was in danger", "everybody was in danger", "negation"),
    ],
)
def test_a_fact_changed_in_a_copied_sentence_is_found(old, new, kind):
    """A figure, a name, a day or a negation, with the words around it as they were."""
    assert kind in facts(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("14 people", "fourteen people"),
        ("James Holloway", "Jim Holloway"),
        ("James Holloway", "Mr Holloway"),
        ("nobody was in danger any longer", "everybody was out of danger"),
    ],
)
def test_what_any_newsroom_may_write_is_no_changed_fact(old, new):
    """Numbers in words, short forms of first names, titles, and a denial in other words."""
    assert not facts(old, new)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("1.47 million", "1.5 million", False),
        ("1.47 million", "nearly 1.5 million", False),
        ("$1.5m", "$1.5 million", False),
        ("$1.5m", "$2.5m", True),
        ("11,870", "12,000", False),
        ("11,870", "12,870", True),
        ("at least 31", "at least 41", True),
        ("more than 171,109", "more than 171,100", False),
        ("more than 300", "312", False),
        ("in 2011", "in 2014", True),
        ("Moscow", "Russia", False),
        ("Moscow", "Warsaw", True),
    ],
)
def test_rounding_and_places_are_told_from_changes(old, new, changed):
    """A rounded figure is the figure, and a capital stands for its country; another figure or place is a change."""
    text = (
        "The auditors of the northern grain fund told the committee behind closed doors that they had found {} "
        "in the ledgers of the cooperative, which the clerk of the harbour had kept in a biscuit tin under his bed."
    )
    one, two = (f"{side} {text.format(fact)}" for side, fact in ((MUSEUM, old), (CHOIR, new)))
    assert bool(kinds(one, two) & {"changed-number", "changed-name", "changed-date"}) == changed


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("3 October", "4 May"),
        ("October 3", "May 4"),
        ("3rd of October", "4th of October"),
        ("3 October", "3 May"),
        ("October 3, 2031", "May 4, 2032"),
        ("3 October 2031", "3 October 2032"),
    ],
)
def test_a_changed_date_is_one_change_told_whole(one, two):
    """A day, its month and its year are not charged one by one, and the wording names the date."""
    text = (
        "The auditors of the northern grain fund told the committee behind closed doors that they would meet on {} "
        "with the clerk of the harbour, who had kept the ledgers of the cooperative in a biscuit tin under his bed."
    )
    (match,) = compared(f"{MUSEUM} {text.format(one)}", f"{CHOIR} {text.format(two)}")
    assert [(row.kind, row.before, row.after) for row in match.relations] == [("changed-date", one, two)]


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        ("costs would rise", "costs would fall", "negation"),
        ("appeal will be heard in March", "appeal will be heard in May", "changed-date"),
        ("clerk has moved to Dresden", "clerk has moved to Leipzig", "changed-name"),
        ("boats belong to Miriam Holt", "boats belong to Viktor Dahl", "changed-name"),
        ("costs would rise", "costs would increase", None),
    ],
)
@pytest.mark.parametrize("after", [HARBOUR, ""])
def test_a_fact_that_ends_a_sentence_is_found(one, two, kind, after):
    """Wherever the sentence stands, and if nothing follows it."""
    story = "{} {} The {}. {}"
    found = kinds(story.format(MUSEUM, CHOIR, one, after), story.format(MUSEUM, CHOIR, two, after))
    assert found == ({kind} if kind else set())


def test_a_place_among_names_is_no_headline():
    """Capitals on both sides do not hide a changed name in a sentence; in a headline, capitals name nothing."""
    line = "Critics such as Ada Moss of {} and Viktor Dahl of Port Ellery said that the pier lacked a guard at night."
    assert "changed-name" in kinds(f"{MUSEUM} {line.format('Orla')}", f"{MUSEUM} {line.format('Kirkwall')}")
    headline = "Critics Of {} Pier Say It Lacks Any Guard At Night"
    one, two = (f"{MUSEUM}\n\n{headline.format(word)}\n\n{HARBOUR}" for word in ("Wooden", "Broken"))
    assert "changed-name" not in kinds(one, two)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("three days", "three weeks", "changed-number"),
        ("$4 million", "£4 million", "changed-number"),
        ("4 percent", "4 points", "changed-number"),
        ("third attempt", "second attempt", "changed-number"),
        ("the clerk denied", "the clerk admitted", "negation"),
        ("prices rose", "prices fell", "negation"),
        ("before the count", "after the count", "negation"),
        ("three days", "three-day talks", None),
        ("$4 million", "US$4 million", None),
        ("4 percent", "4 per cent", None),
        ("4 tons", "4 tonnes", None),
        ("the clerk denied", "the clerk denies", None),
    ],
)
def test_units_currencies_ordinals_and_opposites(old, new, kind):
    """The number may stay and what it counts change, or a word turn into its opposite; spellings and forms may not."""
    text = (
        "The auditors of the northern grain fund searched for three days and found $4 million and 4 percent and 4 tons "
        "in the ledgers of the cooperative at their third attempt, though the clerk denied that prices rose the week "
        "before the count in the hall, and the harbour keeps a copy of every page in a biscuit tin."
    )
    assert facts(old, new, text) == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("10 pounds", "10 lb", None),
        ("10 pounds", "20 lb", "changed-number"),
        ("10 pounds", "10 dollars", "changed-number"),
        ("800m", "800 metres", None),
        ("800m", "400 metres", "changed-number"),
        ("30 degrees Celsius", "86 degrees Fahrenheit", None),
        ("30 degrees Celsius", "96 degrees Fahrenheit", "changed-number"),
        ("30 degrees Celsius", "30 degrees Fahrenheit", "changed-number"),
        ("1 in 4 villagers", "25 percent of villagers", None),
        ("1 in 4 villagers", "35 percent of villagers", "changed-number"),
        ("twenty-first", "21st", None),
        ("twenty-first", "twenty-fourth", "changed-number"),
        ("World War Two", "World War II", None),
        ("World War Two", "World War III", "changed-name"),
        ("not illegal", "legal", None),
        ("not illegal", "illegal", "negation"),
        ("would be cut", "would be raised", "negation"),
        ("supported", "condemned", "negation"),
        ("supported", "supports", None),
        ("most widows", "few widows", "negation"),
        ("by men", "by women", "negation"),
        ("is safe", "is unsafe", "negation"),
        ("was cleared", "was convicted", "negation"),
        ("was cleared", "had been cleared", None),
    ],
)
def test_other_ways_to_write_a_fact_are_told_from_other_facts(old, new, kind):
    """A pound is also a weight, an m a metre, not illegal is legal; the opposite and another figure are changes."""
    text = (
        "The keeper who was cleared of theft told the council that most widows of the parish supported the 800m race, "
        "which has been run by men since World War Two on the twenty-first evening of summer in 30 degrees Celsius, "
        "that it was not illegal to bet 10 pounds of butter on it, that 1 in 4 villagers did so every year, that the "
        "lane is safe in the rain and that the fee for every runner would be cut before the next race in the village."
    )
    assert facts(old, new, text) == ({kind} if kind else set())


def test_reports_of_two_days_fill_like_words_with_other_facts():
    """The same sentence months apart tells of another day's market; on one day one of the two is wrong."""
    sentence = (
        "Barley for delivery in autumn rose {} crowns a tonne on the exchange in Port Ellery after the weather office "
        "forecast another dry month for the upper valley."
    )
    one, two = f"{MUSEUM}\n\n{HARBOUR}\n\n{CHOIR}\n\n", f"{FARMERS}\n\n"
    ours = " ".join(f"The museum shop sold {word} and postcards of the whale until the tide came in." for word in WARES)
    theirs = " ".join(f"A tractor with {word} on its trailer passed the school at noon." for word in WARES)
    texts = one + ours + sentence.format("12"), two + theirs + sentence.format("31")
    assert "changed-number" not in dated(*texts, "2031-02-01", "2031-09-01")
    copies = one + sentence.format("12"), one + sentence.format("31")
    assert "changed-number" in dated(*copies, "2031-02-01", "2031-09-01")


REPORT = (
    "Barley for delivery in autumn rose {0} crowns a tonne on the exchange in Port Ellery after a dry week inland.",
    "Dealers sold {1} tonnes of oats to mills along the coast, which pay {2} crowns more for grain without mould.",
    "The fund that the growers set up in 1931 holds {3} tonnes in its silos and lends money on them to members.",
    "Wheat was little changed at {4} crowns, although two ships had to turn back at the bar with {5} tonnes on board.",
)


def test_a_reordered_copy_of_another_day_is_a_copy():
    """The paragraphs are judged together; that one of many figures differs is a changed fact."""
    figures = ("12", "340", "7", "9,000", "211", "1,480")
    one = "\n\n".join(REPORT).format(*figures)
    two = "\n\n".join((REPORT[2], REPORT[0], REPORT[3], REPORT[1])).format(*figures)
    assert not dated(one, two, "2031-02-01", "2031-02-13") & {"changed-number"}
    assert "changed-number" in dated(one, two.replace("9,000", "4,000"), "2031-02-01", "2031-02-13")


@pytest.mark.parametrize("later", ["2031-02-02", "2031-02-08"])
def test_the_report_of_another_day_is_no_copy_with_changed_facts(later):
    """The same sentences with this day's figures in them are right, however many there are."""
    one, two = (
        "\n\n".join(REPORT).format(*row)
        for row in (("12", "340", "7", "9,000", "211", "1,480"), ("31", "275", "8", "8,600", "219", "1,510"))
    )
    assert not dated(one, two, "2031-02-01", later) & {"changed-number", "changed-date"}
    assert "changed-number" in dated(one, two, "2031-02-01", "2031-02-01")


@pytest.mark.parametrize(
    ("old", "new", "charged"),
    [
        ("at least 14 people", "at least 17 people", False),
        ("at least 14 people", "at least 41 people", True),
        ("at least 17 people", "at least 14 people", True),
        ("14 people", "17 people", True),
    ],
)
def test_a_toll_may_rise_in_a_later_copy(old, new, charged):
    """What was at least so many on Monday may be at least some more on Tuesday, but not fewer."""
    one, two = (f"{MUSEUM}\n\n{FIRE.format(toll, *GIVEN[1:])}\n\n{HARBOUR}" for toll in (old, new))
    assert ("changed-number" in dated(one, two, "2031-02-01", "2031-02-02")) == charged
    assert "changed-number" in dated(one, two, "2031-02-01", "2031-02-01")


WARES = ("clocks", "spoons", "sails", "maps", "boots", "bells", "ropes", "stoves", "coats", "books")


def test_the_year_of_a_copyright_notice_and_web_addresses_are_no_facts():
    """Such lines are template text, filled in anew by every page."""
    notice = "Copyright {} The Associated Press. This material may not be published, broadcast or rewritten anywhere."
    assert not kinds(f"{MUSEUM} {notice.format(2015)}", f"{MUSEUM} {notice.format(2016)}")
    link = "The fund keeps its papers at https://fund.example/{} and answers letters from growers within nine days."
    assert not kinds(f"{MUSEUM} {link.format('Abisko')}", f"{MUSEUM} {link.format('Bodrum')}")


def crowded(count: int) -> Passage:
    """An alignment of *count* quotations, each with a changed word and a changed figure beside it."""
    part = "“we shall never give the {} lake away to those people” said one of {} men in boats. "
    texts = [
        " ".join(part.format(word, n + extra) for n in range(count)) for word, extra in (("blue", 11), ("cold", 5000))
    ]
    sides = [prepare(Article(name, name, text)) for name, text in zip("ab", texts, strict=True)]
    steps, at = [], 0
    for index, (one, two) in enumerate(zip(sides[0].tokens.words, sides[1].tokens.words, strict=True)):
        op = "equal" if one == two else "replace"
        if steps and steps[-1].op == op:
            steps.pop()
        else:
            at = index
        steps.append(Step(op, at, index + 1, at, index + 1))
    total = len(sides[0].tokens)
    readings = []
    for side in sides:
        text, spans, start = side.article.text, [], 0
        while (start := text.find("“", start)) >= 0:
            end = text.index("”", start)
            spans.append(Quotation(Span(start, end + 1), Span(start + 1, end)))
            start = end
        readings.append(Reading(side.article, total, side.language, quotations=tuple(spans)))
    path = Alignment((0, total), (0, total), 99.0, 0.9, tuple(steps))
    return Passage(path, Sides(*map(Side, sides, readings)))


def test_many_quotations_and_figures_take_time_in_proportion_to_their_number():
    """Eight times as many take nowhere near sixty-four times as long, and all are found."""
    times = []
    for count in (60, 480):
        passage, best = crowded(count), float("inf")
        for _ in range(3):
            began = time.process_time()
            quotations, changes = list(altered_quotations(passage)), list(changed_facts(passage))
            best = min(best, time.process_time() - began)
        assert len(quotations) == len(changes) == count
        times.append(best)
    assert times[1] < 24 * times[0]


def test_many_passages_with_a_quotation_each_take_time_in_proportion_to_their_number():
    """Not each passage looks at all quotations, and how like the texts are is found once."""
    part = "“we shall give the {} lake and the pier and the old school to nobody on earth” said Ada Moss.\n\n"
    times = []
    for count in (60, 480):
        documents, readings = zip(*(read(part.format(word) * count) for word in ("blue", "cold")), strict=True)
        width, best = len(documents[0].tokens) // count, float("inf")
        paths = []
        for first in range(0, width * count, width):
            cuts = (("equal", 0, 4), ("replace", 4, 5), ("equal", 5, width))
            steps = [Step(op, first + a, first + b, first + a, first + b) for op, a, b in cuts]
            paths.append(Alignment((first, first + width), (first, first + width), 20.0, 0.9, tuple(steps)))
        for _ in range(3):
            began = time.process_time()
            sides = Sides(*map(Side, documents, readings))
            found = [relate(path, sides) for path in paths]
            best = min(best, time.process_time() - began)
        assert all([relation.kind for relation in match.relations] == ["altered-quotation"] for match in found)
        times.append(best)
    assert times[1] < 24 * times[0]
