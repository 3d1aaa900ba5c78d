"""The score as a whole: additive, shrunken, provisional with few stories, and firm in its interval."""

from __future__ import annotations

import pytest
from scoring_cases import finding, match, reading

from auditor.model import Cluster
from auditor.scoring import METHOD, ArticleEvidence, rank_ranges, score, score_sources

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
    assert [d.points for d in result.dimensions[:4]] == [35, 30, 20, 15]
    assert result.dimensions[4].name == "prior"


def test_few_stories_stay_near_the_prior_and_are_provisional():
    """One bad article cannot sink a source; five stories make a score, four do not."""
    bad = (1.0, 1.0, 1.0, 1.0)
    assert score(rows(1, bad)).score == pytest.approx(8 / 9 * BEST)
    assert score(rows(100, bad)).score < 10
    assert score(rows(4)).status == "provisional"
    assert score(rows(5)).status == "scored"


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
