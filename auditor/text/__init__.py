"""What an article's text is: its clean view, its words, its blocks and its language."""

from __future__ import annotations

from dataclasses import replace

from auditor.model import Article, Document, Language
from auditor.text.clean import clean
from auditor.text.language import identify
from auditor.text.segment import paragraph_blocks, segment
from auditor.text.tokens import tokenize

__all__ = ["clean", "complete", "identify", "paragraph_blocks", "prepare", "prepare_words", "segment", "tokenize"]


def prepare(article: Article, /) -> Document:
    """Make *article* ready for every later step. A declared language wins over the identified one."""
    return complete(prepare_words(article))


def prepare_words(article: Article, /) -> Document:
    """The clean view and the words of *article*, all that aligning long texts takes; no blocks, no language."""
    view = clean(article.text)
    return Document(article, view, tokenize(view), (), Language("und", 0.0))


def complete(document: Document, /) -> Document:
    """*document* with its blocks and its language."""
    article, view = document.article, document.clean
    declared = article.language.replace("_", "-").split("-")[0].strip().lower()
    language = Language(declared, 1.0) if declared.isalpha() and len(declared) in {2, 3} else identify(view.text)
    return replace(document, blocks=segment(view, document.tokens, article.title), language=language)
