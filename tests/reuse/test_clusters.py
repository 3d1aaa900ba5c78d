"""Clusters: joined by shared text, never chained by a paragraph, origins counted once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Kind, Match, Place, Span
from auditor.reuse.clusters import cluster, containments

WORDS = 100


def match(one: str, two: str, share: float, kind: Kind = Kind.VERBATIM) -> Match:
    """Two articles of a hundred words that share so much of their text."""
    span = Span(0, round(share * WORDS * 6))
    return Match(f"{one}-{two}", Place(one, span), Place(two, span), kind, 1.0)


def clustered(names: str, *matches: Match):
    """Articles and origins of each cluster."""
    return [("".join(c.articles), c.origins) for c in cluster(tuple(names), matches, dict.fromkeys(names, WORDS))]


def test_reprints_are_one_cluster_and_one_origin() -> None:
    """Three copies of one text are one cluster with one origin."""
    assert clustered("abc", match("a", "b", 0.9), match("b", "c", 0.9), match("a", "c", 0.9)) == [("abc", 1)]


def test_a_shared_paragraph_does_not_chain_two_stories() -> None:
    """Two groups of reprints stay two though one article of each shares a paragraph."""
    groups = [match("a", "b", 0.9), match("c", "d", 0.9), match("b", "c", 0.3)]
    assert clustered("abcd", *groups) == [("ab", 1), ("cd", 1)]


def test_two_stories_in_one_live_blog_are_not_chained() -> None:
    """A lies whole in B, and so does C, which shares nothing with A: neither one story nor one origin."""
    found = clustered("abc", match("a", "b", 1.0), match("b", "c", 1.0))
    assert found == [("ab", 1)]
    assert clustered("abc", match("a", "b", 0.6), match("b", "c", 0.5)) == [("ab", 1)]


def test_a_chain_of_passages_ends_at_its_first_link() -> None:
    """Each article shares another passage with the next one; the ends are not one story."""
    links = [match(one, two, 0.7) for one, two in zip("abcdef", "bcdefg", strict=True)]
    assert all(len(articles) == 2 for articles, _ in clustered("abcdefg", *links))


def test_several_live_blogs_do_not_join_what_they_hold() -> None:
    """Three live blogs that are copies of one another are one cluster; of the two stories in them one at most joins."""
    blogs = [match(one, two, 0.9) for one, two in ("xy", "xz", "yz")]
    held = [match(story, blog, 1.0) for story in "ac" for blog in "xyz"]
    found = clustered("acxyz", *blogs, *held)
    assert not any("a" in articles and "c" in articles for articles, _ in found)


def test_forty_reprints_count_once_though_some_pairs_were_missed() -> None:
    """One pair in twenty was not found; the reprints are one cluster and one origin all the same."""
    names = [f"r{number:02}" for number in range(40)]
    pairs = [(one, two) for at, one in enumerate(names) for two in names[at + 1 :]]
    matches = [match(one, two, 0.9) for number, (one, two) in enumerate(pairs) if number % 20 != 7]
    (found,) = cluster(names, matches, dict.fromkeys(names, WORDS))
    assert (found.articles, found.origins) == (tuple(names), 1)


def test_articles_that_share_part_of_their_text_are_independent_origins() -> None:
    """Two articles that share a third of their text are one story from two origins."""
    assert clustered("ab", match("a", "b", 0.35)) == [("ab", 2)]


def test_speech_and_templates_join_nothing() -> None:
    """A shared quotation counts little, template text nothing."""
    assert clustered("ab", match("a", "b", 0.3, Kind.QUOTATION)) == []
    assert clustered("ab", match("a", "b", 0.9, Kind.BOILERPLATE)) == []


def test_a_short_piece_inside_a_long_one_is_joined() -> None:
    """The larger of the two shares decides: an extract belongs to its story."""
    whole, part = Span(0, 3000), Span(0, 580)
    shared = Match("m", Place("a", part), Place("b", part), Kind.VERBATIM, 1.0)
    assert containments([shared], {"a": 500, "b": 100})[("a", "b")] > 0.9
    assert [c.articles for c in cluster(("a", "b"), [shared], {"a": 500, "b": 100})] == [("a", "b")]
    assert len(whole) == 3000


def test_lengths_may_be_unknown() -> None:
    """Without lengths an article is as long as its matches reach."""
    assert [c.articles for c in cluster(("a", "b"), [match("a", "b", 0.9)])] == [("a", "b")]


def test_articles_without_matches_are_in_no_cluster() -> None:
    """No match, no cluster; unknown articles are left out."""
    assert cluster(("a", "b"), []) == ()
    assert cluster(("a",), [match("a", "x", 0.9)], {"a": WORDS, "x": WORDS}) == ()


EDGES = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda pair: pair[0] < pair[1]),
    st.floats(0.05, 1),
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(EDGES, st.randoms(use_true_random=False))
def test_clusters_part_the_articles_whatever_the_order(edges, random) -> None:
    """Every article is in one cluster at most, and the order of the matches does not matter."""
    rows = [match(one, two, share) for (one, two), share in edges.items()]
    found = clustered("abcdef", *rows)
    random.shuffle(rows)
    assert clustered("abcdef", *rows) == found
    members = "".join(articles for articles, _ in found)
    assert len(set(members)) == len(members)
    assert all(1 <= origins <= len(articles) and len(articles) > 1 for articles, origins in found)


def test_a_crowd_counts_as_one_article():
    """Copies that were only compared with their original stay one cluster, whoever else joins it."""
    crowd = [f"c{number}" for number in range(30)]
    matches = [match(one, crowd[0], 0.9) for one in crowd[1:]]
    names = [*crowd, "x", "y", "z"]
    words = dict.fromkeys(names, WORDS)
    found = cluster(names, matches, words, [crowd])
    assert [(one.articles, one.origins) for one in found] == [(tuple(crowd), 1)]
    matches += [match("x", crowd[4], 0.3), match("y", "z", 0.9)]
    found = cluster(names, matches, words, [crowd])
    assert [(one.articles, one.origins) for one in found] == [((*crowd, "x"), 2), (("y", "z"), 1)]
