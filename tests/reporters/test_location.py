from auditor.model import Article, AuditReport, Language, Place, Reading, Span
from auditor.reporters.location import Lines, Locator


def reading(identifier, text, path=""):
    return Reading(Article(identifier, "s", text, path=path), 1, Language("en", 1.0))


def test_lines_and_columns_count_code_points_from_one():
    """Editors jump to the right character, also after emoji, accents and Windows line ends."""
    lines = Lines("ab\r\n😀é漢x\n\nlast")
    assert lines.position(0) == (1, 1)
    assert lines.position(4) == (2, 1)
    assert lines.position(7) == (2, 4)
    assert lines.position(9) == (3, 1)
    assert lines.position(14) == (4, 5)
    assert lines.line(1) == "ab"
    assert lines.line(2) == "😀é漢x"
    assert lines.line(4) == "last"


def test_offsets_outside_the_text_are_drawn_to_its_ends():
    """A place past the end of a text still gets a position."""
    lines = Lines("abc")
    assert lines.position(99) == (1, 4)
    assert lines.position(-5) == (1, 1)


def test_names_of_articles():
    """An article goes by its file, by its id without one, and by both where a file holds several."""
    rows = ("a", "b", "c", "d")
    paths = ("x/a.txt", "", "rows.jsonl", "rows.jsonl")
    report = AuditReport(tuple(reading(row, "t", path) for row, path in zip(rows, paths, strict=True)), (), (), ())
    where = Locator(report)
    assert [where.file(row) for row in rows] == ["x/a.txt", "b", "rows.jsonl#c", "rows.jsonl#d"]
    assert [where.in_file(row) for row in rows] == [True, False, False, False]
    assert str(where.of(Place("unknown", Span(3, 9)))) == "unknown:1:1"


def test_excerpts_are_cut_with_an_ellipsis():
    """A long passage is quoted up to a limit, a short one whole."""
    where = Locator(AuditReport((reading("a", "word " * 100),), (), (), ()))
    assert where.excerpt(Place("a", Span(0, 9))) == "word word"
    assert where.excerpt(Place("a", Span(0, 500)), 11) == "word word…"
