"""What must hold in any corpus of several sources that share, credit, license and cluster at will."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_cases import NAMED, POINTER, reading, span

from auditor.model import Cluster, Credit, Evidence, Finding, Kind, Match, Origin, Place, Reading, Severity
from auditor.scoring import METHOD, article_evidence, score_sources, score_tally, tallies
from auditor.scoring.charges import sides

CODES = ("DUP001", "DUP002", "SPN001", "QUO001", "FCT001", "OPN001", "OPN002", "ATT001", "ATT002", "RES001", "SRC001")
SOURCES = ("one.example", "two.example", "three.example")
WORDS = 100
QUICK = replace(METHOD, draws=20)  #: a rougher interval


@dataclass(frozen=True)
class Corpus:
    """Everything that scores follow from."""

    readings: tuple[Reading, ...]
    matches: tuple[Match, ...] = ()
    findings: tuple[Finding, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    syndication: frozenset[tuple[str, str]] = frozenset()

    def scores(self):
        parts = (self.readings, self.matches, self.findings)
        rows = score_sources(*parts, clusters=self.clusters, syndication=self.syndication, method=QUICK)
        return {row.source: row for row in rows}


credits_given = st.sampled_from((NAMED, POINTER, *(Credit("mention", who, 0.3, span(0, 2)) for who in SOURCES)))
ranges = st.tuples(st.integers(0, WORDS - 2), st.integers(2, WORDS)).map(lambda r: span(r[0], max(r[0] + 1, r[1])))


@st.composite
def findings(draw, names):
    """A finding in one article that names a passage of another, or none."""
    own, other = draw(st.sampled_from(names)), draw(st.sampled_from(names))
    places = (Place(other, draw(ranges)),) if other != own else ()
    return Finding(
        draw(st.sampled_from(CODES)),
        draw(st.sampled_from(Severity)),
        draw(st.floats(0, 1)),
        "",
        Place(own, draw(ranges)),
        places,
        Evidence(match=draw(st.sampled_from(("", "m0", "m1")))),
        str(draw(st.integers(0, 10**9))),
    )


@st.composite
def matches(draw, names, number):
    left, right = draw(st.permutations(names))[:2]
    at = draw(ranges)
    origin = draw(st.sampled_from((None, left, right)))
    return Match(
        f"m{number}",
        Place(left, at),
        Place(right, draw(ranges)),
        draw(st.sampled_from(Kind)),
        1.0,
        words=len(at) // 6,
        origin=Origin(origin, draw(st.floats(0.5, 1)) if origin else 0.0),
    )


@st.composite
def corpora(draw):
    """Two to six articles of three sources, some too short for a story."""
    names = [f"a{n}" for n in range(draw(st.integers(2, 6)))]
    readings = tuple(
        reading(
            name,
            draw(st.sampled_from(SOURCES)),
            words=draw(st.sampled_from((3, WORDS, WORDS, WORDS))),
            credits_=draw(st.lists(credits_given, max_size=1)),
        )
        for name in names
    )
    joined = draw(st.lists(st.sampled_from(names), unique=True, min_size=0, max_size=3))
    return Corpus(
        readings,
        tuple(draw(matches(names, n)) for n in range(draw(st.integers(0, 3)))),
        tuple(draw(st.lists(findings(names), max_size=4))),
        (Cluster("c", tuple(sorted(joined)), 1),) if len(joined) > 1 else (),
        draw(st.frozensets(st.tuples(st.sampled_from(SOURCES), st.sampled_from(SOURCES)), max_size=2)),
    )


examples = settings(max_examples=25, deadline=None)


@examples
@given(corpora(), st.data())
def test_one_more_finding_never_raises_a_score(corpus, data):
    """Of its own source or another: whatever is found in addition, every score stays or falls."""
    more = data.draw(findings([row.article.id for row in corpus.readings]))
    before, after = corpus.scores(), replace(corpus, findings=(*corpus.findings, more)).scores()
    assert all(after[name].score <= before[name].score + 1e-9 for name in before)


@examples
@given(corpora(), st.data(), credits_given)
def test_one_more_credit_helps_its_article_and_moves_nobody_else(corpus, data, credit):
    """Crediting an origin never lowers the source's score, and no other score changes."""
    number = data.draw(st.integers(0, len(corpus.readings) - 1))
    rows = list(corpus.readings)
    rows[number] = replace(rows[number], credits=(*rows[number].credits, credit))
    before, after = corpus.scores(), replace(corpus, readings=tuple(rows)).scores()
    own = rows[number].article.source
    assert after[own].score >= before[own].score - 1e-9
    assert all(after[name] == before[name] for name in before if name != own)


@examples
@given(corpora(), st.tuples(st.sampled_from(SOURCES), st.sampled_from(SOURCES)))
def test_a_licence_never_lowers_a_score(corpus, licence):
    """Declaring who may reprint whom helps the one that may, and moves nobody else."""
    before = corpus.scores()
    after = replace(corpus, syndication=corpus.syndication | {licence}).scores()
    assert all(after[name].score >= before[name].score - 1e-9 for name in before)
    assert all(after[name] == before[name] for name in before if name != licence[0])


@examples
@given(corpora(), st.randoms())
def test_no_order_matters(corpus, random):
    """Articles, matches and findings in another order give the same records to the last digit."""
    mixed = [list(rows) for rows in (corpus.readings, corpus.matches, corpus.findings)]
    for rows in mixed:
        random.shuffle(rows)
    assert Corpus(*map(tuple, mixed), corpus.clusters, corpus.syndication).scores() == corpus.scores()


@examples
@given(corpora(), corpora())
def test_corpora_that_share_nothing_do_not_move_each_other(corpus, others):
    """Two corpora of different sources, audited together, score as each alone."""

    def renamed(one: Place) -> Place:
        return replace(one, article=f"x-{one.article}")

    strangers = Corpus(
        tuple(
            replace(r, article=replace(r.article, id=f"x-{r.article.id}", source=f"x-{r.article.source}"))
            for r in others.readings
        ),
        tuple(
            replace(
                m,
                id=f"x-{m.id}",
                left=renamed(m.left),
                right=renamed(m.right),
                origin=replace(m.origin, article=m.origin.article and f"x-{m.origin.article}"),
            )
            for m in others.matches
        ),
        tuple(replace(f, primary=renamed(f.primary), related=tuple(map(renamed, f.related))) for f in others.findings),
        tuple(Cluster(f"x-{c.id}", tuple(f"x-{name}" for name in c.articles), 1) for c in others.clusters),
    )
    together = Corpus(
        corpus.readings + strangers.readings,
        corpus.matches + strangers.matches,
        corpus.findings + strangers.findings,
        corpus.clusters + strangers.clusters,
        corpus.syndication,
    ).scores()
    alone = corpus.scores()
    assert {name: together[name] for name in alone} == alone


@examples
@given(corpora())
def test_dimensions_add_up_and_name_the_findings_of_their_own_articles(corpus):
    """100 less the points lost is the score; points are lost for findings in the source's articles."""
    where = {row.article.id: row.article.source for row in corpus.readings}
    marks = {finding.fingerprint: where[finding.primary.article] for finding in corpus.findings}
    for name, row in corpus.scores().items():
        assert abs(100 - sum(d.lost for d in row.dimensions) - row.score) < 1e-9
        assert 0 <= row.low <= row.score <= row.high <= 100
        for dimension in row.dimensions:
            assert 0 <= dimension.lost <= dimension.points
            assert {marks[mark] for mark in dimension.findings} <= {name}
            if dimension.name != "prior":
                assert dimension.lost > 0 or not dimension.findings
                assert dimension.findings or dimension.lost < 1e-9


@examples
@given(corpora())
def test_sums_kept_per_source_give_the_same_scores(corpus):
    """A store that keeps sums and never reads an article again scores as an audit of everything does."""
    by_id = {row.article.id: row for row in corpus.readings}
    by_article = sides(corpus.matches)
    stories = {name: cluster.id for cluster in corpus.clusters for name in cluster.articles}
    kept = tallies(
        article_evidence(
            row,
            by_article.get(name, ()),
            [finding for finding in corpus.findings if finding.primary.article == name],
            others=by_id,
            story=stories.get(name, name),
            syndication=corpus.syndication,
        )
        for name, row in by_id.items()
    )
    assert {source: score_tally(sums, method=QUICK) for source, sums in kept.items()} == corpus.scores()


@examples
@given(corpora())
def test_articles_too_short_for_a_story_are_counted_apart(corpus):
    """A source has as many stories as its articles of some length tell, and says how many others it has."""
    stories = {name: cluster.id for cluster in corpus.clusters for name in cluster.articles}
    for source, row in corpus.scores().items():
        own = [reading for reading in corpus.readings if reading.article.source == source]
        told = {stories.get(r.article.id, r.article.id) for r in own if r.words >= METHOD.story_words}
        assert {dimension.observed for dimension in row.dimensions} == {len(told)}
        assert row.short == sum(r.words < METHOD.story_words for r in own)
