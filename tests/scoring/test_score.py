"""The score as a whole: additive, shrunken, provisional with few stories, and firm in its interval."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scoring_cases import finding, match, reading

from auditor.model import Cluster
from auditor.scoring import METHOD, ArticleEvidence, Mend, rank_ranges, score, score_sources

BEST = 100 - sum(p * m for p, m in zip(METHOD.points, METHOD.prior, strict=True))


def rows(count, penalties=(0.0, 0.0, 0.0, 0.0), *, source="s.example", words=500, story=None):
    return [
        ArticleEvidence(f"{source}-{number}", source, story or f"{source}-{number}", words, penalties, own_words=words)
        for number in range(count)
    ]


def test_dimensions_add_up_to_what_was_lost():
    """An exact waterfall: the points lost per dimension sum to 100 − score."""
    result = score(rows(7, (0.3, 0.1, 0.5, 0.2)))
    assert 100 - sum(d.lost for d in result.dimensions) == pytest.approx(result.score)
    assert sum(d.points for d in result.dimensions[:4]) == 100
    assert result.dimensions[4].name == "prior"


def test_few_stories_stay_near_the_prior_and_are_provisional():
    """One bad article cannot sink a source; five stories make a score, four do not."""
    bad = (1.0, 1.0, 1.0, 1.0)
    assert score(rows(1, (1.0, 1.0, 0.0, 1.0))).score == pytest.approx((8 * BEST + METHOD.points[2]) / 9)
    # What the detector may have heard by mistake in 500 words is excused.
    excused = METHOD.mistaken / 2 + METHOD.mistaken_errors * METHOD.mistaken_spread * 0.5**0.5
    assert score(rows(1, bad)).score == pytest.approx((8 * BEST + METHOD.points[2] * excused) / 9)
    assert score(rows(100, bad)).score < 10
    assert score(rows(4)).status == "provisional"
    assert score(rows(5)).status == "scored"


@pytest.mark.parametrize("words", [0, 1, 3, METHOD.story_words - 1])
def test_captions_and_headlines_are_no_stories(words):
    """A hundred scraps of a few words make no source scored and do not dilute its faults; they are counted."""
    scraps = rows(100, words=words, source="s.example")
    only = score(scraps)
    assert (only.status, only.short, only.articles) == ("provisional", 100, 100)
    assert only.dimensions[0].observed == 0
    bad = [replace(row, article=f"bad-{n}", story=f"bad-{n}") for n, row in enumerate(rows(3, (0.5, 0.2, 0.6, 0.1)))]
    assert score([*bad, *scraps]).score == score(bad).score
    assert score(rows(5, words=METHOD.story_words)).status == "scored"
    assert score(rows(5, words=METHOD.story_words)).short == 0


def test_comment_that_a_mistake_may_explain_costs_nothing():
    """One report of thirty that sounds like comment is no charge and no finding; one of three is, and so are ten."""
    honest = rows(29)
    heard = replace(rows(1, (0.0, 0.0, 0.6, 0.0))[0], article="x", story="x", findings=((), (), ("heard",), ()))
    assert score([*honest, heard]).dimensions[2].lost == 0
    assert score([*honest, heard]).dimensions[2].findings == ()
    few = score([*honest[:2], heard]).dimensions[2]
    assert few.lost > 0
    assert few.findings == ("heard",)
    many = [replace(heard, article=f"x{n}", story=f"x{n}") for n in range(10)]
    assert score([*honest, *many]).dimensions[2].lost > few.lost


def test_only_comment_is_excused():
    """What stands word for word elsewhere is no matter of hearing: the least of it is charged."""
    for dimension in (0, 1, 3):
        penalties = tuple(0.01 * (n == dimension) for n in range(4))
        assert score(rows(5, penalties)).dimensions[dimension].lost > 0
    assert score(rows(5, (0.0, 0.0, 0.01, 0.0))).dimensions[2].lost == 0


def test_a_repair_of_what_is_excused_brings_nothing():
    """Counterfactuals promise what the score would really be."""
    heard = replace(
        rows(1, (0.0, 0.0, 0.6, 0.0))[0],
        article="x",
        story="x",
        mends=(Mend("label it", (0.0, 0.0, 0.0, 0.0), ("f",)),),
    )
    assert score([*rows(29), heard]).counterfactuals == ()
    (label,) = score([heard]).counterfactuals
    assert label.score == pytest.approx(score([replace(heard, penalties=(0.0,) * 4, mends=())]).score)


def test_articles_of_one_story_share_one_weight():
    """Forty reprints of one story weigh as much as one article."""
    bad = (1.0, 0.0, 0.0, 0.0)
    assert score(rows(40, bad, story="one")).score == pytest.approx(score(rows(1, bad)).score)
    assert score(rows(40, bad, story="one")).status == "provisional"


def test_the_interval_holds_the_score_and_narrows_with_stories():
    """More stories of the same kind make the interval narrower; it always holds the score."""
    widths = []
    for count in (1, 5, 40, 200):
        result = score(rows(count, (0.2, 0.0, 0.1, 0.1)))
        assert result.low <= result.score <= result.high
        widths.append(result.high - result.low)
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 8
    assert widths[-1] < 2


def test_the_interval_reflects_how_much_the_stories_differ():
    """A source that is half clean and half copied is less certain than one always half as bad."""
    mixed = rows(10, (1.0, 0.0, 0.0, 0.0)) + [
        ArticleEvidence(f"x{n}", "s.example", f"x{n}", 500, (0.0, 0.0, 0.0, 0.0)) for n in range(10)
    ]
    even = rows(20, (0.5, 0.0, 0.0, 0.0))
    assert score(mixed).score == pytest.approx(score(even).score)
    assert score(mixed).high - score(mixed).low > score(even).high - score(even).low


def test_adding_an_article_needs_no_other_article_again():
    """Scoring from kept evidence equals scoring everything at once."""
    copy, other = reading("a"), reading("b")
    everything = score_sources([copy, other], [match()], [finding("ATT001", related=True)])
    assert [row.source for row in everything] == ["a.example", "b.example"]
    assert everything[0].score < everything[1].score
    assert everything[0].dimensions[0].findings == ("ATT001-0-100",)


def test_counterfactuals_say_what_a_repair_would_bring():
    """Crediting the copied passages lifts the score to that of a source without the fault."""
    copy, other = reading("a"), reading("b")
    (scored, clean) = score_sources([copy, other], [match()], [finding("ATT001", related=True)])
    (best, *_) = scored.counterfactuals
    assert best.action == "name the origin of the text in a"
    assert best.score == pytest.approx(clean.score)
    assert best.findings == ("ATT001-0-100",)


def test_originality_stands_beside_the_score():
    """Half an article found elsewhere halves originality; the giver's score is not touched."""
    copy, other = reading("a"), reading("b")
    scored = {row.source: row for row in score_sources([copy, other], [match(origin="b")], [])}
    assert scored["a.example"].originality == scored["b.example"].originality == pytest.approx(0.5)
    assert scored["a.example"].score == scored["b.example"].score == pytest.approx(score(rows(1)).score)


def test_clusters_join_the_articles_of_a_source_into_stories():
    """Two articles of one cluster count as one story."""
    pair = [reading("a", "s"), reading("b", "s")]
    (apart,) = score_sources(pair)
    (joined,) = score_sources(pair, clusters=[Cluster("c1", ("a", "b"), 1)])
    assert apart.dimensions[0].observed == 2
    assert joined.dimensions[0].observed == 1


def test_rank_ranges_show_which_ranks_hold_under_other_weights():
    """A source better in every dimension keeps its rank; a trade-off between dimensions does not."""
    scores = [
        score(rows(20, (0.0, 0.0, 0.0, 0.0), source="clean")),
        score(rows(20, (0.40, 0.0, 0.0, 0.0), source="copies")),
        score(rows(20, (0.0, 0.0, 0.65, 0.0), source="opines")),
    ]
    ranges = rank_ranges(scores)
    assert ranges["clean"] == (1, 1)
    assert ranges["copies"] == ranges["opines"] == (2, 3)


def test_evidence_of_two_sources_is_refused():
    """A score is of one source; mixing is a mistake of the caller."""
    with pytest.raises(ValueError, match="one source"):
        score([*rows(1), *rows(1, source="other")])
