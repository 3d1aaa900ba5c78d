"""The HTML report in Chromium, opened from disk: what editors do with it, and what it must never do.

Chromium is found as ``chromium`` on the path or through AUDITOR_CHROMIUM; axe-core through AUDITOR_AXE
(the path of axe.min.js), node_modules/axe-core or the package axe-playwright-python.
"""

import importlib.util
import os
from pathlib import Path

import hostile_report
import pytest
import sample_report
from chromium import needs_browser

from auditor.reporters import page

pytestmark = needs_browser

MIRROR = "article/mirror-2-ea63f0f4.html"
PAIR = "pair/herald-1--mirror-2-ea63f0f4.html"
TYPES = {
    "index": "index.html",
    "article": MIRROR,
    "pair": PAIR,
    "source": "source/daily-mirror-example-a9bd2e08.html",
    "stories": "clusters.html",
    "method": "methodology.html",
    "findings": "findings-1.html",
    "articles": "articles-1.html",
    "single": "single.html",
}
every_type = pytest.mark.parametrize("name", TYPES.values(), ids=TYPES)


def write(report, folder):
    for name, html in (*page.pages(report), ("single.html", page.render_single(report))):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, "utf-8")
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    return write(sample_report.report(), tmp_path_factory.mktemp("site"))


def go(tab, site, name, anchor=""):
    tab.goto((site / name).as_uri() + anchor)
    return tab


@every_type
def test_every_width_scrolls_only_down(window, site, name):
    """From 320 to 2560 pixels no page scrolls sideways, and lines of text stay short enough to read."""
    tab = go(window(viewport={"width": 320, "height": 640}), site, name)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.set_viewport_size({"width": 700, "height": 640})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 700
    tab.set_viewport_size({"width": 2560, "height": 1200})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 2560
    widths = tab.eval_on_selector_all(".par, .about, .verdict", "nodes => nodes.map(node => node.clientWidth)")
    assert all(width <= 800 for width in widths)


def test_narrow_comparison_keeps_labels_apart(window, site):
    """On a telephone the label of each wording stands on a line of its own, not run into the words."""
    tab = go(window(viewport={"width": 320, "height": 640}), site, PAIR)
    cells = tab.locator(".differences td[data-label]")
    assert cells.count() >= 2
    shown = cells.evaluate_all("nodes => nodes.map(node => getComputedStyle(node, '::before').display)")
    assert set(shown) == {"block"}


def test_hostile_report_does_nothing(window, tmp_path):
    """Opening every page over hostile articles runs nothing, asks for nothing and keeps its layout."""
    folder = write(hostile_report.report(), tmp_path)
    tab = window(viewport={"width": 320, "height": 640})
    for path in sorted(folder.rglob("*.html")):
        tab.goto(path.as_uri())
        assert tab.locator("h1").count() >= 1
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, path.name


def test_altered_quotation_is_reached_in_two_clicks(window, site):
    """From the index, the altered quotation is at most two clicks away, and its address opens on it."""
    tab = go(window(viewport={"width": 1280, "height": 800}), site, "index.html")
    card = tab.locator(".finding", has_text="quotes Ines Falk").first
    card.get_by_text("side by side").click()
    tab.wait_for_url("**#m-m2")
    again = go(window(viewport={"width": 1280, "height": 500}), site, PAIR, "#m-m2")
    box = again.locator("#m-m2").bounding_box()
    assert 0 <= box["y"] < 500
    assert "altered quotation" in again.locator("#m-m2 h3").inner_text()


def test_permalinks_open_folded_groups(window, site):
    """A link to a finding brings it into view on the page of its article."""
    tab = go(window(viewport={"width": 1280, "height": 600}), site, "index.html")
    tab.locator(".finding .perma").first.click()
    tab.wait_for_url("**article/**#f-*")
    target = tab.locator(":target")
    assert target.count() == 1
    assert target.is_visible()


def test_keys_walk_findings(window, site):
    """J and k go through the findings, u goes up, ? lists the keys and Escape closes the list."""
    tab = go(window(), site, MIRROR)
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    assert tab.evaluate("document.activeElement.matches('[data-finding]')")
    second = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("k")
    assert tab.evaluate("document.activeElement.id") != second
    tab.keyboard.press("?")
    assert tab.locator("dialog.help").is_visible()
    tab.keyboard.press("j")
    tab.keyboard.press("Escape")
    assert not tab.locator("dialog.help").is_visible()
    tab.keyboard.press("u")
    tab.wait_for_url("**/source/daily-mirror-example-*.html")


def test_keys_walk_passages(window, site):
    """N and p go through the shared passages of a comparison, x swaps its sides."""
    tab = go(window(viewport={"width": 1280, "height": 700}), site, PAIR)
    tab.keyboard.press("n")
    first = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("n")
    assert tab.evaluate("document.activeElement.id") not in {"", first}
    tab.keyboard.press("p")
    assert tab.evaluate("document.activeElement.id") == first
    left = tab.locator(".match .left").first
    before = left.bounding_box()["x"]
    tab.keyboard.press("x")
    assert left.bounding_box()["x"] > before
    tab.keyboard.press("x")
    assert left.bounding_box()["x"] == before


def test_filters_live_in_the_address(window, site):
    """A filtered list can be sent on: search and severity stand in the address and are restored from it."""
    tab = go(window(), site, "index.html")
    tab.keyboard.press("/")
    tab.keyboard.type("falk")
    tab.wait_for_url("**#q=falk")
    assert tab.locator(".finding:visible").count() == 1
    assert tab.locator(".filter-count").inner_text() == "1 of 6"
    tab.reload()
    assert tab.locator("input[type=search]").input_value() == "falk"
    assert tab.locator(".finding:visible").count() == 1
    other = go(window(), site, "index.html", "#sev=info&q=%E0%A4%A")
    assert other.locator(".finding:visible").count() == 1
    assert other.locator(".finding:visible").inner_text().startswith("info")


def test_what_belongs_together_lights_up(window, site):
    """Pointing at a changed word lights the word it stands for on the other side."""
    tab = go(window(viewport={"width": 1280, "height": 900}), site, PAIR)
    word = tab.locator(".match del", has_text="people")
    word.scroll_into_view_if_needed()
    x, y = word.evaluate(
        "node => { const box = [...node.getClientRects()].pop(); return [box.x + box.width / 2, box.y + 5]; }"
    )
    tab.mouse.move(x, y)
    assert tab.locator(".match del.lit").count() == 1
    assert tab.locator(".match ins.lit").count() == 1


def test_all_is_there_without_javascript(window, site):
    """Without JavaScript nothing is missing: text, marks, findings, evidence that opens; no dead controls."""
    tab = go(window(java_script_enabled=False, viewport={"width": 1280, "height": 800}), site, MIRROR)
    assert "cease working" in tab.locator(".text").inner_text()
    assert tab.locator(".finding:visible").count() == 5
    assert tab.locator("form.filter:visible").count() == 0
    assert tab.locator(".help-button:visible").count() == 0
    evidence = tab.locator(".finding .phrases").first
    assert not evidence.is_visible()
    tab.locator(".finding summary").first.click()
    assert evidence.is_visible()


def test_dark_mode_is_dark(window, site):
    """The page follows the system's colour scheme."""
    shades = []
    for mode in ("light", "dark"):
        tab = go(window(color_scheme=mode), site, "index.html")
        shade = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        shades.append(sum(int(part) for part in shade.removeprefix("rgb(").removesuffix(")").split(",")))
    assert shades[0] > 600
    assert shades[1] < 150


def test_print_shows_everything(window, site):
    """On paper, folded evidence is printed and controls are not."""
    tab = go(window(java_script_enabled=False), site, MIRROR)
    tab.emulate_media(media="print")
    assert tab.locator(".finding .phrases").first.bounding_box()["height"] > 0
    assert tab.locator(".tools").is_hidden()


def axe_source():
    """Return the text of axe-core, None where it is not installed."""
    places = [os.environ.get("AUDITOR_AXE", ""), str(Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js")]
    package = importlib.util.find_spec("axe_playwright_python")
    if package and package.origin:
        places.append(str(Path(package.origin).parent / "axe.min.js"))
    found = next((place for place in places if place and Path(place).is_file()), None)
    return Path(found).read_text("utf-8") if found else None


@every_type
def test_no_accessibility_violation(window, site, name):
    """axe-core finds nothing wrong by WCAG 2.2 AA and its best practices, nor in the colours of dark mode."""
    source = axe_source()
    if source is None:
        pytest.skip("needs axe-core: npm i axe-core, or AUDITOR_AXE")
    tab = go(window(color_scheme="light", viewport={"width": 1280, "height": 900}), site, name)
    tab.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true; })")
    tab.evaluate(source)
    for mode, rules in (("light", "{}"), ("dark", "{runOnly: ['color-contrast']}")):
        tab.emulate_media(color_scheme=mode)
        result = tab.evaluate(f"axe.run(document, {{resultTypes: ['violations'], ...{rules}}})")
        told = [
            (rule["id"], rule["help"], [node["html"][:160] for node in rule["nodes"][:4]])
            for rule in result["violations"]
        ]
        assert told == [], mode
