"""What a key that everybody has costs the workers of Spark; no Java needed."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from auditor.engines import spark_batches as work


@pytest.mark.parametrize("articles", [500, 2000, 8000])
def test_a_key_of_all_articles_leads_to_the_earliest_only(articles):
    """Each batch of 256 articles is told 32 articles of a key, however many have it."""
    numbers = np.arange(articles)
    batch = pa.record_batch({"key": np.full(articles, 7), "article": numbers, "position": numbers % 50})
    found = work.answers(batch)
    assert found["batch"].tolist() == list(range(-(-articles // 256)))
    assert set(found["count"].tolist()) == {articles}
    assert found["articles"].to_pylist() == [list(range(32))] * len(found["batch"])
    assert found["places"].to_pylist() == [list(range(32))] * len(found["batch"])


@pytest.mark.parametrize("articles", [500, 2000, 8000])
def test_a_bucket_of_all_articles_joins_each_to_a_bounded_number(articles):
    """A passage that all articles share pairs each of them with the 64 earliest, not with all."""
    numbers, same = np.arange(articles), np.zeros(articles, np.int64)
    found = work.mates(pa.record_batch({"band": same, "code": same + 9, "article": numbers, "passage": same}))
    assert len(found["later"]) == sum(min(number, 64) for number in range(articles))
    assert found["earlier"].max() == 63
    assert (found["earlier"] < found["later"]).all()


def test_a_key_of_one_article_is_not_told():
    """What nobody else has, however often it stands in an article, is no work for anyone."""
    batch = pa.record_batch({"key": [1, 2, 2, 3], "article": [5, 5, 300, 6], "position": [0, 1, 2, 3]})
    found = work.answers(batch)
    assert found["key"].tolist() == [2, 2]
    assert found["batch"].tolist() == [0, 1]
    assert found["articles"].to_pylist() == [[5, 300], [5, 300]]
