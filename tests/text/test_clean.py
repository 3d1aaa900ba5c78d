"""The clean view: evasion undone, real writing untouched, offsets kept, time linear."""

from __future__ import annotations

import time
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text import clean

_ANY_TEXT = st.text(alphabet=st.characters(), max_size=300)
_TRICKS = st.text(
    alphabet=st.sampled_from(
        "aeo U.k \n\r\t\u200b\u200d\u00ad\u202e\ufe0f\ufeff\u0301\u0336а е\u03bf"
        "â€™Ã©Â\xa0&amp;#8217;“”„«»𝐔ﬁＵ…½\ud800\x00日هहि❤👩"
    ),
    max_size=200,
)


def _suspicious(text: str) -> list[tuple[str, str]]:
    return [(note.kind, text[note.span.start : note.span.end]) for note in clean(text).changes if note.suspicious]


def _kinds(text: str) -> set[str]:
    return {note.kind for note in clean(text).changes}


@pytest.mark.parametrize(
    ("written", "meant", "kind"),
    [
        ("Ukr\u200bai\u2060ne says", "Ukraine says", "zero-width"),
        ("U\u00adkraine says", "Ukraine says", "soft-hyphen"),
        ("the mi\u202enis\u202cter", "the minister", "bidi"),
        ("Ukr\u0430in\u0435 and Russi\u0430", "Ukraine and Russia", "homoglyph"),
        ("P\u03bfland and Ge\u03b7eva", "Poland and Geneva", "homoglyph"),
        ("\U0001d414\U0001d424\U0001d42b\U0001d41aine", "Ukraine", "math-letter"),
        ("the \uff35\uff4b\uff52aine war", "the Ukraine war", "full-width"),
        ("U\u0336k\u0336r\u0336aine", "Ukraine", "combining"),
        ("the b\u0301o\u0301r\u0301d\u0301e\u0301r\u0301 was", "the border was", "combining"),
        ("t\u0301he border a\u0301nd the\u0301 wall", "the border and the wall", "combining"),
        ("in U k r a i n e today", "in Ukraine today", "spacing"),
        ("&#85;&#107;raine", "Ukraine", "entity"),
    ],
)
def test_evasion_is_undone_and_called_suspicious(written, meant, kind):
    """A disguised word reads as the word, and the disguise is reported with its place."""
    view = clean(written)
    assert view.text == meant
    assert kind in {found for found, _ in _suspicious(written)}


@pytest.mark.parametrize(
    "text",
    [
        "Привет, мир! Это обычный русский текст о войне в Украине.",
        "Το ελληνικό κείμενο παραμένει όπως είναι, χωρίς αλλαγές.",
        "Київ — столиця України, а Одеса — порт.",
        "Компания Microsoft и IT-рынок: новости iPhone для всех читателей.",
        "A café in Zürich, naïve façade, Ångström, São Tomé, Łódź, Dvořák.",
        "Việt Nam và thành phố Hồ Chí Minh",
        "یک متن فارسی که می\u200cخواهم بنویسم",
        "हिन्दी में क्\u200dष लिखा है",
        "這是中文新聞報導。ＡＢＣ公司表示。",
        "👩\u200d👩\u200d👧 and ❤\ufe0f and 🏳\ufe0f\u200d🌈",
        "\ufeffA text with a byte order mark",
        "A hy\u00adphen\u00adated para\u00adgraph and non\u00a0breaking space",
        "ﬁnance and oﬃce, 5½ million, 20 μm, Δt, 3 kΩ, ™ and №5",
        "Cafe\u0301 and Zu\u0308rich decomposed, as a Mac writes them",
        "\u200eשלום\u200f and a mark",
        "First line\u200b\nsecond line.\u200b Third",
    ],
)
def test_real_writing_is_never_called_an_attack(text):
    """Other scripts, accents, emoji and ordinary tools leave no suspicious change."""
    assert _suspicious(text) == []


@pytest.mark.parametrize(
    "sentence",
    ["the minister said that talks in Geneva had failed", "Ukraine war", "Berlusconi said no", "security guarantees"],
)
def test_a_passage_spelled_out_letter_by_letter_gets_its_words_back(sentence):
    """With every letter set apart the words are told from each other by what is a word."""
    view = clean("Start: " + " ".join(sentence.replace(" ", "")) + ".")
    assert view.text == f"Start: {sentence}."
    assert [note.kind for note in view.changes if note.suspicious] == ["spacing"]


def test_words_broken_by_a_space_are_mended():
    """Several fragments that make common words are an evasion; one is a misprint and stays."""
    text = "The presi dent told repor ters that the minis ter would tr avel to Germany."
    view = clean(text)
    assert view.text == "The president told reporters that the minister would travel to Germany."
    assert {note.kind for note in view.changes if note.suspicious} == {"spacing"}
    assert clean("The presi dent told reporters.").text == "The presi dent told reporters."


def test_a_text_written_in_look_alikes_throughout_reads_as_latin():
    """Replacing every letter that has a twin leaves whole words in the other script: still undone."""
    plain = "the minister said that seven people of the village were found in good health on Friday"
    disguised = plain.translate(str.maketrans("aeopcyxishktmn", "аеорсухіѕһктмп"))
    assert clean(disguised).text == plain


@pytest.mark.parametrize(
    "text", ["Он нет. Кот.", "SMSка пришла вчера, но Он не ответил", "Так NATO и ООН, СССР и ТНТ решили вчера"]
)
def test_a_word_that_only_could_be_latin_stays_in_its_text(text):
    """Russian words made of letters with Latin twins stay Russian among Russian words."""
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Russia&#8217;s &quot;red lines&quot; &amp; more&nbsp;news", 'Russia’s "red lines" & more news'),
        ("AT&amp;amp;T and &amp;#8220;x&amp;#8221;", "AT&T and “x”"),
        ("It doesnâ€™t matter, he said â€“ â€œneverâ€\x9d", "It doesn’t matter, he said – “never”"),
        ("CafÃ© MÃ¼ller, Â£5 and 20Â°C", "Café Müller, £5 and 20°C"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"),
        ("Ã¢â‚¬â„¢", "’"),
        ("Cafe\u0301", "Café"),
        ("„so“ sagte er", "“so” sagte er"),
        ("«ainsi»", "“ainsi”"),
        ("»so«, sagte er", "“so”, sagte er"),
        ("a\u2010b \u2212 c \u2014 d", "a-b - c – d"),
        ("ﬁve \u2003 ﬂags", "five   flags"),
    ],
)
def test_accidents_and_typography_are_mapped(written, meant):
    """Entities, misread UTF-8, ligatures and national quotation marks come out in one form."""
    assert clean(written).text == meant


@pytest.mark.parametrize("text", ["“CAFÉ”…", "a “TOUCHÉ” – and", "É® Ã and Â alone", "R&B, AT&T; x&y;", "É”"])
def test_text_that_only_resembles_an_accident_stays(text):
    """Accented capitals before a quotation mark and ampersands in names are not repaired away."""
    assert clean(text).text == text.replace("\u2014", "\u2013")


def test_variation_selectors_are_never_reported():
    """They may carry a content credential: normalised without a word."""
    text = "".join(f"{char}{chr(0xE0100 + at % 200)}" for at, char in enumerate("A signed text of a publisher"))
    view = clean(text)
    assert view.text == "A signed text of a publisher"
    assert view.changes == ()


def test_a_change_quotes_what_was_there_and_what_it_became():
    """The note holds the original range, the original characters and the result."""
    (note,) = clean("say U\u200bk\u200braine now").changes
    assert (note.kind, note.before, note.after) == ("zero-width", "\u200bk\u200b", "k")
    assert (note.span.start, note.span.end) == (5, 8)


def test_plain_text_passes_unchanged():
    """ASCII and curly quotes need no change and keep every offset."""
    text = "“We’ll see,” he said – and left… 100 % done.\r\nNext line\ttabbed."
    view = clean(text)
    assert view.text == text
    assert view.changes == ()
    assert view.starts.tolist() == list(range(len(text)))


def test_thousands_of_changes_are_summed_up():
    """A hostile text cannot fill a report: changes of one kind are merged, nothing is lost at the ends."""
    text = "a\u200bb cc " * 20_000
    changes = clean(text).changes
    assert 0 < len(changes) <= 500
    assert changes[0].span.start == 1
    assert changes[-1].span.end == len(text) - 5


@settings(max_examples=150, deadline=None)
@given(st.one_of(_ANY_TEXT, _TRICKS))
def test_every_character_knows_where_it_came_from(text):
    """For any Unicode text the map is increasing, inside the text, and as long as the view."""
    view = clean(text)
    assert len(view.text) == len(view.starts) == len(view.ends)
    assert bool(np.all(view.starts < view.ends))
    if len(view.text):
        assert view.starts[0] >= 0
        assert view.ends[-1] <= len(text)
        assert bool(np.all(np.diff(view.starts) >= 0))
        assert bool(np.all(np.diff(view.ends) >= 0))
    for note in view.changes:
        assert 0 <= note.span.start < note.span.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(st.one_of(_ANY_TEXT, _TRICKS))
def test_the_view_holds_no_hidden_character(text):
    """Nothing invisible, no lone surrogate, survives: the view can be encoded, hashed and compared."""
    view = clean(text)
    view.text.encode("utf-8")
    assert not set(view.text) & set("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\ufe0f\x00")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc dé.,’“”–\n", max_size=120))
def test_ordinary_letters_map_to_themselves(text):
    """Where nothing was undone, the character behind an offset is the character itself."""
    text = unicodedata.normalize("NFC", text)
    view = clean(text)
    for at, char in enumerate(view.text):
        assert text[view.starts[at]] == char


@pytest.mark.parametrize(
    "piece",
    ["&amp;", "&", "a\u200b", "a\u0301", "\u0316\u0301", "a b c d ", "Ã¢â‚¬", "аa", "ﬁ", "A", "\U0001d414", "\ud800"],
)
def test_hostile_text_takes_linear_time(piece):
    """Eight times the text takes about eight times as long, whatever it is made of."""
    text = piece * (40_000 // len(piece))

    def seconds(sample: str) -> float:
        start = time.process_time()
        clean(sample)
        return time.process_time() - start

    seconds(text[:1000])
    small = min(seconds(text) for _ in range(2))
    assert seconds(text * 4) < 40 * small + 0.5


def test_kinds_of_harmless_changes_are_named():
    """What tools produce is noted by kind, so that a report can tell it from an attack."""
    assert _kinds("oﬃce") == {"ligature"}
    assert _kinds("R&amp;D") == {"entity"}
    assert _kinds("donâ€™t") == {"mojibake"}
