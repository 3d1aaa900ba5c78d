"""Two hundred sentences written in two ways, most as a newsroom may, some as it may not."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from writing import CHOIR, FARMERS, HARBOUR, MUSEUM, compared

PAIRS = tomllib.loads(Path(__file__).with_name("relate_pairs.toml").read_text("utf-8"))
_EITHER = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_CHARGES = {"altered-quotation", "changed-number", "changed-date", "changed-name", "negation"}
FORMS = {
    "copy": (f"{MUSEUM}\n\n{{}}\n\n{HARBOUR}",) * 2,
    "sentence": (f"{MUSEUM}\n\n{{}}", f"{FARMERS}\n\n{CHOIR} {{}}"),
}


def charges(text: str, form: str, *, turned: bool) -> set[str]:
    """Kinds of what is charged between the two ways to write *text*, in a copy or alone in two stories."""
    ways = [_EITHER.sub(lambda match: match[way], text) for way in ((2, 1) if turned else (1, 2))]  # noqa: B023
    left, right = (story.format(way) for story, way in zip(FORMS[form], ways, strict=True))
    return {relation.kind for match in compared(left, right) for relation in match.relations} & _CHARGES


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", [text for _, text in PAIRS["honest"]], ids=[name for name, _ in PAIRS["honest"]])
def test_an_honest_newsroom_is_not_accused(text, form):
    """Units, rounding, zones, spellings, short names and edited quotations say the same, whichever came first."""
    assert not charges(text, form, turned=False)
    assert not charges(text, form, turned=True)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", [text for _, text in PAIRS["dishonest"]], ids=[name for name, _ in PAIRS["dishonest"]])
def test_a_changed_fact_or_word_is_told(text, form):
    """One figure, name, opposite or quoted word is found, whichever came first."""
    assert charges(text, form, turned=False)
    assert charges(text, form, turned=True)
