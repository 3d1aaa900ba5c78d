"""What stores tell about themselves, and how they write an article down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b

import msgspec

from auditor.errors import StoreError
from auditor.model import Article, Document

_TEXTS = ("id", "source", "text", "title", "byline", "published", "url", "language", "path")


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


def mistyped(article: Article) -> str:
    """Which field of *article* is no text though it has to be, empty if all are."""
    wrong = next((name for name in _TEXTS if not isinstance(getattr(article, name), str)), None)
    return f"its {wrong} is {type(getattr(article, wrong)).__name__}, not text" if wrong else ""


def sound(articles: Iterable[Article]) -> Iterator[Article]:
    """*articles* one by one. Raises StoreError at one with a field that is no text, TypeError at what is no article."""
    if isinstance(articles, Article | str):
        raise TypeError(f"a store takes several articles at once: give a list, not {type(articles).__name__}")
    for article in articles:
        if not isinstance(article, Article):
            raise TypeError(f"a store takes auditor.Article, not {type(article).__name__}")
        if wrong := mistyped(article):
            raise StoreError(f"article {article.id!r} cannot be stored: {wrong}")
        yield article


def askable(subjects: Iterable[Article | Document]) -> Iterator[Article | Document]:
    """*subjects* one by one. Raises StoreError at one whose text is none, TypeError at what is no article."""
    for subject in subjects:
        if not isinstance(subject, Article | Document):
            raise TypeError(f"a store looks up articles, not {type(subject).__name__}")
        if isinstance(subject, Article) and not isinstance(subject.text, str):
            raise StoreError(f"article {subject.id!r} cannot be looked up: its text is {type(subject.text).__name__}")
        yield subject


def key(article_id: str) -> bytes:
    """An id as the manifest keeps it; names of files may hold halves of surrogate pairs."""
    return article_id.encode("utf-8", "surrogatepass")


def name(ident: bytes) -> str:
    """The id that :func:`key` made bytes of."""
    return ident.decode("utf-8", "surrogatepass")


def id_of(subject: Article | Document) -> str:
    """The id of an article, prepared or not."""
    return subject.article.id if isinstance(subject, Document) else subject.id


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
    return inscribed(article)[0]


def inscribed(article: Article) -> tuple[bytes, bytes]:
    """The :func:`digest` of an article, and the article as :func:`encode` writes it."""
    body = encode(article)
    located = article.path or article.encoding
    content = encode(replace(article, path="", encoding="")) if located else body
    return blake2b(content, digest_size=16).digest(), body


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
