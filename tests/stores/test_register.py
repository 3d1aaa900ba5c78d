"""Sources and dates by serial, asked of the store once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from auditor.stores.register import Register


@given(st.lists(st.lists(st.integers(10**9, 10**9 + 3_000), max_size=5), max_size=8))
def test_each_article_is_asked_for_once(queries):
    """Whatever order serials come in, and however large they are, in memory of the size of their range."""
    asked = []

    def fetch(serials):
        asked.extend(serials)
        return [(serial, f"source {serial % 3}".encode(), float(serial) if serial % 2 else None) for serial in serials]

    register = Register(fetch)
    numbers = [register.number(f"source {n}".encode()) for n in range(3)]
    for query in queries:
        serials = np.array(query, np.int64)
        assert register.sources(serials).tolist() == [numbers[serial % 3] for serial in query]
        assert register.moments(serials).tolist() == [float(serial) if serial % 2 else np.inf for serial in query]
    assert sorted(asked) == sorted({serial for query in queries for serial in query})
    assert len(register._sources) < 20_000


def test_what_is_gone_has_no_source_and_no_date():
    """Serials of articles that were forgotten meanwhile are of nobody."""
    register = Register(lambda _: [])
    own = register.number(b"s")
    assert register.sources(np.array([3, 5])).tolist() != [own, own]
    assert np.isinf(register.moments(np.array([3, 5]))).all()
