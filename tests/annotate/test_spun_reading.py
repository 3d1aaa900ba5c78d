"""The verdict on an article's wording."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.annotate.quotations import find_quotations
from auditor.annotate.residue import find_residue
from auditor.annotate.spun import read_spun
from auditor.model import Article, SpunReading
from auditor.text import prepare

CORPUS = Path(__file__).parents[2] / "corpus"

HONEST = """The city council voted on Tuesday night to close two public libraries and cut the hours of six others,
ending months of argument over how to fill a hole in next year's budget.

Council members said they had no choice after the state reduced its support for local services by nearly a
third. The vote was seven to four. About two hundred people came to the meeting, and many of them asked the
council to look for the money somewhere else.

"We were told that the decision was made a long time ago," said Maria Keller, who has worked at the East Side
branch for twenty years. "Nobody asked the people who use the building every day."

The mayor said the city would try to keep the remaining branches open on weekends. She said that a committee
would report in the spring on whether the two buildings could be used as community centers.

Under the plan, the libraries will close at the end of June. The city expects to save about three million
dollars a year, most of it in wages. Officials said that no one would lose a job before September, and that
staff would be offered positions in other departments.

The teachers' union said it would go to court to stop the plan. A spokesman for the union said that children
in the two neighborhoods had no other place to study after school, and that the council had broken the law
when it failed to hold a public hearing before the vote.

The state government declined to comment on the decision. Last month the governor said that cities should find
ways to share services and that the cuts were needed to keep taxes low."""

# The same report, as a thesaurus would put it.
SWAPPED = """The metropolis council voted on Tuesday night to shut two populace libraries and slash the hours of six
others, terminating months of contention over how to fill a hole in following year's budget.

Council members stated they had no alternative after the state diminished its assistance for local services by
almost a third. The ballot was seven to four. About two hundred individuals arrived to the encounter, and
numerous of them requested the council to search for the currency someplace else.

"We were instructed that the determination was created a lengthy time ago," stated Maria Keller, who has
toiled at the East Side branch for twenty years. "Nobody questioned the individuals who utilize the edifice
each day."

The mayor uttered the metropolis would attempt to hold the leftover branches unlocked on weekends. She stated
that a committee would report in the springtime on whether the two edifices could be utilized as community
centers.

Beneath the program, the libraries will shut at the finish of June. The metropolis anticipates to rescue about
three million dollars a year, most of it in earnings. Functionaries stated that no one would drop a occupation
before September, and that staff would be proffered positions in additional departments.

The teachers' union stated it would go to courtroom to halt the program. A spokesperson for the union stated
that youngsters in the two neighborhoods had no different spot to examine after school, and that the council
had shattered the statute when it neglected to grasp a populace hearing prior to the ballot.

The state regime refused to remark on the determination. Final month the governor stated that metropolises
ought to discover manners to divide services and that the slashes were required to hold taxes small."""


def read(text: str, language: str = "") -> SpunReading:
    document = prepare(Article("a", "example.org", text, language=language))
    return read_spun(document, find_quotations(document), find_residue(document))


def corpus(number: str) -> SpunReading:
    [path] = CORPUS.glob(f"{number}_*.txt")
    return read(path.read_text(encoding="utf-8"))


def test_swapped_report_is_spun() -> None:
    """A report rewritten word by word is called spun, on two kinds of evidence at least."""
    reading = read(SWAPPED)
    assert reading.verdict == "spun"
    assert "wording" in reading.kinds
    assert len(reading.kinds) >= 2


def test_honest_report_is_not() -> None:
    """Plain prose gives no verdict and no phrases to accuse it with."""
    reading = read(HONEST)
    assert (reading.verdict, reading.phrases, reading.passages) == ("none", (), ())


def test_phrases_name_the_likely_original() -> None:
    """Each phrase stands where it says, and most originals are the words of the honest report."""
    reading = read(SWAPPED)
    honest = set(HONEST.lower().replace(",", "").replace(".", "").split())
    for phrase in reading.phrases:
        assert SWAPPED[phrase.span.start : phrase.span.end] == phrase.observed
        assert 0.5 < phrase.probability <= 1
    recovered = [phrase for phrase in reading.phrases if set(phrase.likely.lower().split()) <= honest]
    assert len(reading.phrases) >= 20
    assert len(recovered) >= 0.5 * len(reading.phrases)


def test_phrases_do_not_overlap_and_are_in_order() -> None:
    """A reader can underline every phrase in one pass over the text."""
    spans = [phrase.span for phrase in read(SWAPPED).phrases]
    assert all(left.end <= right.start for left, right in pairwise(spans))


def test_only_the_spun_article_of_the_corpus_is_spun() -> None:
    """Article 003 is spun with dozens of phrases; the other four are not."""
    assert [corpus(number).verdict for number in ("000", "001", "002", "004")] == ["none"] * 4
    reading = corpus("003")
    assert reading.verdict == "spun"
    assert len(reading.phrases) >= 40
    assert len(reading.kinds) >= 3
    assert {phrase.basis for phrase in reading.phrases} >= {"model", "name", "spintax"}


def test_one_spun_section_among_honest_ones_is_shown() -> None:
    """Where a spun text is pasted between honest ones, the passage lies there and nowhere else."""
    honest = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("00[12]_*.txt"))]
    text = f"{honest[0]}\n\n{SWAPPED}\n\n{honest[1]}"
    first, last = len(honest[0]), len(honest[0]) + len(SWAPPED)
    reading = read(text)
    assert reading.verdict == "spun"
    assert reading.passages
    inside = sum(min(span.end, last) - max(span.start, first) for span in reading.passages)
    assert inside > 0.6 * sum(len(span) for span in reading.passages)
    assert inside > 0.6 * len(SWAPPED)


def test_names_are_kept_whatever_the_verdict() -> None:
    """A corrupted name is a fact about the text: it is kept in honest prose and in a text too short to judge."""
    named = HONEST.replace("The state government", "The Preeminent Court")
    for text, verdict in ((named, "none"), ("The Preeminent Court met.", "abstained")):
        reading = read(text)
        assert reading.verdict == verdict
        assert [(phrase.observed, phrase.likely) for phrase in reading.phrases] == [
            ("Preeminent Court", "Supreme Court")
        ]


RECIPE = """Soak the chickpeas overnight with a pinch of soda, then simmer them gently with a bay leaf and bruised clove
until they squash readily beneath a thumb. Drain, keeping a ladleful of the broth.

Pound cumin, coriander and a knob of peeled ginger to a rough paste. Sweat a chopped shallot in groundnut oil, tip
in the paste and fry until it smells toasty. Scrape up whatever clings. Now slide in the chickpeas, loosen with
broth, and blip away, lid ajar, while you see to the flatbreads.

For these, rub lard through sieved flour with your fingertips, dribble in tepid water and bring together a slack
dough. Knead briefly, rest beneath a cloth, pinch into walnuts and roll out thinly on a floured slab. Slap each onto a
fearsomely hot griddle; when it blisters, flip it, press the puffed rim flat and whisk it off.

Fold chopped mint and wilted sorrel into the pot, sharpen with lemon, slacken once more if it seems claggy, and
dollop over strained yoghurt. Scatter pomegranate, if you must. A crisp pickled radish cuts the richness nicely and
a dab of quince jelly flatters it. Leftovers, mashed and patted into cakes, fry up handsomely for breakfast."""


def test_unusual_register_is_no_evidence() -> None:
    """Rare but right words in a short text far from news accuse nobody."""
    for text in (RECIPE, RECIPE + "\n\n" + RECIPE):
        reading = read(text)
        assert reading.verdict == "abstained"
        assert "register" in reading.reason
        assert reading.phrases == ()


def test_short_text_abstains() -> None:
    """Under 150 words there is no verdict, and the reason says so."""
    reading = read(SWAPPED[:600])
    assert reading.verdict == "abstained"
    assert "too few" in reading.reason


def test_other_language_abstains() -> None:
    """Only English is judged."""
    german = "Der Stadtrat hat am Dienstag beschlossen, zwei öffentliche Büchereien zu schließen. " * 20
    reading = read(german)
    assert reading.verdict == "abstained"
    assert "English" in reading.reason


def test_one_misprint_is_no_evidence() -> None:
    """A single wrong article, as happens in any newsroom, does not make honest prose suspect."""
    assert read(HONEST.replace("a hole", "an hole")).verdict == "none"


def test_british_spelling_is_not_odd() -> None:
    """National spelling changes no verdict and hardly the probability."""
    british = (
        HONEST.replace("neighborhoods", "neighbourhoods")
        .replace("centers", "centres")
        .replace("departments", "organisations")
    )
    assert read(british).verdict == "none"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "{", "a " * 400, "#!? " * 300, "word" * 5000, "\u200b" * 500, "{a|b} " * 300]
)
def test_odd_input_is_answered(text: str) -> None:
    """No text makes the reading fail."""
    assert read(text).verdict in {"none", "abstained", "suspicious"}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=0, max_size=60), st.integers(0, 1000))
def test_any_unicode_keeps_offsets(pieces: list[str], seed: int) -> None:
    """Whatever is mixed into a spun text, every phrase is the text at its span."""
    words = SWAPPED.split(" ")
    rng = random.Random(seed)
    for piece in pieces:
        words.insert(rng.randrange(len(words)), piece)
    text = " ".join(words)
    for phrase in read(text).phrases:
        assert text[phrase.span.start : phrase.span.end] == phrase.observed


def test_same_answer_in_another_process() -> None:
    """The reading does not depend on Python's hash seed."""
    code = (
        "import sys; from auditor.model import Article; from auditor.text import prepare;"
        "from auditor.annotate.spun import read_spun; print(read_spun(prepare(Article('a', 'b', sys.stdin.read()))))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        input=SWAPPED,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "77", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert answer.stdout == f"{read_spun(prepare(Article('a', 'b', SWAPPED)))}\n"


def test_time_grows_with_length_only() -> None:
    """Twenty times the text takes at most some fifty times as long: no step is quadratic."""
    read(HONEST)

    def seconds(text: str) -> float:
        document = prepare(Article("a", "b", text))
        start = time.process_time()
        read_spun(document)
        return time.process_time() - start

    small = min(seconds("\n\n".join([SWAPPED] * 4)) for _ in range(3))
    assert seconds("\n\n".join([SWAPPED] * 80)) < 50 * small
