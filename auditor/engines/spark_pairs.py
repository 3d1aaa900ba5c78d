"""Which articles are worth aligning, worked out by Spark's workers; the answer is that of ``reuse.candidates``.

Fingerprints lie as rows with the workers. Postings are shuffled by key, and of each key only the
earliest articles are kept, so a key that everybody has costs each of them the same; then by batches of
articles, which weigh their hits; then by article, to put the words of both sides next to each other.
Buckets of the two kinds of MinHash go the same way. What reaches the driver is one row per pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from auditor.reuse import fingerprint as prints
from auditor.reuse.candidates import (
    ARTICLE_JACCARD,
    PASSAGE_JACCARD,
    Fingerprint,
    Pair,
    article_bits,
    passage_bits,
    strongest,
)
from auditor.reuse.joint import AT_ONCE
from auditor.reuse.lookup import HOT, THOROUGH, Query
from auditor.reuse.postings import Sketch
from auditor.reuse.segments import low_words
from auditor.reuse.spread import Postings, places_to_verify, window_bits
from auditor.reuse.windows import WIDTH

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

#: A row of fingerprints, as SQL: the number of the article and the raw content of its arrays.
KEPT = "number long, words binary, hashes binary, keys binary, positions binary, signature binary, passages binary"
NAMES = tuple(column.split()[0] for column in KEPT.split(", "))
_KEYS = "key long, article long, position long"
_BUCKETS = "band int, code long, article long, passage long"
_PLACES = "later long, earlier long, block long, begin long, least double, words binary, gain binary"
_BITS = "later long, earlier long, block long, bits double"
_PAIRS = "earlier long, later long, score double"
_SCORED = "earlier long, later long, score double, jaccard double"
_PASSAGES = "article long, passage long, signature binary"
_WINDOW = WIDTH * 2  # bytes


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


def kept_fingerprints(rows: DataFrame, *, whole: bool) -> Iterator[tuple[int, Fingerprint]]:
    """Fingerprints from rows of ``KEPT``, with their numbers; unless *whole*, words are counted only."""
    if not whole:
        rows = rows.selectExpr("number", "cast(length(words) / 2 as long) as size", "keys", "positions", "signature")
    for batch in rows.toArrow().to_batches():
        for row in batch.to_pylist():
            if whole:
                hashes = np.frombuffer(row["hashes"], np.uint64)
                passages = np.frombuffer(row["passages"], np.uint32)
            else:
                hashes, passages = np.broadcast_to(np.uint64(0), row["size"]), np.empty(0, np.uint32)
            sketch = Sketch(np.frombuffer(row["keys"], np.uint64), np.frombuffer(row["positions"], np.int32))
            signature = np.frombuffer(row["signature"], np.uint32)
            yield (
                row["number"],
                Fingerprint(hashes, sketch, signature, passages.reshape(-1, prints.PASSAGE_PERMUTATIONS)),
            )


def pairs_from(found: pa.Table) -> tuple[Pair, ...]:
    """The strongest of the pairs that :func:`proposals` found, in order."""
    columns = [found[name].to_pylist() for name in ("earlier", "later", "score", "jaccard")]
    rows = {(left, right): (score, jaccard) for left, right, score, jaccard in zip(*columns, strict=True)}
    chosen = strongest({pair: score for pair, (score, _) in rows.items()})
    return tuple(Pair(*pair, *rows[pair]) for pair in sorted(chosen))


def proposals(articles: DataFrame, total: int) -> DataFrame:
    """Pairs that share text, as ``_SCORED`` rows; *articles* are ``KEPT`` rows numbered from 0 to *total* - 1."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    found = (
        _by_postings(articles, total)
        .select("earlier", "later", "score", f.lit(False).alias("copy"))
        .unionAll(_by_passage(articles).select("earlier", "later", "score", f.lit(False).alias("copy")))
        .unionAll(
            _by_article(articles).select("earlier", "later", f.lit(0.0).alias("score"), f.lit(True).alias("copy"))
        )
        .groupBy("earlier", "later")
        .agg(f.max("score").alias("score"), f.max("copy").alias("copy"))
    )
    sizes = f.expr("cast(length(words) / 2 as long)")
    for side in ("earlier", "later"):
        one = articles.select(
            f.col("number").alias(side), f.col("signature").alias(f"{side}_signature"), sizes.alias(f"{side}_words")
        )
        found = found.join(one, side)
    return found.mapInArrow(_each_batch(_estimated, _SCORED), _SCORED)


def _by_postings(articles: DataFrame, total: int) -> DataFrame:
    from pyspark.sql import Window  # noqa: PLC0415
    from pyspark.sql import functions as f  # noqa: PLC0415

    keys = articles.select("number", "keys", "positions").mapInArrow(_each_batch(_keys_of, _KEYS), _KEYS)
    same = Window.partitionBy("key")
    shared = (
        keys.withColumn("count", f.count("*").over(same))
        .where("count > 1")
        .withColumn("rank", f.row_number().over(same.orderBy("article")))
    )
    earliest = (
        shared.where(f.col("rank") <= THOROUGH.earliest)
        .groupBy("key", "count")
        .agg(f.array_sort(f.collect_list(f.struct("article", "position"))).alias("postings"))
        .select("key", "count", f.col("postings.article").alias("articles"), f.col("postings.position").alias("places"))
    )
    asked = shared.select("key", f.floor(f.col("article") / AT_ONCE).alias("batch")).distinct()
    answers = asked.join(earliest, "key")
    asking = articles.select(f.floor(f.col("number") / AT_ONCE).alias("batch"), "number", "hashes", "keys", "positions")
    places = answers.groupBy("batch").cogroup(asking.groupBy("batch")).applyInArrow(_batch_of(total), _PLACES)
    filed = articles.select(
        f.col("number").alias("earlier"),
        f.col("words").alias("filed"),
        f.expr("cast(length(words) / 2 as long)").alias("size"),
    )
    window = f.expr(f"rpad(substring(filed, cast(2 * greatest(begin, 0) + 1 as int), {_WINDOW}), {_WINDOW}, x'00')")
    return (
        places.join(filed, "earlier")
        .select("later", "earlier", "block", "begin", "least", "words", "gain", "size", window.alias("filed"))
        .mapInArrow(_each_batch(_verified, _BITS), _BITS)
        .groupBy("earlier", "later", "block")
        .agg(f.max("bits").alias("bits"))
        .groupBy("earlier", "later")
        .agg(f.sum("bits").alias("score"))
    )


def _by_article(articles: DataFrame) -> DataFrame:
    """What ``fingerprint.similar_articles`` proposes, with no score yet."""
    from pyspark.sql import Window  # noqa: PLC0415
    from pyspark.sql import functions as f  # noqa: PLC0415

    worded = articles.where(f"length(words) >= {2 * prints.SCHEME.article_shingle}")
    buckets = worded.select("number", "signature").mapInArrow(_each_batch(_article_buckets, _BUCKETS), _BUCKETS)
    pairs = _bucket_mates(buckets, prints.MOST_COPIES).select("earlier", "later").distinct()
    first = f.row_number().over(Window.partitionBy("later").orderBy("earlier"))
    return pairs.withColumn("rank", first).where(f.col("rank") <= prints.MOST_COPIES)


def _by_passage(articles: DataFrame) -> DataFrame:
    """What ``fingerprint.similar_passages`` proposes, with the score of the most similar passage."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    rows = articles.select("number", "passages")
    buckets = rows.mapInArrow(_each_batch(_passage_buckets, _BUCKETS), _BUCKETS)
    pairs = _bucket_mates(buckets, HOT).where("earlier < later").distinct()
    signatures = rows.mapInArrow(_each_batch(_passages_of, _PASSAGES), _PASSAGES)
    for side in ("earlier", "later"):
        one = signatures.select(
            f.col("article").alias(side),
            f.col("passage").alias(f"{side}_passage"),
            f.col("signature").alias(f"{side}_signature"),
        )
        pairs = pairs.join(one, [side, f"{side}_passage"])
    scored = pairs.select("earlier", "later", "earlier_signature", "later_signature")
    return (
        scored.mapInArrow(_each_batch(_alike, _PAIRS), _PAIRS)
        .groupBy("earlier", "later")
        .agg(f.max("score").alias("score"))
    )


def _bucket_mates(buckets: DataFrame, most: int) -> DataFrame:
    """Each row of a bucket with its *most* earliest ones that come before it."""
    from pyspark.sql import Window  # noqa: PLC0415
    from pyspark.sql import functions as f  # noqa: PLC0415

    same = Window.partitionBy("band", "code")
    shared = (
        buckets.withColumn("count", f.count("*").over(same))
        .where("count > 1")
        .withColumn("rank", f.row_number().over(same.orderBy("article", "passage")))
    )
    early = shared.where(f.col("rank") <= most).select(
        "band",
        "code",
        f.col("article").alias("earlier"),
        f.col("passage").alias("earlier_passage"),
        f.col("rank").alias("before"),
    )
    late = shared.select(
        "band", "code", f.col("article").alias("later"), f.col("passage").alias("later_passage"), "rank"
    )
    return early.join(late, ["band", "code"]).where("before < rank").drop("band", "code", "before", "rank")


# What a worker does with Arrow batches.


def _each_batch(
    work: Callable[[pa.RecordBatch], dict[str, Any]], schema: str
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def over(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            if batch.num_rows:
                yield _batch(work(batch), schema)

    return over


def _batch(columns: dict[str, Any], schema: str) -> pa.RecordBatch:
    """Arrow columns of a schema in SQL from arrays; rows of a two-dimensional one are binary values."""
    import pyarrow as pa  # noqa: PLC0415

    kinds = {"long": pa.int64(), "int": pa.int32(), "double": pa.float64()}
    made = []
    for field in schema.split(", "):
        name, kind = field.split()
        made.append(_binary(columns[name]) if kind == "binary" else pa.array(columns[name], kinds[kind]))
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


def _keys_of(batch: pa.RecordBatch) -> dict[str, Any]:
    keys = _arrays(batch["keys"], np.uint64)
    return {
        "key": np.concatenate(keys).astype(np.int64),
        "article": np.repeat(_numbers(batch["number"]), [len(some) for some in keys]),
        "position": np.concatenate(_arrays(batch["positions"], np.int32)),
    }


def _article_buckets(batch: pa.RecordBatch) -> dict[str, Any]:
    table = _table(batch["signature"], np.uint32, prints.SCHEME.permutations)
    numbers = _numbers(batch["number"])
    return _buckets(table, ARTICLE_JACCARD, numbers, np.zeros(len(numbers), np.int64))


def _passage_buckets(batch: pa.RecordBatch) -> dict[str, Any]:
    table, article, passage = _passage_table(batch)
    return _buckets(table, PASSAGE_JACCARD, article, passage)


def _buckets(
    table: NDArray[np.uint32], least: float, article: NDArray[np.int64], passage: NDArray[np.int64]
) -> dict[str, Any]:
    codes = list(prints.band_codes(table, least))
    return {
        "band": np.repeat(np.arange(len(codes)), len(table)),
        "code": np.concatenate(codes).view(np.int64),
        "article": np.tile(article, len(codes)),
        "passage": np.tile(passage, len(codes)),
    }


def _passages_of(batch: pa.RecordBatch) -> dict[str, Any]:
    table, article, passage = _passage_table(batch)
    return {"article": article, "passage": passage, "signature": table}


def _passage_table(batch: pa.RecordBatch) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
    """Signatures of the passages of some articles, the articles, and the passages' numbers in them."""
    table = _table(batch["passages"], np.uint32, prints.PASSAGE_PERMUTATIONS)
    counts = np.array([len(some) for some in _arrays(batch["passages"], np.uint32)]) // prints.PASSAGE_PERMUTATIONS
    number = np.arange(len(table)) - np.repeat(np.cumsum(counts) - counts, counts)
    return table, np.repeat(_numbers(batch["number"]), counts), number


def _batch_of(total: int) -> Callable[[pa.Table, pa.Table], pa.Table]:
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
        return pa.Table.from_batches([_batch(columns, _PLACES)])

    return work


def _verified(batch: pa.RecordBatch) -> dict[str, Any]:
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


def _alike(batch: pa.RecordBatch) -> dict[str, Any]:
    similar = _similarity(batch, prints.PASSAGE_PERMUTATIONS)
    good = np.flatnonzero(similar >= PASSAGE_JACCARD)
    found = {name: _numbers(batch[name])[good] for name in ("earlier", "later")}
    return {**found, "score": [passage_bits(jaccard) for jaccard in similar[good].tolist()]}


def _estimated(batch: pa.RecordBatch) -> dict[str, Any]:
    similar = _similarity(batch, prints.SCHEME.permutations)
    scores = batch["score"].to_pylist()
    words = zip(_numbers(batch["earlier_words"]).tolist(), _numbers(batch["later_words"]).tolist(), strict=True)
    for at, (copy, sizes) in enumerate(zip(batch["copy"].to_pylist(), words, strict=True)):
        if copy:
            scores[at] = max(scores[at], article_bits(float(similar[at]), *sizes))
    return {"earlier": batch["earlier"], "later": batch["later"], "score": scores, "jaccard": similar}
