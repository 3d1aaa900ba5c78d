"""Template text of one source, learnt from the lines its articles repeat.

Counts are kept by a stable 64-bit hash of the normalised line, so they can be learnt in parts,
stored and merged: merging is addition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import xxhash
from numpy.typing import NDArray

from auditor.annotate.residue.lines import Line, credited, lines_of
from auditor.annotate.residue.standing import names_its_makers
from auditor.model import Article, Credit, Residue, Span

_DIGITS = re.compile(r"\d+")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Templates:
    """How many of a source's articles hold each line; hashes are xxh3_64 of the normalised line."""

    articles: int = 0
    counts: Mapping[int, int] = field(default_factory=dict)

    def merged(self, other: Templates) -> Templates:
        """Both sets of articles counted together; the order does not matter."""
        counts = Counter(self.counts)
        counts.update(other.counts)
        return Templates(self.articles + other.articles, dict(sorted(counts.items())))

    def pruned(self, least: int = 2) -> Templates:
        """Without lines seen in fewer than *least* articles, to keep what is stored small."""
        return Templates(self.articles, {key: count for key, count in self.counts.items() if count >= least})


@dataclass(frozen=True, slots=True, eq=False)
class LineKeys:
    """The lines of one article that may be template text; all arrays have shape (lines,).

    Bylines, datelines and credits are none: one writer's name may stand on every article.
    """

    hashes: NDArray[np.uint64]  #: xxh3_64 of the normalised line
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    body: NDArray[np.bool_]  #: whether it reads as a paragraph of a story


def line_keys(text: str) -> LineKeys:
    """All that templates need to know of a text: about 500 bytes an article."""
    rows = list(_keys(text))
    return LineKeys(
        np.array([key for key, _ in rows], np.uint64),
        np.array([line.span.start for _, line in rows], np.int32),
        np.array([line.span.end for _, line in rows], np.int32),
        np.array([line.body for _, line in rows], np.bool_),
    )


def learn_templates(articles: Iterable[Article | LineKeys]) -> Templates:
    """Count, over the articles of one source, in how many each line occurs.

    An article most of whose paragraphs were seen before is a version of another and is left out.
    """
    counts: Counter[int] = Counter()
    counted = 0
    for article in articles:
        keys = line_keys(article.text) if isinstance(article, Article) else article
        lines = dict(zip(keys.hashes.tolist(), keys.body.tolist(), strict=True))
        paragraphs = [key for key, body in lines.items() if body]
        # A second version of an article repeats its paragraphs; that makes them no template.
        if paragraphs and sum(counts[key] > 0 for key in paragraphs) * 2 > len(paragraphs):
            continue
        counted += 1
        counts.update(lines.keys())
    return Templates(counted, dict(sorted(counts.items())))


def find_template_residue(
    article: Article | LineKeys,
    templates: Templates,
    credits_: Iterable[Credit] = (),
    *,
    least: int = 3,
    share: float = 0.05,
) -> tuple[Residue, ...]:
    """Lines of *article* that occur in at least max(*least*, *share*) of its source's articles.

    A line that holds one of the article's *credits_* is none: who owes every text to another says so under each.
    """
    needed = max(least, share * templates.articles)
    if not any(count >= needed for count in templates.counts.values()):
        return ()  # most sources have no template text: their articles need not be taken apart again
    keys = line_keys(article.text) if isinstance(article, Article) else article
    credit = credited(credits_)
    places = zip(keys.hashes.tolist(), keys.starts.tolist(), keys.ends.tolist(), strict=True)
    return tuple(
        Residue(
            Span(start, end),
            "template",
            f"stands in {templates.counts[key]} of {templates.articles} articles of the source",
        )
        for key, start, end in places
        if templates.counts.get(key, 0) >= needed and not credit.touch(Span(start, end))
    )


def merge_residue(found: Iterable[Residue]) -> tuple[Residue, ...]:
    """Residue by position, overlapping finds joined under the kind of the first and longest."""
    kept: list[Residue] = []
    for residue in sorted(found, key=lambda r: (r.span.start, -r.span.end, r.kind)):
        if kept and residue.span.start < kept[-1].span.end:
            if residue.span.end > kept[-1].span.end:
                kept[-1] = Residue(Span(kept[-1].span.start, residue.span.end), kept[-1].kind, kept[-1].reason)
            continue
        kept.append(residue)
    return tuple(kept)


def _keys(text: str) -> Iterator[tuple[int, Line]]:
    above = True
    for line in lines_of(text):
        above = above and not line.body
        if len(line.text) <= _LONGEST and line.words and not names_its_makers(line, above=above):
            normal = _DIGITS.sub("#", " ".join(line.text.casefold().split()))
            yield xxhash.xxh3_64_intdigest(normal.encode("utf-8", "surrogatepass")), line
