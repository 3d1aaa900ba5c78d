"""How grave a difference between two articles is: in a copy, one of the two is wrong."""

from __future__ import annotations

from auditor import Article, audit
from auditor.model import Comparison, Kind, Match, Place, Reading, Relation, Severity, Span
from auditor.rules.altered_quotation import AlteredQuotation

PARTS = (
    "The roof of an indoor market in Tarn gave way under wet snow on Saturday, an hour after the first stalls opened.",
    "Rescue workers said the collapse had killed {} people and injured sixty others, among them the market's porter.",
    "A baker whose oven stood by the north door had heard the beams creak all night, and sent his apprentices home.",
    "The province has declared two days of mourning, and schools in the valley will stay closed until Wednesday.",
)
OTHERS = (
    "Flags flew at half mast across the north. Prosecutors have taken away the drawings of the hall, finished in 1986.",
    "Its architect died long ago, and the firm that poured the concrete was wound up when its owner moved abroad.",
    "An inspector had asked for stronger pillars four years earlier; nobody can say what became of his letter.",
    "Buses take the injured to the coast, where a navy ship with two operating theatres has dropped anchor.",
)
MORE = (
    "Snow has fallen on the pass since the first week of November, more than in any winter since the railway came.",
    "Stalls for bread and lamp oil open in the bus station on Monday, and nobody will have to pay for a place.",
)


def severities(left: list[str], right: list[str]) -> list[Severity]:
    """Of what is found about the changed figure."""
    texts = "\n\n".join(left).format(14), "\n\n".join(right).format(41)
    rows = [Article(name, f"{name}.example", text) for name, text in zip("ab", texts, strict=True)]
    return [row.severity for row in audit(rows).findings if row.code == "FCT001"]


def test_a_copy_with_its_paragraphs_exchanged_is_a_copy():
    """The passages are judged together: no single one of them is long."""
    assert severities(list(PARTS), [PARTS[3], PARTS[2], PARTS[1], PARTS[0]]) == [Severity.MEDIUM]


def test_one_sentence_of_two_reports_may_have_been_updated():
    """Where they share no more than that, a figure that differs is for information."""
    assert severities([*PARTS, *MORE], [OTHERS[0], PARTS[1], *OTHERS[1:]]) == [Severity.INFO]


SAID = "“We shall keep the {} and the school on the island, whatever the capital may decide about us,” Ada Moss said."
CHURCH = (
    "“Nobody has paid a crown for the {} of our church since the war, and nobody ever will,” Ada Moss told the choir."
)


def quotations(left: list[str], right: list[str]) -> list[tuple[str, int]]:
    """The wording told of each altered quotation, and how many places are named with it."""
    rows = [Article(name, f"{name}.example", "\n\n".join(text)) for name, text in (("a", left), ("b", right))]
    found = [row for row in audit(rows).findings if row.code == "QUO001"]
    return [(row.message.partition(": ")[2], len(row.related)) for row in found]


def test_each_altered_quotation_of_a_copy_is_a_finding():
    """Two quotations altered in one copied text are told one by one, not the first alone."""
    told = quotations(
        [PARTS[0], SAID.format("ferry"), PARTS[2], CHURCH.format("roof"), PARTS[3]],
        [PARTS[0], SAID.format("prison"), PARTS[2], CHURCH.format("wine"), PARTS[3]],
    )
    assert len(told) == 2
    assert any("ferry" in wording and "prison" in wording for wording, _ in told)
    assert any("roof" in wording and "wine" in wording for wording, _ in told)


def test_a_quotation_repeated_in_an_article_is_one_finding():
    """In a passage of its own it is not told again."""
    assert len(quotations(*([*PARTS, SAID.format(word), SAID.format(word)] for word in ("ferry", "prison")))) == 1


def test_a_quotation_repeated_in_one_passage_names_its_second_place():
    """The reader is shown where else the article has it."""
    left, right = (Reading(Article(name, f"{name}.example", "word " * 40), 40, "en") for name in "ab")
    spans = [(Span(n, n + 9), Span(n + 2, n + 11)) for n in (10, 90)]
    relations = tuple(Relation("altered-quotation", *pair, "a grave hour", "A fine hour") for pair in spans)
    match = Match("m", Place("a", Span(0, 190)), Place("b", Span(0, 190)), Kind.EDITED, 0.9, relations=relations)
    (finding,) = AlteredQuotation().check(Comparison(match, left, right))
    assert finding.related == (Place("b", spans[0][1]), Place("a", spans[1][0]))
