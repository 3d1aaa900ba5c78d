"""Another place in a row: third for second."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Relation
from auditor.reuse.align import Step
from auditor.reuse.relate.lexicon import words
from auditor.reuse.relate.passage import Passage, words_span

_ORDINALS = words("ordinals")


def changed_ordinals(passage: Passage) -> Iterator[tuple[int, Relation]]:
    """Ordinals that face each other and differ, each with the number of its step."""
    left, right = passage.left.tokens.words, passage.right.tokens.words
    for number, step in enumerate(passage.alignment.steps):
        if step.op == "replace" and step.a1 - step.a0 == step.b1 - step.b0 == 1:
            one, two = left[step.a0], right[step.b0]
            joined = any(
                document.article.text[document.tokens.starts[at] - 1 : document.tokens.starts[at]] == "-"
                for document, at in ((passage.left, step.a0), (passage.right, step.b0))
            )  # "twenty-first" is a quantity
            if one != two and one in _ORDINALS and two in _ORDINALS and not joined:
                yield number, _relation(passage, step)


def _relation(passage: Passage, step: Step) -> Relation:
    one, two = words_span(passage.left, step.a0, step.a1), words_span(passage.right, step.b0, step.b1)
    texts = passage.left.article.text, passage.right.article.text
    return Relation("changed-number", one, two, texts[0][one.start : one.end], texts[1][two.start : two.end])
