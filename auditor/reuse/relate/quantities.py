"""Numbers, dates and measures in a text: digits or words, with magnitude, unit and hedge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.model import Span
from auditor.reuse.relate.lexicon import listed, words
from auditor.reuse.relate.numerals import ORDINALS, SCALES, SPOKEN, VAGUE, either, spoken
from auditor.reuse.relate.units import CLOSE, CODES, FOLLOWS, HEAT, SIGNS, is_money, unit_of

APPROXIMATE, AT_LEAST, AT_MOST = words("approximate"), words("least"), words("most")
WEEKDAYS = {name: n for n, name in enumerate(listed("weekdays"))}
MONTHS = {name: n for n, name in enumerate(listed("months"), 1)}
MONTHS |= {name: n for n, name in enumerate(listed("short_months"), 1)} | {"sept": 9}
CLOCK = {"noon": 720.0, "midday": 720.0, "midnight": 0.0}
ZONES = {"gmt": 0, "utc": 0, "bst": 60, "cet": 60, "cest": 120, "est": -300, "edt": -240, "pst": -480, "pdt": -420}
_DECADE = {"early": (0.0, 4.0), "low": (0.0, 4.0), "mid": (3.0, 7.0)} | dict.fromkeys(
    ("late", "high", "upper"), (6.0, 10.0)
)
HALF = 0.125  # how exact a half is
_FIND = re.compile(
    rf"""(?<![\w.,:])(?P<lasted>\d{{1,3}}:[0-5]\d:[0-5]\d)(?![\w:])
      |(?<![\w.,:])(?:(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\ ?(?P<half>[ap])(?:\.m\.|m(?!\w))
          |(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)(?![\d:])
          |(?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?=\ (?:{either(ZONES)})(?!\w)))
          (?:\ (?P<zone>{either(ZONES)})(?!\w))?
      |(?<!\w)(?P<clock>{either(CLOCK)})(?!\w)
      |(?<!\w)(?P<feet>\d)\s?['’′]\s?(?P<inches>\d|1[01])\s?(?:["”″]|''|’’)
      |(?<![\w.,])(?P<money>(?:[a-z]{{0,3}}[$€£¥]|(?:{either(CODES)})(?!\w)\.?)\ ?)?
        (?P<digits>\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}}){{1,6}}(?!\d)|\d{{1,15}})(?P<fraction>\.\d{{1,9}})?
        (?P<ordinal>st|nd|rd|th)?
        (?:[\s-]?(?P<part>½|and[\s-]a[\s-]half(?!\w)))?
        (?:(?:[\s-]?(?P<scale>dozen|hundred|thousand|lakh|million|crore|billion|trillion)|(?P<short>bn|mn|tn|k|m))(?!\w)
          |(?P<decade>s)(?!\w))?
      |(?<!\w)(?P<half_a>half[\s-]+an?)
        (?=[\s-]+(?:percentage\ point|second|minute|hour|mile|inch|pint|pound|stone)(?!\w))
      |(?<!\w)an?[\s-]+(?P<span>fortnight|decade|century)(?!\w)
      |(?<!\w)(?P<vague>{either(VAGUE)})(?!\w)
      |(?<!\w)(?P<words>{SPOKEN}(?:(?<=ty)-(?P<last>{either(ORDINALS)}))?)(?!\w)
      |(?<!\w)(?P<weekday>{either(WEEKDAYS)})(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_DEGREES = re.compile(
    r"(?P<bare>\s?[°º]\s?|[\s-]?degrees?(?!\w)[\s-]?)?\s?(?P<scale>(?i:celsius|centigrade|fahrenheit)|[CF])?(?![\w-])"
    r"(?P<below>\sbelow\s(?:zero|freezing))?"
)
_MINUS = re.compile(r"(?:\bminus\ |(?<!\w)[-\u2212])\Z", re.IGNORECASE)
_LASTS = re.compile(r"\s(?:hour|minute)(?!\w)", re.IGNORECASE)
_BEFORE = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. *kind* is number, year, weekday, day (of a month) or clock (minutes of a day)."""

    span: Span  #: the number, with a currency sign and the unit of a measure
    kind: str
    number: float  #: as written
    unit: str = ""  #: dimension, the currency, or the time zone
    size: float = 1.0  #: base units of the dimension in one of what is counted
    spread: float = 0.0  #: half of the last place written, in the unit written; of a vague number, half of its range
    digits: int = 0  #: significant digits as written, trailing zeros left out; 0 for numbers in words
    hedge: str = ""  #: about, least, most or vague; half where a time may be of either half of the day
    others: tuple[Quantity, ...] = ()  #: what it may mean as well: 100m is metres or millions

    @property
    def value(self) -> float:
        """The number in base units."""
        return self.number * self.size


def found(text: str, start: int, end: int) -> Iterator[Quantity]:
    """The numbers whose digits or words lie inside ``text[start:end]``, in order, each by itself."""
    for match in _FIND.finditer(text, start, end):
        span = Span(match.start(), match.end())
        if match["weekday"]:
            yield Quantity(span, "weekday", float(WEEKDAYS[match["weekday"].lower()]))
        elif match["clock"] or match["half"] or match["hours"] or match["military"]:
            yield _clock(match, span)
        elif match["lasted"]:
            hours, minutes, seconds = map(float, match["lasted"].split(":"))
            yield Quantity(span, "number", 3600 * hours + 60 * minutes + seconds, "time", spread=0.5)
        elif match["feet"]:
            yield Quantity(span, "number", 12 * float(match["feet"]) + float(match["inches"]), "length", 0.0254, 0.5)
        elif match["vague"]:
            least = VAGUE[match["vague"].lower()]
            yield Quantity(span, "number", 10.5 * least, spread=9.5 * least, hedge="vague")
        elif match["span"] or match["half_a"]:
            number, spread = (0.5, HALF) if match["half_a"] else (1.0, 0.5)
            yield _measured(text, match, Quantity(span, "number", number, spread=spread))
        elif not match["words"] or match["words"].lower() not in ("one", "zero") or _is_one_hour(text, match):
            yield _number(text, match, span)


def _is_one_hour(text: str, match: re.Match[str]) -> bool:
    """Whether a "one", mostly a pronoun, counts an hour or a minute."""
    return match["words"].lower() == "one" and bool(_LASTS.match(text, match.end()))


def _number(text: str, match: re.Match[str], span: Span) -> Quantity:
    """A number in digits or words."""
    before = [word.lower() for word in _BEFORE.findall(text[max(0, span.start - 24) : span.start])][-3:]
    if match["words"]:
        number = spoken(match["words"])
        spread = HALF if number % 1 else 0.5
    else:
        places = match["fraction"] or ""
        number = float(re.sub(r"\D", "", match["digits"]) + places) + (0.5 if match["part"] else 0.0)
        spread = HALF if match["part"] else 0.5 * 10.0 ** -max(0, len(places) - 1)
    scale = match["scale"] or match["short"]
    times = SCALES[scale.lower()] if scale else 1.0
    if not number % 1:  # one that ends in zeros may be rounded off at the first of them, but seldom by much
        zeros = len(f"{number:.0f}") - len(f"{number:.0f}".rstrip("0"))
        spread = max(spread, min(0.5 * 10.0**zeros, 0.025 * number))
    plain = Quantity(span, "number", number * times, spread=spread * times, digits=_digits(match), hedge=_hedge(before))
    after = FOLLOWS.match(text, span.end)
    follows = after[1].lower() if after else ""
    if match["decade"] and number % 10 == 0 and number < 100:
        low, high = _DECADE.get(before[-1] if before else "", (0.0, 10.0))
        plain = replace(plain, number=number + (low + high) / 2, spread=(high - low) / 2, digits=0, hedge="vague")
        return _measured(text, match, plain)
    plain = replace(plain, kind=_kind(match, number, before, follows))
    if plain.kind != "number":
        return plain
    if match["money"]:
        sign = match["money"].strip(" .").lower()
        # "A$5" is 5 of some dollars, "US$5" of those that need no name.
        land = sign[:-1] if len(sign) > 1 and sign[-1] in "$€£¥" and sign != "us$" else ""
        return replace(plain, unit=f"{sign[-1]}:{land}" if land else SIGNS.get(sign, sign.removeprefix("us")))
    return _measured(text, match, plain)


def _measured(text: str, match: re.Match[str], one: Quantity) -> Quantity:
    """*one* with what it counts, and what else it may be."""
    if match["last"] and match["last"].lower() == "second":  # the twenty-second, or a twenty-second clip
        return replace(one, others=(replace(one, number=one.number - 2, unit="time"),))
    after = FOLLOWS.match(text, match.start("span") if match["span"] else match.end())
    name = after[1].lower() if after else ""
    if match["short"] and match["short"] in "mM" and not any(is_money(unit) for unit, _ in unit_of(name)):
        million = SCALES["m"]
        metres = replace(one, number=one.number / million, spread=one.spread / million, unit="length")
        return replace(one, others=(metres,))
    if match["ordinal"] == "st" and (one.number % 10 != 1 or one.number % 100 == 11):
        return replace(one, unit=CLOSE["st"][0], size=CLOSE["st"][1])
    heat = _DEGREES.match(text, match.end())
    if heat and (heat["scale"] or heat["bare"]):
        below = heat["below"] or _MINUS.search(text, max(0, match.start() - 6), match.start())
        degrees = replace(one, number=-one.number if below else one.number)
        if heat["scale"]:
            degrees = replace(degrees, unit=HEAT[heat["scale"].lower()])
            return replace(degrees, span=Span(one.span.start, heat.end("scale")))
        return replace(degrees, others=tuple(replace(degrees, unit=scale) for scale in ("celsius", "fahrenheit")))
    if not after:
        return one
    units = (CLOSE[name],) if name in CLOSE and after.start(1) == match.end() and match["digits"] else unit_of(name)
    read = [replace(one, span=Span(one.span.start, after.end()), unit=unit, size=size) for unit, size in units]
    return replace(read[0], others=tuple(read[1:])) if read else one


def _digits(match: re.Match[str]) -> int:
    whole = re.sub(r"\D", "", match["digits"] or "") + (match["fraction"] or "")[1:]
    return len((whole if match["fraction"] else whole.rstrip("0")).lstrip("0"))


def _clock(match: re.Match[str], span: Span) -> Quantity:
    """A time of day, in minutes since midnight."""
    if match["clock"]:
        return Quantity(span, "clock", CLOCK[match["clock"].lower()])
    zone = (match["zone"] or "").lower()
    if match["military"]:
        return Quantity(span, "clock", 60.0 * int(match["military"][:2]) + int(match["military"][2:]), zone)
    hour = int(match["hour"] or match["hours"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    minutes = 60.0 * hour + int(match["minute"] or match["minutes"] or 0)
    open_half = not match["half"] and 1 <= hour <= 12 and match["hours"][0] != "0"
    return Quantity(span, "clock", minutes, zone, hedge="half" if open_half else "")


def _kind(match: re.Match[str], number: float, before: list[str], follows: str) -> str:
    last = before[-1] if before else ""
    if any(match[part] for part in ("words", "money", "scale", "short", "fraction", "part")):
        return "number"
    if (last in MONTHS or follows in MONTHS) and number <= 31:
        return "day"
    plain = match["digits"].isdigit()
    return "year" if plain and 1800 <= number < 2100 and not unit_of(follows) else "number"


def _hedge(before: list[str]) -> str:
    last = before[-1] if before else ""
    if last == "than" and len(before) > 1:
        return "least" if before[-2] in {"more", "greater", "larger", "higher"} else "most"
    if last in AT_LEAST:
        return "least"
    if last in AT_MOST:
        return "most"
    return "about" if APPROXIMATE.intersection(before[-2:]) else ""
