"""What a number may count: units of measure, currencies and degrees, each with its size in a base unit."""

from __future__ import annotations

import re

from auditor.reuse.relate.lexicon import listed, words

LENGTHS = {
    **dict.fromkeys(["mm", "millimetre", "millimeter"], 1e-3),
    **dict.fromkeys(["cm", "centimetre", "centimeter"], 1e-2),
    **dict.fromkeys(["metre", "meter", "m"], 1.0),
    **dict.fromkeys(["km", "kilometre", "kilometer"], 1e3),
    "mile": 1609.344,
    "yard": 0.9144,
    **dict.fromkeys(["foot", "feet", "ft"], 0.3048),
    **dict.fromkeys(["inch", "inche"], 0.0254),
}
# Unit → (dimension, size in the dimension's base unit); sizes by international definition.
UNITS = {
    **{name: ("length", size) for name, size in LENGTHS.items()},
    **dict.fromkeys(["kg", "kilo", "kilogram", "kilogramme"], ("mass", 1.0)),
    **dict.fromkeys(["gram", "gramme"], ("mass", 1e-3)),
    **dict.fromkeys(["tonne", "metric ton"], ("mass", 1e3)),
    "ton": ("mass", 907.185),
    "stone": ("mass", 6.350293),
    "lb": ("mass", 0.453592),
    **dict.fromkeys(["oz", "ounce"], ("mass", 0.0283495)),
    **dict.fromkeys(["litre", "liter"], ("volume", 1.0)),
    "gallon": ("volume", 3.78541),
    "pint": ("volume", 0.473176),
    "hectare": ("area", 1e4),
    "acre": ("area", 4046.86),
    **dict.fromkeys(["%", "percent", "per cent"], ("share", 1.0)),
    **dict.fromkeys(["point", "percentage point"], ("points", 1.0)),
    "basis point": ("points", 0.01),
    "second": ("time", 1.0),
    **dict.fromkeys(["minute", "min"], ("time", 60.0)),
    **dict.fromkeys(["hour", "hr"], ("time", 3600.0)),
    "day": ("time", 86400.0),
    "week": ("time", 604800.0),
    "fortnight": ("time", 1209600.0),
    "month": ("time", 2629800.0),
    "year": ("time", 31557600.0),
    "decade": ("time", 315576000.0),
    "century": ("time", 3155760000.0),
    **dict.fromkeys(["kph", "kmh", "km/h"], ("speed", 1.0)),
    "mph": ("speed", 1.609344),
    **dict.fromkeys(["pence", "penny"], ("£", 0.01)),
}
CLOSE = {
    "in": ("length", 0.0254),
    "g": ("mass", 1e-3),
    "p": ("£", 0.01),
    "st": ("mass", 6.350293),
}  #: after a digit only
_CURRENCIES = words("currencies")
CODES = dict(row.split("/") for row in listed("codes"))
SIGNS = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥"} | CODES
LANDS = words("lands")
_MONEY = frozenset("$€£¥") | _CURRENCIES | {*CODES.values()}
HEAT = {"celsius": "celsius", "centigrade": "celsius", "c": "celsius", "fahrenheit": "fahrenheit", "f": "fahrenheit"}
# What a name may stand for as well: British and American gallons and tons, a pound of butter.
ALSO = {
    "ton": (("mass", 1e3), ("mass", 1016.05)),
    "gallon": (("volume", 4.54609),),
    "pint": (("volume", 0.568261),),
    "pound": (("mass", 0.453592),),
    "percentage point": (("share", 1.0),),
    "cent": (("€", 0.01), ("", 1.0)),
    "m": (("", 1e6),),
}
FOLLOWS = re.compile(
    r"[\s-]{0,2}(%|per\ cent\b|(?:metric|percentage|basis)\ [a-z]{3,6}|km/h\b"
    rf"|(?:new\ |hong\ )?(?:{'|'.join(sorted(words('lands')))})[\s-](?:{'|'.join(sorted(words('currencies')))})s?\b"
    r"|(?:(?:square|sq\.?|cubic)[\s-])?[a-z]{1,12}(?:\ (?:per|an)\ hour\b)?)",
    re.IGNORECASE,
)
_POWER = re.compile(r"(square|sq\.?|cubic)[\s-]")
Unit = tuple[str, float]  #: dimension or currency, and size in its base unit


def unit_of(name: str) -> tuple[Unit, ...]:
    """What a lower-case unit, in the singular or plural, stands for, the likeliest first; nothing if it is none."""
    power = _POWER.match(name)
    plain = name[power.end() :] if power else name
    an_hour = plain.endswith((" per hour", " an hour"))
    plain = plain.removesuffix(" per hour").removesuffix(" an hour")
    single = plain if plain in UNITS else plain.removesuffix("s")
    if power or an_hour:
        size = LENGTHS.get(plain, LENGTHS.get(single))
        if size is None:
            return ()
        if not power:
            return (("speed", size / 1e3),)
        return (("volume", 1e3 * size**3),) if power[1] == "cubic" else (("area", size**2),)
    if single == "cent":
        return (("$", 0.01), *ALSO[single])
    *_, land, currency = ["", *re.split(r"[\s-]", single)]
    if land in LANDS:
        return ((f"{SIGNS.get(currency, currency)}:{land}", 1.0),)
    if single in SIGNS or single in _CURRENCIES:
        return ((SIGNS.get(single, single), 1.0), *ALSO.get(single, ()))
    if single in UNITS:
        return (UNITS[single], *ALSO.get(single, ()))
    return ()


def is_money(unit: str) -> bool:
    """Whether a unit is a currency, maybe of one country: "$", "crown", "$:canadian"."""
    return unit.partition(":")[0] in _MONEY
