"""Aligning two documents: what is found, where it begins and ends, and what is not a passage."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from writing import CHOIR, FARMERS, HARBOUR, MUSEUM, compared, read, wordings

from auditor.reuse.align import DOCUMENTS, NEWS, align, profile


def test_copied_sentence_is_found_with_exact_ends() -> None:
    """A sentence both articles print is the passage, to the letter, and nothing around it."""
    left, right = f"{MUSEUM} {HARBOUR} {CHOIR}", f"{FARMERS} {HARBOUR}"
    (match,) = compared(left, right)
    assert wordings(match, left, right) == (HARBOUR[:-1], HARBOUR[:-1])
    assert match.similarity == 1


def test_unrelated_articles_share_nothing() -> None:
    """Two stories in other words give no passage."""
    assert compared(f"{HARBOUR} {CHOIR}", f"{MUSEUM} {FARMERS}") == ()


def test_short_passage_of_eight_words_is_found() -> None:
    """Eight telling words in a row are enough in the news."""
    left = f"{MUSEUM} Officials said silt has narrowed the fairway to forty metres. {CHOIR}"
    right = f"{FARMERS} Nobody disputes that silt has narrowed the fairway to forty metres, said one."
    assert len(compared(left, right)) == 1


def test_names_of_the_same_people_are_no_passage() -> None:
    """Two reports that name the same people and offices share no passage."""
    left = f"{MUSEUM} Foreign Minister Anna Lindqvist and Secretary of State Robert Hale met in Geneva. {CHOIR}"
    right = f"{FARMERS} Secretary of State Robert Hale flew to Geneva for talks with Foreign Minister Anna Lindqvist."
    assert compared(left, right) == ()


def test_shuffled_sentences_are_found_one_by_one() -> None:
    """Copied sentences in another order are all found."""
    left, right = f"{HARBOUR} {MUSEUM} {FARMERS}", f"{FARMERS} {HARBOUR} {MUSEUM}"
    covered = sum(len(match.left.span) for match in compared(left, right))
    assert covered >= 0.95 * len(left)


def test_reworded_sentence_is_one_passage() -> None:
    """A sentence with words swapped all along is one passage, not fragments."""
    left = f"{MUSEUM} {HARBOUR}"
    spun = (
        "The harbour authority will dredge the eastern channel prior to the autumn tempests arrive, its principal "
        "engineer informed the council, because silt has constricted the fairway to under forty metres."
    )
    (match,) = compared(left, f"{FARMERS} {spun}")
    assert match.left.span.start == left.index("The harbour")
    assert match.left.span.end == len(left) - 1


def test_short_quotation_is_found_where_a_phrase_of_that_length_is_not() -> None:
    """The same five words count inside quotation marks on both sides, and not outside."""
    words = "a stubborn and costly silence"
    quoted = compared(f'{MUSEUM} "We met {words}," said Ms Okafor.', f'{FARMERS} "They kept {words}," he said.')
    plain = compared(f"{MUSEUM} Critics bemoaned {words} there.", f"{FARMERS} Others forgave {words} again.")
    assert (len(quoted), len(plain)) == (1, 0)


def test_long_copy_is_one_passage_in_documents() -> None:
    """The profile for documents finds a copied paragraph between different surroundings."""
    copied = f"{HARBOUR} {FARMERS} {MUSEUM}"
    left, right = read(f"{CHOIR} {copied}")[0], read(f"{copied} {CHOIR[:40]}")[0]
    (found,) = align(left, right, profile=DOCUMENTS)
    words = len(read(copied)[0].tokens)
    assert abs(found.left[1] - found.left[0] - words) <= 3


@pytest.mark.parametrize("settings_", [NEWS, DOCUMENTS])
@pytest.mark.parametrize("texts", [("", ""), ("", HARBOUR), ("one two", HARBOUR), ("。" * 50, "、" * 50)])
def test_empty_and_tiny_texts_give_nothing(settings_, texts) -> None:
    """Texts too short to hold a passage give none."""
    assert align(read(texts[0])[0], read(texts[1])[0], profile=settings_) == ()


def test_other_scripts_are_aligned() -> None:
    """A copied Russian, Greek or Chinese sentence is found as an English one is."""
    for copied, left, right in (
        (
            "Портовое управление углубит восточный канал до осенних штормов, сообщил совету главный инженер.",
            "Музей открыл новую выставку старинных карт. ",
            "Фермеры верхней долины сеют ячмень вместо кукурузы. ",
        ),
        (
            "港务局将在秋季风暴来临之前疏浚东部航道，因为淤泥已经把航道缩窄到不足四十米。",
            "博物馆馆长昨天打开了一箱被遗忘的六分仪。",
            "山谷上游的农民开始种植大麦。",
        ),
    ):
        assert compared(left + copied, right + copied), copied


def test_profiles_are_found_by_name() -> None:
    """A profile is known by its name; another name is an error that lists those there are."""
    assert (profile("news"), profile("documents")) == (NEWS, DOCUMENTS)
    with pytest.raises(ValueError, match="news, documents"):
        profile("essays")


@pytest.mark.parametrize("settings_", [NEWS, DOCUMENTS])
def test_repeated_text_stays_bounded(settings_) -> None:
    """A document that repeats itself a hundred times, and one word ten thousand times, come to an end."""
    repeated = read(" ".join([HARBOUR] * 100))[0]
    assert align(repeated, repeated, profile=settings_)
    word = read("dredge " * 10_000)[0]
    assert len(align(word, word, profile=settings_)) <= 10


WORDS = st.sampled_from(("alpha", "the", "of", "dredge", "channel", "silt", "barley", "crate", "40", "a", "harbour"))


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60), st.lists(WORDS, max_size=60), st.sampled_from([NEWS, DOCUMENTS]))
def test_ranges_and_steps_fit_the_documents(one, two, settings_) -> None:
    """Ranges lie inside both documents and the steps cover them without gaps, equal words equal."""
    left, right = read(" ".join(one))[0], read(" ".join(two))[0]
    for found in align(left, right, profile=settings_):
        assert 0 <= found.left[0] < found.left[1] <= len(left.tokens)
        assert 0 <= found.right[0] < found.right[1] <= len(right.tokens)
        assert (found.steps[0].a0, found.steps[0].b0) == (found.left[0], found.right[0])
        assert (found.steps[-1].a1, found.steps[-1].b1) == (found.left[1], found.right[1])
        for step, after in zip(found.steps, found.steps[1:], strict=False):
            assert (step.a1, step.b1) == (after.a0, after.b0)
        for step in found.steps:
            if step.op == "equal":
                assert left.tokens.words[step.a0 : step.a1] == right.tokens.words[step.b0 : step.b1]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_unicode_is_aligned_without_a_crash(one, two) -> None:
    """Any text may come; ranges stay inside it."""
    shared = HARBOUR
    left, right = read(one + " " + shared)[0], read(shared + " " + two)[0]
    for found in align(left, right):
        assert np.all(np.array([*found.left, *found.right]) >= 0)
        assert left.tokens.span(*found.left).end <= len(left.article.text)


def test_alignment_does_not_depend_on_which_side_is_left() -> None:
    """Exchanging the sides exchanges the ranges."""
    one, two = read(f"{MUSEUM} {HARBOUR}")[0], read(f"{HARBOUR} {CHOIR}")[0]
    forth = [(found.left, found.right) for found in align(one, two)]
    back = [(found.right, found.left) for found in align(two, one)]
    assert forth == back


def test_formulas_of_the_trade_are_no_passage() -> None:
    """What every newsroom writes, such as a refused comment, is not shared text."""
    left = f"{MUSEUM} The ministry did not immediately respond to a request for comment. {CHOIR}"
    right = f"{FARMERS} The company did not immediately respond to a request for comment."
    assert compared(left, right) == ()
