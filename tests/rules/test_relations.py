"""How grave a difference between two articles is: in a copy, one of the two is wrong."""

from __future__ import annotations

from auditor import Article, audit
from auditor.model import Severity

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
