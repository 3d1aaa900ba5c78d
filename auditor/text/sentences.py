"""Where sentences end: full stops weighed against abbreviations, initials, numbers and ellipses.

Punctuation rules after Grefenstette & Tapanainen (1994) and Kiss & Strunk (2006), with closed
lists instead of a trained model, so that the same text always splits the same way.
"""

from __future__ import annotations

import re

from auditor.text.abbreviations import LEADING, NUMERIC, OPENERS, SMALL, TRAILING

_CLOSERS = "\"'\u2018\u201c\u2019\u201d)\\]}\u00bb\u203a*_"
#: Marks of scripts that write them without a space after.
_WIDE = "\u3002\uff01\uff1f\uff61\u0964\u0965\u06d4\u061f\u1362\u1367\u104b\u17d4\u17d5\u0589"
_MARKS = rf".!?\u2026{_WIDE}"
#: A run of marks with what closes behind it. It starts only where no mark stands before, and never
#: gives back, so that a text of nothing but marks is read once. A set comes first, so that the matcher
#: can skip all other characters.
_END = re.compile(
    rf"(?P<marks>[{_MARKS}](?<![{_MARKS}].)[{_MARKS}]*+)"
    rf"(?:[{_CLOSERS}\u300d\u300f\uff09]|\[[0-9]{{1,3}}\]|[ ](?=\u201d))*+"
)
_WIDE_MARK = re.compile(f"[{_WIDE}]")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u201c]")
_LOST_SPACE = re.compile(r"[A-Z][a-z]")
_WORD_BEFORE = re.compile(r"(?:^|[\s(\[\u201c\u2018\"'\u2013/])((?:[^\W\d_]\.)*[^\W\d_]{1,12})$")
_OPENER = re.compile(r"[\s\"'\u201c\u2018(\[\u2013-]*([^\W_]+(?:['\u2019][^\W_]+)?)")
_NEXT = re.compile(r"\s*(?:[\"'\u201c\u2018(\[\u2013*-]\s*)*(\S)")
_DOTS = re.compile(r"(?:\.\s?){2,}$")


def sentence_ends(text: str) -> list[int]:
    """Offsets just after each sentence end inside *text*, closing quotation marks included."""
    return [match.end() for match in _END.finditer(text) if _ends_here(text, match)]


def _ends_here(text: str, match: re.Match[str]) -> bool:
    end, marks = match.end(), match["marks"]
    mark = marks[0]
    if match.start() < 5 and mark == "." and text[: match.start()].strip("( ").isdigit():
        return False  # the number of a list item
    wide = _WIDE_MARK.search(marks, 0, 64) is not None
    if end < len(text) and not text[end].isspace() and not wide:
        return _glued(text, match)
    following = _NEXT.match(text, end, end + 40)
    if following is None:
        return True
    first = following[1]
    if first.islower():
        return False
    if wide or mark in "!?\u2026":
        return mark != "\u2026" or not first.isdigit()
    if first == ".":
        return False  # the next dot of ". . ."
    before = text[max(0, match.start() - 24) : match.start()]
    if len(marks) > 1 or before.endswith((". ", ".")):
        return True  # an ellipsis, and what follows starts with a capital or a quotation
    if match[0] != ".":
        return True  # a closing quotation mark or bracket follows the full stop
    found = _WORD_BEFORE.search(before)
    return found is None or _word_ends(found[1], text, end, first)


def _glued(text: str, match: re.Match[str]) -> bool:
    """Whether a mark with no space after it ends a sentence: in unspaced scripts, or where a space was lost."""
    end = match.end()
    if match["marks"][0] in "!?":
        return _UNSPACED.match(text, end) is not None
    if match[0] != "." or _LOST_SPACE.match(text, end) is None:
        return False
    before = text[max(0, end - 3) : end - 1]
    opener = _OPENER.match(text, end, end + 20)
    return len(before) == 2 and before.islower() and opener is not None and opener[1].lower() in OPENERS


def _word_ends(word: str, text: str, end: int, first: str) -> bool:
    """Whether a full stop after *word* ends the sentence rather than the abbreviation."""
    low = word.lower()
    opener = _OPENER.match(text, end, end + 40)
    follower = opener[1] if opener is not None else " "
    adverb = follower.endswith("ly") and len(follower) > 5
    opens = follower[0].isupper() and (adverb or follower.lower() in OPENERS)
    named = word[0].isupper() or "." in word
    if low in LEADING and (named or low in SMALL):
        return False
    if low in NUMERIC:
        return not first.isdigit() and (low in {"no", "mar", "sat", "sun", "mon", "fri"} or opens)
    if (low in TRAILING and (named or low in SMALL)) or ("." in word and len(word) <= 7):
        return opens
    if len(word) == 1 and word.isupper() and word != "I":
        return opens
    return True
