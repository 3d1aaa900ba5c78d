"""Which articles are worth aligning, worked out by Spark's workers; the answer is that of ``reuse.candidates``.

Fingerprints lie as rows with the workers. Postings are shuffled by key, and of each key only the
earliest articles are kept, so a key that everybody has costs each of them the same; then by batches of
articles, which weigh their hits; then by article, to put the words of both sides next to each other.
Buckets of both kinds of MinHash are shuffled likewise. What reaches the driver is one row per pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from auditor.engines import spark_batches as work
from auditor.reuse import fingerprint as prints
from auditor.reuse.candidates import Fingerprint, Pair, strongest
from auditor.reuse.joint import AT_ONCE
from auditor.reuse.postings import Sketch

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame


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
    """Pairs that share text, as ``work.SCORED`` rows; *articles* are ``KEPT`` rows numbered from 0 to *total* - 1."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    found = (
        _by_postings(articles, total)
        .unionByName(_by_buckets(articles))
        .repartition("earlier", "later")
        .groupBy("earlier", "later", "block")
        .agg(f.max("bits").alias("bits"))
        .groupBy("earlier", "later")
        .agg(
            f.sum(f.when(f.col("block") >= 0, f.col("bits")).otherwise(0.0)).alias("shared"),
            f.max(f.when(f.col("block") == work.PASSAGE, f.col("bits")).otherwise(0.0)).alias("similar"),
            f.max(f.col("block") == work.WHOLE).alias("copy"),
        )
    )
    for side in ("earlier", "later"):
        one = articles.select(
            f.col("number").alias(side),
            f.col("signature").alias(f"{side}_signature"),
            _word_count().alias(f"{side}_words"),
        )
        found = found.join(one, side)
    return found.mapInArrow(work.each_batch(work.estimated, work.SCORED), work.SCORED)


def _by_postings(articles: DataFrame, total: int) -> DataFrame:
    """Bits of the verified passages, as ``work.BITS``."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    batch = f.floor(f.col("number") / AT_ONCE).alias("batch")
    answers = (
        articles.select("number", "keys", "positions")
        .mapInArrow(work.each_batch(work.keys_of, work.KEYS), work.KEYS)
        .repartition("key")
        .sortWithinPartitions("key", "article")
        .mapInArrow(work.each_run(work.answers, work.ANSWERS, ("key",)), work.ANSWERS)
    )
    asking = articles.select(batch, "number", "hashes", "keys", "positions")
    places = (
        answers.groupBy("batch").cogroup(asking.groupBy("batch")).applyInArrow(work.places_of_batch(total), work.PLACES)
    )
    filed = articles.select(
        f.col("number").alias("earlier"), f.col("words").alias("filed"), _word_count().alias("size")
    )
    window = f.expr(
        f"rpad(substring(filed, cast(2 * greatest(begin, 0) + 1 as int), {work.WINDOW}), {work.WINDOW}, x'00')"
    )
    found: DataFrame = (
        places.join(filed, "earlier")
        .select("later", "earlier", "block", "begin", "least", "words", "gain", "size", window.alias("filed"))
        .mapInArrow(work.each_batch(work.verified, work.BITS), work.BITS)
    )
    return found


def _by_buckets(articles: DataFrame) -> DataFrame:
    """What ``fingerprint.similar_articles`` and ``similar_passages`` propose, as ``work.BITS``."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    rows = articles.select("number", _word_count().alias("size"), "signature", "passages")
    pairs = (
        rows.mapInArrow(work.each_batch(work.buckets_of, work.BUCKETS), work.BUCKETS)
        .repartition("band", "code")
        .sortWithinPartitions("band", "code", "article", "passage")
        .mapInArrow(work.each_run(work.mates, work.MATES, ("band", "code")), work.MATES)
        .repartition("later")
        .sortWithinPartitions("later", "later_passage", "earlier", "earlier_passage")
        .mapInArrow(work.each_run(work.fresh_mates, work.MATES, ("later", "later_passage")), work.MATES)
    )
    signatures = rows.mapInArrow(work.each_batch(work.signatures_of, work.SIGNATURES), work.SIGNATURES)
    for side in ("earlier", "later"):
        one = signatures.select(
            f.col("article").alias(side),
            f.col("passage").alias(f"{side}_passage"),
            f.col("signature").alias(f"{side}_signature"),
        )
        pairs = pairs.join(one, [side, f"{side}_passage"])
    return pairs.mapInArrow(work.each_batch(work.alike, work.BITS), work.BITS)


def _word_count() -> Column:
    from pyspark.sql import functions as f  # noqa: PLC0415

    return f.expr("cast(length(words) / 2 as long)")
