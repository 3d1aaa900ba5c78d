"""Reports of any shape: offsets past the text, unknown ids, empty and strange strings."""

from hypothesis import strategies as st

from auditor import model

finite = st.floats(0, 100).map(lambda value: round(value, 6))
texts = st.text(max_size=12)
ids = st.sampled_from(["a", "b", "c/d", ""]) | texts  # few, so that they meet
offsets = st.integers(0, 60) | st.integers(0, 10**7)
spans = st.tuples(offsets, offsets).map(lambda pair: model.Span(min(pair), max(pair)))


tuples = lambda items: st.lists(items, max_size=2).map(tuple)  # noqa: E731
places = st.builds(model.Place, ids, spans)
edits = st.builds(model.Edit, texts, spans, spans, texts, texts, st.booleans())
relations = st.builds(model.Relation, texts, spans, spans, texts, texts)
phrases = st.builds(model.Phrase, spans, texts, texts, finite, st.integers(0, 9), st.integers(0, 9), texts)
sentences = st.builds(model.SentenceEvidence, spans, finite.map(lambda value: -value), tuples(texts))
measures = st.builds(model.Measure, texts, finite)
changes = st.builds(model.Normalisation, spans, texts, texts, texts, st.booleans())
readings = st.builds(
    model.Reading,
    article=st.builds(
        model.Article,
        ids,
        ids,
        st.text(max_size=50),
        *[texts] * 5,
        declared=st.builds(model.Declared, texts, texts, texts, tuples(texts), texts, tuples(texts), texts),
        path=texts,
        encoding=texts,
    ),
    words=st.integers(0, 10**6),
    language=st.builds(model.Language, texts, finite),
    blocks=tuples(st.builds(model.Block, spans, texts, tuples(spans), st.integers(0, 9))),
    changes=tuples(changes),
    quotations=tuples(
        st.builds(model.Quotation, spans, spans, texts, st.none() | spans, texts, st.booleans()),
    ),
    attributions=tuples(st.builds(model.Attribution, spans, texts, spans)),
    credits=tuples(st.builds(model.Credit, texts, texts, finite, st.none() | spans, texts)),
    residue=tuples(st.builds(model.Residue, spans, texts, texts)),
    zones=tuples(st.builds(model.Zone, spans, texts, finite, tuples(sentences), texts)),
    spun=st.builds(
        model.SpunReading, texts, finite, tuples(phrases), tuples(spans), tuples(measures), tuples(texts), texts
    ),
    outlet=texts,
    claims=tuples(texts),
)
matches = st.builds(
    model.Match,
    ids,
    places,
    places,
    st.sampled_from(model.Kind),
    finite,
    finite,
    st.integers(0, 9),
    tuples(edits),
    tuples(relations),
    st.builds(model.Origin, st.none() | texts, finite, tuples(texts)),
    texts,
)
evidence = st.builds(
    model.Evidence,
    tuples(phrases),
    tuples(sentences),
    tuples(edits),
    tuples(relations),
    tuples(changes),
    tuples(measures),
    tuples(texts),
    ids,
    texts,
)
findings = st.builds(
    model.Finding, texts, st.sampled_from(model.Severity), finite, texts, places, tuples(places), evidence, texts
)
scores = st.builds(
    model.SourceScore,
    ids,
    st.integers(0, 9),
    finite,
    finite,
    finite,
    texts,
    tuples(st.builds(model.Dimension, texts, finite, finite, finite, finite, tuples(texts))),
    tuples(st.builds(model.Counterfactual, texts, finite, tuples(texts))),
    st.none() | finite,
)
reports = st.builds(
    model.AuditReport,
    tuples(readings),
    tuples(matches),
    tuples(findings),
    tuples(scores),
    tuples(st.builds(model.Cluster, texts, tuples(ids), st.integers(0, 9))),
    tuples(st.builds(model.Skipped, texts, texts)),
    texts,
    texts,
    tuples(st.builds(model.Reply, ids, texts, texts, texts, texts)),
    tuples(ids),
)
