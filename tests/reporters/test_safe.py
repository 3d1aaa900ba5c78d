import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reporters import safe

anything = st.text(alphabet=st.characters())


@given(anything)
def test_terminal_text_holds_no_control(text):
    """No escape sequence, control, direction override or invisible character reaches a terminal."""
    shown = safe.terminal(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f]", shown)


def test_terminal_names_what_it_hides():
    """What was hidden is told by its code point, and ordinary text stays as it is."""
    assert safe.terminal("a\x1b[31mb\u202ec") == "a<U+001B>[31mb<U+202E>c"
    assert safe.terminal("Plain “text”, ещё, 漢字\n\ttoo") == "Plain “text”, ещё, 漢字\n\ttoo"


@pytest.mark.parametrize("code", [0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF])
def test_what_is_no_character_is_named(code):
    """Code points that Unicode keeps free of characters are shown by number, in terminals, logs and pages."""
    text = f"a{chr(code)}b"
    assert safe.terminal(text) == safe.command_data(text) == f"a<U+{code:04X}>b"
    assert safe.shown_controls(text) == f"a⟨U+{code:04X}⟩b"


@given(anything)
def test_a_line_is_one_line(text):
    """Text meant for one line never opens a second one, in which a runner might read a command."""
    assert len(safe.line(text).splitlines()) <= 1


@given(anything)
def test_command_data_cannot_open_a_command(text):
    """The message of a workflow command holds no line end and no bare per cent sign."""
    data = safe.command_data(text)
    assert "\n" not in data
    assert "\r" not in data
    assert not re.search("%(?!25|0A|0D)", data)


def test_command_escapes_are_the_runners_own():
    """The runner gets back exactly the text: its escapes for data, and two more for properties."""
    assert safe.command_data("50 %\r\nnext") == "50 %25%0D%0Anext"
    assert safe.command_property("a:b,c%") == "a%3Ab%2Cc%25"


@given(anything)
def test_log_output_holds_no_command(text):
    """Neither form of a workflow command survives in output that goes to a runner's log."""
    shown = safe.no_command(text)
    assert not any(line.lstrip().startswith("::") for line in re.split(r"[\r\n]", shown))
    assert "##[" not in shown


@given(anything)
def test_xml_text_is_allowed_in_xml(text):
    """Characters XML 1.0 forbids are replaced, everything else stays."""
    shown = safe.xml(text)
    assert len(shown) == len(text)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", r"a\|b"),
        ("# no heading", r"\# no heading"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("[x](javascript:y)", r"\[x\]\(javascript:y\)"),
        ("two\nlines", "two lines"),
        ("- no list", r"\- no list"),
        ("well-known", "well-known"),
        ("1. no list", "&#49;. no list"),
        ("`code` ~~gone~~", r"\`code\` \~\~gone\~\~"),
    ],
)
def test_markdown_renders_as_text(text, expected):
    """Article text in a job summary is text: no table cell, heading, list, code, HTML or link."""
    assert safe.markdown(text) == expected


def test_markdown_links_and_mentions_stay_text():
    """GitHub makes no link of an address and calls nobody by a mention."""
    shown = safe.markdown("see https://x.example and www.y.example, @everyone")
    assert "://" not in shown
    assert "www." not in shown
    assert "@e" not in shown


@pytest.mark.parametrize("url", ["https://a.example/b?c=d&e=f", "http://a.example"])
def test_plain_addresses_are_links(url):
    """An http or https address is kept as it is."""
    assert safe.link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:x",
        "//a.example", "/etc/passwd", "", "https://", "ftp://a.example", "https://a.example/\u202egnp", "https://[bad",
        "vbscript:x", "file:///etc/passwd", "https://a.example/ b",
    ],
)  # fmt: skip
def test_other_addresses_are_no_links(url):
    """Everything that is not a plain web address is shown without a link."""
    assert safe.link(url) is None


def test_shown_controls_keep_honest_scripts():
    """Joiners and direction marks that Persian and Hebrew need stay; overrides are shown."""
    assert safe.shown_controls("می\u200cخواهم \u200f") == "می\u200cخواهم \u200f"
    assert safe.shown_controls("a\u202eb\x00\ud800") == "a⟨U+202E⟩b⟨U+0000⟩⟨U+D800⟩"
