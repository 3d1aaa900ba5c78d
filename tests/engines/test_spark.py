"""Spark gives the report of one machine: same articles, same findings, same bytes. Local mode, real workers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import partial
from operator import truediv
from pathlib import Path

import pytest

import auditor
from auditor import Article

ROOT = Path(__file__).parent.parent.parent
pytestmark = [
    pytest.mark.skipif(not shutil.which("java"), reason="no Java runtime"),
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning"),
]

OPENING = (
    "The harbour master of Port Ellery said on Tuesday that the dredging of the northern channel would begin in May, "
    "two months later than the council had promised when it voted on the budget."
)


@pytest.fixture(scope="module")
def session():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").appName("tests").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def corpus():
    """Fourteen articles of seven sources: one opening that all of them share, and texts copied in part."""
    rows = []
    for number in range(14):
        own = " ".join(
            f"Report {number} from berth {number * 7 + step} lists {number * 31 + step * 17} crates of cargo {step}."
            for step in range(8)
        )
        copied = rows[number // 2].text[300:600] if number % 3 == 0 and number else ""
        rows.append(Article(f"a{number:02}", f"paper-{number % 7}", f"{OPENING}\n\n{own}\n\n{copied}".strip()))
    return rows


def test_same_report_as_on_one_machine(session, corpus, tmp_path):
    """Byte for byte, from a data frame in any order of rows, although every article shares a passage."""
    from auditor.engines.spark import spark_engine

    shuffled = sorted(corpus, key=lambda article: article.text[::-1])
    frame = session.createDataFrame(
        [(article.id, article.source, article.text) for article in shuffled], ["id", "source", "body"]
    )
    far = auditor.audit(frame, engine=spark_engine(session, chunk=4, wave=64))
    near = auditor.audit([replace(article, path=f"row:{n}") for n, article in enumerate(shuffled, 1)])
    assert len(near.articles) == 14
    assert near.findings
    written = []
    for name, report in (("far", far), ("near", near)):
        auditor.write(report, tmp_path / name, formats=("json",))
        written.append((tmp_path / name / "report.json").read_bytes())
    assert written[0] == written[1]


def test_results_in_order_over_many_waves(session):
    """``each`` keeps the order of its rows, through several waves and chunks that do not divide them."""
    from auditor.engines.spark import spark_engine

    engine = spark_engine(session, chunk=3, wave=20)
    assert list(engine.each(str, range(47))) == [str(n) for n in range(47)]
    assert list(engine.each(str, [])) == []
    assert dict(engine.group(lambda n: str(n % 2), range(5))) == {"0": [0, 2, 4], "1": [1, 3]}
    assert engine.collect(iter("ab")) == ["a", "b"]


def test_an_error_comes_in_its_place(session):
    """An exception raised for a row on a worker is raised here, after the results before it."""
    from auditor.engines.spark import spark_engine

    found = spark_engine(session, chunk=2, wave=12).each(partial(truediv, 1), [4, 2, 1, 0, 5, 1])
    assert [next(found), next(found), next(found)] == [0.25, 0.5, 1.0]
    with pytest.raises(ZeroDivisionError):
        next(found)


def test_settings_that_make_no_sense(session):
    """A chunk of nothing is an error at once, not an endless loop."""
    from auditor.engines.spark import spark_engine

    with pytest.raises(auditor.SettingsError, match="chunk and wave"):
        spark_engine(session, chunk=0)


def test_command_reads_parquet_and_goes_on(session, corpus, tmp_path):
    """``auditor spark-audit`` finds what the local audit finds; a row without text and a broken file are named."""
    rows = [(a.id, a.source, a.text) for a in corpus[:6]] + [("empty", "paper-9", None)]
    frame = session.createDataFrame(rows, "id string, source string, text string")
    frame.coalesce(1).write.parquet(str(tmp_path / "incoming.parquet"))
    (tmp_path / "broken.parquet").write_text("not a table")
    done = subprocess.run(
        [
            sys.executable, "-m", "auditor", "spark-audit", "broken.parquet", "incoming.parquet", "--out", "out",
            "--format", "json", "--master", "local[1]", "--fail-on", "never",
        ],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "skipped broken.parquet: Spark cannot read it" in done.stderr
    assert "skipped incoming.parquet:7: no text" in done.stderr
    assert "Traceback" not in done.stderr
    found = json.loads((tmp_path / "out" / "report.json").read_text())
    local = auditor.audit(corpus[:6])
    assert [row["message"] for row in found["findings"]] == [finding.message for finding in local.findings]
