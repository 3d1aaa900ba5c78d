"""Files that are not UTF-8 are read as what they are."""

from __future__ import annotations

import pytest

from auditor.readers.decoding import decode

FRENCH = "Je crois que le gouvernement a tort: il faut dire la vérité, cette politique est un désastre. " * 12
POLISH = "Zażółć gęślą jaźń, powiedział minister. Rząd podjął decyzję o budowie mostu nad rzeką. " * 12
RUSSIAN = "Правительство приняло решение о строительстве моста через реку, сообщил министр. " * 12


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "latin-1"), (FRENCH, "cp1252"), ("The café’s owner said “no”. " * 20, "cp1252"), (RUSSIAN, "cp1251")],
)
def test_the_text_comes_back(text, encoding):
    """Repetitive and short texts too; the encoding is named for the report."""
    decoded, name = decode(text.encode(encoding))
    assert decoded == text
    assert name


def test_central_european_letters_are_not_mistaken_for_asian_ones():
    """Whatever the guess, letters of one byte stay one letter each."""
    decoded, _ = decode(POLISH.encode("cp1250"))
    assert len(decoded) == len(POLISH)
