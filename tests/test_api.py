"""The public API: these names, these shapes, and what a pipeline may rely on."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

import auditor
from auditor.stores import MemoryStore

STORY = (
    "The Norvik ferry ran aground off Teller Point shortly before midnight, and all 212 people on board were taken "
    "to shore in lifeboats, the coast guard said. Two crew members were treated for bruises. The captain told "
    "investigators that the steering had failed after a power cut, according to a preliminary account published by "
    "the harbour office."
)
OWN = (
    "Ticket sales for the summer theatre season opened on Thursday with three premieres on the bill. The director "
    "said the company would tour eleven towns before returning to the capital in August."
)


def test_public_names():
    """Exactly these names are public; all of them load."""
    assert sorted(auditor.__all__) == [
        "Article", "ArticleAudit", "AuditReport", "AuditorError", "Finding", "Kind", "Match", "Place", "ReadError",
        "RuleError", "Settings", "SettingsError", "Severity", "Skipped", "SourceScore", "Span", "StoreError", "audit",
        "check", "compare", "explain", "load", "open_store", "rules", "write",
    ]  # fmt: skip
    assert all(callable(getattr(auditor, name)) for name in auditor.__all__)
    assert dir(auditor) == auditor.__all__
    with pytest.raises(AttributeError, match="no attribute 'plagiarism'"):
        _ = auditor.plagiarism


def test_names_do_not_hide_each_other():
    """Whatever was imported before, ``auditor.audit`` is the function."""
    code = (
        "import auditor.audit, auditor.explain, auditor.rules, auditor;"
        "print(callable(auditor.audit), callable(auditor.explain), callable(auditor.rules))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "True True True\n"


def test_importing_is_light():
    """``import auditor`` loads neither numpy nor scikit-learn: pipelines import it everywhere."""
    code = "import auditor, sys; print({'numpy', 'sklearn', 'jinja2', 'typer'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"


def test_compare_texts_gives_exact_spans():
    """Plain texts will do; both spans are the evidence."""
    right = "Local radio reported: " + STORY.replace("shortly", "just").replace("bruises", "cuts").replace(
        "a power", "an engine"
    )
    (match,) = auditor.compare(STORY, right)
    assert (match.left.article, match.right.article) == ("left", "right")
    assert match.kind is auditor.Kind.EDITED
    assert "Teller Point" in STORY[match.left.span.start : match.left.span.end]
    assert "Teller Point" in right[match.right.span.start : match.right.span.end]
    assert [(edit.before, edit.after) for edit in match.edits] == [
        ("shortly", "just"),
        ("bruises", "cuts"),
        ("a", "an"),
        ("power", "engine"),
    ]


def test_compare_unrelated_texts_gives_nothing():
    """No passage, no match; empty and one-word texts are no error."""
    assert auditor.compare(STORY, OWN) == ()
    assert auditor.compare("", STORY) == ()
    assert auditor.compare("", "") == ()
    assert auditor.compare("Ferry", "Ferry") == ()


def test_compare_refuses_an_unknown_profile():
    """A misspelt profile is an error that lists the right ones."""
    with pytest.raises(auditor.SettingsError, match="news"):
        auditor.compare(STORY, STORY, profile="tweets")


def test_check_puts_the_incoming_article_on_the_left():
    """Every match and finding is about the incoming article, whatever direction is inferred."""
    known = auditor.Article("k", "harbour.example", STORY)
    incoming = auditor.Article("n", "mirror.example", STORY + "\n\n" + OWN)
    result = auditor.check(
        incoming, against=[known, auditor.Article("o", "other.example", OWN.replace("Thursday", "Friday"))]
    )
    assert {match.left.article for match in result.matches} == {"n"}
    assert {match.right.article for match in result.matches} == {"k", "o"}
    assert {finding.primary.article for finding in result.findings} == {"n"}
    assert "ATT001" in {finding.code for finding in result.findings}
    assert {reading.article.id for reading in result.others} == {"k", "o"}


def test_what_was_known_before_is_no_copy_of_what_comes_in():
    """A byline makes no incoming copy the origin of a known text; only declared dates can."""
    known = auditor.Article("k", "harbour.example", STORY)
    incoming = auditor.Article("n", "mirror.example", STORY, byline="Ada Holm")
    result = auditor.check(incoming, against=[known])
    assert {match.origin.article for match in result.matches} == {None}
    assert "ATT001" in {finding.code for finding in result.findings}
    later = replace(known, published="2024-05-09")
    dated = auditor.check(replace(incoming, published="2024-05-02"), against=[later])
    assert {match.origin.article for match in dated.matches} == {"n"}
    assert "ATT001" not in {finding.code for finding in dated.findings}


def test_check_does_not_report_an_article_as_its_own_copy():
    """Re-delivered articles are common in pipelines; the same id and text is the same article."""
    article = auditor.Article("k", "harbour.example", STORY)
    assert auditor.check(article, against=[article]).matches == ()


def test_check_tells_two_texts_of_one_id_apart():
    """Another text under a known id, from another source, is still compared."""
    known = auditor.Article("1", "harbour.example", STORY)
    result = auditor.check(auditor.Article("1", "mirror.example", STORY + " " + OWN), against=[known])
    assert [match.right.article for match in result.matches] == ["1~known"]


def test_a_known_text_is_never_taken_for_an_incoming_one_of_its_id():
    """Ids recur between folders: the evidence points at the known text, not at its namesake that came in."""
    from auditor.incoming import check_all

    known = auditor.Article("two", "harbour.example", STORY)
    incoming = [auditor.Article("one", "mirror.example", STORY), auditor.Article("two", "stage.example", OWN)]
    copied, clean = check_all(incoming, against=[known])
    assert [match.right.article for match in copied.matches] == ["two~known"]
    assert [reading.article.text for reading in copied.others] == [STORY]
    assert clean.matches == ()


def test_licensed_reprints_are_for_information():
    """Who may reprint whom is honoured by the gate, in that direction only."""
    known = auditor.Article("k", "harbour.example", STORY, published="2024-05-02")
    copy = auditor.Article("n", "mirror.example", STORY, published="2024-05-09")
    levels = []
    for pairs in ((), (("harbour.example", "mirror.example"),), (("mirror.example", "harbour.example"),)):
        result = auditor.check(copy, against=[known], settings=auditor.Settings(syndication=pairs))
        levels.append({f.code: f.severity.label for f in result.findings if f.code in {"ATT001", "DUP001", "DUP002"}})
    free, licensed, reversed_ = levels
    assert free == reversed_
    assert set(free) == set(licensed)
    assert set(licensed.values()) == {"info"}
    assert "info" not in free.values()


def test_a_side_that_cannot_be_read_is_an_error():
    """No match means nothing is shared, never that an article was not read."""
    with pytest.raises(auditor.AuditorError, match="could not be read"):
        auditor.compare(auditor.Article("a", "b", STORY, title=None), STORY)
    for profile in ("news", "documents"):
        with pytest.raises(auditor.AuditorError, match="article 'a' could not be read: its text is NoneType, not text"):
            auditor.compare(auditor.Article("a", "b", None), STORY, profile=profile)


def test_fields_of_the_wrong_type_are_named_and_the_rest_goes_on():
    """A date object where text is wanted skips its article, with the reason."""
    from datetime import date

    wrong = auditor.Article("a", "b", STORY, published=date(2024, 5, 2))
    report = auditor.audit([wrong, auditor.Article("c", "d", OWN)])
    assert [(skip.place, skip.reason) for skip in report.skipped] == [("a", "its published is date, not text")]
    assert [reading.article.id for reading in report.articles] == ["c"]


def test_check_against_a_store_on_disk_gives_the_same_as_in_memory(tmp_path):
    """Where known articles are kept changes nothing."""
    known = [auditor.Article("k", "harbour.example", STORY), auditor.Article("o", "other.example", OWN)]
    incoming = auditor.Article("n", "mirror.example", STORY)
    with auditor.open_store(tmp_path / "seen.auditor") as store:
        assert store.add(known) == 2
        assert store.add(known) == 0
        assert auditor.check(incoming, against=store) == auditor.check(incoming, against=known)


def test_write_and_load_give_the_report_back(tmp_path, corpus_report):
    """A report read from JSON renders to the same bytes as the first one."""
    paths = auditor.write(corpus_report, tmp_path, formats=("json",))
    again = auditor.load(paths[0])
    first = paths[0].read_bytes()
    auditor.write(again, tmp_path / "again", formats=("json", "html"))
    assert (tmp_path / "again" / "report.json").read_bytes() == first


def test_write_refuses_an_unknown_format(tmp_path, corpus_report):
    """The error lists the formats there are."""
    with pytest.raises(auditor.SettingsError, match="html"):
        auditor.write(corpus_report, tmp_path, formats=("pdf",))


def test_load_names_what_is_wrong(tmp_path):
    """A missing file, another program's JSON and a report of another schema are told apart from a report."""
    with pytest.raises(auditor.ReadError, match=r"absent\.json"):
        auditor.load(tmp_path / "absent.json")
    other = tmp_path / "other.json"
    other.write_text('{"schema": "something/9"}', "utf-8")
    with pytest.raises(auditor.ReadError, match=r"other\.json"):
        auditor.load(other)


def test_order_of_articles_does_not_matter():
    """The same articles in another order give an equal report."""
    articles = [
        auditor.Article("a", "harbour.example", STORY),
        auditor.Article("b", "mirror.example", STORY.replace("ran aground", "hit the rocks")),
        auditor.Article("c", "stage.example", OWN),
    ]
    assert auditor.audit(articles) == auditor.audit(articles[::-1])


def test_articles_of_one_source_are_compared_only_on_request():
    """A site that repeats itself copies from nobody."""
    articles = [auditor.Article(name, "harbour.example", STORY + f" Part {name}.") for name in "ab"]
    assert auditor.audit(articles).matches == ()
    assert auditor.audit(articles, settings=auditor.Settings(same_source=True)).matches != ()


def test_duplicate_ids_lose_nothing():
    """The same article twice is skipped with that reason; another text gets an id of its own."""
    first = auditor.Article("a", "harbour.example", STORY)
    report = auditor.audit([first, first, replace(first, text=OWN)])
    assert [reading.article.id for reading in report.articles] == ["a", "a~2"]
    assert [skip.reason for skip in report.skipped] == ["is the same article as a, read before"]


def test_an_article_without_text_is_named():
    """Blank articles are skipped with the reason, not scored."""
    report = auditor.audit(
        [auditor.Article("blank", "s", " \n\t\u200b".replace("\u200b", "")), auditor.Article("a", "t", OWN)]
    )
    assert [(skip.place, skip.reason) for skip in report.skipped] == [("blank", "holds no text")]
    assert [score.source for score in report.sources] == ["t"]


@pytest.mark.parametrize("field", ["id", "text"])
@pytest.mark.parametrize("kind", ["memory", "disk"])
def test_a_store_names_the_field_that_is_no_text(tmp_path, field, kind):
    """An article with a missing id or text is refused in words, in a store of either kind."""
    store = MemoryStore() if kind == "memory" else auditor.open_store(tmp_path / "seen")
    with store, pytest.raises(auditor.StoreError, match=f"its {field} is NoneType, not text"):
        store.add([auditor.Article(**{"id": "a", "source": "s", "text": "Some words."} | {field: None})])


def test_what_is_no_corpus_is_refused_in_words(tmp_path):
    """The empty path is not the working directory; one article, or several, in the wrong place: told what fits."""
    article = auditor.Article("a", "s", "Some words.")
    for empty in ("", ["", str(tmp_path)]):
        with pytest.raises(auditor.AuditorError, match="path is empty"):
            auditor.audit(empty)
    with pytest.raises(TypeError, match="give a list"):
        auditor.audit(article)
    with pytest.raises(TypeError, match=r"one auditor\.Article, not list.*check_all"):
        auditor.check([article], against=[])
    with MemoryStore() as store, pytest.raises(TypeError, match="give a list"):
        store.add(article)
