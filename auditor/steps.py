"""The steps of the line, each a module-level function that can be sent to another process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.annotate.reading import annotate
from auditor.annotate.residue import find_template_residue, learn_templates
from auditor.model import Article, Document, Match, Reading, Skipped
from auditor.protocols import Engine
from auditor.readers import read
from auditor.reuse.origin import infer_origin
from auditor.reuse.pairs import compare_documents
from auditor.settings import Settings
from auditor.text import prepare

Known = tuple[Document, Reading]


def read_articles(
    corpus: str | Path | Iterable[str | Path | Article], settings: Settings
) -> tuple[list[Article], list[Skipped]]:
    """Articles sorted by id, whatever order they came in, and what could not be read.

    An article read twice is skipped with that reason; another text under a known id gets ``~2``.
    """
    rows = [corpus] if isinstance(corpus, str | Path) else list(corpus)
    found = [row for row in rows if isinstance(row, Article)]
    skipped: list[Skipped] = []
    for item in read([Path(row) for row in rows if isinstance(row, str | Path)], max_bytes=settings.max_bytes):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            found.append(item)
    articles: dict[str, Article] = {}
    for article in sorted(found, key=lambda a: (a.id, a.path, a.source)):
        earlier = articles.get(article.id)
        if not article.text.strip():
            skipped.append(Skipped(article.path or article.id, "holds no text"))
        elif earlier and (earlier.text, earlier.source) == (article.text, article.source):
            skipped.append(Skipped(article.path or article.id, f"is the same article as {article.id}, read before"))
        else:
            unique = _unique(article.id, articles)
            articles[unique] = replace(article, id=unique)
    return list(articles.values()), skipped


def read_known(article: Article) -> Known | Skipped:
    """Prepare and annotate one article; an article that defeats a step is named, not dropped."""
    try:
        document = prepare(article)
        return document, annotate(document)
    except Exception as error:  # noqa: BLE001  # one bad article must not end an audit of thousands
        return Skipped(article.path or article.id, f"could not be read: {type(error).__name__}: {error}")


def with_templates(known: Sequence[Known], engine: Engine) -> list[Known]:
    """Add the residue that only shows when a source's articles are seen together."""
    templates = {
        source: learn_templates([document for document, _ in rows])
        for source, rows in engine.group(lambda pair: pair[0].article.source, known)
    }
    result: list[Known] = []
    for document, reading in known:
        extra = find_template_residue(document, templates[document.article.source])
        fresh = [r for r in extra if not any(r.span.overlap(old.span) for old in reading.residue)]
        residue = tuple(sorted((*reading.residue, *fresh), key=lambda r: r.span))
        result.append((document, replace(reading, residue=residue) if fresh else reading))
    return result


def compare_known(pair: tuple[Known, Known], *, profile: str) -> tuple[Match, ...]:
    """The passages two annotated articles share."""
    (left_document, left), (right_document, right) = pair
    return compare_documents(left_document, left, right_document, right, profile)


def with_origins(matches: Sequence[Match], known: Sequence[Known]) -> list[Match]:
    """Matches in report order, each with who likely wrote it first, or an abstention."""
    readings = {reading.article.id: reading for _, reading in known}
    result = [
        replace(match, origin=infer_origin(match, readings[match.left.article], readings[match.right.article]))
        for match in matches
    ]
    return sorted(result, key=lambda match: (match.left, match.right))


def _unique(wanted: str, taken: dict[str, Article]) -> str:
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}~{number}"
    return name
