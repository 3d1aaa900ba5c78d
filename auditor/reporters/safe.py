"""The one place where untrusted text is made safe for each kind of output.

Article text, ids, sources and file names are written by strangers. Every reporter passes them
through exactly one of these functions; HTML is left to jinja2's autoescape.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Characters that reorder or hide what is shown: the bidi controls of UAX #9, zero-width characters,
# and the deprecated format characters. They are shown by code point.
_NOT_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 without tab and line feed
_TERMINAL = re.compile(f"[{_CONTROL}{_INVISIBLE}\u2028\u2029\ud800-\udfff\U000e0000-\U000e007f{_NOT_CHARACTERS}]")
_JSON_CONTROL = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_COMMAND_CONTROL = re.compile(f"[{_CONTROL}\u2028\u2029\ud800-\udfff{_NOT_CHARACTERS}]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HTML_CONTROL = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff{_NOT_CHARACTERS}]"
)
_XML_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"\s+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#!|~$&@:]|^[+-]|^\d+(?=[.)]))")
_COMMAND = re.compile(r"(?m)^([^\S\n]*)::")
_ZERO_SPACE_AT = "@\u200b"


def _by_code_point(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"


def terminal(text: str) -> str:
    """Return *text* for a terminal: escapes, controls, bidi and zero-width characters are made visible.

    Tabs and line feeds stay; a carriage return, which could overwrite the line, does not.
    """
    return _TERMINAL.sub(_by_code_point, text.replace("\r\n", "\n"))


def line(text: str) -> str:
    """Return *text* for one line of a terminal: as ``terminal``, with every run of white space one space."""
    return terminal(_SPACES.sub(" ", text)).strip()


def visible_bidi(text: str) -> str:
    """Return *text* with the controls that reorder what is shown written by code point."""
    return _BIDI.sub(_by_code_point, text)


def shown_controls(text: str) -> str:
    """Return *text* for HTML, where jinja2 escapes markup: controls, surrogates and what reorders a line are shown.

    Joiners and the plain direction marks stay, since Persian, Hindi or Hebrew cannot be written without them.
    """
    return _HTML_CONTROL.sub(lambda found: f"\u27e8U+{ord(found[0]):04X}\u27e9", text)


def command_data(text: str) -> str:
    """Return *text* as the message of a GitHub workflow command (the runner's own escapes)."""
    text = visible_bidi(text).replace("##[", "##\u200b[").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return _COMMAND_CONTROL.sub(_by_code_point, text)


def command_property(text: str) -> str:
    """Return *text* as a property of a GitHub workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")


def no_command(text: str) -> str:
    """Return *text* so that a GitHub runner that reads it as log output finds no workflow command in it."""
    text = _COMMAND.sub("\\1:\u200b:", text.replace("\r", "\n"))
    return text.replace("##[", "##\u200b[")  # the old form counts anywhere in a line


def json_output(text: str) -> str:
    """Return the JSON *text*, unchanged in meaning, fit for a terminal and a runner's log.

    Controls and what reorders a line are written as escapes; the old form of a workflow command is broken up.
    """
    text = _JSON_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return text.replace("##[", "##\\u005b")


def xml_output(text: str) -> str:
    """Return the XML *text*, unchanged in meaning, without workflow commands."""
    return _COMMAND.sub(r"\1&#58;:", text).replace("##[", "##&#91;")


def xml(text: str) -> str:
    """Return *text* for XML 1.0: characters it forbids, even as references, become U+FFFD; markup is not escaped."""
    return _XML_FORBIDDEN.sub("\ufffd", text)


def markdown(text: str) -> str:
    """Return *text* as one line of Markdown that renders as itself: no markup, HTML, link, mention or table cell."""
    escaped = _MARKDOWN.sub(_escape_markdown, line(text))
    # GitHub still turns escaped addresses and mentions into links: an invisible space keeps them text.
    escaped = escaped.replace("\\@", f"\\{_ZERO_SPACE_AT}").replace("://", ":\u200b//").replace("\\:", ":")
    escaped = re.sub(r"(?i)\bwww\.", "www\u200b.", escaped)
    return escaped.replace("://", ":\u200b//")


def _escape_markdown(found: re.Match[str]) -> str:
    return f"&#{ord(found[0][0])};{found[0][1:]}" if found[0][0].isdigit() else f"\\{found[0]}"


def link(url: str) -> str | None:
    """Return *url* where it is a plain http or https address with a host, else None."""
    if _TERMINAL.search(url) or _SPACES.search(url):
        return None
    try:
        parts = urlsplit(url)
        allowed = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return url if allowed else None
