import json
import os
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_report import reports

from auditor import model
from auditor.errors import ReadError
from auditor.reporters import wire_v1


@given(reports)
@settings(max_examples=60, deadline=None)
def test_any_report_comes_back_whole(report):
    """What is dumped loads to the same report, whatever its strings hold; re-rendering needs no new audit."""
    assert wire_v1.load(wire_v1.dump(report)) == report


def each_float(record, change):
    """*record* with every float in it, however deep, replaced by *change* of it."""
    if isinstance(record, float):
        return change(record)
    if isinstance(record, tuple):
        return tuple(each_float(item, change) for item in record)
    if is_dataclass(record):
        values = {field.name: each_float(getattr(record, field.name), change) for field in fields(record)}
        return replace(record, **values)
    return record


@given(reports, st.floats(-1e-3, 1e-3) | st.floats(0, 1e6))
@settings(max_examples=60, deadline=None)
def test_figures_come_back_to_six_digits(report, noise):
    """A report read back differs from the one written in the seventh digit of its figures and in nothing else."""
    exact = each_float(report, lambda value: value + noise)
    back = wire_v1.load(wire_v1.dump(exact))
    assert back == each_float(exact, lambda value: round(value, 6))
    assert wire_v1.dump(back) == wire_v1.dump(exact)


@given(reports)
@settings(max_examples=25, deadline=None)
def test_every_dump_follows_the_schema(report):
    """Another program may trust the published schema for any report."""
    jsonschema.Draft202012Validator(_SCHEMA).validate(json.loads(wire_v1.dump(report)))


_SCHEMA = wire_v1.json_schema()


def test_shipped_schema_is_the_one_in_force():
    """The schema file in the package is what the code writes; a changed record cannot change the format unseen."""
    shipped = files("auditor.reporters").joinpath("report.schema.json").read_text("utf-8")
    assert json.loads(shipped) == wire_v1.json_schema()


def test_documented_keys_in_documented_order(report):
    """The keys pipelines read are there, in the order of the documentation."""
    data = json.loads(wire_v1.dump(report))
    assert list(data) == [
        "schema", "version", "settings", "sources", "articles", "matches", "findings", "clusters", "skipped",
        "replies", "checked",
    ]  # fmt: skip
    assert data["schema"] == "auditor.report/1"
    assert list(data["findings"][0]) == [
        "code", "severity", "confidence", "message", "article", "start", "end", "related", "evidence", "fingerprint",
            "suppressed",
    ]  # fmt: skip
    assert data["findings"][0]["severity"] == "high"
    assert data["matches"][0]["left"] == {"article": "herald-1", "start": 51, "end": 145}
    assert data["matches"][1]["origin"] == {"article": None, "confidence": 0.0, "reasons": []}


def test_floats_have_six_digits():
    """Noise below a millionth never shows, so figures compare across machines."""
    noisy = model.AuditReport((), (), (), (model.SourceScore("a", 1, 1 / 3, 0.1 + 0.2, 2 / 3, "scored"),))
    source = json.loads(wire_v1.dump(noisy))["sources"][0]
    assert (source["score"], source["low"], source["high"]) == (0.333333, 0.3, 0.666667)


def test_numbers_of_numpy_are_numbers():
    """A rule that leaves numpy's numbers in its records still gets its report."""
    place = model.Place("a", model.Span(np.int32(1), np.int64(2)))
    finding = model.Finding("X1", model.Severity.LOW, np.float64(0.5), "m", place, (place,), model.Evidence(
        measures=(model.Measure("rate", np.float32(0.5)),)))  # fmt: skip
    data = json.loads(wire_v1.dump(model.AuditReport((), (), (finding,), ())))
    assert data["findings"][0]["start"] == 1
    assert data["findings"][0]["evidence"]["measures"] == [{"name": "rate", "value": 0.5}]


def test_lone_surrogates_survive():
    """A broken character in an article is written as an escape and read back."""
    report = model.AuditReport((), (), (), (), skipped=(model.Skipped("a\ud800b", "x"),))
    text = wire_v1.dump(report)
    assert "\\ud800" in text
    assert text.encode("utf-8")
    assert wire_v1.load(text) == report


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"schema": "auditor.report/2"}',
        "null",
        '{"schema": "auditor.report/1"}',
        "[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_report_is_refused(text):
    """A file that is no report is one clear error that names the schema, never a crash."""
    with pytest.raises(ReadError, match=r"auditor\.report/1"):
        wire_v1.load(text)


def test_unknown_kind_is_refused(report):
    """A kind of reuse this version does not know is an error, not a guess."""
    text = wire_v1.dump(report).replace('"kind": "spun"', '"kind": "sideways"')
    with pytest.raises(ReadError, match="sideways"):
        wire_v1.load(text)


def test_same_bytes_in_every_process():
    """The hash seed of the process leaves no trace in any format."""
    code = (
        "import hashlib, sample_report\n"
        "from auditor import reporters\n"
        "digest = hashlib.sha256()\n"
        "for name in reporters.FORMATS:\n"
        "    for file, text in reporters.render(sample_report.report(), name).items():\n"
        "        digest.update(f'{file}\\n{text}'.encode())\n"
        "print(digest.hexdigest())\n"
    )
    here = Path(__file__).parent
    seen = set()
    for seed in ("0", "4242"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(map(str, (here, here.parents[1]))),
        }
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        seen.add(done.stdout)
    assert len(seen) == 1
