import pytest

from auditor.model import Credit, Phrase, Span
from auditor.reporters import wording
from auditor.reporters.rule_doc import complete, family, family_title


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, "0"), (0.002, "<1"), (0.5, "50"), (0.994, "99"), (0.9999, "99"), (1, "100"), (0.125, "13")],
)
def test_shares_never_round_up_to_all(share, expected):
    """Almost all is told as 99 %, almost nothing as less than 1 %."""
    assert wording.percent(share) == f"{expected}\u00a0%"


def test_no_answer_of_the_audit_is_certain():
    """A probability of one is still told as 99 %."""
    assert wording.sure(1.0) == "99\u00a0%"


def test_counts_agree_with_their_nouns():
    """One finding, two findings, no findings, two stories."""
    assert [wording.count(n, "finding") for n in (0, 1, 2, 1204)] == [
        "no findings",
        "1 finding",
        "2 findings",
        "1,204 findings",
    ]
    assert wording.count(2, "story", "stories") == "2 stories"


def test_numbers_are_short():
    """Scores show one decimal at most, measures three digits."""
    assert [wording.number(value) for value in (61.0, 7.44, 100)] == ["61", "7.4", "100"]
    assert [wording.figure(value) for value in (2710.4, 121.2, 0.13349, 4.0)] == ["2,710", "121", "0.133", "4"]


def test_machine_names_become_words():
    """Kinds that are known have a phrase, others lose their joints."""
    assert wording.plain_name("spun") == "reworded word by word"
    assert wording.plain_name("news_opinion-share") == "news opinion share"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"
    assert wording.listed([]) == ""


def test_codes_without_a_manual_page_still_have_a_family():
    """A third party's code gets a page with what is known of it."""
    assert family("SPN001") == "SPN"
    assert family_title("XYZ9") == "XYZ"
    assert complete((), ["QUO001"])["QUO001"].summary == "Altered quotations"


def test_a_wording_is_told_once():
    """A wording that recurs is one line, the surest first, with how often it stands in the text."""
    rows = [("Chilly War", "Cold War", 0.8), ("stated", "said", 0.9), ("chilly war", "Cold War", 0.85)]
    phrases = [Phrase(Span(n, n + 1), *row) for n, row in enumerate(rows)]
    told = [(phrase.observed, phrase.probability, times) for phrase, times in wording.distinct(phrases)]
    assert told == [("stated", 0.9, 1), ("chilly war", 0.85, 2)]


@pytest.mark.parametrize(
    ("kind", "who", "said"),
    [
        ("mention", "Der Spiegel", "cites Der Spiegel"),
        ("pointer", "", "a source line that names nobody"),
        ("pointer", "Reuters", "source line: Reuters"),
        ("outlet", "", "agencies, none of them named"),
        ("told", "{}", "words told to {}"),
        ("of-a-plugin", "AP", "of a plugin: AP"),
        ("of-a-plugin", "", "of a plugin"),
    ],
)
def test_a_credit_is_told_in_words(kind, who, said):
    """An editor reads what a credit says, not what the program calls it."""
    assert wording.credited(Credit(kind, who, 1.0)) == said
