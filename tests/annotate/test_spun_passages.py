"""Which section of an article is spun, and where it begins and ends."""

from __future__ import annotations

from pathlib import Path

from test_spun_reading import HONEST, SWAPPED

from auditor.annotate.spun import portions, read_spun
from auditor.model import Article, Span, SpunReading
from auditor.text import prepare

CORPUS = Path(__file__).parents[2] / "corpus"
REPORTS = [path.read_text(encoding="utf-8").strip() for path in sorted(CORPUS.glob("00[12]_*.txt"))]

#: Honest English of another age: odd, and nobody's spinner.
OLD = """It was a matter of some astonishment to the good people of the parish that the Squire, who had never
been known to part with a shilling without lamentation, should of a sudden declare himself the patron of their
school, and should moreover engage to pay the master's stipend out of his own purse.

The rector, a mild and bookish man, held that grace may visit the flintiest bosom; his sister, who kept his
house and knew the price of candles, was of opinion that there was an election toward. Mrs. Pargeter of the
mill would hear no ill of him, having had the promise of the new well.

Be that as it may, the master came down by the Tuesday coach, a lean young fellow in a rusty coat, with a box
of books so heavy that the ostler swore at it in two languages. He was lodged above the saddler's, and before a
week was out had offended the churchwardens, charmed the children, and lost his heart where it was not wanted."""


def read(text: str) -> SpunReading:
    return read_spun(prepare(Article("a", "harbour-herald.example", text)))


def pasted(section: str, host: str, after: int) -> tuple[str, Span]:
    """*section* put behind so many paragraphs of *host*, and where it stands."""
    paragraphs = [line for line in host.split("\n") if line.strip()]
    before = "\n\n".join(paragraphs[:after]) + "\n\n"
    return f"{before}{section}\n\n" + "\n\n".join(paragraphs[after:]), Span(len(before), len(before) + len(section))


def shared(one: Span, other: Span) -> float:
    """Characters in both over characters in either."""
    both = max(0, min(one.end, other.end) - max(one.start, other.start))
    return both / (len(one) + len(other) - both)


def test_the_borders_of_a_section_are_those_of_its_paragraphs() -> None:
    """Wherever in an article it stands, the section shown is the spun one, nearly to the letter."""
    for host in REPORTS:
        for after in (3, 8):
            text, place = pasted(SWAPPED, host, after)
            reading = read(text)
            assert reading.verdict == "spun"
            (shown,) = reading.passages
            assert shared(shown, place) > 0.85


def test_phrases_are_those_of_the_section() -> None:
    """What is shown as evidence stands in the section, but for names, which are facts wherever they stand."""
    text, place = pasted(SWAPPED, REPORTS[0], 4)
    phrases = read(text).phrases
    assert len(phrases) > 20
    assert all(place.start <= phrase.span.start < place.end for phrase in phrases if phrase.basis != "name")


def test_two_sections_are_told_apart() -> None:
    """Honest paragraphs between two spun sections are not part of either."""
    halves = SWAPPED.split("\n\n")
    text, first = pasted("\n\n".join(halves[:4]), REPORTS[0], 2)
    text, second = pasted("\n\n".join(halves[4:]), text, text.count("\n\n") - 3)
    shown = read(text).passages
    assert len(shown) == 2
    assert shared(shown[0], first) > 0.7
    assert shared(shown[1], second) > 0.7


def test_a_text_spun_throughout_has_no_section() -> None:
    """Where nothing of a text reads clean, the accusation is of the whole."""
    reading = read(SWAPPED)
    assert (reading.verdict, reading.passages) == ("spun", ())


def test_honest_sections_of_another_kind_are_not_shown() -> None:
    """An old tale or another report amid the news is unlike the rest, and yet nobody's spinning."""
    for section in (OLD, HONEST):
        reading = read(pasted(section, REPORTS[1], 5)[0])
        assert (reading.verdict, reading.passages) == ("none", ())


def test_a_section_of_a_long_text_is_found(monkeypatch) -> None:
    """A text measured portion by portion shows its spun section as a short one does."""
    monkeypatch.setattr(portions, "PORTION", 1_000)
    text, place = pasted(SWAPPED, "\n\n".join((*REPORTS, HONEST)), 9)
    shown = read(text).passages
    assert all(span.overlap(place) for span in shown)
    inside = sum(min(span.end, place.end) - max(span.start, place.start) for span in shown)
    assert inside > 0.6 * len(place)
