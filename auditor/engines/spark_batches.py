"""What Spark's workers do with Arrow batches while pairs are looked for: pure functions from columns to columns.

The schemas, in SQL, name the columns that go from one step to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from auditor.reuse import fingerprint as prints
from auditor.reuse.candidates import ARTICLE_JACCARD, PASSAGE_JACCARD, Fingerprint, article_bits, passage_bits
from auditor.reuse.joint import AT_ONCE
from auditor.reuse.lookup import HOT, THOROUGH, Query
from auditor.reuse.postings import Sketch
from auditor.reuse.segments import low_words
from auditor.reuse.spread import Postings, places_to_verify, window_bits
from auditor.reuse.windows import WIDTH

if TYPE_CHECKING:
    import pyarrow as pa

#: A row of fingerprints, as SQL: the number of the article and the raw content of its arrays.
KEPT = "number long, words binary, hashes binary, keys binary, positions binary, signature binary, passages binary"
NAMES = tuple(column.split()[0] for column in KEPT.split(", "))
KEYS = "key long, article long, position long"
ANSWERS = "batch long, key long, count long, articles array<long>, places array<long>"
BUCKETS = "band int, code long, article long, passage long"
MATES = "earlier long, earlier_passage long, later long, later_passage long"
PLACES = "later long, earlier long, block long, begin long, least double, words binary, gain binary"
BITS = "later long, earlier long, block long, bits double"
SCORED = "earlier long, later long, score double, jaccard double"
SIGNATURES = "article long, passage long, signature binary"
# In the place of a passage and of a block: those of a whole article, and a block for passages found by MinHash.
WHOLE, PASSAGE = -1, -2
WINDOW = WIDTH * 2  # bytes


def kept_row(number: int, article: Fingerprint) -> tuple[int, bytes, bytes, bytes, bytes, bytes, bytes]:
    """A row of ``KEPT``."""
    return (
        number,
        low_words(article.hashes).tobytes(),
        article.hashes.tobytes(),
        article.sketch.keys.tobytes(),
        article.sketch.positions.tobytes(),
        article.signature.tobytes(),
        article.passages.tobytes(),
    )


def each_batch(
    work: Callable[[pa.RecordBatch], dict[str, Any]], schema: str
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """*work* on every batch, for ``mapInArrow``."""

    def over(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            if batch.num_rows:
                yield _batch(work(batch), schema)

    return over


def each_run(
    work: Callable[[pa.RecordBatch], dict[str, Any]], schema: str, by: tuple[str, ...]
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """:func:`each_batch` for sorted rows: those equal in *by* are never parted."""

    def over(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa  # noqa: PLC0415

        held: list[pa.RecordBatch] = []
        for batch in batches:
            if not batch.num_rows:
                continue
            held.append(batch)
            if all(held[0][name][0] == batch[name][-1] for name in by):
                continue  # one run so far
            table = pa.Table.from_batches(held).combine_chunks().to_batches()[0]
            last = int(_run_starts(table, by)[-1])
            yield _batch(work(table.slice(0, last)), schema)
            held = [table.slice(last)]
        if held:
            yield _batch(work(pa.Table.from_batches(held).combine_chunks().to_batches()[0]), schema)

    return over


def _run_starts(batch: pa.RecordBatch, by: tuple[str, ...]) -> NDArray[np.int64]:
    fresh = np.ones(batch.num_rows, np.bool_)
    fresh[1:] = False
    for name in by:
        column = _numbers(batch[name])
        fresh[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(fresh)


def _batch(columns: dict[str, Any], schema: str) -> pa.RecordBatch:
    """Arrow columns of a schema in SQL; rows of a two-dimensional array are binary values."""
    import pyarrow as pa  # noqa: PLC0415

    kinds = {"long": pa.int64(), "int": pa.int32(), "double": pa.float64()}
    made = []
    for field in schema.split(", "):
        name, kind = field.split()
        column = columns[name]
        if kind == "binary" and isinstance(column, np.ndarray):
            column = _binary(column)
        made.append(column if isinstance(column, pa.Array) else pa.array(column, kinds[kind]))
    return pa.record_batch(made, names=[field.split()[0] for field in schema.split(", ")])


def _binary(table: NDArray[Any]) -> pa.Array:
    import pyarrow as pa  # noqa: PLC0415

    width = table.itemsize * table.shape[1]
    offsets = pa.py_buffer((np.arange(len(table) + 1) * width).astype(np.int32).tobytes())
    return pa.Array.from_buffers(pa.binary(), len(table), [None, offsets, pa.py_buffer(table.tobytes())])


def _arrays(column: Any, kind: type[np.generic]) -> list[NDArray[Any]]:
    return [np.frombuffer(value.as_buffer(), kind) for value in column]


def _table(column: Any, kind: type[np.generic], width: int) -> NDArray[Any]:
    """Binary values of one size as rows of an array."""
    return np.frombuffer(b"".join(column.to_pylist()), kind).reshape(-1, width)


def _numbers(column: Any) -> NDArray[np.int64]:
    return np.asarray(column.to_numpy(zero_copy_only=False), np.int64)


def keys_of(batch: pa.RecordBatch) -> dict[str, Any]:
    """The postings of articles."""
    keys = _arrays(batch["keys"], np.uint64)
    return {
        "key": np.concatenate(keys).astype(np.int64),
        "article": np.repeat(_numbers(batch["number"]), [len(some) for some in keys]),
        "position": np.concatenate(_arrays(batch["positions"], np.int32)),
    }


def answers(batch: pa.RecordBatch) -> dict[str, Any]:
    """For keys that two or more articles have: the earliest of these, once for each batch that asks."""
    import pyarrow as pa  # noqa: PLC0415

    starts = _run_starts(batch, ("key",))
    counts = np.diff(np.append(starts, batch.num_rows))
    run = np.repeat(np.arange(len(starts)), counts)
    group = _numbers(batch["article"]) // AT_ONCE
    fresh = np.append(True, (group[1:] != group[:-1]) | (run[1:] != run[:-1]))
    asking = np.flatnonzero(fresh & (counts[run] > 1))
    mine = run[asking]
    sizes = np.minimum(counts[mine], THOROUGH.earliest)
    ends = np.cumsum(sizes)
    rows = np.repeat(starts[mine] - ends + sizes, sizes) + np.arange(ends[-1] if len(ends) else 0)
    offsets = pa.array(np.append(0, ends), pa.int32())
    lists = (
        pa.ListArray.from_arrays(offsets, pa.array(_numbers(batch[name])[rows])) for name in ("article", "position")
    )
    found = dict(zip(("articles", "places"), lists, strict=True))
    return {"batch": group[asking], "key": _numbers(batch["key"])[asking], "count": counts[mine], **found}


def buckets_of(batch: pa.RecordBatch) -> dict[str, Any]:
    """Where articles and passages go; bands of passages are numbered on from those of articles."""
    numbers, table = _numbers(batch["number"]), _table(batch["signature"], np.uint32, prints.SCHEME.permutations)
    worded = _numbers(batch["size"]) >= prints.SCHEME.article_shingle
    whole = list(prints.band_codes(table[worded], ARTICLE_JACCARD))
    table, owners, passages = _passage_table(batch)
    parts = list(prints.band_codes(table, PASSAGE_JACCARD))
    sizes = [int(worded.sum())] * len(whole) + [len(table)] * len(parts)
    return {
        "band": np.repeat(np.arange(len(sizes)), sizes),
        "code": np.concatenate([*whole, *parts]).view(np.int64),
        "article": np.concatenate([np.tile(numbers[worded], len(whole)), np.tile(owners, len(parts))]),
        "passage": np.concatenate([np.full(sizes[0] * len(whole), WHOLE), np.tile(passages, len(parts))]),
    }


def mates(batch: pa.RecordBatch) -> dict[str, Any]:
    """Each row of a bucket with the earliest ones, of other articles, that come before it."""
    starts = _run_starts(batch, ("band", "code"))
    run = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, batch.num_rows))).astype(np.uint64)
    article, passage = _numbers(batch["article"]), _numbers(batch["passage"])
    one, two = prints.bucket_pairs(run, np.arange(len(run)), HOT).T
    apart = article[one] != article[two]
    one, two = one[apart], two[apart]
    return {
        "earlier": article[one],
        "earlier_passage": passage[one],
        "later": article[two],
        "later_passage": passage[two],
    }


def fresh_mates(batch: pa.RecordBatch) -> dict[str, Any]:
    """Each pair once, and of whole articles no more than a look-up in one machine's index gives."""
    columns = {name: _numbers(batch[name]) for name in ("earlier", "earlier_passage", "later", "later_passage")}
    fresh = np.flatnonzero(np.isin(np.arange(batch.num_rows), _run_starts(batch, tuple(columns))))
    columns = {name: column[fresh] for name, column in columns.items()}
    later = columns["later"]
    whole = columns["later_passage"] == WHOLE  # sorted before the passages of its article
    kept = ~whole | (np.arange(len(later)) - np.searchsorted(later, later) < prints.MOST_COPIES)
    return {name: column[kept] for name, column in columns.items()}


def signatures_of(batch: pa.RecordBatch) -> dict[str, Any]:
    """Of articles and of their passages."""
    import pyarrow as pa  # noqa: PLC0415

    numbers = _numbers(batch["number"])
    table, owners, passages = _passage_table(batch)
    return {
        "article": np.concatenate([numbers, owners]),
        "passage": np.concatenate([np.full(len(numbers), WHOLE), passages]),
        "signature": pa.concat_arrays([batch["signature"], _binary(table)]),
    }


def _passage_table(batch: pa.RecordBatch) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
    """Signatures of the passages of some articles, the articles, and the passages' numbers in them."""
    table = _table(batch["passages"], np.uint32, prints.PASSAGE_PERMUTATIONS)
    counts = np.array([len(some) for some in _arrays(batch["passages"], np.uint32)]) // prints.PASSAGE_PERMUTATIONS
    number = np.arange(len(table)) - np.repeat(np.cumsum(counts) - counts, counts)
    return table, np.repeat(_numbers(batch["number"]), counts), number


def places_of_batch(total: int) -> Callable[[pa.Table, pa.Table], pa.Table]:
    """What becomes of one batch of articles and the answers to their keys, for ``applyInArrow``."""

    def work(answers: pa.Table, asking: pa.Table) -> pa.Table:
        import pyarrow as pa  # noqa: PLC0415

        asking, answers = asking.combine_chunks().sort_by("number"), answers.combine_chunks().sort_by("key")
        hashes, keys = (_arrays(asking[name], np.uint64) for name in ("hashes", "keys"))
        sketches = map(Sketch, keys, _arrays(asking["positions"], np.int32))
        queries = [Query(sketch, own) for sketch, own in zip(sketches, hashes, strict=True)]
        first = asking["number"][0].as_py() if queries else 0
        lists = answers["articles"].combine_chunks(), answers["places"].combine_chunks()
        sizes = _numbers(lists[0].value_lengths())
        postings = Postings(
            _numbers(answers["key"]).astype(np.uint64),
            _numbers(answers["count"]),
            np.concatenate([[0], np.cumsum(sizes)]),
            *(_numbers(some.flatten()) for some in lists),
        )
        found = places_to_verify(first, queries, postings, total)
        columns = {
            name: getattr(found, name) for name in ("later", "earlier", "block", "begin", "least", "words", "gain")
        }
        return pa.Table.from_batches([_batch(columns, PLACES)])

    return work


def verified(batch: pa.RecordBatch) -> dict[str, Any]:
    """Places whose words, now side by side, share a passage."""
    bits = window_bits(
        _table(batch["words"], np.uint16, WIDTH),
        _table(batch["gain"], np.int16, WIDTH),
        _numbers(batch["begin"]),
        _table(batch["filed"], np.uint16, WIDTH),
        _numbers(batch["size"]),
    )
    good = bits >= batch["least"].to_numpy()
    found = {name: _numbers(batch[name])[good] for name in ("later", "earlier", "block")}
    return {**found, "bits": bits[good]}


def _similarity(batch: pa.RecordBatch, width: int) -> NDArray[np.float64]:
    """Estimated Jaccard similarity of the two signatures of each row."""
    left, right = (_table(batch[f"{side}_signature"], np.uint32, width) for side in ("earlier", "later"))
    similar: NDArray[np.float64] = (left == right).mean(axis=1)
    return similar


def alike(batch: pa.RecordBatch) -> dict[str, Any]:
    """Passages that are similar enough, and all pairs of whole articles."""
    whole = _numbers(batch["later_passage"]) == WHOLE
    parts = batch.filter(_mask(~whole))
    similar = _similarity(parts, prints.PASSAGE_PERMUTATIONS)
    good = np.flatnonzero(similar >= PASSAGE_JACCARD)
    copies = int(whole.sum())
    columns = {
        name: np.concatenate([_numbers(batch[name])[whole], _numbers(parts[name])[good]])
        for name in ("earlier", "later")
    }
    bits = [passage_bits(jaccard) for jaccard in similar[good].tolist()]
    return {
        **columns,
        "block": np.repeat([WHOLE, PASSAGE], [copies, len(good)]),
        "bits": np.concatenate([np.zeros(copies), np.array(bits, np.float64)]),
    }


def _mask(chosen: NDArray[np.bool_]) -> pa.Array:
    import pyarrow as pa  # noqa: PLC0415

    return pa.array(chosen)


def estimated(batch: pa.RecordBatch) -> dict[str, Any]:
    """Scores of pairs and their estimated similarity."""
    similar = _similarity(batch, prints.SCHEME.permutations)
    scores = np.maximum(batch["shared"].to_numpy(), batch["similar"].to_numpy()).tolist()
    words = zip(_numbers(batch["earlier_words"]).tolist(), _numbers(batch["later_words"]).tolist(), strict=True)
    for at, (copy, sizes) in enumerate(zip(batch["copy"].to_pylist(), words, strict=True)):
        if copy:
            scores[at] = max(scores[at], article_bits(float(similar[at]), *sizes))
    return {"earlier": batch["earlier"], "later": batch["later"], "score": scores, "jaccard": similar}
