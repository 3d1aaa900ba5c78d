"""The steps of the line, each a module-level function that can be sent to another process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from auditor import registry
from auditor.annotate.credits import outlets_with
from auditor.annotate.reading import annotate
from auditor.annotate.residue import LineKeys, find_template_residue, learn_templates, line_keys, merge_residue
from auditor.errors import AuditorError
from auditor.model import Article, Document, Match, Outlet, Reading, Reply, Skipped
from auditor.protocols import Engine
from auditor.readers import Frame, articles_of_frame, read
from auditor.reuse.candidates import Fingerprint, fingerprint
from auditor.reuse.origin import infer_origins
from auditor.reuse.pairs import compare_documents
from auditor.settings import Settings
from auditor.stores.records import mistyped
from auditor.text import prepare

#: Documents kept ready while pairs are compared: pairs of one article come one after another.
_READY = 512
#: Articles of a source among which a line can repeat often enough to be template text.
_REPEATED = 3


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is worked out of one article before it meets others."""

    reading: Reading
    prints: Fingerprint
    lines: LineKeys


def read_articles(
    corpus: str | Path | Frame | Iterable[str | Path | Article | Skipped], settings: Settings
) -> tuple[list[Article], list[Skipped]]:
    """Articles sorted by id, whatever order they came in, and what could not be read.

    An article read twice is skipped with that reason; another text under a known id gets ``~2``. Raises AuditorError
    for the empty path, which is a slip and not the working directory.
    """
    if isinstance(corpus, Article):
        raise TypeError("a corpus holds paths and articles: give a list, [article]")
    given = articles_of_frame(corpus) if isinstance(corpus, Frame) else corpus
    rows: list[object] = [given] if isinstance(given, str | Path) else list(given)
    odd = next((row for row in rows if not isinstance(row, str | Path | Article | Skipped)), None)
    if odd is not None:
        raise TypeError(f"a corpus holds paths and articles, not {type(odd).__name__}")
    if "" in [row for row in rows if isinstance(row, str)]:
        raise AuditorError("the path is empty: give '.' for the working directory")
    found = [row for row in rows if isinstance(row, Article)]
    skipped = [row for row in rows if isinstance(row, Skipped)]
    paths = [Path(row) for row in rows if isinstance(row, str | Path)]
    for item in read(paths, registry.readers(settings.max_bytes)):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            found.append(item)
    articles: dict[str, Article] = {}
    skipped += [Skipped(str(article.path or article.id), wrong) for article in found if (wrong := mistyped(article))]
    found = [article for article in found if not mistyped(article)]
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


def read_known(article: Article, *, outlets: tuple[Outlet, ...] = ()) -> Known | Skipped:
    """Prepare, annotate and fingerprint one article; one that defeats a step is named, not dropped.

    *outlets* are those known beside the package's own.
    """
    try:
        document = prepare(article)
        return Known(annotate(document, outlets_with(outlets)), fingerprint(document), line_keys(article.text))
    except Exception as error:  # noqa: BLE001  # one bad article must not end an audit of thousands
        return Skipped(article.path or article.id, f"could not be read: {type(error).__name__}: {error}")


def with_templates(known: Sequence[Known], engine: Engine) -> list[Known]:
    """Add the residue that only shows when a source's articles are seen together."""
    templates = {
        source: learn_templates(row.lines for row in rows).pruned(_REPEATED)
        for source, rows in engine.group(lambda row: row.reading.article.source, known)
        if len(rows) >= _REPEATED
    }
    result: list[Known] = []
    for row in known:
        reading = row.reading
        template = templates.get(reading.article.source)
        extra = find_template_residue(row.lines, template, reading.credits) if template else ()
        residue = merge_residue((*reading.residue, *extra)) if extra else reading.residue
        result.append(row if residue == reading.residue else replace(row, reading=replace(reading, residue=residue)))
    return result


def answered(readings: Iterable[Reading], settings: Settings) -> tuple[tuple[Reply, ...], list[Skipped]]:
    """The publishers' replies that concern sources of the report, and those that concern none of them.

    A reply may call its source by any name the table of outlets knows.
    """
    known = outlets_with(settings.outlets)
    sources = sorted({reading.article.source for reading in readings})
    found: list[Reply] = []
    skipped: list[Skipped] = []
    for reply in settings.replies:
        named = [source for source in sources if source == reply.source or known.same(source, reply.source)]
        found += [replace(reply, source=source) for source in named]
        if not named:
            skipped.append(Skipped(f"reply of {reply.source}", "the report has no article of this source"))
    return tuple(sorted(found)), skipped


def compare_known(pair: tuple[Reading, Reading], *, profile: str) -> tuple[Match, ...] | Skipped:
    """The passages two annotated articles share; a pair that defeats the aligner is named, not dropped."""
    left, right = pair
    try:
        return compare_documents(_ready(left.article), left, _ready(right.article), right, profile)
    except Exception as error:  # noqa: BLE001  # one bad pair must not end an audit of thousands
        names = f"{left.article.id} against {right.article.id}"
        return Skipped(names, f"could not be compared: {type(error).__name__}: {error}")


def with_origins(
    matches: Iterable[Match], readings: Iterable[Reading], outlets: tuple[Outlet, ...] = ()
) -> list[Match]:
    """Matches in report order, each with who likely wrote it first, or an abstention."""
    by_id = {reading.article.id: reading for reading in readings}
    ordered = sorted(matches, key=lambda match: (match.left, match.right))
    return list(infer_origins(ordered, by_id, outlets=outlets_with(outlets)))


@lru_cache(maxsize=_READY)
def _ready(article: Article) -> Document:
    return prepare(article)


def _unique(wanted: str, taken: dict[str, Article]) -> str:
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}~{number}"
    return name
