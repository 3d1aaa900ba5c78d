"""How the report looks and reads in Chromium: layout, charts, figures in the reader's manner, paper."""

import base64
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
import sample_report
from chromium import needs_browser

from auditor import model
from auditor.output import render
from auditor.reporters import page

pytestmark = needs_browser

GOLDEN = Path(__file__).parents[1] / "golden" / "reporters" / "look"
MIRROR = "article/mirror-2-ea63f0f4.html"
PAIR = "pair/herald-1--mirror-2-ea63f0f4.html"
SOURCE = "source/daily-mirror-example-a9bd2e08.html"
#: What a page is built of, by page: elements whose place does not hang on the fonts of the machine.
PARTS = {
    "index.html": ["header.top", "h1", ".verdict", ".tally", "#sources", ".scores", "#findings", ".cards", "#sharing",
                   "#stories", "#articles", "footer.bottom"],
    MIRROR: ["header.top", "h1", ".facts-line", ".glance", ".reading", ".side", ".side .cards", ".text", ".legend",
             ".par", ".notes", "footer.bottom"],
    PAIR: ["header.top", "h1", ".heads", ".who.left", ".who.right", ".differences", ".passages", ".match .cell.left",
           ".match .cell.right", ".origin", "footer.bottom"],
    SOURCE: ["header.top", "h1", ".score-line", ".waterfall", ".words", ".word-classes", ".mends", ".cards",
             "footer.bottom"],
    "methodology.html": ["header.top", "h1", ".contents", ".steps", ".terms", ".legend-list", ".weights", ".rule"],
}  # fmt: skip
CHARTS = {"axis": ".score-axis svg.axis", "fall": ".waterfall tr:nth-child(2) svg.fall", "words": "svg.words"}


def write(report, folder):
    for name, html in page.pages(report):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, "utf-8")
    return folder


@pytest.fixture(scope="module")
def look(tmp_path_factory):
    """The sample with words of every class, so that each chart has something to show."""
    report = sample_report.report()
    words = zip(("quoted", "boilerplate", "spun", "reused", "opinion", "own"), (120, 8, 310, 90, 40, 1432), strict=True)
    classes = tuple(model.Measure(name, number) for name, number in words)
    return write(
        replace(report, sources=tuple(replace(source, classes=classes) for source in report.sources)),
        tmp_path_factory.mktemp("look"),
    )


def go(tab, folder, name, anchor=""):
    tab.goto((folder / name).as_uri() + anchor)
    return tab


def boxes(tab, parts):
    """Left edge and width of the first element of each kind, in order from the top of the page."""
    found = tab.evaluate(
        """parts => parts.map(part => {
            const box = document.querySelector(part).getBoundingClientRect();
            return [part, Math.round(box.x), Math.round(box.width), box.y, box.height];
        })""",
        parts,
    )
    assert all(height > 0 for *_, height in found), found
    return [row[:3] for row in sorted(found, key=lambda row: (round(row[3]), row[1], -row[4]))]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", PARTS)
def test_parts_stand_where_they_stood(window, look, name, width):
    """The parts of each page keep their order and columns, on a desk and on a telephone, whatever the fonts."""
    tab = go(window(viewport={"width": width, "height": 900}), look, name)
    found = boxes(tab, PARTS[name])
    golden = GOLDEN / f"{Path(name).stem}-{width}.json"
    if os.environ.get("AUDITOR_WRITE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text("[\n" + ",\n".join(f"  {json.dumps(row)}" for row in found) + "\n]\n", "utf-8")
    known = json.loads(golden.read_text("utf-8"))
    assert [part for part, *_ in found] == [part for part, *_ in known]
    for (part, x, wide), (_, known_x, known_wide) in zip(found, known, strict=True):
        tolerance = 0.06 * width if part in {".tally", ".contents"} else 24
        assert abs(x - known_x) <= 24, part
        assert abs(wide - known_wide) <= tolerance, part


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("chart", CHARTS)
def test_charts_look_as_they_looked(window, look, chart, mode):
    """Charts hold no letters, so their picture is the same on every machine but for the smoothing of edges."""
    tab = go(window(color_scheme=mode, bypass_csp=True, viewport={"width": 1280, "height": 900}), look, SOURCE)
    drawing = tab.locator(CHARTS[chart]).first.element_handle()
    drawing.evaluate("node => document.body.replaceChildren(node)")
    place = "position: fixed; left: 10px; top: 10px; width: 300px; height: 20px; margin: 0"
    tab.add_style_tag(content=f"svg {{ {place.replace(';', ' !important;')} !important }}")
    picture = drawing.screenshot()
    golden = GOLDEN / f"{chart}-{mode}.png"
    if os.environ.get("AUDITOR_WRITE_GOLDEN"):
        golden.write_bytes(picture)
    apart, colours = tab.evaluate(
        """async pictures => {
            const [one, other] = await Promise.all(pictures.map(async data => {
                const image = new Image();
                image.src = "data:image/png;base64," + data;
                await image.decode();
                const canvas = document.createElement("canvas");
                canvas.width = 300; canvas.height = 20;
                const pen = canvas.getContext("2d");
                pen.drawImage(image, 0, 0, 300, 20);
                return pen.getImageData(0, 0, 300, 20).data;
            }));
            let sum = 0; const colours = new Set();
            one.forEach((value, at) => { sum += Math.abs(value - other[at]); });
            for (let at = 0; at < one.length; at += 4) { colours.add(one[at] + "," + one[at + 1] + "," + one[at + 2]); }
            return [sum / one.length, colours.size];
        }""",
        [base64.b64encode(data).decode() for data in (picture, golden.read_bytes())],
    )
    assert colours >= 3, "nothing was drawn"
    assert apart < 5


@pytest.mark.parametrize(
    ("locale", "date", "number"),
    [
        ("en-GB", "4 Mar 2024", "1,234,567"),
        ("en-US", "Mar 4, 2024", "1,234,567"),
        ("en-IN", "4 Mar 2024", "12,34,567"),
        ("de-DE", "4 Mar 2024", "1,234,567"),
    ],
)
def test_figures_read_as_in_the_readers_country(window, tmp_path, locale, date, number):
    """English readers see their country's manner; others the page's, with the date in their language as a hint."""
    report = sample_report.report()
    long = replace(report.articles[0], words=1_234_567)
    folder = write(replace(report, articles=(long, *report.articles[1:])), tmp_path)
    tab = go(window(locale=locale, timezone_id="Pacific/Pago_Pago"), folder, "articles-1.html")
    row = tab.locator("tr[data-item]").first
    assert row.locator("time").inner_text() == date
    assert row.locator("data").inner_text() == number
    hint = row.locator("time").get_attribute("title")
    assert ("Montag, 4. März 2024" if locale == "de-DE" else "Monday") in hint
    plain = go(window(locale=locale, java_script_enabled=False), folder, "articles-1.html")
    assert plain.locator("tr[data-item] time").first.inner_text() == "4 Mar 2024"
    assert plain.locator("tr[data-item] data").first.inner_text() == "1,234,567"


def test_moments_keep_the_time_their_publisher_stated(window, look):
    """A time is shown in the zone it was stated in, and in the reader's own as a hint."""
    tab = go(window(locale="en-US", timezone_id="Asia/Tokyo"), look, PAIR)
    moment = tab.locator(".who.left time")
    assert moment.inner_text().replace("\u202f", " ") == "Mar 4, 2024, 09:00 AM UTC"
    assert "6:00" in moment.get_attribute("title")


def test_altered_quotation_of_the_corpus_is_two_clicks_away(window, tmp_path, corpus_report):
    """From the index of the corpus, the altered quotation between 003 and 004, with an address that opens on it."""
    for name, html in render(corpus_report, "html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(html, "utf-8")
    tab = go(window(viewport={"width": 1280, "height": 800}), tmp_path, "index.html")
    cards = tab.locator(".finding[data-family=QUO]", has_text="differs from 004")
    cards.first.get_by_text("side by side").click()
    tab.wait_for_url("**/pair/003--004.html#m-*")
    passage = tab.locator(":target")
    assert "altered quotation" in passage.locator("h3").inner_text()
    assert {"left", "right"} <= {side.get_attribute("class").split()[-1] for side in passage.locator(".cell").all()}
    assert passage.locator(".perma").get_attribute("href") == "#" + tab.url.split("#")[1]
    again = window(viewport={"width": 1280, "height": 600})
    again.goto(tab.url)
    assert 0 <= again.locator(":target").bounding_box()["y"] < 600


def test_kind_of_finding_lives_in_the_address(window, look):
    """The choice of a kind is kept in the address beside the others, and restored."""
    tab = go(window(), look, "index.html")
    tab.locator("select[name=family]").select_option("QUO")
    tab.wait_for_url("**#family=QUO")
    shown = tab.locator(".finding:visible")
    assert shown.count() == tab.locator(".finding[data-family=QUO]").count() > 0
    tab.reload()
    assert tab.locator("select[name=family]").input_value() == "QUO"
    assert tab.locator(".finding:visible").count() == tab.locator(".finding[data-family=QUO]").count()


def test_u_leads_from_a_comparison_to_its_article(window, look):
    """One level up of two articles is the first of them."""
    tab = go(window(), look, PAIR)
    tab.keyboard.press("u")
    tab.wait_for_url("**/article/herald-1.html")


def test_paper_keeps_tables(window, look):
    """A sheet is as wide as a telephone is not: columns stay columns, and controls are left out."""
    tab = window(viewport={"width": 680, "height": 960})
    tab.emulate_media(media="print")
    go(tab, look, "index.html")
    head = tab.locator(".scores thead").first.bounding_box()
    assert head["height"] > 10
    assert tab.locator(".filter").first.is_hidden()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 680
