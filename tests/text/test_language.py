"""Which language: declared, identified, or honestly unknown."""

from __future__ import annotations

import pytest

from auditor.model import Article, Language
from auditor.text import identify, prepare

_ENGLISH = "The minister told reporters on Tuesday that the talks had been useful and would go on next week."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (_ENGLISH, "en"),
        ("Der Minister sagte am Dienstag, die Gespräche seien nützlich gewesen und würden fortgesetzt.", "de"),
        ("El ministro dijo el martes que las conversaciones habían sido útiles y que continuarían.", "es"),
        ("Министр заявил во вторник, что переговоры были полезными и продолжатся на следующей неделе.", "ru"),
        ("部长星期二对记者说，会谈很有成效，下周将继续进行。双方同意保持沟通，并讨论了安全问题。", "zh"),
    ],
)
def test_common_languages_are_told_apart(text, code):
    """The code is ISO 639-1 and the probability belongs to it."""
    language = identify(text)
    assert language.code == code
    assert 0.5 < language.probability <= 1


@pytest.mark.parametrize("text", ["", "12 34", "OK", "!!!", "\ud800"])
def test_too_little_text_is_undetermined(text):
    """A guess from a word would switch English-only steps on or off at random."""
    assert identify(text) == Language("und", 0.0)


def test_a_declared_language_wins():
    """The publisher knows: only the base subtag counts."""
    assert prepare(Article("a", "s", _ENGLISH, language="fr-CA")).language == Language("fr", 1.0)
    assert prepare(Article("a", "s", _ENGLISH, language="English language")).language.code == "en"


def test_addresses_do_not_sway_the_answer():
    """A text full of links is still in its own language."""
    assert identify("https://example.com/de/nachrichten/heute " * 5 + _ENGLISH).code == "en"
