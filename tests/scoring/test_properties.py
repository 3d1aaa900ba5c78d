"""What must hold for any evidence: fairness a publisher can rely on."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_cases import NAMED, POINTER, finding, match, reading

from auditor.model import Credit, Kind, Origin, Reading, Residue, Severity, Span, SpunReading
from auditor.scoring import score_sources

CODES = ("DUP001", "SPN001", "SPN002", "QUO001", "FCT001", "OPN001", "ATT001", "ATT002", "RES001", "OBF001", "SRC001")
WORDS = 120


@st.composite
def findings(draw):
    first = draw(st.integers(0, WORDS - 1))
    last = draw(st.integers(first + 1, WORDS))
    return finding(
        draw(st.sampled_from(CODES)),
        first,
        last,
        severity=draw(st.sampled_from(Severity)),
        confidence=draw(st.floats(0, 1)),
        related=draw(st.booleans()),
        of=draw(st.sampled_from(("", "m1"))),
        mark=str(draw(st.integers(0, 10**6))),
    )


@st.composite
def matches(draw):
    first = draw(st.integers(0, WORDS - 2))
    return match(
        first,
        draw(st.integers(first + 1, WORDS)),
        origin=draw(st.sampled_from((None, "a", "b"))),
        sure=draw(st.floats(0.5, 1)),
        kind=draw(st.sampled_from(Kind)),
    )


credit = st.one_of(
    st.sampled_from((NAMED, POINTER, Credit("canonical", "b.example", 1.0))),
    st.builds(
        Credit,
        st.sampled_from(("mention", "told", "photo", "house")),
        st.sampled_from(("b.example", "a.example", "Reuters")),
        st.floats(0, 1),
        st.just(Span(10, 20)),
        st.sampled_from(("text", "picture", "quotation")),
    ),
)


@st.composite
def articles(draw):
    quoted = draw(st.sampled_from(((), ((0, 30),), ((20, 50), (60, 90)))))
    residue = draw(st.sampled_from(((), (Residue(Span(0, 40), "shortcode", ""),))))
    verdict = draw(st.sampled_from(("none", "spun", "suspicious", "abstained")))
    made = reading("a", words=WORDS, quoted=quoted, credits_=draw(st.lists(credit, max_size=2)), residue=residue)
    return replace(made, spun=SpunReading(verdict, draw(st.sampled_from((0.0, 0.8, 1.0)))))


def of_a(copy: Reading, shared, found):
    scored = score_sources([copy, reading("b", words=WORDS)], shared, found)
    return next(row for row in scored if row.source == "a.example")


@settings(max_examples=40, deadline=None)
@given(articles(), st.lists(matches(), max_size=2), st.lists(findings(), max_size=4), findings())
def test_one_more_finding_never_raises_a_score(copy, shared, found, more):
    """Whatever is found in addition, the score stays or falls."""
    assert of_a(copy, shared, [*found, more]).score <= of_a(copy, shared, found).score + 1e-9


@settings(max_examples=40, deadline=None)
@given(articles(), st.lists(matches(), max_size=2), st.lists(findings(), max_size=4), credit)
def test_one_more_credit_never_lowers_a_score(copy, shared, found, more):
    """Saying where text comes from can only help."""
    credited = replace(copy, credits=(*copy.credits, more))
    assert of_a(credited, shared, found).score >= of_a(copy, shared, found).score - 1e-9


@settings(max_examples=60, deadline=None)
@given(
    articles(),
    st.lists(matches(), max_size=2),
    st.lists(findings().filter(lambda f: f.code != "OPN001"), max_size=4),
    st.integers(1, 2000),
    st.floats(0.76, 1),
)
def test_undeclared_comment_never_raises_the_score_of_what_stands_above_it(copy, shared, found, more, sure):
    """However much comment is pasted under a copied, spun or misquoting report, the score stays or falls."""
    longer = replace(copy, article=replace(copy.article, text=f"{copy.article.text}{' story' * more}"))
    pasted = finding("OPN001", WORDS, WORDS + more, confidence=sure)
    assert of_a(longer, shared, [*found, pasted]).score <= of_a(copy, shared, found).score + 1e-9


@settings(max_examples=40, deadline=None)
@given(articles(), st.lists(matches(), max_size=2), st.lists(findings(), max_size=4), st.randoms())
def test_the_order_of_articles_matches_and_findings_does_not_matter(copy, shared, found, random):
    """The same evidence in another order gives the same record, to the last digit."""
    known = [copy, reading("b", words=WORDS), reading("c", "a.example", words=WORDS)]
    before = score_sources(known, shared, found)
    for rows in (known, shared, found):
        random.shuffle(rows)
    assert score_sources(known, shared, found) == before


@settings(max_examples=40, deadline=None)
@given(articles(), st.lists(matches(), max_size=2), st.lists(findings(), max_size=3), st.integers(0, 3))
def test_unrelated_sources_never_move_a_score(copy, shared, found, strangers):
    """Adding sources that share nothing with it leaves a source's score and interval as they were."""
    others = [reading(f"x{n}", words=50) for n in range(strangers)]
    alone = of_a(copy, shared, found)
    scored = score_sources([*others, copy, reading("b", words=WORDS)], shared, found)
    assert next(row for row in scored if row.source == "a.example") == alone


@settings(max_examples=40, deadline=None)
@given(articles(), st.lists(matches(), max_size=3), st.lists(findings(), max_size=6))
def test_the_dimensions_add_up_and_stay_in_bounds(copy, shared, found):
    """100 minus the points lost is the score; nothing is lost below 0 or above a dimension's points."""
    result = of_a(copy, shared, found)
    assert abs(100 - sum(d.lost for d in result.dimensions) - result.score) < 1e-9
    assert all(0 <= d.lost <= d.points for d in result.dimensions)
    assert 0 <= result.low <= result.score <= result.high <= 100


@settings(max_examples=60, deadline=None)
@given(articles(), st.lists(matches(), max_size=3), st.lists(findings(), max_size=6))
def test_findings_stand_behind_losses_and_only_there(copy, shared, found):
    """A dimension names findings exactly where it lost points, and each would cost something by itself too.

    All but comment, of which a little is excused: several findings may exceed that together.
    """
    for dimension in of_a(copy, shared, found).dimensions[:4]:
        assert not dimension.findings or dimension.lost > 0
        assert dimension.findings or dimension.lost < 1e-6
        for mark in dimension.findings if dimension.name != "opinion" else ():
            alone = of_a(copy, shared, [one for one in found if one.fingerprint == mark])
            assert sum(d.lost for d in alone.dimensions[:4]) > 0


@settings(max_examples=40, deadline=None)
@given(articles(), st.lists(matches(), max_size=2), st.lists(findings(), max_size=4))
def test_the_network_of_sharing_never_feeds_the_score(copy, shared, found):
    """Who shares with whom, without a known direction, moves nobody by what is shared; a spun text is no origin."""
    copy = replace(copy, spun=SpunReading("none"))
    unknown = [replace(m, origin=Origin()) for m in shared]
    related = [f for f in found if f.code.startswith(("DUP", "ATT001"))]
    related = [replace(f, related=f.related or (match().right,)) for f in related]
    assert of_a(copy, unknown, related).dimensions[0].findings == ()
