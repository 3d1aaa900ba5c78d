import base64
import hashlib
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from page_reading import Page

from auditor import model
from auditor.model import Place, Span
from auditor.reporters import page
from auditor.reporters.page.binding import PAGE_BYTES
from auditor.reporters.rule_doc import Accuracy, RuleDoc, RuleOption

GOLDEN = Path(__file__).parents[1] / "golden" / "reporters" / "html"

RULES = (
    RuleDoc(
        "SPN001",
        "spun-passage",
        "A passage that keeps another's order of facts but swaps its words.",
        "The piece reads as original reporting and is not.",
        "police arrested two men / officers detained a pair of males",
        "Two reports that quote the same press release.",
        "Credit the earlier article.",
        options=(RuleOption("min-swaps", "3", "synonym swaps needed"),),
    ),
)
MEASURED = (Accuracy("shared passages", "PlagDet .91 (.90 to .92)", "best published .88", "PAN13 test corpus 2"),)


@pytest.fixture(scope="module")
def site(report):
    return page.render(report, rules=RULES, measured=MEASURED)


@pytest.fixture(scope="module")
def read(site):
    return {name: Page(html) for name, html in site.items()}


def test_pages_there_are(site):
    """An index, method, stories, lists, and a page for each source, article and pair that shares text."""
    assert list(site)[:3] == ["index.html", "methodology.html", "clusters.html"]
    assert sorted(name.split("/")[0] for name in site if "/" in name) == ["article"] * 3 + ["pair"] * 2 + ["source"] * 3


def test_every_link_leads_somewhere(read):
    """No dead link and no dead anchor, from any page: every piece of evidence can be reached and sent on."""
    for name, current in read.items():
        for href in current.links:
            parts = urlsplit(href)
            if parts.scheme:
                assert parts.scheme in {"http", "https"}
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path)) if parts.path else name
            assert target in read, f"{name}: {href}"
            if parts.fragment and "=" not in parts.fragment:
                assert parts.fragment in read[target].ids, f"{name}: {href}"


def test_altered_quotation_is_one_click_from_the_index(read):
    """The index links straight to the aligned passage of an altered quotation."""
    assert "pair/herald-1--mirror-2-ea63f0f4.html#m-m2" in read["index.html"].links
    assert "m-m2" in read["pair/herald-1--mirror-2-ea63f0f4.html"].ids


def test_ids_are_unique(read):
    """An anchor names one place on its page."""
    for name, current in read.items():
        assert len(current.ids) == len(set(current.ids)), name


def test_single_file_has_everything_and_resolves(report):
    """The one-page report, for e-mail, links only within itself."""
    single = Page(page.render_single(report, rules=RULES))
    assert len(single.ids) == len(set(single.ids))
    for href in single.links:
        assert href.startswith(("#", "https://coastherald.example/")), href
        if href.startswith("#"):
            assert href[1:] in single.ids, href
    assert single.count("script") == 1


def test_pages_are_self_contained(site):
    """Nothing is fetched: the policy forbids it, and admits the page's own style and script by hash."""
    for name, html in site.items():
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1].replace("&#39;", "'")
        assert "default-src 'none'" in policy
        for kind in ("style", "script"):
            content = re.search(rf"<{kind}>(.*?)</{kind}>", html, re.DOTALL)[1]
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert f"{kind}-src 'sha256-{digest}'" in policy, name
        current = Page(html)
        assert not any({"src", "srcset", "style", "action"} & set(attrs) for _, attrs in current.elements), name
        assert all(attrs.get("href") == "data:," for tag, attrs in current.elements if tag == "link")


@pytest.mark.parametrize("single", [False, True])
def test_hostile_article_renders_inert(hostile, single):
    """Script tags, handlers, javascript: links, direction overrides and template syntax stay text."""
    pages = {"single": page.render_single(hostile)} if single else page.render(hostile)
    for name, html in pages.items():
        assert re.fullmatch(r"[A-Za-z0-9/._-]+", name)
        assert ".." not in name
        assert not re.search("[\x00\x08\x1b\u202a-\u202e\u2066-\u2069]", html), name
        current = Page(html)
        assert current.count("script") == 1, name
        assert current.count("img") == 0
        for tag, attrs in current.elements:
            assert not any(attribute.startswith("on") for attribute in attrs), (name, tag, attrs)
        assert all(urlsplit(href).scheme in {"", "https"} for href in current.links)
    everything = "".join(Page(html).text for html in pages.values())
    assert "<script>alert(1)</script>" in everything
    assert "{{7*7}}" in everything


def test_only_the_article_a_finding_is_on_is_said_to_have_altered_anything(read):
    """The original of an altered quotation is marked where it differs, and not told off."""

    def titles(name):
        return [attrs["title"] for tag, attrs in read[name].elements if tag == "mark" and "title" in attrs]

    herald = next(name for name in read if name.startswith("article/herald-1"))
    assert any(title.startswith("altered quotation: ") for title in titles("article/mirror-2-ea63f0f4.html"))
    assert any(title.startswith("quotation differs elsewhere: ") for title in titles(herald))
    assert not any(title.startswith(("altered quotation: ", "changed ")) for title in titles(herald))


def test_marks_have_labels_and_tell_kinds_apart(read):
    """Each mark tells what it is in words, also to a screen reader, not by colour alone."""
    mirror = read["article/mirror-2-ea63f0f4.html"]
    marks = [attrs for tag, attrs in mirror.elements if tag == "mark" and "title" in attrs]
    names = {attrs["class"].removeprefix("m m-") for attrs in marks}
    assert names == {"altered", "fact", "phrase", "spun", "edited", "quotation", "residue", "credit"}
    assert all(attrs["title"] for attrs in marks)
    for label in ("altered quotation: ", "reworded phrase: ", "template leftover: ", "credit: "):
        assert f"[{label}" in mirror.text


def test_whole_text_stands_on_the_page(read, report):
    """Reading the marks away leaves the article as it was written."""
    mirror = read["article/mirror-2-ea63f0f4.html"].text
    shown = re.sub(r"\s+", " ", re.sub(r" \[[a-z, ]+: |\] |(?<=\] )\d", "", mirror))
    for line in report.articles[1].article.text.splitlines():
        words = [word for word in re.split(r"[^\w’']+", line) if len(word) > 3]
        place = 0
        for word in words:
            place = shown.find(word, place) + 1
            assert place, f"{word!r} of {line!r}"


def test_wording_is_fair(site):
    """The report never calls a text fake or a person a plagiarist."""
    for html in site.values():
        assert not re.search(r"\b(fake|plagiari\w+|thief|stole\w*|cheat\w*)\b", Page(html).text, re.IGNORECASE)


def test_language_and_direction_are_set(report):
    """Text from right to left is laid out from right to left, in its own language."""
    arabic = replace(report.articles[0], language=model.Language("ar", 0.99))
    arabic = replace(arabic, article=replace(arabic.article, language=""))
    site = page.render(replace(report, articles=(arabic, *report.articles[1:])))
    html = site["article/herald-1.html"]
    assert 'lang="ar" dir="rtl"' in html
    assert '<html lang="en">' in html
    assert 'lang="ar" dir="rtl"' in site["pair/herald-1--mirror-2-ea63f0f4.html"]


def test_empty_states_are_told():
    """An audit of nothing, or without findings, says so in words."""
    index = Page(page.render(model.AuditReport((), (), (), ()))["index.html"]).text
    assert "No article could be read" in index
    quiet = page.render(
        model.AuditReport((model.Reading(model.Article("a", "s", "t"), 1, model.Language("en", 1)),), (), (), ())
    )
    assert "Nothing to check was found in 1 article from 1 source" in Page(quiet["index.html"]).text
    assert "That is no certificate" in Page(quiet["index.html"]).text


def scored(*dimensions, verdict="none", title="", text="A line of text that nobody gave a title, and more."):
    """The pages of a report on one article whose source has the given score dimensions."""
    reading = model.Reading(
        model.Article("003", "s", text, title=title), 11, model.Language("en", 1), spun=model.SpunReading(verdict)
    )
    score = model.SourceScore("s", 1, 97.0, 90.0, 99.0, "provisional", dimensions, originality=0.0)
    return page.render(model.AuditReport((reading,), (), (), (score,)))


def test_points_lost_without_a_finding_are_explained():
    """What is assumed of any source is told with its points, on the index and on the page of the source."""
    pages = scored(model.Dimension("attribution", 35, 0.0, 0.0, 1), model.Dimension("prior", 0.985, 0.889, 0.876, 1))
    assert "assumed of any source until it has shown more stories: 0.9 points here" in Page(pages["index.html"]).text
    told = Page(pages["source/s.html"]).text
    assert "Assumed of any source until it has shown more stories: 0.9 points, for no finding." in told
    assert "nothing that cost points" in told


def test_a_small_loss_is_not_shown_as_none():
    """A dimension that lost a hundredth of a point does not read as one that lost nothing."""
    told = Page(scored(model.Dimension("attribution", 35, 0.0003, 0.01, 1))["source/s.html"]).text
    assert "<0.1 of 35" in told


@pytest.mark.parametrize("verdict", ["spun", "suspicious"])
def test_reworded_text_is_said_not_to_be_own(verdict):
    """Beside the share of own words stands which articles were left out of it, and nothing where none was."""
    sentence = "The wording of 1 article reads as reworded or is suspected of it; those words are not counted as own."
    assert sentence in Page(scored(verdict=verdict)["source/s.html"]).text
    assert "suspected of it; those" not in Page(scored()["source/s.html"]).text


def test_an_article_without_title_is_called_so():
    """Half a sentence of the text is no heading: it stands below, in a lighter line."""
    html = scored()["article/003.html"]
    assert '<h1 lang="en" dir="auto">Untitled article 003</h1>' in html
    assert '<p class="opening" lang="en" dir="auto">A line of text that nobody gave a title, and more.</p>' in html
    assert "Untitled" not in scored(title="A title")["article/003.html"]


def test_articles_that_do_not_copy_each_other_are_no_story():
    """The index says what a story is where there is none."""
    assert "No article is largely the text of another." in Page(scored()["index.html"]).text


def test_rules_and_accuracy_stand_on_the_method_page(read):
    """What each rule does, its options and the measured figures can be read without the code."""
    method = read["methodology.html"]
    assert {"rule-SPN001", "rule-QUO001", "term-score"} <= set(method.ids)
    for words in ("min-swaps = 3", "PlagDet .91", "9f2c51d0a7", "Credit the earlier article."):
        assert words in method.text


def test_reused_passages_are_grouped_by_how_they_stand(report):
    """An article's page counts its reused passages: cited or not, quoted or not, the uncredited first."""
    finding = next(item for item in report.findings if item.primary.article == "mirror/2")
    standings = ("cited and quoted", "neither cited nor quoted", "neither cited nor quoted", "")
    found = tuple(replace(finding, evidence=model.Evidence(standing=standing)) for standing in standings)
    site = page.render(replace(report, findings=found))
    assert "2 neither cited nor quoted; 1 cited and quoted" in Page(site["article/mirror-2-ea63f0f4.html"]).text
    assert "Reused passages" not in Page(site["article/herald-1.html"]).text


def test_single_comments_are_marked(report):
    """A comment of the author in a report is marked where it stands, with what speaks for it."""
    first = report.articles[0]
    comment = model.SentenceEvidence(first.blocks[0].span, 1.2, ("says what should be done",))
    site = page.render(replace(report, articles=(replace(first, comments=(comment,)), *report.articles[1:])))
    told = Page(site["article/herald-1.html"]).text
    assert "[author's comment: " in told
    assert "says what should be done" in told


def test_words_of_a_source_by_class(report):
    """The page of a source tells whose words it carries, with shares that add up."""
    words = (model.Measure("own", 900), model.Measure("quoted", 100), model.Measure("spun", 0))
    sources = tuple(replace(score, classes=words) for score in report.sources)
    html = page.render(replace(report, sources=sources))["source/daily-mirror-example-a9bd2e08.html"]
    assert 'aria-label="own words 90\u00a0%, quoted 10\u00a0%"' in html
    assert html.count('<rect class="w-') == 2
    assert "Whose words it carries" not in page.render(report)["source/daily-mirror-example-a9bd2e08.html"]


def test_replies_of_publishers_stand_on_the_page_of_the_source(report):
    """A reply is shown as sent, with who signed it, when, and the finding it answers."""
    finding = next(item for item in report.findings if item.fingerprint)
    source = next(row.article.source for row in report.articles if row.article.id == finding.primary.article)
    replies = (
        model.Reply(source, "2024-03-09", "We were given it.\nIt is licensed.", finding.fingerprint, "The editor"),
        model.Reply(source, "2024-03-10", "A second word.", "gone"),
    )
    site = page.render(replace(report, replies=replies))
    html = next(text for name, text in site.items() if name.startswith("source/") and "The editor" in text)
    told = " ".join(Page(html).text.split())
    assert "The editor, 9 Mar 2024, to" in told
    assert "<p>It is licensed.</p>" in html
    assert "10 Mar 2024, to a finding that is no longer reported" in told


def crowded(report, text):
    """Return *report* with one article grown to *text*, with thousands of marks, matches and findings."""
    mirror = report.articles[1]
    grown = replace(mirror.article, text=text)
    residue = tuple(model.Residue(Span(at, at + 40), "widget", "a line") for at in range(100, len(text), 200))
    match = replace(report.matches[0], edits=(), relations=())
    matches = tuple(
        replace(match, id=f"x{n}", right=Place("mirror/2", Span(n * 300, n * 300 + 250)))
        for n in range(len(text) // 300)
    )
    finding = report.findings[0]
    findings = tuple(
        replace(finding, fingerprint=f"{n}", primary=Place("mirror/2", Span(n * 90, n * 90 + 80))) for n in range(3000)
    )
    articles = (report.articles[0], replace(mirror, article=grown, residue=residue, blocks=()), report.articles[2])
    return replace(report, articles=articles, matches=report.matches + matches, findings=report.findings + findings)


@pytest.mark.parametrize("words", ["many words here. ", "許多文字，在這裡。"])
def test_pages_stay_small_and_say_what_was_left_out(report, words):
    """A book-length article with thousands of marks still opens fast, and tells what is not shown."""
    text = (words * 12 + "\n") * (500_000 // (len(words) * 12))
    site = page.render(crowded(report, text))
    for name, html in site.items():
        assert len(html.encode()) <= PAGE_BYTES, name
    article = Page(site["article/mirror-2-ea63f0f4.html"]).text
    assert re.search(r"This text is long: .* [\d,]+ characters are left out", article)
    assert re.search(r"[\d,]+ more findings in report\.json", article)
    assert "more passages in report.json" in Page(site["pair/herald-1--mirror-2-ea63f0f4.html"]).text
    assert "findings-16.html" in site
    assert "findings-spn-16.html" in site


def test_pages_come_one_by_one(report):
    """A large audit is written page by page, never held whole."""
    flow = page.pages(report)
    assert isinstance(flow, Iterator)
    assert next(flow)[0] == "index.html"


@pytest.mark.parametrize(
    "name", ["index.html", "article/mirror-2-ea63f0f4.html", "pair/herald-1--mirror-2-ea63f0f4.html"]
)
def test_page_is_as_committed(name, site):
    """What editors see does not change without a difference in review; style and script are left out."""
    html = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", site[name], flags=re.DOTALL)
    html = re.sub(r"sha256-[\w+/=]+", "sha256", html)
    golden = GOLDEN / name
    if os.environ.get("AUDITOR_WRITE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(html, "utf-8", newline="")
    assert html == golden.read_text("utf-8")


def test_matrix_of_many_articles_shows_where_sharing_is(report):
    """With more articles than fit, the matrix is one of sources, and of those that share most."""
    others = tuple(
        model.Reading(model.Article(f"z{number}", f"other{number}.example", "text"), 1, model.Language("en", 1.0))
        for number in range(40)
    )
    index = page.render(replace(report, articles=report.articles + others))["index.html"]
    assert "between sources" in Page(index).text
    assert len(re.findall(r'<td class="s\d', index)) == 4
    assert (
        "other1.example"
        not in index[index.index('class="matrix"') : index.index("</table>", index.index('class="matrix"'))]
    )
