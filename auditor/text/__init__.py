"""What an article's text is: its clean view, its words, its blocks and its language."""

from __future__ import annotations

from auditor.model import Article, Document, Language
from auditor.text.clean import clean
from auditor.text.language import identify
from auditor.text.segment import segment
from auditor.text.tokens import tokenize

__all__ = ["clean", "identify", "prepare", "segment", "tokenize"]


def prepare(article: Article, /) -> Document:
    """Make *article* ready for every later step. A declared language wins over the identified one."""
    view = clean(article.text)
    tokens = tokenize(view)
    declared = article.language.replace("_", "-").split("-")[0].strip().lower()
    language = Language(declared, 1.0) if declared.isalpha() and len(declared) in {2, 3} else identify(view.text)
    return Document(article, view, tokens, segment(view, tokens, article.title), language)
