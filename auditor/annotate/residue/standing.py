"""Lines an honest source repeats on purpose: who made a text, where and when, and what the source discloses."""

from __future__ import annotations

import re

from auditor.annotate.residue.forms import KIND_OF_PIECE
from auditor.annotate.residue.lines import Line
from auditor.annotate.residue.vocabulary import words_of_pages
from auditor.text.abbreviations import words
from auditor.text.bylines import is_byline, is_role
from auditor.text.furniture import is_caption, is_dateline, is_person, is_time

_LONGEST = 240
_WORK = (
    r"(?:report(?:ing|ed|s)?|edit(?:ing|ed|or)|writ(?:ing|ten)|words?|text|compiled|produc(?:tion|ed)|research(?:ed)?|"
    r"translat(?:ion|ed)|illustrat(?:ions?|ed)|photo(?:s|graphs?|graphy|graphed)?|pictures?|images?|video|graphics?|"
    r"sub-?editing|fact[- ]check(?:ing|ed)|data|interviews?|story|article|distributed|supplied|provided)"
)
#: "Reporting by Jane Doe; editing by John Roe", "Pictures: Jane Doe", "Additional reporting by Ann Lee in Kyiv".
_CREDIT = re.compile(
    rf"\W{{0,3}}(?:(?:additional|further|extra)\s+)?{_WORK}(?:\s+(?:and|&)\s+{_WORK})?(?:\s+(?:by|from)\b|\s*:)\s*:?\s*"
    r"(?-i:[^\W\d_a-zà-öø-ÿ])",
    re.IGNORECASE,
)
#: "LONDON (Reuters)", "LINDOW, Ellery -": a place in capitals on a line of its own, above the story.
_PLACE = re.compile(
    r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2}(?:, [A-Z][A-Za-z. ]{1,30})?(?: \([A-Z][A-Za-z/& ]{1,30}\))(?:\s?[-–—:])?"
)
#: "The Associated Press contributed to this report."
_CONTRIBUTED = re.compile(
    r"(?-i:[^\W\d_a-zà-öø-ÿ])[^.!?]{2,120}? contributed (?:(?:reporting|research|material) )?to this "
    r"(?:news )?(?:report|story|article|piece|post)\W*",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\s*(?:,|\||[–—•·]|\s-\s)\s*")
_PERSON_IS = re.compile(
    r"(?P<who>[^,.;:()]{3,50}?),?\s+(?P<verb>is|was|covers|writes|reports|edits|has\s+\w+ed|joined)\s"
)
#: What a source tells its readers about itself and its work, in a sentence.
_DISCLOSED = re.compile(
    r"\b(?:corrections?|errors?|mistakes?|inaccura(?:cy|cies|te)|complaints?|"
    r"editorial (?:standards?|polic(?:y|ies)|codes?|guidelines|independence|control)|"
    r"code of (?:conduct|practice|ethics)|"
    r"ethics|(?:funded|supported|sponsored|financed|paid for|underwritten) by|funding|affiliate|commissions?|"
    r"conflicts? of interest|disclos(?:e|es|ed|ure)|(?:views|opinions) expressed|licen[cs]ed? under|creative commons|"
    r"translated (?:from|by|into)|syndicat(?:ed|ion)|(?:supplied|distributed|first reported) by|by arrangement with|"
    r"artificial intelligence|in partnership with|non-?profit|"
    r"press council|press (?:standards|complaints)|regulated by|ombudsman|readers' editor)\b",
    re.IGNORECASE,
)
_LEAST_SAID = 5  # words of a sentence that discloses something: a button has fewer
_OF_OUTLETS = words("news media service agency agencies team newsroom")  # an outlet may be these as well as a writer
_BUTTONS = words(
    "newsletter newsletters click subscribe sign follow like share download join read see watch buy get leave post "
    "submit"
)


def names_its_makers(line: Line, *, above: bool) -> bool:
    """Whether *line* is a byline, a dateline, a time, a credit or the label of a piece of opinion.

    A name or a label alone is one only *above* the story: below it stand those of other pages.
    """
    text = line.text.strip(" \t*_|•·")
    if not text or len(text) > _LONGEST:
        return False
    if is_byline(text) or is_dateline(text) or _clock(text) or is_caption(text):
        return True
    if _CONTRIBUTED.fullmatch(text) or (above and KIND_OF_PIECE.fullmatch(line.bare)):
        return True
    credit = _CREDIT.match(text)
    named = text[credit.end() - 1 if credit else 0 :].casefold().split()
    if not (words_of_pages()["furniture"] | words_of_pages()["service"]).isdisjoint(named):
        return False
    if credit:
        return True
    name, *roles = _AFTER_NAME.split(text)
    if not is_person(name):
        return above and _PLACE.fullmatch(text) is not None
    return any(map(is_role, roles)) if roles else above


def _clock(text: str) -> bool:
    """Whether *text* is a time of day; an age such as "6 years ago" is a counter of the page."""
    return is_time(text) and "ago" not in text.casefold().split()


def is_disclosure(text: str) -> bool:
    """Whether a line that a source repeats tells readers openly about the source or the writer.

    Such are a policy on corrections, who pays, a licence, or what the writer does for whom.
    """
    text = " ".join(text.replace("’", "'").split()).strip("*_ ")
    told = text.split()
    if len(told) < _LEAST_SAID or told[0].casefold().strip(".,:!") in _BUTTONS or len(text) > 3 * _LONGEST:
        return False
    if _DISCLOSED.search(text):
        return text.rstrip("\"')]*_").endswith((".", "!", "?")) or len(told) > 2 * _LEAST_SAID
    writer = _PERSON_IS.match(text)
    if writer is None or not is_person(writer["who"]):
        return False
    rest = [word for word in text[writer.end() :].split()[:7] if word.casefold().strip(".,;:") not in _OF_OUTLETS]
    return writer["verb"] in {"covers", "writes", "reports", "edits"} or is_role(" ".join(rest))
