"""A column, or a reporter's analysis."""

from __future__ import annotations

import numpy as np
import pytest

from auditor.annotate.opinion.decode import DECODING, evidence
from auditor.annotate.opinion.features import sentence_features
from auditor.annotate.opinion.genre import Genre, chance, genre_of
from auditor.annotate.opinion.weights import log_odds
from auditor.annotate.opinion.zones import read_voice
from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.model import Article
from auditor.text import prepare

COLUMN = """We should be ashamed of what we have made of the harbour. It was beautiful, and we let fools destroy it.

Nobody asked us. Surely a decent town deserves better than this wretched lot, and we must say so while we can.

Let us be honest: our greed is a disgrace, and our children will despise us for it. They will be right."""
ANALYSIS = """The mayor could lose the vote, two members of her party said. She might still win it if turnout were low.

Her allies say the sale would pay for the lifeboat. “It may be enough,” the treasurer, Una Prell, said on Monday.

The League told the Valley Post that it would stand everywhere. It could need the Greens, who might agree, they said."""


def judged(text):
    """The document of *text*, its sentences and their genre."""
    document = prepare(Article("a", "s", text, language="en"))
    quotations = find_quotations(document)
    sentences = sentence_features(document, quotations, find_attributions(document, quotations))
    odds = log_odds(sentences.matrix)
    gains = evidence(sentences.matrix, odds, sentences.words, sentences.paragraph)
    return sentences, genre_of(document, sentences, odds, gains)


def test_a_column_is_told_from_an_analysis():
    """Verdicts in the author's voice speak for a column, sources and speculation against."""
    for text, low, high in ((COLUMN, 1, 99), (ANALYSIS, -99, -1)):
        sentences, genre = judged(text)
        assert low < genre.odds(slice(0, len(sentences.spans))) < high


def test_length_speaks_against_a_column():
    """The same text said five times over is less of a column, by the length alone."""
    short, once = judged(COLUMN)
    long, often = judged("\n\n".join([COLUMN] * 20))
    assert often.rate(0, len(long.spans)) == pytest.approx(once.rate(0, len(short.spans)), abs=0.2)
    assert often.odds(slice(0, len(long.spans))) < once.odds(slice(0, len(short.spans))) - 0.5


def test_subheadings_speak_against_a_column():
    """A text divided by headings is built like an analysis."""
    parts = COLUMN.split("\n\n")
    plain, without = judged("\n\n".join(parts * 2))
    headed, divided = judged("\n\n".join(f"What comes next\n\n{part}" for part in parts * 2))
    assert divided.rate(0, len(headed.spans)) < without.rate(0, len(plain.spans))


def test_two_genres_part_where_the_second_begins():
    """The border stands at the paragraph where analysis turns to column, with either side's verdict."""
    sentences, genre = judged(f"{ANALYSIS}\n\n{COLUMN}")
    border, before, after = genre.parted(slice(0, len(sentences.spans)), sentences.paragraph, 30)
    assert sentences.spans[border].start == len(ANALYSIS) + 2
    assert before < 0 < after


def test_no_border_where_a_part_would_be_too_short():
    """A part has a least size; one paragraph cannot be parted at all."""
    sentences, genre = judged(f"{ANALYSIS}\n\n{COLUMN}")
    assert genre.parted(slice(0, len(sentences.spans)), sentences.paragraph, 500) is None
    assert genre.parted(slice(0, 2), sentences.paragraph, 1) is None


def test_wordless_sentences_count_for_nothing():
    """Marks without words give numbers, not errors."""
    genre = Genre(np.zeros(3), np.zeros(3))
    assert genre.rate(0, 2) == 0
    assert np.isfinite(genre.odds(slice(0, 2)))


@pytest.mark.parametrize(("odds", "expected"), [(0.0, 0.5), (1000.0, 1.0), (-1000.0, 0.0)])
def test_chance_is_a_probability(odds, expected):
    """Any odds, however large, give a probability."""
    assert chance(odds) == pytest.approx(expected)


def test_a_doubtful_article_is_marked_at_its_loudest_only():
    """Between the two thresholds one passage stands for the article, and it is the loudest."""
    mild = [
        "It is a fair question, and it matters to people. Perhaps there is no easy answer to it, and never was."
    ] * 12
    loud = "This is a disgrace. We should be ashamed, and we must not forget it: these cowards deserve nothing better."
    text = "\n\n".join([*mild[:6], loud, loud, loud, loud, *mild[6:]])
    document = prepare(Article("a", "s", text, language="en"))
    quotations = find_quotations(document)
    attributions = find_attributions(document, quotations)

    def spans(**thresholds):
        parts = read_voice(document, quotations, attributions, settings=DECODING._replace(**thresholds))[0]
        return [zone.span for zone in parts if zone.label == "opinion"]

    (whole,) = spans(certain=-99.0)
    assert (whole.start, whole.end) == (0, len(text))
    (passage,) = spans(certain=99.0, doubtful=-99.0)
    assert passage.start == text.index(loud)
    assert len(passage) < len(text) / 2
    assert spans(certain=99.0, doubtful=99.0) == []
