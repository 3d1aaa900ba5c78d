"""Numbers, dates and measures in a text: digits or words, with magnitude, unit and hedge."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.model import Span
from auditor.reuse.relate.lexicon import listed, words

WORDS = {word: float(n) for n, word in enumerate(listed("ones"))}
WORDS |= {word: 10.0 * n for n, word in enumerate(listed("tens"), 2)}
WORDS |= {"dozen": 12.0, "dozens": 12.0}
SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
# Unit → (dimension, factor to the dimension's base unit); factors by international definition.
UNITS = {
    **dict.fromkeys(["mm", "millimetre", "millimeter"], ("length", 1e-3)),
    **dict.fromkeys(["cm", "centimetre", "centimeter"], ("length", 1e-2)),
    **dict.fromkeys(["metre", "meter"], ("length", 1.0)),
    **dict.fromkeys(["km", "kilometre", "kilometer"], ("length", 1e3)),
    "mile": ("length", 1609.344),
    "yard": ("length", 0.9144),
    "foot": ("length", 0.3048),
    "feet": ("length", 0.3048),
    "ft": ("length", 0.3048),
    "inch": ("length", 0.0254),
    "inche": ("length", 0.0254),
    **dict.fromkeys(["kg", "kilo", "kilogram", "kilogramme"], ("mass", 1.0)),
    **dict.fromkeys(["gram", "gramme"], ("mass", 1e-3)),
    **dict.fromkeys(["tonne"], ("mass", 1e3)),
    "ton": ("mass", 907.185),
    "lb": ("mass", 0.453592),
    "ounce": ("mass", 0.0283495),
    "litre": ("volume", 1.0),
    "liter": ("volume", 1.0),
    "gallon": ("volume", 3.78541),
    "hectare": ("area", 1e4),
    "acre": ("area", 4046.86),
    "%": ("share", 1.0),
    "percent": ("share", 1.0),
    "per cent": ("share", 1.0),
    "second": ("time", 1.0),
    "minute": ("time", 60.0),
    "hour": ("time", 3600.0),
    "day": ("time", 86400.0),
    "week": ("time", 604800.0),
    "month": ("time", 2629800.0),
    "year": ("time", 31557600.0),
    "kph": ("speed", 1.0),
    "mph": ("speed", 1.609344),
}
APPROXIMATE, AT_LEAST, AT_MOST = words("approximate"), words("least"), words("most")
WEEKDAYS = {name: n for n, name in enumerate(listed("weekdays"))}
MONTHS = {name: n for n, name in enumerate(listed("months"), 1)}
MONTHS |= {name: n for n, name in enumerate(listed("short_months"), 1)} | {"sept": 9}

MONEY = frozenset("$€£¥")
POUND = 0.453592  # kilograms; money to most, a weight to some
HEAT = {"celsius": "celsius", "centigrade": "celsius", "c": "celsius", "fahrenheit": "fahrenheit", "f": "fahrenheit"}
ROUNDED = 0.6  # degrees Celsius by which a temperature converted and rounded is off
_ORDINALS = {word: float(n) for n, word in enumerate(listed("ordinals")[:9], 1)}

CLOCK = {"noon": 720.0, "midday": 720.0, "midnight": 0.0}

_NUMBER_WORD = "|".join(
    sorted((*WORDS, "hundred", "thousand", "million", "billion", "trillion"), key=len, reverse=True)
)
_FIND = re.compile(
    rf"""(?<![\w.,:])(?:(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\ ?(?P<half>[ap])(?:\.m\.|m(?!\w))
          |(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)(?![\d:]))
          (?:\ (?P<zone>gmt|utc|bst|ces?t|e[sd]t|p[sd]t)(?!\w))?
      |(?<!\w)(?P<clock>{"|".join(CLOCK)})(?!\w)
      |(?<![\w.,])(?P<money>[$€£¥]\ ?)?
        (?P<digits>\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?!\d)|\d{{1,15}})(?P<fraction>\.\d{{1,9}})?
        (?P<ordinal>st|nd|rd|th)?
        (?:(?:[\s-]?(?P<scale>dozen|hundred|thousand|million|billion|trillion)|(?P<short>bn|mn|tn|k|m))(?!\w))?
      |(?<!\w)(?P<words>(?:half\ an?\ )?(?:{_NUMBER_WORD})(?:[\s-]+(?:and[\s-]+)?(?:{_NUMBER_WORD})){{0,8}}
        (?:(?<=ty)-(?P<last>{"|".join(_ORDINALS)}))?)(?!\w)
      |(?<!\w)(?P<weekday>{"|".join(WEEKDAYS)})(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_UNIT = re.compile(r"[\s-]{0,2}(%|per\ cent|[A-Za-z]{1,12})")
_DEGREES = re.compile(
    r"(?P<bare>\s?[°º]\s?|[\s-]?degrees?(?!\w)[\s-]?)?\s?(?P<scale>(?i:celsius|centigrade|fahrenheit)|[CF])?(?![\w-])"
)
_MINUS = re.compile(r"(?:\bminus\ |(?<!\w)[-\u2212])\Z", re.IGNORECASE)
_BEFORE = re.compile(r"[A-Za-z]+")
_OUT_OF = re.compile(r"\s(?:in|out\sof)\s(?:every\s)?")
_ONE_IN = re.compile(rf"(?<!\w)one{_OUT_OF.pattern}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. *kind* is number, year, weekday, day (of a month) or clock (minutes of a day)."""

    span: Span
    kind: str
    value: float
    unit: str = ""  #: dimension, the currency sign, or the time zone
    digits: int = 0  #: significant digits as written, trailing zeros left out; 0 for numbers in words
    hedge: str = ""  #: about, least or most; half where a time may be of either half of the day
    others: tuple[tuple[float, str], ...] = ()  #: value and unit it may have as well: 100m is metres or millions


def quantities(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """Quantities whose digits or words lie inside ``text[start:end]``, in order."""
    return tuple(_shares(text, start, _found(text, start, end)))


def _shares(text: str, start: int, found: Iterator[Quantity]) -> Iterator[Quantity]:
    """*found*, with one in four, or 3 out of 10, as the percentage it is."""
    held: Quantity | None = None
    for one in found:
        plain = one.kind == "number" and not one.unit
        if held and plain and held.value < one.value and _OUT_OF.fullmatch(text, held.span.end, one.span.start):
            parts = (held.value, ""), (one.value, "")  # "two in 14 games" is "two goals in 14 games" too
            span, percent = Span(held.span.start, one.span.end), 100 * held.value / one.value
            held = Quantity(span, "number", percent, "share", others=parts)
            continue
        if held:
            yield held
        spelled = _ONE_IN.search(text, max(start, one.span.start - 20), one.span.start) if plain else None
        if spelled and one.value > 1:
            one = Quantity(Span(spelled.start(), one.span.end), "number", 100 / one.value, "share")  # noqa: PLW2901
        held = one
    if held:
        yield held


def _found(text: str, start: int, end: int) -> Iterator[Quantity]:
    for match in _FIND.finditer(text, start, end):
        span = Span(match.start(), match.end())
        if match["weekday"]:
            yield Quantity(span, "weekday", float(WEEKDAYS[match["weekday"].lower()]))
            continue
        if match["clock"] or match["half"] or match["hours"]:
            yield _clock(match, span)
            continue
        if match["words"]:
            value = spoken(match["words"])
            if match["words"].lower() == "one":
                continue  # mostly a pronoun
        else:
            value = float(re.sub(r"\D", "", match["digits"]) + (match["fraction"] or ""))
        scale = match["scale"] or match["short"]
        value *= SCALES[scale.lower()] if scale else 1
        before = [word.lower() for word in _BEFORE.findall(text[max(0, span.start - 24) : span.start])][-3:]
        after = _UNIT.match(text, span.end)
        follows = after[1].lower() if after else ""
        kind = _kind(match, value, before, follows)
        unit = (match["money"] or "").strip()
        others: tuple[tuple[float, str], ...] = ()
        if kind == "number" and not unit:
            unit, value, others = _measured(text, match, value, follows)
        yield Quantity(span, kind, value, unit, _digits(match), _hedge(before), others)


def _measured(
    text: str, match: re.Match[str], value: float, follows: str
) -> tuple[str, float, tuple[tuple[float, str], ...]]:
    """What a number counts, its value in the base unit, and what else it may be."""
    single = follows.removesuffix("s")
    if match["last"] == "second":
        return "", value, ((value - 2, "time"),)  # the twenty-second, or a twenty-second clip
    if single == "pound":
        return "£", value, ((value * POUND, "mass"),)
    if match["short"] == "m":
        return "", value, ((value / SCALES["m"], "length"),)
    heat = _DEGREES.match(text, match.end())
    if heat and (heat["scale"] or heat["bare"]):
        degrees = -value if _MINUS.search(text, max(0, match.start() - 6), match.start()) else value
        if heat["scale"]:
            return HEAT[heat["scale"].lower()], degrees, ()
        return "", degrees, tuple((degrees, scale) for scale in ("celsius", "fahrenheit"))
    name, factor = UNITS.get(follows, UNITS.get(single, ("", 1.0)))
    return name, value * factor, ()


def _digits(match: re.Match[str]) -> int:
    whole = re.sub(r"\D", "", match["digits"] or "") + (match["fraction"] or "")[1:]
    return len((whole if match["fraction"] else whole.rstrip("0")).lstrip("0"))


def _clock(match: re.Match[str], span: Span) -> Quantity:
    """A time of day, in minutes since midnight."""
    if match["clock"]:
        return Quantity(span, "clock", CLOCK[match["clock"].lower()])
    hour = int(match["hour"] or match["hours"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    minutes = 60.0 * hour + int(match["minute"] or match["minutes"] or 0)
    open_half = not match["half"] and 1 <= hour <= 12 and match["hours"][0] != "0"
    return Quantity(span, "clock", minutes, (match["zone"] or "").upper(), hedge="half" if open_half else "")


def _kind(match: re.Match[str], value: float, before: list[str], follows: str) -> str:
    last = before[-1] if before else ""
    if match["words"] or match["money"] or match["scale"] or match["short"] or match["fraction"]:
        return "number"
    if (last in MONTHS or follows in MONTHS) and value <= 31:
        return "day"
    plain = match["digits"].isdigit()
    if plain and 1800 <= value < 2100 and follows.removesuffix("s") not in UNITS:
        return "year"
    return "number"


def _hedge(before: list[str]) -> str:
    last = before[-1] if before else ""
    if last == "than" and len(before) > 1:
        return "least" if before[-2] in {"more", "greater", "larger", "higher"} else "most"
    if last in AT_LEAST:
        return "least"
    if last in AT_MOST:
        return "most"
    return "about" if APPROXIMATE.intersection(before[-2:]) else ""


def spoken(phrase: str) -> float:
    """The value of a number written out: "thirty-five", "two hundred and ten thousand"."""
    if phrase.lower().startswith("half"):
        return spoken(phrase[4:]) / 2
    total = part = 0.0
    for word in re.findall(r"[a-z]+", phrase.lower()):
        if word in _ORDINALS:
            part += _ORDINALS[word]
        elif word in SCALES:
            if word == "hundred":
                part = max(part, 1.0) * 100
            else:
                total += max(part, 1.0) * SCALES[word]
                part = 0.0
        elif word in {"dozen", "dozens"}:
            part = max(part, 1.0) * 12
        elif word in WORDS:
            part += WORDS[word]
    return total + part


def agree(one: Quantity, two: Quantity) -> bool:
    """Whether two quantities can both be true of the same thing, rounding allowed where hedged."""
    ours, theirs = readings(one), readings(two)
    pairs = [(one, two), *((one, other) for other in theirs[1:]), *((other, two) for other in ours[1:])]
    alike = [pair for pair in pairs if _like(*pair)]
    return any(_agree(*pair) for pair in alike or pairs)


def readings(one: Quantity) -> list[Quantity]:
    """*one* and what else it may mean."""
    return [one, *(replace(one, value=value, unit=unit, others=()) for value, unit in one.others)]


def _like(one: Quantity, two: Quantity) -> bool:
    """Whether the units of two quantities are of one dimension, or not known."""
    return not one.unit or not two.unit or one.unit == two.unit or {one.unit, two.unit} <= {*HEAT.values()}


def _agree(one: Quantity, two: Quantity) -> bool:
    if one.kind != two.kind:
        return True  # a year and a count are not two versions of one figure
    if {one.unit, two.unit} == {*HEAT.values()}:
        celsius = [q.value if q.unit == "celsius" else (q.value - 32) / 1.8 for q in (one, two)]
        return abs(celsius[0] - celsius[1]) <= ROUNDED * (3 if one.hedge or two.hedge else 1)
    if one.kind == "clock":
        if one.unit and two.unit and one.unit != two.unit:
            return True  # the same moment in two time zones, for all one can tell
        return (one.value - two.value) % (720 if one.hedge or two.hedge else 1440) == 0
    if one.value == two.value or one.kind != "number":
        return one.value == two.value
    if one.unit and two.unit and one.unit != two.unit:
        return True  # different dimensions or currencies are not comparable
    low, high = sorted((abs(one.value), abs(two.value)))
    apart = (high - low) / high
    if one.unit and two.unit and one.unit not in MONEY and one.unit not in HEAT and apart <= 0.05:
        return True  # converted and rounded
    if one.hedge and one.hedge == two.hedge:
        # "at least 31" is not "at least 41", but "more than 1,000" holds of "over 1,050"
        coarse, fine = sorted((one, two), key=lambda quantity: quantity.digits)
        outer = coarse.value < fine.value if one.hedge == "least" else coarse.value > fine.value
        holds = one.hedge != "about" and outer and 1 <= coarse.digits < fine.digits and apart <= 0.1
        return holds or _rounded(one, two) or _rounded(two, one)
    small, large = (one, two) if one.value < two.value else (two, one)
    if small.hedge == "least" or large.hedge == "most":
        return apart <= 0.25
    return (bool(small.hedge or large.hedge) and apart <= 0.1) or _rounded(one, two) or _rounded(two, one)


def _rounded(coarse: Quantity, fine: Quantity) -> bool:
    """Whether *coarse* is *fine* with fewer digits: 1.5 million for 1.47 million, 1,000 for 1,006."""
    if not 1 <= coarse.digits < fine.digits or not coarse.value:
        return False
    if coarse.digits == 1:  # one digit is a round number only where little is rounded off
        return coarse.value >= 100 and abs(coarse.value - fine.value) <= 0.03 * coarse.value
    step = 10.0 ** (math.floor(math.log10(abs(coarse.value))) - coarse.digits + 1)
    return abs(coarse.value - fine.value) <= 0.5000001 * step
