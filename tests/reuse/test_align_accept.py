"""When shared words are a passage: surprise, synonyms, and what other passages of the pair lend."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from writing import CHOIR, FARMERS, HARBOUR, MUSEUM, compared, kinds, read, wordings

from auditor.model import Kind
from auditor.reuse.align import NEWS
from auditor.reuse.align.accept import STEP, Candidate, accepted, log_odds, second, support
from auditor.reuse.align.kindred import kindred
from auditor.reuse.align.record import Alignment, Step
from auditor.reuse.align.shared import candidates, vocabulary
from auditor.reuse.align.sides import pair
from auditor.reuse.align.swaps import no_swaps, replaced, swaps
from auditor.reuse.align.wording import MOST, surprise

MAYOR = (
    "The mayor said it was vital not to try and win easy applause in such a brittle moment, and begged both camps to "
    "leave the ferry crews out of their feud."
)
SPUN_MAYOR = (
    "The mayor stated it was crucial not to attempt and win easy praise in such a fragile moment, and implored both "
    "camps to leave the ferry crews out of their quarrel."
)


def chain(left: int, right: int, words: int, **changed: object) -> Candidate:
    """A chain of equal words that begins at these places."""
    path = Alignment(
        (left, left + words),
        (right, right + words),
        20.0,
        1.0,
        (Step("equal", left, left + words, right, right + words),),
        evidence=float(changed.get("evidence", 0.8 * words)),
    )
    nats = float(changed.get("surprise", 4.0 * words))
    core = path.left, path.right
    speech = bool(changed.get("speech"))
    return Candidate(
        path,
        words,
        nats,
        float(changed.get("longest", nats)),
        nats,
        speech,
        speech,
        int(str(changed.get("ends", 4))),
        int(str(changed.get("swapped", 0))),
        core,
    )


@pytest.mark.parametrize(
    "phrase",
    [
        "for people with pre-existing conditions",
        "the company said in a statement on",
        "between the two largest economies",
    ],
)
def test_what_everybody_writes_is_no_passage(phrase) -> None:
    """A set phrase of the news is shared by writers who never met."""
    assert compared(f"{MUSEUM} It was hard {phrase} then.", f"{FARMERS} Nobody spoke {phrase} yesterday.") == ()


def test_reworded_sentence_of_common_words_is_found() -> None:
    """A sentence of which every fifth word gave way to a synonym is found whole, though no word in it is rare."""
    left, right = f"{MUSEUM} {MAYOR}", f"{FARMERS} {SPUN_MAYOR}"
    (match,) = compared(left, right)
    assert wordings(match, left, right) == (MAYOR[:-1], SPUN_MAYOR[:-1])


def test_halves_exchanged_are_a_passage_in_two_parts() -> None:
    """Two chains, each too weak alone, are kept where they stand side by side on both sides, and only there."""
    one, two, elsewhere = (chain(*place, 8, evidence=7.0, surprise=35.0) for place in ((0, 28), (8, 20), (8, 90)))
    assert accepted([one], NEWS) == accepted([two], NEWS) == accepted([one, elsewhere], NEWS) == []
    assert accepted([one, two], NEWS) == [one, two]


def test_neighbours_of_a_passage_need_less() -> None:
    """A chain near a passage on both sides is likelier reuse; one that is far from it on either is not."""
    kept = [chain(0, 0, 14)]
    assert support(chain(20, 18, 6), kept) > support(chain(200, 18, 6), kept)
    assert support(chain(20, 300, 6), kept) == support(chain(200, 18, 6), kept)
    assert support(chain(20, 300, 6), []) == 0.0


def test_articles_about_one_thing_must_share_more() -> None:
    """Short stretches with changes in between are reuse among unrelated articles, parallel facts among others."""
    path = Alignment(
        (0, 22),
        (0, 20),
        25.0,
        0.67,
        (
            Step("equal", 0, 5, 0, 5),
            Step("replace", 5, 9, 5, 7),
            Step("equal", 9, 14, 7, 12),
            Step("replace", 14, 18, 12, 16),
            Step("equal", 18, 22, 16, 20),
        ),
        evidence=16.0,
    )
    facts = Candidate(path, 20, 75.0, 28.0, 70.0, False, False, 0, 0, (path.left, path.right))
    assert accepted([facts], NEWS, kindred=0.0) == [facts]
    assert accepted([facts], NEWS, kindred=1.0) == []
    copied = chain(0, 0, 16, evidence=16.0)
    assert accepted([copied], NEWS, kindred=1.0) == [copied]


def test_a_short_quotation_needs_company_among_articles_about_one_thing() -> None:
    """Part of a sentence is shared speech where both print other quotations too; a whole one is by itself."""
    short = chain(0, 0, 7, speech=True, longest=20.0, surprise=30.0, ends=2)
    whole = chain(0, 0, 7, speech=True, longest=20.0, surprise=30.0)
    assert accepted([whole], NEWS, kindred=1.0) == [whole]
    assert accepted([short], NEWS, kindred=0.0) == [short]
    assert accepted([short], NEWS, kindred=1.0) == []
    assert accepted([short], NEWS, kindred=1.0, heard=3) == [short]


def test_kindred_articles_are_told_by_their_rare_words() -> None:
    """Two texts with the same rare words are about one thing, but what they share word by word does not count."""
    one, two, other = (read(text)[0].tokens for text in (HARBOUR, " ".join(HARBOUR.split()[::-1]), CHOIR))
    table = pair(one, two, NEWS)
    assert kindred(table, []) == 1.0
    assert kindred(table, [((0, len(one)), (0, len(two)))]) == 0.0
    assert kindred(pair(one, other, NEWS), []) < 0.5


def test_a_reworded_text_may_share_less() -> None:
    """What an article is about says nothing against its being a copy if its words read as replaced."""
    left, right = (read(text)[0] for text in (f"{HARBOUR} {MAYOR}", f"{HARBOUR} {SPUN_MAYOR}"))
    table = pair(left.tokens, right.tokens, NEWS)
    assert candidates(table, left, right, ((), ()), no_swaps(), NEWS, 1.0)[1] == 0.0


def test_a_pair_full_of_synonyms_lends_more_than_a_pair_of_equal_words() -> None:
    """Where one side is reworded throughout, further weak chains are likelier reworded too."""
    same = [chain(0, 0, 14), chain(50, 400, 14)]
    spun = [chain(0, 0, 14, swapped=3), chain(50, 400, 14, swapped=2)]
    weak = chain(200, 200, 7)
    assert support(weak, spun) > support(weak, same)


def test_shared_speech_alone_lends_nothing() -> None:
    """That both quote one speech does not make a weak chain elsewhere likelier."""
    assert support(chain(200, 200, 7), [chain(0, 0, 30, speech=True)]) == 0.0


@given(st.integers(5, 60), st.floats(0, 60), st.floats(0, 200))
@settings(max_examples=60, deadline=None)
def test_more_of_the_same_is_never_less_likely_reuse(words, evidence, nats) -> None:
    """A longer chain, more evidence and more surprise each raise the odds."""
    base = log_odds([chain(0, 0, words, evidence=evidence, surprise=nats)])
    assert log_odds([chain(0, 0, words + 1, evidence=evidence, surprise=nats)]) > base
    assert log_odds([chain(0, 0, words, evidence=evidence + 1, surprise=nats)]) > base
    assert log_odds([chain(0, 0, words, evidence=evidence, surprise=nats + 1)]) > base


def test_words_out_of_step_count_against_a_chain_but_cuts_in_speech_little() -> None:
    """An insertion weighs against copying; a quotation may be shortened."""
    steps = (Step("equal", 0, 6, 0, 6), Step("delete", 6, 16, 6, 6), Step("equal", 16, 22, 6, 12))
    path = Alignment((0, 22), (0, 12), 20.0, 0.7, steps, evidence=10.0)
    told, spoken = (
        Candidate(path, 12, 50.0, 50.0, 50.0, speech, speech, 4, 0, (path.left, path.right)) for speech in (False, True)
    )
    assert (told.uneven, spoken.uneven) == (STEP, 1)
    assert log_odds([spoken]) > log_odds([told])


def test_what_better_passages_cover_is_left_out() -> None:
    """A passage both of whose sides belong to better ones is no second passage."""
    best = chain(0, 0, 20)
    assert second(chain(2, 3, 10).passage, [best.passage])
    assert not second(chain(2, 90, 10).passage, [best.passage])
    assert accepted([best, chain(2, 3, 12)], NEWS) == [best]


def test_candidates_say_where_and_how_much() -> None:
    """A copied sentence is one candidate with its ends, its surprise, and no word out of step."""
    left, right = read(f"{MUSEUM} {HARBOUR}")[0], read(f"{FARMERS} {HARBOUR}", "b")[0]
    table = pair(left.tokens, right.tokens, NEWS)
    best = candidates(table, left, right, ((), ()), no_swaps(), NEWS)[0][0]
    assert best.passage.left == (len(read(MUSEUM)[0].tokens), len(left.tokens))
    assert best.uneven == best.swapped == 0
    assert best.spoken >= best.surprise > 40
    assert not best.speech


def test_surprise_knows_what_follows_what() -> None:
    """Each word gets its nats, between none and the most; a word that follows from those before it gets few."""
    tokens = read("The White House said pre-existing zebras Qwxzt the United States")[0].tokens
    nats = surprise(tokens, 0, len(tokens))
    assert nats.shape == (len(tokens),)
    assert (nats > 0).all()
    assert nats.max() <= MOST
    words = list(tokens.words)
    assert nats[words.index("house")] < 1.5
    assert nats[words.index("zebras")] > 8
    assert nats[words.index("states")] < nats[words.index("united")]


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_surprise_of_any_text(text) -> None:
    """Whatever the script, every word has a finite surprise."""
    tokens = read(f"word {text}")[0].tokens
    assert np.isfinite(surprise(tokens, 0, len(tokens))).all()


def test_a_spinners_dictionary_pairs_words_both_ways() -> None:
    """A word and what a spinner may have made of it stand for one another, whichever side has which."""
    for one, two in (("critical", "important"), ("important", "critical")):
        left, right = read(f"a {one} harbour")[0], read(f"a {two} harbour", "b")[0]
        table = pair(left.tokens, right.tokens, NEWS)
        names = vocabulary(table, left, right)
        found = swaps(table, names)
        hashes = {int(left.tokens.hashes[1]), int(right.tokens.hashes[1])}
        assert [{int(names[i]), int(names[j])} for i, j in zip(found.left, found.right, strict=True)] == [hashes]
        assert ((found.share > 0) & (found.share < 1)).all()
    assert (np.diff(replaced().hashes.astype(object)) > 0).all()


def test_a_quotation_reworded_word_by_word_is_found() -> None:
    """A short quotation of synonyms is found, also where it is a sentence of a longer quotation."""
    one = "“This is a critical moment. Nobody will sleep tonight,” said Mr Falk."
    two = "“It is a important moment,” he said."
    found = compared(f"{MUSEUM} {MAYOR} {one}", f"{FARMERS} {SPUN_MAYOR} {CHOIR} {two}")
    assert Kind.QUOTATION in {match.kind for match in found}


def test_a_name_in_quotation_marks_is_no_speech() -> None:
    """Two articles that print a name in quotation marks quote nobody."""
    one, two = "They sang “of the Korean Peninsula” there.", "Maps “of the Korean Peninsula” were sold."
    assert compared(f"{MUSEUM} {one}", f"{FARMERS} {two}") == ()


def test_a_difference_inside_a_quotation_is_told_once() -> None:
    """A lost negation or another figure inside the marks is an altered quotation and nothing else."""
    words = "We shall not sell the quarry to anybody who means to fill it with 300 barrels of ash"
    for changed in (words.replace("shall not", "shall"), words.replace("300", "800")):
        one, two = f"{MUSEUM} “{words},” Ilse Grau said.", f"{FARMERS} “{changed},” Ilse Grau said."
        assert kinds(one, two) == {"altered-quotation"}


def test_names_around_a_reworded_sentence_do_not_hide_it() -> None:
    """A sentence full of names is a passage where its other words were written, not only shared."""
    one = "Paula Brandt of Norvale told Oskar Venn that it is a model the other islands should strive for."
    two = "Paula Brandt of Norvale told Oskar Venn that it is a pattern the other isles should strive for."
    (match,) = compared(f"{MUSEUM} {one}", f"{FARMERS} {two}")
    assert match.words >= 15
    line = "Paula Brandt of Norvale, Oskar Venn of Arvik, Jutta Ehrling of Mossel and Karla Stroem of Ostria"
    assert compared(f"{MUSEUM} There sat {line} today.", f"{FARMERS} We saw {line} again.") == ()
