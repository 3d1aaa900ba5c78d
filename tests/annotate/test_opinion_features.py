"""Sentence features and their weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.annotate.opinion.features import FEATURES, NAMES, sentence_features
from auditor.annotate.opinion.lexicon import word_table
from auditor.annotate.opinion.weights import contributions, fitted_weights, log_odds
from auditor.annotate.quotations import find_attributions, find_quotations
from auditor.model import Article
from auditor.text import prepare


def features(text):
    """Features of the sentences of *text*."""
    document = prepare(Article("a", "s", text, language="en"))
    quotations = find_quotations(document)
    return sentence_features(document, quotations, find_attributions(document, quotations))


def value(text, name):
    """The feature *name* of the first sentence of *text*."""
    return float(features(text).matrix[0, NAMES.index(name)])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We must not let this happen again.", "author-we"),
        ("The council must close the bridge.", "obligation"),
        ("Perhaps the council never looked.", "hedge"),
        ("The truth is that nobody looked.", "booster"),
        ("It seems to me that nobody looked.", "stance"),
        ("Who would have thought so?", "question"),
        ("What a mess!", "exclamation"),
        ("Imagine a bridge that nobody looks at.", "imperative"),
        ("But nobody looked at the bridge.", "argument-start"),
        ("This is how bridges fall.", "demonstrative"),
        ("So much for that.", "fragment"),
        ("They have NEVER looked at the bridge.", "capitals"),
        ("It was a disgraceful and shameful failure.", "bad"),
        ("The council — as ever — looked away; it always does.", "dash"),
        ("Police said the bridge was closed on Monday.", "source"),
        ("The bridge was closed on Monday.", "when"),
        ("Jane Roe met John Doe.", "full-name"),
        ("The bridge cost 25 million.", "number"),
    ],
)
def test_each_feature_fires_on_its_example(text, name):
    """The counts an editor could make with a pencil."""
    assert value(text, name) > 0


def test_words_in_quotation_marks_are_not_the_authors():
    """Condemnation inside quotation marks says nothing about the author."""
    assert value("“It was a disgraceful failure,” Jane Roe said.", "bad") == 0
    assert value("“It was a disgraceful failure,” Jane Roe said.", "quoted") > 0.5


def test_attributed_words_count_little():
    """Condemnation that somebody is reported to have uttered counts a quarter of the author's."""
    own = value("Once again it was a disgraceful failure.", "bad")
    assert value("Jane Roe said that it was a disgraceful failure.", "bad") == pytest.approx(own / 4)


def test_the_country_us_is_not_the_pronoun():
    """US and U.S. are names; "us" is the author's circle."""
    assert value("The US closed the bridge.", "author-we") == 0
    assert value("The U.S. closed the bridge.", "author-we") == 0
    assert value("They left us at the bridge.", "author-we") == 1


def test_names_are_not_judgements():
    """A charged word that is part of a name is a name."""
    assert value("She met Jane Savage at noon.", "bad") == 0


def test_opinion_scores_above_report():
    """The fitted weights tell a verdict from a dispatch."""
    odds = log_odds(
        features(
            "It seems to me that this shameful folly must end, and we all know it.\n\n"
            "Police said on Monday that 14 people were taken to Queen Mary Hospital in Leeds."
        ).matrix
    )
    assert odds[0] > 1 > -1 > odds[1]


def test_contributions_add_up():
    """The log-odds are the bias and what each feature adds: nothing is hidden."""
    matrix = features("We must not let this shameful folly happen again.").matrix
    assert log_odds(matrix)[0] == pytest.approx(contributions(matrix)[0].sum() + fitted_weights().bias)


def test_every_feature_has_a_weight_and_most_have_words():
    """The tables agree, and what can speak for opinion is described."""
    assert len(NAMES) == len(fitted_weights().weight) == len(FEATURES)
    assert sum(bool(text) for text in FEATURES.values()) >= 30


def test_the_word_table_knows_phrases():
    """Hyphenated entries and phrases are matched over several words."""
    assert any(phrase == ("make", "no", "mistake") for phrase, _ in word_table().phrases["make"])


@given(st.text(max_size=300))
@settings(max_examples=70, deadline=None)
def test_any_text_has_finite_features(text):
    """Any Unicode text gives one finite row per sentence."""
    found = features(text)
    assert found.matrix.shape == (len(found.spans), len(NAMES))
    assert np.isfinite(found.matrix).all()
    assert np.isfinite(log_odds(found.matrix)).all()
