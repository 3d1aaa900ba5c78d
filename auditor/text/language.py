"""Which language a text is in (py3langid: Lui & Baldwin 2012, naive Bayes over byte n-grams)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from auditor.model import Language

#: Below this many letters the answer would be a guess.
FEWEST_LETTERS = 20
_PART = 450
_SPACES = re.compile(r"\s+")
_ADDRESS = re.compile(r"https?://\S{1,300}|\S{1,64}@\S{1,64}")


def identify(text: str, /) -> Language:
    """The language of *text* from at most 1,350 characters of its start, middle and end."""
    if len(text) > 3 * _PART:
        middle = (len(text) - _PART) // 2
        text = f"{text[:_PART]} {text[middle : middle + _PART]} {text[-_PART:]}"
    sample = _ADDRESS.sub(" ", text)
    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
        return Language("und", 0.0)
    sample = _SPACES.sub(" ", sample).encode("utf-8", "replace").decode("utf-8")
    code, probability = _identifier().classify(sample)
    return Language(str(code), round(float(probability), 4))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a second to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
