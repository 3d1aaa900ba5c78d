"""What stores tell about themselves, and how they file an article."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import islice

import msgspec
import numpy as np
from numpy.typing import NDArray

from auditor.errors import StoreError
from auditor.model import Article, Document
from auditor.reuse.postings import Sketch, sketch, sketches
from auditor.reuse.words import WordHasher

_TOGETHER = 32  # articles sketched at once: more would not stay in the processor's cache


@dataclass(frozen=True, slots=True)
class StoreStats:
    """Size of a store. Byte counts are 0 for what is kept in memory."""

    articles: int
    words: int
    postings: int  #: keys filed, those of forgotten articles included until they are merged away
    pending: int  #: articles not yet in a segment
    segments: int
    forgotten: int  #: articles forgotten whose postings are not merged away yet
    text_bytes: int  #: articles as compressed
    index_bytes: int  #: all other bytes on disk
    scheme: str


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A text as a store looks it up."""

    id: str
    hashes: NDArray[np.uint64]
    sketch: Sketch


def query_of(subject: Article | Document, hasher: WordHasher) -> Query:
    """Words and keys of an article; a document that was prepared already is not read again."""
    if isinstance(subject, Document):
        article, hashes = subject.article, subject.tokens.hashes
    else:
        article, hashes = subject, hasher(subject.text)
    return Query(article.id, hashes, sketch(hashes))


def filings(articles: Sequence[Article], hasher: WordHasher) -> Iterator[tuple[NDArray[np.uint64], Sketch]]:
    """Words and keys to file each of many articles under, in order."""
    stream = hasher.many(article.text for article in articles)
    while part := list(islice(stream, _TOGETHER)):
        yield from zip(part, sketches(part), strict=True)


def key(article_id: str) -> bytes:
    """An id as the manifest keeps it; names of files may hold halves of surrogate pairs."""
    return article_id.encode("utf-8", "surrogatepass")


def name(ident: bytes) -> str:
    """The id that :func:`key` made bytes of."""
    return ident.decode("utf-8", "surrogatepass")


def encode(article: Article) -> bytes:
    """An article as MessagePack, or as JSON where its text is no valid Unicode."""
    try:
        return msgspec.msgpack.encode(article)
    except UnicodeEncodeError:
        return json.dumps(asdict(article)).encode()


def decode(body: bytes) -> Article:
    """The article that :func:`encode` wrote."""
    if body.startswith(b"{"):
        return msgspec.convert(json.loads(body), Article)
    return msgspec.msgpack.decode(body, type=Article)


def digest(article: Article) -> bytes:
    """16 bytes that change with any part of the content, but not with the file it came from."""
    return blake2b(encode(replace(article, path="", encoding="")), digest_size=16).digest()


def moment(published: str) -> float | None:
    """Seconds since 1970 of an ISO 8601 date or time (UTC unless it says otherwise), or None."""
    try:
        when = datetime.fromisoformat(published)
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def boundary(before: str) -> float:
    """The moment a user gave to prune by. Raises StoreError if it is no ISO 8601 date."""
    when = moment(before)
    if when is None:
        raise StoreError(f"cannot prune before {before!r}: give a date such as 2026-01-31")
    return when
