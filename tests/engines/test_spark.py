"""Spark gives the report of one machine: same articles, same findings, same bytes. Local mode, real workers."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from dataclasses import replace
from functools import partial
from operator import truediv
from pathlib import Path

import pytest

import auditor
from auditor import Article
from auditor.cli.app import run
from auditor.model import Skipped
from auditor.reuse.candidates import fingerprint, scored_pairs
from auditor.steps import read_known
from auditor.text import prepare

pytestmark = [
    pytest.mark.skipif(not shutil.which("java"), reason="no Java runtime"),
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning"),
]

OPENING = (
    "The harbour master of Port Ellery said on Tuesday that the dredging of the northern channel would begin in May, "
    "two months later than the council had promised when it voted on the budget."
)


#: A virtual machine that lives for seconds is better off without its second compiler.
SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@pytest.fixture(scope="module")
def session():
    """Two workers, each task of which may fail once; shuffles in as many parts as a test says."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["JDK_JAVA_OPTIONS"] = SHORT_LIVED
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2,2]").appName("tests")
    for name, value in (
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.sql.shuffle.partitions", "1"),
        ("spark.sql.adaptive.enabled", "false"),
        ("spark.sql.codegen.wholeStage", "false"),
        ("spark.sql.codegen.factoryMode", "NO_CODEGEN"),
    ):
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
    del os.environ["JDK_JAVA_OPTIONS"]


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


def test_a_wave_of_many_bytes_is_the_work_of_many(session):
    """However much memory the rows of a wave take, each chunk may go to another worker."""
    from pyspark.sql.functions import spark_partition_id

    from auditor.engines.spark import spark_engine

    session.conf.set("spark.sql.execution.arrow.localRelationThreshold", "1k")
    try:
        sent = spark_engine(session)._sent(["row" * 100] * 20, 0, 4)
        assert sorted(row[0] for row in sent.select(spark_partition_id()).toLocalIterator()) == [0, 1, 2, 3, 4]
    finally:
        session.conf.unset("spark.sql.execution.arrow.localRelationThreshold")


def test_an_error_comes_in_its_place(session):
    """An exception raised for a row on a worker is raised here, after the results before it."""
    from auditor.engines.spark import spark_engine

    found = spark_engine(session, chunk=2, wave=12).each(partial(truediv, 1), [4, 2, 1, 0, 5, 1])
    assert [next(found), next(found), next(found)] == [0.25, 0.5, 1.0]
    with pytest.raises(ZeroDivisionError):
        next(found)


def test_pairs_of_one_machine_from_any_number_of_parts(session):
    """Workers propose the pairs of one machine, scores included, however rows are dealt out to them.

    One line is in more articles than are paired over it, some are near-copies, one is too short for anything;
    and one defeats the reader: it is named, its neighbours are read.
    """
    from auditor.engines.spark import spark_engine

    rows = [Article(f"a{n}", f"s{n}", f"{OPENING}\n\nItem {n}: {own(n)}\n\n{own(n % 9 + 100)}") for n in range(40)]
    rows += [Article(f"b{n}", f"t{n}", f"{rows[n].text} Corrected.") for n in range(14)]
    rows[20] = Article("short", "s20", "Too short.")
    expected = scored_pairs([fingerprint(prepare(row)) for row in reversed(rows)])
    assert len(expected) > 300
    rows.insert(5, replace(rows[0], id="broken", text=None))
    session.conf.set("spark.sql.shuffle.partitions", "3")
    engine = spark_engine(session, chunk=4, wave=32)
    known = list(engine.each_kept(read_known, rows))
    assert known.pop(5) == Skipped("broken", known_reason(rows[5]))
    prints = [row.prints for row in reversed(known)]
    assert engine.scored_pairs(prints) == expected
    fetched = engine.consulted(prints, {3, 5})
    assert (fetched[3].sketch.keys == fingerprint(prepare(rows[-4])).sketch.keys).all()
    assert fetched[4] is prints[4]


def own(number):
    """Words of one article or story."""
    return " ".join(f"berth {number * 7 + step} lists {number * 31 + step * 17} crates" for step in range(8))


def known_reason(article):
    """What is said of an article that cannot be read, on this machine."""
    return read_known(article).reason


def test_a_worker_that_dies_is_replaced(session, tmp_path):
    """A task whose worker was lost is done again, and no result comes twice."""
    from auditor.engines.spark import spark_engine

    once = str(tmp_path / "died")
    dying = f"__import__('os').path.exists({once!r}) or (open({once!r}, 'w').close(), __import__('os')._exit(9))"
    rows = ["1", "2", "3", dying, "5", "6"]
    for number, each in enumerate((spark_engine(session, chunk=2).each, spark_engine(session, chunk=2).each_kept)):
        assert list(each(eval, rows)) == [1, 2, 3, True, 5, 6], number
        assert Path(once).exists()
        Path(once).unlink()


def test_files_of_a_folder_are_read_one_by_one(session, tmp_path):
    """A damaged part, a table without texts, a row without one and a broken line are named; the rest is read."""
    import pyarrow as pa
    from pyarrow import parquet

    from auditor.cli.spark import _rows

    folder = tmp_path / "parts.parquet"
    (folder / "source=gull").mkdir(parents=True)
    parquet.write_table(
        pa.table({"id": ["p1", "p2"], "body": ["One text.", None]}), folder / "source=gull" / "a.parquet"
    )
    parquet.write_table(pa.table({"id": ["x"], "score": [1]}), folder / "b.parquet")
    (folder / "c.parquet").write_text("not a table")
    (folder / "d.txt").write_text("no table either")
    (tmp_path / "lines.jsonl").write_text('{"text": "Another text."}\n\n{broken\n')
    taken = set()
    found = [*_rows(session, str(folder), taken), *_rows(session, f"file://{tmp_path}/lines.jsonl", taken)]
    articles = [(row.id, row.source, row.text) for row in found if isinstance(row, Article)]
    assert articles == [("p1", "gull", "One text."), ("lines:1", "lines:1", "Another text.")]
    skipped = {row.place.removeprefix("file://"): row.reason for row in found if isinstance(row, Skipped)}
    reasons = {
        folder / "source=gull" / "a.parquet:2": "no text (looked for text, body, content)",
        folder / "b.parquet": "no column of text (looked for text, body, content); its columns are id, score",
        folder / "c.parquet": "is not a Parquet file",
        folder / "d.txt": "Spark reads files that end in .parquet",
        tmp_path / "lines.jsonl:3": "not JSON",
    }
    assert set(skipped) == {str(place) for place in reasons}
    assert all(said in skipped[str(place)] for place, said in reasons.items()), skipped


def test_frames_that_hold_nothing(session):
    """A frame without a column of texts is refused with the columns it has; one without rows is an empty corpus."""
    from auditor.engines.spark import spark_engine

    engine = spark_engine(session)
    with pytest.raises(auditor.ReadError, match=r"no column of text \(looked for text, .*its columns are id, title"):
        auditor.audit(session.createDataFrame([], "id string, title string"), engine=engine)
    assert auditor.audit(session.createDataFrame([], "id string, Text string"), engine=engine).articles == ()


def test_settings_that_make_no_sense(session):
    """A chunk of nothing is an error at once, not an endless loop."""
    from auditor.engines.spark import spark_engine

    with pytest.raises(auditor.SettingsError, match="chunk and wave"):
        spark_engine(session, chunk=0)


def test_command_reads_parquet_and_goes_on(session, corpus, tmp_path, capfd):
    """``auditor spark-audit`` finds what the local audit finds; a row without text and a broken file are named.

    Last of all: the command stops the session it finds.
    """
    rows = [(a.id, a.source, a.text) for a in corpus[:6]] + [("empty", "paper-9", None)]
    frame = session.createDataFrame(rows, "id string, source string, text string")
    frame.coalesce(1).write.parquet(str(tmp_path / "incoming.parquet"))
    (tmp_path / "broken.parquet").write_text("not a table")
    paths = [str(tmp_path / name) for name in ("broken.parquet", "incoming.parquet")]
    assert run(["spark-audit", *paths, "--out", str(tmp_path / "out"), "--format", "json", "--fail-on", "never"]) == 0
    told = capfd.readouterr().err
    assert f"skipped {paths[0]}: Spark cannot read it" in told
    assert re.search(r"incoming.parquet/part-[^:]*:7: no text", told), told
    assert "Traceback" not in told
    assert "Exception in task" not in told
    found = json.loads((tmp_path / "out" / "report.json").read_text())
    local = auditor.audit(corpus[:6])
    assert [row["message"] for row in found["findings"]] == [finding.message for finding in local.findings]
