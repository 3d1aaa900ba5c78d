"""Clean prose of many kinds is not accused, however often its subject's words come back."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from auditor.annotate.quotations import find_quotations
from auditor.annotate.residue import find_residue
from auditor.annotate.spun import read_spun
from auditor.model import Article, SpunReading
from auditor.text import prepare

TEXTS = tomllib.loads(Path(__file__).with_name("spun_silence.toml").read_text("utf-8"))["texts"]
KINDS = tomllib.loads(Path(__file__).with_name("spun_silence_kinds.toml").read_text("utf-8"))["texts"]


def read(text: str) -> SpunReading:
    document = prepare(Article("a", "example.org", text))
    return read_spun(document, find_quotations(document), find_residue(document))


@pytest.mark.parametrize("row", TEXTS, ids=[row["kind"] for row in TEXTS])
def test_clean_prose_is_not_accused(row: dict[str, str]) -> None:
    """Jargon, dialect, translations, older prose, learners' prose and live blogs are not called spun."""
    reading = read(row["text"])
    assert reading.verdict != "spun", (reading.probability, reading.kinds, reading.phrases)
    assert not reading.passages


def test_clean_prose_is_hardly_ever_suspicious() -> None:
    """Among these texts of odd registers one in twenty-five may be, and it shows what is odd."""
    assert sum(read(row["text"]).verdict == "suspicious" for row in TEXTS) <= len(TEXTS) / 25


def test_the_texts_are_long_enough_to_be_judged() -> None:
    """Silence is a verdict here and not an abstention for want of words."""
    assert len(TEXTS) >= 26
    assert min(len(row["text"].split()) for row in TEXTS) >= 290


def test_registers_unlike_any_that_was_learned_are_hardly_ever_accused() -> None:
    """Of twenty texts of kinds no weight was fitted on, at most two are called spun or hold a section."""
    readings = {row["kind"]: read(row["text"]) for row in KINDS}
    assert len(readings) == 20
    assert sum(reading.verdict == "spun" for reading in readings.values()) <= 2
    assert sum(reading.verdict in {"spun", "suspicious"} for reading in readings.values()) <= 4


def test_most_registers_are_judged() -> None:
    """Silence over these registers is not bought by leaving them unjudged."""
    assert sum(read(row["text"]).verdict == "abstained" for row in KINDS) <= 2
