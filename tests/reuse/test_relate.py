"""What a match says: kind, word edits, and differences of substance with both wordings."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from writing import CHOIR, FARMERS, HARBOUR, MUSEUM, compared, kinds, read, wordings

from auditor.model import Kind, Place, Residue, Span
from auditor.reuse.align import NEWS, align
from auditor.reuse.pairs import compare_documents
from auditor.reuse.relate import match_id
from auditor.reuse.relate.edits import edits
from auditor.reuse.relate.measures import quantities
from auditor.reuse.relate.wordings import same_name, same_word

QUOTE = "Our proposals are extremely concrete and we await equally concrete answers from the ministry"
FACTS = (
    "The flood destroyed 140 houses and a bridge in the upper valley on Tuesday, when Governor Helena Marsh did not "
    "order an evacuation, according to the report that the inspectors published."
)


def changed(old: str, new: str) -> set[str]:
    """Kinds of relations between a report and the same report with one wording changed."""
    assert old in FACTS
    return kinds(f"{MUSEUM} {FACTS}", f"{CHOIR} {FACTS.replace(old, new)}")


def said(words: str, by: str = "said Mr Orlov") -> str:
    """A quotation in a story of its own."""
    return f"“{words},” {by}."


def test_equal_copy_is_verbatim_and_has_no_edits() -> None:
    """A copied passage is verbatim: no edit, no relation, similarity 1."""
    (match,) = compared(f"{MUSEUM} {HARBOUR}", f"{FARMERS} {HARBOUR}")
    assert (match.kind, match.edits, match.relations, match.similarity) == (Kind.VERBATIM, (), (), 1.0)
    assert match.confidence > 0.9


def test_lightly_changed_copy_is_edited() -> None:
    """Words added and dropped by hand leave an edited passage."""
    (match,) = compared(f"{MUSEUM} {HARBOUR}", f"{FARMERS} {HARBOUR.replace('chief engineer', 'spokeswoman')}")
    assert match.kind is Kind.EDITED
    assert [(edit.before, edit.after) for edit in match.edits] == [("chief engineer", "spokeswoman")]


def test_copy_full_of_synonyms_is_spun() -> None:
    """Synonyms all along in unchanged order make a passage spun, and each swap is marked."""
    spun = HARBOUR.replace("autumn", "fall").replace("chief", "principal").replace("because", "as")
    spun = spun.replace("narrowed", "constricted").replace("authority", "authorisation")
    (match,) = compared(f"{MUSEUM} {HARBOUR}", f"{FARMERS} {spun}")
    assert match.kind is Kind.SPUN
    assert {("autumn", "fall"), ("chief", "principal")} <= {(e.before, e.after) for e in match.synonym_swaps}


def test_shared_speech_is_a_quotation_with_its_speaker() -> None:
    """The same quotation in both articles is no copying, and shows who is quoted."""
    (match,) = compared(f"{MUSEUM} {said(QUOTE)}", f"{FARMERS} {said(QUOTE)}")
    assert match.kind is Kind.QUOTATION
    assert "Orlov" in match.speaker


def test_template_text_is_boilerplate() -> None:
    """A passage inside both articles' template residue is boilerplate."""
    left, right = read(f"{MUSEUM} {HARBOUR}"), read(f"{FARMERS} {HARBOUR}", "b")
    marked = []
    for document, reading in (left, right):
        start = document.article.text.index("The harbour")
        span = Span(start, len(document.article.text))
        fields = {name: getattr(reading, name) for name in reading.__slots__} | {
            "residue": (Residue(span, "widget", ""),)
        }
        marked.append((document, type(reading)(**fields)))
    (match,) = compare_documents(*marked[0], *marked[1])
    assert match.kind is Kind.BOILERPLATE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("answers", "solutions"),
        ("extremely", "extraordinarily"),
        ("await equally concrete answers", "expect similarly definite replies"),
    ],
)
def test_quotation_with_swapped_words_is_altered(old, new) -> None:
    """Words of meaning swapped inside the marks on one side are an altered quotation."""
    found = [
        relation
        for match in compared(f"{MUSEUM} {said(QUOTE)}", f"{FARMERS} {said(QUOTE.replace(old, new))}")
        for relation in match.relations
        if relation.kind == "altered-quotation"
    ]
    assert len(found) == 1
    assert old in found[0].before
    assert new in found[0].after


@pytest.mark.parametrize(
    "legitimate",
    [
        QUOTE.replace("Our", "[Our]"),
        QUOTE.replace("the ministry", "[Lavrov’s] ministry"),
        QUOTE.replace("are extremely concrete and we await", "are extremely concrete … we await"),
        QUOTE.removesuffix(" from the ministry"),
        QUOTE.replace("Our proposals are", "our proposals were"),
        QUOTE.upper(),
        QUOTE.replace("we await", "we're awaiting"),
    ],
)
def test_legitimate_changes_to_a_quotation_are_silent(legitimate) -> None:
    """Brackets, ellipses, shortening, tense, contractions and case are no alteration."""
    assert "altered-quotation" not in kinds(f"{MUSEUM} {said(QUOTE)}", f"{FARMERS} {said(legitimate)}")


def test_spelling_of_british_and_american_english_is_no_alteration() -> None:
    """A quotation printed in the other spelling is the same quotation."""
    one = "The labour organisations favour a programme of defence against the grey market"
    two = "The labor organizations favor a program of defense against the gray market"
    assert "altered-quotation" not in kinds(f"{MUSEUM} {said(one)}", f"{FARMERS} {said(two)}")


@pytest.mark.parametrize("new", ["410 houses", "1,400 houses", "two hundred houses", "140,000 houses"])
def test_changed_number_is_found(new) -> None:
    """Another figure for the same thing is a changed number, digits or words."""
    assert "changed-number" in changed("140 houses", new)


@pytest.mark.parametrize(
    "new", ["140 homes", "about 140 houses", "more than 130 houses", "a hundred and forty houses", "nearly 150 houses"]
)
def test_the_same_number_written_otherwise_is_silent(new) -> None:
    """Spelled-out forms and hedged rounding are the same figure."""
    assert "changed-number" not in changed("140 houses", new)


def test_changed_unit_with_the_same_length_is_silent() -> None:
    """Miles for kilometres is no change where the length is the same."""
    one = (
        f"{MUSEUM} The convoy of fifty lorries stretched for 16 kilometres along the valley road beside the reservoir."
    )
    two = f"{CHOIR} The convoy of fifty lorries stretched for 10 miles along the valley road beside the reservoir."
    three = two.replace("10 miles", "25 miles")
    assert "changed-number" not in kinds(one, two)
    assert "changed-number" in kinds(one, three)


def test_changed_weekday_is_a_changed_date() -> None:
    """Another weekday for the same event is a changed date."""
    assert "changed-date" in changed("Tuesday", "Thursday")


def test_changed_name_is_found_and_spellings_are_silent() -> None:
    """Another person in the same place is a changed name; another spelling of the name is not."""
    assert "changed-name" in changed("Helena Marsh", "Viktor Dahl")
    assert "changed-name" not in changed("Helena", "Helenna")
    assert same_name("Sergey", "Sergei")
    assert same_name("Zelensky", "Zelenskiy")
    assert not same_name("Marsh", "Dahl")


def test_lost_negation_is_found() -> None:
    """A copy that says the opposite is found; one that denies in another word is not."""
    assert "negation" in changed("did not order", "did order")
    assert "negation" not in changed("did not order", "failed to order")


def test_omitted_qualification_is_found() -> None:
    """A clause that limits the statement and is missing on one side is an omission."""
    clause = ", although nobody had measured the depth since spring,"
    whole = HARBOUR.replace(" before the autumn", f"{clause} before the autumn")
    (relation,) = [
        r for m in compared(f"{MUSEUM} {whole}", f"{FARMERS} {HARBOUR}") for r in m.relations if r.kind == "omission"
    ]
    assert relation.before.startswith("although nobody")
    assert relation.after == ""


def test_identical_reports_have_no_relation() -> None:
    """Nothing is said to have changed where nothing has."""
    assert kinds(f"{MUSEUM} {FACTS}", f"{CHOIR} {FACTS}") == set()


def test_match_id_depends_on_both_places_only() -> None:
    """The id of a match is the same in every run and differs for every place."""
    one, two = Place("a", Span(0, 5)), Place("b", Span(3, 9))
    assert match_id(one, two) == match_id(one, two)
    assert len({match_id(one, two), match_id(two, one), match_id(one, Place("b", Span(3, 10)))}) == 3
    assert len(match_id(one, two)) == 12


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("café", "cafe", True),
        ("sceptical", "skeptical", True),
        ("learnt", "learned", True),
        ("cheques", "checks", True),
        ("resolve", "resolving", True),
        ("stopped", "stop", True),
        ("has", "had", True),
        ("colour", "color", True),
        ("organisation", "organization", True),
        ("organisations", "organizations", True),
        ("centre", "center", True),
        ("travelled", "traveled", True),
        ("thinks", "thought", True),
        ("men", "man", True),
        ("hour", "hot", False),
        ("critical", "important", False),
        ("moment", "momentum", False),
        ("severe", "several", False),
    ],
)
def test_forms_of_a_word_are_told_from_other_words(one, two, same) -> None:
    """Inflection and spelling variants are one word; look-alikes are not."""
    assert same_word(one, two) is same
    assert same_word(two, one) is same


WORDS = st.lists(
    st.sampled_from(("silt", "narrowed", "fairway", "dredge", "channel", "storms", "council", "engineer", "the", "40")),
    min_size=4,
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_edits_rebuild_the_other_side(shared, one, two) -> None:
    """The left words with the edits applied are the right words, and every wording is the text's."""
    left = read(" ".join([*one, *HARBOUR.split(), *shared]))[0]
    right = read(" ".join([*two, *HARBOUR.split(), *shared[::-1]]), "b")[0]
    for found in align(left, right, profile=NEWS):
        rebuilt: list[str] = []
        at = found.left[0]
        ours, theirs = left.tokens, right.tokens
        for edit in edits(found, left, right):
            first = next(
                i for i in range(at, found.left[1] + 1) if i == found.left[1] or ours.starts[i] >= edit.left.start
            )
            assert left.article.text[edit.left.start : edit.left.end] == edit.before
            assert right.article.text[edit.right.start : edit.right.end] == edit.after
            rebuilt += ours.words[at:first]
            rebuilt += [
                w for w, s in zip(theirs.words, theirs.starts, strict=True) if edit.right.start <= s < edit.right.end
            ]
            at = first + sum(1 for s in ours.starts if edit.left.start <= s < edit.left.end)
        rebuilt += ours.words[at : found.left[1]]
        assert rebuilt == list(theirs.words[found.right[0] : found.right[1]])


def test_wordings_are_the_text_at_the_offsets() -> None:
    """What a match and its relations show is what stands at their offsets."""
    left, right = f"{MUSEUM} {FACTS}", f"{CHOIR} {FACTS.replace('140', '410')}"
    (match,) = compared(left, right)
    assert wordings(match, left, right)[0].startswith("The flood destroyed 140")
    for relation in match.relations:
        assert left[relation.left.start : relation.left.end] == relation.before
        assert right[relation.right.start : relation.right.end] == relation.after


def test_a_number_that_opens_the_text_is_read() -> None:
    """A figure with nothing before it has no hedge and no month."""
    assert [quantity.value for quantity in quantities("１４０ houses fell; 2.5 million stood", 0, 36)] == [140, 2.5e6]
