"""The parts of the spun reading: tables, tokens, decoding, slips, immutables."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
import xxhash

from auditor.annotate.spun import (
    channel_model,
    evidence,
    lattice,
    measures,
    phrases,
    reading,
    slips,
    tables,
    weights,
    word_classes,
)
from auditor.annotate.spun.invariant import VERSION, _sieve, canonical, invariant, invariant_pairs
from auditor.annotate.spun.language_model import pair_probability
from auditor.annotate.spun.spelling import american
from auditor.annotate.spun.tokens import stream


def test_counts_are_of_news_english() -> None:
    """A common word pair has its count, an impossible one none."""
    known = tables.counts()
    pair = known.bigrams.look(
        np.array(
            [
                [
                    known.ids["prime"] * known.size + known.ids["minister"],
                    known.ids["minister"] * known.size + known.ids["prime"],
                ]
            ]
        )
    )[0]
    assert pair[0, 0] > 1000
    assert pair[0, 0] > 100 * pair[0, 1]


def test_lookup_agrees_with_plain_search() -> None:
    """The hash table in front of the keys never changes an answer, however many of them meet in a slot."""
    grams = tables.counts().bigrams
    rng = np.random.default_rng(0)
    present = rng.choice(grams.keys, 500)
    absent = rng.integers(0, grams.keys[-1], 500)
    plain = dict(zip(grams.keys.tolist(), grams.counts.tolist(), strict=True))
    expected = [plain.get(int(key), 0.0) for key in [*present, *absent]]
    assert grams.look(np.concatenate([present, absent]))[0].tolist() == expected
    assert (grams.look(grams.keys)[1] == np.arange(len(grams.keys))).all()
    asked = np.array([[-1, 2], [3, 5]])
    counts, rows = tables.grams(np.array([0, 2, 3]), np.array([7, 8, 9], dtype=np.float32)).look(asked)
    assert (counts.tolist(), rows.tolist()) == ([[0, 8], [9, 0]], [[-1, 1], [2, -1]])


def test_probabilities_after_a_word_add_up() -> None:
    """Seen continuations and the rest share one unit of probability, up to rounding of counts."""
    known = tables.counts()
    for word in ("president", "yesterday", "of"):
        all_words = np.arange(known.size, dtype=np.int64)
        total = pair_probability(np.full(known.size, known.ids[word], dtype=np.int64), all_words).probability.sum()
        assert total == pytest.approx(1.0, abs=0.12)


def test_synonyms_are_ordered_and_lower_case() -> None:
    """The likeliest original of a common replacement comes first; unknown words have none."""
    assert tables.synonyms("stated")[0] == "said"
    assert "city" in tables.synonyms("metropolis")
    assert tables.synonyms("qqqq") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's 3,000 km.", ("it's", "#", "km", ".")),
        ("the U.S. (and UK)", ("the", "u", ".", "s", ".", ",", "and", "uk", ",")),
        ("a large-scale plan: $5", ("a", "large", ",", "scale", "plan", ",", "@", "#")),
        ("", ()),
    ],
)
def test_stream_follows_the_conventions_of_the_counts(text: str, words: tuple[str, ...]) -> None:
    """Numbers are #, sentence marks full stops, other punctuation commas, other symbols @."""
    assert stream(text).words == words


def test_british_words_become_american_where_the_news_know_them() -> None:
    """Spelling is mapped only onto known, commoner words."""
    known = tables.counts().ids
    assert american("neighbour", known) == "neighbor"
    assert american("organisation", known) == "organization"
    assert american("whilst", known) == "while"
    for word in ("four", "hour", "promise", "rise", "fire", "our"):
        assert american(word, known) == word


def brute_force(grid: lattice.Lattice, rate: float) -> np.ndarray:
    """Posterior of every state of a short text, by walking through every combination."""
    n = len(grid.ids)
    weights = np.where(np.isfinite(grid.emissions), np.exp(grid.emissions) * rate, 0)
    weights[:, 0] = np.where(grid.eligible, 1 - rate, 1.0)
    steps = np.where(np.isfinite(grid.steps), np.exp(grid.steps), 0)
    posterior = np.zeros_like(weights, dtype=np.float64)
    for path in np.ndindex(*(lattice.STATES,) * n):
        if all(weights[i, s] > 0 for i, s in enumerate(path)):
            joined = (0, *path, 0)
            score = np.prod([steps[i, joined[i], joined[i + 1]] for i in range(n + 1)])
            score *= np.prod([weights[i, s] for i, s in enumerate(path)])
            for i, s in enumerate(path):
                posterior[i, s] += score
    return posterior / posterior.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("text", ["police stated that", "the metropolis regime stated", "a final ballot."])
def test_forward_backward_agrees_with_brute_force(text: str) -> None:
    """The batched recursion gives the same posteriors as summing over every reading."""
    grid = lattice.build(stream(text))
    decoded = channel_model.decode(grid, np.ones(len(grid.ids)), rate=0.2, rounds=1)
    np.testing.assert_allclose(decoded.posterior, brute_force(grid, 0.2), atol=1e-5)


def test_wrong_articles() -> None:
    """Slips of a and an are found; acronyms, letters and words of either sound are left alone."""
    found, judged = slips.wrong_articles(
        stream("a important vote, an plan, an hour, a MP, an x-ray, a useful idea, an honest man, a union")
    )
    assert [(slip.likely) for slip in found] == ["an important", "a plan"]
    assert judged >= 4


def test_wrong_forms() -> None:
    """A modal before a past form is a slip; participles after be are not."""
    tokens = stream("they would announces it and the law was signed by a presidents")
    at = slips.wrong_forms(tokens, lattice.build(tokens))
    assert [tokens.words[i] for i in at.tolist()] == ["announces", "presidents"]


def test_wrong_names() -> None:
    """A name never seen, a synonym away from a well-known one, is called its corruption."""
    found = slips.wrong_names(
        stream("He met the International Secretary after the Chilly Conflict, and the White House agreed.")
    )
    assert [slip.likely for slip in found] == ["Foreign Secretary", "Cold War"]


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("Delegates of the World Wellbeing Organization met.", ["World Health Organization"]),
        ("The Joined Nations agreed.", ["United Nations"]),
        ("He said the party's “White Home” was a joke.", []),
        ("The State Prosecutor, the High Tribunal and the First Secretary sang.", []),
        ("The FBI Director spoke.", []),
    ],
)
def test_each_corrupted_name_counts_once(text: str, likely: list[str]) -> None:
    """Pairs that share a word are one name; set-off names, offices abroad and acronyms are no corruption."""
    assert [slip.likely for slip in slips.wrong_names(stream(text))] == likely


def test_numbers_units_and_dates_are_never_swaps() -> None:
    """A spinner keeps facts, so no number, unit or day has an original, nor is one."""
    for word in ("sixty", "two", "metres", "yards", "tuesday", "hours", "tenner"):
        assert tables.synonyms(word) == ()
    originals = set(tables.channel().originals.tolist())
    assert not {tables.counts().ids[word] for word in ("two", "decade", "months", "miles")} & originals


def test_spintax_braces() -> None:
    """Words left in braces are found; code and templates are not."""
    assert [inside for _, _, inside in slips.braces("arms, {hardware} and {that a|a} {x = 1} {{name}} {}")] == [
        "hardware",
        "that a",
    ]


def test_canonical_keeps_what_a_spinner_leaves_alone() -> None:
    """Names and numbers survive; words with synonyms do not."""
    assert canonical(("blinken", "stated", "kharkiv", "told", "2014")) == ("blinken", None, "kharkiv", None, "2014")


def hashed(words: str) -> np.ndarray:
    """What ``Tokens.hashes`` holds of *words*."""
    return np.array([xxhash.xxh3_64_intdigest(word.encode()) for word in words.split()], dtype=np.uint64)


def test_invariant_agrees_with_canonical() -> None:
    """Hashes give the same answer as words."""
    words = "blinken stated that kharkiv and the city of oslo had 2014 flats"
    expected = [word is not None for word in canonical(words.split())]
    assert invariant(hashed(words)).tolist() == expected
    assert any(expected)
    assert not all(expected)


def test_a_spun_copy_shares_keys_with_its_original() -> None:
    """Keys survive though every word that has a synonym is another one, and say where they start."""
    original = hashed("yesterday blinken told the leaders in kharkiv that oslo had sent 2014 large tents")
    copy = hashed("blinken informed the bosses around kharkiv oslo would give 2014 big shelters")
    here, there = invariant_pairs(original), invariant_pairs(copy)
    shared = np.isin(here.keys, there.keys)
    assert shared.sum() >= 4
    assert here.positions[shared][0] == 1
    assert np.all(np.diff(here.positions) >= 0)
    assert len(np.unique(here.keys)) == len(here.keys)


def test_text_that_is_no_english_prose_has_no_invariant_pairs() -> None:
    """A language without words in the list would give a key for every pair of words, so it gives none."""
    german = hashed("der stadtrat hat am dienstag beschlossen zwei büchereien zu schließen und sechs zu kürzen")
    assert len(invariant_pairs(german).keys) == 0
    assert len(invariant_pairs(np.empty(0, dtype=np.uint64)).keys) == 0


def test_stored_indexes_keep_their_keys() -> None:
    """Keys under which articles are filed change only with VERSION."""
    keys = invariant_pairs(hashed("blinken stated that kharkiv and the city of oslo had 2014 flats")).keys
    assert VERSION == "invariants/1"
    assert hashlib.sha256(np.packbits(_sieve()).tobytes()).hexdigest()[:16] == "4212d318b9794bf0"
    assert [f"{key:016x}" for key in keys.tolist()[:2]] == ["03071fbce58c266d", "1fc47fd8bb69f655"]


def columns_of(text: str) -> np.ndarray:
    """Summed columns of a text."""
    tokens = stream(text)
    quoted = np.zeros(len(tokens.words), dtype=np.bool_)
    return measures.measure(tokens, quoted, weights.load()).columns.sum(axis=0)


def test_doubt_only_ever_lowers_a_probability() -> None:
    """Plain long news keeps its probability; odd words that no swap explains, and shortness, take some away."""
    plain = columns_of("The government said on Monday that it would not change the law this year. " * 40)
    short = columns_of("The government said on Monday that it would not change the law this year. " * 15)
    odd = columns_of("Crwth hexing quince gravel whorls under ochre shawls of mizzle and thrum by gloam. " * 40)
    assert measures.doubted(np.float64(0.9), plain) == pytest.approx(0.9)
    assert measures.doubted(np.float64(0.9), short) < 0.9
    assert measures.doubted(np.float64(0.9), odd) < measures.doubted(np.float64(0.9), short)
    assert reading.too_far(odd, 0.99)
    assert not reading.too_far(plain, 0.99)


def test_originals_are_words_a_dictionary_gives() -> None:
    """However candidates are compared, the original shown is one that the channel has for the observed word."""
    tokens = stream("The regime stated that the metropolis would purchase additional vehicles for its constables. " * 3)
    grid = lattice.build(tokens)
    each = np.ones(len(grid.ids))
    found = evidence.gather(grid, channel_model.decode(grid, each), np.zeros(len(grid.ids), dtype=np.bool_), each)
    words = tables.counts().words
    recovered = {
        tokens.words[at]: words[original]
        for at, original in zip(found.positions.tolist(), found.originals.tolist(), strict=True)
    }
    assert recovered["stated"] == "said"
    assert recovered["metropolis"] == "city"
    assert all(original in tables.synonyms(observed) for observed, original in recovered.items())


def test_a_word_that_comes_back_counts_for_less_each_time() -> None:
    """Tokens of one word count for 1 + ln n together, wherever they stand."""
    counted = measures.shares(np.array([7, 3, 7, 7, 5]))
    assert counted[[1, 4]].tolist() == [1.0, 1.0]
    assert counted[0] == counted[2] == counted[3]
    assert counted[[0, 2, 3]].sum() == pytest.approx(1 + np.log(3))


def test_forms_are_judged_by_their_neighbours() -> None:
    """A plural where only an adjective stands, and a form no neighbour takes, fit worse than the right ones."""
    ids = tables.channel().ids

    def fit(words: str) -> float:
        before, word, after = (np.array([ids[one]]) for one in words.split())
        return float(sum(word_classes.form_fit(before, word, after)).item())

    assert fit("the presidential election") > fit("the presidents election") + 3
    assert fit("he defended it") > fit("he defending it") + 1
    assert fit("two elements of") > fit("two element of") + 1
    assert word_classes.form_fit(np.array([-1]), np.array([5]), np.array([-1]))[0].tolist() == [0.0]


def test_what_stands_for_an_everyday_word_is_idiom() -> None:
    """A wording for *but* or *now* shows nothing, since it is as likely an idiom; one for *building* does."""
    assert not phrases.telling("but")
    assert not phrases.telling("now")
    assert phrases.telling("building")
    assert phrases.telling("a word of no table")


def test_the_longer_a_text_the_more_has_to_be_shown() -> None:
    """Two do for a usual report and for a brief one the rest of which is sure; beside a wrong article, one."""
    assert reading.needed(200, ("wording", "forms"), 0.9) == 3
    assert reading.needed(200, ("wording", "forms"), 0.96) == 2
    assert reading.needed(300, ("wording", "forms"), 0.9) == 2
    assert reading.needed(2_500, ("wording", "forms"), 0.99) == 10
    assert reading.needed(2_500, ("wording", "articles"), 0.9) == 1
